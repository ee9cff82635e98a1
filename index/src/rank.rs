//! Which passages answer best: BM25 over words, then what is known to help on news.
//!
//! Candidates come from BM25 over the passages (Robertson and Zaragoza 2009), pruned where tantivy can prune. The best
//! few hundred are scored again by the sum of the parts of [`Score`]. Every part has a name that `--explain` shows.

use std::cell::RefCell;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use crate::docs::Docs;
use crate::error::Result;
use crate::pattern::{Leaf, Operand, Region, TermSet};
use crate::plan::Plan;
use crate::snapshot::{Segment, Snapshot, seek_to};

/// How fast further occurrences of a word stop to count; smaller for passages than the 1.2 usual for documents.
const K1: f32 = 1.0;

/// How much long passages are held against.
const B: f32 = 0.6;

/// The same for whole documents.
const DOCUMENT_K1: f32 = 1.2;
const DOCUMENT_B: f32 = 0.75;

/// What a document's own score adds to that of its passage: its best passage alone loses on long documents.
const DOCUMENT_WEIGHT: f32 = 0.3;

/// What two words of the query side by side add, as a share of the lighter one's weight; it falls with their distance.
const PROXIMITY_WEIGHT: f32 = 0.35;

/// The farthest distance of two words that still adds.
const PROXIMITY_REACH: u32 = 16;

/// The parts of a passage's score.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Score {
    /// BM25 of the passage.
    pub passage: f32,
    /// What the whole document adds.
    pub document: f32,
    /// What words close to each other add.
    pub proximity: f32,
}

impl Score {
    /// Returns the sum.
    pub fn total(self) -> f32 {
        self.passage + self.document + self.proximity
    }
}

/// What the words of a plan weigh in a snapshot.
#[derive(Debug)]
pub struct Weights<'p> {
    /// The leaves that score, with their weight: inverse document frequency by boost.
    pub leaves: Vec<(&'p Leaf, f32)>,
    /// The mean length of a passage, in the units of field lengths.
    average: f32,
    /// The mean length of a document.
    document_average: f32,
}

/// How often a leaf occurs in each passage of a segment, where that isn't read off one posting list.
pub type Occurrences = Arc<Vec<(DocId, u32)>>;

impl<'p> Weights<'p> {
    /// Weighs the leaves of a plan; `counts` tells in how many passages a leaf occurs that is no plain set of words.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the dictionary can't be read.
    pub fn new(snapshot: &Snapshot, plan: &'p Plan, counts: &dyn Fn(&Leaf) -> u64) -> Result<Weights<'p>> {
        let passages = snapshot.passages();
        let mut leaves = Vec::new();
        for leaf in plan.pattern.leaves().into_iter().filter(|leaf| leaf.weight > 0.0) {
            let found = match leaf.plain_terms() {
                Some(terms) => {
                    let mut found = 0;
                    for term in terms {
                        for field in &plan.text_fields {
                            found += snapshot.document_frequency(*field, term)?;
                        }
                    }
                    found
                }
                None => counts(leaf),
            };
            leaves.push((leaf, leaf.weight * inverse_frequency(found.min(passages), passages)));
        }
        let mut tokens = 0;
        for segment in snapshot.segments() {
            tokens += segment.inverted(snapshot.fields.text)?.total_num_tokens();
        }
        let documents = snapshot.note.as_ref().map_or(1, |note| note.documents.max(1));
        Ok(Weights {
            leaves,
            average: (tokens as f32 / passages as f32).max(1.0),
            document_average: (tokens as f32 / documents as f32).max(1.0),
        })
    }

    fn passage_part(&self, count: u32, length: u32) -> f32 {
        saturated(count as f32, length as f32 / self.average, K1, B)
    }

    fn document_part(&self, count: u32, length: u32) -> f32 {
        saturated(count as f32, length as f32 / self.document_average, DOCUMENT_K1, DOCUMENT_B)
    }
}

fn inverse_frequency(found: u64, all: u64) -> f32 {
    let (found, all) = (found as f32, all as f32);
    (1.0 + (all - found + 0.5) / (found + 0.5)).ln()
}

fn saturated(count: f32, relative_length: f32, k1: f32, b: f32) -> f32 {
    count * (k1 + 1.0) / (count + k1 * (1.0 - b + b * relative_length))
}

/// How often a leaf occurs in one passage after another.
pub enum Counter {
    /// Read off posting lists.
    Lists(Vec<SegmentPostings>),
    /// Looked up in what was found.
    Found(Occurrences, usize),
}

impl Counter {
    /// Returns how often it occurs in a passage; passages must be asked for in order.
    pub fn count(&mut self, doc: DocId) -> u32 {
        match self {
            Counter::Lists(lists) => {
                lists.iter_mut().map(|list| if seek_to(list, doc) == doc { list.term_freq() } else { 0 }).sum()
            }
            Counter::Found(found, at) => {
                *at += found[*at..].partition_point(|(other, _)| *other < doc);
                found.get(*at).filter(|(other, _)| *other == doc).map_or(0, |(_, count)| *count)
            }
        }
    }

