//! Disks and files that are full: it is said, the last commit is kept, and with more room the next run goes on.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::chance::Chance;
use crate::ground::{Contents, Ground, assert_whole, contents};

const DOCUMENTS: usize = 60;

/// How many sizes of disks there are.
const SIZES: u64 = 112;

/// Runs under limits of the size of files.
pub fn run_limits(rounds: u64, chance: Chance) -> String {
    let ground = Ground::new();
    write_all(&ground, 0);
    ground.update();
    let mut refused = 0;
    for round in 1..=rounds {
        let blocks = chance.of_round(round).below(48);
        let before = contents(&ground.index());
        write_all(&ground, round);
        let limited = format!("ulimit -f {blocks}; exec \"$0\" index --memory 40 \"$1\"");
        let mut command = Command::new("sh");
        command.args(["-c", &limited, env!("CARGO_BIN_EXE_nutgraf")]).arg(ground.documents());
        let ran = command.env("NUTGRAF_INDEX", ground.index()).env_remove("RUST_BACKTRACE").output().unwrap();
        let name = format!("round {round}, {blocks} blocks");
        refused += judge(&ran, &before, &ground, &name);
        assert!(ground.indexing().status().unwrap().success(), "{name}");
        ground.assert_tidy(&name);
        assert!(contents(&ground.index()).values().all(|text| text.contains(&format!("version{round}."))), "{name}");
    }
    format!("{refused} refused, nothing lost")
}

/// Runs on disks of a size of their own, larger by 4 KB each.
pub fn run_sizes(rounds: u64, _chance: Chance) -> String {
    let ground = Ground::new();
    let mut refused = 0;
    for round in 1..=rounds {
        let kilobytes = 4 * ((round * (SIZES / rounds).max(1) - 1) % SIZES + 1);
        let Some(disk) = Mounted::of(ground.index(), kilobytes) else {
            return "left out: nothing can be mounted here".to_owned();
        };
        write_all(&ground, round);
        let before = contents(&ground.index());
        let ran = ground.indexing().output().unwrap();
        let name = format!("round {round}, {kilobytes} KB");
        refused += judge(&ran, &before, &ground, &name);
        disk.resize(64 << 10);
        assert!(ground.indexing().status().unwrap().success(), "{name}");
        ground.assert_tidy(&name);
        assert_eq!(contents(&ground.index()).len(), DOCUMENTS, "{name}");
        write_all(&ground, round + 1_000_000);
        disk.resize(kilobytes);
        let before = contents(&ground.index());
        let again = ground.indexing().output().unwrap();
        refused += judge(&again, &before, &ground, &format!("{name}, again"));
    }
    format!("{refused} refused, nothing lost")
}

fn write_all(ground: &Ground, version: u64) {
    (0..DOCUMENTS).for_each(|number| ground.write_version(number, version));
}

/// Holds that a run either did all or says why not and did nothing; counts the latter.
fn judge(ran: &Output, before: &Contents, ground: &Ground, name: &str) -> u64 {
    let told = String::from_utf8_lossy(&ran.stderr);
    if ground.index().join("meta.json").exists() {
        assert_whole(&ground.index(), name);
    }
    if ran.status.success() {
        assert_eq!(contents(&ground.index()).len(), DOCUMENTS, "{name}");
        return 0;
    }
    assert_eq!(ran.status.code(), Some(2), "{name}: {told}");
    assert!(told.contains("error: ") && told.contains('/'), "{name}: {told}");
    assert!(told.contains("make room"), "{name}: no hint in: {told}");
    assert_eq!(contents(&ground.index()), *before, "{name}");
    1
}

/// A disk in memory, of a size; it is taken away with this value.
struct Mounted {
    place: PathBuf,
}

impl Mounted {
    fn of(place: PathBuf, kilobytes: u64) -> Option<Mounted> {
        std::fs::create_dir_all(&place).unwrap();
        let size = format!("size={kilobytes}k");
        let mut command = Command::new("mount");
        let mounted = command.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&place).stderr(Stdio::null()).status();
        mounted.is_ok_and(|status| status.success()).then_some(Mounted { place })
    }

    fn resize(&self, kilobytes: u64) {
        let size = format!("remount,size={kilobytes}k");
        // A disk can't be made smaller than what is on it: then it stays as large as it is.
        let _ = Command::new("mount").args(["-o", &size]).arg(&self.place).stderr(Stdio::null()).status();
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.place).status();
    }
}
