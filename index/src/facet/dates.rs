//! When: what matches, counted by date.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::DocId;
use tantivy::columnar::StrColumn;

use super::period::{DateAxis, Period};
use super::values::for_each_values;
use crate::date::DateSpan;
use crate::docs::{Docs, Words};
use crate::error::Result;
use crate::schema::Fields;
use crate::snapshot::{Segment, Snapshot};
use crate::store::damaged;

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
        if !docs.is_empty() {
            let dates = SegmentDates::open(segment, axis, by, spread)?;
            add_tallies(&dates, docs, &mut counts)?;
        }
    }
    Ok(counts)
}

/// Returns the first and the last day of publication, or mentioned, over matches (a set for each segment); `None` where
/// there is none.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a column can't be read.
pub fn days_spanned(snapshot: &Snapshot, matches: &[Docs], axis: DateAxis) -> Result<Option<DateSpan>> {
    let name = if axis == DateAxis::Published { Fields::PUBLISHED } else { Fields::MENTIONED };
    let mut whole: Option<DateSpan> = None;
    for segment in snapshot.segments() {
        let Some(column) = segment.text_column(name)? else { continue };
        let records = segment.records()?;
        let mut used = vec![false; column.num_terms()];
        matches[segment.number as usize].for_each(|doc| {
            let row = if axis == DateAxis::Published { records.previous(doc).unwrap_or(0) } else { doc };
            column.term_ords(row).for_each(|ordinal| used[ordinal as usize] = true);
        });
        let used: Vec<u64> = (0..used.len() as u64).filter(|ordinal| used[*ordinal as usize]).collect();
        let read = column.dictionary().sorted_ords_to_term_cb(&used, |term| {
            if let Some(span) = std::str::from_utf8(term).ok().and_then(|term| term.parse::<DateSpan>().ok()) {
                let so_far = whole.unwrap_or(span);
                whole = Some(DateSpan { first: so_far.first.min(span.first), last: so_far.last.max(span.last) });
            }
        });
        read.map_err(|error| damaged(&segment.snapshot.folder, &error))?;
    }
    Ok(whole)
}

/// The dates of a segment's passages, and the periods in which each counts.
pub(crate) struct SegmentDates<'s> {
    segment: Segment<'s>,
    axis: DateAxis,
    column: Option<StrColumn>,
    /// The span of each ordinal.
    spans: Vec<DateSpan>,
    /// The periods of each ordinal; none for coarser spans.
    periods: Vec<Vec<DateSpan>>,
}

