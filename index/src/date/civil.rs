//! A day of the proleptic Gregorian calendar, and a span of days.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};

/// A day, from 0001-01-01 to 9999-12-31. In JSON and in text it is `YYYY-MM-DD`.
///
/// ```
/// use nutgraf_index::date::Date;
/// let day: Date = "2022-12-28".parse().unwrap();
/// assert_eq!(day.plus_days(4).to_string(), "2023-01-01");
/// assert!(Date::new(2023, 2, 30).is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day of a year (1 to 9999), month and day of month; `None` where there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok().map(Date)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of the week: 1 is Monday, 7 Sunday.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The day `days` later, or earlier where negative; at the calendar's ends, its end.
    pub fn plus_days(self, days: i32) -> Date {
        let limit = if days < 0 { DateSpan::ALL_FIRST } else { DateSpan::ALL_LAST };
        self.0
            .checked_add(days.clamp(-MOST_DAYS, MOST_DAYS).days())
            .ok()
            .map(Date)
            .filter(|date| date.year() >= 1)
            .unwrap_or_else(|| limit.date())
    }

    /// The same day `months` later, or earlier where negative; the month's last day where it has no such day.
    pub fn plus_months(self, months: i32) -> Date {
        let limit = if months < 0 { DateSpan::ALL_FIRST } else { DateSpan::ALL_LAST };
        self.0
            .checked_add(months.clamp(-MOST_MONTHS, MOST_MONTHS).months())
            .ok()
            .map(Date)
            .filter(|date| date.year() >= 1)
            .unwrap_or_else(|| limit.date())
    }

    /// The last day of its month.
    pub fn end_of_month(self) -> Date {
        Date(self.0.last_of_month())
    }

    /// The first day of its month.
    pub fn start_of_month(self) -> Date {
        Date(self.0.first_of_month())
    }

    /// The number of days since 1970-01-01, negative before.
    ///
    /// ```
    /// assert_eq!(nutgraf_index::date::Date::new(1970, 1, 2).unwrap().day_number(), 1);
    /// ```
    pub fn day_number(self) -> i32 {
        EPOCH.until(self.0).map_or(0, |span| span.get_days())
    }

    /// The day of a number; at the calendar's ends, its end.
    ///
    /// ```
    /// use nutgraf_index::date::Date;
    /// let day = Date::new(2022, 12, 28).unwrap();
    /// assert_eq!(Date::of_day_number(day.day_number()), day);
    /// ```
    pub fn of_day_number(number: i32) -> Date {
        Date(EPOCH).plus_days(number)
    }
}

/// The day whose number is 0.
const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// More days and months than the calendar has; larger numbers are refused by the library, and lead to its end anyway.
const MOST_DAYS: i32 = 4_000_000;
const MOST_MONTHS: i32 = 130_000;

/// The ends of the calendar, as plain numbers so that they can be constants.
struct Limit(i16, i8, i8);

impl Limit {
    const fn date(&self) -> Date {
        Date(jiff::civil::date(self.0, self.1, self.2))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Date> {
        let wrong = || Error::Date(text.to_owned());
        let mut parts = text.splitn(3, '-');
        let mut part = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))?;
            part.parse::<i16>().ok()
        };
        let (year, month, day) = (part(4).ok_or_else(wrong)?, part(2).ok_or_else(wrong)?, part(2).ok_or_else(wrong)?);
        Date::new(year, month as i8, day as i8).ok_or_else(wrong)
    }
}

/// As people write it, or by its number where no person reads it.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i32(self.day_number()) }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        if !deserializer.is_human_readable() {
            return Ok(Date::of_day_number(i32::deserialize(deserializer)?));
        }
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A span of days, both ends in it; how precise it is follows from its length.
///
/// ```
/// use nutgraf_index::date::DateSpan;
/// let december = DateSpan::month(2022, 12).unwrap();
/// assert_eq!(december.to_string(), "2022-12-01/2022-12-31");
/// assert_eq!(december.days(), 31);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct DateSpan {
    /// The first day.
    pub first: Date,
    /// The last day, not before the first.
    pub last: Date,
}

impl DateSpan {
    const ALL_FIRST: Limit = Limit(1, 1, 1);
    const ALL_LAST: Limit = Limit(9999, 12, 31);

    /// The days from `first` to `last`; `None` where they are in the wrong order.
    pub fn new(first: Date, last: Date) -> Option<DateSpan> {
        (first <= last).then_some(DateSpan { first, last })
    }

    /// One day.
    pub fn day(day: Date) -> DateSpan {
        DateSpan { first: day, last: day }
    }

    /// A month of a year.
    pub fn month(year: i16, month: i8) -> Option<DateSpan> {
        let first = Date::new(year, month, 1)?;
        Some(DateSpan { first, last: first.end_of_month() })
    }

    /// A year.
    pub fn year(year: i16) -> Option<DateSpan> {
        DateSpan::years(year, year)
    }

    /// Whole years, both in it.
    pub fn years(first: i16, last: i16) -> Option<DateSpan> {
        DateSpan::new(Date::new(first, 1, 1)?, Date::new(last, 12, 31)?)
    }

    /// Everything from a day on.
    pub fn since(first: Date) -> DateSpan {
        DateSpan { first, last: DateSpan::ALL_LAST.date() }
    }

    /// Everything up to a day, it included.
    pub fn until(last: Date) -> DateSpan {
        DateSpan { first: DateSpan::ALL_FIRST.date(), last }
    }

    /// The number of days, at least 1.
    pub fn days(self) -> i32 {
        self.last.day_number() - self.first.day_number() + 1
    }

    /// Tells whether the two have a day in common.
    pub fn overlaps(self, other: DateSpan) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Tells whether all of `other` lies inside.
    pub fn contains(self, other: DateSpan) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Returns the days in common.
    pub fn intersection(self, other: DateSpan) -> Option<DateSpan> {
        DateSpan::new(self.first.max(other.first), self.last.min(other.last))
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.first, self.last)
    }
}

impl FromStr for DateSpan {
    type Err = Error;

    /// Reads what [`DateSpan`] prints: `2022-12-01/2022-12-31`.
    fn from_str(text: &str) -> Result<DateSpan> {
        let wrong = || Error::Date(text.to_owned());
        let (first, last) = text.split_once('/').ok_or_else(wrong)?;
        DateSpan::new(first.parse()?, last.parse()?).ok_or_else(wrong)
    }
}
