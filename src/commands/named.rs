//! Documents and passages by the names that people type and hits show.

use nutgraf_index::search::{Hit, find_documents, read_document};
use nutgraf_index::snapshot::Snapshot;

/// What a name stands for.
pub enum Named {
    /// All passages of documents, or those at a line of one.
    Passages(Vec<Hit>),
    /// A passage, and all of its document around it.
    Passage(u32, Vec<Hit>),
}

/// Finds what a name stands for: a document by id or path; what stands at a line or page of its file, `:` and the number behind
/// it; and of either a passage, `#` and its number behind it. An id may look like any of these. Nothing is no passages.
pub fn named(what: &str, snapshot: &Snapshot) -> anyhow::Result<Named> {
    let hits = passages(snapshot, what)?;
    match numbered(what, '#').filter(|_| hits.is_empty()) {
        Some((name, ordinal)) => Ok(Named::Passage(ordinal, passages(snapshot, name)?)),
        None => Ok(Named::Passages(hits)),
    }
}

/// Parts a name from the number behind a mark.
fn numbered(what: &str, mark: char) -> Option<(&str, u32)> {
    let (name, number) = what.rsplit_once(mark)?;
    Some((name, number.parse().ok()?))
}

/// All passages of the documents with this id or path, or of what stands at a line of one.
fn passages(snapshot: &Snapshot, name: &str) -> anyhow::Result<Vec<Hit>> {
    let hits = of_documents(snapshot, name)?;
    let Some((path, line)) = numbered(name, ':').filter(|_| hits.is_empty()) else { return Ok(hits) };
    let mut hits = of_documents(snapshot, path)?;
    hits.retain(|hit| stands_at(hit, line));
    Ok(hits)
}

fn of_documents(snapshot: &Snapshot, name: &str) -> anyhow::Result<Vec<Hit>> {
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
