//! Times of day, alone and with their day: `10:35 a.m.`, `noon Thursday`, `this morning`, `Friday night`, `8 o'clock`.

use super::cursor::{Cursor, Step};
use super::{calendar_place, numbers};
use crate::date::gap::Gap;
use crate::date::meaning::{Clock, Meaning, Place};
use crate::date::term::{DayPart, Term, Unit, Word};

/// Reads a time of day; `place` is the date that begins here, if one does.
pub(super) fn clock<'r>(at: Cursor<'r>, place: &Step<'r, Place>) -> Step<'r, Meaning> {
    let day_first = day_first(place);
    let at = at.maybe(&[Word::About, Word::Early, Word::Late, Word::Mid, Word::Earlier, Word::Later]);
    super::longest([time_first(at), day_first, tonight(at), this_morning(at), part_of_day(at)])
}

/// Reads `10 p.m. Wednesday`, `5 p.m. EST, Nov. 6`, `noon Thursday`; the day may be missing.
fn time_first(at: Cursor) -> Step<Meaning> {
    let (clock, after) = time(at)?;
    let after = zone(after);
    let day_at =
        after.over(&[Gap::Blank, Gap::Comma, Gap::PointBlank]).map(|after| after.afresh().maybe(&[Word::On, Word::Of]).afresh());
    match day_at.and_then(calendar_place) {
        Some((place, after)) if place.is_day() => Some((Meaning::Clock(Some(place), clock), after)),
        _ => Some((Meaning::Clock(None, clock), after)),
    }
}

/// Reads `Wednesday at 10 p.m.`, `Friday evening`, `tomorrow night`, `the night of May 3`.
fn day_first<'r>(place: &Step<'r, Place>) -> Step<'r, Meaning> {
    let (place, after) = place.clone().filter(|(place, _)| place.is_day())?;
    let joined = after.over(&[Gap::Blank, Gap::Comma])?;
    let joined = if joined.token()?.gap == Gap::Blank {
        joined.maybe(&[Word::At, Word::About]).maybe(&[Word::In]).maybe(&[Word::The])
    } else {
        joined
    };
    let (clock, after) = time(joined).or_else(|| named_part(joined))?;
    Some((Meaning::Clock(Some(place), clock), zone(after)))
}

/// Reads `tonight`, `overnight`.
fn tonight(at: Cursor) -> Step<Meaning> {
    let (_, after) = at.any_word(&[Word::Tonight])?;
    Some((Meaning::Clock(Some(Place::Unit(Unit::Day, 0)), Clock::Part(DayPart::Night)), after))
}

/// Reads `this morning`, `last night`, `later this afternoon`, `the next morning`.
fn this_morning(at: Cursor) -> Step<Meaning> {
    let (word, after) = match at.word(Word::The) {
        Some(after) => (Word::Next, after.any_word(&[Word::Next, Word::Following])?.1),
        None => at.any_word(&[Word::This, Word::Last, Word::That])?,
    };
    let (part, after) = day_part(after)?;
    let place = match word {
        Word::This => Some(Place::Unit(Unit::Day, 0)),
        Word::Last => Some(Place::Unit(Unit::Day, -1)),
        Word::Next => Some(Place::Mentioned(Unit::Day, 1)),
        _ => Some(Place::Mentioned(Unit::Day, 0)),
    };
    Some((Meaning::Clock(place, Clock::Part(part)), after))
}

/// Reads `the morning`, `mid-afternoon yesterday`, `midnight`.
fn part_of_day(at: Cursor) -> Step<Meaning> {
    let after = at.maybe(&[Word::In]).maybe(&[Word::The]);
    let (part, after) = day_part(after.over(&[Gap::Blank, Gap::Hyphen])?)?;
    match after.over(&[Gap::Blank]).map(|after| after.maybe(&[Word::On, Word::Of])).and_then(calendar_place) {
        Some((place, after)) if place.is_day() => Some((Meaning::Clock(Some(place), Clock::Part(part)), after)),
        _ if matches!(part, DayPart::Midday | DayPart::Midnight) || at.length() > 0 => {
            Some((Meaning::Clock(None, Clock::Part(part)), after))
        }
        _ => None,
    }
}

fn day_part(at: Cursor) -> Step<DayPart> {
    at.over(&[Gap::Blank, Gap::Hyphen])?.pick(|term| match term {
        Term::Part(part) => Some(part),
        _ => None,
    })
}

fn named_part(at: Cursor) -> Step<Clock> {
    let (part, after) = day_part(at)?;
    Some((Clock::Part(part), after))
}

