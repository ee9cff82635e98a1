//! What does an expression say, before anything is known of its document?

use super::find::DateKind;
use super::term::{DayPart, Holiday, Reference, Season, Unit};

/// The meaning of an expression.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Meaning {
    /// A place in the calendar.
    At(Place),
    /// From one place to another, both in it.
    Between(Place, Place),
    /// A time of day, on a day where one is said.
    Clock(Option<Place>, Clock),
    /// A length of time.
    Duration(Amount, Toward),
    /// A repeated time, by its TIMEX3 value.
    Set(String),
}

impl Meaning {
    pub(super) fn kind(&self) -> DateKind {
        match self {
            Meaning::At(_) | Meaning::Between(..) => DateKind::Date,
            Meaning::Clock(..) => DateKind::Time,
            Meaning::Duration(..) => DateKind::Duration,
            Meaning::Set(_) => DateKind::Set,
        }
    }
}

/// A place in the calendar, as it is said.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Place {
    /// A part of a year: `28 December 2022`, `last summer`, `the third quarter`, `2022`.
    OfYear(Part, YearOf),
    /// Day and month in an order that the document decides, perhaps a year, perhaps a weekday.
    Slashed { first: u8, second: u8, year: Option<i16>, weekday: Option<u8> },
    /// A day of a month that is not said, or said by its distance: `the 15th of next month`.
    DayOfMonth { day: u8, weekday: Option<u8>, month: Option<i32> },
    /// `Friday`, `last Friday`.
    Weekday(u8, Which),
    /// `Friday of next week`: the weekday, and the week by its distance.
    WeekdayOfWeek(u8, i32),
    /// `this year`, `last week`, `today`: a unit of the calendar by its distance.
    Unit(Unit, i32),
    /// `three days ago`, `a week after Easter`; negative counts go back.
    Away { count: i32, unit: Unit, from: Origin },
    /// The week in which a day lies.
    WeekOf(Box<Place>),
    /// The n-th week of a month or year, the last one for 0.
    NthWeek(u8, Box<Place>),
    /// The n-th weekday of a month or year, the last one for 0.
    NthWeekday { number: u8, weekday: u8, of: Box<Place> },
    /// `the 1990s`: its first year.
    Decade(i16),
    /// `the 90s`: the first year of a decade within its century.
    ShortDecade(u8),
    /// `the 20th century`: its number, negative before our era.
    Century(i16),
    /// `2018-19`.
    Years(i16, i16),
    /// `the weekend`: the last one.
    TheWeekend,
    /// `that year`, `the following day`: told from what was mentioned before; the number is the distance.
    Mentioned(Unit, i32),
    /// `the quarter`: the last one mentioned, else the one before the document's.
    TheQuarter,
    /// `a year earlier`, `the year-ago quarter`: the time mentioned before, a year back.
    YearBefore(Origin),
    /// `now`, `recently`, `soon`.
    Reference(Reference),
}

impl Place {
    /// Tells whether it is a single day.
    pub(super) fn is_day(&self) -> bool {
        match self {
            Place::Weekday(..)
            | Place::WeekdayOfWeek(..)
            | Place::NthWeekday { .. }
            | Place::DayOfMonth { .. }
            | Place::Slashed { .. } => true,
            Place::Unit(unit, _) | Place::Away { unit, .. } => *unit == Unit::Day,
            Place::OfYear(part, _) => matches!(part, Part::Day(..) | Part::Holiday(_)),
            _ => false,
        }
    }
}

/// Where a distance is counted from.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Origin {
    /// The day of the document.
    Published,
    /// The time mentioned before.
    Mentioned,
    /// A place that is said.
    Said(Box<Place>),
}

/// A part of a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Whole,
    Half(u8),
    Quarter(u8),
    Season(Season),
    Month(u8),
    Week(u8),
    /// Month, day, and the weekday said with it.
    Day(u8, u8, Option<u8>),
    Holiday(Holiday),
}

/// The year of a part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum YearOf {
    /// It is said.
    Said(i16),
    /// It is not said, but everyone knows it of this day: `9/11`. In a text older than that it is open.
    Known(i16),
    /// The document's year, so many years on.
    Shifted(i32),
    /// The one that fits best.
    Open(Which),
}

/// Which of several times of one name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// Not said: tense decides.
    Open,
    /// `last Friday`.
    Last,
    /// `this Friday`.
    This,
    /// `next Friday`.
    Next,
    /// `this coming Friday`.
    Coming,
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Clock {
    /// Hour, minute and second, as far as said.
    At(u8, Option<u8>, Option<u8>),
    Part(DayPart),
}

/// A length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Amount {
    pub(super) count: Count,
    pub(super) unit: Unit,
}

/// How many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Count {
    /// So many; in halves, so that "two and a half" is 5.
    Halves(u32),
    /// `several`, `a few`.
    Vague,
}

impl Count {
    pub(super) fn whole(count: u32) -> Count {
        Count::Halves(count.saturating_mul(2))
    }

    /// The number where it is a whole one.
    pub(super) fn as_whole(self) -> Option<u32> {
        match self {
            Count::Halves(halves) if halves % 2 == 0 => Some(halves / 2),
            _ => None,
        }
    }
}

/// Where a length of time lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Toward {
    /// Nowhere.
    Unplaced,
    /// `the past two weeks`.
    Past,
    /// `the next two weeks`.
    Future,
    /// `in two weeks`: its end, where the sentence looks ahead.
    Ahead,
}
