//! For each period the passage that answers best.
//!
//! All matches are scored once, in one pass, and each period keeps its few best; these are scored again as in a search.
//! Where no word ranks them, the best passage of a period names its days most closely (a day before a month), then the
//! day that most passages name, then belongs to the newest document.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::order::DocumentOrder;
use super::ranking::Ranking;
use super::select::Chosen;
use super::{Hit, Matches, Took, Total, find_matches, read_hits};
use crate::date::DateSpan;
use crate::docs::Docs;
use crate::error::Result;
use crate::facet::{Count, DateAxis, Period, SegmentDates, count_dates};
use crate::filters::Filters;
use crate::plan::{Plan, Reading, plan};
use crate::query::{Query, Warning};
use crate::rank::Score;
use crate::snapshot::{Segment, Snapshot};
use crate::text::Span;

/// How many passages of a period are scored again.
const CANDIDATES: usize = 8;

/// What a timeline is made of.
#[derive(Clone, Debug)]
pub struct TimelineRequest<'q> {
    /// The query.
    pub query: &'q Query,
    /// What restricts it. On the axis of mentions, a filter of mentions restricts the periods as well.
    pub filters: &'q Filters,
    /// How its words are read.
    pub reading: Reading,
    /// Which date places a passage.
    pub axis: DateAxis,
    /// How long a period is.
    pub by: Period,
    /// Whether a span longer than a period stands in each that it touches; else in none.
    pub spread: bool,
    /// How many periods, the latest.
    pub limit: usize,
}

/// The best passages of periods.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The periods with anything in them, in order.
    pub periods: Vec<PeriodBest>,
    /// Spans longer than a period, which are in none.
    pub coarser: Count,
    /// What has no date.
    pub undated: Count,
    /// How many passages and documents match.
    pub total: Total,
    /// What a person must be told.
    pub warnings: Vec<Warning>,
}

/// A period and its best passage.
#[derive(Clone, PartialEq, Debug)]
pub struct PeriodBest {
    /// The period.
    pub when: DateSpan,
    /// How much matches in it.
    pub count: Count,
    /// The best of it, its rank the place of the period. On the axis of mentions, the dates in the period are lit too.
    pub best: Hit,
}

/// Finds the best passage of each period.
///
/// # Errors
///
/// What [`plan`] says, and [`crate::Error::Damaged`] where the index can't be read.
pub fn timeline(snapshot: &Snapshot, request: &TimelineRequest<'_>) -> Result<Timeline> {
    let mut plan = plan(snapshot, request.query, request.filters, request.reading)?;
    let warnings = std::mem::take(&mut plan.warnings);
    let matches = find_matches(snapshot, &plan)?;
    snapshot.ensure_whole()?;
    let mut counts = count_dates(snapshot, &matches.segments, request.axis, request.by, request.spread)?;
    if request.axis == DateAxis::Mentions {
        counts.buckets.retain(|period, _| request.filters.mentions.iter().all(|span| span.overlaps(*period)));
    }
    let skipped = counts.buckets.len().saturating_sub(request.limit);
    let wanted: BTreeMap<DateSpan, Count> = counts.buckets.into_iter().skip(skipped).collect();
    let chosen = Choice::new(snapshot, &plan, &matches, request).choose(wanted.keys().copied())?;
    let mut hits = read_hits(snapshot, &plan, &matches, chosen, 0, &mut Took::default())?;
    snapshot.ensure_whole()?;
    if request.axis == DateAxis::Mentions {
        hits.iter_mut().zip(wanted.keys()).for_each(|(hit, period)| light_dates(hit, *period, request));
    }
    let periods = wanted.into_iter().zip(hits).map(|((when, count), best)| PeriodBest { when, count, best }).collect();
    Ok(Timeline { periods, coarser: counts.coarser, undated: counts.undated, total: matches.total, warnings })
}

