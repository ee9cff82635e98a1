//! Dates with the name of a month: `Wednesday, July 24`, `28 décembre 2022`, `Jan. 5-7, 2024`, `December 2022`, `May`.

use super::cursor::{Cursor, Step};
use super::numbers;
use crate::date::gap::Gap;
use crate::date::meaning::{Meaning, Part, Place, Which, YearOf};
use crate::date::term::{Naming, Term, Unit, Word};

/// What may stand between month and day.
const TO_DAY: &[Gap] = &[Gap::Blank, Gap::PointBlank, Gap::Point, Gap::Glued, Gap::Hyphen, Gap::Slash, Gap::Comma];
/// What may stand between day and month.
const TO_MONTH: &[Gap] = &[Gap::Blank, Gap::PointBlank, Gap::Hyphen, Gap::Slash, Gap::Point];
/// What may stand before a year.
const TO_YEAR: &[Gap] = &[Gap::Blank, Gap::Comma, Gap::PointBlank, Gap::Hyphen, Gap::Slash, Gap::Point];
/// What may stand behind a weekday.
const TO_DATE: &[Gap] = &[Gap::Blank, Gap::Comma, Gap::PointBlank, Gap::Hyphen];

/// Reads any date with the name of a month.
pub(super) fn named(at: Cursor) -> Step<Place> {
    super::longest([day_of_month(at), month_of_year(at), bare_month(at)])
}

/// Reads a day with its month: `Wednesday, July 24, 2024`, `the 4th of July`.
pub(super) fn day_of_month(at: Cursor) -> Step<Place> {
    let (weekday, at) = weekday_prefix(at);
    let (which, at) = which(at).filter(|_| weekday.is_none()).unwrap_or((Which::Open, at));
    let ((month, day), after) = month_day(at).or_else(|| day_month(at))?;
    let known = || super::names::known_year(at, after, (month, day)).map_or(YearOf::Open(which), YearOf::Known);
    let (year, after) = tail_year(after).unwrap_or_else(|| (known(), after));
    Some((Place::OfYear(Part::Day(month, day, weekday), year), after))
}

/// Reads the weekday before a date, with `on`, `this` and `the` around it; without one stays where it is.
pub(super) fn weekday_prefix(at: Cursor) -> (Option<u8>, Cursor) {
    let named = at.maybe(&[Word::This, Word::Next, Word::Last]);
    let named = named.maybe(&[Word::Coming]);
    let weekday = named.over(&[Gap::Blank]).and_then(|at| {
        at.pick(|term| match term {
            Term::Weekday(day, _) => Some(day),
            _ => None,
        })
    });
    match weekday.and_then(|(day, after)| Some((day, after.over(TO_DATE)?))) {
        Some((day, after)) => (Some(day), after),
        None => (None, at),
    }
}

/// Reads `July 24`.
fn month_day(at: Cursor) -> Step<(u8, u8)> {
    let ((month, naming), after) = at.month()?;
    if !naming.is_english() {
        return None;
    }
    let after = after.over(TO_DAY)?;
    let after = if after.token()?.gap == Gap::Blank { after.maybe(&[Word::The]) } else { after };
    let pointed = matches!(after.token()?.gap, Gap::PointBlank | Gap::Point);
    if pointed && (naming != Naming::Short || !matches!(after.token()?.term, Term::Number(..))) {
        return None;
    }
    let (day, after) = numbers::day(after)?;
    let counted = matches!(
        after.token().map(|token| (token.gap, token.term)),
        Some((Gap::Blank | Gap::Hyphen, Term::Units(_) | Term::Scale(_)))
    );
    (!counted && !is_glued(after)).then_some(((month, day), after))
}

/// Reads `24 July`, `the 24th of July`, `28 de diciembre`.
fn day_month(at: Cursor) -> Step<(u8, u8)> {
    let (day, number) = day_before_month(at)?;
    let after = number.maybe(&[Word::Of, Word::De]);
    // "the first June budget"
    if number.previous()?.term == Term::Ordinal(u16::from(day)) && !is_in_digits(number) && after.length() == number.length() {
        return None;
    }
    let ((month, naming), after) = after.over(TO_MONTH)?.month()?;
    let said = at.token()?;
    let month_token = after.previous()?;
    if naming == Naming::Doubtful && !month_token.capital && matches!(said.term, Term::Number(..)) {
        return None;
    }
    Some(((month, day), after))
}

