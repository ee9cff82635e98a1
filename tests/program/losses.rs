//! Nothing is lost in silence: what a file, a folder or an archive holds is in the index, or among what was skipped.

use std::process::Command;

use serde_json::{Value, json};

use crate::readers::{tar_gz, zip};
use crate::stage::{Ran, Stage};

/// What a report says was skipped, as `path: reason`.
fn skipped(report: &Value) -> Vec<String> {
    let said = |one: &Value| format!("{}: {}", one["path"].as_str().unwrap(), one["reason"].as_str().unwrap());
    report["skipped"].as_array().unwrap().iter().map(said).collect()
}

#[test]
fn every_row_of_a_table_is_there() {
    let stage = Stage::empty();
    stage.write("pipes.csv", "id,text\n1,A 5\" pipe at the quay\n2,Two cranes\n3,\"Three\ntugs\"\n4,A 6\" hose\n5,Five buoys\n");
    let first = format!("id,text\n1,First ferry{}\n2,", " of the day".repeat(60));
    stage.write("rows.csv", [first.as_bytes(), &[0; 6], b"\n3,Last ferry\n"].concat());
    let report = stage.index();
    assert_eq!((&report["documents"]["added"], skipped(&report)), (&json!(7), vec!["rows.csv:3: binary: no text".to_owned()]));
    assert_eq!(stage.hits(&["ferry"]).len(), 2);
}

#[test]
fn record_files_of_one_archive_are_files_of_their_own() {
    let record = |text: &str| {
        format!("{{\"id\":1,\"text\":\"{text}\"}}\n{{\"id\":2,\"text\":\"{text}\"}}\n{{\"id\":1,\"text\":\"Again\"}}\n")
    };
    let (tugs, buoys) = (record("The tugs are old."), record("The buoys are red."));
    let pack = |more: &[u8]| zip(&[("a.jsonl", tugs.as_bytes()), ("b.jsonl", buoys.as_bytes()), ("more.txt", more)]);
    let repeated =
        ["box.zip!/a.jsonl:3", "box.zip!/b.jsonl:3"].map(|path| format!("{path}: the id '1' stands in this file twice"));
    let stage = Stage::empty();
    stage.write("box.zip", pack(b"A pelican."));
    let report = stage.index();
    assert_eq!((&report["documents"]["added"], skipped(&report)), (&json!(5), repeated.to_vec()));
    stage.write("box.zip", pack(b"Two pelicans."));
    let report = stage.index();
    assert_eq!((&report["documents"]["unchanged"], &report["documents"]["replaced"]), (&json!(4), &json!(1)));
    assert_eq!(skipped(&report), repeated);
}

#[test]
fn a_second_file_of_one_name_in_an_archive_is_told_once() {
    let stage = Stage::empty();
    for _ in 0..3 {
        let spare = format!("Spare {}.\n", std::fs::read_dir(stage.documents()).unwrap().count());
        stage.write(
            "box.tar.gz",
            tar_gz(&[("a.txt", b"The tugs are old.\n"), ("./a.txt", b"Newer.\n"), ("b.txt", spare.as_bytes())]),
        );
        assert_eq!(skipped(&stage.index()), ["box.tar.gz!/a.txt: a file of this name stands before it in the archive"]);
    }
}

