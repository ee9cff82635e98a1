//! Which passages answer best: BM25 over words, then what is known to help on news.
//!
//! Candidates come from BM25 over the passages (Robertson and Zaragoza 2009), pruned where tantivy can prune. The best
//! few hundred are scored again by the sum of the parts of [`Score`]. Every part has a name that `--explain` shows.

mod best;
mod counter;
mod list;
mod order;
mod rerank;
mod union;

use tantivy::DocId;
use tantivy::fieldnorm::FieldNormReader;

pub use best::Best;
pub use counter::{Counter, Lengths, Occurrences, counter};
pub use order::Standing;
pub use rerank::Reranker;
pub use union::{Posted, walk_union};

use crate::deadline::{Ask, Deadline};
use crate::docs::Docs;
use crate::error::Result;
use crate::pattern::Leaf;
use crate::plan::Plan;
use crate::snapshot::Snapshot;

/// How fast further occurrences of a word stop to count, in passages.
const K1: f32 = 1.2;

/// What a word of weight 1 scores less than, however often it stands in a passage.
const MOST_PART: f32 = K1 + 1.0;

/// How much long passages are held against.
const B: f32 = 0.6;

/// The same for whole documents.
const DOCUMENT_K1: f32 = 1.6;
const DOCUMENT_B: f32 = 0.65;

/// What a document's own score adds to that of its passage: its best passage alone loses on long documents.
const DOCUMENT_WEIGHT: f32 = 0.5;

/// How many further times a word counts in a title or heading: fields are weighed before saturation, as in BM25F (S.
/// Robertson, H. Zaragoza and M. Taylor, *Simple BM25 extension to multiple weighted fields*, 2004).
const FRONT_WEIGHT: f32 = 1.5;

/// The parts of a passage's score.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Score {
    /// BM25 of the passage.
    pub passage: f32,
    /// What the whole document adds.
    pub document: f32,
    /// What words close to each other add.
    pub proximity: f32,
    /// What further words add that the best passages share, where they were asked for.
    pub expansion: f32,
    /// What being recent adds, where that was asked for.
    pub recency: f32,
}

impl Score {
    /// Returns the sum.
    pub fn total(self) -> f32 {
        self.passage + self.document + self.proximity + self.expansion + self.recency
    }
}

/// What the words of a plan weigh in a snapshot.
#[derive(Debug)]
pub struct Weights<'p> {
    /// The leaves that score, with their weight: inverse document frequency by boost. Those of the query come first.
    pub leaves: Vec<(&'p Leaf, f32)>,
    /// How many of them are the query's own; the others only expand it.
    pub own: usize,
    /// The mean length of a passage, in the units of field lengths.
    average: f32,
    /// The mean length of a document.
    document_average: f32,
}

impl<'p> Weights<'p> {
    /// Weighs the leaves of a plan; `counts` tells in how many passages a leaf occurs that is no plain set of words.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the dictionary can't be read.
    pub fn new(snapshot: &Snapshot, plan: &'p Plan, counts: &dyn Fn(&Leaf) -> u64) -> Result<Weights<'p>> {
        let passages = snapshot.passages();
        let mut leaves = Vec::new();
        let scoring: Vec<&Leaf> = plan.pattern.leaves().into_iter().filter(|leaf| leaf.weight > 0.0).collect();
        let own = scoring.len();
        for leaf in scoring.into_iter().chain(&plan.expansion) {
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
            own,
            average: (tokens as f32 / passages as f32).max(1.0),
            document_average: (tokens as f32 / documents as f32).max(1.0),
        })
    }

    /// Adds up the parts of the leaves, in order, by their weights: the query's own, and the others.
    fn sums(&self, parts: impl Iterator<Item = f32>) -> (f32, f32) {
        let (mut own, mut others) = (0.0, 0.0);
        for (place, ((_, weight), part)) in self.leaves.iter().zip(parts).enumerate() {
            *(if place < self.own { &mut own } else { &mut others }) += weight * part;
        }
        (own, others)
    }

