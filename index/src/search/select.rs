//! Which passages make the page that was asked for.

use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::candidates::{Found, candidates, counters};
use super::fold::Folder;
use super::order::{Alike, DocumentOrder, newest_first};
use super::recency::add_recency;
use super::{Duplicates, Matches, Request, Sort};
use crate::deadline::Ask;
use crate::docs::Docs;
use crate::error::Result;
use crate::pattern::Leaf;
use crate::plan::Plan;
use crate::rank::{Lengths, Reranker, Score, Weights};
use crate::snapshot::{Segment, Snapshot};

/// How many candidates are scored again. A page that needs more takes ten times as many, and so on, so that pages of one
/// size fit together.
const CANDIDATES: usize = 300;

/// How many are, where what is scored again differs more from what chose them.
const DEEP_CANDIDATES: usize = 3_000;

/// How many candidates a document of the page should have.
const CANDIDATES_A_DOCUMENT: usize = 15;

/// The most forms of a word whose places are looked at.
const MOST_PLACED: usize = 8;

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
        return Ok(Selection { chosen: by_date(snapshot, plan, matches, request)?, rerank: Duration::default() });
    };
    let wanted = request.offset.saturating_add(request.limit);
    let mut rerank = Duration::default();
    loop {
        while most < wanted.saturating_mul(CANDIDATES_A_DOCUMENT) && (most as u64) < matches.total.passages {
            most = most.saturating_mul(10);
        }
        let (mut ranked, took) = ranked(snapshot, plan, matches, most)?;
        rerank += took;
        if request.recency {
            add_recency(snapshot, request.reading.today, &mut ranked)?;
            sort(&mut ranked);
        }
        let is_all = ranked.len() as u64 >= matches.total.passages;
        let page = page(snapshot, ranked, request)?;
        if is_all || page.is_full {
            return Ok(Selection { chosen: page.chosen, rerank });
        }
        most = most.saturating_mul(10);
    }
}

/// A page of hits.
pub struct Page {
    /// Its passages, in order.
    pub chosen: Vec<Chosen>,
    is_full: bool,
}

/// Groups ranked candidates under their documents, copies under the passage that ranks best, and cuts the page out.
pub fn page(snapshot: &Snapshot, ranked: Vec<Chosen>, request: &Request<'_>) -> Result<Page> {
    let wanted = request.offset.saturating_add(request.limit);
    let mut groups: Vec<Vec<Chosen>> = Vec::new();
    let mut numbers: FxHashMap<(u32, DocId), usize> = FxHashMap::default();
    let mut folder = Folder::open(snapshot, request)?;
    let mut last_score = f32::NAN;
    for chosen in ranked {
        let record = if request.grouped { snapshot.segment(chosen.segment).record_of(chosen.doc)? } else { chosen.doc };
        let score = chosen.score.map_or(0.0, Score::total);
        let known = numbers.get(&(chosen.segment, record)).copied();
        let has_room = match known {
            Some(number) => groups[number].len() < request.passages_of_document,
            None => groups.len() < wanted || score >= last_score,
        };
        if folder.fold(&chosen, has_room.then(|| known.unwrap_or(groups.len())), &mut groups) || !has_room {
            continue;
        }
        match known {
            Some(number) => groups[number].push(chosen),
            None => {
                numbers.insert((chosen.segment, record), groups.len());
                groups.push(vec![chosen]);
                last_score = score;
            }
        }
    }
    let is_full = groups.len() >= wanted;
    let shown = if request.duplicates == Duplicates::Only { usize::MAX } else { wanted };
    settle_ties(snapshot, &mut groups, shown)?;
    if request.duplicates == Duplicates::Only {
        groups.iter_mut().for_each(|group| group.retain(|chosen| !chosen.copies.is_empty()));
        groups.retain(|group| !group.is_empty());
    }
    let chosen = groups.into_iter().skip(request.offset).take(request.limit).flatten().collect();
    Ok(Page { chosen, is_full })
}

/// Orders groups that score alike by date and id; behind the first `shown` groups the order does not matter.
fn settle_ties(snapshot: &Snapshot, groups: &mut [Vec<Chosen>], shown: usize) -> Result<()> {
    let total = |group: &Vec<Chosen>| group[0].score.map_or(0.0, Score::total);
    let mut start = 0;
    while start < groups.len().min(shown) {
        let length = groups[start..].iter().take_while(|group| total(group) == total(&groups[start])).count();
        if length > 1 {
            sort_alike(snapshot, &mut groups[start..start + length], shown - start)?;
        }
        start += length;
    }
    Ok(())
}

fn sort_alike(snapshot: &Snapshot, groups: &mut [Vec<Chosen>], shown: usize) -> Result<()> {
    let mut keyed = Vec::with_capacity(groups.len());
    for group in groups.iter_mut() {
        let segment = snapshot.segment(group[0].segment);
        let record = segment.record_of(group[0].doc)?;
        keyed.push(Alike {
            order: DocumentOrder::of(segment, record)?,
            ordinal: group[0].doc - record,
            what: std::mem::take(group),
        });
    }
    for (group, alike) in groups.iter_mut().zip(newest_first(keyed, shown)?) {
        *group = alike.what;
    }
    Ok(())
}

