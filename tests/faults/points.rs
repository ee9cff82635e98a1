//! Every call that a run makes on the folder of the index fails once, in each way: the commit before or the commit after
//! is there, whole, and the next run ends as if nothing had been.

use std::sync::atomic::AtomicBool;
use std::sync::mpsc::channel;
use std::time::Duration;

use nutgraf_index::folder::lock::WriterLock;
use nutgraf_index::writer::{IndexReport, update, update_through};

use crate::chance::Chance;
use crate::disk::{Disk, FAULTS, Fault};
use crate::ground::{Contents, Ground, assert_whole, contents};

/// How long a run may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(60);

/// As many points as asked, spread over all calls and faults, each in a first run and in a later one.
pub fn run(rounds: u64, chance: Chance) -> String {
    let mut told = Vec::new();
    for begun in [false, true] {
        let ground = Ground::new();
        prepare(&ground, begun);
        std::fs::create_dir_all(ground.index()).unwrap();
        let calls = count(&ground.with_copy("counted"));
        let every = calls * FAULTS.len() as u64;
        let step = (every / rounds.min(every)).max(1);
        let mut number = chance.of_round(0).next() % step;
        let mut points = 0;
        while number < every {
            let fault = FAULTS[(number % FAULTS.len() as u64) as usize];
            let place = ground.with_copy(&format!("index-{number}"));
            point(&place, begun, fault, 1 + number / FAULTS.len() as u64, chance.of_round(number));
            std::fs::remove_dir_all(place.index()).unwrap();
            points += 1;
            number += step;
        }
        told.push(format!("{points} of {every} points of a {} run", if begun { "later" } else { "first" }));
    }
    told.join(", ")
}

/// Documents, with an index of nine segments where it has begun; then some that change, go and come.
fn prepare(ground: &Ground, begun: bool) {
    for number in 0..9 {
        ground.write_version(number, 1);
        if begun {
            ground.update();
        }
    }
    ground.write_version(3, 2);
    std::fs::remove_file(ground.documents().join("document-4.txt")).unwrap();
    ground.write("wire.ndjson", "{\"id\":1,\"text\":\"Grain waits.\"}\n{\"id\":2,\"text\":\"Oil sails.\"}\n");
}

fn update_on(ground: &Ground, disk: &Disk) -> nutgraf_index::Result<IndexReport> {
    let (folder, mut options, disk) = (ground.index(), ground.options(), disk.clone());
    options.optimize = true;
    let (done, outcome) = channel();
    std::thread::spawn(move || {
        let lock = WriterLock::take(&folder, Duration::ZERO, &AtomicBool::new(false)).unwrap();
        let updated = update_through(&folder, Box::new(disk), &lock, &options, &(), &AtomicBool::new(false));
        drop(lock);
        done.send(updated).unwrap();
    });
    outcome.recv_timeout(PATIENCE).expect("the run neither hangs nor panics")
}

fn count(ground: &Ground) -> u64 {
    let disk = Disk::new(&ground.index(), Fault::None, 0);
    update_on(ground, &disk).unwrap();
    disk.calls()
}

fn point(ground: &Ground, begun: bool, fault: Fault, at: u64, mut chance: Chance) {
    let round = format!("{fault:?} at call {at} of a {} run", if begun { "later" } else { "first" });
    let before = contents(&ground.index());
    let disk = Disk::new(&ground.index(), fault, at);
    let outcome = update_on(ground, &disk);
    disk.cut_power(&mut chance);
    if let Err(error) = &outcome {
        assert!(error.to_string().contains("on purpose") || fault == Fault::Full, "{round}: {error}");
        assert!(error.to_string().contains('/'), "{round}: no path in: {error}");
    }
    let after = left(ground, &round);
    update(&ground.index(), &ground.options(), &(), &AtomicBool::new(false)).unwrap_or_else(|error| panic!("{round}: {error}"));
    ground.assert_tidy(&round);
    let target = contents(&ground.index());
    assert_eq!(target.len(), 10, "{round}");
    let expected = [&before, &target];
    let is_kept = if outcome.is_ok() { after == target } else { expected.contains(&&after) };
    assert!(is_kept, "{round}: neither the commit before nor the one after: {:?}", after.keys());
}

/// What is in the index after the fault.
fn left(ground: &Ground, round: &str) -> Contents {
    if ground.index().join("meta.json").exists() {
        assert_whole(&ground.index(), round);
    }
    contents(&ground.index())
}