    /// Scores one word of weight 1 in a passage; occurrences may be weighed.
    fn passage_part(&self, count: f32, length: u32) -> f32 {
        saturated(count, self.norm(length), K1)
    }

    /// What the length of a passage is held against it.
    fn norm(&self, length: u32) -> f32 {
        norm(length as f32 / self.average, K1, B)
    }

    /// The same for every length there can be: worked out once, not for each posting.
    fn norms<'n>(&'n self, lengths: &'n Lengths) -> Norms<'n> {
        let of_code = |code| self.norm(FieldNormReader::id_to_fieldnorm(code as u8));
        Norms {
            weights: self,
            lengths,
            only: lengths.only(),
            by_code: std::array::from_fn(of_code),
            most: std::array::from_fn(|count| saturated(count as f32, norm(0.0, K1, B), K1)),
        }
    }

    /// The same for a document.
    fn document_part(&self, count: f32, length: u32) -> f32 {
        saturated(count, norm(length as f32 / self.document_average, DOCUMENT_K1, DOCUMENT_B), DOCUMENT_K1)
    }
}

fn inverse_frequency(found: u64, all: u64) -> f32 {
    let (found, all) = (found as f32, all as f32);
    (1.0 + (all - found + 0.5) / (found + 0.5)).ln()
}

fn saturated(count: f32, norm: f32, k1: f32) -> f32 {
    count * (k1 + 1.0) / (count + norm)
}

fn norm(relative_length: f32, k1: f32, b: f32) -> f32 {
    k1 * (1.0 - b + b * relative_length)
}

/// What the lengths of a segment's passages are held against them.
struct Norms<'n> {
    weights: &'n Weights<'n>,
    lengths: &'n Lengths,
    /// Where lengths are read, if there is but one field.
    only: Option<&'n FieldNormReader>,
    by_code: [f32; 256],
    /// What no passage scores more than in which a word of weight 1 stands so often.
    most: [f32; 16],
}

impl Norms<'_> {
    /// Scores one word of weight 1 that stands so often in a passage.
    #[inline]
    fn part(&self, doc: DocId, count: u32) -> f32 {
        let norm = match self.only {
            Some(reader) => self.by_code[usize::from(reader.fieldnorm_id(doc))],
            None => self.weights.norm(self.lengths.of(doc)),
        };
        saturated(count as f32, norm, K1)
    }

    /// Returns what no passage scores more than in which a word of weight 1 stands so often.
    #[inline]
    fn most_part(&self, count: u32) -> f32 {
        self.most.get(count as usize).copied().unwrap_or(MOST_PART)
    }
}

/// Scores passages by BM25 alone, in order of their numbers: the first stage, where nothing can be pruned.
pub fn score_passages(
    weights: &Weights<'_>,
    mut counters: Vec<Counter>,
    lengths: &Lengths,
    docs: &Docs,
    deadline: &Deadline,
    mut take: impl FnMut(DocId, f32),
) {
    let norms = weights.norms(lengths);
    let mut ask = Ask::new(deadline);
    docs.for_each(|doc| {
        if ask.is_over() {
            return;
        }
        let parts = counters.iter_mut().zip(&weights.leaves).map(|(counter, (_, weight))| match counter.count(doc) {
            0 => 0.0,
            count => weight * norms.part(doc, count),
        });
        take(doc, parts.sum());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_words_weigh_more() {
        assert!(inverse_frequency(3, 1000) > inverse_frequency(300, 1000));
        assert!(inverse_frequency(1000, 1000) > 0.0);
    }

    #[test]
    fn further_occurrences_add_ever_less_and_length_takes_away() {
        let steps: Vec<f32> = (0..5).map(|count| saturated(count as f32, norm(1.0, K1, B), K1)).collect();
        assert!(steps.windows(3).all(|three| three[1] - three[0] > three[2] - three[1]));
        assert!(saturated(1.0, norm(3.0, K1, B), K1) < saturated(1.0, norm(1.0, K1, B), K1));
    }
}
