//! Dates in digits: `2022-12-28`, `24/07/2024`, `08/05/25`, `2022-12`, `2018-19`, `1998`.

use super::cursor::{Cursor, Step};
use super::{calendar, numbers};
use crate::date::gap::Gap;
use crate::date::meaning::{Part, Place, YearOf};
use crate::date::scan::Token;
use crate::date::term::{Term, Word};
use crate::date::{Date, DateSpan};

/// Reads any date in digits.
pub(super) fn numeric(at: Cursor) -> Step<Place> {
    let (weekday, at) = calendar::weekday_prefix(at);
    let (place, after) =
        triple(at, weekday).or_else(|| named_triple(at, weekday)).or_else(|| pair(at)).or_else(|| short(at, weekday))?;
    Some((place, after))
}

/// Three numbers parted by one mark: year first, or year last.
fn triple(at: Cursor, weekday: Option<u8>) -> Step<Place> {
    let (first, after) = number(at)?;
    let mark = after.token()?.gap;
    if !matches!(mark, Gap::Hyphen | Gap::Slash | Gap::Point) {
        return None;
    }
    let (second, after) = number(after)?;
    let (third, after) = number(after.over(&[mark])?)?;
    if !stands_free(at, after, mark) {
        return None;
    }
    let place = match (first.1, third.1) {
        // A tariff's heading is written like a day: 8483.10.30.
        (4, 1 | 2) if mark == Gap::Hyphen || is_year(first) => of_year(first, second, third, weekday)?,
        (1 | 2, 4 | 2) => Place::Slashed { first: small(first)?, second: small(second)?, year: Some(full_year(third)), weekday },
        _ => return None,
    };
    is_possible(&place).then_some((place, after))
}

fn of_year(year: Digits, month: Digits, day: Digits, weekday: Option<u8>) -> Option<Place> {
    Some(Place::OfYear(Part::Day(small(month)?, small(day)?, weekday), YearOf::Said(full_year(year))))
}

/// `05-Aug-2016`, `Dec/2/2018`.
fn named_triple(at: Cursor, weekday: Option<u8>) -> Step<Place> {
    let (day, after) = number(at)?;
    let ((month, _), after) = after.over(&[Gap::Hyphen, Gap::Slash])?.month()?;
    let (year, after) = number(after.over(&[Gap::Hyphen, Gap::Slash])?)?;
    // the year may stand first: "2019-aug-1"
    let (day, year) = if day.1 == 4 { (year, day) } else { (day, year) };
    let place = Place::OfYear(Part::Day(month, small(day)?, weekday), YearOf::Said(full_year(year)));
    (matches!(year.1, 2 | 4) && is_possible(&place)).then_some((place, after))
}

/// `2022-12`, `12/2022`, `2018-19`.
fn pair(at: Cursor) -> Step<Place> {
    let (first, after) = number(at)?;
    let mark = after.token()?.gap;
    if !matches!(mark, Gap::Hyphen | Gap::Slash | Gap::Dash) {
        return None;
    }
    let (second, after) = number(after)?;
    if !stands_free(at, after, mark) {
        return None;
    }
    let place = match (first.1, second.1, second.0) {
        // Sections of laws are numbered so too: 2291-4.
        (4, 1 | 2, 1..=12) if mark != Gap::Dash && (second.1 == 2 || mark == Gap::Hyphen && is_year(first)) => {
            of_month(first, second)?
        }
        (1 | 2, 4, _) if mark != Gap::Dash && is_year(second) => of_month(second, first)?,
        (4, 2, _) if is_year(first) => years(first, (first.0 / 100 * 100 + second.0, 4))?,
        (4, 4, _) if is_year(first) && is_year(second) => years(first, second)?,
        _ => return None,
    };
    Some((place, after))
}

fn of_month(year: Digits, month: Digits) -> Option<Place> {
    let (year, month) = (full_year(year), small(month).filter(|month| (1..=12).contains(month))?);
    Some(Place::OfYear(Part::Month(month), YearOf::Said(year)))
}

fn years(first: Digits, last: Digits) -> Option<Place> {
    (first.0 < last.0).then_some(Place::Years(first.0 as i16, last.0 as i16))
}

/// `22/04`: believed where one number can't be a month, or a word for a day stands before it.
fn short(at: Cursor, weekday: Option<u8>) -> Step<Place> {
    let (first, after) = number(at)?;
    let mark = after.token()?.gap;
    let (second, after) = number(after.over(&[Gap::Slash, Gap::Point, Gap::Hyphen])?)?;
    if ((first, mark, second), weekday) == (((9, 1), Gap::Slash, (11, 2)), None) && is_nine_eleven(at, after) {
        return Some((Place::OfYear(Part::Day(9, 11, None), YearOf::Known(2001)), after));
    }
    let believed = match (weekday, mark) {
        (Some(_), _) => true,
        (None, Gap::Slash) => follows_cue(at) || is_full_pair(first, second),
        _ => false,
    };
    let place = Place::Slashed { first: small(first)?, second: small(second)?, year: None, weekday };
    (believed && stands_free(at, after, mark) && is_possible(&place)).then_some((place, after))
}

