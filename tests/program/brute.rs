//! Every match of a query, held against a scan of every passage.
//!
//! Random documents of a small vocabulary are indexed in two commits, so that there are several segments and deletions in
//! them; random queries must find exactly the passages that a plain reading of their meaning finds.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use nutgraf_index::date::Date;
use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Match, Reading, StopWords, plan};
use nutgraf_index::query::{Query, parse};
use nutgraf_index::search::{Duplicates, Request, Results, Sort, find_matches, search};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::{fold, words};
use nutgraf_index::writer::{IndexOptions, update};
use proptest::prelude::*;

/// Words that are no stop words and share no stem.
const VOCABULARY: [&str; 8] = ["harbour", "ferry", "lantern", "orange", "copper", "pelican", "rudder", "granite"];

/// How many documents are written at first, and how many of these are written anew.
const DOCUMENTS: usize = 40;
const REWRITTEN: usize = 15;

/// What a query asks, in the simplest terms.
#[derive(Clone, Debug)]
enum Asked {
    Thing(Thing),
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Not(Box<Asked>),
}

/// What stands at places.
#[derive(Clone, Debug)]
enum Thing {
    Word(usize),
    Phrase(Vec<usize>),
    Sloppy(usize, usize, usize),
    Either(usize, usize),
    Near { parts: Vec<Thing>, within: usize, ordered: bool },
}

impl Asked {
    fn print(&self) -> String {
        let joined = |parts: &[Asked], with: &str| parts.iter().map(Asked::print).collect::<Vec<_>>().join(with);
        match self {
            Asked::Thing(thing) => thing.print(),
            Asked::And(parts) => format!("({})", joined(parts, " AND ")),
            Asked::Or(parts) => format!("({})", joined(parts, " OR ")),
            Asked::Not(inner) => format!("(NOT {})", inner.print()),
        }
    }

    fn matches(&self, passage: &[usize]) -> bool {
        match self {
            Asked::Thing(thing) => !thing.places(passage).is_empty(),
            Asked::And(parts) => parts.iter().all(|part| part.matches(passage)),
            Asked::Or(parts) => parts.iter().any(|part| part.matches(passage)),
            Asked::Not(inner) => !inner.matches(passage),
        }
    }
}

impl Thing {
    fn print(&self) -> String {
        match self {
            Thing::Word(word) => VOCABULARY[*word].to_owned(),
            Thing::Phrase(words) => format!("\"{}\"", words.iter().map(|word| VOCABULARY[*word]).collect::<Vec<_>>().join(" ")),
            Thing::Sloppy(one, other, slop) => format!("\"{} {}\"~{slop}", VOCABULARY[*one], VOCABULARY[*other]),
            Thing::Either(one, other) => format!("({} OR {})", VOCABULARY[*one], VOCABULARY[*other]),
            Thing::Near { parts, within, ordered } => {
                let operator = format!(" {}/{within} ", if *ordered { "ADJ" } else { "NEAR" });
                format!("({})", parts.iter().map(Thing::print).collect::<Vec<_>>().join(&operator))
            }
        }
    }

    /// The first and last word of every place where it stands.
    fn places(&self, passage: &[usize]) -> Vec<(usize, usize)> {
        let of_words = |words: &[usize]| -> Vec<(usize, usize)> {
            let length = words.len();
            (0..(passage.len() + 1).saturating_sub(length))
                .filter(|at| passage[*at..at + length] == *words)
                .map(|at| (at, at + length - 1))
                .collect()
        };
        match self {
            Thing::Word(word) => of_words(&[*word]),
            Thing::Phrase(words) => of_words(words),
            Thing::Either(one, other) => [of_words(&[*one]), of_words(&[*other])].concat(),
            Thing::Sloppy(one, other, slop) => sloppy(&of_words(&[*one]), &of_words(&[*other]), *slop),
            Thing::Near { parts, within, ordered } => {
                let places: Vec<_> = parts.iter().map(|part| part.places(passage)).collect();
                if *ordered {
                    chains(&places, *within)
                } else {
                    orders(&places).iter().flat_map(|order| chains(order, *within)).collect()
                }
            }
        }
    }
}

/// The second at most `slop` places from the place right behind the first, and not on it.
fn sloppy(ones: &[(usize, usize)], others: &[(usize, usize)], slop: usize) -> Vec<(usize, usize)> {
    let pairs = ones.iter().flat_map(|(one, _)| others.iter().map(move |(other, _)| (*one, *other)));
    pairs
        .filter(|(one, other)| one != other && (one + 1).abs_diff(*other) <= slop)
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect()
}

/// Every order in which parts can stand.
fn orders(parts: &[Vec<(usize, usize)>]) -> Vec<Vec<Vec<(usize, usize)>>> {
    if parts.len() <= 1 {
        return vec![parts.to_vec()];
    }
    let led_by = |first: usize| {
        let mut rest = parts.to_vec();
        let first = rest.remove(first);
        orders(&rest).into_iter().map(move |order| [vec![first.clone()], order].concat())
    };
    (0..parts.len()).flat_map(led_by).collect()
}

