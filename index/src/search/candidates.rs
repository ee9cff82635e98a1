//! The first stage: which passages are worth scoring in full, by BM25 over the passages alone.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Term};

use super::{Matcher, Matches};
use crate::error::Result;
use crate::pattern::{Leaf, Pattern, TermSet};
use crate::plan::Plan;
use crate::rank::{Counter, Lengths, Occurrences, Weights, counter, score_passages, score_union};
use crate::snapshot::{Segment, Snapshot};

/// Up to so many matches, each is scored; beyond, tantivy skips those that can't be among the best, where it can.
const SCORED_OUTRIGHT: u64 = 30_000;

/// Returns the best matches, in no order.
pub fn candidates(
    snapshot: &Snapshot,
    plan: &Plan,
    matches: &Matches,
    weights: &Weights<'_>,
    found: &Found<'_>,
    most: usize,
) -> Result<Vec<(u32, DocId)>> {
    if most as u64 >= matches.total.passages {
        return Ok(every_match(matches));
    }
    match pruned_query(snapshot, plan) {
        Some(query) if matches.total.passages > SCORED_OUTRIGHT => pruned(snapshot, query.as_ref(), matches, most),
        _ => all_scored(snapshot, plan, matches, weights, found, most),
    }
}

fn every_match(matches: &Matches) -> Vec<(u32, DocId)> {
    let mut all = Vec::new();
    for (number, docs) in matches.segments.iter().enumerate() {
        docs.for_each(|doc| all.push((number as u32, doc)));
    }
    all
}

/// Scores every match and keeps the best.
fn all_scored(
    snapshot: &Snapshot,
    plan: &Plan,
    matches: &Matches,
    weights: &Weights<'_>,
    found: &Found<'_>,
    most: usize,
) -> Result<Vec<(u32, DocId)>> {
    let mut scored: Vec<(f32, u32, DocId)> = Vec::with_capacity(matches.total.passages as usize);
    for segment in snapshot.segments() {
        let docs = &matches.segments[segment.number as usize];
        if !docs.is_empty() {
            let take = |doc, score| scored.push((score, segment.number, doc));
            let lengths = Lengths::open(segment, plan)?;
            let counters = counters(segment, plan, weights, found)?;
            if is_union(&plan.pattern) && matches.left_out.is_none() {
                score_union(segment, weights, counters, &lengths, docs, take);
            } else {
                score_passages(weights, counters, &lengths, docs, take);
            }
        }
    }
    if scored.len() > most {
        let best_first = |one: &(f32, u32, DocId), other: &(f32, u32, DocId)| {
            other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2)))
        };
        scored.select_nth_unstable_by(most, best_first);
        scored.truncate(most);
    }
    Ok(scored.into_iter().map(|(_, segment, doc)| (segment, doc)).collect())
}

/// Tells whether nearly every posting of its words is that of a match.
fn is_union(pattern: &Pattern) -> bool {
    let is_word = |pattern: &Pattern| matches!(pattern, Pattern::Leaf(leaf) if leaf.plain_terms().is_some());
    match pattern {
        Pattern::Or(inner) => inner.iter().all(is_word),
        leaf => is_word(leaf),
    }
}

fn pruned(snapshot: &Snapshot, query: &dyn TantivyQuery, matches: &Matches, most: usize) -> Result<Vec<(u32, DocId)>> {
    let best = snapshot.searcher.search(query, &TopDocs::with_limit(most).order_by_score())?;
    let kept = best.into_iter().map(|(_, address)| address).filter(|address| matches.left_out != Some(*address));
    Ok(kept.map(|address| (address.segment_ord, address.doc_id)).collect())
}

/// Returns the query for tantivy where it can prune: a word, or an AND or OR of words.
fn pruned_query(snapshot: &Snapshot, plan: &Plan) -> Option<Box<dyn TantivyQuery>> {
    if plan.text_fields.len() > 1 {
        return None;
    }
    let term = |pattern: &Pattern| -> Option<Vec<Box<dyn TantivyQuery>>> {
        let Pattern::Leaf(leaf) = pattern else { return None };
        let terms = leaf.plain_terms().filter(|terms| terms.len() <= 4 && leaf.weight > 0.0)?;
        let query = |term: &String| -> Box<dyn TantivyQuery> {
            let query = TermQuery::new(Term::from_field_text(snapshot.fields.text, term), IndexRecordOption::WithFreqs);
            if leaf.weight == 1.0 { Box::new(query) } else { Box::new(BoostQuery::new(Box::new(query), leaf.weight)) }
        };
        Some(terms.iter().map(query).collect())
    };
    match &plan.pattern {
        leaf @ Pattern::Leaf(_) => Some(joined(Occur::Should, term(leaf)?)),
        Pattern::Or(inner) => {
            Some(joined(Occur::Should, inner.iter().map(term).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect()))
        }
        Pattern::And(inner) => {
            let all = inner.iter().map(term).collect::<Option<Vec<_>>>()?;
            all.iter().all(|terms| terms.len() == 1).then(|| joined(Occur::Must, all.into_iter().flatten().collect()))
        }
        _ => None,
    }
}

fn joined(occur: Occur, mut queries: Vec<Box<dyn TantivyQuery>>) -> Box<dyn TantivyQuery> {
    if queries.len() == 1 {
        return queries.remove(0);
    }
    Box::new(BooleanQuery::new(queries.into_iter().map(|query| (occur, query)).collect()))
}

/// The occurrences of leaves that are no plain words: as matching found them, else found once.
pub struct Found<'m> {
    matches: &'m Matches,
    kept: RefCell<FxHashMap<(usize, u32), Occurrences>>,
}

impl<'m> Found<'m> {
    pub fn new(matches: &'m Matches) -> Found<'m> {
        Found { matches, kept: RefCell::default() }
    }

    /// Returns the occurrences of a leaf in a segment.
    pub fn of(&self, segment: Segment<'_>, plan: &Plan, leaf: &Leaf) -> Result<Occurrences> {
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

    pub fn count(&self, snapshot: &Snapshot, plan: &Plan, leaf: &Leaf) -> u64 {
        snapshot.segments().map(|segment| self.of(segment, plan, leaf).map_or(0, |found| found.len() as u64)).sum()
    }
}

/// Opens a counter for each leaf that scores.
pub fn counters(segment: Segment<'_>, plan: &Plan, weights: &Weights<'_>, found: &Found<'_>) -> Result<Vec<Counter>> {
    let matcher = Matcher::new(segment, plan);
    let lists = |set: &TermSet, option| matcher.postings_of_set(set, option);
    weights.leaves.iter().map(|(leaf, _)| counter(lists, leaf, || found.of(segment, plan, leaf))).collect()
}
