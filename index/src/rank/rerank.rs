//! The best candidates scored again, by all that is known of them.

use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::postings::{Postings, SegmentPostings};

use super::{Counter, DOCUMENT_WEIGHT, FRONT_WEIGHT, Lengths, Score, Weights};
use crate::error::Result;
use crate::schema::Fields;
use crate::snapshot::{Segment, seek_to};

/// What two words of the query side by side add, as a share of the lighter one's weight; it falls with their distance.
const PROXIMITY_WEIGHT: f32 = 0.35;

/// The farthest distance of two words that still adds.
const PROXIMITY_REACH: u32 = 16;

/// What is needed to score passages of a segment again.
pub struct Reranker<'r> {
    segment: Segment<'r>,
    weights: &'r Weights<'r>,
    lengths: &'r Lengths,
    /// Counters for the passages, one for each leaf.
    passages: Vec<Counter>,
    /// Counters for the documents around them.
    documents: Vec<Counter>,
    places: Places,
}

/// Where the query's own words stand in one passage after another.
struct Places {
    /// Posting lists with positions, for each leaf that is a plain word; none for others.
    lists: Vec<Vec<SegmentPostings>>,
    /// Where the text of a passage ends, in positions, for those that bear a title or heading.
    fronts: Option<Column<u64>>,
    /// The positions read last, for each leaf.
    read: Vec<Vec<u32>>,
    buffer: Vec<u32>,
}

impl<'r> Reranker<'r> {
    /// Makes ready to score passages; `places` holds the posting lists with positions of each leaf that is a plain word.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the segment can't be read.
    pub fn new(
        segment: Segment<'r>,
        weights: &'r Weights<'r>,
        lengths: &'r Lengths,
        [passages, documents]: [Vec<Counter>; 2],
        places: Vec<Vec<SegmentPostings>>,
    ) -> Result<Reranker<'r>> {
        let fronts = segment.reader.fast_fields().column_opt(Fields::FRONT)?;
        let places = Places { read: vec![Vec::new(); places.len()], lists: places, fronts, buffer: Vec::new() };
        Ok(Reranker { segment, weights, lengths, passages, documents, places })
    }

    /// Scores passages, which must be in order.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the segment can't be read.
    pub fn score(&mut self, docs: &[DocId]) -> Result<Vec<Score>> {
        let records = self.segment.records()?;
        let mut scores = Vec::with_capacity(docs.len());
        let mut around = (0, (0.0, 0.0));
        for doc in docs {
            if *doc >= around.0 {
                let first = records.previous(*doc).map_or(0, |record| record + 1);
                let end = records.next(*doc + 1).unwrap_or(self.segment.len());
                around = (end, self.document_score(first, end));
            }
            self.places.read(*doc);
            let (passage, expansion) = self.passage_score(*doc);
            let (document, expanded) = around.1;
            scores.push(Score {
                passage,
                document: DOCUMENT_WEIGHT * document,
                proximity: self.proximity(),
                expansion: expansion + DOCUMENT_WEIGHT * expanded,
                recency: 0.0,
            });
        }
        Ok(scores)
    }

    /// Returns what the query's own words score in the passage whose places were read, and what those that expand it score.
    fn passage_score(&mut self, doc: DocId) -> (f32, f32) {
        let (weights, length) = (self.weights, self.lengths.of(doc));
        let end = self.places.end_of_text(doc);
        let parts = self.passages.iter_mut().enumerate().map(|(leaf, counter)| match counter.count(doc) {
            0 => 0.0,
            count => weights.passage_part(count as f32 + FRONT_WEIGHT * self.places.behind(leaf, end), length),
        });
        weights.sums(parts)
    }

    /// The same for a whole document, whose title stands in its first passage.
    fn document_score(&mut self, first: DocId, end: DocId) -> (f32, f32) {
        let (weights, length) = (self.weights, (first..end).map(|doc| self.lengths.of(doc)).sum());
        let end_of_text = self.places.end_of_text(first);
        if end_of_text.is_some() {
            self.places.read(first);
        }
        let parts = self.documents.iter_mut().enumerate().map(|(leaf, counter)| match counter.count_range(first, end) {
            0 => 0.0,
            count => weights.document_part(count as f32 + FRONT_WEIGHT * self.places.behind(leaf, end_of_text), length),
        });
        weights.sums(parts)
    }

    /// Adds up, over neighbouring words of the query, how near they come in the passage whose places were read.
    fn proximity(&self) -> f32 {
        let pairs = self.places.read.windows(2).enumerate().map(|(number, pair)| {
            let near = nearest(&pair[0], &pair[1]).filter(|distance| *distance <= PROXIMITY_REACH);
            let lighter = self.weights.leaves[number].1.min(self.weights.leaves[number + 1].1);
            near.map_or(0.0, |distance| PROXIMITY_WEIGHT * lighter / distance as f32)
        });
        pairs.sum()
    }
}

impl Places {
    /// Reads the positions of every leaf in a passage; passages must be asked for in order.
    fn read(&mut self, doc: DocId) {
        for (lists, read) in self.lists.iter_mut().zip(&mut self.read) {
            read.clear();
            let several = lists.len() > 1;
            for list in lists {
                if seek_to(list, doc) == doc {
                    list.positions(&mut self.buffer);
                    read.extend_from_slice(&self.buffer);
                }
            }
            if several {
                read.sort_unstable();
            }
        }
    }

    /// Returns the position at which the text of a passage ends; `None` where it bears neither title nor heading.
    fn end_of_text(&self, doc: DocId) -> Option<u32> {
        let front = self.fronts.as_ref()?.first(doc)?;
        Some((front >> 32) as u32)
    }

    /// Counts the positions of a leaf behind the end of the text, where heading and title stand.
    fn behind(&self, leaf: usize, end: Option<u32>) -> f32 {
        let (Some(end), Some(read)) = (end, self.read.get(leaf)) else { return 0.0 };
        read.iter().filter(|position| **position >= end).count() as f32
    }
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