/// Lights the dates for which a passage stands in a period.
fn light_dates(hit: &mut Hit, period: DateSpan, request: &TimelineRequest<'_>) {
    let counts = |when: DateSpan| request.by.of(when, request.spread).contains(&period);
    let dates = hit.passage.dates.iter().filter(|date| date.kind.is_facet() && date.when.is_some_and(counts));
    let mut spans: Vec<Span> = dates.map(|date| date.span).chain(hit.highlights.text.iter().copied()).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    hit.highlights.text.clear();
    for span in spans {
        match hit.highlights.text.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => hit.highlights.text.push(span),
        }
    }
}

/// A passage that may be the best of a period.
struct Candidate<'c> {
    segment: Segment<'c>,
    doc: DocId,
    record: DocId,
    fit: Fit,
    /// Looked up where two fit alike; one that can't be read is damage that reading the hit tells.
    order: OnceCell<Option<DocumentOrder<'c>>>,
}

impl Candidate<'_> {
    /// The better passage first; among equals never by address.
    fn compare(&self, other: &Candidate<'_>) -> Ordering {
        self.fit.compare(other.fit).then_with(|| self.in_order(other))
    }

    fn in_order(&self, other: &Candidate<'_>) -> Ordering {
        let documents = match (self.order(), other.order()) {
            (Some(one), Some(other)) => one.newest_first(other),
            _ => Ordering::Equal,
        };
        documents.then((self.doc - self.record).cmp(&(other.doc - other.record)))
    }

    fn order(&self) -> &Option<DocumentOrder<'_>> {
        self.order.get_or_init(|| DocumentOrder::of(self.segment, self.record).ok())
    }
}

/// How well a passage stands for a period, apart from what orders documents.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Fit {
    score: f32,
    /// How many days its date in the period has, and how many passages name that date; only where nothing scores.
    days: i32,
    named: u32,
}

impl Fit {
    /// The better one first.
    fn compare(self, other: Fit) -> Ordering {
        other.score.total_cmp(&self.score).then(self.days.cmp(&other.days)).then(other.named.cmp(&self.named))
    }
}

/// Chooses the best passage of each period.
struct Choice<'c> {
    snapshot: &'c Snapshot,
    plan: &'c Plan,
    matches: &'c Matches,
    request: &'c TimelineRequest<'c>,
    /// Whether any word of the query ranks passages.
    scores: bool,
}

