//! Parts of the calendar longer than a month: quarters, halves, seasons, decades, centuries; and feasts.

use super::calendar::{tail_year, which};
use super::cursor::{Cursor, Step};
use super::numbers;
use crate::date::gap::Gap;
use crate::date::meaning::{Part, Place, Which, YearOf};
use crate::date::term::{Holiday, Naming, Season, Term, Unit, Word};

/// Reads any of them.
pub(super) fn stretch(at: Cursor) -> Step<Place> {
    super::longest([quarter(at), lettered(at), half(at), season(at), decade(at), century(at), feast(at), week(at)])
}

/// Words that may stand between `the` and `third quarter`.
const ASIDE: &[Word] = &[Word::Fiscal, Word::Comparable, Word::Same, Word::Full];

/// Reads `the third quarter of 1984`, `third-quarter`, `the 1988 second quarter`, `this year's third quarter`.
fn quarter(at: Cursor) -> Step<Place> {
    let (year, at) = head_year(at.maybe(&[Word::The]));
    let at = at.maybe(ASIDE);
    let (number, after) = numbers::ordinal(at.over(&[Gap::Blank, Gap::Hyphen, Gap::Apostrophe])?).or_else(|| last(at))?;
    let (unit, after) = after.over(&[Gap::Blank, Gap::Hyphen])?.pick(singular)?;
    if unit != Unit::Quarter || number > 4 {
        return None;
    }
    let (year, after) = year.map_or_else(|| year_behind(after), |year| (year, after));
    Some((Place::OfYear(Part::Quarter(number as u8), year), after))
}

/// Reads `quarter`, `third quarter` or `period` behind `year-ago`.
pub(super) fn plain_quarter(at: Cursor) -> Option<Cursor> {
    if let Some(after) = at.word(Word::Period) {
        return Some(after);
    }
    let after = numbers::ordinal(at.over(&[Gap::Blank])?).map_or(at, |(_, after)| after);
    let (unit, after) = after.over(&[Gap::Blank, Gap::Hyphen])?.pick(singular)?;
    (unit == Unit::Quarter).then_some(after)
}

fn last(at: Cursor) -> Step<u32> {
    let after = at.word(Word::Last)?;
    // "the last quarter of 2022" is its fourth; "last quarter" alone is another matter
    let (_, rest) = after.next(singular)?;
    year_behind(rest).1.length().gt(&rest.length()).then_some((4, after))
}

fn singular(term: Term) -> Option<Unit> {
    match term {
        Term::Unit(unit) => Some(unit),
        _ => None,
    }
}

/// The year behind a part of it: `of 1984`, `of fiscal 1990`, `last year`.
fn year_behind(at: Cursor) -> (YearOf, Cursor) {
    let fiscal = at.maybe(&[Word::Of, Word::In]).maybe(&[Word::The]).maybe(&[Word::Fiscal]);
    tail_year(at).or_else(|| tail_year(fiscal)).unwrap_or((YearOf::Open(Which::Open), at))
}

/// The year before a part of it: `1988`, `this year's`, `last year's`.
fn head_year(at: Cursor) -> (Option<YearOf>, Cursor) {
    let said = at.over(&[Gap::Blank]).and_then(numbers::four_digits).map(|(year, after)| (Some(YearOf::Said(year)), after));
    said.or_else(|| shifted_year(at)).unwrap_or((None, at))
}

fn shifted_year(at: Cursor) -> Step<Option<YearOf>> {
    let (word, after) = at.any_word(&[Word::This, Word::Last, Word::Next])?;
    let (_, after) = after.unit().filter(|(unit, _)| *unit == Unit::Year)?;
    let (_, after) = after.over(&[Gap::Apostrophe])?.pick(|term| (term == Term::Word(Word::S)).then_some(()))?;
    let years = match word {
        Word::Last => -1,
        Word::Next => 1,
        _ => 0,
    };
    Some((Some(YearOf::Shifted(years)), after))
}

/// Reads `Q3 2022`, `2022-Q3`, `H2 of 2019`.
fn lettered(at: Cursor) -> Step<Place> {
    let (year, at) = match numbers::four_digits(at) {
        Some((year, after)) => (Some(YearOf::Said(year)), after.over(&[Gap::Blank, Gap::Hyphen, Gap::Glued])?),
        None => (None, at),
    };
    let (letter, after) = at.pick(|term| match term {
        Term::Word(letter @ (Word::Q | Word::H)) => Some(letter),
        _ => None,
    })?;
    let (number, after) = after.over(&[Gap::Glued])?.pick(|term| match term {
        Term::Number(number @ 1..=4, 1) => Some(number as u8),
        _ => None,
    })?;
    let part = match letter {
        Word::Q => Part::Quarter(number),
        _ if number <= 2 => Part::Half(number),
        _ => return None,
    };
    match year.map_or_else(|| year_behind(after), |year| (year, after)) {
        (YearOf::Open(_), _) if letter == Word::H => None,
        (year, after) => Some((Place::OfYear(part, year), after)),
    }
}

