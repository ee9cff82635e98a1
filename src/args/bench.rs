//! `bench`: what is measured.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::{FilterArgs, ReadingArgs};

/// What the measurement of indexing has no use for: it runs no query.
const NOT_OF_INDEXING: [&str; 10] =
    ["queries", "runs", "seed", "cold", "samples", "compare", "facets", "FilterArgs", "ReadingArgs", "WordArgs"];

// `bench`
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// `class TAB query` or a query a line; without, a few of the program's own
    #[arg(value_name = "QUERIES")]
    pub queries: Option<PathBuf>,
    /// Rounds over the list, after one that is not timed
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,
    /// Threads that search at once, one unless told; with --index-time those that analyse, one a core unless told
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// What the order of queries is drawn with, another one each round
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Count actors and months over all matches too
    #[arg(long)]
    pub facets: bool,
    /// A fresh process for each query, which takes no filter
    #[arg(long, conflicts_with_all = ["facets", "threads", "FilterArgs", "ReadingArgs", "WordArgs"])]
    pub cold: bool,
    /// Write every sample to a file, or with `-` to stdout
    #[arg(long, value_name = "FILE")]
    pub samples: Option<PathBuf>,
    /// Compare with an earlier `bench --json`
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
    /// With --compare: exit with 1 when the median is slower by more than this; other totals always do
    #[arg(long, value_name = "PCT", requires = "compare", value_parser = percentage)]
    pub fail_over: Option<f64>,
    /// Measure indexing instead: how fast each stage is on the documents below PATH
    #[arg(long, value_name = "PATH", conflicts_with_all = NOT_OF_INDEXING)]
    pub index_time: Option<PathBuf>,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// What restricts every query
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How words are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// Reads `10` or `10%`.
fn percentage(typed: &str) -> Result<f64, String> {
    let number = typed.trim_end_matches('%').parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "write a number of percent, such as 10".to_owned())
}
