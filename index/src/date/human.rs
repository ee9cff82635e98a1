//! Spans of days as people type them in filters.

use super::{Date, DateSpan};
use crate::error::{Error, Result};

/// Reads a span of days as typed: `2022`, `2022-12`, `2022-12-28`, `2022-12..2023-02`, `2022-12..`, `..2022`, `dec 2022`,
/// `last 30 days`. `today` is the day that relative forms count from.
///
/// # Errors
///
/// [`Error::Date`] where the text is none of these.
///
/// ```
/// use nutgraf_index::date::{Date, parse_span};
/// let today = Date::new(2023, 1, 15).unwrap();
/// assert_eq!(parse_span("2022-12..2023-02", today).unwrap().to_string(), "2022-12-01/2023-02-28");
/// ```
pub fn parse_span(text: &str, today: Date) -> Result<DateSpan> {
    let wrong = || Error::Date(text.to_owned());
    let trimmed = text.trim();
    if let Some((first, last)) = trimmed.split_once("..") {
        return match (first.trim(), last.trim()) {
            ("", "") => Err(wrong()),
            (first, "") => Ok(DateSpan::since(parse_span(first, today)?.first)),
            ("", last) => Ok(DateSpan::until(parse_span(last, today)?.last)),
            (first, last) => DateSpan::new(parse_span(first, today)?.first, parse_span(last, today)?.last).ok_or_else(wrong),
        };
    }
    numeric(trimmed).ok_or_else(wrong)
}

fn numeric(text: &str) -> Option<DateSpan> {
    match text.len() {
        4 => DateSpan::year(text.parse().ok()?),
        7 => {
            let (year, month) = text.split_once('-')?;
            DateSpan::month(year.parse().ok()?, month.parse().ok()?)
        }
        _ => text.parse().ok().map(DateSpan::day),
    }
}
