//! All passages that match a plan, found and counted.

use tantivy::schema::Field;
use tantivy::{DocAddress, DocId};

use super::Total;
use super::candidates::{Walked, match_and_score};
use super::matching::Matcher;
use crate::docs::Docs;
use crate::error::Result;
use crate::pattern::{Leaf, Pattern};
use crate::plan::Plan;
use crate::rank::{Occurrences, Weights};
use crate::snapshot::Snapshot;

/// All matches of a plan, segment by segment.
#[derive(Debug)]
pub struct Matches {
    /// The passages of each segment.
    pub segments: Vec<Docs>,
    /// How many there are.
    pub total: Total,
    /// How often the leaves that stand at positions occur, segment by segment.
    pub(super) placed: Vec<Vec<(Leaf, Occurrences)>>,
    /// A passage that matches and was taken out.
    pub(super) left_out: Option<DocAddress>,
    /// How many of the best were kept where matching scored as well, and which, in no order.
    pub(super) best: Option<(usize, Vec<(u32, DocId)>)>,
}

impl Matches {
    /// No match in any segment.
    pub(super) fn none(snapshot: &Snapshot) -> Matches {
        let segments: Vec<Docs> = snapshot.segments().map(|_| Docs::none()).collect();
        let placed = segments.iter().map(|_| Vec::new()).collect();
        Matches { segments, total: Total::default(), placed, left_out: None, best: None }
    }

    /// The first of them, by its address.
    pub(super) fn first(&self) -> Option<(u32, DocId)> {
        self.segments.iter().zip(0..).find_map(|(docs, segment)| Some((segment, docs.first()?)))
    }

    /// Takes a passage out.
    pub(super) fn leave_out(&mut self, snapshot: &Snapshot, passage: DocAddress) -> Result<()> {
        let segment = snapshot.segment(passage.segment_ord);
        let docs = &mut self.segments[passage.segment_ord as usize];
        let before = (docs.len() as u64, segment.count_documents(docs)?);
        docs.retain(|doc| doc != passage.doc_id);
        self.left_out = Some(passage);
        self.total.passages -= before.0 - docs.len() as u64;
        self.total.documents -= before.1 - segment.count_documents(docs)?;
        Ok(())
    }
}

/// Finds and counts all passages that match a plan.
///
/// # Errors
///
/// [`crate::Error::Tantivy`] where a segment can't be read.
pub fn find_matches(snapshot: &Snapshot, plan: &Plan) -> Result<Matches> {
    let (mut segments, mut placed) = (Vec::new(), Vec::new());
    let mut total = Total::default();
    for segment in snapshot.segments() {
        let matcher = Matcher::new(segment, plan);
        let docs = if snapshot.deadline.is_over() { Docs::none() } else { matcher.matching()? };
        placed.push(matcher.into_placed());
        total.passages += docs.len() as u64;
        total.documents += segment.count_documents(&docs)?;
        segments.push(docs);
    }
    Ok(Matches { segments, total, placed, left_out: None, best: None })
}

/// Counts the passages that match a plan, without their documents.
///
/// # Errors
///
/// As [`find_matches`].
pub fn count_passages(snapshot: &Snapshot, plan: &Plan) -> Result<u64> {
    let mut count = 0;
    for segment in snapshot.segments() {
        count += match single_term(plan).filter(|_| !segment.reader.has_deletes()) {
            Some((field, term)) => segment.document_frequency(field, term)?.into(),
            None => Matcher::new(segment, plan).matching()?.len() as u64,
        };
    }
    Ok(count)
}

/// Returns the one term that a plan asks for, where the dictionary says what matches it: in one field, anywhere.
fn single_term(plan: &Plan) -> Option<(Field, &str)> {
    let (Pattern::Leaf(leaf), [field]) = (&plan.pattern, plan.text_fields.as_slice()) else { return None };
    let terms = leaf.plain_terms().filter(|terms| terms.len() == 1)?;
    Some((*field, terms.first()?))
}

/// The same as [`find_matches`] for a union of words, of which the best are found on the way.
pub(super) fn find_best_matches(snapshot: &Snapshot, plan: &Plan, most: usize, left_out: Option<DocAddress>) -> Result<Matches> {
    let weights = Weights::new(snapshot, plan, &|_| 0)?;
    let Walked { segments, best } = match_and_score(snapshot, plan, &weights, most, left_out)?;
    let mut total = Total::default();
    for (segment, docs) in snapshot.segments().zip(&segments) {
        total.passages += docs.len() as u64;
        total.documents += segment.count_documents(docs)?;
    }
    let placed = segments.iter().map(|_| Vec::new()).collect();
    Ok(Matches { segments, total, placed, left_out: None, best: Some((most, best)) })
}
