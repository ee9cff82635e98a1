//! `show`: a document or passage in its context, from the index alone.

use nutgraf_index::Error;
use nutgraf_index::search::Hit;
use nutgraf_index::snapshot::Snapshot;

use super::named::{Named, named};
use super::open;
use crate::args::ShowArgs;
use crate::outcome::{Outcome, hinted};
use crate::output::terminal::Layout;
use crate::output::{json, print, print_pages};
use crate::settings::Settings;

/// How many passages around the one asked for are shown unless told otherwise.
const AROUND: u32 = 1;

/// Shows documents by id or path, or what stands at a line of one.
pub fn run(args: &ShowArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?;
    let hits = asked_for(&args.what, args.context, &snapshot)?;
    if hits.is_empty() {
        return Err(Error::UnknownDocument(args.what.clone()).into());
    }
    if args.json {
        print(&json::search_lines(&hits, false)?)?;
    } else {
        print_pages(&Layout { settings, full: true, explain: false, context: 0 }.hits(&hits, &snapshot)?, settings)?;
    }
    Ok(Outcome::Done)
}

/// The passages that a name stands for; around one of them, so many others.
fn asked_for(what: &str, context: Option<u32>, snapshot: &Snapshot) -> anyhow::Result<Vec<Hit>> {
    match named(what, snapshot)? {
        Named::Passage(ordinal, mut hits) => {
            hits.retain(|hit| hit.ordinal.abs_diff(ordinal) <= context.unwrap_or(AROUND));
            Ok(hits)
        }
        Named::Passages(hits) if context.is_some() && !hits.is_empty() => Err(hinted(
            format!("'{what}' names no single passage to show others around"),
            format!("name one: {what}#{}", hits[0].ordinal),
        )),
        Named::Passages(hits) => Ok(hits),
    }
}
