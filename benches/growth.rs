//! How the index grows: time to build, size, memory, cold start and latency at several sizes, plotted.
//!
//! Documents are those of the files that `NUTGRAF_GROWTH_CORPUS` names (separated as in `PATH`), repeated with other ids
//! and shifted dates until there are enough passages. Every size is built and measured by the program itself, each in a
//! process of its own:
//!
//! ```text
//! NUTGRAF_GROWTH_CORPUS=news.ndjson.zst:speeches.ndjson.zst cargo bench --bench growth -- 10000 100000 650000 5000000
//! ```
//!
//! `NUTGRAF_GROWTH_QUERIES` names the list of queries (class TAB query), else the program's own few are run.
//! The figures go to stdout as a table, the plot to `benches/growth.svg`. Five million passages need about 9 GB of disk.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own, for its developers")]

mod growth {
    pub mod corpus;
    pub mod measure;
    pub mod plot;
}

use std::path::{Path, PathBuf};

use growth::corpus::Corpus;
use growth::measure::{Figures, measure};
use growth::plot::plot;

/// The variable that names the documents.
const CORPUS: &str = "NUTGRAF_GROWTH_CORPUS";

/// The variable that names the queries.
const QUERIES: &str = "NUTGRAF_GROWTH_QUERIES";

/// The sizes measured where none are given, in passages.
const SIZES: &[u64] = &[10_000, 100_000, 650_000];

fn main() {
    let Some(paths) = std::env::var_os(CORPUS) else {
        eprintln!("growth: nothing measured: {CORPUS} names no documents");
        return;
    };
    let sizes: Vec<u64> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    let corpus = Corpus::read(std::env::split_paths(&paths));
    let queries = std::env::var_os(QUERIES).map(PathBuf::from);
    let folder = tempfile::tempdir().expect("a folder for the indexes");
    println!("{}", Figures::HEADER);
    let mut measured = Vec::new();
    for size in sizes {
        let figures = measure(&corpus, size, folder.path(), queries.as_deref());
        println!("{}", figures.row());
        measured.push(figures);
    }
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/growth.svg");
    std::fs::write(&picture, plot(&measured)).expect("the plot is written");
}
