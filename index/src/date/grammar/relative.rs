//! Places told by their distance: `yesterday`, `last Friday`, `next year`, `three days ago`, `a year earlier`, `now`.

use super::calendar::which;
use super::cursor::{Cursor, Step};
use super::duration;
use crate::date::gap::Gap;
use crate::date::meaning::{Amount, Count, Origin, Place, Which};
use crate::date::term::{Naming, Reference, Term, Unit, Word};

/// Reads any of them.
pub(super) fn relative(at: Cursor) -> Step<Place> {
    let places = [
        deictic(at),
        weekday(at),
        shifted(at),
        mentioned(at),
        away(at),
        year_before(at),
        day_beside(at),
        month_day(at),
        year_end(at),
    ];
    super::longest(places).or_else(|| reference(at))
}

/// Reads `today`, `yesterday`, `tomorrow`.
fn deictic(at: Cursor) -> Step<Place> {
    let (days, after) = at.next(|term| match term {
        Term::Word(Word::Today) => Some(0),
        Term::Word(Word::Tomorrow) => Some(1),
        Term::Word(Word::Yesterday) => Some(-1),
        _ => None,
    })?;
    Some((Place::Unit(Unit::Day, days), after))
}

/// Reads `Friday`, `last Friday`, `this coming Sunday`, `Friday of next week`, `next week Monday`.
fn weekday(at: Cursor) -> Step<Place> {
    let week_first = shifted(at).and_then(|(place, after)| {
        let after = after.maybe(&[Word::On]);
        let (day, after) = weekday_name(after)?;
        Some((weekday_of_week(day, &place)?, after))
    });
    week_first.or_else(|| weekday_first(at))
}

fn weekday_first(at: Cursor) -> Step<Place> {
    let (which, at) = following(at).or_else(|| which(at)).unwrap_or((Which::Open, at));
    let (day, after) = weekday_name(at)?;
    let of_week = shifted(after.maybe(&[Word::Of])).and_then(|(place, after)| Some((weekday_of_week(day, &place)?, after)));
    of_week.or(Some((Place::Weekday(day, which), after)))
}

fn following(at: Cursor) -> Step<Which> {
    let (word, after) = at.maybe(&[Word::The]).any_word(&[Word::Following, Word::Previous])?;
    Some((if word == Word::Following { Which::Next } else { Which::Last }, after))
}

pub(super) fn weekday_name(at: Cursor) -> Step<u8> {
    let ((day, naming), after) = at.over(&[Gap::Blank, Gap::Comma, Gap::Hyphen])?.pick(|term| match term {
        Term::Weekday(day, naming) => Some((day, naming)),
        _ => None,
    })?;
    let capital = after.previous()?.capital;
    let believed = match naming {
        Naming::Sure => !super::names::is_newspaper(after) && (at.length() > 0 || !super::names::is_named_day(at)),
        Naming::Short => capital,
        Naming::Doubtful => capital && at.length() > 0,
        _ => false,
    };
    believed.then_some((day, after))
}

fn weekday_of_week(day: u8, place: &Place) -> Option<Place> {
    match *place {
        Place::Unit(Unit::Week, weeks) => Some(Place::WeekdayOfWeek(day, weeks)),
        _ => None,
    }
}

/// Reads `last year`, `the current fiscal quarter`, `this week`.
pub(super) fn shifted(at: Cursor) -> Step<Place> {
    let (word, after) = at.maybe(&[Word::The]).next(|term| match term {
        Term::Word(word) => Some(word),
        _ => None,
    })?;
    let distance = match word {
        Word::Last | Word::Previous => -1,
        Word::This | Word::Current => 0,
        Word::Next | Word::Coming => 1,
        Word::Latest => -1,
        _ => return None,
    };
    if let (Word::Latest, Some(after)) = (word, after.word(Word::Period)) {
        return Some((Place::TheQuarter, after));
    }
    let after = after.maybe(&[Word::Fiscal, Word::Calendar, Word::Full, Word::Coming]);
    let (unit, after) = after.unit()?;
    let after = skip_or_so(after);
    match unit {
        Unit::Minute | Unit::Second | Unit::Hour | Unit::Day if word != Word::Coming => None,
        unit => Some((Place::Unit(unit, distance), after)),
    }
}

fn skip_or_so(at: Cursor) -> Cursor {
    at.word(Word::Or).and_then(|at| at.word(Word::So)).unwrap_or(at)
}

