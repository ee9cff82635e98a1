//! Who and when, counted exactly over everything that matches.
//!
//! Mentions are counted from fast columns of ordinals: a passage counts once for an actor or period however often it
//! names it, a document once however many of its passages do.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::DocId;
use tantivy::columnar::StrColumn;

use crate::actor::{ActorKind, Evidence};
use crate::analyzer::EVIDENCE_MARK;
use crate::date::{Date, DateSpan};
use crate::docs::Docs;
use crate::error::Result;
use crate::schema::Fields;
use crate::snapshot::{Segment, Snapshot};
use crate::store::damaged;

/// How often an actor is mentioned.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActorCount {
    /// Its id.
    pub id: String,
    /// In how many passages.
    pub passages: u64,
    /// In how many documents.
    pub documents: u64,
    /// In how many passages by each kind of evidence, in the order of [`Evidence::ALL`].
    pub evidence: [u64; Evidence::ALL.len()],
}

/// Counts the actors that passages mention, most passages first, then by id. `matches` holds a set for each segment.
/// Only mentions of some kinds of evidence and actors of some kinds count, where any are named.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a column can't be read.
pub fn count_actors(
    snapshot: &Snapshot,
    matches: &[Docs],
    evidence: &[Evidence],
    kinds: &[ActorKind],
) -> Result<Vec<ActorCount>> {
    let mut counts: Vec<ActorCount> = Vec::new();
    for segment in snapshot.segments() {
        let docs = &matches[segment.number as usize];
        let Some(column) = segment.reader.fast_fields().str(Fields::ACTOR)?.filter(|_| !docs.is_empty()) else { continue };
        let names = ActorOrdinals::read(segment, &column, evidence, kinds)?;
        let tallies = tally_actors(segment, docs, &column, &names)?;
        counts = merged(counts, names.ids.into_iter().zip(tallies).filter(|(_, tally)| tally.passages > 0));
    }
    // The counts are in order of ids, which a stable sort keeps among equals.
    counts.sort_by_key(|count| Reverse(count.passages));
    Ok(counts)
}

/// Adds the counts of a segment to those of others, both in order of ids.
fn merged(counts: Vec<ActorCount>, tallies: impl Iterator<Item = (String, Tally)>) -> Vec<ActorCount> {
    let mut merged = Vec::with_capacity(counts.len());
    let mut counts = counts.into_iter().peekable();
    for (id, tally) in tallies {
        while let Some(before) = counts.next_if(|count| count.id < id) {
            merged.push(before);
        }
        let mut count = counts.next_if(|count| count.id == id).unwrap_or_else(|| ActorCount { id, ..ActorCount::default() });
        count.passages += tally.passages;
        count.documents += tally.documents;
        count.evidence.iter_mut().zip(tally.evidence).for_each(|(sum, passages)| *sum += passages);
        merged.push(count);
    }
    merged.extend(counts);
    merged
}

/// What the ordinals of a segment's actor column mean.
struct ActorOrdinals {
    ids: Vec<String>,
    /// For each ordinal the number of its id and the place of its evidence; `None` for what doesn't count.
    meaning: Vec<Option<(u32, u8)>>,
}

impl ActorOrdinals {
    fn read(segment: Segment<'_>, column: &StrColumn, evidence: &[Evidence], kinds: &[ActorKind]) -> Result<ActorOrdinals> {
        let mut read = ActorOrdinals { ids: Vec::new(), meaning: Vec::with_capacity(column.num_terms()) };
        let stream = column.dictionary().stream();
        let mut stream = stream.map_err(|error| damaged(&segment.snapshot.folder, &error))?;
        while stream.advance() {
            let term = std::str::from_utf8(stream.key()).unwrap_or_default();
            read.take(term, evidence, kinds);
        }
        Ok(read)
    }

    fn take(&mut self, term: &str, evidence: &[Evidence], kinds: &[ActorKind]) {
        let (id, mark) = term.split_once(EVIDENCE_MARK).unwrap_or((term, ""));
        let place = mark.parse::<u8>().ok().filter(|place| usize::from(*place) < Evidence::ALL.len());
        let counts = place.filter(|place| {
            let kind = ActorKind::of_id(id);
            (evidence.is_empty() || evidence.contains(&Evidence::ALL[usize::from(*place)]))
                && (kinds.is_empty() || kind.is_some_and(|kind| kinds.contains(&kind)))
        });
        if self.ids.last().is_none_or(|last| last != id) {
            self.ids.push(id.to_owned());
        }
        self.meaning.push(counts.map(|place| (self.ids.len() as u32 - 1, place)));
    }
}

