//! What every command that takes a query shares: filters, and how words are read.

use std::time::Duration;

use clap::{Args, ValueEnum};
use jiff::SignedDuration;

// Restrictions that never score.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Mentions this actor, under any of its names (repeatable: all in one passage)
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,
    /// With --actor: one of the actors is enough
    #[arg(long, requires = "actor")]
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
    #[arg(long, requires = "mentions", conflicts_with = "within")]
    pub loose: bool,
    /// With --mentions: only dates inside the span
    #[arg(long, requires = "mentions")]
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

// How long a query may take.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct TimeArgs {
    /// Stop after so long (500ms, 2s, 1m) with what was found until then
    #[arg(long, value_name = "DURATION", value_parser = duration, help_heading = "Results")]
    pub timeout: Option<Duration>,
}

/// Reads a duration; a number alone is seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().map(|_| format!("{text}s"));
    let parsed = seconds.as_deref().unwrap_or(text).parse::<SignedDuration>().ok();
    parsed.and_then(|time| Duration::try_from(time).ok()).ok_or_else(|| "write 500ms, 2s or 1m".to_owned())
}

// How the words of a query are read.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Reading the query")]
pub struct ReadingArgs {
    /// Whether words beside each other must all match
    #[arg(long = "match", value_enum, default_value_t, value_name = "HOW")]
    pub matching: MatchArg,
    /// How each word is read
    #[command(flatten)]
    pub words: WordArgs,
}

impl ReadingArgs {
    /// Whether any of the words is enough where nothing matches all.
    pub fn may_relax(self) -> bool {
        self.matching == MatchArg::Auto
    }
}

// How each word of a query is read.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Reading the query")]
pub struct WordArgs {
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