    /// Hands on every passage in which it occurs, with how often, list by list.
    fn for_each(self, mut take: impl FnMut(DocId, u32)) {
        match self {
            Counter::Lists(lists) => {
                for mut list in lists {
                    while list.doc() != TERMINATED {
                        take(list.doc(), list.term_freq());
                        list.advance();
                    }
                }
            }
            Counter::Found(found, _) => found.iter().for_each(|(doc, count)| take(*doc, *count)),
        }
    }

    /// Returns how often it occurs in the passages from `first` up to `end`.
    fn count_range(&mut self, first: DocId, end: DocId) -> u32 {
        match self {
            Counter::Lists(lists) => {
                let mut sum = 0;
                for list in lists {
                    let mut doc = seek_to(list, first);
                    while doc < end {
                        sum += list.term_freq();
                        doc = list.advance();
                    }
                }
                sum
            }
            Counter::Found(found, at) => {
                *at += found[*at..].partition_point(|(other, _)| *other < first);
                found[*at..].iter().take_while(|(other, _)| *other < end).map(|(_, count)| count).sum()
            }
        }
    }
}

/// Opens a counter for a leaf; `found` gives the occurrences of one that is no plain set of words.
///
/// # Errors
///
/// [`crate::Error::Tantivy`] where postings can't be read.
pub fn counter(
    lists: impl Fn(&TermSet, IndexRecordOption) -> Result<Vec<SegmentPostings>>,
    leaf: &Leaf,
    found: impl Fn() -> Result<Occurrences>,
) -> Result<Counter> {
    match (&leaf.operand, leaf.region) {
        (Operand::Terms(set), Region::Any) => Ok(Counter::Lists(lists(set, IndexRecordOption::WithFreqs)?)),
        _ => Ok(Counter::Found(found()?, 0)),
    }
}

/// Scores passages by BM25 alone, in order of their numbers: the first stage, where nothing can be pruned.
pub fn score_passages(
    weights: &Weights<'_>,
    mut counters: Vec<Counter>,
    lengths: &Lengths,
    docs: &Docs,
    mut take: impl FnMut(DocId, f32),
) {
    docs.for_each(|doc| {
        let length = lengths.of(doc);
        let parts = counters.iter_mut().zip(&weights.leaves).map(|(counter, (_, weight))| match counter.count(doc) {
            0 => 0.0,
            count => weight * weights.passage_part(count, length),
        });
        take(doc, parts.sum());
    });
}

thread_local! {
    // A sum for each document of the largest segment yet; all 0 between queries.
    static SUMS: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// Scores the passages of an OR of words by BM25 alone, word by word: where nearly every posting is that of a match, this
/// is cheaper than to go passage by passage through all lists at once (term-at-a-time, Turtle and Flood 1995). Forms of a
/// word that have lists of their own count as words of their own.
pub fn score_union(
    segment: Segment<'_>,
    weights: &Weights<'_>,
    counters: Vec<Counter>,
    lengths: &Lengths,
    docs: &Docs,
    mut take: impl FnMut(DocId, f32),
) {
    SUMS.with_borrow_mut(|sums| {
        if sums.len() < segment.len() as usize {
            sums.resize(segment.len() as usize, 0.0);
        }
        for (counter, (_, weight)) in counters.into_iter().zip(&weights.leaves) {
            counter.for_each(|doc, count| sums[doc as usize] += weight * weights.passage_part(count, lengths.of(doc)));
        }
        docs.for_each(|doc| take(doc, std::mem::take(&mut sums[doc as usize])));
        if segment.reader.has_deletes() {
            sums.fill(0.0);
        }
    });
}

/// How long passages are.
pub struct Lengths(Vec<FieldNormReader>);

impl Lengths {
    /// Opens the lengths of a segment's passages.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where they can't be read.
    pub fn open(segment: Segment<'_>, plan: &Plan) -> Result<Lengths> {
        let readers = plan.text_fields.iter().map(|field| Ok(segment.reader.get_fieldnorms_reader(*field)?));
        readers.collect::<Result<_>>().map(Lengths)
    }

    fn of(&self, doc: DocId) -> u32 {
        self.0.iter().map(|reader| reader.fieldnorm(doc)).sum()
    }
}

/// What is needed to score passages of a segment again.
pub struct Reranker<'r> {
    /// The segment.
    pub segment: Segment<'r>,
    /// What the words weigh.
    pub weights: &'r Weights<'r>,
    /// How long passages are.
    pub lengths: &'r Lengths,
    /// Counters for the passages, one for each leaf.
    pub passages: Vec<Counter>,
    /// Counters for the documents around them.
    pub documents: Vec<Counter>,
    /// Posting lists with positions, one for each leaf that is a plain word.
    pub places: Vec<Vec<SegmentPostings>>,
}

impl Reranker<'_> {
    /// Scores passages, which must be in order.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the segment can't be read.
    pub fn score(&mut self, docs: &[DocId]) -> Result<Vec<Score>> {
        let records = self.segment.records()?;
        let mut scores = Vec::with_capacity(docs.len());
        let mut around = (0, 0, 0.0);
        for doc in docs {
            if *doc >= around.1 {
                let first = records.previous(*doc).map_or(0, |record| record + 1);
                let end = records.next(*doc + 1).unwrap_or(self.segment.len());
                around = (first, end, self.document_score(first, end));
            }
            scores.push(Score {
                passage: self.passage_score(*doc),
                document: DOCUMENT_WEIGHT * around.2,
                proximity: self.proximity(*doc),
            });
        }
        Ok(scores)
    }

