//! Spans of days as people type them in filters.

use super::find::{Typed, read_typed};
use super::{Date, DateSpan};
use crate::error::{Error, Result};

/// Reads a span of days as typed: `2022`, `2022-12`, `2022-12-28`, `2022-12..2023-02`, `2022-12..`, `..2022`, `dec 2022`,
/// `28 December 2022`, `summer 2022`, `2022-Q3`, `2010s`, `since 2020`, `yesterday`, `last month`, `last 30 days`: all that
/// [`find_dates`](super::find_dates) finds in texts, written alone. `today` is the day that relative forms count from; a
/// month without a year is the last one, and the "last 30 days" end with today.
///
/// # Errors
///
/// [`Error::Date`] where the text is none of these, [`Error::Value`] where its day and month may be meant in either order.
///
/// ```
/// use nutgraf_index::date::{Date, parse_span};
/// let today = Date::new(2023, 1, 15).unwrap();
/// assert_eq!(parse_span("2022-12..2023-02", today).unwrap().to_string(), "2022-12-01/2023-02-28");
/// assert_eq!(parse_span("last 30 days", today).unwrap().to_string(), "2022-12-17/2023-01-15");
/// ```
pub fn parse_span(text: &str, today: Date) -> Result<DateSpan> {
    let trimmed = text.trim();
    let wrong = || Error::Date(text.to_owned());
    if let Some((first, last)) = trimmed.split_once("..").or_else(|| trimmed.split_once(" to ")) {
        return match (first.trim(), last.trim()) {
            ("", "") => Err(wrong()),
            (first, "") => Ok(DateSpan::since(one(first, today)?.first)),
            ("", last) => Ok(DateSpan::until(one(last, today)?.last)),
            (first, last) => DateSpan::new(one(first, today)?.first, one(last, today)?.last)
                .ok_or_else(|| Error::Value(format!("'{text}' ends before it begins"))),
        };
    }
    open_end(trimmed, today).unwrap_or_else(|| one(trimmed, today))
}

/// Reads `since 2020`, `until May 2022`, `before 2020-03`, `after 2020`.
fn open_end(text: &str, today: Date) -> Option<Result<DateSpan>> {
    let (word, rest) = text.split_once(char::is_whitespace)?;
    let side: fn(DateSpan) -> DateSpan = match word.to_ascii_lowercase().as_str() {
        "since" => |span| DateSpan::since(span.first),
        "until" | "till" => |span| DateSpan::until(span.last),
        "before" => |span| DateSpan::until(span.first.plus_days(-1)),
        "after" => |span| DateSpan::since(span.last.plus_days(1)),
        _ => return None,
    };
    Some(one(rest.trim(), today).map(side))
}

/// Reads a span without open ends.
fn one(text: &str, today: Date) -> Result<DateSpan> {
    if let Some(span) = numeric(text).or_else(|| text.parse().ok()) {
        return Ok(span);
    }
    if is_no_month(text) {
        return Err(Error::Date(text.to_owned()));
    }
    match read_typed(&capitalised(text), today) {
        Typed::Span(span) => Ok(span),
        Typed::Ambiguous => Err(Error::Value(format!("'{text}' may begin with the day or the month: write it as YYYY-MM-DD"))),
        Typed::Nothing => Err(Error::Date(text.to_owned())),
    }
}

/// Years of any size, which the grammar of texts does not take for years.
fn numeric(text: &str) -> Option<DateSpan> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match (text.len(), text.split_once('-')) {
        (4, None) if is_digits(text) => DateSpan::year(text.parse().ok()?),
        (7, Some((year, month))) if year.len() == 4 && is_digits(year) && is_digits(month) => {
            DateSpan::month(year.parse().ok()?, month.parse().ok()?)
        }
        _ => text.parse().ok().map(DateSpan::day),
    }
}

/// The longest run of years that two digits behind a year stand for; more is a mistyped month.
const LONGEST_RUN: i16 = 20;

/// Tells `2022-99` from `2018-19`.
fn is_no_month(text: &str) -> bool {
    let Some((year, last)) = text.split_once('-').filter(|(year, last)| year.len() == 4 && last.len() == 2) else { return false };
    let (Ok(year), Ok(last)) = (year.parse::<i16>(), last.parse::<i16>()) else { return false };
    !(1..=LONGEST_RUN).contains(&(last - year % 100))
}

