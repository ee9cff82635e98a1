//! Looking things up: dates, documents.

use clap::{Args, ValueEnum};

use super::{FilterArgs, ReadingArgs, TableArgs, TimeArgs};

// `dates`
#[derive(Debug, Args)]
pub struct DatesArgs {
    /// Count over what matches this; without, over everything
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    /// How long it may take
    #[command(flatten)]
    pub time: TimeArgs,
    /// Which dates, and how they are told
    #[command(flatten)]
    pub calendar: CalendarArgs,
    /// What restricts the count
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How words are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

// `timeline`
#[derive(Debug, Args)]
pub struct TimelineArgs {
    /// What the passages answer; without, each period shows the day that most passages mention
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    /// How long it may take
    #[command(flatten)]
    pub time: TimeArgs,
    /// Which dates, and how they are told
    #[command(flatten)]
    pub calendar: CalendarArgs,
    /// What restricts the passages
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How words are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}

// What `dates` and `timeline` share.
#[derive(Debug, Args)]
pub struct CalendarArgs {
    /// Which date: of publication (as `dates` does unless told), or mentioned in the text (as `timeline` does)
    #[arg(long, value_enum, value_name = "AXIS")]
    pub axis: Option<AxisArg>,
    /// How long a period
    #[arg(long, value_enum, default_value_t, value_name = "PERIOD")]
    pub by: PeriodArg,
    /// Count a span that is longer than a period in each one it touches; else it is told beside them
    #[arg(long)]
    pub spread: bool,
    /// How many periods to list, the latest; all of them in JSON
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    /// The form of the output
    #[command(flatten)]
    pub form: TableArgs,
}

/// `--axis`
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum AxisArg {
    /// When documents were published.
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

// `show`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A document by id or path, a passage of it (DOC#3), or what stands at a line or page (PATH:12, PATH:12#3)
    #[arg(value_name = "DOC[#P]")]
    pub what: String,
    /// With a passage: so many around it; 1 unless told
    #[arg(short = 'C', long = "context", value_name = "N")]
    pub context: Option<u32>,
    /// A JSON object a passage, each on a line
    #[arg(long)]
    pub json: bool,
}
