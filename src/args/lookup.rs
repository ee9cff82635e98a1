//! Looking things up: dates, documents.

use clap::{Args, ValueEnum};

use super::{FilterArgs, ReadingArgs};

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
