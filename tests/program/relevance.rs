//! How good the ranking of the sample corpus is, by our own judgements.
//!
//! A change of scoring shows as a change of two files: the first documents of every query, and the totals.

use std::fmt::Write;

use insta::{assert_snapshot, with_settings};

#[path = "../relevance/measures.rs"]
mod measures;

use crate::stage::Stage;
use measures::{Run, measure, read_judgements, read_run};

const QUERIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/relevance/queries.ndjson");
const JUDGEMENTS: &str = include_str!("../relevance/judgements.tsv");

/// How many documents of each query are kept.
const SHOWN: usize = 5;

fn run(flags: &[&str]) -> Run {
    let ran =
        Stage::shared().run(&[&["search", "--queries", QUERIES, "--format", "trec", "--group", "-n", "100"], flags].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    read_run(&ran.out)
}

#[test]
fn totals_and_pages_are_those_kept() {
    let judgements = read_judgements(JUDGEMENTS);
    let (plain, expanded) = (run(&[]), run(&["--expand"]));
    let mut totals = format!("{} queries\n", judgements.len());
    for (name, run) in [("plain", &plain), ("--expand", &expanded)] {
        let one = measure(run, &judgements);
        writeln!(
            totals,
            "{name:8}  nDCG@10 {:.3}  MAP {:.3}  MRR {:.3}  recall@10 {:.3}",
            one.ndcg, one.map, one.mrr, one.recall
        )
        .unwrap();
    }
    let mut pages = String::new();
    for line in std::fs::read_to_string(QUERIES).unwrap().lines() {
        let query: serde_json::Value = serde_json::from_str(line).unwrap();
        let (id, text) = (query["id"].as_str().unwrap(), query["text"].as_str().unwrap());
        let judged = judgements.get(id).unwrap_or_else(|| panic!("{id} is judged"));
        writeln!(pages, "{text}").unwrap();
        for document in plain.get(id).into_iter().flatten().take(SHOWN) {
            writeln!(pages, "  {} {document}", judged.get(document).copied().unwrap_or(0)).unwrap();
        }
    }
    with_settings!({snapshot_path => "../relevance", prepend_module_to_snapshot => false, omit_expression => true}, {
        assert_snapshot!("totals", totals);
        assert_snapshot!("pages", pages);
    });
}
