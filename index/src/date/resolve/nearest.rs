//! Which of the many Fridays, Mays and July 24ths is meant?

use super::absolute::part_of;
use crate::date::Date;
use crate::date::meaning::{Part, Which};
use crate::date::period::CalendarPeriod;
use crate::date::tense::Outlook;

/// A day with a weekday is looked for this many years back: by then every weekday has come round for every day.
const YEARS_BACK: i16 = 6;

/// Finds the part of a year that is meant from a day.
pub(super) fn nearest_year(part: Part, which: Which, today: Date, outlook: &dyn Fn() -> Outlook) -> Option<CalendarPeriod> {
    if let Part::Day(_, _, Some(weekday)) = part
        && let Some(found) = year_of_weekday(part, weekday, today, outlook())
    {
        return Some(found);
    }
    let in_year = |years: i16| part_of(part, today.year().checked_add(years)?);
    match which {
        Which::Last => [0, -1, -2].into_iter().filter_map(in_year).find(|period| ends_before(*period, today)),
        Which::Next | Which::Coming => [0, 1, 2].into_iter().filter_map(in_year).find(|period| begins_after(*period, today)),
        Which::This => in_year(0),
        // February 29 comes round in four years
        Which::Open => nearest([-4, -1, 0, 1, 4].into_iter().filter_map(in_year), today, outlook()),
    }
}

/// The year nearest to the document in which a day falls on a weekday.
fn year_of_weekday(part: Part, weekday: u8, today: Date, outlook: Outlook) -> Option<CalendarPeriod> {
    let fits = |period: &CalendarPeriod| matches!(period, CalendarPeriod::Day(day) if day.weekday() == weekday as i8);
    let years = (-YEARS_BACK..=1).filter_map(|years| part_of(part, today.year().checked_add(years)?));
    nearest(years.filter(fits), today, outlook)
}

/// The nearest of several periods, where time on the other side than the sentence looks counts several times.
fn nearest(periods: impl Iterator<Item = CalendarPeriod>, today: Date, outlook: Outlook) -> Option<CalendarPeriod> {
    let (past, future) = match outlook {
        Outlook::Behind => (1, 1000),
        Outlook::Past => (1, 5),
        Outlook::Unknown => (1, 2),
        Outlook::Future => (4, 1),
    };
    let distance = |period: CalendarPeriod| {
        let span = period.span()?;
        let (ahead, behind) = (span.first.day_number() - today.day_number(), today.day_number() - span.last.day_number());
        Some((if ahead > 0 { ahead * future } else { behind.max(0) * past }, period))
    };
    periods.filter_map(distance).min_by_key(|(distance, _)| *distance).map(|(_, period)| period)
}

fn ends_before(period: CalendarPeriod, today: Date) -> bool {
    period.span().is_none_or(|span| span.last < today)
}

fn begins_after(period: CalendarPeriod, today: Date) -> bool {
    period.span().is_none_or(|span| span.first > today)
}

/// Finds the weekday that is meant from a day: without a cue the last one, the day itself included.
pub(super) fn nearest_weekday(weekday: u8, which: Which, today: Date, outlook: &dyn Fn() -> Outlook) -> Date {
    let ahead = (i32::from(weekday) - i32::from(today.weekday())).rem_euclid(7);
    let days = match which {
        Which::Last if ahead == 0 => -7,
        Which::Last => ahead - 7,
        Which::This => i32::from(weekday) - i32::from(today.weekday()),
        Which::Next => i32::from(weekday) - i32::from(today.weekday()) + 7,
        Which::Coming if ahead == 0 => 7,
        Which::Coming => ahead,
        Which::Open if ahead == 0 || outlook() == Outlook::Future => ahead,
        Which::Open => ahead - 7,
    };
    today.plus_days(days)
}
