//! Passages in the order of their documents' dates.

use tantivy::DocId;

use super::fold::COMPARED;
use super::order::{Alike, DocumentOrder, First, in_date_order};
use super::select::Chosen;
use super::{Matches, Request, Sort};
use crate::deadline::Ask;
use crate::error::Result;
use crate::snapshot::Snapshot;

/// The first matching passage of a document, by segment and number.
type FirstMatch = (u32, DocId);

/// Returns all passages that match, document by document, in the order of date that a request asks for; behind as many
/// documents as a page of it can need, the order is left open.
pub fn by_date<'s>(
    snapshot: &'s Snapshot,
    matches: &'s Matches,
    request: &Request<'_>,
) -> Result<impl Iterator<Item = Result<Chosen>> + use<'s>> {
    let first = if request.sort == Sort::Oldest { First::Oldest } else { First::Newest };
    let needed = request.offset.saturating_add(request.limit).saturating_add(COMPARED);
    let documents = in_date_order(documents(snapshot, matches)?, first, needed)?;
    let chosen = |segment: u32, doc: DocId| Chosen { segment, doc, score: None, copies: Vec::new() };
    Ok(documents.into_iter().flat_map(move |document| {
        let (number, first) = document.what;
        let docs = &matches.segments[number as usize];
        let (end, failure) = match snapshot.segment(number).end_of_document(first) {
            Ok(end) => (end, None),
            Err(error) => (first, Some(Err(error))),
        };
        (first..end).filter(|doc| docs.contains(*doc)).map(move |doc| Ok(chosen(number, doc))).chain(failure)
    }))
}

/// Returns the documents that hold matches, with what orders them.
fn documents<'s>(snapshot: &'s Snapshot, matches: &Matches) -> Result<Vec<Alike<'s, FirstMatch>>> {
    let mut documents = Vec::new();
    for segment in snapshot.segments() {
        let (mut end, mut failure) = (0, None);
        let mut ask = Ask::new(&snapshot.deadline);
        matches.segments[segment.number as usize].for_each(|doc| {
            if doc >= end && (documents.is_empty() || !ask.is_over()) {
                let order = segment.record_of(doc).and_then(|record| DocumentOrder::of(segment, record));
                end = segment.end_of_document(doc).unwrap_or(u32::MAX);
                match order {
                    Ok(order) => documents.push(Alike { order, ordinal: 0, what: (segment.number, doc) }),
                    Err(error) => failure = Some(error),
                }
            }
        });
        failure.map_or(Ok(()), Err)?;
    }
    Ok(documents)
}
