//! Which passages make the page that was asked for.

use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;
use tantivy::DocId;

use super::candidates::candidates;
use super::complete::complete;
use super::dated::by_date;
use super::page::page;
use super::ranking::Ranking;
use super::recency::add_recency;
use super::{Matches, Request, Sort};
use crate::error::Result;
use crate::plan::Plan;
use crate::rank::{Score, Standing};
use crate::snapshot::Snapshot;

/// How many candidates are scored again at first. A page that needs more takes a further tier of ten times as many, and so on.
const CANDIDATES: usize = 150;

/// How many are, where what is scored again differs more from what chose them.
const DEEP_CANDIDATES: usize = 3_000;

/// How many candidates a document of the page should have.
const CANDIDATES_A_DOCUMENT: usize = 15;

/// A passage chosen for the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Chosen {
    /// Its segment.
    pub segment: u32,
    /// Its number there.
    pub doc: DocId,
    /// Its score, where anything scores.
    pub score: Option<Score>,
    /// Copies of it that rank below, by segment and number.
    pub copies: Vec<(u32, DocId)>,
}

/// What makes the page.
#[derive(Debug, Default)]
pub struct Selection {
    /// The passages, in order.
    pub chosen: Vec<Chosen>,
    /// How long scoring the candidates again took.
    pub rerank: Duration,
}

/// Returns how many candidates are scored again at first; `None` where nothing is ranked by score.
pub fn first_candidates(plan: &Plan, request: &Request<'_>) -> Option<usize> {
    let scores = plan.pattern.leaves().iter().any(|leaf| leaf.weight > 0.0);
    let most = if plan.expansion.is_empty() && !request.recency { CANDIDATES } else { DEEP_CANDIDATES };
    (request.sort == Sort::Score && scores).then_some(most)
}

/// Chooses the page that a request asks for.
pub fn select(snapshot: &Snapshot, plan: &Plan, matches: &Matches, request: &Request<'_>) -> Result<Selection> {
    if request.limit == 0 || matches.total.passages == 0 {
        return Ok(Selection::default());
    }
    let ranking = Ranking::new(snapshot, plan, matches)?;
    let Some(mut most) = first_candidates(plan, request) else {
        let chosen = page(snapshot, by_date(snapshot, matches, request)?, request)?.into_chosen();
        return Ok(Selection { chosen: with_scores(&ranking, chosen)?, rerank: Duration::default() });
    };
    let wanted = request.offset.saturating_add(request.limit);
    let mut tiers = Tiers::default();
    loop {
        tiers.add(&ranking, request, most)?;
        let is_all = tiers.ranked.len() as u64 >= matches.total.passages;
        if is_all || most >= wanted.saturating_mul(CANDIDATES_A_DOCUMENT) || snapshot.deadline.has_stopped() {
            let mut page = page(snapshot, tiers.ranked.iter().cloned().map(Ok), request)?;
            if is_all || page.is_full || snapshot.deadline.has_stopped() {
                complete(&ranking, request, &mut page)?;
                return Ok(Selection { chosen: page.into_chosen(), rerank: tiers.rerank });
            }
        }
        most = most.saturating_mul(10);
    }
}

/// Candidates in order of their final scores, tier by tier: what the first stage puts behind the candidates of one tier stays
/// behind them, so that the order is the same however long the page is.
#[derive(Default)]
struct Tiers {
    ranked: Vec<Chosen>,
    rerank: Duration,
}

impl Tiers {
    /// Adds those of so many candidates that are in no tier yet, those that score alike by address, and how long it took to
    /// score them again.
    fn add(&mut self, ranking: &Ranking<'_>, request: &Request<'_>, most: usize) -> Result<()> {
        let met: FxHashSet<(u32, DocId)> = self.ranked.iter().map(|chosen| (chosen.segment, chosen.doc)).collect();
        let mut candidates = candidates(ranking, most)?;
        if candidates.is_empty() {
            // The time was over before one was scored.
            candidates.extend(ranking.matches.first());
        }
        candidates.retain(|candidate| !met.contains(candidate));
        candidates.sort_unstable();
        let began = Instant::now();
        let mut tier = Vec::with_capacity(candidates.len());
        for segment in ranking.snapshot.segments() {
            let own = candidates.iter().filter(|(number, _)| *number == segment.number);
            let docs: Vec<DocId> = own.map(|(_, doc)| *doc).collect();
            if !docs.is_empty() {
                tier.extend(scored(segment.number, ranking.score_again(segment, &docs)?, docs));
            }
        }
        if request.recency {
            add_recency(ranking.snapshot, request.reading.today, &mut tier)?;
        }
        sort(&mut tier);
        self.rerank += began.elapsed();
        self.ranked.extend(tier);
        Ok(())
    }
}

fn scored(segment: u32, scores: Vec<Score>, docs: Vec<DocId>) -> impl Iterator<Item = Chosen> {
    let chosen = move |(doc, score)| Chosen { segment, doc, score: Some(score), copies: Vec::new() };
    docs.into_iter().zip(scores).map(chosen)
}

/// Returns scored passages of a segment, the best first.
pub fn in_order(segment: u32, scores: Vec<Score>, docs: Vec<DocId>) -> Vec<Chosen> {
    let mut chosen = Vec::from_iter(scored(segment, scores, docs));
    sort(&mut chosen);
    chosen
}

/// Orders candidates by score, those that score alike by address.
fn sort(candidates: &mut [Chosen]) {
    candidates.sort_by_cached_key(|chosen| Standing::of(chosen.score.map_or(0.0, Score::total), chosen.segment, chosen.doc));
}

/// Scores passages that were chosen for other reasons, where anything scores them.
fn with_scores(ranking: &Ranking<'_>, mut chosen: Vec<Chosen>) -> Result<Vec<Chosen>> {
    for segment in ranking.snapshot.segments().filter(|_| ranking.weights.own > 0) {
        let mut own: Vec<&mut Chosen> = chosen.iter_mut().filter(|chosen| chosen.segment == segment.number).collect();
        own.sort_unstable_by_key(|chosen| chosen.doc);
        let docs: Vec<DocId> = own.iter().map(|chosen| chosen.doc).collect();
        let scores = ranking.score_again(segment, &docs)?;
        own.into_iter().zip(scores).for_each(|(chosen, score)| chosen.score = Some(score));
    }
    Ok(chosen)
}