impl<'c> Choice<'c> {
    fn new(snapshot: &'c Snapshot, plan: &'c Plan, matches: &'c Matches, request: &'c TimelineRequest<'c>) -> Choice<'c> {
        let scores = plan.pattern.leaves().iter().any(|leaf| leaf.weight > 0.0);
        Choice { snapshot, plan, matches, request, scores }
    }

    /// The best passage of each of these periods, all of which have one.
    fn choose(&self, periods: impl Iterator<Item = DateSpan>) -> Result<Vec<Chosen>> {
        let ranking = Ranking::new(self.snapshot, self.plan, self.matches)?;
        let named = self.count_spans()?;
        let mut best: BTreeMap<DateSpan, Vec<Candidate<'c>>> = periods.map(|period| (period, Vec::new())).collect();
        for segment in self.snapshot.segments() {
            let docs = &self.matches.segments[segment.number as usize];
            if !docs.is_empty() {
                let scores = self.scores_of(segment, docs, &ranking)?;
                self.offer_all(segment, docs, &scores, &named, &mut best)?;
            }
        }
        let exact = self.score_again(&best, &ranking)?;
        let chosen = best.into_values().filter_map(|candidates| self.best_of(candidates, &exact));
        Ok(chosen.collect())
    }

    /// How many passages name each span, for periods in which no word ranks passages.
    fn count_spans(&self) -> Result<FxHashMap<DateSpan, u32>> {
        let mut named: FxHashMap<DateSpan, u32> = FxHashMap::default();
        if self.scores || self.request.axis == DateAxis::Published {
            return Ok(named);
        }
        for segment in self.snapshot.segments() {
            let dates = self.dates_of(segment)?;
            dates.for_each(&self.matches.segments[segment.number as usize], |_, _, ords| {
                ords.iter().for_each(|ord| *named.entry(dates.span(*ord)).or_default() += 1);
            })?;
        }
        Ok(named)
    }

    fn dates_of(&self, segment: Segment<'c>) -> Result<SegmentDates<'c>> {
        SegmentDates::open(segment, self.request.axis, self.request.by, self.request.spread)
    }

    /// The score of each passage of a set, in order; 0 where nothing scores.
    fn scores_of(&self, segment: Segment<'_>, docs: &Docs, ranking: &Ranking<'_>) -> Result<Vec<f32>> {
        if !self.scores {
            return Ok(vec![0.0; docs.len()]);
        }
        let mut scores = Vec::with_capacity(docs.len());
        ranking.score_each(segment, docs, |_, score| scores.push(score))?;
        segment.snapshot.ensure_whole()?;
        Ok(scores)
    }

    /// Offers each passage of a segment to the periods it stands in.
    fn offer_all(
        &self,
        segment: Segment<'c>,
        docs: &Docs,
        scores: &[f32],
        named: &FxHashMap<DateSpan, u32>,
        best: &mut BTreeMap<DateSpan, Vec<Candidate<'c>>>,
    ) -> Result<()> {
        let dates = self.dates_of(segment)?;
        let mut scores = scores.iter();
        let mut fits: Vec<(DateSpan, Fit)> = Vec::new();
        dates.for_each(docs, |doc, record, ords| {
            let score = scores.next().copied().unwrap_or_default();
            fits.clear();
            for ord in ords {
                let span = dates.span(*ord);
                let fit = Fit { score, days: span.days(), named: named.get(&span).copied().unwrap_or_default() };
                let fit = if self.scores { Fit { days: 0, ..fit } } else { fit };
                fits.extend(dates.periods(*ord).iter().map(|period| (*period, fit)));
            }
            // A passage stands once in a period, by the date that fits best.
            fits.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.compare(other.1)));
            fits.dedup_by_key(|(period, _)| *period);
            for (period, fit) in &fits {
                if let Some(candidates) = best.get_mut(period) {
                    let one = Candidate { segment, doc, record, fit: *fit, order: OnceCell::new() };
                    self.offer(candidates, one);
                }
            }
        })
    }

    /// Keeps a passage where it is among the best.
    fn offer(&self, candidates: &mut Vec<Candidate<'c>>, one: Candidate<'c>) {
        let most = if self.scores { CANDIDATES } else { 1 };
        let is_better = |kept: &Candidate<'_>| kept.compare(&one) == Ordering::Less;
        if candidates.len() == most && candidates.last().is_some_and(is_better) {
            return;
        }
        let place = candidates.partition_point(is_better);
        candidates.insert(place, one);
        candidates.truncate(most);
    }

    /// The final scores of all candidates.
    fn score_again(
        &self,
        best: &BTreeMap<DateSpan, Vec<Candidate<'c>>>,
        ranking: &Ranking<'_>,
    ) -> Result<FxHashMap<(u32, DocId), Score>> {
        let mut exact = FxHashMap::default();
        for segment in self.snapshot.segments().filter(|_| self.scores) {
            let here = best.values().flatten().filter(|one| one.segment.number == segment.number);
            let mut docs: Vec<DocId> = here.map(|one| one.doc).collect();
            docs.sort_unstable();
            docs.dedup();
            let scores = ranking.score_again(segment, &docs)?;
            exact.extend(docs.into_iter().map(|doc| (segment.number, doc)).zip(scores));
        }
        Ok(exact)
    }

    fn best_of(&self, candidates: Vec<Candidate<'c>>, exact: &FxHashMap<(u32, DocId), Score>) -> Option<Chosen> {
        let score = |one: &Candidate<'_>| exact.get(&(one.segment.number, one.doc)).copied();
        let total = |one: &Candidate<'_>| score(one).map_or(0.0, Score::total);
        let best = candidates.into_iter().min_by(|one, other| {
            let fit = |candidate: &Candidate<'_>| Fit { score: total(candidate), ..candidate.fit };
            fit(one).compare(fit(other)).then_with(|| one.in_order(other))
        })?;
        Some(Chosen { segment: best.segment.number, doc: best.doc, score: score(&best), copies: Vec::new() })
    }
}
