//! What must not happen, tried many times: kills, failing calls, power cuts, full disks, flipped bits, crowds of writers,
//! odd files, hostile text on terminals, hostile queries.
//!
//! ```text
//! cargo test --test faults                                   a few rounds of each, within a minute
//! cargo test --release --test faults -- kills --rounds 1000  many rounds of one
//! cargo test --test faults -- flips --seed 7                 the rounds of another seed
//! ```
//!
//! Each part prints how many rounds it ran and from which seed; a failure names its round. RELIABILITY.md says what each
//! part holds.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "a test tells what it did")]

mod chance; // random numbers that can be had again
mod crowd; // many writers, readers during writes
mod disk; // a folder whose calls fail, and which forgets what was not synced
mod flips; // damaged files of the index
mod ground; // a collection, its index, and what is in it
mod kills; // kill -9
mod odd; // files that are no documents
mod parsers; // random texts for everything that reads
mod points; // every call of a run fails once
mod queries; // hostile regexes, random queries
mod room; // disks and files that are full
mod screen; // hostile text on a terminal

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use chance::Chance;

/// A part: its name, how many rounds it runs where nothing else is said, what it runs.
type Part = (&'static str, u64, fn(u64, Chance) -> String);

const PARTS: &[Part] = &[
    ("kills", 5, kills::run),
    ("points", 12, points::run),
    ("files-limits", 3, room::run_limits),
    ("disk-sizes", 4, room::run_sizes),
    ("flips", 80, flips::run),
    ("mishaps", 1, flips::run_mishaps),
    ("writers", 1, crowd::run_writers),
    ("readers", 100, crowd::run_readers),
    ("odd-files", 1, odd::run),
    ("screens", 1, screen::run),
    ("regexes", 28, queries::run_regexes),
    ("queries", 10_000, queries::run_random),
    ("parsers", 3_000, parsers::run),
];

/// Where the random numbers begin.
const SEED: u64 = 1_974;

/// What was typed.
struct Asked {
    names: Vec<String>,
    rounds: Option<u64>,
    seed: u64,
    list: bool,
}

fn asked() -> Asked {
    let mut asked = Asked { names: Vec::new(), rounds: None, seed: SEED, list: false };
    let mut typed = std::env::args().skip(1);
    while let Some(argument) = typed.next() {
        match argument.as_str() {
            "--rounds" => asked.rounds = typed.next().and_then(|number| number.parse().ok()),
            "--seed" => asked.seed = typed.next().and_then(|number| number.parse().ok()).unwrap_or(SEED),
            "--list" => asked.list = true,
            // What other tests take, such as --nocapture.
            flag if flag.starts_with('-') => {}
            name => asked.names.push(name.to_owned()),
        }
    }
    asked
}

/// Whether panics are expected, and not told.
static EXPECTED: AtomicBool = AtomicBool::new(false);

/// Runs what may panic, without a word of it.
fn caught<T>(run: impl FnOnce() -> T) -> std::thread::Result<T> {
    EXPECTED.store(true, Ordering::Relaxed);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    EXPECTED.store(false, Ordering::Relaxed);
    outcome
}

fn main() -> ExitCode {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !EXPECTED.load(Ordering::Relaxed) {
            told(panic);
        }
    }));
    let Asked { names, rounds, seed, list } = asked();
    let is_part = |asked: &&String| PARTS.iter().any(|(name, ..)| name.contains(asked.as_str()));
    let mut failed = !names.iter().all(|asked| is_part(&asked));
    if failed {
        println!("no such part; there are {}", PARTS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", "));
    }
    for (name, usual, run) in PARTS {
        let is_asked = names.is_empty() || names.iter().any(|asked| name.contains(asked.as_str()));
        if list || !is_asked {
            if list {
                println!("{name}: test");
            }
            continue;
        }
        let (rounds, begun) = (rounds.unwrap_or(*usual), Instant::now());
        let outcome = catch_unwind(AssertUnwindSafe(|| run(rounds, Chance::new(seed))));
        let told = outcome.as_deref().map_or("FAILED", |told| told);
        println!("{name}: {rounds} rounds from seed {seed} in {:.1} s: {told}", begun.elapsed().as_secs_f64());
        failed |= outcome.is_err();
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
