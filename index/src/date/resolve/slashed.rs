//! Day and month in digits, in an order that the document decides; else in one that only one reading allows.

use super::{Answer, Setting, resolve_place};
use crate::date::DateEvidence;
use crate::date::meaning::{Part, Place, Which, YearOf};
use crate::date::order::{DayOrder, forced};
use crate::date::period::CalendarPeriod;

/// Resolves a date such as `08/05/25`: by the document's order; else by what only one of the two days fits, its weekday or
/// the day of the document.
pub(super) fn resolve_slashed(
    first: u8,
    second: u8,
    year: Option<i16>,
    weekday: Option<u8>,
    setting: &Setting,
) -> Option<Answer> {
    let day = |order| {
        let (month, day) = if order == DayOrder::DayFirst { (second, first) } else { (first, second) };
        let place = Place::OfYear(Part::Day(month, day, weekday), year.map_or(YearOf::Open(Which::Open), YearOf::Said));
        resolve_place(&place, setting).filter(|_| (1..=12).contains(&month))
    };
    if let Some(order) = forced(&Place::Slashed { first, second, year, weekday }).or_else(setting.order) {
        return day(order);
    }
    let (one, other) = match (day(DayOrder::MonthFirst), day(DayOrder::DayFirst)) {
        (Some(one), Some(other)) if first != second => (one, other),
        (one, other) => return one.or(other),
    };
    let is_published = |answer: &Answer| setting.published.is_some() && answer.when == setting.published;
    let fits = |answer: &Answer| falls_on(answer.period, weekday);
    match (fits(&one), fits(&other), is_published(&one), is_published(&other)) {
        (true, false, ..) | (_, _, true, false) => Some(one),
        (false, true, ..) | (_, _, false, true) => Some(other),
        _ => Some(ambiguous(year)),
    }
}

/// Tells whether a day falls on a weekday; any does where none is said.
fn falls_on(period: Option<CalendarPeriod>, weekday: Option<u8>) -> bool {
    match (period, weekday) {
        (Some(CalendarPeriod::Day(date)), Some(weekday)) => date.weekday() == weekday as i8,
        _ => true,
    }
}

fn ambiguous(year: Option<i16>) -> Answer {
    let year = year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
    Answer { when: None, value: Some(year + "-XX-XX"), evidence: DateEvidence::Ambiguous, period: None }
}
