//! Every match of a query, held against a scan of every passage.
//!
//! Random documents of a small vocabulary are indexed in two commits, so that there are several segments and deletions in
//! them; random queries of every operator must find exactly the passages, and light exactly the words, that a plain reading
//! of their meaning gives. So no word is lit outside a match, and every hit is lit that does not match by exclusion alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use nutgraf_index::date::Date;
use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Match, Reading, StopWords, plan};
use nutgraf_index::query::{Query, parse};
use nutgraf_index::search::{Duplicates, Hit, Request, Results, find_matches, search};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::{Span, fold, words};
use nutgraf_index::writer::{IndexOptions, update};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use draw::{asked, passage};
use scan::{Passage, TITLE, VOCABULARY};

mod draw;
mod scan;

/// How many documents are written at first, and how many of these are written anew.
const DOCUMENTS: usize = 40;
const REWRITTEN: usize = 15;

/// Writes passages as records, a document each.
fn records(passages: &[Passage]) -> String {
    let line = |(number, passage): (usize, &Passage)| {
        let written = |words: &[usize]| words.iter().map(|word| spelled(*word)).collect::<Vec<_>>().join(" ");
        let sentences = passage.sentences.chunk_by(|one, other| one == other);
        let mut at = 0;
        let texts: Vec<String> = sentences
            .map(|sentence| {
                at += sentence.len();
                written(&passage.words[at - sentence.len()..at])
            })
            .collect();
        let title = (!passage.title.is_empty()).then(|| written(&passage.title));
        format!("{}\n", serde_json::json!({"id": number.to_string(), "title": title, "text": texts.join("! ")}))
    };
    passages.iter().enumerate().map(line).collect()
}

/// Names are written with a capital.
fn spelled(word: usize) -> String {
    match VOCABULARY[word] {
        name @ ("turkey" | "december") => format!("{}{}", name[..1].to_uppercase(), &name[1..]),
        plain => plain.to_owned(),
    }
}

/// Indexes documents, then writes some of them anew.
fn index(folder: &Path, first: &[Passage], second: &[Passage]) -> Snapshot {
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
    let filters = Filters::default();
    let request = Request {
        limit: usize::MAX,
        grouped: false,
        passages_of_document: usize::MAX,
        duplicates: Duplicates::Show,
        ..Request::new(query, &filters, reading())
    };
    search(snapshot, &request).unwrap()
}

/// Every passage of the index, by document and ordinal.
fn passages(snapshot: &Snapshot) -> Vec<((String, u32), Passage)> {
    let known = |word: &str| VOCABULARY.iter().position(|known| *known == fold(word)).unwrap();
    let read = |text: &str| words(text).map(|word| known(word.span.of(text))).collect::<Vec<_>>();
    let all = find(snapshot, &parse("-zzzqqq").unwrap().query);
    let passage = |hit: &Hit| {
        let sentences = hit.passage.text.split('!').enumerate();
        let numbers = sentences.flat_map(|(number, sentence)| vec![number; words(sentence).count()]).collect();
        let title = hit.document.record.title.as_deref().filter(|_| hit.ordinal == 0);
        Passage { words: read(&hit.passage.text), sentences: numbers, title: title.map(read).unwrap_or_default() }
    };
    all.hits.iter().map(|hit| (address(hit), passage(hit))).collect()
}

fn address(hit: &Hit) -> (String, u32) {
    (hit.document.record.id.clone(), hit.ordinal)
}

/// The positions that a hit lights.
fn lit(hit: &Hit) -> BTreeSet<usize> {
    let places = |text: &str, marks: &[Span]| -> Vec<usize> {
        let is_lit = |word: Span| marks.iter().any(|mark| mark.start < word.end && word.start < mark.end);
        words(text).enumerate().filter(|(_, word)| is_lit(word.span)).map(|(place, _)| place).collect()
    };
    let title = hit.document.record.title.as_deref().unwrap_or("");
    let of_title = places(title, &hit.highlights.title).into_iter().map(|place| TITLE + place);
    places(&hit.passage.text, &hit.highlights.text).into_iter().chain(of_title).collect()
}

proptest! {
    // The seed is fixed, so that a run tells of a change and not of its luck.
    #![proptest_config(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        max_shrink_iters: 200,
        rng_seed: RngSeed::Fixed(1974),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_index_finds_and_lights_what_a_scan_does(
        first in prop::collection::vec(passage(), DOCUMENTS),
        second in prop::collection::vec(passage(), REWRITTEN),
        queries in prop::collection::vec(asked(), 40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = index(folder.path(), &first, &second);
        let passages = passages(&snapshot);
        let spelled: usize = passages.iter().map(|(_, passage)| passage.words.len()).sum();
        let written: usize = second.iter().chain(&first[REWRITTEN..]).map(|passage| passage.words.len()).sum();
        prop_assert_eq!(spelled, written, "every word stands in one passage");
        for asked in queries {
            let typed = asked.print();
            let query = parse(&typed).unwrap().query;
            let expected: BTreeMap<_, _> =
                passages.iter().filter_map(|(address, passage)| Some((address.clone(), asked.lit(passage)?))).collect();
            let found = find(&snapshot, &query);
            let hits: BTreeMap<_, _> = found.hits.iter().map(|hit| (address(hit), lit(hit))).collect();
            prop_assert_eq!(&hits, &expected, "{}", typed);
            let total = find_matches(&snapshot, &plan(&snapshot, &query, &Filters::default(), reading()).unwrap()).unwrap().total;
            prop_assert_eq!(total.passages, expected.len() as u64, "{}", typed);
            let documents: BTreeSet<_> = expected.keys().map(|(document, _)| document).collect();
            prop_assert_eq!(total.documents, documents.len() as u64, "{}", typed);
        }
    }
}
