//! What each command does.

mod actors;
mod annotate;
mod below;
mod bench;
mod check;
mod dates;
mod forget;
mod index;
mod inspect;
mod like;
mod named;
mod own;
mod page;
mod quote;
mod run_file;
mod search;
mod show;
mod status;
mod timeline;
mod watch;

use std::path::Path;

use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Reading, plan};
use nutgraf_index::query::{Parsed, Query, Warning, parse, point_at};
use nutgraf_index::search::{Matches, Request, find_matches, why_nothing};
use nutgraf_index::snapshot::Snapshot;

use crate::args::{Command, ReadingArgs};
use crate::outcome::{Failure, Outcome};
use crate::output::{print, talk};
use crate::settings::{Settings, reading};

/// Runs a command.
pub fn run(command: Command, settings: &Settings) -> anyhow::Result<Outcome> {
    match command {
        Command::Index(args) => index::run(&args, settings),
        Command::Search(args) => search::run(&args, settings),
        Command::Like(args) => like::run(&args, settings),
        Command::Quote(args) => quote::run(&args, settings),
        Command::Actors(args) => actors::run(&args, settings),
        Command::Dates(args) => dates::run(&args, settings),
        Command::Timeline(args) => timeline::run(&args, settings),
        Command::Show(args) => show::run(&args, settings),
        Command::Inspect(args) => inspect::run(&args, settings),
        Command::Annotate => annotate::run(settings),
        Command::Bench(args) => bench::run(&args, settings),
        Command::Status(args) => status::run(&args, settings),
        Command::Check(args) => check::run(&args, settings),
        Command::Forget(args) => forget::run(&args, settings),
        Command::Completions { shell } => completions(shell),
        Command::Man => manual(),
    }
}

fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut crate::args::definition(), "nutgraf", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}

fn manual() -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    clap_mangen::Man::new(crate::args::definition()).render(&mut page)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Done)
}

/// Parses a query; an error gets its caret.
fn parsed(text: &str) -> anyhow::Result<Parsed> {
    parse(text).map_err(|error| pointed(text, error))
}

/// Points at the place of a query that is wrong.
fn pointed(text: &str, error: nutgraf_index::Error) -> anyhow::Error {
    match error {
        nutgraf_index::Error::Query { message, at, suggestion } => {
            Failure { message: format!("query: {message}"), pointed: Some(point_at(text, at)), hint: suggestion }.into()
        }
        other => other.into(),
    }
}

/// Opens the index that a command works on.
fn open(settings: &Settings, path: Option<&Path>) -> anyhow::Result<Snapshot> {
    Ok(Snapshot::open(&settings.index_folder(path)?)?)
}

/// Finds what counts by actor and date are made over: all that matches, never relaxed.
fn counted(
    snapshot: &Snapshot,
    text: Option<&str>,
    filters: &Filters,
    typed: ReadingArgs,
    settings: &Settings,
) -> anyhow::Result<Matches> {
    let Parsed { query, warnings } = parsed(text.unwrap_or(""))?;
    let plan = plan(snapshot, &query, filters, reading(typed, settings.today));
    let plan = plan.map_err(|error| pointed(text.unwrap_or(""), error))?;
    tell(&warnings);
    tell(&plan.warnings);
    let matches = find_matches(snapshot, &plan)?;
    snapshot.ensure_whole()?;
    if matches.total.passages == 0 {
        tell_nothing(snapshot, &query, filters, reading(typed, settings.today))?;
    }
    Ok(matches)
}

/// Tells why nothing matches, and what may have been meant.
fn tell_nothing(snapshot: &Snapshot, query: &Query, filters: &Filters, reading: Reading) -> anyhow::Result<()> {
    tell(&why_nothing(snapshot, &Request::new(query, filters, reading))?);
    Ok(())
}

/// Tells warnings on stderr.
fn tell(warnings: &[Warning]) {
    for warning in warnings {
        talk(&format!("note: {}", warning.message));
    }
}
