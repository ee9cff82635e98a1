//! Odd files: none blocks a run or stops it, each is read or has its reason.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::ground::{Ground, contents};

/// By how much large files are larger where the program is not built for debugging.
const LARGER: usize = if cfg!(debug_assertions) { 1 } else { 50 };

/// How long a run over odd files may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn run(rounds: u64, _chance: Chance) -> String {
    let mut kinds = 0;
    for _ in 0..rounds {
        let ground = Ground::new();
        ground.write("plain.txt", "A pelican sat on the mole.\n");
        let _socket = UnixListener::bind(ground.documents().join("socket.txt")).unwrap();
        kinds = 1 + write_odd_files(&ground) + write_odd_texts(&ground);
        for follow in [false, true] {
            assert_ends(&ground, follow);
            assert!(contents(&ground.index()).values().any(|text| text.contains("pelican")));
            ground.assert_tidy("odd files");
        }
        let outside = contents(&ground.index()).into_values().any(|text| text.contains("Outside"));
        assert!(outside, "a link to a file is followed where asked");
    }
    format!("{kinds} kinds")
}

fn assert_ends(ground: &Ground, follow: bool) {
    let mut command = ground.indexing();
    if follow {
        command.arg("--follow");
    }
    let (mut child, begun) = (command.spawn().unwrap(), Instant::now());
    let ended = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        assert!(begun.elapsed() < PATIENCE, "a run over odd files does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    let told = child.wait_with_output().unwrap().stderr;
    assert!(ended.success(), "{}", String::from_utf8_lossy(&told));
    if !follow {
        let outside = contents(&ground.index()).into_values().any(|text| text.contains("Outside"));
        assert!(!outside, "a link is not followed unless asked");
    }
}

/// Files that are odd by what they are; how many kinds.
fn write_odd_files(ground: &Ground) -> u64 {
    let place = |name: &str| ground.documents().join(name);
    let outside = ground.documents().with_file_name("outside.txt");
    std::fs::write(&outside, "Outside of what was asked for.\n").unwrap();
    symlink(&outside, place("link.txt")).unwrap();
    symlink("nowhere", place("dangling.txt")).unwrap();
    symlink("itself.txt", place("itself.txt")).unwrap();
    symlink(ground.documents(), place("loop")).unwrap();
    symlink("/dev/zero", place("zero.txt")).unwrap();
    symlink("/proc/self/mem", place("memory.txt")).unwrap();
    std::fs::hard_link(place("plain.txt"), place("twin.txt")).unwrap();
    std::fs::create_dir(place("folder.txt")).unwrap();
    for (program, arguments) in [("mkfifo", &["pipe.txt"][..]), ("mknod", &["device.txt", "c", "1", "5"])] {
        // Not everybody may make a device.
        let _ = Command::new(program).args(arguments).current_dir(ground.documents()).status();
    }
    let names: [&[u8]; 8] = [
        b"new\nline.txt",
        b"\x1b[31mred.txt",
        b"invalid-\xff\xfe.txt",
        b"invalid-\xfe\xff.txt",
        b"-rf.txt",
        b" .txt",
        "\u{202e}txt.exe.txt".as_bytes(),
        &[b'n'; 250],
    ];
    for name in names {
        // Not every file system takes every name.
        let _ = std::fs::write(ground.documents().join(std::ffi::OsStr::from_bytes(name)), "An odd name.\n");
    }
    let sparse = std::fs::File::create(place("sparse.txt")).unwrap();
    sparse.set_len(1 << 40).unwrap();
    deep(&ground.documents(), 60);
    10 + names.len() as u64 + 2
}

/// A file below so many folders of long names, as deep as a path can be.
fn deep(below: &Path, levels: usize) {
    let mut place = below.to_owned();
    for _ in 0..levels {
        place.push("deep".repeat(14));
        if std::fs::create_dir(&place).is_err() {
            return;
        }
    }
    std::fs::write(place.join("deep.txt"), "Far down.\n").unwrap();
}

/// Files that are odd by what is in them; how many kinds.
fn write_odd_texts(ground: &Ground) -> u64 {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let texts: Vec<(&str, Vec<u8>)> = vec![
        ("empty.txt", Vec::new()),
        ("nul.txt", b"A ferry\0 left\0 the quay.".repeat(50)),
        ("invalid.txt", b"The ferry \xff\xc3( left \xed\xa0\x80 the quay.\n".repeat(20)),
        ("wide.txt", wide("The ferry left the quay, as it does on every day of the week but one.\n")),
        ("one-line.txt", b"ferry ".repeat(4_000 * LARGER)),
        ("one-word.txt", b"f".repeat(20_000 * LARGER)),
        ("lines.txt", b"\n".repeat(20_000 * LARGER)),
        ("marks.txt", "e\u{301}\u{302}".repeat(2_000 * LARGER).into_bytes()),
        ("nested.html", [&b"<div>".repeat(2_000 * LARGER)[..], b"ferry"].concat()),
        ("attributes.html", [&b"<p "[..], &b"a=b ".repeat(1_000 * LARGER), b">ferry"].concat()),
        ("entities.html", b"&amp;&#x202e;&nosuch;".repeat(400 * LARGER)),
        ("open.html", b"<!-- never closed <script> var x = '<p>".repeat(100)),
        ("deep.ndjson", [b"[".repeat(2_000 * LARGER), b"\n".to_vec()].concat()),
        (
            "records.ndjson",
            b"{\"id\":1}\nnull\n[]\n{\"id\":1e999,\"text\":3}\n{\"text\":\"\\ud800\"}\n{\"id\":2,\"text\":\"ferry\"\n".to_vec(),
        ),
        ("front.md", [&b"---\n"[..], &b"a: &x [*x, *x]\n".repeat(100 * LARGER), b"---\nferry"].concat()),
        ("dates.txt", b"On 30 February 2022, 99999999-99-99 and 00/00/0000, next next next week. ".repeat(40 * LARGER)),
        ("cut.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xed".to_vec()),
        ("not.docx", b"PK\x03\x04 and then nothing of the kind".to_vec()),
    ];
    for (name, text) in &texts {
        ground.write(name, text);
    }
    let bomb = format!("head -c {} /dev/zero | gzip > bomb.txt.gz", 1_000_000 * LARGER);
    let _ = Command::new("sh").args(["-c", &bomb]).current_dir(ground.documents()).status();
    texts.len() as u64 + 1
}
