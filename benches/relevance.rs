//! How good the ranking is on collections with topics and judgements.
//!
//! A collection is a folder with `docs.jsonl`, `queries.jsonl` (`id`, `text`) and `qrels.tsv` (query, document, grade):
//!
//! ```text
//! cargo bench --bench relevance -- cranfield cacm
//! ```

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use nutgraf_index::date::Date;
use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Match, Reading};
use nutgraf_index::query::parse_words;
use nutgraf_index::search::{Duplicates, Request, ranked_names};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::writer::{IndexOptions, update};

#[path = "../tests/relevance/measures.rs"]
#[allow(dead_code, reason = "runs are made here, not read")]
mod measures;

use measures::{Run, measure, read_judgements};

/// How many documents of a query are ranked.
const RANKED: usize = 1_000;

#[allow(clippy::print_stdout, reason = "a report")]
fn main() {
    for folder in std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).map(PathBuf::from) {
        let index = tempfile::tempdir().expect("a folder for the index");
        let snapshot = index_of(&folder, index.path());
        let judgements = read_judgements(&read(&folder.join("qrels.tsv")));
        for (name, expand) in [("plain", false), ("--expand", true)] {
            let run = run(&snapshot, &folder, expand);
            let one = measure(&run, &judgements);
            let (ndcg, map, mrr, recall) = (one.ndcg, one.map, one.mrr, one.recall);
            println!("{}  {name:8}  nDCG@10 {ndcg:.4}  MAP {map:.4}  MRR {mrr:.4}  recall@10 {recall:.4}", folder.display());
        }
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn index_of(folder: &Path, index: &Path) -> Snapshot {
    let options = IndexOptions {
        roots: vec![folder.join("docs.jsonl").canonicalize().unwrap_or_else(|error| panic!("{}: {error}", folder.display()))],
        memory: 200 << 20,
        ..IndexOptions::default()
    };
    update(index, &options, &(), &AtomicBool::new(false)).expect("the collection can be indexed");
    Snapshot::open(index).expect("the index can be read")
}

fn run(snapshot: &Snapshot, folder: &Path, expand: bool) -> Run {
    let mut run = HashMap::new();
    for line in read(&folder.join("queries.jsonl")).lines().filter(|line| !line.trim().is_empty()) {
        let line: serde_json::Value = serde_json::from_str(line).expect("a query is a JSON object");
        let id = line["id"].as_str().map_or_else(|| line["id"].to_string(), str::to_owned);
        let query = parse_words(line["text"].as_str().unwrap_or(""));
        let today = Date::new(2023, 9, 30).expect("a day");
        let filters = Filters::default();
        let request = Request {
            limit: RANKED,
            passages_of_document: 1,
            duplicates: Duplicates::Show,
            expand,
            ..Request::new(&query, &filters, Reading::new(Match::Any, today))
        };
        let names = ranked_names(snapshot, &request).expect("the index can be searched");
        run.insert(id, names.into_iter().map(|name| name.document).collect());
    }
    run
}
