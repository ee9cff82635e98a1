//! The day that a field, a meta tag or a line of its own states.
//!
//! Stricter than the reading of prose: only what is a date in itself counts, and a numeric day that might be read both
//! ways (`08/05/2023`) is none. A wrong date is worse than an unknown one.

use super::tokens::{Kind, Token, tokens};
use crate::date::{Date, DateSpan};
use crate::text::Span;

/// Reads a text that is a date as a whole: RFC 3339, `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, RFC 2822, or written out.
pub fn stated_date(text: &str) -> Option<DateSpan> {
    let text = text.trim();
    let year = (text.len() == 4).then(|| text.parse().ok().and_then(DateSpan::year)).flatten();
    year.or_else(|| find_stated(text).filter(|found| found.span.start <= "Wednesday, ".len()).map(|found| found.when))
}

/// A date as it is written for programs: also of a longer text that begins with it.
pub fn machine_date(value: &str) -> Option<DateSpan> {
    stated_date(value).or_else(|| unix_time(value.trim()))
}

/// How many digits the time since 1970 has in seconds, and in thousandths, millionths and billionths of them.
const UNIX_DIGITS: [usize; 4] = [10, 13, 16, 19];

/// The time since 1970, in seconds or smaller units.
fn unix_time(value: &str) -> Option<DateSpan> {
    let whole = value.split_once('.').map_or(value, |(whole, _)| whole);
    let is_time = UNIX_DIGITS.contains(&whole.len()) && whole.bytes().all(|byte| byte.is_ascii_digit());
    let seconds: i64 = whole.get(..UNIX_DIGITS[0]).filter(|_| is_time)?.parse().ok()?;
    let day = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
    Date::new(day.year(), day.month(), day.day()).map(DateSpan::day)
}

/// Tells whether a line is a day in numbers, with or without a time, that can be read two ways: `08/05/2023`.
pub fn is_ambiguous(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let Some(day) = words.next() else { return false };
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || b":.apmAPM".contains(&byte));
    matches!(parts[..], [first, second, year] if digits(first, 2) && digits(second, 2) && digits(year, 4) && year.len() != 3)
        && words.clone().count() <= 2
        && words.all(is_time)
        && find_stated(line).is_none()
}

/// A date found in a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stated {
    /// Where it stands, its weekday not included.
    pub span: Span,
    /// The day or month that it names.
    pub when: DateSpan,
}

/// Finds the first date in a short text that names at least month and year.
pub fn find_stated(text: &str) -> Option<Stated> {
    if !may_state(text) {
        return None;
    }
    let tokens = tokens(text);
    // `30 February 2022` is no day, and does not state a month either.
    let is_number = |at: usize| matches!(tokens[at].kind, Kind::Number { digits: 1..=2, .. });
    let is_numbering = |at: usize| is_number(at) && numbers_issue(text, &tokens[..at]);
    let is_part = |at: usize| matches!(tokens[at].kind, Kind::Month(_)) && at > 0 && is_number(at - 1) && !is_numbering(at - 1);
    let starts: Vec<usize> = (0..tokens.len()).filter(|at| !is_part(*at) && !is_numbering(*at)).collect();
    starts.into_iter().find_map(|at| {
        let (when, used) = date_at(text, &tokens[at..])?;
        Some(Stated { span: tokens[at].span.cover(tokens[at + used - 1].span), when })
    })
}

/// Tells whether a text holds as many digits in a row as a year has: no date goes without.
fn may_state(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
}

/// Words before a number that is no day: "Issue 12, June 2023".
const NUMBERED: &[&str] = &["issue", "no", "nr", "number", "vol", "volume", "edition", "part", "bulletin"];

