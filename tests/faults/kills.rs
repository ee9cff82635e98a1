//! `kill -9` of a run at any moment, of one that builds the index anew too: what was acknowledged is there, every document is whole, the next run goes on.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::chance::Chance;
use crate::ground::{Ground, assert_whole, contents, name_of, version_of};

/// How many documents there are at most.
const DOCUMENTS: usize = 40;

/// Which version of which document there is.
type Versions = BTreeMap<String, u64>;

pub fn run(rounds: u64, chance: Chance) -> String {
    let ground = Ground::new();
    let mut wanted = Versions::new();
    change(&ground, &mut wanted, 0, chance);
    let begun = Instant::now();
    assert!(ground.indexing().status().unwrap().success());
    let usual = begun.elapsed();
    let (mut acknowledged, mut killed, mut rebuilds) = (wanted.clone(), 0, 0);
    for round in 1..=rounds {
        let mut chance = chance.of_round(round);
        change(&ground, &mut wanted, round, chance);
        let anew: &[&str] = if chance.below(4) == 0 { &["--rebuild"] } else { &[] };
        let mut child = ground.indexing().args(["--threads", "2"]).args(anew).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(chance.next() % (usual.as_micros() as u64 * 5 / 4)));
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        let how = if ended.success() { "ended" } else { "killed" };
        let name = format!("round {round}, {how}, {}", anew.first().unwrap_or(&"brought up to date"));
        let found = versions(&ground, &name);
        let is_whole = found == wanted || !ended.success() && found == acknowledged;
        assert!(is_whole, "{name}: {found:?} is neither {acknowledged:?} nor {wanted:?}");
        killed += u64::from(!ended.success());
        rebuilds += u64::from(!ended.success() && !anew.is_empty());
        acknowledged = found;
    }
    assert!(ground.indexing().status().unwrap().success());
    ground.assert_tidy("at the end");
    assert_eq!(versions(&ground, "at the end"), wanted);
    format!("{killed} killed, {rebuilds} of them building anew, nothing lost")
}

/// Writes, rewrites and removes some documents.
fn change(ground: &Ground, wanted: &mut Versions, round: u64, mut chance: Chance) {
    for _ in 0..6 {
        let number = chance.below(DOCUMENTS);
        if chance.below(4) == 0 && wanted.remove(&name_of(number)).is_some() {
            std::fs::remove_file(ground.documents().join(name_of(number))).unwrap();
        } else {
            ground.write_version(number, round);
            wanted.insert(name_of(number), round);
        }
    }
}

fn versions(ground: &Ground, round: &str) -> Versions {
    assert_whole(&ground.index(), round);
    let documents = contents(&ground.index()).into_iter();
    documents.map(|(id, text)| (id, version_of(&text).unwrap_or_else(|| panic!("{round}: half a document: {text}")))).collect()
}