/// Reads `the first half of 1990`, `the second half of last year`, `first two quarters of 1990`.
fn half(at: Cursor) -> Step<Place> {
    let at = at.maybe(&[Word::The]);
    let ordinal = numbers::ordinal(at.over(&[Gap::Blank])?).or_else(|| Some((2, at.word(Word::Last)?)));
    let (number, after) = ordinal.filter(|(number, _)| *number <= 2)?;
    let after = after.word(Word::Half)?;
    let (year, after) = year_behind(after);
    let said = !matches!(year, YearOf::Open(_));
    said.then_some((Place::OfYear(Part::Half(number as u8), year), after))
}

/// Reads `summer of 2022`, `last summer`, `the summer`.
fn season(at: Cursor) -> Step<Place> {
    let start = at;
    let (which, at) = which(at).unwrap_or((Which::Open, at.maybe(&[Word::The])));
    let at = at.maybe(&[Word::Early, Word::Late, Word::Mid, Word::Past]);
    let (season, after) = at.over(&[Gap::Blank, Gap::Hyphen])?.pick(|term| match term {
        Term::Season(season) => Some(season),
        _ => None,
    })?;
    // "the Arab Spring in 2011" is no season
    if at.length() == start.length() && super::names::is_part_of_name(start, Naming::Doubtful) {
        return None;
    }
    let (year, after) = match year_behind(after) {
        (YearOf::Open(_), after) => (YearOf::Open(which), after),
        found => found,
    };
    let said = which != Which::Open
        || !matches!(year, YearOf::Open(_))
        || super::names::is_season(start, after, season == Season::Autumn);
    said.then_some((Place::OfYear(Part::Season(season), year), after))
}

/// Reads `the 1990s`, `the '80s`, `the nineties`.
fn decade(at: Cursor) -> Step<Place> {
    let at = at.maybe(&[Word::The]);
    let (decade, after) = at.over(&[Gap::Blank, Gap::Hyphen, Gap::Quote])?.pick(|term| match term {
        Term::Decade(decade) => Some(decade),
        _ => None,
    })?;
    let place = match decade {
        1000..=2990 => Place::Decade(decade as i16),
        20..=90 if at.length() > 0 || is_shortened(at) => Place::ShortDecade(decade as u8),
        _ => return None,
    };
    Some((place, after))
}

fn is_shortened(at: Cursor) -> bool {
    at.text_before().ends_with(['\'', '’', '‘'])
}

/// Reads `the 20th century`, `the nineteenth century`, `the 5th century BC`.
fn century(at: Cursor) -> Step<Place> {
    let at = at.maybe(&[Word::The]);
    let (number, after) = numbers::ordinal(at.over(&[Gap::Blank])?)?;
    let (unit, after) = after.over(&[Gap::Blank, Gap::Hyphen])?.pick(singular)?;
    if unit != Unit::Century || !(1..=30).contains(&number) {
        return None;
    }
    match after.any_word(&[Word::Bc, Word::Ad]) {
        Some((Word::Bc, after)) => Some((Place::Century(-(number as i16)), after)),
        Some((_, after)) => Some((Place::Century(number as i16), after)),
        None => Some((Place::Century(number as i16), after)),
    }
}

/// Reads `Christmas 2022`, `last Thanksgiving Day`, `New Year's Eve`.
pub(super) fn feast(at: Cursor) -> Step<Place> {
    let (which, at) = which(at).unwrap_or((Which::Open, at));
    let (holiday, after) = feast_name(at)?;
    let (year, after) = match year_behind(after) {
        (YearOf::Open(_), after) => (YearOf::Open(which), after),
        found => found,
    };
    Some((Place::OfYear(Part::Holiday(holiday), year), after))
}

fn feast_name(at: Cursor) -> Step<Holiday> {
    let at = at.over(&[Gap::Blank])?;
    plain_feast(at).or_else(|| feast_day(at)).or_else(|| new_year(at)).or_else(|| named_weekday(at))
}

/// Reads `Christmas`, `Christmas Eve`, `Easter Sunday`, `Thanksgiving Day`.
fn plain_feast(at: Cursor) -> Step<Holiday> {
    let (holiday, after) = at.pick(|term| match term {
        Term::Holiday(holiday) => Some(holiday),
        _ => None,
    })?;
    let others = match holiday {
        Holiday::Nth(..) => super::names::is_owned_by_others(at, after),
        _ => super::names::is_of_others(at),
    };
    if others {
        return None;
    }
    let monday = after.next(|term| matches!(term, Term::Weekday(1, _)).then_some(()));
    if let (Some((_, after)), Holiday::Easter(0)) = (monday, holiday) {
        return Some((Holiday::Easter(1), after));
    }
    match (after.word(Word::Eve), holiday) {
        (Some(after), Holiday::Fixed(month, day)) => Some((Holiday::Fixed(month, day - 1), after)),
        _ => Some((holiday, day_word(after).unwrap_or(after))),
    }
}

