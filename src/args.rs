//! What can be typed: the one place that knows clap.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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

/// What holds for every command.
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

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build an index of folders and files, or bring it up to date
    Index(IndexArgs),
    /// Find passages: ranked, highlighted, grouped by document
    Search(SearchArgs),
    /// Who is mentioned in the passages that match
    Actors(ActorsArgs),
    /// When: counts of what matches by date
    Dates(DatesArgs),
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

/// `index`
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Folders and files; without any, all that the index knows. `-` reads one document from stdin
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only files that match this glob (repeatable)
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// No files that match this glob (repeatable)
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Follow links
    #[arg(long)]
    pub follow: bool,
    /// Stay and bring the index up to date whenever files change
    #[arg(long)]
    pub watch: bool,
    /// Build the index anew
    #[arg(long)]
    pub rebuild: bool,
    /// Merge the index into one segment
    #[arg(long)]
    pub optimize: bool,
    /// Remove the documents of a folder that is missing or empty
    #[arg(long)]
    pub prune: bool,
    /// Threads that read and analyse; 0 for one a core
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
    /// Memory for writing, in MB
    #[arg(long, default_value_t = 300, value_name = "MB")]
    pub memory: usize,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}

/// Restrictions that never score.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Mentions this actor, under any of its names (repeatable: all in one passage)
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,
    /// One of the actors is enough
    #[arg(long)]
    pub any_actor: bool,
    /// Which mentions count: name, alias, acronym, surname, capital, demonym, title, tagger, supplied
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub evidence: Vec<String>,
    /// Mentions an actor of this kind: person, state, organisation, place
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Published then: 2022, 2022-12, 2022-12-28, 2022-12..2023-02, "dec 2022", "last 30 days"
    #[arg(long, value_name = "SPAN")]
    pub published: Vec<String>,
    /// Mentions a date of then
    #[arg(long, value_name = "SPAN")]
    pub mentions: Vec<String>,
    /// With --mentions: any overlap is enough
    #[arg(long, conflicts_with = "within")]
    pub loose: bool,
    /// With --mentions: only dates inside the span
    #[arg(long)]
    pub within: bool,
    /// Published on this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Published on this day or before
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Without a known date of publication
    #[arg(long)]
    pub undated: bool,
    /// From this source
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// By this author
    #[arg(long, value_name = "NAME")]
    pub author: Vec<String>,
    /// In this language
    #[arg(long, value_name = "CODE")]
    pub lang: Vec<String>,
    /// With a path that matches this glob
    #[arg(long, value_name = "GLOB")]
    pub path: Vec<String>,
}

/// How the words of a query are read.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Reading the query")]
pub struct ReadingArgs {
    /// Whether words beside each other must all match
    #[arg(long = "match", value_enum, default_value_t, value_name = "HOW")]
    pub matching: MatchArg,
    /// Whether words like "the" are optional or must match
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub stop_words: StopWordsArg,
    /// Words in the very form typed, not stemmed
    #[arg(long)]
    pub exact: bool,
    /// Search menus, appeals and other page furniture too
    #[arg(long)]
    pub furniture: bool,
}

/// `--match`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum MatchArg {
    /// All; any where nothing matches all, which is told.
    #[default]
    Auto,
    /// All.
    All,
    /// Any.
    Any,
}

/// `--stop-words`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum StopWordsArg {
    /// They need not match.
    #[default]
    Optional,
    /// They are words like any other.
    Match,
}