/// Reads `the quarter`, `that year`, `the following month`, `the same period`.
fn mentioned(at: Cursor) -> Step<Place> {
    let (word, after) = at.any_word(&[Word::The, Word::That])?;
    let kinds = [Word::Following, Word::Next, Word::Previous, Word::Same, Word::Full, Word::Fiscal];
    let (distance, after) = match after.any_word(&kinds) {
        Some((Word::Following | Word::Next, after)) => (1, after),
        Some((Word::Previous, after)) => (-1, after),
        Some((_, after)) => (0, after),
        None => (0, after),
    };
    let (unit, after) = after.unit()?;
    let told = distance != 0 || word == Word::That;
    match unit {
        Unit::Quarter if distance == 0 => Some((Place::TheQuarter, after)),
        Unit::Weekend => Some((Place::TheWeekend, after)),
        Unit::Year if super::names::is_closed(after) => None,
        Unit::Year | Unit::Month | Unit::Week | Unit::Day if told => Some((Place::Mentioned(unit, distance), after)),
        Unit::Year if super::names::is_the_year(at, after) => Some((Place::Unit(unit, 0), after)),
        _ => None,
    }
}

/// Reads `three days ago`, `two weeks later`, `a month from now`, `two days after tomorrow`.
fn away(at: Cursor) -> Step<Place> {
    let (amount, after) = duration::amount(at)?;
    let ((sign, from), after) = direction(after)?;
    let Some((count, unit)) = in_whole_units(amount) else {
        let reference = if sign < 0 { Reference::Past } else { Reference::Future };
        return Some((Place::Reference(reference), after));
    };
    let count = i32::try_from(count).ok()?.min(100_000) * sign;
    if (unit, count) == (Unit::Year, -1) && !matches!(from, Origin::Said(_)) {
        return Some((Place::YearBefore(from), after));
    }
    Some((Place::Away { count, unit, from }, after))
}

/// Counts half years in months, half decades and centuries in years; `several` can't be counted.
fn in_whole_units(amount: Amount) -> Option<(u32, Unit)> {
    if let Some(count) = amount.count.as_whole() {
        return Some((count, amount.unit));
    }
    let Count::Halves(halves) = amount.count else { return None };
    let (in_half, unit) = match amount.unit {
        Unit::Year => (6, Unit::Month),
        Unit::Decade => (5, Unit::Year),
        Unit::Century => (50, Unit::Year),
        _ => return None,
    };
    Some((halves.checked_mul(in_half)?, unit))
}

fn direction(at: Cursor) -> Step<(i32, Origin)> {
    let at = skip_or_so(at);
    if let Some((word, after)) = at.any_word(&[Word::Ago, Word::Earlier, Word::Later, Word::Hence]) {
        // `a year ago today` is a day.
        if let (Word::Ago, Some((day, after))) = (word, deictic(after)) {
            return Some(((-1, Origin::Said(Box::new(day))), after));
        }
        let direction = match word {
            Word::Ago => (-1, Origin::Published),
            Word::Earlier => (-1, Origin::Mentioned),
            Word::Hence => (1, Origin::Published),
            _ => (1, Origin::Mentioned),
        };
        return Some((direction, after));
    }
    let (word, after) = at.any_word(&[Word::From, Word::Before, Word::After])?;
    let (origin, after) = origin(after)?;
    Some(((if word == Word::Before { -1 } else { 1 }, origin), after))
}

fn origin(at: Cursor) -> Step<Origin> {
    if let Some(after) = at.word(Word::Now) {
        return Some((Origin::Published, after));
    }
    let (place, after) = deictic(at)
        .or_else(|| super::calendar::day_of_month(at))
        .or_else(|| super::stretch::feast(at))
        .or_else(|| weekday(at))?;
    Some((Origin::Said(Box::new(place)), after))
}

/// Reads `a year-ago`, `year-earlier`, `the year-ago quarter`, `the comparable year-ago period`.
fn year_before(at: Cursor) -> Step<Place> {
    let at = at.maybe(&[Word::The, Word::A]).maybe(&[Word::Comparable]);
    let (unit, after) = at.unit()?;
    let (_, after) = after.over(&[Gap::Hyphen, Gap::Blank])?.pick(|term| match term {
        Term::Word(word @ (Word::Ago | Word::Earlier)) => Some(word),
        _ => None,
    })?;
    let after = super::stretch::plain_quarter(after).unwrap_or(after);
    (unit == Unit::Year).then_some((Place::YearBefore(Origin::Published), after))
}

/// Reads `year-end`, `the year's end`.
fn year_end(at: Cursor) -> Step<Place> {
    let (unit, after) = at.maybe(&[Word::The]).unit()?;
    let after = super::stretch::possessive(after);
    let (_, after) = after.over(&[Gap::Blank, Gap::Hyphen])?.pick(|term| (term == Term::Word(Word::End)).then_some(()))?;
    matches!(unit, Unit::Year | Unit::Month).then_some((Place::Unit(unit, 0), after))
}