#[test]
fn a_file_without_documents_says_so() {
    let stage = Stage::empty();
    stage.write("head.csv", "id,text\n");
    stage.write("list.json", "[]\n");
    stage.write("void.jsonl", "\n");
    stage.write("void.zip", zip(&[(".hidden", b"x")]));
    stage.write("note.mbox", "\nThis is no mailbox.\n");
    stage.write("late.mbox", "A line too early.\n\nFrom ann Mon\nSubject: Buoys\n\nThe buoys are red.\n");
    let outside = "in no message: each begins with a line \"From …\"";
    let empty = "no document in it";
    let expected = [
        format!("head.csv: {empty}"),
        format!("late.mbox:1: {outside}"),
        format!("list.json: {empty}"),
        format!("note.mbox:2: {outside}"),
        format!("void.jsonl: {empty}"),
        format!("void.zip: {empty}"),
    ];
    assert_eq!(skipped(&stage.index()), expected);
    assert_eq!(stage.hits(&["buoys"]).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_keeps_its_documents() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::empty();
    stage.write("one.txt", "The ferry left the quay.\n");
    stage.write("sub/deep/two.txt", "The pelican stayed.\n");
    stage.index();
    let sub = stage.documents().join("sub");
    std::fs::set_permissions(&sub, std::fs::Permissions::from_mode(0o000)).unwrap();
    let refused = std::fs::read_dir(&sub).is_err();
    let report = stage.index();
    std::fs::set_permissions(&sub, std::fs::Permissions::from_mode(0o755)).unwrap();
    // Nothing is refused to root.
    if refused {
        assert_eq!(report["documents"], json!({"added": 0, "replaced": 0, "unchanged": 2, "removed": 0}), "{report}");
        assert_eq!(report["skipped"][0]["path"], "sub");
        assert_eq!(stage.index()["skipped"], json!([]));
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_keeps_what_was_below_it() {
    use std::os::unix::fs::symlink;
    let stage = Stage::empty();
    let link = stage.documents().join("link");
    std::fs::create_dir(stage.documents().with_file_name("outside")).unwrap();
    std::fs::write(stage.documents().with_file_name("outside").join("two.txt"), "The pelican stayed.\n").unwrap();
    stage.write("one.txt", "The ferry left the quay.\n");
    symlink(stage.documents().with_file_name("outside"), &link).unwrap();
    let documents = stage.documents();
    let arguments = ["index", "--follow", "--json", documents.to_str().unwrap()];
    assert_eq!(stage.json(&arguments)["documents"]["added"], 2);
    std::fs::remove_file(&link).unwrap();
    symlink(&documents, &link).unwrap();
    assert_eq!(stage.json(&arguments)["documents"], json!({"added": 0, "replaced": 0, "unchanged": 2, "removed": 0}));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_are_told_apart() {
    use std::os::unix::ffi::OsStrExt;
    let stage = Stage::empty();
    for (name, text) in
        [(&b"caf\xe8.txt"[..], "The ferry left."), (b"caf\xe9.txt", "The pelican stayed."), (b"caf%E9.txt", "A twin.")]
    {
        std::fs::write(stage.documents().join(std::ffi::OsStr::from_bytes(name)), text).unwrap();
    }
    let report = stage.index();
    assert_eq!((&report["documents"]["added"], report["skipped"].as_array().unwrap().len()), (&json!(2), 1), "{report}");
    assert!(skipped(&report)[0].starts_with("caf\u{fffd}.txt: another file"), "{report}");
    assert!(stage.hits(&["ferry"]).contains("caf%E8.txt#0"));
    assert_eq!(stage.index()["documents"]["unchanged"], 2);
}

#[cfg(target_os = "linux")]
#[test]
fn paths_that_are_no_utf8_are_refused_or_shown() {
    use std::os::unix::ffi::OsStrExt;
    let stage = Stage::corpus();
    let odd = std::ffi::OsStr::from_bytes(b"caf\xe9");
    let root = stage.documents().join(odd);
    std::fs::create_dir(&root).unwrap();
    let output = |command: &mut Command| -> (Option<i32>, String) {
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env(name, stage.documents().with_file_name("home"));
        }
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let program = || Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    let (status, told) = output(program().arg("index").arg(&root));
    assert!(status == Some(2) && told.contains("UTF-8") && !told.contains("damaged"), "{told}");
    let index = stage.documents().with_file_name(odd);
    assert_eq!(output(program().arg("index").arg(stage.documents()).arg("--index").arg(&index)).0, Some(0));
    std::fs::write(stage.documents().with_file_name(std::ffi::OsStr::from_bytes(b"caf\xe9.actors.toml")), "ignore = ['Quay']")
        .unwrap();
    for command in [&["status", "--json"][..], &["check", "--json"], &["actors", "check", "--json"]] {
        let (status, told) = output(program().args(command).arg("--index").arg(&index));
        assert!(status == Some(0) && !told.contains("panicked"), "{command:?}: {told}");
    }
}

#[test]
fn a_root_that_is_not_there_is_told() {
    let stage = Stage::empty();
    stage.write("one.txt", "The ferry left the quay.\n");
    stage.index();
    std::fs::rename(stage.documents(), stage.documents().with_file_name("elsewhere")).unwrap();
    let ran = stage.run(&["index"]);
    assert!(ran.err.contains("nothing can be read there") && ran.err.contains("--prune"), "{}", ran.err);
    assert!(ran.err.contains("1 unchanged, 0 removed"), "{}", ran.err);
    let pruned = stage.run(&["index", "--prune"]);
    assert!(pruned.err.contains("1 removed") && !pruned.err.contains("can be read"), "{}", pruned.err);
}

#[test]
fn any_amount_of_memory_may_be_offered() {
    let stage = Stage::empty();
    stage.write("one.txt", "The ferry left the quay.\n");
    for megabytes in ["0", "5000", "18446744073709551615"] {
        let ran = stage.run(&["index", "--memory", megabytes, stage.documents().to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{megabytes}: {}", ran.err);
    }
}

#[test]
fn what_git_ignores_is_read_and_what_is_hidden_is_not() {
    let stage = Stage::empty();
    stage.write(".gitignore", "*.txt\n");
    stage.write(".hidden.txt", "A hidden harbour.");
    stage.write("a.txt", "A harbour that git ignores.");
    stage.write("b.txt", "A harbour that we ignore.");
    stage.write(".ignore", "b.txt\n");
    stage.index();
    assert_eq!(stage.hits(&["harbour"]), ["a.txt#0".to_owned()].into());
}

#[test]
fn a_line_that_is_not_utf_8_ends_no_stream() {
    let stage = Stage::empty();
    let lines = b"{\"id\":\"a\",\"text\":\"Rome\"}\n\xff\n{\"id\":\"b\",\"text\":\"Paris\",\"published\":\"2022\"}\n[]\n";
    let ran = Ran::of(stage.command(&["annotate"]).write_stdin(&lines[..]));
    let answers: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = answers.iter().map(|answer| answer["id"].as_str().unwrap()).collect();
    assert_eq!((ran.status, ids), (2, vec!["a", "b"]), "{}", ran.err);
    assert!(ran.err.contains("line 2:") && ran.err.contains("line 4:"), "{}", ran.err);
}

#[test]
fn a_document_whose_id_ends_in_a_number_is_shown() {
    let stage = Stage::empty();
    stage.write("a.jsonl", r#"{"id":"x#1","text":"Grain is waiting in the harbour."}"#);
    stage.index();
    assert!(stage.run(&["show", "x#1"]).out.contains("Grain is waiting"));
    assert!(stage.run(&["show", "x#1#0"]).out.contains("Grain is waiting"));
}