#[derive(Clone, Default)]
struct Tally {
    passages: u64,
    documents: u64,
    evidence: [u64; Evidence::ALL.len()],
    /// The last passage and document counted, each plus one.
    last: (u32, u32),
    /// The kinds of evidence counted in the last passage, as bits.
    seen: u16,
}

fn tally_actors(segment: Segment<'_>, docs: &Docs, column: &StrColumn, names: &ActorOrdinals) -> Result<Vec<Tally>> {
    let records = segment.records()?;
    let mut tallies = vec![Tally::default(); names.ids.len()];
    let (mut document, mut end) = (0, 0);
    let mut blocks = ValueBlocks::default();
    let mut tally_block = |docs: &[DocId]| {
        for (doc, ord) in blocks.read(column, docs) {
            if doc >= end {
                document = doc + 1;
                end = records.next(doc + 1).unwrap_or(u32::MAX);
            }
            if let Some((number, place)) = names.meaning[ord as usize] {
                tallies[number as usize].count(doc, document, place);
            }
        }
    };
    let mut block = Vec::with_capacity(BLOCK);
    docs.for_each(|doc| {
        block.push(doc);
        if block.len() == BLOCK {
            tally_block(&block);
            block.clear();
        }
    });
    tally_block(&block);
    Ok(tallies)
}

/// How many passages' values are read at once: one by one costs several times as much.
const BLOCK: usize = 1_024;

/// Reads the values of many passages at once.
#[derive(Default)]
struct ValueBlocks {
    docs: Vec<DocId>,
    rows: Vec<u32>,
    ords: Vec<u64>,
}

impl ValueBlocks {
    /// Returns each passage with each of its ordinals, in order.
    fn read(&mut self, column: &StrColumn, docs: &[DocId]) -> impl Iterator<Item = (DocId, u64)> + '_ {
        self.docs.clear();
        self.rows.clear();
        column.ords().row_ids_for_docs(docs, &mut self.docs, &mut self.rows);
        self.ords.resize(self.rows.len(), 0);
        column.ords().values.get_vals(&self.rows, &mut self.ords);
        self.docs.iter().copied().zip(self.ords.iter().copied())
    }
}

impl Tally {
    /// Counts a mention in a passage of a document (its number any that no other document has, but 0).
    fn count(&mut self, doc: DocId, document: u32, place: u8) {
        if self.last.0 != doc + 1 {
            self.passages += 1;
            self.last.0 = doc + 1;
            self.seen = 0;
        }
        if self.last.1 != document {
            self.documents += 1;
            self.last.1 = document;
        }
        if self.seen >> place & 1 == 0 {
            self.evidence[usize::from(place)] += 1;
            self.seen |= 1 << place;
        }
    }
}

/// Which date counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DateAxis {
    /// When a document was published.
    #[default]
    Published,
    /// What a passage mentions.
    Mentions,
}

/// How long a bucket of a count by date is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// A calendar year.
    Year,
    /// A calendar month.
    #[default]
    Month,
    /// Monday to Sunday.
    Week,
    /// A day.
    Day,
}

impl Period {
    /// Returns the period that holds a day.
    ///
    /// ```
    /// use nutgraf_index::facet::Period;
    /// let day = "2022-12-28".parse().unwrap();
    /// assert_eq!(Period::Week.around(day).to_string(), "2022-12-26/2023-01-01");
    /// ```
    pub fn around(self, day: Date) -> DateSpan {
        match self {
            Period::Year => DateSpan::year(day.year()).unwrap_or(DateSpan::day(day)),
            Period::Month => DateSpan { first: day.start_of_month(), last: day.end_of_month() },
            Period::Week => {
                let first = day.plus_days(1 - i32::from(day.weekday()));
                DateSpan { first, last: first.plus_days(6) }
            }
            Period::Day => DateSpan::day(day),
        }
    }

    /// Returns the period behind one.
    pub fn next(self, period: DateSpan) -> DateSpan {
        self.around(period.last.plus_days(1))
    }
}

/// Passages and documents that count together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Count {
    /// Passages.
    pub passages: u64,
    /// Documents.
    pub documents: u64,
}

/// Counts by date.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DateCounts {
    /// The periods with anything in them, in order.
    pub buckets: BTreeMap<DateSpan, Count>,
    /// Spans longer than a period, which are in none.
    pub coarser: Count,
    /// What has no date.
    pub undated: Count,
}