/// `9/11` by itself is the day of 2001, unless a year of this day or a range is spoken of.
fn is_nine_eleven(at: Cursor, after: Cursor) -> bool {
    let shifted = matches!(at.previous().map(|token| token.term), Some(Term::Word(Word::This | Word::Next | Word::Last)));
    !shifted && !after.text_after().starts_with(['-', '–']) && stands_free(at, after, Gap::Slash)
}

/// `22/04`: two digits each, and one number that is no month.
fn is_full_pair(first: Digits, second: Digits) -> bool {
    first.1 == 2 && second.1 == 2 && first.0.max(second.0) > 12
}

fn follows_cue(at: Cursor) -> bool {
    let cue = at.previous().filter(|_| at.token().is_some_and(|token| token.gap == Gap::Blank));
    matches!(
        cue,
        Some(Token {
            term: Term::Word(
                Word::On | Word::Since | Word::From | Word::Until | Word::Between | Word::This | Word::Next | Word::Last
            ),
            ..
        })
    )
}

/// A number and how many digits it has.
type Digits = (u32, u8);

fn number(at: Cursor) -> Step<Digits> {
    at.pick(|term| match term {
        Term::Number(value, digits) => Some((value, digits)),
        _ => None,
    })
}

fn small((value, digits): Digits) -> Option<u8> {
    (digits <= 2 && value > 0).then_some(value as u8)
}

fn is_year((value, digits): Digits) -> bool {
    digits == 4 && (1500..2150).contains(&value)
}

/// A year of four digits, or of two: 00 to 49 lie in this century.
fn full_year((value, digits): Digits) -> i16 {
    match (digits, value) {
        (2, 0..=49) => 2000 + value as i16,
        (2, _) => 1900 + value as i16,
        _ => value as i16,
    }
}

/// Tells whether a place names a day that exists in some order of day and month; February 30 is none.
fn is_possible(place: &Place) -> bool {
    let exists = |year: Option<i16>, month: u8, day: u8| Date::new(year.unwrap_or(2000), month as i8, day as i8).is_some();
    match *place {
        Place::OfYear(Part::Day(month, day, _), YearOf::Said(year)) => exists(Some(year), month, day),
        Place::Slashed { first, second, year, .. } => exists(year, first, second) || exists(year, second, first),
        _ => true,
    }
}

/// Tells whether the numbers are not part of a longer one, a version, a path or an amount.
fn stands_free(from: Cursor, to: Cursor, mark: Gap) -> bool {
    let before = from.text_before().chars().next_back();
    let after = to.text_after();
    let opens =
        !before.is_some_and(|mark| mark.is_alphanumeric() || matches!(mark, '/' | '-' | '.' | '$' | '€' | '£' | '#' | ',' | ':'));
    let mut next = after.chars();
    let closes = match next.next() {
        Some('/' | '%' | '$') => false,
        Some('-') => mark != Gap::Hyphen,
        Some('.' | ',' | ':') => !next.next().is_some_and(|character| character.is_ascii_digit()),
        Some('T') => true,
        Some(character) => !character.is_alphanumeric(),
        None => true,
    };
    opens && closes
}

/// Reads a year that stands alone, with `the year` or `fiscal` before it.
pub(super) fn bare_year(at: Cursor) -> Step<Place> {
    let (worded, at) = year_words(at);
    let start = at.over(&[Gap::Blank, Gap::Hyphen, Gap::Glued])?;
    let (year, after) = numbers::four_digits(start).or_else(|| numbers::spoken_year(start))?;
    let believed = stands_free_year(at, after) && (worded || at.length() > 0 || super::years::is_year(at, after, year));
    let exists = DateSpan::year(year).is_some();
    (believed && exists).then_some((Place::OfYear(Part::Whole, YearOf::Said(year)), after))
}

/// Reads `the year`, `fiscal`, `calendar year`, `FY` before a year.
fn year_words(at: Cursor) -> (bool, Cursor) {
    let fiscal = at.maybe(&[Word::The]);
    let fiscal = fiscal.maybe(&[Word::Fiscal, Word::Calendar, Word::Fy]);
    let full = fiscal.unit().filter(|(unit, _)| *unit == crate::date::term::Unit::Year).map_or(fiscal, |(_, after)| after);
    match full.length() > at.maybe(&[Word::The]).length() {
        true => (true, full),
        false => (false, at),
    }
}

/// Tells whether a year is not part of a longer number, an amount or a word; `2023-02-30` is no year either.
fn stands_free_year(at: Cursor, after: Cursor) -> bool {
    let mut before = at.text_before().chars().rev();
    let opens = match before.next() {
        // scraped markup: `height="2000"`
        Some('"') => before.next() != Some('='),
        Some('$' | '€' | '£' | '#' | '.' | ':' | ',' | '/') => false,
        Some('-') => !before.next().is_some_and(|character| character.is_ascii_digit()),
        Some(character) => at.length() > 0 || !character.is_alphanumeric(),
        None => true,
    };
    let mut next = after.text_after().chars();
    let closes = match next.next() {
        Some('%' | '$' | '/') => false,
        Some('.' | ',' | ':' | '-') => !next.next().is_some_and(|character| character.is_ascii_digit()),
        Some(character) => !character.is_alphanumeric(),
        None => true,
    };
    opens && closes
}