/// Reads `the year`, `the month` behind `the end of`, `later in`.
pub(super) fn this_unit(at: Cursor) -> Step<Place> {
    let (unit, after) = at.maybe(&[Word::The]).unit()?;
    let fits = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
    fits.then_some((Place::Unit(unit, 0), after))
}

/// Reads `the day before yesterday`, `the day after`, `day before last Tuesday`.
fn day_beside(at: Cursor) -> Step<Place> {
    let (unit, after) = at.maybe(&[Word::The]).unit()?;
    let (word, after) = after.any_word(&[Word::Before, Word::After])?;
    let sign = if word == Word::Before { -1 } else { 1 };
    if unit == Unit::Week && word == Word::After {
        return Some((Place::Unit(Unit::Week, 2), after.word(Word::Next)?));
    }
    let (place, after) = deictic(after).or_else(|| weekday(after))?;
    (unit == Unit::Day).then(|| (Place::Away { count: sign, unit, from: Origin::Said(Box::new(place)) }, after))
}

/// Reads `the 15th of next month`, `the 21st this month`, `Monday the 27th`.
fn month_day(at: Cursor) -> Step<Place> {
    let start = at;
    let (weekday, at) = super::calendar::weekday_prefix(at);
    let at = at.maybe(&[Word::The]);
    let (day, after) = month_day_number(at, weekday.is_some())?;
    let day_word = after.unit().filter(|(unit, _)| *unit == Unit::Day).map_or(after, |(_, after)| after);
    let of_month = shifted(day_word.maybe(&[Word::Of])).and_then(|(place, after)| match place {
        Place::Unit(Unit::Month, months) => Some((months, after)),
        _ => None,
    });
    if let Some((months, after)) = of_month {
        return Some((Place::DayOfMonth { day, weekday, month: Some(months) }, after));
    }
    let told = weekday.is_some() || super::names::is_lone_day(start, after);
    told.then_some((Place::DayOfMonth { day, weekday, month: None }, after))
}

/// Reads the day of a month that is not said; behind a weekday also without an ordinal's ending: `Sunday 31`.
fn month_day_number(at: Cursor, behind_weekday: bool) -> Step<u8> {
    let at = at.over(&[Gap::Blank, Gap::Comma])?;
    let plain = || {
        let (day, after) = super::numbers::day(at)?;
        let free =
            behind_weekday && at.token()?.gap == Gap::Blank && !after.text_after().starts_with([':', '.', '%', '-', '/', ',']);
        (free && after.token().is_none_or(|token| token.gap != Gap::Blank)).then_some((day, after))
    };
    super::numbers::ordinal_day(at).or_else(plain)
}

/// Reads `now`, `recently`, `the future`, `the near term`, `as soon as possible`.
fn reference(at: Cursor) -> Step<Place> {
    let as_soon = matches!(at.previous().map(|token| token.term), Some(Term::Word(Word::As)));
    let single = at.next(|term| match term {
        Term::Reference(reference) => Some(reference),
        Term::Word(Word::Now | Word::Current) => Some(Reference::Present),
        Term::Word(Word::Soon) if !as_soon => Some(Reference::Future),
        _ => None,
    });
    let (reference, after) = these_days(at).or_else(|| the_future(at)).or(single)?;
    Some((Place::Reference(reference), after))
}

/// Reads `these days`.
fn these_days(at: Cursor) -> Step<Reference> {
    let after = at.word(Word::These)?;
    let (_, after) = after.next(|term| (term == Term::Units(Unit::Day)).then_some(()))?;
    Some((Reference::Present, after))
}

/// Reads `the future`, `the near term`, `the past`.
fn the_future(at: Cursor) -> Step<Reference> {
    let article = at.word(Word::The)?;
    let at = article.maybe(&[Word::Near, Word::Short]);
    let (word, after) = at.any_word(&[Word::Future, Word::Past, Word::Term])?;
    let ends = after.token().is_none_or(|token| {
        !matches!(
            token.term,
            Term::Number(..)
                | Term::Cardinal(_)
                | Term::Unit(_)
                | Term::Units(_)
                | Term::Season(_)
                | Term::Word(Word::Few | Word::Several | Word::Couple | Word::Half)
        )
    });
    let reference = match word {
        Word::Future => Reference::Future,
        Word::Past => Reference::Past,
        _ if at.length() > article.length() => Reference::Future,
        _ => return None,
    };
    ends.then_some((reference, after))
}