/// Tells whether the text so far ends in a word that the number behind it numbers: `Issue`, `No.`.
pub fn is_numbering_word(word: &str) -> bool {
    NUMBERED.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn numbers_issue(text: &str, before: &[Token]) -> bool {
    let word = before.iter().rev().find(|token| token.kind != Kind::Mark('.'));
    word.is_some_and(|token| is_numbering_word(token.span.of(text)))
}

/// The date that begins with the first token, and how many tokens it takes.
fn date_at(text: &str, tokens: &[Token]) -> Option<(DateSpan, usize)> {
    numeric(tokens).or_else(|| compact(tokens)).or_else(|| day_first(tokens)).or_else(|| month_first(text, tokens))
}

fn day(year: i32, month: i32, day: i32) -> Option<DateSpan> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).map(DateSpan::day)
}

/// `2022-12-28`, `2022/12/28`, `2022-12`, `28.12.2022`, `12/28/2022`.
fn numeric(tokens: &[Token]) -> Option<(DateSpan, usize)> {
    let number = |place: usize| match tokens.get(place)?.kind {
        Kind::Number { value, digits } if place == 0 || !tokens[place].parted => Some((value, digits)),
        _ => None,
    };
    let mark = |place: usize| match tokens.get(place)?.kind {
        Kind::Mark(mark @ ('-' | '/' | '.')) if !tokens[place].parted => Some(mark),
        _ => None,
    };
    let (first, separator) = (number(0)?, mark(1)?);
    let second = number(2)?;
    match (first, mark(3).filter(|mark| *mark == separator).and_then(|_| number(4))) {
        ((year, 4), Some((last, 1..=2))) => Some((day(year, second.0, last)?, 5)),
        ((year @ 1500..=2200, 4), None) if second.1 == 2 && separator == '-' => {
            Some((DateSpan::month(year.try_into().ok()?, second.0.try_into().ok()?)?, 3))
        }
        ((first, 1..=2), Some((year, 4))) if second.1 <= 2 => Some((of_unsure_order(first, second.0, year, separator)?, 5)),
        _ => None,
    }
}

/// A day and a month of which one does not know which comes first, unless a number or the point between tells.
fn of_unsure_order(first: i32, second: i32, year: i32, separator: char) -> Option<DateSpan> {
    match (first, second) {
        _ if separator == '.' || first > 12 || first == second => day(year, second, first),
        (_, 13..) => day(year, first, second),
        _ => None,
    }
}

/// `20221228`, as file names and some meta tags have it.
fn compact(tokens: &[Token]) -> Option<(DateSpan, usize)> {
    match tokens[0].kind {
        Kind::Number { value: value @ 19_000_101..=21_991_231, digits: 8 } => {
            Some((day(value / 10_000, value / 100 % 100, value % 100)?, 1))
        }
        _ => None,
    }
}

/// The places of the tokens that count: neither filler nor comma, point or hyphen.
fn telling(tokens: &[Token]) -> impl Iterator<Item = (usize, Kind)> + '_ {
    let passed = |kind: &Kind| matches!(kind, Kind::Filler | Kind::Mark(',' | '.' | '-' | '/' | '+'));
    let kinds = tokens.iter().map(|token| token.kind).enumerate().take(12);
    kinds.filter(move |(place, kind)| !passed(kind) && !is_of_a_time(tokens, *place)).take(8)
}

/// Tells whether a number or colon is part of a time: `15:58:00`, `15:58:00 +0100`.
fn is_of_a_time(tokens: &[Token], place: usize) -> bool {
    let is_colon = |place: usize| tokens.get(place).is_some_and(|token| token.kind == Kind::Mark(':'));
    let is_offset = place > 2 && matches!(tokens[place - 1].kind, Kind::Mark('+' | '-')) && !tokens[place].parted;
    is_colon(place) || is_colon(place + 1) || (place > 0 && is_colon(place - 1)) || is_offset && is_colon(place - 3)
}

fn is_year(kind: Kind) -> Option<i32> {
    match kind {
        Kind::Number { value: value @ 1500..=2200, digits: 4 } => Some(value),
        _ => None,
    }
}

