//! Searches that are stopped at every place where they ask for the time.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Duplicates, Request, Sort, search};
use crate::deadline::Deadline;
use crate::filters::Filters;
use crate::plan::{Match, Reading};
use crate::query::parse;
use crate::snapshot::Snapshot;
use crate::writer::indexed_corpus;

/// The hits of a search that may ask so often for the time; whether it was whole, and whether anything matched.
fn stopped(index: &Path, query: &str, sort: Sort, times: Option<u32>) -> (BTreeSet<(u64, u32)>, bool, bool) {
    let mut snapshot = Snapshot::open(index).unwrap();
    snapshot.deadline = times.map_or_else(Deadline::default, Deadline::asked);
    let parsed = parse(query).unwrap();
    let filters = Filters::default();
    let request = Request {
        sort,
        limit: 1_000,
        grouped: false,
        duplicates: Duplicates::Show,
        expand: sort == Sort::Score,
        ..Request::new(&parsed.query, &filters, Reading::new(Match::All, "2024-01-01".parse().unwrap()))
    };
    let results = search(&snapshot, &request).unwrap();
    let hits = results.hits.iter().map(|hit| (hit.document.record.key, hit.ordinal)).collect();
    (hits, results.exact, results.total.passages > 0)
}

#[test]
fn a_search_stopped_anywhere_ends_with_some_of_what_it_would_have_found() {
    let (_folder, index) = indexed_corpus();
    for query in [
        "harbour",
        "harbour OR ferry OR the",
        "the harbour",
        "\"the harbour\"",
        "har* -ferry",
        "same:sentence(harbour talks)",
        "*:*",
    ] {
        for sort in [Sort::Score, Sort::Newest, Sort::Oldest] {
            let (all, is_whole, _) = stopped(&index, query, sort, None);
            assert!(is_whole && !all.is_empty(), "{query}");
            for times in 0..10_000 {
                let (some, is_whole, matched) = stopped(&index, query, sort, Some(times));
                assert!(some.is_subset(&all) && (some == all || !is_whole), "{query}, {sort:?}, stopped at question {times}");
                assert!(!matched || !some.is_empty(), "{query}, {sort:?}: matches and shows none, stopped at question {times}");
                if is_whole {
                    break;
                }
            }
        }
    }
}
