//! Places that say all: `28 December 2022`, `the 1990s`, `the first week of 2015`.

use crate::date::Date;
use crate::date::meaning::{Part, Place, YearOf};
use crate::date::period::{CalendarPeriod, holiday};
use crate::date::term::Unit;

/// The period of a place that says all.
pub(super) fn absolute(place: &Place) -> Option<CalendarPeriod> {
    match *place {
        Place::OfYear(part, YearOf::Said(year)) => part_of(part, year),
        Place::Decade(first) => Some(CalendarPeriod::Decade(first)),
        Place::Century(number) => Some(CalendarPeriod::Century(number)),
        Place::Years(first, last) => Some(CalendarPeriod::Years(first, last)),
        Place::WeekOf(ref day) => around(absolute(day)?, Unit::Week),
        Place::NthWeek(number, ref of) => nth_week(number, absolute(of)?),
        Place::ShortDecade(tens) if tens >= 30 => Some(CalendarPeriod::Decade(1900 + i16::from(tens))),
        _ => None,
    }
}

/// A part of a given year.
pub(in crate::date) fn part_of(part: Part, year: i16) -> Option<CalendarPeriod> {
    Some(match part {
        Part::Whole => CalendarPeriod::Year(year),
        Part::Half(half) => CalendarPeriod::Half(year, half),
        Part::Quarter(quarter) => CalendarPeriod::Quarter(year, quarter),
        Part::Season(season) => CalendarPeriod::Season(year, season),
        Part::Month(month) => CalendarPeriod::Month(year, month),
        Part::Week(week) => CalendarPeriod::Week(first_monday(year)?.plus_days(7 * (i32::from(week) - 1))),
        Part::Day(month, day, _) => CalendarPeriod::Day(Date::new(year, month as i8, day as i8)?),
        Part::Holiday(feast) => CalendarPeriod::Day(holiday(year, feast)?),
    })
}

/// The Monday of a year's first ISO week: the one with January 4.
fn first_monday(year: i16) -> Option<Date> {
    let fourth = Date::new(year, 1, 4)?;
    Some(fourth.plus_days(1 - i32::from(fourth.weekday())))
}

pub(super) fn around(period: CalendarPeriod, unit: Unit) -> Option<CalendarPeriod> {
    CalendarPeriod::around(period.span()?.first, unit)
}

/// The n-th week of a period, counted from the week of its first Thursday; the last one for 0.
pub(super) fn nth_week(number: u8, of: CalendarPeriod) -> Option<CalendarPeriod> {
    let span = of.span()?;
    let CalendarPeriod::Week(first) = CalendarPeriod::around(span.first.plus_days(3), Unit::Week)? else { return None };
    match number {
        0 => CalendarPeriod::around(span.last.plus_days(-3), Unit::Week),
        _ => Some(CalendarPeriod::Week(first.plus_days(7 * (i32::from(number) - 1)))),
    }
}
