//! Damaged files of the index: `check` names them, a verified search refuses them, no search ends but in an answer or in
//! one line of what is wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nutgraf_index::filters::Filters;
use nutgraf_index::folder::{COMMIT, Companion};
use nutgraf_index::integrity::{open_verified, verify};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::store::Store;

use crate::caught;
use crate::chance::Chance;
use crate::ground::{Ground, contents, find};

/// What is asked of the damaged index.
const QUERIES: [&str; 7] =
    ["harbour talks", "\"the harbour\"", "ferr*", "moscow NEAR/9 talks", "@turkey", "version2 OR tehran", "mentions:2022"];

/// How often the program itself is asked.
const PROGRAM: u64 = 50;

/// The files whose every byte counts.
fn files(index: &Path) -> Vec<PathBuf> {
    let living = Store::open(index).unwrap().living();
    living.iter().map(String::as_str).chain([COMMIT]).map(|name| index.join(name)).collect()
}

fn name(file: &Path) -> &str {
    file.file_name().unwrap().to_str().unwrap()
}

/// Everything that an index answers, in one text.
fn answers(index: &Path) -> nutgraf_index::Result<String> {
    answers_of(&Snapshot::open(index)?)
}

fn answers_of(snapshot: &Snapshot) -> nutgraf_index::Result<String> {
    let mut told = String::new();
    for query in QUERIES {
        let results = find(snapshot, query, &Filters::default())?;
        told += &format!("{:?} {:?}\n", results.total, results.hits);
    }
    Ok(told)
}

/// Flips one bit at a time.
pub fn run(rounds: u64, chance: Chance) -> String {
    let ground = Ground::sample();
    let index = ground.index();
    let (whole, files) = (answers(&index).unwrap(), files(&index));
    let kinds = by_kind(&files);
    let mut tally = BTreeMap::<&str, u64>::new();
    for round in 0..rounds {
        let mut chance = chance.of_round(round);
        let of_kind = kinds.values().nth(chance.below(kinds.len())).unwrap();
        let file: &PathBuf = chance.one_of(of_kind);
        let mut bytes = std::fs::read(file).unwrap();
        let bit = chance.below(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(file, &bytes).unwrap();
        let outcome = caught(|| answers(&index));
        *tally.entry(judged(&outcome, &whole)).or_default() += 1;
        assert_refused(&ground, file, &format!("round {round}, bit {bit} of {}", name(file)), round < PROGRAM);
        bytes[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(file, &bytes).unwrap();
    }
    assert_eq!(answers(&index).unwrap(), whole);
    let told: Vec<String> = tally.iter().map(|(outcome, count)| format!("{count} {outcome}")).collect();
    format!("all found by check, all refused with --verify; without it: {}", told.join(", "))
}

fn judged(outcome: &std::thread::Result<nutgraf_index::Result<String>>, whole: &str) -> &'static str {
    match outcome {
        Ok(Ok(told)) if told == whole => "answered alike",
        Ok(Ok(_)) => "answered otherwise",
        Ok(Err(_)) => "refused",
        Err(_) => "failed inside",
    }
}

/// Files by their ending: each ending is tried as often.
fn by_kind(files: &[PathBuf]) -> BTreeMap<&str, Vec<PathBuf>> {
    let mut kinds = BTreeMap::<&str, Vec<PathBuf>>::new();
    for file in files.iter().filter(|file| std::fs::metadata(file).unwrap().len() > 0) {
        kinds.entry(name(file).rsplit('.').next().unwrap()).or_default().push(file.clone());
    }
    kinds
}

/// Holds that damage to a file is found, named and refused.
fn assert_refused(ground: &Ground, file: &Path, round: &str, by_program: bool) {
    let index = ground.index();
    let damaged = verify(&index).unwrap().damaged;
    assert!(damaged.iter().any(|damage| damage.contains(name(file))), "{round}: {damaged:?}");
    let verified = open_verified(&index).map(|_| ());
    assert!(matches!(verified, Err(nutgraf_index::Error::Damaged { .. })), "{round}: {verified:?}");
    if !by_program {
        return;
    }
    for (arguments, statuses) in
        [(&["check"][..], &[1][..]), (&["search", "--verify", "harbour"], &[2]), (&["search", "harbour talks"], &[0, 1, 2])]
    {
        let ran = ground.run(arguments);
        let told = String::from_utf8_lossy(&ran.stderr);
        assert!(
            ran.status.code().is_some_and(|code| statuses.contains(&code)),
            "{round}: {arguments:?}: {:?} {told}",
            ran.status
        );
        assert!(!told.contains("panicked"), "{round}: {told}");
        assert!(ran.status.code() != Some(2) || told.starts_with("error: ") && told.contains("\nhint: "), "{round}: {told}");
    }
}

/// What happens to whole files.
const MISHAPS: [&str; 7] = ["emptied", "halved", "cut", "longer", "exchanged", "a twin's", "removed"];

/// Every file of the index is emptied, halved, cut by a byte, made longer, exchanged with another, with that of a second index
/// of much the same documents, and removed; then the index is built anew.
pub fn run_mishaps(_rounds: u64, chance: Chance) -> String {
    let ground = Ground::sample();
    let index = ground.index();
    let twin = ground.with_copy("twin");
    twin.write_version(8, 3);
    twin.update();
    ground.write_version(8, 2);
    let (whole, twins, files, mut cases) = (contents(&index), files(&twin.index()), files(&index), 0);
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        for mishap in MISHAPS {
            befall(file, &bytes, mishap, if mishap == "a twin's" { &twins } else { &files });
            let is_damaged = !std::fs::read(file).is_ok_and(|now| now == bytes);
            // Without its commit a folder is no index, which is told in another way. Without its joins and its roll an index has
            // none, as after an interruption: the next run makes them.
            let may_lack =
                name(file) == COMMIT || Companion::ALL.iter().any(|companion| name(file).starts_with(companion.kind()));
            // Another index's commit is whole, and names files that are not there.
            let names_others = name(file) == COMMIT && mishap == "a twin's";
            if is_damaged && !(mishap == "removed" && may_lack || names_others) {
                let by_program = chance.of_round(cases).below(20) == 0;
                assert_refused(&ground, file, &format!("{} {mishap}", name(file)), by_program);
                cases += 1;
            }
            std::fs::write(file, &bytes).unwrap();
        }
    }
    let file = chance.of_round(cases).one_of(&files).clone();
    std::fs::write(&file, "torn").unwrap();
    let ran = ground.run(&["index", "--rebuild"]);
    assert!(ran.status.success(), "{}: {}", name(&file), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(contents(&index), whole);
    ground.assert_tidy("rebuilt");
    format!("{cases} cases, all found and refused; built anew it is as before")
}

fn befall(file: &Path, bytes: &[u8], mishap: &str, files: &[PathBuf]) {
    let is_alike = |other: &&PathBuf| *other != file && other.extension() == file.extension();
    let differs = |other: &&PathBuf| std::fs::read(other).is_ok_and(|other| other != bytes);
    let other = files.iter().filter(is_alike).find(differs);
    match (mishap, other) {
        ("emptied", _) => std::fs::write(file, "").unwrap(),
        ("halved", _) => std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap(),
        ("cut", _) => std::fs::write(file, &bytes[..bytes.len() - 1]).unwrap(),
        ("longer", _) => std::fs::write(file, [bytes, b"\n"].concat()).unwrap(),
        ("exchanged" | "a twin's", Some(other)) => std::fs::copy(other, file).map(|_| ()).unwrap(),
        ("exchanged" | "a twin's", None) => {}
        _ => std::fs::remove_file(file).unwrap(),
    }
}
