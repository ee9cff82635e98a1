//! `show`: a document or passage in its context, from the index alone.

use nutgraf_index::search::{Hit, find_documents, read_document};

use super::open;
use crate::args::ShowArgs;
use crate::outcome::Outcome;
use crate::output::terminal::Layout;
use crate::output::{json, print, print_pages};
use crate::settings::Settings;

/// Shows documents by id or path.
pub fn run(args: &ShowArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?;
    let (name, ordinal) = match args.what.rsplit_once('#') {
        Some((name, ordinal)) if ordinal.parse::<u32>().is_ok() => (name, ordinal.parse::<u32>().ok()),
        _ => (args.what.as_str(), None),
    };
    let found = find_documents(&snapshot, name)?;
    if found.is_empty() {
        return Err(nutgraf_index::Error::UnknownDocument(name.to_owned()).into());
    }
    let mut hits: Vec<Hit> = Vec::new();
    for record in found {
        let passages = read_document(&snapshot, record)?;
        hits.extend(
            passages.into_iter().filter(|hit| ordinal.is_none_or(|ordinal| hit.ordinal.abs_diff(ordinal) <= args.context)),
        );
    }
    if hits.is_empty() {
        return Err(nutgraf_index::Error::UnknownDocument(args.what.clone()).into());
    }
    if args.json {
        print(&json::search_lines(&hits)?)?;
    } else {
        print_pages(&Layout { settings, full: true, explain: false, context: 0 }.hits(&hits, &snapshot)?, settings)?;
    }
    Ok(Outcome::Done)
}
