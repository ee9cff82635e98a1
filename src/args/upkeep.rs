//! Seeing and keeping up: one file, the state of the index, its removal.

use std::path::PathBuf;

use clap::Args;

// `inspect`
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A JSON object a document, each on a line
    #[arg(long)]
    pub json: bool,
}

// `status`
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

// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Read the documents again too, and name those whose contents changed
    #[arg(long)]
    pub files: bool,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
}

// `forget`
#[derive(Debug, Args)]
pub struct ForgetArgs {
    /// The collection, also where it is gone
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}