/// Typed names are rarely written with the capitals that tell `May` from `may`.
fn capitalised(text: &str) -> String {
    let mut before = ' ';
    let raise = |character: char| {
        let raised = if before.is_alphanumeric() { character } else { character.to_ascii_uppercase() };
        before = character;
        raised
    };
    text.chars().map(raise).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(text: &str) -> String {
        let today = Date::new(2023, 3, 15).expect("a day that exists");
        parse_span(text, today).map_or_else(|error| error.to_string(), |span| span.to_string())
    }

    #[test]
    fn absolute_forms() {
        assert_eq!(span("2022"), "2022-01-01/2022-12-31");
        assert_eq!(span("0800"), "0800-01-01/0800-12-31");
        assert_eq!(span("2022-02"), "2022-02-01/2022-02-28");
        assert_eq!(span(" 2022-12-28 "), "2022-12-28/2022-12-28");
        assert_eq!(span("dec 2022"), "2022-12-01/2022-12-31");
        assert_eq!(span("28 December 2022"), "2022-12-28/2022-12-28");
        assert_eq!(span("december 28, 2022"), "2022-12-28/2022-12-28");
        assert_eq!(span("summer 2022"), "2022-06-01/2022-08-31");
        assert_eq!(span("2022-Q3"), "2022-07-01/2022-09-30");
        assert_eq!(span("q3 2022"), "2022-07-01/2022-09-30");
        assert_eq!(span("2010s"), "2010-01-01/2019-12-31");
        assert_eq!(span("the 1990s"), "1990-01-01/1999-12-31");
        assert_eq!(span("20th century"), "1900-01-01/1999-12-31");
        assert_eq!(span("2018-19"), "2018-01-01/2019-12-31");
        assert!(span("2022-99").contains("not a date"));
        assert_eq!(span("24/07/2022"), "2022-07-24/2022-07-24");
        assert_eq!(span("28 aralık 2022"), "2022-12-28/2022-12-28");
    }

    #[test]
    fn relative_forms() {
        assert_eq!(span("today"), "2023-03-15/2023-03-15");
        assert_eq!(span("yesterday"), "2023-03-14/2023-03-14");
        assert_eq!(span("last 30 days"), "2023-02-14/2023-03-15");
        assert_eq!(span("past 2 weeks"), "2023-03-02/2023-03-15");
        assert_eq!(span("last month"), "2023-02-01/2023-02-28");
        assert_eq!(span("this year"), "2023-01-01/2023-12-31");
        assert_eq!(span("last week"), "2023-03-06/2023-03-12");
        assert_eq!(span("may"), "2022-05-01/2022-05-31");
        assert_eq!(span("3 days ago"), "2023-03-12/2023-03-12");
        assert_eq!(span("last summer"), "2022-06-01/2022-08-31");
    }

    #[test]
    fn ranges_and_open_ends() {
        assert_eq!(span("2022-12..2023-02"), "2022-12-01/2023-02-28");
        assert_eq!(span("2022-12.."), "2022-12-01/9999-12-31");
        assert_eq!(span("..2022"), "0001-01-01/2022-12-31");
        assert_eq!(span("dec 2022 .. jan 2023"), "2022-12-01/2023-01-31");
        assert_eq!(span("2020 to 2022"), "2020-01-01/2022-12-31");
        assert_eq!(span("since 2020"), "2020-01-01/9999-12-31");
        assert_eq!(span("before march 2022"), "0001-01-01/2022-02-28");
        assert_eq!(span("2022-12-01/2022-12-31"), "2022-12-01/2022-12-31");
    }

    #[test]
    fn what_is_no_span_is_named() {
        assert_eq!(span("soonish"), "'soonish' is not a date or a span of dates");
        assert_eq!(span("2022-13"), "'2022-13' is not a date or a span of dates");
        assert_eq!(span("2023-02-30"), "'2023-02-30' is not a date or a span of dates");
        assert_eq!(span("2023..2022"), "'2023..2022' ends before it begins");
        assert_eq!(span(".."), "'..' is not a date or a span of dates");
        assert_eq!(span(""), "'' is not a date or a span of dates");
        assert!(span("08/05/25").contains("YYYY-MM-DD"));
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(text in "\\PC{0,24}") {
            span(&text);
        }
    }
}
