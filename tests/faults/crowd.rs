//! Many writers at once, and readers while one writes.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use nutgraf_index::filters::Filters;
use nutgraf_index::snapshot::Snapshot;

use crate::chance::Chance;
use crate::ground::{Ground, contents, find, version_of};

/// How many processes write at once.
const WRITERS: usize = 16;

/// How many readers read at once.
const READERS: usize = 4;

const DOCUMENTS: usize = 12;

/// Sixteen first runs at once: half of them wait, the others leave where another holds the index and name it.
pub fn run_writers(rounds: u64, _chance: Chance) -> String {
    let mut left = 0;
    for round in 1..=rounds {
        let ground = Ground::new();
        (0..DOCUMENTS).for_each(|number| ground.write_version(number, round));
        let start = |number: usize| {
            let mut command = ground.indexing();
            if number.is_multiple_of(2) {
                command.arg("--wait=120");
            }
            command.spawn().unwrap()
        };
        let children: Vec<_> = (0..WRITERS).map(start).collect();
        for (number, child) in children.into_iter().enumerate() {
            let ran = child.wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&ran.stderr);
            if !ran.status.success() {
                assert_eq!((ran.status.code(), number % 2), (Some(2), 1), "round {round}, writer {number}: {told}");
                assert!(told.contains("being written by") && told.contains("process"), "round {round}: {told}");
                left += 1;
            }
        }
        let found = contents(&ground.index());
        assert_eq!(found.len(), DOCUMENTS, "round {round}");
        assert!(found.values().all(|text| version_of(text) == Some(round)), "round {round}");
        ground.assert_tidy(&format!("round {round}"));
    }
    format!("{} writers, {left} left to others, nothing lost or doubled", rounds * WRITERS as u64)
}

/// Readers open, search and count while documents are added, rewritten and merged: counts never fall.
pub fn run_readers(rounds: u64, chance: Chance) -> String {
    let ground = Ground::new();
    ground.write_version(0, 1);
    ground.update();
    let (reads, done) = (AtomicU64::new(0), AtomicBool::new(false));
    let commits = std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                let mut most = 0;
                while !done.load(Ordering::Relaxed) {
                    let snapshot = Snapshot::open(&ground.index()).unwrap();
                    let found = find(&snapshot, "harbour ferry", &Filters::default()).unwrap();
                    let noted = snapshot.note.as_ref().unwrap().documents;
                    assert_eq!(found.total.documents, noted);
                    assert!(noted >= most, "{noted} documents after {most}");
                    most = noted;
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let mut commits = 0;
        let written = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            while reads.load(Ordering::Relaxed) < rounds || commits < 3 {
                let mut chance = chance.of_round(commits);
                ground.write_version(commits as usize % 500, commits + 2);
                ground.write_version(chance.below(1 + commits as usize % 500), commits + 2);
                ground.update();
                commits += 1;
            }
        }));
        done.store(true, Ordering::Relaxed);
        written.unwrap();
        commits
    });
    ground.assert_tidy("at the end");
    format!("{} reads during {commits} commits", reads.into_inner())
}
