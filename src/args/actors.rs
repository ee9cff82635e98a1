//! `actors`: who is named, and everything about one of them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{FilterArgs, TableArgs, TimeArgs, WordArgs};

// `actors`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_precedence_over_arg = true, disable_help_subcommand = true)]
#[command(after_help = "A query that is the name of one of these commands follows --: nutgraf actors -- show")]
pub struct ActorsArgs {
    /// What to do instead of counting.
    #[command(subcommand)]
    pub task: Option<ActorsTask>,
    /// What to count.
    #[command(flatten)]
    pub list: ActorsListArgs,
}

// What else there is to know.
#[derive(Debug, Subcommand)]
pub enum ActorsTask {
    /// One actor: its names, when it is mentioned, with whom
    Show(ActorArgs),
    /// Who shares passages with an actor, with one passage as proof
    With(ActorWithArgs),
    /// Names that may be of one actor, as text to paste into actors.toml
    Suggest(ActorsSuggestArgs),
    /// Verify actors.toml: mistakes, clashes, names that never occur
    Check(ActorsCheckArgs),
}

// `actors [QUERY]`
#[derive(Debug, Args)]
pub struct ActorsListArgs {
    /// Count over what matches this; without, over everything
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    /// How many to list; all of them in JSON and CSV
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    /// What stands first: what is counted most, or what is special to the matches against the whole index
    #[arg(long, value_enum, default_value_t, value_name = "BY")]
    pub by: RankArg,
    /// Only actors with a name that matches this glob: 'kur*'
    #[arg(long = "match", value_name = "GLOB")]
    pub name: Option<String>,
    /// The form of the output
    #[command(flatten)]
    pub form: TableArgs,
    /// How long it may take
    #[command(flatten)]
    pub time: TimeArgs,
    /// What restricts the count
    #[command(flatten)]
    pub filters: FilterArgs,
    /// How words are read
    #[command(flatten)]
    pub words: WordArgs,
}

// `actors show`
#[derive(Debug, Args)]
pub struct ActorArgs {
    /// The actor, by any name or by its id
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// How many names and companions to list; all of them in JSON and CSV
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    /// The form of the output
    #[command(flatten)]
    pub form: TableArgs,
}

// `actors with`
#[derive(Debug, Args)]
pub struct ActorWithArgs {
    /// The actor, by any name or by its id
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
    /// How many to list
    #[arg(short = 'n', long = "limit", default_value_t = 10, value_name = "N")]
    pub limit: usize,
    /// What stands first: who shares most passages, or who shares more than chance would have it
    #[arg(long, value_enum, default_value_t, value_name = "BY")]
    pub by: RankArg,
    /// Only actors of this kind: person, state, organisation, place
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// The form of the output
    #[command(flatten)]
    pub form: TableArgs,
}

// `actors suggest`
#[derive(Debug, Args)]
pub struct ActorsSuggestArgs {
    /// How many to propose
    #[arg(short = 'n', long = "limit", default_value_t = 20, value_name = "N")]
    pub limit: usize,
    /// The form of the output
    #[command(flatten)]
    pub form: TableArgs,
}

// `actors check`
#[derive(Debug, Args)]
pub struct ActorsCheckArgs {
    /// The file; without, those that are used for this index
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The form of the output
    #[command(flatten)]
    pub form: TableArgs,
}

/// `--by`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum RankArg {
    /// Most passages first.
    #[default]
    Count,
    /// Least chance first (log-likelihood).
    Lift,
}
