//! Lengths of time: `nine months`, `nearly four years`, `the past two weeks`, `10-year`, `8-month-old`, `decades`.

use super::cursor::{Cursor, Step};
use super::numbers;
use super::record::measures_back;
use crate::date::gap::Gap;
use crate::date::meaning::{Amount, Count, Meaning, Toward};
use crate::date::term::{Term, Unit, Word};

/// Reads a length of time.
pub(super) fn duration(at: Cursor) -> Step<Meaning> {
    let ((amount, toward), after) = super::longest([placed(at), count_first(at), plain(at), closed_year(at), bare(at)])?;
    Some((Meaning::Duration(amount, toward), after))
}

/// Reads `nearly four years`: an amount with what weakens it.
pub(super) fn amount(at: Cursor) -> Step<Amount> {
    let at = hedge(at);
    minute_and_half(at).or_else(|| half_of(at)).or_else(|| counted(at)).or_else(|| one(at))
}

fn plain(at: Cursor) -> Step<(Amount, Toward)> {
    let led = matches!(at.previous().map(|token| token.term), Some(Term::Word(Word::In)));
    let leads_ahead = led && at.token()?.gap == Gap::Blank && !measures_back(at.text_before());
    let toward = if leads_ahead { Toward::Ahead } else { Toward::Unplaced };
    let (amount, after) = amount(at)?;
    Some(((amount, toward), long(after)))
}

/// Reads words such as `nearly`, `more than`, `at least`, `up to`.
pub(super) fn hedge(at: Cursor) -> Cursor {
    let no = at.maybe(&[Word::No]);
    let compared = no.any_word(&[Word::More, Word::Less]).and_then(|(_, after)| after.word(Word::Than));
    let least = at.word(Word::At).and_then(|at| at.any_word(&[Word::Least, Word::Most])).map(|(_, after)| after);
    let up_to = at.word(Word::Up).and_then(|at| at.word(Word::To));
    let found = compared.or(least).or(up_to).unwrap_or(at);
    found.maybe(&[Word::About])
}

/// Reads `nine months`, `10-year`, `two more weeks`, `eight trading days`.
fn counted(at: Cursor) -> Step<Amount> {
    let (count, after) = numbers::count(at.over(&[Gap::Blank])?)?;
    let after = after.maybe(&[Word::More, Word::Additional, Word::Trading]);
    let glued = after.over(&[Gap::Blank, Gap::Hyphen, Gap::Glued])?;
    let (unit, after) = glued.pick(any_unit)?;
    let singular = matches!(after.previous()?.term, Term::Unit(_));
    // "three-quarters" and "a quarter" are mostly parts of something
    if unit == Unit::Quarter && (singular || glued.token()?.gap != Gap::Blank) {
        return None;
    }
    let fits = !singular || glued.token()?.gap == Gap::Hyphen || count == Count::whole(1) || fits_singular(glued);
    (fits && !is_age(after)).then_some((Amount { count, unit }, after))
}

/// `a five year plan`: the singular is believed where a word follows.
fn fits_singular(at: Cursor) -> bool {
    at.previous().is_some_and(|token| !matches!(token.term, Term::Number(_, 4)))
}

fn any_unit(term: Term) -> Option<Unit> {
    match term {
        Term::Unit(unit) | Term::Units(unit) => Some(unit),
        Term::Word(Word::H) => Some(Unit::Hour),
        _ => None,
    }
}

/// Reads `a year`, `an additional week`, `a three-year period`'s first part.
fn one(at: Cursor) -> Step<Amount> {
    let after = at.any_word(&[Word::A, Word::Additional])?.1.maybe(&[Word::Additional, Word::Full]);
    let (unit, after) = after.unit()?;
    (unit != Unit::Quarter).then_some((Amount { count: Count::whole(1), unit }, after))
}

/// Reads `half a year`.
fn half_of(at: Cursor) -> Step<Amount> {
    let (amount, after) = one(at.word(Word::Half)?)?;
    Some((Amount { count: Count::Halves(1), ..amount }, after))
}

/// Reads `a minute and a half`.
fn minute_and_half(at: Cursor) -> Step<Amount> {
    let (amount, after) = one(at)?;
    let after = after.word(Word::And)?.word(Word::A)?.word(Word::Half)?;
    Some((Amount { count: Count::Halves(3), ..amount }, after))
}

