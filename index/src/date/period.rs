//! A stretch of the calendar that has a name of its own: a day, an ISO week, a month, a quarter, a decade.

use super::term::{Holiday, Season, Unit};
use super::{Date, DateSpan};

/// A named stretch of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CalendarPeriod {
    Day(Date),
    /// The week of its Monday.
    Week(Date),
    /// The Saturday and Sunday of the week of its Monday.
    Weekend(Date),
    Month(i16, u8),
    Season(i16, Season),
    Quarter(i16, u8),
    Half(i16, u8),
    Year(i16),
    Years(i16, i16),
    /// Ten years from one that ends in 0.
    Decade(i16),
    /// The century of this number; the years 1900 to 1999 are the 20th, as TIMEX3 counts.
    Century(i16),
}

impl CalendarPeriod {
    /// The days of the period; `None` outside the calendar.
    pub(super) fn span(self) -> Option<DateSpan> {
        match self {
            CalendarPeriod::Day(day) => Some(DateSpan::day(day)),
            CalendarPeriod::Week(monday) => DateSpan::new(monday, monday.plus_days(6)),
            CalendarPeriod::Weekend(monday) => DateSpan::new(monday.plus_days(5), monday.plus_days(6)),
            CalendarPeriod::Month(year, month) => DateSpan::month(year, month as i8),
            CalendarPeriod::Quarter(year, quarter) => months(year, quarter as i8 * 3 - 2, 3),
            CalendarPeriod::Half(year, half) => months(year, half as i8 * 6 - 5, 6),
            CalendarPeriod::Season(year, season) => season_span(year, season),
            CalendarPeriod::Year(year) => DateSpan::year(year),
            CalendarPeriod::Years(first, last) => DateSpan::years(first, last),
            CalendarPeriod::Decade(first) => DateSpan::years(first, first.checked_add(9)?),
            CalendarPeriod::Century(number) => {
                let first = number.checked_sub(1)?.checked_mul(100)?;
                DateSpan::years(first.max(1), first.checked_add(99)?)
            }
        }
    }

    /// The period of a unit in which a day lies.
    pub(super) fn around(day: Date, unit: Unit) -> Option<CalendarPeriod> {
        let monday = day.plus_days(1 - i32::from(day.weekday()));
        Some(match unit {
            Unit::Day => CalendarPeriod::Day(day),
            Unit::Week => CalendarPeriod::Week(monday),
            Unit::Weekend => CalendarPeriod::Weekend(monday),
            Unit::Month => CalendarPeriod::Month(day.year(), day.month() as u8),
            Unit::Quarter => CalendarPeriod::Quarter(day.year(), (day.month() as u8).div_ceil(3)),
            Unit::Year => CalendarPeriod::Year(day.year()),
            Unit::Decade => CalendarPeriod::Decade(day.year() / 10 * 10),
            Unit::Century => CalendarPeriod::Century(day.year() / 100 + 1),
            _ => return None,
        })
    }
}

fn months(year: i16, first: i8, count: i32) -> Option<DateSpan> {
    let first = Date::new(year, first, 1)?;
    DateSpan::new(first, first.plus_months(count - 1).end_of_month())
}

/// March to May, June to August, September to November; winter begins in the December of its year.
fn season_span(year: i16, season: Season) -> Option<DateSpan> {
    match season {
        Season::Spring => months(year, 3, 3),
        Season::Summer => months(year, 6, 3),
        Season::Autumn => months(year, 9, 3),
        Season::Winter => months(year, 12, 3),
    }
}

/// The day of a feast in a year.
pub(super) fn holiday(year: i16, holiday: Holiday) -> Option<Date> {
    match holiday {
        Holiday::Fixed(month, day) => Date::new(year, month as i8, day as i8),
        Holiday::Nth(month, weekday, nth, more) => {
            Some(nth_weekday(year, month as i8, weekday as i8, nth)?.plus_days(i32::from(more)))
        }
        Holiday::Easter(days) => Some(easter(year)?.plus_days(i32::from(days))),
    }
}

/// The n-th weekday of a month, the last one for 0.
fn nth_weekday(year: i16, month: i8, weekday: i8, nth: u8) -> Option<Date> {
    let first = Date::new(year, month, 1)?;
    if nth == 0 {
        let last = first.end_of_month();
        return Some(last.plus_days(-i32::from((last.weekday() - weekday).rem_euclid(7))));
    }
    let day = first.plus_days(i32::from((weekday - first.weekday()).rem_euclid(7)));
    Some(day.plus_days(7 * (i32::from(nth) - 1)))
}

/// Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    Date::new(year as i16, (days / 31) as i8, (days % 31 + 1) as i8)
}