/// The most periods over which one long span is spread.
const MOST_SPREAD: usize = 4_000;

/// Counts dates over matches (a set for each segment). A span counts in the period that holds it; one longer than a
/// period counts as coarser, or, with `spread`, in each period it touches.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a column can't be read.
pub fn count_dates(snapshot: &Snapshot, matches: &[Docs], axis: DateAxis, by: Period, spread: bool) -> Result<DateCounts> {
    let mut counts = DateCounts::default();
    for segment in snapshot.segments() {
        let docs = &matches[segment.number as usize];
        if docs.is_empty() {
            continue;
        }
        let name = if axis == DateAxis::Published { Fields::PUBLISHED } else { Fields::MENTIONED };
        let column = segment.reader.fast_fields().str(name)?;
        let periods = match &column {
            Some(column) => read_periods(segment, column, by, spread)?,
            None => Vec::new(),
        };
        let mut tally = DateTally { segment, axis, column, periods, buckets: BTreeMap::new() };
        tally.count(docs, &mut counts)?;
    }
    Ok(counts)
}

/// The periods in which each ordinal of a column counts; none for coarser spans.
fn read_periods(segment: Segment<'_>, column: &StrColumn, by: Period, spread: bool) -> Result<Vec<Vec<DateSpan>>> {
    let stream = column.dictionary().stream();
    let mut stream = stream.map_err(|error| damaged(&segment.snapshot.folder, &error))?;
    let mut periods = Vec::with_capacity(column.num_terms());
    while stream.advance() {
        let span = std::str::from_utf8(stream.key()).ok().and_then(|term| term.parse::<DateSpan>().ok());
        periods.push(span.map_or(Vec::new(), |span| periods_of(span, by, spread)));
    }
    Ok(periods)
}

fn periods_of(span: DateSpan, by: Period, spread: bool) -> Vec<DateSpan> {
    let first = by.around(span.first);
    if first.contains(span) {
        return vec![first];
    }
    if !spread {
        return Vec::new();
    }
    std::iter::successors(Some(first), |period| Some(by.next(*period)))
        .take_while(|period| period.overlaps(span))
        .take(MOST_SPREAD)
        .collect()
}

struct DateTally<'s> {
    segment: Segment<'s>,
    axis: DateAxis,
    column: Option<StrColumn>,
    periods: Vec<Vec<DateSpan>>,
    /// Of each period the counts and the last passage and document counted, each plus one.
    buckets: BTreeMap<Bucket, (Count, u32, u32)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    Period(DateSpan),
    Coarser,
    Undated,
}

impl DateTally<'_> {
    fn count(&mut self, docs: &Docs, counts: &mut DateCounts) -> Result<()> {
        let records = self.segment.records()?;
        let (mut record, mut end) = (0, 0);
        let mut found: Vec<Bucket> = Vec::new();
        docs.for_each(|doc| {
            let is_fresh = doc >= end;
            if is_fresh {
                record = records.previous(doc).unwrap_or(0);
                end = records.next(doc + 1).unwrap_or(u32::MAX);
            }
            if is_fresh || self.axis == DateAxis::Mentions {
                found.clear();
                self.find(if self.axis == DateAxis::Published { record } else { doc }, &mut found);
            }
            for bucket in &found {
                let (count, last_passage, last_document) = self.buckets.entry(*bucket).or_default();
                if *last_passage != doc + 1 {
                    count.passages += 1;
                    *last_passage = doc + 1;
                }
                if *last_document != record + 1 {
                    count.documents += 1;
                    *last_document = record + 1;
                }
            }
        });
        for (bucket, (count, _, _)) in &self.buckets {
            let into = match bucket {
                Bucket::Period(period) => counts.buckets.entry(*period).or_default(),
                Bucket::Coarser => &mut counts.coarser,
                Bucket::Undated => &mut counts.undated,
            };
            into.passages += count.passages;
            into.documents += count.documents;
        }
        Ok(())
    }

    fn find(&self, row: u32, found: &mut Vec<Bucket>) {
        for ord in self.column.iter().flat_map(|column| column.term_ords(row)) {
            match self.periods[ord as usize].as_slice() {
                [] => found.push(Bucket::Coarser),
                periods => found.extend(periods.iter().map(|period| Bucket::Period(*period))),
            }
        }
        if found.is_empty() {
            found.push(Bucket::Undated);
        }
    }
}
