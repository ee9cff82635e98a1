//! Repeated times: `every Monday`, `each year`, `daily`, `Tuesdays`, `twice a week`.

use super::cursor::{Cursor, Step};
use super::numbers;
use crate::date::gap::Gap;
use crate::date::meaning::Meaning;
use crate::date::term::{Term, Word};
use crate::date::timex;

/// Reads a repeated time.
pub(super) fn repeated(at: Cursor) -> Step<Meaning> {
    let (value, after) = every(at).or_else(|| adverb(at)).or_else(|| weekdays(at)).or_else(|| rate(at))?;
    Some((Meaning::Set(value), after))
}

/// Reads `every day`, `each Thursday`, `every two weeks`, `each July`.
fn every(at: Cursor) -> Step<String> {
    let (_, after) = at.any_word(&[Word::Each, Word::Every])?;
    let (count, after) = match numbers::count(after) {
        Some((count, after)) => (count.as_whole()?, after),
        None => (1, after),
    };
    after.next(|term| match term {
        Term::Unit(unit) | Term::Units(unit) => Some(timex::period(unit, count)),
        Term::Weekday(day, _) => Some(format!("XXXX-WXX-{day}")),
        Term::Month(month, _) => Some(format!("XXXX-{month:02}")),
        Term::Season(season) => Some(format!("XXXX-{}", timex::season(season))),
        Term::Part(part) => Some(format!("XXXX-XX-XX{}", timex::day_part(part))),
        _ => None,
    })
}

/// Reads `daily`, `annually`.
fn adverb(at: Cursor) -> Step<String> {
    at.next(|term| match term {
        Term::Every(unit) => Some(timex::period(unit, 1)),
        _ => None,
    })
}

/// Reads `Mondays`, `Tuesday nights`.
fn weekdays(at: Cursor) -> Step<String> {
    at.next(|term| match term {
        Term::Weekdays(day) => Some(format!("XXXX-WXX-{day}")),
        _ => None,
    })
}

/// Reads `a year` behind `once`, `twice`, `three times`, and behind an amount of money.
fn rate(at: Cursor) -> Step<String> {
    let counted = matches!(at.previous().map(|token| token.term), Some(Term::Word(Word::Once | Word::Times)));
    let near = at.token().is_some_and(|token| token.gap == Gap::Blank);
    let (unit, after) = at.word(Word::A)?.unit()?;
    (counted && near).then(|| (timex::period(unit, 1), after))
}