/// Reads `10:35 a.m.`, `8am`, `13:00`, `8 o'clock`, `4 in the morning`, `noon`.
fn time(at: Cursor) -> Step<Clock> {
    let at = at.over(&[Gap::Blank, Gap::Comma])?;
    exact_noon(at).or_else(|| digits(at)).or_else(|| spoken(at))
}

fn exact_noon(at: Cursor) -> Step<Clock> {
    let (part, after) = day_part(at)?;
    matches!(part, DayPart::Midday | DayPart::Midnight).then_some((Clock::Part(part), after))
}

fn digits(at: Cursor) -> Step<Clock> {
    if at.length() == 0
        && at.text_before().ends_with(|mark: char| mark.is_alphanumeric() || matches!(mark, ':' | '$' | '.' | '/' | '-'))
    {
        return None;
    }
    let (hour, after) = number(at, 23)?;
    let (minute, after) = past_colon(after).map_or((None, after), |(minute, after)| (Some(minute), after));
    let (second, after) = match minute.and_then(|_| past_colon(after)) {
        Some((second, after)) => (Some(second), after),
        None => (None, after),
    };
    if after.text_after().starts_with(|mark: char| mark == ':' || mark.is_ascii_digit()) {
        return None;
    }
    match half_day(after, hour) {
        Some((hour, after)) => Some((Clock::At(hour, minute, second), after)),
        None if minute.is_some() && !is_score(after) => Some((Clock::At(hour, minute, second), after)),
        None => None,
    }
}

/// `1:0`, `3:2`: the minutes of a time have two digits.
fn is_score(at: Cursor) -> bool {
    matches!(at.previous().map(|token| token.term), Some(Term::Number(_, 1)))
}

fn spoken(at: Cursor) -> Step<Clock> {
    let (hour, after) = numbers::below_hundred(at).filter(|(hour, _)| *hour <= 12)?;
    let (hour, after) = half_day(after, hour as u8)?;
    Some((Clock::At(hour, None, None), after))
}

fn number(at: Cursor, most: u32) -> Step<u8> {
    at.pick(|term| match term {
        Term::Number(value, 1 | 2) if value <= most => Some(value as u8),
        _ => None,
    })
}

fn past_colon(at: Cursor) -> Step<u8> {
    number(at.over(&[Gap::Colon])?, 59)
}

/// Reads what makes a number a time: `a.m.`, `pm`, `o'clock`, `in the morning`.
fn half_day(at: Cursor, hour: u8) -> Step<u8> {
    if hour > 12 {
        return None;
    }
    let (afternoon, after) = meridiem(at).or_else(|| o_clock(at)).or_else(|| in_the_morning(at))?;
    let hour = match (afternoon, hour) {
        (true, 12) | (false, 0..=11) => hour,
        (true, _) => hour + 12,
        (false, _) => 0,
    };
    Some((hour, after))
}

fn meridiem(at: Cursor) -> Step<bool> {
    let glued = at.over(&[Gap::Blank, Gap::Glued])?;
    if let Some(found) = glued.pick(|term| match term {
        Term::Word(Word::Am) => Some(false),
        Term::Word(Word::Pm) => Some(true),
        _ => None,
    }) {
        return Some(found);
    }
    let (afternoon, after) = glued.pick(|term| match term {
        Term::Word(Word::A) => Some(false),
        Term::Word(Word::P) => Some(true),
        _ => None,
    })?;
    let (_, after) = after.over(&[Gap::Point, Gap::PointBlank])?.pick(|term| (term == Term::Word(Word::M)).then_some(()))?;
    Some((afternoon, after))
}

fn o_clock(at: Cursor) -> Step<bool> {
    let after = at.word(Word::O)?;
    let (_, after) = after.over(&[Gap::Apostrophe])?.pick(|term| (term == Term::Word(Word::Clock)).then_some(()))?;
    Some((false, after))
}

fn in_the_morning(at: Cursor) -> Step<bool> {
    let (part, after) = day_part(at.word(Word::In)?.word(Word::The)?)?;
    Some((part != DayPart::Morning, after))
}

/// Reads a time zone, which the value leaves out.
fn zone(at: Cursor) -> Cursor {
    let zone = at.over(&[Gap::Blank, Gap::PointBlank]).and_then(|at| at.pick(|term| (term == Term::Zone).then_some(())));
    zone.filter(|(_, after)| after.previous().is_some_and(|token| token.capital)).map_or(at, |(_, after)| after)
}