/// `28 December 2022`, `28 de diciembre de 2022`, `28-Dec-2022`.
fn day_first(tokens: &[Token]) -> Option<(DateSpan, usize)> {
    let mut parts = telling(tokens);
    let (0, Kind::Number { value, digits: 1..=2 }) = parts.next()? else { return None };
    let (_, Kind::Month(month)) = parts.next()? else { return None };
    let (last, year) = parts.next()?;
    Some((day(is_year(year)?, month.into(), value)?, last + 1))
}

/// `December 28, 2022`, `Dec. 28th 2022`, `December 2022`.
fn month_first(text: &str, tokens: &[Token]) -> Option<(DateSpan, usize)> {
    let mut parts = telling(tokens);
    let (0, Kind::Month(month)) = parts.next()? else { return None };
    if tokens[0].span.of(text).starts_with(char::is_lowercase) && tokens[0].span.len() < 4 {
        return None;
    }
    let (place, next) = parts.next()?;
    if let Some(year) = is_year(next) {
        return Some((DateSpan::month(year.try_into().ok()?, month)?, place + 1));
    }
    let Kind::Number { value, digits: 1..=2 } = next else { return None };
    let (last, year) = parts.next()?;
    Some((day(is_year(year)?, month.into(), value)?, last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        find_stated(text).map(|found| found.when.to_string())
    }

    #[test]
    fn days_of_every_form() {
        for text in [
            "2022-12-28",
            "2022-12-28T10:15:00+03:00",
            "2022/12/28",
            "28.12.2022 10:15",
            "28/12/2022",
            "12/28/2022",
            "20221228",
            "Wed, 28 Dec 2022 10:15:00 GMT",
            "Wednesday, December 28, 2022",
            "Dec. 28th, 2022",
            "Posted on 28 December 2022 at noon",
            "28 de diciembre de 2022",
            "28 Aralık 2022 Çarşamba",
            "Insight No. 1689, December 28, 2022",
            "28-Dec-2022",
            "Published On 28 Dec 202228 Dec 2022",
            "Sat, 28 Dec 15:58:00 2022",
            "28 декабря 2022, 21:40",
            "28 ديسمبر 2022",
            "28 грудня 2022",
            "28 Δεκεμβρίου 2022",
            "28 grudnia 2022",
            "2022年12月28日",
            "Wed Dec 28 13:08:45 +0000 2022",
            "Wed Dec 28 13:08:45 -0530 2022",
            "Wed Dec 28 13:08:45 CET 2022",
        ] {
            assert_eq!(found(text).as_deref(), Some("2022-12-28/2022-12-28"), "{text}");
        }
    }

    #[test]
    fn months_stay_months() {
        for text in ["December 2022", "2022-12", "Dec 2022", "Issue 12, December 2022", "Vol. 3 No. 7 (December 2022)"] {
            assert_eq!(found(text).as_deref(), Some("2022-12-01/2022-12-31"), "{text}");
        }
    }

    #[test]
    fn what_might_be_read_both_ways_is_no_date() {
        for text in
            ["08/05/2023", "08/05/25", "May 14", "14 May", "No. 1689", "2022-13-40", "30 February 2022", "3-4-2022", "10:15"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_in_numbers_may_be_read_two_ways() {
        for line in ["08/05/2023", "08/05/25", "3-4-2022 10:15 pm"] {
            assert!(is_ambiguous(line), "{line}");
        }
        for line in ["28/12/2022", "10:15", "192.168.1.1", "08/05/2023 was a bad day for the harbour", "1.2.x"] {
            assert!(!is_ambiguous(line), "{line}");
        }
    }

    #[test]
    fn a_field_is_a_date_as_a_whole() {
        assert_eq!(stated_date("1987").unwrap().to_string(), "1987-01-01/1987-12-31");
        assert_eq!(stated_date("the treaty of 28 December 2022"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,60}", numbers in "[0-9 /.,:-]{0,40}") {
            find_stated(&text);
            find_stated(&numbers);
        }
    }
}