/// Reads `the past two weeks`, `the next few days`, `the first nine months`, `the six months`, `last five years`.
fn placed(at: Cursor) -> Step<(Amount, Toward)> {
    let at = hedge(at);
    let article = at.maybe(&[Word::The]);
    let (toward, after) = toward(article).unwrap_or((Toward::Unplaced, article));
    if after.length() == at.length() {
        return None;
    }
    let past_one = (toward == Toward::Past).then(|| past_unit(article)).flatten();
    let (amount, after) = counted(after).or_else(|| vague_units(after, toward)).or(past_one)?;
    // of "the two-year plan" the article is the plan's
    let many = toward != Toward::Unplaced || matches!(after.previous()?.term, Term::Units(_));
    let after = after.word(Word::Or).and_then(|after| after.word(Word::So)).unwrap_or(after);
    many.then_some(((amount, toward), after))
}

fn toward(at: Cursor) -> Step<Toward> {
    if let Some((_, after)) = at.next(|term| (term == Term::Ordinal(1)).then_some(())) {
        return Some((Toward::Unplaced, after));
    }
    let (word, after) = at.any_word(&[
        Word::Last,
        Word::Past,
        Word::Previous,
        Word::Next,
        Word::Coming,
        Word::Following,
        Word::Latest,
        Word::Recent,
    ])?;
    Some((if matches!(word, Word::Next | Word::Coming | Word::Following) { Toward::Future } else { Toward::Past }, after))
}

/// Reads `the 5 past years`, `3 coming weeks`.
fn count_first(at: Cursor) -> Step<(Amount, Toward)> {
    let (count, after) = numbers::count(at.maybe(&[Word::The]).over(&[Gap::Blank])?)?;
    let (toward, after) = toward(after)?;
    let (unit, after) = after.next(plural)?;
    Some(((Amount { count, unit }, toward), after))
}

fn plural(term: Term) -> Option<Unit> {
    match term {
        Term::Units(unit) => Some(unit),
        _ => None,
    }
}

/// Reads `the year` of "the year ended March 31": twelve months, but not those of the calendar.
fn closed_year(at: Cursor) -> Step<(Amount, Toward)> {
    let (unit, after) = at.word(Word::The)?.maybe(&[Word::Fiscal, Word::Full]).unit()?;
    let closed = unit == Unit::Year && super::names::is_closed(after);
    closed.then_some(((Amount { count: Count::whole(1), unit }, Toward::Unplaced), after))
}

/// Reads `past year`: the twelve months before, not the calendar year.
fn past_unit(at: Cursor) -> Step<Amount> {
    let (unit, after) = at.word(Word::Past)?.unit()?;
    Some((Amount { count: Count::whole(1), unit }, after))
}

/// Reads `coming weeks`, `past years`.
fn vague_units(at: Cursor, toward: Toward) -> Step<Amount> {
    let (unit, after) = at.next(plural)?;
    (toward != Toward::Unplaced).then_some((Amount { count: Count::Vague, unit }, after))
}

/// Reads `decades`, `years`: a plural that stands without a number.
fn bare(at: Cursor) -> Step<(Amount, Toward)> {
    let (unit, after) = at.next(plural)?;
    let counted = at.previous().is_some_and(|token| matches!(token.term, Term::Number(..) | Term::Fraction(_)));
    (unit >= Unit::Day && unit != Unit::Quarter && !counted && !is_age(after))
        .then_some(((Amount { count: Count::Vague, unit }, Toward::Unplaced), long(after)))
}

/// Reads `-long` behind an amount.
fn long(at: Cursor) -> Cursor {
    hyphened(at, Word::Long).unwrap_or(at)
}

/// `8-month-old` and `52 years old` are ages, and no times that a text speaks of.
fn is_age(at: Cursor) -> bool {
    hyphened(at, Word::Old).or_else(|| at.word(Word::Old)).is_some()
}

fn hyphened(at: Cursor, word: Word) -> Option<Cursor> {
    let (_, after) = at.over(&[Gap::Hyphen])?.pick(|term| (term == Term::Word(word)).then_some(()))?;
    Some(after)
}
