//! Values as TIMEX3 writes them: `2022-12-28`, `2022-W51`, `2022-Q3`, `199`, `P3M`, `T19:15`.

use super::Date;
use super::meaning::{Amount, Clock, Count};
use super::period::CalendarPeriod;
use super::term::{DayPart, Reference, Season, Unit};

/// The value of a period.
pub(super) fn period_value(period: CalendarPeriod) -> String {
    match period {
        CalendarPeriod::Day(day) => day.to_string(),
        CalendarPeriod::Week(monday) => iso_week(monday),
        CalendarPeriod::Weekend(monday) => format!("{}-WE", iso_week(monday)),
        CalendarPeriod::Month(year, month) => format!("{year:04}-{month:02}"),
        CalendarPeriod::Season(year, of) => format!("{year:04}-{}", season(of)),
        CalendarPeriod::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
        CalendarPeriod::Half(year, half) => format!("{year:04}-H{half}"),
        CalendarPeriod::Year(year) => format!("{year:04}"),
        CalendarPeriod::Years(first, last) => format!("{first:04}/{last:04}"),
        CalendarPeriod::Decade(first) => format!("{:03}", first / 10),
        CalendarPeriod::Century(number) if number < 0 => format!("BC{:02}", -number - 1),
        CalendarPeriod::Century(number) => format!("{:02}", number - 1),
    }
}

/// The ISO week of a Monday: it belongs to the year of its Thursday.
fn iso_week(monday: Date) -> String {
    let thursday = monday.plus_days(3);
    let first = Date::new(thursday.year(), 1, 1).map_or(0, Date::day_number);
    format!("{:04}-W{:02}", thursday.year(), (thursday.day_number() - first) / 7 + 1)
}

/// The value of a repeated or simple length.
pub(super) fn period(unit: Unit, count: u32) -> String {
    amount(Amount { count: Count::whole(count), unit })
}

/// The value of a length of time.
pub(super) fn amount(amount: Amount) -> String {
    let (letter, factor) = letter(amount.unit);
    let time = if amount.unit < Unit::Day { "T" } else { "" };
    match amount.count {
        Count::Vague => format!("P{time}X{letter}"),
        Count::Halves(halves) if halves % 2 == 0 => format!("P{time}{}{letter}", u64::from(halves / 2) * factor),
        Count::Halves(halves) => half_amount(amount.unit, u64::from(halves / 2)),
    }
}

/// Half a year is six months, half an hour thirty minutes; other halves stay fractions.
fn half_amount(unit: Unit, whole: u64) -> String {
    match unit {
        Unit::Year if whole == 0 => "P6M".to_owned(),
        Unit::Year => format!("P{whole}Y6M"),
        Unit::Hour if whole == 0 => "PT30M".to_owned(),
        Unit::Hour => format!("PT{whole}H30M"),
        Unit::Minute => format!("PT{whole}M30S"),
        Unit::Decade => format!("P{}Y", whole * 10 + 5),
        unit => format!("P{whole}.5{}", letter(unit).0),
    }
}

fn letter(unit: Unit) -> (&'static str, u64) {
    match unit {
        Unit::Second => ("S", 1),
        Unit::Minute => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day => ("D", 1),
        Unit::Weekend => ("WE", 1),
        Unit::Week => ("W", 1),
        Unit::Fortnight => ("W", 2),
        Unit::Month => ("M", 1),
        Unit::Quarter => ("M", 3),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
        Unit::Millennium => ("Y", 1000),
    }
}

/// The letters of a season.
pub(super) fn season(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// The letters of a part of the day, with their `T`.
pub(super) fn day_part(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "TMO",
        DayPart::Midday => "T12:00",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
        DayPart::Midnight => "T24:00",
    }
}

/// The value of a time of day.
pub(super) fn clock(clock: Clock) -> String {
    match clock {
        Clock::Part(part) => day_part(part).to_owned(),
        Clock::At(hour, minute, None) => format!("T{hour:02}:{:02}", minute.unwrap_or(0)),
        Clock::At(hour, minute, Some(second)) => format!("T{hour:02}:{:02}:{second:02}", minute.unwrap_or(0)),
    }
}

/// The value of a vague place in time.
pub(super) fn reference(reference: Reference) -> &'static str {
    match reference {
        Reference::Present => "PRESENT_REF",
        Reference::Past => "PAST_REF",
        Reference::Future => "FUTURE_REF",
    }
}
