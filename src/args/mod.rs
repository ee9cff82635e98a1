//! What can be typed: the one place that knows clap.

mod actors;
mod bench;
mod form;
mod index;
mod lookup;
mod page;
mod query;
mod search;
mod upkeep;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use actors::{ActorArgs, ActorWithArgs, ActorsArgs, ActorsCheckArgs, ActorsListArgs, ActorsSuggestArgs, ActorsTask, RankArg};
pub use bench::BenchArgs;
pub use form::{Form, FormArgs, TableArgs, TableForm};
pub use index::IndexArgs;
pub use lookup::{AxisArg, CalendarArgs, DatesArgs, PeriodArg, ShowArgs, TimelineArgs};
pub use page::{DupsArg, PageArgs, SortArg};
pub use query::{FilterArgs, MatchArg, ReadingArgs, StopWordsArg, TimeArgs, WordArgs};
pub use search::{LikeArgs, QuoteArgs, SearchArgs};
pub use upkeep::{CheckArgs, ForgetArgs, InspectArgs, StatusArgs};

/// Full-text search for a folder of real documents: ranked passages, actors and dates.
#[derive(Debug, Parser)]
#[command(
    name = "nutgraf",
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "Exit status: 0 with hits, 1 without, 2 on an error."
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

// What holds for every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The index folder, instead of the one kept for the collection
    #[arg(long, global = true, env = "NUTGRAF_INDEX", value_name = "DIR", hide_env_values = true)]
    pub index: Option<PathBuf>,
    /// When to use colours and links
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: When,
    /// Print straight to the terminal
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// Tell more on stderr
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// The day that relative dates count from
    #[arg(long, global = true, hide = true, value_name = "DATE")]
    pub today: Option<String>,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum When {
    /// On a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands. The flags of one are made when it is typed: those of all take a quarter of a millisecond.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Build an index of folders and files, or bring it up to date
    Index(IndexArgs),
    /// Find passages: ranked, highlighted, grouped by document
    Search(SearchArgs),
    /// Find passages like a given one
    Like(LikeArgs),
    /// Find exact and altered copies of a sentence, and say which words differ
    Quote(QuoteArgs),
    /// Who is mentioned in the passages that match
    Actors(ActorsArgs),
    /// When: counts of what matches by date
    Dates(DatesArgs),
    /// What happened: for each period the passage that answers best
    Timeline(TimelineArgs),
    /// A document or passage in its context, from the index alone
    Show(ShowArgs),
    /// What is made of one file: line labels, passages, actors, dates
    Inspect(InspectArgs),
    /// NDJSON texts on stdin, their actors and dates on stdout
    Annotate,
    /// Measure the latency of a list of queries on this index
    Bench(BenchArgs),
    /// Size and freshness of the index, and what it leaves out
    Status(StatusArgs),
    /// Verify every byte of the index
    Check(CheckArgs),
    /// Remove the index of a collection
    Forget(ForgetArgs),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Reads what was typed; prints help and usage errors itself.
pub fn parse() -> Cli {
    Cli::parse()
}

/// Returns the definition of the command line, for completions and the manual.
pub fn definition() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
