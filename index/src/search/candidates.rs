//! The first stage: which passages are worth scoring in full, by BM25 over the passages alone.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Term};

use super::ranking::Ranking;
use super::{Matcher, Matches};
use crate::docs::Docs;
use crate::error::Result;
use crate::pattern::{Operand, Pattern};
use crate::plan::Plan;
use crate::rank::{Best, Lengths, Weights, walk_union};
use crate::snapshot::Snapshot;

/// Up to so many matches, each is scored; beyond, tantivy skips those that can't be among the best, where it can.
const SCORED_OUTRIGHT: u64 = 30_000;

/// Returns the best matches, in no order.
pub fn candidates(ranking: &Ranking<'_>, most: usize) -> Result<Vec<(u32, DocId)>> {
    let Ranking { snapshot, plan, matches, .. } = *ranking;
    if most as u64 >= matches.total.passages {
        return Ok(every_match(matches));
    }
    if is_union(plan) {
        return match &matches.best {
            Some((kept, best)) if *kept == most => Ok(best.clone()),
            _ => Ok(match_and_score(snapshot, plan, &ranking.weights, most, matches.left_out)?.best),
        };
    }
    match pruned_query(snapshot, plan) {
        Some(query) if matches.total.passages > SCORED_OUTRIGHT => pruned(snapshot, query.as_ref(), matches, most),
        _ => all_scored(ranking, most),
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
fn all_scored(ranking: &Ranking<'_>, most: usize) -> Result<Vec<(u32, DocId)>> {
    let mut best = Best::new(most);
    for segment in ranking.snapshot.segments() {
        let docs = &ranking.matches.segments[segment.number as usize];
        if !docs.is_empty() {
            ranking.score_each(segment, docs, |doc, score| best.offer(score, segment.number, doc))?;
        }
    }
    Ok(best.into_addresses())
}

/// Tells whether the pattern is a word or an OR of words, all of which score: then one walk matches and scores.
pub fn is_union(plan: &Plan) -> bool {
    let is_word = |pattern: &Pattern| matches!(pattern, Pattern::Leaf(leaf) if leaf.weight > 0.0 && leaf.plain_terms().is_some());
    match &plan.pattern {
        Pattern::Or(inner) => inner.iter().all(is_word),
        leaf => is_word(leaf),
    }
}

/// What a walk over a union of words finds.
pub struct Walked {
    /// All matches, segment by segment.
    pub segments: Vec<Docs>,
    /// The best of them, in no order.
    pub best: Vec<(u32, DocId)>,
}

/// Finds all matches of a union of words, and so many of the best but one that is left out.
pub fn match_and_score(
    snapshot: &Snapshot,
    plan: &Plan,
    weights: &Weights<'_>,
    most: usize,
    left_out: Option<DocAddress>,
) -> Result<Walked> {
    let mut best = Best::new(most);
    let mut segments = Vec::new();
    for segment in snapshot.segments() {
        if snapshot.deadline.is_over() {
            segments.push(Docs::none());
            continue;
        }
        let matcher = Matcher::new(segment, plan);
        let mut lists = Vec::new();
        for (leaf, weight) in &weights.leaves[..weights.own] {
            if let Operand::Terms(set) = &leaf.operand {
                lists.extend(matcher.posted(set, *weight)?);
            }
        }
        let left_out = left_out.filter(|address| address.segment_ord == segment.number).map(|address| address.doc_id);
        segments.push(walk_union(segment, weights, lists, &Lengths::open(segment, plan)?, left_out, &mut best)?);
    }
    Ok(Walked { segments, best: best.into_addresses() })
}

fn pruned(snapshot: &Snapshot, query: &dyn TantivyQuery, matches: &Matches, most: usize) -> Result<Vec<(u32, DocId)>> {
    let best = snapshot.searcher.search(query, &TopDocs::with_limit(most).order_by_score())?;
    let kept = best.into_iter().map(|(_, address)| address).filter(|address| matches.left_out != Some(*address));
    Ok(kept.map(|address| (address.segment_ord, address.doc_id)).collect())
}

/// Returns the query for tantivy where it can prune: an AND of words.
fn pruned_query(snapshot: &Snapshot, plan: &Plan) -> Option<Box<dyn TantivyQuery>> {
    if plan.text_fields.len() > 1 {
        return None;
    }
    let Pattern::And(inner) = &plan.pattern else { return None };
    let term = |pattern: &Pattern| -> Option<(Occur, Box<dyn TantivyQuery>)> {
        let Pattern::Leaf(leaf) = pattern else { return None };
        let terms = leaf.plain_terms().filter(|terms| terms.len() == 1 && leaf.weight > 0.0)?;
        let term = Term::from_field_text(snapshot.fields.text, terms.first()?);
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        Some((Occur::Must, Box::new(BoostQuery::new(Box::new(query), leaf.weight))))
    };
    Some(Box::new(BooleanQuery::new(inner.iter().map(term).collect::<Option<_>>()?)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::filters::Filters;
    use crate::plan::{Match, Reading, StopWords, plan};
    use crate::query::parse;
    use crate::search::find_matches;
    use crate::writer::{IndexOptions, update};

    /// Records of words of which each stands in one record of so many, none beside another by more than chance.
    fn records() -> String {
        let words = [("the", 1), ("of", 2), ("harbour", 3), ("board", 9), ("ferry", 20), ("lock", 60), ("sluice", 400)];
        let mut chance = 7_u64;
        let mut next = move || {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            chance >> 40
        };
        let mut record = |number: u32| {
            let chosen = words.iter().flat_map(|(word, of)| {
                let times = if next() % of == 0 { 1 + next() % 3 } else { 0 };
                vec![*word; times as usize]
            });
            let padding = vec!["quay"; number as usize % 7];
            let text: Vec<&str> = chosen.chain(padding).chain(["pier"]).collect();
            format!("{{\"id\":\"{number}\",\"text\":\"{}\"}}\n", text.join(" "))
        };
        (0..2_000).map(&mut record).collect()
    }

    #[test]
    fn what_a_walk_keeps_scores_best_of_all_that_match() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("records.jsonl"), records()).unwrap();
        let index = folder.path().join("index");
        let options = IndexOptions { roots: vec![folder.path().join("records.jsonl")], ..IndexOptions::default() };
        update(&index, &options, &(), &AtomicBool::new(false)).unwrap();
        let snapshot = Snapshot::open(&index).unwrap();
        let reading = Reading { stop_words: StopWords::Match, ..Reading::new(Match::Any, "2024-01-01".parse().unwrap()) };
        for text in ["ferry the", "the sluice of lock", "ferry board the of", "harbour the", "of the", "lock quay", "sluice lock"]
        {
            let query = parse(text).unwrap().query;
            let plan = plan(&snapshot, &query, &Filters::default(), reading).unwrap();
            assert!(is_union(&plan), "{text}");
            let matches = find_matches(&snapshot, &plan).unwrap();
            let ranking = Ranking::new(&snapshot, &plan, &matches).unwrap();
            let mut scores = BTreeMap::new();
            let segment = snapshot.segment(0);
            ranking.score_each(segment, &matches.segments[0], |doc, score| _ = scores.insert(doc, score)).unwrap();
            for most in [3, 30, 300] {
                let walked = match_and_score(&snapshot, &plan, &ranking.weights, most, None).unwrap();
                assert_eq!(walked.segments[0].clone().into_list(), matches.segments[0].clone().into_list(), "{text}");
                let mut kept: Vec<f32> = walked.best.iter().map(|(_, doc)| scores[doc]).collect();
                kept.sort_by(|one, other| other.total_cmp(one));
                let mut all: Vec<f32> = scores.values().copied().collect();
                all.sort_by(|one, other| other.total_cmp(one));
                all.truncate(most);
                let differ = kept.iter().zip(&all).find(|(one, other)| (*one - *other).abs() > 1e-4);
                assert_eq!((kept.len(), differ), (all.len(), None), "{text}, {most}");
            }
        }
    }
}
