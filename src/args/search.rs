//! `search`, `like` and `quote`: what to look for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{PageArgs, ReadingArgs};

/// What a run of many queries has no use for: it is never cut short, always in the order of scores, and printed in its own form.
const NOT_OF_RUNS: [&str; 11] =
    ["timeout", "sort", "all_passages", "context", "full", "explain", "quiet", "count", "files", "null", "FormArgs"];

// `search`
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// What to look for; see the README for the language
    #[arg(value_name = "QUERY", allow_hyphen_values = false, conflicts_with_all = ["queries", "format", "group"])]
    pub query: Option<String>,
    /// The collection: indexed first if it is not yet; only what lies below this path is found
    #[arg(value_name = "PATH")]
    pub path_argument: Option<PathBuf>,
    /// Rank by further words too, which the best passages share: helps broad questions, not precise ones
    #[arg(long, help_heading = "Results")]
    pub expand: bool,
    /// Rank recent documents higher: today's by half, by half as much for each 180 days of age
    #[arg(long, help_heading = "Results")]
    pub recency: bool,
    /// Bring the index up to date first
    #[arg(long)]
    pub fresh: bool,
    /// Verify every byte of the index first
    #[arg(long)]
    pub verify: bool,
    /// Run the queries of an NDJSON file
    #[arg(long, value_name = "FILE", requires = "format", conflicts_with_all = NOT_OF_RUNS, help_heading = "Output")]
    pub queries: Option<PathBuf>,
    /// The form of --queries' output
    #[arg(long, value_enum, value_name = "FORM", requires = "queries", help_heading = "Output")]
    pub format: Option<RunFormat>,
    /// With --queries: one line a document
    #[arg(long, requires = "queries", help_heading = "Output")]
    pub group: bool,
    /// What is shown of what is found
    #[command(flatten)]
    pub page: PageArgs,
    /// How words are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

// `like`
#[derive(Debug, Args)]
pub struct LikeArgs {
    /// The passage: PATH:LINE as it stands below hits, or a document's id or path, # and the passage's number
    #[arg(value_name = "DOC#P")]
    pub passage: String,
    /// Rank by further words too, which the best passages share
    #[arg(long, help_heading = "Results")]
    pub expand: bool,
    /// Rank recent documents higher: today's by half, by half as much for each 180 days of age
    #[arg(long, help_heading = "Results")]
    pub recency: bool,
    /// What is shown of what is found
    #[command(flatten)]
    pub page: PageArgs,
}

// `quote`
#[derive(Debug, Args)]
pub struct QuoteArgs {
    /// The sentence, with or without its marks
    #[arg(value_name = "SENTENCE")]
    pub sentence: String,
    /// What is shown of what is found
    #[command(flatten)]
    pub page: PageArgs,
}

/// `--format`
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum RunFormat {
    /// `qid Q0 docid rank score nutgraf`
    Trec,
}