    fn passage_score(&mut self, doc: DocId) -> f32 {
        let length = self.lengths.of(doc);
        let parts = self.passages.iter_mut().zip(&self.weights.leaves);
        parts.map(|(counter, (_, weight))| weight * self.weights.passage_part(counter.count(doc), length)).sum()
    }

    fn document_score(&mut self, first: DocId, end: DocId) -> f32 {
        let length = (first..end).map(|doc| self.lengths.of(doc)).sum();
        let parts = self.documents.iter_mut().zip(&self.weights.leaves);
        parts.map(|(counter, (_, weight))| weight * self.weights.document_part(counter.count_range(first, end), length)).sum()
    }

    /// Adds up, over neighbouring words of the query, how near they come in the passage.
    fn proximity(&mut self, doc: DocId) -> f32 {
        if self.places.len() < 2 {
            return 0.0;
        }
        let (mut before, mut here, mut buffer) = (Vec::new(), Vec::new(), Vec::new());
        let mut sum = 0.0;
        for (number, lists) in self.places.iter_mut().enumerate() {
            here.clear();
            for list in lists {
                if seek_to(list, doc) == doc {
                    list.positions(&mut buffer);
                    here.extend_from_slice(&buffer);
                }
            }
            if number > 0
                && let Some(distance) = nearest(&before, &here).filter(|distance| *distance <= PROXIMITY_REACH)
            {
                let lighter = self.weights.leaves[number].1.min(self.weights.leaves[number - 1].1);
                sum += PROXIMITY_WEIGHT * lighter / distance as f32;
            }
            std::mem::swap(&mut before, &mut here);
        }
        sum
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

    #[test]
    fn rarer_words_weigh_more() {
        assert!(inverse_frequency(3, 1000) > inverse_frequency(300, 1000));
        assert!(inverse_frequency(1000, 1000) > 0.0);
    }
}
