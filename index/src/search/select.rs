//! Which passages make the page that was asked for.

use std::time::{Duration, Instant};

use tantivy::DocId;

use super::candidates::candidates;
use super::dated::by_date;
use super::page::page;
use super::ranking::Ranking;
use super::recency::add_recency;
use super::{Matches, Request, Sort};
use crate::error::Result;
use crate::plan::Plan;
use crate::rank::Score;
use crate::snapshot::Snapshot;

/// How many candidates are scored again. A page that needs more takes ten times as many, and so on, so that pages of one
/// size fit together.
const CANDIDATES: usize = 300;

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
    let Some(mut most) = first_candidates(plan, request) else {
        let chosen = page(snapshot, by_date(snapshot, matches, request)?, request)?.chosen;
        let ranking = Ranking::new(snapshot, plan, matches)?;
        return Ok(Selection { chosen: with_scores(&ranking, chosen)?, rerank: Duration::default() });
    };
    let ranking = Ranking::new(snapshot, plan, matches)?;
    let wanted = request.offset.saturating_add(request.limit);
    let mut rerank = Duration::default();
    loop {
        while most < wanted.saturating_mul(CANDIDATES_A_DOCUMENT) && (most as u64) < matches.total.passages {
            most = most.saturating_mul(10);
        }
        let (mut ranked, took) = ranked(&ranking, most)?;
        rerank += took;
        if request.recency {
            add_recency(snapshot, request.reading.today, &mut ranked)?;
            sort(&mut ranked);
        }
        let is_all = ranked.len() as u64 >= matches.total.passages;
        let page = page(snapshot, ranked.into_iter().map(Ok), request)?;
        if is_all || page.is_full || snapshot.deadline.has_stopped() {
            return Ok(Selection { chosen: page.chosen, rerank });
        }
        most = most.saturating_mul(10);
    }
}

/// Returns the best candidates in order of their final scores, those that score alike by address, and how long it took to
/// score them again.
fn ranked(ranking: &Ranking<'_>, most: usize) -> Result<(Vec<Chosen>, Duration)> {
    let mut candidates = candidates(ranking, most)?;
    if candidates.is_empty() {
        // The time was over before one was scored.
        candidates.extend(ranking.matches.first());
    }
    candidates.sort_unstable();
    let began = Instant::now();
    let mut ranked = Vec::with_capacity(candidates.len());
    for segment in ranking.snapshot.segments() {
        let docs: Vec<DocId> = candidates.iter().filter(|(number, _)| *number == segment.number).map(|(_, doc)| *doc).collect();
        if docs.is_empty() {
            continue;
        }
        let scores = ranking.score_again(segment, &docs)?;
        ranked.extend(docs.into_iter().zip(scores).map(|(doc, score)| Chosen {
            segment: segment.number,
            doc,
            score: Some(score),
            copies: Vec::new(),
        }));
    }
    sort(&mut ranked);
    Ok((ranked, began.elapsed()))
}

/// Orders candidates by score, those that score alike by address.
fn sort(candidates: &mut [Chosen]) {
    let total = |chosen: &Chosen| chosen.score.map_or(0.0, Score::total);
    candidates
        .sort_by(|one, other| total(other).total_cmp(&total(one)).then((one.segment, one.doc).cmp(&(other.segment, other.doc))));
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