/// `search`
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// What to look for; see the README for the language
    #[arg(value_name = "QUERY", allow_hyphen_values = false)]
    pub query: Option<String>,
    /// The collection: indexed first if it is not yet; only what lies below this path is found
    #[arg(value_name = "PATH")]
    pub path_argument: Option<PathBuf>,
    /// How many documents (passages with --no-group)
    #[arg(short = 'n', long = "limit", default_value_t = 10, value_name = "N", help_heading = "Results")]
    pub limit: usize,
    /// How many to leave out first
    #[arg(long, default_value_t = 0, value_name = "N", help_heading = "Results")]
    pub offset: usize,
    /// Rank passages, whatever document they are from
    #[arg(long, help_heading = "Results")]
    pub no_group: bool,
    /// With --format trec: one line a document
    #[arg(long, hide = true)]
    pub group: bool,
    /// All matching passages of a document, not the best 3
    #[arg(long, help_heading = "Results")]
    pub all_passages: bool,
    /// Show so many passages around each hit
    #[arg(short = 'C', long = "context", default_value_t = 0, value_name = "N", help_heading = "Results")]
    pub context: usize,
    /// The order of hits
    #[arg(long, value_enum, default_value_t, allow_hyphen_values = true, value_name = "BY", help_heading = "Results")]
    pub sort: SortArg,
    /// Copies of a passage, altered ones too: under the best, all, or only those
    #[arg(long, value_enum, default_value_t, value_name = "HOW", help_heading = "Results")]
    pub dups: DupsArg,
    /// Whole passages, however long
    #[arg(long, help_heading = "Results")]
    pub full: bool,
    /// Say how the query was understood and why hits rank where they do
    #[arg(long, help_heading = "Results")]
    pub explain: bool,
    /// Bring the index up to date first
    #[arg(long)]
    pub fresh: bool,
    /// Run the queries of an NDJSON file
    #[arg(long, value_name = "FILE", requires = "format", help_heading = "Output")]
    pub queries: Option<PathBuf>,
    /// The form of --queries' output
    #[arg(long, value_enum, value_name = "FORM", help_heading = "Output")]
    pub format: Option<RunFormat>,
    /// Print nothing; the exit status tells
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
    /// Print how many passages and documents match
    #[arg(long, help_heading = "Output")]
    pub count: bool,
    /// Print the paths of matching documents
    #[arg(long, help_heading = "Output")]
    pub files: bool,
    /// End paths with NUL
    #[arg(short = '0', long = "null", help_heading = "Output")]
    pub null: bool,
    /// The form of the output
    #[command(flatten)]
    pub form: FormArgs,
    /// What restricts the search
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How words are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// Forms of output for programs.
#[derive(Clone, Copy, Debug, Default, Args)]
#[group(multiple = false)]
#[command(next_help_heading = "Output")]
pub struct FormArgs {
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// A JSON object a hit
    #[arg(long)]
    pub ndjson: bool,
    /// Comma-separated values
    #[arg(long)]
    pub csv: bool,
    /// Tab-separated values
    #[arg(long)]
    pub tsv: bool,
    /// Markdown
    #[arg(long)]
    pub md: bool,
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

/// `--format`
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum RunFormat {
    /// `qid Q0 docid rank score nutgraf`
    Trec,
}

/// `actors`
#[derive(Debug, Args)]
pub struct ActorsArgs {
    /// Count over what matches this; without, over everything
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    /// How many to list; all of them in JSON
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    /// Only actors with a name that matches this glob
    #[arg(long = "match-name", visible_alias = "like", value_name = "GLOB")]
    pub name: Option<String>,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// Comma-separated values
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// What restricts the count
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How words are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// `dates`
#[derive(Debug, Args)]
pub struct DatesArgs {
    /// Count over what matches this; without, over everything
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    /// Which date: of publication, or mentioned in the text
    #[arg(long, value_enum, default_value_t, value_name = "AXIS")]
    pub axis: AxisArg,
    /// How long a period
    #[arg(long, value_enum, default_value_t, value_name = "PERIOD")]
    pub by: PeriodArg,
    /// Count a long span in every period it touches
    #[arg(long)]
    pub spread: bool,
    /// How many periods to list, the latest; all of them in JSON
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// Comma-separated values
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// What restricts the count
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How words are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// `--axis`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum AxisArg {
    /// When documents were published.
    #[default]
    Published,
    /// What passages mention.
    Mentions,
}

/// `--by`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum PeriodArg {
    /// Years.
    Year,
    /// Months.
    #[default]
    Month,
    /// Weeks, Monday to Sunday.
    Week,
    /// Days.
    Day,
}

/// `show`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A document by id or path, or a passage of it: DOC#3
    #[arg(value_name = "DOC[#P]")]
    pub what: String,
    /// With a passage: so many around it
    #[arg(short = 'C', long = "context", default_value_t = 1, value_name = "N")]
    pub context: usize,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
}

/// `inspect`
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
}

/// `bench`
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// `class TAB query` or a query a line; without, a few drawn from the index
    #[arg(value_name = "QUERIES")]
    pub queries: Option<PathBuf>,
    /// Rounds over the list, after one that is not timed
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,
    /// Threads that search at once
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub threads: usize,
    /// A fresh process for each query
    #[arg(long)]
    pub cold: bool,
    /// Write every sample to a file, or with `-` to stdout
    #[arg(long, value_name = "FILE")]
    pub samples: Option<PathBuf>,
    /// Compare with an earlier `bench --json`
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
    /// With --compare: exit with 1 when slower by more than this
    #[arg(long, value_name = "PCT", requires = "compare")]
    pub fail_over: Option<String>,
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

/// `status`
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// List what was not indexed, and why
    #[arg(long)]
    pub skipped: bool,
    /// All indexes kept for this user
    #[arg(long)]
    pub all: bool,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Compare with the documents too
    #[arg(long)]
    pub files: bool,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
}

/// `forget`
#[derive(Debug, Args)]
pub struct ForgetArgs {
    /// The collection
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}

/// Reads what was typed; prints help and usage errors itself.
pub fn parse() -> Cli {
    Cli::parse()
}

/// Returns the definition of the command line, for completions and the manual.
pub fn definition() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