/// Returns the best candidates in order of their final scores, those that score alike by address, and how long it took to
/// score them again.
fn ranked(snapshot: &Snapshot, plan: &Plan, matches: &Matches, most: usize) -> Result<(Vec<Chosen>, Duration)> {
    let found = Found::new(matches);
    let counts = |leaf: &Leaf| found.count(snapshot, plan, leaf);
    let weights = Weights::new(snapshot, plan, &counts)?;
    let mut candidates = candidates(snapshot, plan, matches, &weights, &found, most)?;
    candidates.sort_unstable();
    let began = Instant::now();
    let mut ranked = Vec::with_capacity(candidates.len());
    for segment in snapshot.segments() {
        let docs: Vec<DocId> = candidates.iter().filter(|(number, _)| *number == segment.number).map(|(_, doc)| *doc).collect();
        if docs.is_empty() {
            continue;
        }
        let lengths = Lengths::open(segment, plan)?;
        let scores = reranker(segment, plan, &weights, &lengths, &found)?.score(&docs)?;
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

pub fn reranker<'r>(
    segment: Segment<'r>,
    plan: &'r Plan,
    weights: &'r Weights<'r>,
    lengths: &'r Lengths,
    found: &Found<'_>,
) -> Result<Reranker<'r>> {
    let places = weights.leaves.iter().enumerate().map(|(number, (leaf, _))| number < weights.own && is_placed(leaf));
    let counters = counters(segment, plan, weights, found, &places.clone().collect::<Vec<_>>())?;
    Reranker::new(segment, weights, lengths, counters.into_iter().zip(places).collect())
}

/// Tells whether the places of a leaf are looked at, for nearness and for standing in a title.
fn is_placed(leaf: &Leaf) -> bool {
    leaf.plain_terms().is_some_and(|terms| terms.len() <= MOST_PLACED)
}

/// Orders documents by date and takes the first matching passages of each.
fn by_date(snapshot: &Snapshot, plan: &Plan, matches: &Matches, request: &Request<'_>) -> Result<Vec<Chosen>> {
    let mut documents: Vec<(DocumentOrder<'_>, u32, DocId)> = Vec::new();
    for segment in snapshot.segments() {
        let (mut end, mut failure) = (0, None);
        let mut ask = Ask::new(&snapshot.deadline);
        matches.segments[segment.number as usize].for_each(|doc| {
            if doc >= end && !ask.is_over() {
                let order = segment.record_of(doc).and_then(|record| DocumentOrder::of(segment, record));
                end = segment.end_of_document(doc).unwrap_or(u32::MAX);
                match order {
                    Ok(order) => documents.push((order, segment.number, doc)),
                    Err(error) => failure = Some(error),
                }
            }
        });
        failure.map_or(Ok(()), Err)?;
    }
    match request.sort {
        Sort::Oldest => documents.sort_by(|one, other| one.0.oldest_first(&other.0)),
        Sort::Newest | Sort::Score => documents.sort_by(|one, other| one.0.newest_first(&other.0)),
    }
    let each = if request.grouped { request.passages_of_document } else { usize::MAX };
    let mut chosen = Vec::new();
    let mut counted = 0;
    for (_, number, first) in documents {
        let passages = passages_of_document(snapshot.segment(number), &matches.segments[number as usize], first, each)?;
        let passages = passages.into_iter().map(|doc| Chosen { segment: number, doc, score: None, copies: Vec::new() });
        if request.grouped {
            if counted >= request.offset {
                chosen.extend(passages);
            }
            counted += 1;
        } else {
            chosen.extend(passages);
            counted = chosen.len();
        }
        if counted >= request.offset.saturating_add(request.limit) {
            break;
        }
    }
    if !request.grouped {
        chosen = chosen.into_iter().skip(request.offset).take(request.limit).collect();
    }
    let scores = plan.pattern.leaves().iter().any(|leaf| leaf.weight > 0.0);
    if scores { with_scores(snapshot, plan, matches, chosen) } else { Ok(chosen) }
}

fn passages_of_document(segment: Segment<'_>, docs: &Docs, first: DocId, most: usize) -> Result<Vec<DocId>> {
    let end = segment.end_of_document(first)?;
    Ok((first..end).filter(|doc| docs.contains(*doc)).take(most).collect())
}

/// Scores passages that were chosen for other reasons.
fn with_scores(snapshot: &Snapshot, plan: &Plan, matches: &Matches, mut chosen: Vec<Chosen>) -> Result<Vec<Chosen>> {
    let found = Found::new(matches);
    let counts = |leaf: &Leaf| found.count(snapshot, plan, leaf);
    let weights = Weights::new(snapshot, plan, &counts)?;
    for chosen in &mut chosen {
        let segment = snapshot.segment(chosen.segment);
        let lengths = Lengths::open(segment, plan)?;
        chosen.score = reranker(segment, plan, &weights, &lengths, &found)?.score(&[chosen.doc])?.pop();
    }
    Ok(chosen)
}