impl<'s> SegmentDates<'s> {
    /// Reads the dates of one axis.
    pub(crate) fn open(segment: Segment<'s>, axis: DateAxis, by: Period, spread: bool) -> Result<SegmentDates<'s>> {
        let name = if axis == DateAxis::Published { Fields::PUBLISHED } else { Fields::MENTIONED };
        let column = segment.text_column(name)?;
        let spans = column.as_ref().map_or(Ok(Vec::new()), |column| read_spans(segment, column))?;
        let periods = spans.iter().map(|span| by.of(*span, spread)).collect();
        Ok(SegmentDates { segment, axis, column, spans, periods })
    }

    /// The days that an ordinal stands for.
    pub(crate) fn span(&self, ord: u64) -> DateSpan {
        self.spans[ord as usize]
    }

    /// The periods in which an ordinal counts; none where its span is longer than a period.
    pub(crate) fn periods(&self, ord: u64) -> &[DateSpan] {
        &self.periods[ord as usize]
    }

    /// Calls `each` with every passage of a set, in order: its number, that of its record, and the ordinals of its dates.
    pub(crate) fn for_each(&self, docs: &Docs, mut each: impl FnMut(DocId, DocId, &[u64])) -> Result<()> {
        let records = self.segment.records()?;
        let (mut record, mut end) = (0, 0);
        // Tells whether the passage is the first one of its record, and the record.
        let mut record_of = |doc| {
            let is_fresh = doc >= end;
            if is_fresh {
                record = records.previous(doc).unwrap_or(0);
                end = records.next(doc + 1).unwrap_or(u32::MAX);
            }
            (is_fresh, record)
        };
        match (&self.column, self.axis) {
            (None, _) => docs.for_each(|doc| each(doc, record_of(doc).1, &[])),
            (Some(column), DateAxis::Mentions) => {
                for_each_values(column.ords(), docs, |doc, ords| each(doc, record_of(doc).1, ords));
            }
            (Some(column), DateAxis::Published) => {
                let mut ords: Vec<u64> = Vec::new();
                docs.for_each(|doc| {
                    let (is_fresh, record) = record_of(doc);
                    if is_fresh {
                        ords.clear();
                        ords.extend(column.term_ords(record));
                    }
                    each(doc, record, &ords);
                });
            }
        }
        Ok(())
    }
}

fn read_spans(segment: Segment<'_>, column: &StrColumn) -> Result<Vec<DateSpan>> {
    let damaged = |what: &dyn std::fmt::Display| damaged(&segment.snapshot.folder, what);
    let mut stream = column.dictionary().stream().map_err(|error| damaged(&error))?;
    let mut spans = Vec::with_capacity(column.num_terms());
    while stream.advance() {
        let term = String::from_utf8_lossy(stream.key());
        spans.push(term.parse().map_err(|error| damaged(&error))?);
    }
    Ok(spans)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    Period(DateSpan),
    Coarser,
    Undated,
}

/// Counts the matches of a segment and adds them up.
fn add_tallies(dates: &SegmentDates<'_>, docs: &Docs, counts: &mut DateCounts) -> Result<()> {
    let mut tallies = Tallies::default();
    let undated = tallies.place(Bucket::Undated);
    // A look into a map for each mention takes longer than all else.
    let places: Vec<Vec<usize>> = dates.periods.iter().map(|periods| tallies.places(periods)).collect();
    dates.for_each(docs, |doc, record, ords| {
        if ords.is_empty() {
            tallies.count(undated, doc, record);
        }
        for place in ords.iter().flat_map(|ord| &places[*ord as usize]) {
            tallies.count(*place, doc, record);
        }
    })?;
    tallies.add_to(counts);
    Ok(())
}

/// What counts in each bucket of a segment.
#[derive(Default)]
struct Tallies {
    places: BTreeMap<Bucket, usize>,
    tallies: Vec<Tally>,
}

#[derive(Clone, Default)]
struct Tally {
    count: Count,
    /// The last passage and document counted, each plus one.
    last_passage: u32,
    last_document: u32,
}

impl Tallies {
    fn place(&mut self, bucket: Bucket) -> usize {
        let place = *self.places.entry(bucket).or_insert(self.tallies.len());
        self.tallies.resize(self.tallies.len().max(place + 1), Tally::default());
        place
    }

    /// Where a date counts that has these periods.
    fn places(&mut self, periods: &[DateSpan]) -> Vec<usize> {
        match periods {
            [] => vec![self.place(Bucket::Coarser)],
            periods => periods.iter().map(|period| self.place(Bucket::Period(*period))).collect(),
        }
    }

    fn count(&mut self, place: usize, doc: DocId, record: DocId) {
        let tally = &mut self.tallies[place];
        if tally.last_passage != doc + 1 {
            tally.count.passages += 1;
            tally.last_passage = doc + 1;
        }
        if tally.last_document != record + 1 {
            tally.count.documents += 1;
            tally.last_document = record + 1;
        }
    }

    fn add_to(&self, counts: &mut DateCounts) {
        for (bucket, place) in &self.places {
            let Count { passages, documents } = self.tallies[*place].count;
            let into = match bucket {
                Bucket::Period(_) if passages == 0 => continue,
                Bucket::Period(period) => counts.buckets.entry(*period).or_default(),
                Bucket::Coarser => &mut counts.coarser,
                Bucket::Undated => &mut counts.undated,
            };
            into.passages += passages;
            into.documents += documents;
        }
    }
}
