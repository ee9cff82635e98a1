//! Places that count from the document's day, or from what was mentioned before.

use super::Setting;
use super::absolute::{absolute, around, nth_week, part_of};
use super::length::step;
use super::nearest::{nearest_weekday, nearest_year};
use crate::date::Date;
use crate::date::meaning::{Origin, Place, YearOf};
use crate::date::period::CalendarPeriod;
use crate::date::tense::Outlook;
use crate::date::term::Unit;

/// The period of a place that counts from the document's day.
pub(super) fn relative(place: &Place, today: Date, setting: &Setting) -> Option<CalendarPeriod> {
    match place {
        Place::OfYear(part, YearOf::Shifted(years)) => part_of(*part, shift_year(today.year(), *years)?),
        Place::OfYear(part, YearOf::Open(which)) => nearest_year(*part, *which, today, setting.outlook),
        Place::DayOfMonth { day, weekday, month } => day_of_month(*day, *weekday, *month, today, setting.outlook),
        Place::Weekday(day, which) => Some(CalendarPeriod::Day(nearest_weekday(*day, *which, today, setting.outlook))),
        Place::WeekdayOfWeek(day, weeks) => {
            Some(CalendarPeriod::Day(today.plus_days(i32::from(*day) - i32::from(today.weekday()) + 7 * weeks)))
        }
        Place::Unit(unit, distance) => shift(today, *unit, *distance),
        Place::Away { count, unit, from: Origin::Said(place) } => {
            let CalendarPeriod::Day(day) = known(place, today, setting)? else { return None };
            Some(CalendarPeriod::Day(step(day, *unit, *count)?))
        }
        Place::Away { count, unit, from } => shift(origin(from, today, setting)?, *unit, *count),
        Place::WeekOf(day) => around(known(day, today, setting)?, Unit::Week),
        Place::NthWeek(number, of) => nth_week(*number, known(of, today, setting)?),
        Place::Mentioned(unit, distance) => mentioned(*unit, *distance, setting),
        Place::TheQuarter => match setting.memory.quarter {
            Some((year, quarter)) => Some(CalendarPeriod::Quarter(year, quarter)),
            None => shift(today, Unit::Quarter, -1),
        },
        Place::TheWeekend => last_weekend(today),
        Place::YearBefore(from) => year_before(from, today, setting),
        Place::ShortDecade(tens) => Some(CalendarPeriod::Decade(today.year() / 100 * 100 + i16::from(*tens))),
        _ => None,
    }
}

/// The period of a place, however it is told.
fn known(place: &Place, today: Date, setting: &Setting) -> Option<CalendarPeriod> {
    absolute(place).or_else(|| relative(place, today, setting))
}

fn shift_year(year: i16, years: i32) -> Option<i16> {
    i16::try_from(i32::from(year) + years).ok()
}

/// The period of a unit, so many units from a day.
pub(super) fn shift(today: Date, unit: Unit, distance: i32) -> Option<CalendarPeriod> {
    let day = match unit {
        Unit::Day => today.plus_days(distance),
        Unit::Week | Unit::Weekend => today.plus_days(distance.saturating_mul(7)),
        Unit::Fortnight => return shift(today, Unit::Week, distance.saturating_mul(2)),
        Unit::Month => today.start_of_month().plus_months(distance),
        Unit::Quarter => today.start_of_month().plus_months(distance.saturating_mul(3)),
        Unit::Year => today.start_of_month().plus_months(distance.saturating_mul(12)),
        Unit::Decade => today.start_of_month().plus_months(distance.saturating_mul(120)),
        Unit::Century => today.start_of_month().plus_months(distance.saturating_mul(1200)),
        _ => return None,
    };
    CalendarPeriod::around(day, unit)
}

fn origin(from: &Origin, today: Date, setting: &Setting) -> Option<Date> {
    match from {
        Origin::Published => Some(today),
        Origin::Mentioned => Some(setting.memory.last?.span()?.first),
        Origin::Said(place) => Some(known(place, today, setting)?.span()?.first),
    }
}

/// `that year`, `the following day`: counted from the time mentioned last, if that is no longer than the unit.
fn mentioned(unit: Unit, distance: i32, setting: &Setting) -> Option<CalendarPeriod> {
    let span = setting.memory.last?.span()?;
    let base = CalendarPeriod::around(span.first, unit)?;
    if !base.span()?.contains(span) {
        return None;
    }
    shift(span.first, unit, distance)
}

/// `a year earlier`: where quarters were spoken of, the same quarter; else the year.
fn year_before(from: &Origin, today: Date, setting: &Setting) -> Option<CalendarPeriod> {
    match (setting.memory.quarter_in_mind(), setting.memory.last, from) {
        (Some((year, quarter)), ..) => Some(CalendarPeriod::Quarter(year.checked_sub(1)?, quarter)),
        (None, Some(CalendarPeriod::Year(year)), Origin::Mentioned) => Some(CalendarPeriod::Year(year.checked_sub(1)?)),
        _ => shift(today, Unit::Year, -1),
    }
}

/// The last weekend that has begun.
fn last_weekend(today: Date) -> Option<CalendarPeriod> {
    let begun = today.weekday() >= 6;
    shift(today, Unit::Weekend, if begun { 0 } else { -1 })
}

/// `the 15th of next month`; where no month is said, the last such day, or the next one where the sentence looks ahead;
/// with a weekday the nearest one in which both agree.
fn day_of_month(
    day: u8,
    weekday: Option<u8>,
    month: Option<i32>,
    today: Date,
    outlook: &dyn Fn() -> Outlook,
) -> Option<CalendarPeriod> {
    let in_month = |months: i32| {
        let first = today.start_of_month().plus_months(months);
        let date = Date::new(first.year(), first.month(), day as i8)?;
        weekday.is_none_or(|weekday| date.weekday() == weekday as i8).then_some(CalendarPeriod::Day(date))
    };
    match month {
        Some(months) => in_month(months),
        None if weekday.is_none() && outlook() == Outlook::Future => {
            [0, 1, 2].into_iter().filter_map(in_month).find(|period| period.span().is_some_and(|span| span.first >= today))
        }
        None if weekday.is_none() => {
            [0, -1, -2].into_iter().filter_map(in_month).find(|period| period.span().is_some_and(|span| span.first <= today))
        }
        None => (0..14).flat_map(|months| [-months, months]).find_map(in_month),
    }
}
