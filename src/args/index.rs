//! `index`: what is read, and how.

use std::path::PathBuf;

use clap::Args;
use nutgraf_index::sources::Converter;

// `index`
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Folders and files; without any, all that the index knows. `-` reads one document from stdin. Below a
    /// folder, hidden files and those that a file named .ignore names are left out
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only files that match this glob (repeatable). Kept with the index, as --exclude is; '' takes back both
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// No files that match this glob (repeatable)
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Read files that match GLOB by a command of yours, which gets the path as its last word and prints
    /// the text: '*.ps=ps2ascii' (repeatable). Kept with the index; '' takes back what is kept
    #[arg(long, value_name = "GLOB=COMMAND", value_parser = converter)]
    pub pre: Vec<Option<Converter>>,
    /// Follow links. Kept with the index
    #[arg(long)]
    pub follow: bool,
    /// Stay and bring the index up to date whenever files change
    #[arg(long)]
    pub watch: bool,
    /// Build the index anew; the old one answers until the new one is whole
    #[arg(long)]
    pub rebuild: bool,
    /// Merge the index into one segment
    #[arg(long)]
    pub optimize: bool,
    /// Remove the documents of a folder that is missing or empty
    #[arg(long)]
    pub prune: bool,
    /// Where another process writes, wait for it, so many seconds at most
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true)]
    pub wait: Option<Option<u64>>,
    /// Threads that read and analyse; 0 for one a core
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub threads: usize,
    /// Memory for writing, in MB
    #[arg(long, default_value_t = 180, value_name = "MB")]
    pub memory: usize,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}

fn converter(typed: &str) -> Result<Option<Converter>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let (glob, command) = typed.split_once('=').ok_or("a glob, = and a command are needed, as in '*.ps=ps2ascii'")?;
    if glob.trim().is_empty() || command.trim().is_empty() {
        return Err("a glob stands before the =, a command behind it".into());
    }
    Ok(Some(Converter { glob: glob.trim().into(), command: command.trim().into() }))
}
