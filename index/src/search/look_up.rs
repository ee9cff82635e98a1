//! Documents by name, and passages by place: reading without a query.

use tantivy::{DocAddress, DocId, DocSet, TERMINATED};

use super::Hit;
use super::fetch::Fetcher;
use super::hits::{fill_line, join_actors};
use crate::error::Result;
use crate::pattern::Pattern;
use crate::snapshot::Snapshot;

/// Finds the records of documents with this id or path.
///
/// # Errors
///
/// [`crate::Error::Tantivy`] where the index can't be read.
pub fn find_documents(snapshot: &Snapshot, name: &str) -> Result<Vec<DocAddress>> {
    let mut found = Vec::new();
    for field in [snapshot.fields.id, snapshot.fields.path] {
        for segment in snapshot.segments() {
            let Some(mut postings) = segment.postings(field, name, tantivy::schema::IndexRecordOption::Basic)? else { continue };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if segment.reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
                    found.push(segment.address(doc));
                }
                doc = postings.advance();
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok(found)
}

/// Reads all passages of a document, by its record.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where they can't be read.
pub fn read_document(snapshot: &Snapshot, record: DocAddress) -> Result<Vec<Hit>> {
    let end = snapshot.segment(record.segment_ord).end_of_document(record.doc_id)?;
    read_passages(snapshot, record.segment_ord, record.doc_id + 1..end)
}

/// Reads the passages of a hit's document at most so many places from it, the hit's own left out.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where they can't be read.
pub fn read_neighbours(snapshot: &Snapshot, hit: &Hit, distance: u32) -> Result<Vec<Hit>> {
    for record in find_documents(snapshot, &hit.document.record.id)? {
        let own = snapshot.record(record)?;
        if own.key == hit.document.record.key {
            let first = record.doc_id + 1;
            let end = hit.ordinal.saturating_add(distance).saturating_add(1).min(own.passages);
            let range = first + hit.ordinal.saturating_sub(distance)..first + end;
            let passages = read_passages(snapshot, record.segment_ord, range)?;
            return Ok(passages.into_iter().filter(|other| other.ordinal != hit.ordinal).collect());
        }
    }
    Ok(Vec::new())
}

fn read_passages(snapshot: &Snapshot, segment: u32, docs: std::ops::Range<DocId>) -> Result<Vec<Hit>> {
    let mut fetcher = Fetcher::new(&Pattern::All);
    let mut hits = Vec::new();
    for doc in docs {
        let (mut hit, _) = fetcher.fetch(snapshot.segment(segment), doc)?;
        hit.rank = hits.len() + 1;
        fill_line(snapshot, &mut hit)?;
        join_actors(snapshot, &mut hit)?;
        hits.push(hit);
    }
    Ok(hits)
}
