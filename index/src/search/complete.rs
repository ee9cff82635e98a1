//! The passages of a page's documents that rank too low to be met on the way: how many of them are shown does not depend on
//! how many documents are.

use rustc_hash::FxHashSet;
use tantivy::DocId;

use super::page::Page;
use super::ranking::Ranking;
use super::recency::add_recency;
use super::select::in_order;
use super::{Duplicates, Request};
use crate::error::Result;

/// Gives each document of a page as many of its matching passages as were asked for, the best of the others behind those it
/// has. Where only passages with copies are shown, all there are were met.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where postings can't be read.
pub fn complete(ranking: &Ranking<'_>, request: &Request<'_>, page: &mut Page<'_>) -> Result<()> {
    if !request.grouped || request.duplicates == Duplicates::Only {
        return Ok(());
    }
    for number in page.shown.clone() {
        let (segment, doc) = (ranking.snapshot.segment(page.groups[number][0].segment), page.groups[number][0].doc);
        let (first, end) = (segment.record_of(doc)? + 1, segment.end_of_document(doc)?);
        let matches = &ranking.matches.segments[segment.number as usize];
        let wanted = request.passages_of_document.min(matches.count_range(first, end));
        if page.groups[number].len() >= wanted {
            continue;
        }
        let met = met(page);
        let rest: Vec<DocId> = matches.in_range(first, end).filter(|doc| !met.contains(&(segment.number, *doc))).collect();
        let mut others = in_order(segment.number, ranking.score_again(segment, &rest)?, rest);
        if request.recency {
            add_recency(ranking.snapshot, request.reading.today, &mut others)?;
        }
        for chosen in others {
            if page.groups[number].len() < wanted && !page.folder.fold(&chosen, Some(number), &mut page.groups) {
                page.groups[number].push(chosen);
            }
        }
    }
    Ok(())
}

/// The passages that the documents up to the page's end have, copies among them.
fn met(page: &Page<'_>) -> FxHashSet<(u32, DocId)> {
    let own = page.groups.iter().flatten();
    own.flat_map(|chosen| chosen.copies.iter().copied().chain([(chosen.segment, chosen.doc)])).collect()
}
