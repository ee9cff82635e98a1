//! The best candidates scored again, by all that is known of them.

use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::postings::Postings;

use super::{Counter, DOCUMENT_WEIGHT, FRONT_WEIGHT, Lengths, Score, Weights};
use crate::deadline::Ask;
use crate::error::Result;
use crate::schema::Front;
use crate::snapshot::Segment;

/// What two words of the query side by side add, as a share of the lighter one's weight; it falls with their distance.
const PROXIMITY_WEIGHT: f32 = 0.35;

/// The farthest distance of two words that still adds.
const PROXIMITY_REACH: u32 = 16;

/// What is needed to score passages of a segment again.
pub struct Reranker<'r> {
    segment: Segment<'r>,
    weights: &'r Weights<'r>,
    lengths: &'r Lengths,
    /// One for each leaf, and whether its places are read too.
    counters: Vec<(Counter, bool)>,
    /// What was read of each leaf in the document at hand.
    read: Vec<Read>,
    /// Where the text of a passage ends, in positions, for those that bear a title or heading.
    fronts: Option<&'r Column<u64>>,
}

/// What was read of a leaf in one document.
#[derive(Clone, Default)]
struct Read {
    /// How often it stands in the document.
    count: u32,
    /// Where it stands in the passage that bears the document's title.
    titled: Vec<u32>,
    /// How often and where it stands in each passage that is scored; those behind the last are left over from other documents.
    passages: Vec<(u32, Vec<u32>)>,
}

impl Read {
    fn clear(&mut self, passages: usize) {
        self.count = 0;
        self.titled.clear();
        self.passages.resize(self.passages.len().max(passages), (0, Vec::new()));
        for (count, places) in &mut self.passages[..passages] {
            *count = 0;
            places.clear();
        }
    }
}