/// Tells whether what follows goes on a number or an amount: `$`, `3.`, `10:`.
pub(super) fn is_inside_number(before: &str) -> bool {
    let mut marks = before.chars().rev();
    match marks.next() {
        Some('$' | '€' | '£' | '/') => true,
        Some('.' | ',' | ':') => marks.next().is_some_and(|character| character.is_ascii_digit()),
        _ => false,
    }
}

fn is_in_digits(after: Cursor) -> bool {
    after.previous().is_some_and(|token| after.text()[token.start..].starts_with(|first: char| first.is_ascii_digit()))
}

fn day_before_month(at: Cursor) -> Step<u8> {
    let at = at.maybe(&[Word::The]);
    if at.length() == 0 && is_inside_number(&at.text()[..at.token()?.start]) {
        return None;
    }
    let (day, after) = numbers::day(at.over(TO_DATE)?)?;
    // "the fourteenth day of July"
    let longer = after.unit().filter(|(unit, _)| *unit == Unit::Day).and_then(|(_, after)| after.word(Word::Of).map(|_| after));
    Some((day, longer.unwrap_or(after)))
}

/// A number that goes on in letters or digits is no day: `May 5G`, `June 5.5`.
pub(super) fn is_glued(at: Cursor) -> bool {
    let after = at.text_after().as_bytes();
    match after {
        [b'.' | b',' | b':', digit, ..] => digit.is_ascii_digit(),
        [b'%', ..] => true,
        [byte, ..] => byte.is_ascii_alphanumeric(),
        [] => false,
    }
}

/// Reads the year behind a day or month: `, 2022`, `of last year`, `del 2022`.
pub(super) fn tail_year(at: Cursor) -> Step<YearOf> {
    let plain = || {
        let after = at.over(TO_YEAR)?;
        let after = after.maybe(&[Word::Of, Word::In, Word::De]);
        let (year, after) = numbers::year(after.over(TO_YEAR)?)?;
        (!is_glued(after)).then(|| (YearOf::Said(year), after.maybe(&[Word::Goda])))
    };
    plain().or_else(|| shortened_year(at)).or_else(|| said_year(at))
}

/// Reads `'98`.
fn shortened_year(at: Cursor) -> Step<YearOf> {
    let token = at.token()?;
    let (year, after) = numbers::two_digits(at).filter(|_| token.gap == Gap::Quote)?;
    (!is_glued(after)).then_some((YearOf::Said(year), after))
}

/// Reads `last year`, `of this year`, `in the same year`.
pub(super) fn said_year(at: Cursor) -> Step<YearOf> {
    let at = at.over(&[Gap::Blank, Gap::Comma])?;
    let at = if at.token()?.gap == Gap::Blank { at.maybe(&[Word::Of, Word::In]) } else { at };
    let (word, after) = at.pick(|term| match term {
        Term::Word(word @ (Word::This | Word::Last | Word::Next)) => Some(word),
        _ => None,
    })?;
    let (unit, after) = after.unit()?;
    let years = match word {
        Word::Last => -1,
        Word::Next => 1,
        _ => 0,
    };
    (unit == Unit::Year).then_some((YearOf::Shifted(years), after))
}

/// Reads `December 2022`, `Sept. of last year`, `2017 April`.
pub(super) fn month_of_year(at: Cursor) -> Step<Place> {
    year_before_month(at).or_else(|| {
        let ((month, naming), after) = at.over(&[Gap::Blank])?.month()?;
        if !fits_case(naming, after) {
            return None;
        }
        let (year, after) = tail_year(after)?;
        Some((Place::OfYear(Part::Month(month), year), after))
    })
}

