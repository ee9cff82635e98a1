//! From one day to another, where the one lends the other its year.

use super::{Answer, Setting, resolve_place};
use crate::date::meaning::{Place, Which};
use crate::date::period::CalendarPeriod;
use crate::date::{Date, DateEvidence, DateSpan};

pub(super) fn resolve_range(first: &Place, last: &Place, setting: &Setting) -> Option<Answer> {
    let (first, last) = (resolve_place(first, setting)?, resolve_end(last, first, setting)?);
    let first = nearer_start(first, &last, setting);
    let value = Some(format!("{}/{}", first.value.as_deref().unwrap_or("XXXX"), last.value.as_deref().unwrap_or("XXXX")));
    let (Some(from), Some(to)) = (first.when, last.when) else { return Some(Answer::unresolved(value)) };
    let evidence = if first.evidence == DateEvidence::Absolute { last.evidence } else { first.evidence };
    match DateSpan::new(from.first, to.last) {
        Some(when) => Some(Answer { when: Some(when), value, evidence, period: None }),
        None => Some(Answer::unresolved(value)),
    }
}

/// The end of a range: a weekday that would lie before the start is the first one behind it.
fn resolve_end(last: &Place, first: &Place, setting: &Setting) -> Option<Answer> {
    let end = resolve_place(last, setting)?;
    let start = resolve_place(first, setting).and_then(|answer| answer.when);
    match (last, start, end.when) {
        (Place::Weekday(day, Which::Open), Some(start), Some(when)) if when.last < start.first => {
            let ahead = (i32::from(*day) - i32::from(start.last.weekday())).rem_euclid(7);
            Some(Answer::found(CalendarPeriod::Day(start.last.plus_days(ahead)), DateEvidence::Relative))
        }
        _ => Some(end),
    }
}

/// The start of a range whose year is not said lies in the year before its end at most.
fn nearer_start(first: Answer, last: &Answer, setting: &Setting) -> Answer {
    let (Some(from), Some(to), Some(period)) = (first.when, last.when, first.period) else { return first };
    if first.evidence != DateEvidence::Relative || setting.published.is_none() {
        return first;
    }
    let moved = [0, -1].into_iter().filter_map(|years| in_year(period, to.last.year() + years));
    let nearest = moved.into_iter().find(|period| period.span().is_some_and(|span| span.first <= to.last));
    match nearest.filter(|_| from.first > to.last || to.last.day_number() - from.first.day_number() > 366) {
        Some(period) => Answer::found(period, DateEvidence::Relative),
        None => first,
    }
}

/// The same month or day of another year.
fn in_year(period: CalendarPeriod, year: i16) -> Option<CalendarPeriod> {
    match period {
        CalendarPeriod::Month(_, month) => Some(CalendarPeriod::Month(year, month)),
        CalendarPeriod::Day(day) => Some(CalendarPeriod::Day(Date::new(year, day.month(), day.day())?)),
        _ => None,
    }
}
