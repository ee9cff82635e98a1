//! Years, days of a month and counts, in digits and in words.

use super::cursor::{Cursor, Step};
use crate::date::gap::Gap;
use crate::date::meaning::Count;
use crate::date::term::{Term, Word};

/// What may part the words of a number.
const WITHIN: &[Gap] = &[Gap::Blank, Gap::Hyphen];

/// Reads a year: `1998`, `nineteen ninety-six`, `two thousand and twelve`. Gaps before it are the caller's.
pub(super) fn year(at: Cursor) -> Step<i16> {
    four_digits(at).or_else(|| spoken_year(at))
}

/// Reads a year of four digits.
pub(super) fn four_digits(at: Cursor) -> Step<i16> {
    at.pick(|term| match term {
        Term::Number(value @ 1000..=2999, 4) => Some(value as i16),
        _ => None,
    })
}

/// Reads a year of two digits behind an apostrophe or in a numeric date; 00 to 49 lie in this century.
pub(super) fn two_digits(at: Cursor) -> Step<i16> {
    at.pick(|term| match term {
        Term::Number(value, 2) => Some(value as i16 + if value < 50 { 2000 } else { 1900 }),
        _ => None,
    })
}

/// Reads a year in words; at least two words, so that "nineteen" alone is none.
pub(super) fn spoken_year(at: Cursor) -> Step<i16> {
    let (first, after) = below_hundred(at)?;
    match (first, after.over(&[Gap::Blank]).and_then(|after| after.pick(scale))) {
        (2, Some((1000, after))) => {
            let rest = after.maybe(&[Word::And]);
            let (ones, after) = rest.over(WITHIN).and_then(below_hundred).unwrap_or((0, after));
            Some((2000 + ones as i16, after))
        }
        (15..=19, Some((100, after))) => {
            let after = after.maybe(&[Word::And]);
            let (rest, after) = below_hundred(after.over(WITHIN)?)?;
            Some((first as i16 * 100 + rest as i16, after))
        }
        (15..=20, None) => {
            let (rest, after) = below_hundred(after.over(WITHIN)?)?;
            (rest >= 10).then_some((first as i16 * 100 + rest as i16, after))
        }
        _ => None,
    }
}

/// Reads a day of a month: `5`, `22nd`, `twenty-second`, `twenty nine`.
pub(super) fn day(at: Cursor) -> Step<u8> {
    let digits = at.pick(|term| match term {
        Term::Number(value @ 1..=31, 1 | 2) => Some(value as u8),
        _ => None,
    });
    digits.or_else(|| ordinal_day(at)).or_else(|| below_hundred(at).filter(|(day, _)| (1..=31).contains(day)).map(small))
}

/// Reads a day of a month as an ordinal.
pub(super) fn ordinal_day(at: Cursor) -> Step<u8> {
    ordinal(at).filter(|(day, _)| (1..=31).contains(day)).map(small)
}

fn small((number, after): (u32, Cursor)) -> (u8, Cursor) {
    (number as u8, after)
}

/// Reads an ordinal: `22nd`, `third`, `twenty-first`.
pub(super) fn ordinal(at: Cursor) -> Step<u32> {
    if let Some(found) = at.pick(simple_ordinal) {
        return Some(found);
    }
    let (tens, after) = at.pick(tens)?;
    let (ones, after) = after.over(WITHIN)?.pick(simple_ordinal).filter(|(ones, _)| *ones < 10)?;
    Some((tens + ones, after))
}

fn simple_ordinal(term: Term) -> Option<u32> {
    match term {
        Term::Ordinal(number) => Some(u32::from(number)),
        _ => None,
    }
}

/// Reads a cardinal in words, 1 to 99.
pub(super) fn below_hundred(at: Cursor) -> Step<u32> {
    let (first, after) = at.pick(|term| match term {
        Term::Cardinal(number) => Some(u32::from(number)),
        _ => None,
    })?;
    if first >= 20 {
        let ones = after.over(WITHIN).and_then(|after| after.pick(ones));
        if let Some((ones, after)) = ones {
            return Some((first + ones, after));
        }
    }
    Some((first, after))
}

/// Reads how many: `3`, `two and a half`, `2 1/2`, `a hundred`, `several`, `a couple of`. `a` alone is one.
pub(super) fn count(at: Cursor) -> Step<Count> {
    vague(at).or_else(|| couple(at)).or_else(|| exact(at))
}

fn exact(at: Cursor) -> Step<Count> {
    let (number, after) = whole(at)?;
    let (halves, after) = half(after).unwrap_or((0, after));
    Some((Count::Halves(number.saturating_mul(2).saturating_add(halves)), after))
}

/// Reads `and a half` or `1/2` behind a number.
fn half(at: Cursor) -> Step<u32> {
    if let Some(after) = at.word(Word::And).and_then(|at| at.word(Word::A)).and_then(|at| at.word(Word::Half)) {
        return Some((1, after));
    }
    let (_, after) = at.over(WITHIN)?.pick(|term| (term == Term::Number(1, 1)).then_some(()))?;
    let (_, after) = after.over(&[Gap::Slash])?.pick(|term| (term == Term::Number(2, 1)).then_some(()))?;
    Some((1, after))
}

fn whole(at: Cursor) -> Step<u32> {
    let digits = at.pick(|term| match term {
        Term::Number(value, 1..=4) | Term::Fraction(value) => Some(value),
        _ => None,
    });
    let (first, after) = digits.or_else(|| below_hundred(at)).or_else(|| {
        let after = at.word(Word::A)?;
        Some((1, after))
    })?;
    Some(scaled(first, after))
}

/// Multiplies by `hundred` and `thousand` where they follow.
fn scaled(first: u32, at: Cursor) -> (u32, Cursor) {
    let once = times(first, at).unwrap_or((first, at));
    times(once.0, once.1).unwrap_or(once)
}

fn times(number: u32, at: Cursor) -> Step<u32> {
    let (scale, after) = at.over(WITHIN)?.pick(scale)?;
    Some((number.saturating_mul(scale), after))
}

fn vague(at: Cursor) -> Step<Count> {
    let at = at.maybe(&[Word::A]);
    let (_, after) = at.any_word(&[Word::Few, Word::Several, Word::Many])?;
    Some((Count::Vague, after))
}

fn couple(at: Cursor) -> Step<Count> {
    let at = at.maybe(&[Word::A]);
    let after = at.word(Word::Couple)?;
    Some((Count::whole(2), after.maybe(&[Word::Of])))
}

fn scale(term: Term) -> Option<u32> {
    match term {
        Term::Scale(scale) => Some(u32::from(scale)),
        _ => None,
    }
}

fn tens(term: Term) -> Option<u32> {
    match term {
        Term::Cardinal(tens) if tens >= 20 => Some(u32::from(tens)),
        _ => None,
    }
}

fn ones(term: Term) -> Option<u32> {
    match term {
        Term::Cardinal(ones) if ones < 10 => Some(u32::from(ones)),
        _ => None,
    }
}
