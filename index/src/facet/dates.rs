//! When: what matches, counted by date.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::columnar::StrColumn;

use crate::date::{Date, DateSpan};
use crate::docs::Docs;
use crate::error::Result;
use crate::schema::Fields;
use crate::snapshot::{Segment, Snapshot};
use crate::store::damaged;

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
        let Some(column) = segment.reader.fast_fields().str(name)? else { continue };
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