fn day_word(at: Cursor) -> Option<Cursor> {
    let (_, after) = at.next(|term| matches!(term, Term::Unit(Unit::Day) | Term::Weekday(7, _)).then_some(()))?;
    Some(after)
}

/// Reads `Labor Day`, `Saint Patrick's Day`.
fn feast_day(at: Cursor) -> Step<Holiday> {
    let (holiday, after) = at.pick(|term| match term {
        Term::Feast(holiday) => Some(holiday),
        _ => None,
    })?;
    let (unit, end) = possessive(after).unit()?;
    (unit == Unit::Day && !super::names::is_owned_by_others(at, end)).then_some((holiday, end))
}

pub(super) fn possessive(at: Cursor) -> Cursor {
    let possessive = at.over(&[Gap::Apostrophe]).and_then(|at| at.pick(|term| (term == Term::Word(Word::S)).then_some(())));
    possessive.map_or(at, |(_, after)| after)
}

/// Reads `New Year's Day`, `New Year's Eve`, `New Year`.
fn new_year(at: Cursor) -> Step<Holiday> {
    let (unit, after) = at.word(Word::New)?.unit()?;
    if unit != Unit::Year || !after.previous()?.capital || super::names::is_of_others(at) {
        return None;
    }
    let after = possessive(after);
    match after.word(Word::Eve) {
        Some(after) => Some((Holiday::Fixed(12, 31), after)),
        None => Some((Holiday::Fixed(1, 1), day_word(after).unwrap_or(after))),
    }
}

/// Reads `Good Friday`, `Ash Wednesday`.
fn named_weekday(at: Cursor) -> Step<Holiday> {
    let ((weekday, holiday), after) = at.pick(|term| match term {
        Term::Named(weekday, holiday) => Some((weekday, holiday)),
        _ => None,
    })?;
    let capital = after.previous()?.capital;
    let (_, after) = after.next(|term| matches!(term, Term::Weekday(day, _) if day == weekday).then_some(()))?;
    // "on a good Friday"
    (capital == after.previous()?.capital).then_some((holiday, after))
}

/// Reads `week 31`, `the first week of May`, `the week of March 6`.
fn week(at: Cursor) -> Step<Place> {
    numbered_week(at).or_else(|| nth_week(at)).or_else(|| nth_weekday(at)).or_else(|| week_of(at))
}

fn numbered_week(at: Cursor) -> Step<Place> {
    let (unit, after) = at.unit()?;
    let (number, after) = after.next(|term| match term {
        Term::Number(number @ 1..=53, 1 | 2) => Some(number as u8),
        _ => None,
    })?;
    let (year, after) = year_behind(after);
    (unit == Unit::Week).then_some((Place::OfYear(Part::Week(number), year), after))
}

fn nth_week(at: Cursor) -> Step<Place> {
    let at = at.maybe(&[Word::The]);
    let (number, after) = numbers::ordinal(at.over(&[Gap::Blank])?).or_else(|| Some((0, at.word(Word::Last)?)))?;
    let (unit, after) = after.unit()?;
    let after = after.any_word(&[Word::Of, Word::In])?.1;
    if unit != Unit::Week || number > 5 && number < 50 {
        return None;
    }
    let (place, after) = month_or_year(after)?;
    Some((Place::NthWeek(number as u8, Box::new(place)), after))
}

/// Reads `the third Sunday of May 2021`, `the last Friday in October`.
fn nth_weekday(at: Cursor) -> Step<Place> {
    let article = at.maybe(&[Word::The]);
    let last = || Some((0, article.word(Word::Last)?)).filter(|_| article.length() > at.length());
    let (number, after) = numbers::ordinal(article.over(&[Gap::Blank])?).or_else(last)?;
    let (weekday, after) = super::relative::weekday_name(after)?;
    let (place, after) = month_or_year(after.any_word(&[Word::Of, Word::In])?.1)?;
    (number <= 5).then(|| (Place::NthWeekday { number: number as u8, weekday, of: Box::new(place) }, after))
}

/// Reads `May`, `May 2022`, `2022`, `last month`.
fn month_or_year(at: Cursor) -> Step<Place> {
    let month = || super::calendar::month_of_year(at).or_else(|| super::calendar::bare_month(at));
    let year = || {
        let (year, after) = numbers::four_digits(at.over(&[Gap::Blank])?)?;
        Some((Place::OfYear(Part::Whole, YearOf::Said(year)), after))
    };
    month().or_else(year).or_else(|| super::relative::shifted(at))
}

fn week_of(at: Cursor) -> Step<Place> {
    let (unit, after) = at.maybe(&[Word::The]).unit()?;
    let (word, after) = after.any_word(&[Word::Of, Word::Start])?;
    let after = if word == Word::Start { after.maybe(&[Word::On]) } else { after };
    let (day, after) = super::calendar::day_of_month(after)?;
    match unit {
        Unit::Week => Some((Place::WeekOf(Box::new(day)), after)),
        _ => None,
    }
}
