//! Learns which words are names of people and of places, from lists of them.
//!
//! ```text
//! cargo run --release --example learn_names -- OUT given=FILE... surname=FILE... person=FILE place=FILE
//! ```
//!
//! `given` and `surname` are lists of a census, the most frequent name first, a name at the head of each line; `person` is a
//! list whose lines are the spellings of one name, parted by commas, before a `=>`; `place` is a JSON object of objects
//! with `name` and `population`. The same files give the same bytes.

use std::collections::BTreeMap;
use std::error::Error;

use nutgraf_index::actor::training::{NAME_SLOT, NAME_SLOTS, NameSort, plain_words};

/// How many names of a census count as common.
const COMMON_GIVEN: usize = 1000;
const COMMON_SURNAMES: usize = 3000;
/// How many surnames of a census are taken.
const SURNAMES: usize = 40_000;
/// A name of people is taken that has so many spellings.
const SPELLINGS: usize = 3;
/// The people of a place whose name is well known.
const LARGE: u64 = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: learn_names OUT given=FILE... surname=FILE... person=FILE place=FILE")?;
    let mut names = Names::default();
    for argument in arguments {
        let (list, path) = argument.split_once('=').ok_or("each list is given as KIND=FILE")?;
        let content = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        match list {
            "given" => names.take_given(&content),
            "surname" => names.take_surnames(&content),
            "person" => names.take_people(&content),
            "place" => names.take_places(&content)?,
            other => return Err(format!("{other}: lists are given, surname, person, place").into()),
        }
    }
    std::fs::write(out, pack(&names.0)?)?;
    Ok(())
}

/// The sort of each word, by its hash.
#[derive(Default)]
struct Names(BTreeMap<u64, NameSort>);

impl Names {
    fn mark(&mut self, word: u64, mark: impl FnOnce(&mut NameSort)) {
        mark(self.0.entry(word).or_default());
    }

    fn take_given(&mut self, content: &str) {
        for (rank, line) in content.lines().enumerate() {
            if let [word] = words(line.split_whitespace().next().unwrap_or(""))[..] {
                self.mark(word, |sort| sort.given = sort.given.max(if rank < COMMON_GIVEN { 2 } else { 1 }));
            }
        }
    }

    fn take_surnames(&mut self, content: &str) {
        for (rank, line) in content.lines().enumerate().take(SURNAMES) {
            if let [word] = words(line.split_whitespace().next().unwrap_or(""))[..] {
                self.mark(word, |sort| sort.surname = sort.surname.max(if rank < COMMON_SURNAMES { 2 } else { 1 }));
            }
        }
    }

    fn take_people(&mut self, content: &str) {
        let spellings = content.lines().filter_map(|line| line.split_once("=>")).map(|(spellings, _)| spellings);
        for name in spellings.filter(|spellings| spellings.split(',').count() >= SPELLINGS).flat_map(|names| names.split(',')) {
            if let [word] = words(name)[..]
                && name.trim().chars().count() > 2
            {
                self.mark(word, |sort| sort.surname = sort.surname.max(1));
            }
        }
    }

    fn take_places(&mut self, content: &str) -> Result<(), Box<dyn Error>> {
        let places: serde_json::Map<String, serde_json::Value> = serde_json::from_str(content)?;
        for place in places.values() {
            let (name, people) = (place["name"].as_str().unwrap_or(""), place["population"].as_u64().unwrap_or(0));
            match words(name)[..] {
                [word] => self.mark(word, |sort| sort.place = sort.place.max(if people >= LARGE { 3 } else { 2 })),
                ref several => several.iter().for_each(|word| self.mark(*word, |sort| sort.place = sort.place.max(1))),
            }
        }
        Ok(())
    }
}

/// The words of a name in Latin letters.
fn words(name: &str) -> Vec<u64> {
    let is_latin = |sign: char| sign < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&sign);
    if name.chars().all(is_latin) { plain_words(name).iter().map(|word| word.folded).collect() } else { Vec::new() }
}

/// A hash table with open addresses: each slot has two bytes of check and the sort.
fn pack(names: &BTreeMap<u64, NameSort>) -> Result<Vec<u8>, Box<dyn Error>> {
    if names.len() >= NAME_SLOTS * 9 / 10 {
        return Err(format!("{} words are too many for {NAME_SLOTS} slots", names.len()).into());
    }
    let mut table = vec![0u8; NAME_SLOTS * NAME_SLOT];
    for (word, sort) in names {
        let mut slot = *word as usize & (NAME_SLOTS - 1);
        while table[slot * NAME_SLOT + 2] != 0 {
            slot = (slot + 1) & (NAME_SLOTS - 1);
        }
        let at = slot * NAME_SLOT;
        table[at..at + 2].copy_from_slice(&((*word >> 48) as u16).to_le_bytes());
        table[at + 2] = sort.code();
    }
    Ok(table)
}
