//! Documents by name, and passages by place: reading without a query.

use tantivy::{DocAddress, DocId, DocSet, TERMINATED};

use super::Hit;
use super::fetch::Fetcher;
use super::hits::{fill_line, join_actors};
use crate::error::Result;
use crate::passage::PassageKind;
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

/// Reads the nearest passages of a hit's document, so many above and as many below; furniture is passed over, unless the
/// hit is furniture itself.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where they can't be read.
pub fn read_neighbours(snapshot: &Snapshot, hit: &Hit, distance: u32) -> Result<Vec<Hit>> {
    let Some(record) = record_of(snapshot, hit)? else { return Ok(Vec::new()) };
    let passages = hit.document.record.passages;
    let mut neighbours = read_nearest(snapshot, record, hit, &mut (0..hit.ordinal).rev(), distance)?;
    neighbours.extend(read_nearest(snapshot, record, hit, &mut (hit.ordinal + 1..passages), distance)?);
    Ok(neighbours)
}

/// Finds the passage of a hit again; `None` where it is not in the index.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where the index can't be read.
pub fn address_of(snapshot: &Snapshot, hit: &Hit) -> Result<Option<DocAddress>> {
    let record = record_of(snapshot, hit)?;
    Ok(record.map(|record| DocAddress::new(record.segment_ord, record.doc_id + 1 + hit.ordinal)))
}

fn record_of(snapshot: &Snapshot, hit: &Hit) -> Result<Option<DocAddress>> {
    for record in find_documents(snapshot, &hit.document.record.id)? {
        if snapshot.record(record)?.key == hit.document.record.key {
            return Ok(Some(record));
        }
    }
    Ok(None)
}

/// The first passages of these places that are shown around a hit.
fn read_nearest(
    snapshot: &Snapshot,
    record: DocAddress,
    hit: &Hit,
    places: &mut dyn Iterator<Item = u32>,
    count: u32,
) -> Result<Vec<Hit>> {
    let mut nearest = Vec::new();
    for place in places {
        if nearest.len() >= count as usize {
            break;
        }
        let doc = record.doc_id + 1 + place;
        let read = read_passages(snapshot, record.segment_ord, doc..doc + 1)?;
        let is_shown = |other: &Hit| other.passage.kind != PassageKind::Furniture || hit.passage.kind == PassageKind::Furniture;
        nearest.extend(read.into_iter().filter(is_shown));
    }
    Ok(nearest)
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
