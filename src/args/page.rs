//! Pages of hits and their forms.

use clap::{Args, ValueEnum};

use super::{FilterArgs, FormArgs, TimeArgs};

// What is shown of what a command finds.
#[derive(Debug, Args)]
pub struct PageArgs {
    /// How many documents (passages with --no-group); 10, and with --files all
    #[arg(short = 'n', long = "limit", value_name = "N", help_heading = "Results")]
    pub limit: Option<usize>,
    /// How many to leave out first
    #[arg(long, default_value_t = 0, value_name = "N", help_heading = "Results")]
    pub offset: usize,
    /// Rank passages, whatever document they are from
    #[arg(long, help_heading = "Results")]
    pub no_group: bool,
    /// All matching passages of a document, not the best 3
    #[arg(long, help_heading = "Results")]
    pub all_passages: bool,
    /// Show so many passages around each hit
    #[arg(
        short = 'C',
        long = "context",
        default_value_t = 0,
        conflicts_with_all = ["FormArgs", "quiet", "count", "files"],
        value_name = "N",
        help_heading = "Results"
    )]
    pub context: u32,
    /// The order of hits
    #[arg(long, value_enum, default_value_t, allow_hyphen_values = true, value_name = "BY", help_heading = "Results")]
    pub sort: SortArg,
    /// Copies of a passage, altered ones too: under the best, all, or only those
    #[arg(long, value_enum, default_value_t, value_name = "HOW", help_heading = "Results")]
    pub dups: DupsArg,
    /// Whole passages, however long
    #[arg(long, help_heading = "Results")]
    pub full: bool,
    /// Say how the query was understood and why hits rank where they do, with --json and --ndjson as `parts` of each hit
    #[arg(long, conflicts_with_all = ["csv", "tsv", "md"], help_heading = "Results")]
    pub explain: bool,
    /// Print nothing; the exit status tells
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
    /// Print how many passages and documents match; with --json as its total
    #[arg(long, conflicts_with_all = ["files", "ndjson", "csv", "tsv", "md"], help_heading = "Output")]
    pub count: bool,
    /// Print the paths of matching documents
    #[arg(long, conflicts_with_all = ["ndjson", "csv", "tsv", "md"], help_heading = "Output")]
    pub files: bool,
    /// End paths with NUL
    #[arg(short = '0', long = "null", requires = "files", help_heading = "Output")]
    pub null: bool,
    /// The form of the output
    #[command(flatten)]
    pub form: FormArgs,
    /// How long it may take
    #[command(flatten)]
    pub time: TimeArgs,
    /// What restricts the search
    #[command(flatten)]
    pub filters: FilterArgs,
}

/// `--sort`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum SortArg {
    /// Best first.
    #[default]
    Score,
    /// Oldest first.
    Date,
    /// Newest first.
    #[value(name = "-date")]
    Newest,
}

/// `--dups`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum DupsArg {
    /// Under the copy that ranks best.
    #[default]
    Fold,
    /// Where they rank.
    Show,
    /// Only passages that have copies.
    Only,
}
