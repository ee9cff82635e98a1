//! Exact and altered copies of a sentence.
//!
//! Passages that hold enough of its words are compared with it word by word ([`quotation`](crate::quotation)).

use std::time::Instant;

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;

use super::order::{Alike, DocumentOrder, First, in_date_order};
use super::page::page;
use super::select::Chosen;
use super::{Matcher, Matches, Request, Results, Sort, Took, Total, find_matches, micros, read_hits, timed_out};
use crate::docs::Docs;
use crate::error::Result;
use crate::highlight::Highlights;
use crate::pattern::Operand;
use crate::plan::{Match, Plan, Reading, plan};
use crate::query::{Warning, WarningKind};
use crate::quotation::{Copied, Quotation};
use crate::rank::Score;
use crate::snapshot::{Segment, Snapshot};

/// The share of the sentence's words that a passage must hold, spelled right, to be compared.
const HELD: f32 = 0.4;

/// How many passages are compared, those that hold most first.
const COMPARED: usize = 5_000;

/// Finds copies of a sentence. The request's query holds the sentence's words, of which any is enough.
///
/// # Errors
///
/// As [`search`](super::search()).
pub fn quote(snapshot: &Snapshot, sentence: &str, request: &Request<'_>) -> Result<Results> {
    let began = Instant::now();
    let reading = Reading { words: Match::Any, ..request.reading };
    let mut plan = plan(snapshot, request.query, request.filters, reading)?;
    let mut warnings = std::mem::take(&mut plan.warnings);
    let candidates = candidates(snapshot, &plan)?;
    let are_all_compared = candidates.len() <= COMPARED;
    if !are_all_compared {
        let message =
            format!("{} passages hold many of its words; the {COMPARED} that hold most were compared", candidates.len());
        warnings.push(Warning::new(WarningKind::ExpansionCut, message));
    }
    let mut copies = match Quotation::new(sentence) {
        Some(quotation) => compared(snapshot, quotation, &candidates[..candidates.len().min(COMPARED)])?,
        None => Vec::new(),
    };
    copies = sorted(snapshot, copies, request.sort)?;
    let matches = matches(snapshot, &copies)?;
    let counted = Instant::now();
    let chosen = page(snapshot, copies.iter().map(|(chosen, _)| Ok(chosen.clone())), request)?.into_chosen();
    let mut took = Took { count: micros(counted - began), search: micros(counted.elapsed()), ..Took::default() };
    let places: Vec<(u32, DocId)> = chosen.iter().map(|chosen| (chosen.segment, chosen.doc)).collect();
    let mut hits = read_hits(snapshot, &plan, &matches, chosen, request.named_copies, &mut took)?;
    for (hit, place) in hits.iter_mut().zip(places) {
        if let Some((_, copied)) = copies.iter().find(|(chosen, _)| (chosen.segment, chosen.doc) == place) {
            hit.highlights = Highlights { text: copied.marks.clone(), ..Highlights::default() };
            hit.copied = Some(copied.clone());
        }
    }
    let exact = !snapshot.deadline.has_stopped();
    if !exact {
        warnings.push(timed_out());
    }
    let exact = exact && are_all_compared;
    Ok(Results { hits, total: matches.total, exact, warnings, matched: Match::Any, plan, took })
}

/// Orders copies as asked, those alike by place.
fn sorted(snapshot: &Snapshot, mut copies: Vec<(Chosen, Copied)>, sort: Sort) -> Result<Vec<(Chosen, Copied)>> {
    let first = match sort {
        Sort::Newest => First::Newest,
        Sort::Oldest => First::Oldest,
        Sort::Score => {
            copies.sort_by(|(one, copied), (other, copy)| {
                copy.similarity.total_cmp(&copied.similarity).then((one.segment, one.doc).cmp(&(other.segment, other.doc)))
            });
            return Ok(copies);
        }
    };
    let mut dated = Vec::with_capacity(copies.len());
    for copy in copies {
        let segment = snapshot.segment(copy.0.segment);
        let record = segment.record_of(copy.0.doc)?;
        dated.push(Alike { order: DocumentOrder::of(segment, record)?, ordinal: copy.0.doc - record, what: copy });
    }
    let shown = dated.len();
    Ok(in_date_order(dated, first, shown)?.into_iter().map(|alike| alike.what).collect())
}

/// Returns the passages that hold enough of the words of a plan, those that hold most first.
fn candidates(snapshot: &Snapshot, plan: &Plan) -> Result<Vec<(u32, DocId)>> {
    let matches = find_matches(snapshot, plan)?;
    let leaves: Vec<_> = plan.pattern.leaves().into_iter().filter(|leaf| leaf.weight > 0.0).collect();
    let least = HELD * leaves.iter().map(|leaf| leaf.weight).sum::<f32>();
    let mut found: Vec<(f32, u32, DocId)> = Vec::new();
    for segment in snapshot.segments() {
        let matcher = Matcher::new(segment, plan);
        let mut held = vec![0.0; segment.len() as usize];
        for leaf in &leaves {
            if let Operand::Terms(set) = &leaf.operand {
                add_to(&mut held, leaf.weight, segment, matcher.blocks_of_set(set, IndexRecordOption::Basic)?);
            }
        }
        matches.segments[segment.number as usize].for_each(|doc| {
            if held[doc as usize] >= least {
                found.push((held[doc as usize], segment.number, doc));
            }
        });
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    Ok(found.into_iter().map(|(_, segment, doc)| (segment, doc)).collect())
}

/// Adds a weight to every passage that stands in one of the lists.
fn add_to(held: &mut [f32], weight: f32, segment: Segment<'_>, lists: Vec<BlockSegmentPostings>) {
    Docs::of_postings(lists, segment.len()).for_each(|doc| held[doc as usize] += weight);
}

fn compared(snapshot: &Snapshot, mut quotation: Quotation, candidates: &[(u32, DocId)]) -> Result<Vec<(Chosen, Copied)>> {
    let mut copies = Vec::new();
    for (number, doc) in candidates {
        if snapshot.deadline.is_over() {
            break;
        }
        let text = snapshot.passage(snapshot.segment(*number).address(*doc))?.text;
        if let Some(copied) = quotation.find(&text) {
            let score = Score { passage: copied.similarity, ..Score::default() };
            copies.push((Chosen { segment: *number, doc: *doc, score: Some(score), copies: Vec::new() }, copied));
        }
    }
    Ok(copies)
}

/// Returns the copies as matches, to count them.
fn matches(snapshot: &Snapshot, copies: &[(Chosen, Copied)]) -> Result<Matches> {
    let mut total = Total::default();
    let mut segments = Vec::new();
    for segment in snapshot.segments() {
        let own = copies.iter().filter(|(chosen, _)| chosen.segment == segment.number);
        let mut docs: Vec<DocId> = own.map(|(chosen, _)| chosen.doc).collect();
        docs.sort_unstable();
        let docs = Docs::List(docs);
        total.passages += docs.len() as u64;
        total.documents += segment.count_documents(&docs)?;
        segments.push(docs);
    }
    Ok(Matches { segments, total, placed: Vec::new(), left_out: None, best: None })
}