/// Places one behind the other, from the end of each to the start of the next at most `within` words.
fn chains(parts: &[Vec<(usize, usize)>], within: usize) -> Vec<(usize, usize)> {
    let Some((first, rest)) = parts.split_first() else { return Vec::new() };
    let mut chains = first.clone();
    for next in rest {
        let fits = |end: usize, start: usize| start > end && start - end <= within;
        let longer = chains.iter().flat_map(|(begin, end)| {
            next.iter().filter(move |(start, _)| fits(*end, *start)).map(move |(_, last)| (*begin, *last))
        });
        chains = longer.collect();
    }
    chains
}

fn word() -> impl Strategy<Value = usize> {
    0..VOCABULARY.len()
}

fn thing() -> impl Strategy<Value = Thing> {
    let leaf = prop_oneof![
        4 => word().prop_map(Thing::Word),
        2 => prop::collection::vec(word(), 2..4).prop_map(Thing::Phrase),
        1 => (word(), word(), 1..4_usize).prop_map(|(one, other, slop)| Thing::Sloppy(one, other, slop)),
    ];
    let part = prop_oneof![
        3 => word().prop_map(Thing::Word),
        1 => prop::collection::vec(word(), 2..=2).prop_map(Thing::Phrase),
        1 => (word(), word()).prop_map(|(one, other)| Thing::Either(one, other)),
    ];
    let near = (prop::collection::vec(part, 2..4), 1..5_usize, any::<bool>());
    prop_oneof![3 => leaf, 2 => near.prop_map(|(parts, within, ordered)| Thing::Near { parts, within, ordered })]
}

fn asked() -> impl Strategy<Value = Asked> {
    thing().prop_map(Asked::Thing).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Asked::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Asked::Or),
            inner.prop_map(|inner| Asked::Not(Box::new(inner))),
        ]
    })
}

fn text() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(word(), 1..30)
}

fn records(texts: &[Vec<usize>]) -> String {
    let line = |(number, text): (usize, &Vec<usize>)| {
        let text: Vec<_> = text.iter().map(|word| VOCABULARY[*word]).collect();
        format!("{}\n", serde_json::json!({"id": number.to_string(), "text": text.join(" ")}))
    };
    texts.iter().enumerate().map(line).collect()
}

/// Indexes documents, then writes some of them anew.
fn index(folder: &Path, first: &[Vec<usize>], second: &[Vec<usize>]) -> Snapshot {
    let (documents, index) = (folder.join("documents.ndjson"), folder.join("index"));
    let mut texts = first.to_vec();
    for round in 0..2 {
        std::fs::write(&documents, records(&texts)).unwrap();
        let options =
            IndexOptions { roots: vec![documents.clone()], threads: 1, memory: 50 << 20, now: round, ..IndexOptions::default() };
        update(&index, &options, &(), &AtomicBool::new(false)).unwrap();
        texts[..second.len()].clone_from_slice(second);
    }
    Snapshot::open(&index).unwrap()
}

fn reading() -> Reading {
    let today = Date::new(2023, 9, 30).unwrap();
    Reading { words: Match::All, stop_words: StopWords::Match, exact: false, furniture: false, today }
}

fn find(snapshot: &Snapshot, query: &Query) -> Results {
    let request = Request {
        query,
        filters: &Filters::default(),
        reading: reading(),
        may_relax: false,
        sort: Sort::Score,
        limit: usize::MAX,
        offset: 0,
        grouped: false,
        passages_of_document: usize::MAX,
        duplicates: Duplicates::Show,
    };
    search(snapshot, &request).unwrap()
}

/// The words of every passage, by document and ordinal.
fn passages(snapshot: &Snapshot) -> Vec<((String, u32), Vec<usize>)> {
    let known = |word: &str| VOCABULARY.iter().position(|known| *known == fold(word)).unwrap();
    let all = find(snapshot, &parse("-zzzqqq").unwrap().query);
    let read = |text: &str| words(text).map(|word| known(word.span.of(text))).collect();
    all.hits.iter().map(|hit| ((hit.document.record.id.clone(), hit.ordinal), read(&hit.passage.text))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_scan_finds(
        first in prop::collection::vec(text(), DOCUMENTS),
        second in prop::collection::vec(text(), REWRITTEN),
        queries in prop::collection::vec(asked(), 40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = index(folder.path(), &first, &second);
        let passages = passages(&snapshot);
        let spelled: usize = passages.iter().map(|(_, words)| words.len()).sum();
        let written: usize = second.iter().chain(&first[REWRITTEN..]).map(Vec::len).sum();
        prop_assert_eq!(spelled, written, "every word stands in one passage");
        for asked in queries {
            let typed = asked.print();
            let query = parse(&typed).unwrap().query;
            let expected: BTreeSet<_> =
                passages.iter().filter(|(_, words)| asked.matches(words)).map(|(address, _)| address.clone()).collect();
            let total = find_matches(&snapshot, &plan(&snapshot, &query, &Filters::default(), reading()).unwrap()).unwrap().total;
            let found = find(&snapshot, &query);
            let hits: BTreeSet<_> = found.hits.iter().map(|hit| (hit.document.record.id.clone(), hit.ordinal)).collect();
            prop_assert_eq!(&hits, &expected, "{}", typed);
            prop_assert_eq!(total.passages, expected.len() as u64, "{}", typed);
            let documents: BTreeSet<_> = expected.iter().map(|(document, _)| document).collect();
            prop_assert_eq!(total.documents, documents.len() as u64, "{}", typed);
        }
    }
}
