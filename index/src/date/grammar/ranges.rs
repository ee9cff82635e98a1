//! From one date to another: `from Aug. 26 to Oct. 20`, `between 2015 and 2018`, `Nov 18-Dec 19, 2015`.

use super::cursor::{Cursor, Step};
use crate::date::meaning::{Meaning, Part, Place, YearOf};
use crate::date::scan::Gap;
use crate::date::term::Word;

/// Reads two dates with what joins them.
pub(super) fn range(at: Cursor) -> Step<Meaning> {
    let (opened, at) = opening(at);
    let (first, after) = end(at.maybe(&[Word::The]))?;
    let after = tight(after).or_else(|| to(after, opened))?;
    let (last, after) = end(after.afresh())?;
    let first = with_year_of(first, &last);
    (is_ordered_kind(&first) && is_ordered_kind(&last)).then_some((Meaning::Between(first, last), after))
}

/// Reads `from` or `between`.
pub(super) fn opening(at: Cursor) -> (bool, Cursor) {
    match at.any_word(&[Word::From, Word::Between]) {
        Some((_, after)) => (true, after),
        None => (false, at),
    }
}

/// Reads a dash between two dates.
pub(super) fn tight(at: Cursor) -> Option<Cursor> {
    at.over(&[Gap::Hyphen, Gap::Dash])
}

/// Reads `to`, `until`, `and`; without `from` or `between` before it, "Friday to" opens no range.
pub(super) fn to(at: Cursor, opened: bool) -> Option<Cursor> {
    let (_, after) = at.any_word(&[Word::To, Word::Until, Word::And]).filter(|_| opened)?;
    Some(after)
}

fn end(at: Cursor) -> Step<Place> {
    if let Some((crate::date::term::Reference::Present, after)) =
        at.word(Word::Now).map(|after| (crate::date::term::Reference::Present, after))
    {
        return Some((Place::Unit(crate::date::term::Unit::Day, 0), after));
    }
    super::calendar_place(at)
}

/// The first date takes the year that only the second one says.
fn with_year_of(first: Place, last: &Place) -> Place {
    match (first, last) {
        (Place::OfYear(part, YearOf::Open(_)), Place::OfYear(of, YearOf::Said(year))) => {
            let year = if starts_later(part, *of) { year - 1 } else { *year };
            Place::OfYear(part, YearOf::Said(year))
        }
        (Place::Slashed { first, second, year: None, weekday }, Place::Slashed { year, .. }) => {
            Place::Slashed { first, second, year: *year, weekday }
        }
        (first, _) => first,
    }
}

/// `Nov-Feb 2017` begins in 2016.
fn starts_later(part: Part, of: Part) -> bool {
    let month = |part| match part {
        Part::Month(month) | Part::Day(month, ..) => Some(month),
        _ => None,
    };
    month(part) > month(of)
}

fn is_ordered_kind(place: &Place) -> bool {
    !matches!(place, Place::Reference(_) | Place::YearBefore(_) | Place::Mentioned(..) | Place::TheQuarter | Place::TheWeekend)
}
