//! `show`: a document or passage in its context, from the index alone.

use nutgraf_index::search::{Hit, find_documents, read_document};
use nutgraf_index::snapshot::Snapshot;

use super::open;
use crate::args::ShowArgs;
use crate::outcome::Outcome;
use crate::output::terminal::Layout;
use crate::output::{json, print, print_pages};
use crate::settings::Settings;

/// Shows documents by id or path, or what stands at a line of one.
pub fn run(args: &ShowArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?;
    let hits = asked_for(&args.what, args.context, &snapshot)?;
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

/// The passages that a name stands for: of a document; around one of its passages, `#` and its number behind it; or at a line
/// of its file, `:` and the line behind it. An id may look like either.
fn asked_for(what: &str, context: u32, snapshot: &Snapshot) -> anyhow::Result<Vec<Hit>> {
    let mut hits = passages(snapshot, what)?;
    if !hits.is_empty() {
        return Ok(hits);
    }
    if let Some((name, ordinal)) = numbered(what, '#') {
        hits = passages(snapshot, name)?;
        hits.retain(|hit| hit.ordinal.abs_diff(ordinal) <= context);
    } else if let Some((path, line)) = numbered(what, ':') {
        hits = passages(snapshot, path)?;
        hits.retain(|hit| stands_at(hit, line));
    }
    Ok(hits)
}

/// Parts a name from the number behind a mark.
fn numbered(what: &str, mark: char) -> Option<(&str, u32)> {
    let (name, number) = what.rsplit_once(mark)?;
    Some((name, number.parse().ok()?))
}

/// All passages of the documents with this id or path.
fn passages(snapshot: &Snapshot, name: &str) -> anyhow::Result<Vec<Hit>> {
    let mut hits = Vec::new();
    for record in find_documents(snapshot, name)? {
        hits.extend(read_document(snapshot, record)?);
    }
    Ok(hits)
}

/// Tells whether a passage, or the record it belongs to, stands on a line of its file: as printed below hits.
fn stands_at(hit: &Hit, line: u32) -> bool {
    match (hit.document.line, hit.passage.page, hit.passage.lines) {
        (Some(own), ..) => own == line,
        (None, Some(page), _) => page == line,
        (None, None, Some((first, last))) => (first..=last).contains(&line),
        (None, None, None) => false,
    }
}