impl<'r> Reranker<'r> {
    /// Makes ready to score passages; `counters` has for each leaf where to read it, and whether its places are read too.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the segment can't be read.
    pub fn new(
        segment: Segment<'r>,
        weights: &'r Weights<'r>,
        lengths: &'r Lengths,
        counters: Vec<(Counter, bool)>,
    ) -> Result<Reranker<'r>> {
        let fronts = segment.fronts()?;
        Ok(Reranker { segment, weights, lengths, read: vec![Read::default(); counters.len()], counters, fronts })
    }

    /// Scores passages, which must be in order; where the time is over, those of the first document at least.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the segment can't be read.
    pub fn score(&mut self, docs: &[DocId]) -> Result<Vec<Score>> {
        let mut scores = Vec::with_capacity(docs.len());
        let mut rest = docs;
        let mut ask = Ask::new(&self.segment.snapshot.deadline);
        while let Some(doc) = rest.first().filter(|_| !ask.is_over() || scores.is_empty()) {
            let (first, end) = (self.segment.record_of(*doc)? + 1, self.segment.end_of_document(*doc)?);
            let (passages, others) = rest.split_at(rest.partition_point(|doc| *doc < end));
            let titled = self.titled(first, end);
            self.read(first, end, titled, passages);
            let (document, expanded) = self.document_score(first, end, titled);
            for (place, doc) in passages.iter().enumerate() {
                let (passage, expansion) = self.passage_score(place, *doc);
                scores.push(Score {
                    passage,
                    document: DOCUMENT_WEIGHT * document,
                    proximity: self.proximity(place),
                    expansion: expansion + DOCUMENT_WEIGHT * expanded,
                    recency: 0.0,
                });
            }
            rest = others;
        }
        Ok(scores)
    }

    /// Reads how often and where each leaf stands in some passages of the document from `first` up to `end`, and in the one that
    /// bears its title.
    fn read(&mut self, first: DocId, end: DocId, titled: Option<DocId>, passages: &[DocId]) {
        let mut places = Vec::new();
        // Places tell how near words are to each other, and which of them stand in a title or heading.
        let (has_pairs, fronts) = (self.weights.own > 1, self.fronts);
        let bears_front = |doc| fronts.is_some_and(|column| column.first(doc).is_some());
        for ((counter, is_placed), read) in self.counters.iter_mut().zip(&mut self.read) {
            read.clear(passages.len());
            let Read { count: all, titled: at_title, passages: found } = read;
            counter.visit(first, end, |doc, count, list| {
                *all += count;
                let place = passages.binary_search(&doc).ok();
                places.clear();
                let tells = || titled == Some(doc) || place.is_some() && (has_pairs || bears_front(doc));
                if let Some(list) = list.filter(|_| *is_placed && tells()) {
                    list.positions(&mut places);
                }
                if titled == Some(doc) {
                    at_title.extend_from_slice(&places);
                }
                if let Some((count_there, places_there)) = place.map(|place| &mut found[place]) {
                    *count_there += count;
                    places_there.extend_from_slice(&places);
                }
            });
            found[..passages.len()].iter_mut().for_each(|(_, places)| places.sort_unstable());
        }
    }

    /// Returns what the query's own words score in a passage that was read, and what those that expand it score.
    fn passage_score(&self, place: usize, doc: DocId) -> (f32, f32) {
        let (length, end) = (self.lengths.of(doc), self.end_of_text(doc));
        let parts = self.read.iter().map(|read| match &read.passages[place] {
            (0, _) => 0.0,
            (count, places) => self.weights.passage_part(*count as f32 + FRONT_WEIGHT * behind(places, end), length),
        });
        self.weights.sums(parts)
    }

    /// The same for the whole document, whose title stands in one of its passages.
    fn document_score(&self, first: DocId, end: DocId, titled: Option<DocId>) -> (f32, f32) {
        let length = (first..end).map(|doc| self.lengths.of(doc)).sum();
        let end_of_text = titled.and_then(|doc| self.end_of_text(doc));
        let parts = self.read.iter().map(|read| match read.count {
            0 => 0.0,
            count => self.weights.document_part(count as f32 + FRONT_WEIGHT * behind(&read.titled, end_of_text), length),
        });
        self.weights.sums(parts)
    }

    /// Adds up, over neighbouring words of the query, how near they come in a passage that was read.
    fn proximity(&self, place: usize) -> f32 {
        let pairs = self.read[..self.weights.own].windows(2).enumerate().map(|(number, pair)| {
            let near = nearest(&pair[0].passages[place].1, &pair[1].passages[place].1);
            let lighter = self.weights.leaves[number].1.min(self.weights.leaves[number + 1].1);
            near.filter(|distance| *distance <= PROXIMITY_REACH)
                .map_or(0.0, |distance| PROXIMITY_WEIGHT * lighter / distance as f32)
        });
        pairs.sum()
    }

    /// Returns the passage of the document from `first` up to `end` that bears its title, which is the first but for furniture.
    fn titled(&self, first: DocId, end: DocId) -> Option<DocId> {
        (first..end).find(|doc| self.front(*doc).is_some_and(|front| front.is_titled))
    }

    /// Returns the position at which the text of a passage ends; `None` where it bears neither title nor heading.
    fn end_of_text(&self, doc: DocId) -> Option<u32> {
        Some(self.front(doc)?.text)
    }

    fn front(&self, doc: DocId) -> Option<Front> {
        Some(Front::from(self.fronts?.first(doc)?))
    }
}

/// Counts the positions behind the end of the text, where heading and title stand.
fn behind(places: &[u32], end: Option<u32>) -> f32 {
    let Some(end) = end else { return 0.0 };
    places.iter().filter(|position| **position >= end).count() as f32
}

/// Returns the least distance between two lists of positions, both sorted; at least 1.
fn nearest(one: &[u32], other: &[u32]) -> Option<u32> {
    let mut least = None;
    let mut at = 0;
    for position in one {
        while at < other.len() && other[at] < *position {
            at += 1;
        }
        for candidate in other[at.saturating_sub(1)..].iter().take(2) {
            let distance = candidate.abs_diff(*position).max(1);
            least = Some(least.map_or(distance, |least: u32| least.min(distance)));
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_both_directions() {
        assert_eq!(nearest(&[5, 50], &[1, 44]), Some(4));
        assert_eq!(nearest(&[5], &[6]), Some(1));
        assert_eq!(nearest(&[], &[6]), None);
    }
}