fn year_before_month(at: Cursor) -> Step<Place> {
    let (year, after) = numbers::four_digits(at.over(&[Gap::Blank])?)?;
    let ((month, naming), after) = after.over(&[Gap::Blank, Gap::Hyphen])?.month()?;
    let fits = naming.is_english() && (naming != Naming::Doubtful || after.previous()?.capital);
    fits.then_some((Place::OfYear(Part::Month(month), YearOf::Said(year)), after))
}

/// A month of another language that stands without a day is believed only in that language's case: `mars 2022` is French,
/// `Mars 2020` a spacecraft.
fn fits_case(naming: Naming, after: Cursor) -> bool {
    let capital = after.previous().is_some_and(|token| token.capital);
    match naming {
        Naming::Lower => !capital,
        Naming::Capital => capital,
        _ => true,
    }
}

/// Reads a month that stands alone.
pub(super) fn bare_month(at: Cursor) -> Step<Place> {
    let start = at;
    let (which, at) = which(at).unwrap_or((Which::Open, at));
    let ((month, naming), after) = at.over(&[Gap::Blank, Gap::Hyphen])?.month()?;
    let said = which != Which::Open || start.length() > 0;
    let led = said || super::names::is_led(start);
    let cased = after.previous()?.capital || naming == Naming::Sure && led;
    let believed = naming.is_english() && cased && (said || super::names::is_month(start, after, naming));
    believed.then_some((Place::OfYear(Part::Month(month), YearOf::Open(which)), after))
}

/// Reads `last`, `this`, `next` before a name.
pub(super) fn which(at: Cursor) -> Step<Which> {
    let (word, after) = at.any_word(&[Word::Last, Word::Past, Word::Previous, Word::This, Word::Next, Word::Coming])?;
    if word == Word::This
        && let Some((word, after)) = after.any_word(&[Word::Past, Word::Coming])
    {
        return Some((if word == Word::Past { Which::Last } else { Which::Coming }, after));
    }
    let which = match word {
        Word::This => Which::This,
        Word::Next => Which::Next,
        Word::Coming => Which::Coming,
        _ => Which::Last,
    };
    Some((which, after))
}

/// Reads several days of one month: `Jan. 5-7, 2024`, `5 to 7 May`, `between 3 and 12 of Sept`.
pub(super) fn days_of_month(at: Cursor) -> Step<Meaning> {
    let (opened, at) = super::ranges::opening(at);
    let ((month, first, last), after) = month_first(at).or_else(|| days_first(at, opened))?;
    let (year, after) = tail_year(after).unwrap_or((YearOf::Open(Which::Open), after));
    let day = |day| Place::OfYear(Part::Day(month, day, None), year);
    (first < last).then(|| (Meaning::Between(day(first), day(last)), after))
}

/// Reads `Jan. 5-7`, `July 9 to 11`, `May 5 through the 7th`.
fn month_first(at: Cursor) -> Step<(u8, u8, u8)> {
    let ((month, first), after) = month_day(at)?;
    let joined = super::ranges::tight(after).or_else(|| super::ranges::to(after, false).map(|at| at.maybe(&[Word::The])));
    let (last, after) = numbers::day(joined?)?;
    // "May 5 - 10 June" is a range of dates, "Jan. 5-10:30" a time
    let goes_on = after.token().is_some_and(|token| match token.gap {
        Gap::Blank => after.month().is_some(),
        gap => matches!(gap, Gap::Colon | Gap::Point),
    });
    let counts = super::years::counts_something(after);
    (!goes_on && !counts && !is_glued(after)).then_some(((month, first, last), after))
}

/// Reads `5-7 May`, `from 5 to 7 May`, and two days in a row: `18 and 19 June`.
fn days_first(at: Cursor, opened: bool) -> Step<(u8, u8, u8)> {
    let (first, after) = numbers::day(at.maybe(&[Word::The]).over(&[Gap::Blank])?)?;
    let worded = super::ranges::to(after, true).map(|at| at.maybe(&[Word::The]));
    let ((month, last), end) = day_month(super::ranges::tight(after).or(worded)?.afresh())?;
    let apart = after.word(Word::And).is_some() && !opened && last != first + 1;
    (!apart).then_some(((month, first, last), end))
}
