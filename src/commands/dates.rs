//! `dates`.

use nutgraf_index::date::DateSpan;
use nutgraf_index::facet::{Count, DateAxis, DateCounts, Period, count_dates};
use serde_json::json;

use super::{counted, open};
use crate::args::{AxisArg, CalendarArgs, DatesArgs, PeriodArg, TableForm};
use crate::outcome::Outcome;
use crate::output::bars::{Row, bars};
use crate::output::rows::{separated, short_span, told_count};
use crate::output::{
    NOTHING,
    json::{FORMAT, json_line},
    print, print_pages,
};
use crate::settings::{Settings, filters};

/// How many periods are listed on a terminal.
const LISTED: usize = 20;

/// Counts what matches by date.
pub fn run(args: &DatesArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?.answering_within(args.time.timeout);
    let filters = filters(&args.filters, settings.today)?;
    let matches = counted(&snapshot, args.query.as_deref(), &filters, args.reading, settings)?;
    let calendar = &args.calendar;
    let (axis, by) = (axis(calendar.axis.unwrap_or(AxisArg::Published)), period(calendar.by));
    let counts = count_dates(&snapshot, &matches.segments, axis, by, calendar.spread)?;
    let most = listed(calendar);
    match calendar.form.form() {
        TableForm::Json => print(&as_json(&counts, axis, by, most)?)?,
        TableForm::Csv => print(&as_csv(&counts, most)?)?,
        TableForm::Text if matches.total.passages == 0 => print(NOTHING)?,
        TableForm::Text => print_pages(&as_bars(&counts, by, most, settings), settings)?,
    }
    Ok(if matches.total.passages > 0 { Outcome::Done } else { Outcome::Nothing })
}

/// How many periods are told.
pub(super) fn listed(calendar: &CalendarArgs) -> usize {
    calendar.form.most(calendar.limit, LISTED)
}

pub(super) fn axis(typed: AxisArg) -> DateAxis {
    match typed {
        AxisArg::Published => DateAxis::Published,
        AxisArg::Mentions => DateAxis::Mentions,
    }
}

pub(super) fn period(typed: PeriodArg) -> Period {
    match typed {
        PeriodArg::Year => Period::Year,
        PeriodArg::Month => Period::Month,
        PeriodArg::Week => Period::Week,
        PeriodArg::Day => Period::Day,
    }
}

/// The header of a table of counts by date.
pub(super) const COUNT_HEADER: [&str; 4] = ["first", "last", "passages", "documents"];

/// A count as a row.
pub(super) fn count_row(when: DateSpan, count: Count) -> Vec<String> {
    vec![when.first.to_string(), when.last.to_string(), count.passages.to_string(), count.documents.to_string()]
}

/// The latest periods, in order.
fn latest(counts: &DateCounts, most: usize) -> impl Iterator<Item = (&DateSpan, &Count)> {
    counts.buckets.iter().skip(counts.buckets.len().saturating_sub(most))
}

fn as_json(counts: &DateCounts, axis: DateAxis, by: Period, most: usize) -> anyhow::Result<String> {
    let buckets: Vec<_> = latest(counts, most)
        .map(|(when, count)| json!({"when": when, "passages": count.passages, "documents": count.documents}))
        .collect();
    let answer = json!({"format": FORMAT, "axis": axis, "by": by, "buckets": buckets, "coarser": counts.coarser, "undated": counts.undated});
    json_line(&answer)
}

fn as_csv(counts: &DateCounts, most: usize) -> anyhow::Result<String> {
    let rows: Vec<_> = latest(counts, most).map(|(when, count)| count_row(*when, *count)).collect();
    separated(&COUNT_HEADER, &rows, b',')
}

fn as_bars(counts: &DateCounts, by: Period, most: usize, settings: &Settings) -> String {
    let mut rows: Vec<Row> = Vec::new();
    let mut before: Option<DateSpan> = None;
    for (when, count) in latest(counts, most) {
        if before.is_some_and(|before| by.next(before) != *when) {
            rows.push(Row { name: "…".into(), passages: 0, documents: None, aside: "nothing between".into() });
        }
        before = Some(*when);
        rows.push(Row {
            name: short_span(*when),
            passages: count.passages,
            documents: Some(count.documents),
            aside: String::new(),
        });
    }
    let mut text = bars(&rows, settings);
    for (name, count) in [("longer spans", counts.coarser), ("without a date", counts.undated)] {
        if count.passages > 0 {
            text += &format!("{name}: {}\n", told_count(count.passages, count.documents));
        }
    }
    text
}
