//! What passages of a search are ranked by.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::schema::IndexRecordOption;

use super::{Matcher, Matches};
use crate::docs::Docs;
use crate::error::Result;
use crate::pattern::{Leaf, TermSet};
use crate::plan::Plan;
use crate::rank::{Counter, Lengths, Occurrences, Reranker, Score, Weights, counter, score_passages};
use crate::snapshot::{Segment, Snapshot};

/// The most forms of a word whose places are looked at.
const MOST_PLACED: usize = 8;

/// What passages of a search are ranked by.
pub struct Ranking<'r> {
    /// Where they are.
    pub snapshot: &'r Snapshot,
    /// What was asked.
    pub plan: &'r Plan,
    /// What matches it.
    pub matches: &'r Matches,
    /// What its words weigh.
    pub weights: Weights<'r>,
    found: Found<'r>,
}

impl<'r> Ranking<'r> {
    /// Weighs the words of a plan.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where the dictionary or postings can't be read.
    pub fn new(snapshot: &'r Snapshot, plan: &'r Plan, matches: &'r Matches) -> Result<Ranking<'r>> {
        let found = Found::new(matches);
        let weights = Weights::new(snapshot, plan, &|leaf| found.count(snapshot, plan, leaf))?;
        Ok(Ranking { snapshot, plan, matches, weights, found })
    }

    /// Hands on the first-stage score of each passage of a set, in order.
    pub fn score_each(&self, segment: Segment<'_>, docs: &Docs, take: impl FnMut(DocId, f32)) -> Result<()> {
        let lengths = Lengths::open(segment, self.plan)?;
        let counters = self.counters(segment, |_| false)?;
        score_passages(&self.weights, counters, &lengths, docs, &self.snapshot.deadline, take);
        Ok(())
    }

    /// Scores passages of a segment, which must be in order, by all that is known of them; where the time is over, those of
    /// the first document at least.
    pub fn score_again(&self, segment: Segment<'_>, docs: &[DocId]) -> Result<Vec<Score>> {
        let lengths = Lengths::open(segment, self.plan)?;
        let leaves = self.weights.leaves.iter().enumerate();
        let placed: Vec<bool> = leaves.map(|(number, (leaf, _))| number < self.weights.own && is_placed(leaf)).collect();
        let counters = self.counters(segment, |number| placed[number])?;
        Reranker::new(segment, &self.weights, &lengths, counters.into_iter().zip(placed).collect())?.score(docs)
    }

    /// Opens a counter for each leaf that scores; with its places where `is_placed` says so of its number.
    fn counters(&self, segment: Segment<'_>, is_placed: impl Fn(usize) -> bool) -> Result<Vec<Counter>> {
        let matcher = Matcher::new(segment, self.plan);
        let open = |(number, (leaf, _)): (usize, &(&Leaf, f32))| {
            let option = if is_placed(number) { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
            let postings = |set: &TermSet| matcher.postings_of_set(set, option);
            counter(postings, leaf, || self.found.of(segment, self.plan, leaf))
        };
        self.weights.leaves.iter().enumerate().map(open).collect()
    }
}

/// Tells whether the places of a leaf are looked at, for nearness and for standing in a title.
fn is_placed(leaf: &Leaf) -> bool {
    leaf.plain_terms().is_some_and(|terms| terms.len() <= MOST_PLACED)
}

/// The occurrences of leaves that are no plain words: as matching found them, else found once.
struct Found<'m> {
    matches: &'m Matches,
    kept: RefCell<FxHashMap<(usize, u32), Occurrences>>,
}

impl<'m> Found<'m> {
    fn new(matches: &'m Matches) -> Found<'m> {
        Found { matches, kept: RefCell::default() }
    }

    /// Returns the occurrences of a leaf in a segment.
    fn of(&self, segment: Segment<'_>, plan: &Plan, leaf: &Leaf) -> Result<Occurrences> {
        let placed = self.matches.placed[segment.number as usize].iter().find(|(placed, _)| placed == leaf);
        if let Some((_, found)) = placed {
            return Ok(found.clone());
        }
        let key = (std::ptr::from_ref(leaf) as usize, segment.number);
        if let Some(found) = self.kept.borrow().get(&key) {
            return Ok(found.clone());
        }
        let found = Arc::new(Matcher::new(segment, plan).positional(leaf)?);
        self.kept.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    fn count(&self, snapshot: &Snapshot, plan: &Plan, leaf: &Leaf) -> u64 {
        snapshot.segments().map(|segment| self.of(segment, plan, leaf).map_or(0, |found| found.len() as u64)).sum()
    }
}
