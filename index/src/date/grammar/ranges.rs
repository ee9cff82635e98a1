//! From one date to another: `from Aug. 26 to Oct. 20`, `between 2015 and 2018`, `Nov 18-Dec 19, 2015`.

use super::cursor::{Cursor, Step};
use crate::date::gap::Gap;
use crate::date::meaning::{Meaning, Part, Place, Which, YearOf};
use crate::date::term::{Unit, Word};

/// Reads two dates with what joins them; `place` is the date that begins here, if one does.
pub(super) fn range<'r>(at: Cursor<'r>, place: &Step<'r, Place>) -> Step<'r, Meaning> {
    let (opened, start) = opening(at);
    let (first, after) = if opened { end(start.maybe(&[Word::The]))? } else { place.clone().or_else(|| lone_month(at))? };
    let (joint, after) = joint(after, opened, &first)?;
    let (last, after) = end(after.afresh().maybe(&[Word::The]))?;
    let first = with_year_of(first, &last);
    joint.fits(&first, &last).then_some((Meaning::Between(first, last), after))
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

/// Reads `to`, `until`, `and`; "and" joins a range only behind `from` or `between`.
pub(super) fn to(at: Cursor, opened: bool) -> Option<Cursor> {
    let (word, after) = at.any_word(&[Word::To, Word::Until, Word::And])?;
    (opened || word != Word::And).then_some(after)
}

/// How surely two dates are the ends of a range.
enum Joint {
    /// A dash: all kinds of dates.
    Dash,
    /// A slash: two months in a row.
    Slash,
    /// A word behind `from` or `between`: days. Of months and years that are joined by words, each is a mention of its own.
    Sure,
    /// A word that may join other things, as "from" is missing: only days with their months, and weekdays.
    Loose,
}

fn joint<'r>(at: Cursor<'r>, opened: bool, first: &Place) -> Step<'r, Joint> {
    if let Some(after) = tight(at) {
        return Some((Joint::Dash, after));
    }
    if let Some(after) = at.over(&[Gap::Slash]) {
        return Some((Joint::Slash, after));
    }
    // "Feb. 24, 2022, to March 4, 2022"
    let at = match first {
        Place::OfYear(Part::Day(..), YearOf::Said(_)) => at.over(&[Gap::Comma]).map_or(at, Cursor::afresh),
        _ => at,
    };
    Some((if opened { Joint::Sure } else { Joint::Loose }, to(at, opened)?))
}

impl Joint {
    /// Tells whether the places can be the ends: "Friday to December" joins nothing, "May 3 to June 5" does.
    fn fits(&self, first: &Place, last: &Place) -> bool {
        match (self, first, last) {
            (Joint::Dash, Place::OfYear(Part::Whole, YearOf::Said(first)), Place::OfYear(Part::Whole, YearOf::Said(last))) => {
                first < last
            }
            (Joint::Dash, first, last) => is_end(first) && is_end(last),
            (Joint::Sure, first, last) => first.is_day() && last.is_day(),
            (Joint::Loose, Place::OfYear(Part::Day(..), _), Place::OfYear(Part::Day(..), _)) => true,
            (Joint::Loose, Place::Weekday(_, Which::Open), Place::Weekday(_, Which::Open)) => true,
            (Joint::Slash, Place::OfYear(Part::Month(first), _), Place::OfYear(Part::Month(last), _)) => *last == first % 12 + 1,
            _ => false,
        }
    }
}

fn is_end(place: &Place) -> bool {
    !matches!(
        place,
        Place::Reference(_)
            | Place::YearBefore(_)
            | Place::Mentioned(..)
            | Place::TheQuarter
            | Place::TheWeekend
            | Place::OfYear(Part::Whole, YearOf::Open(_))
    )
}

/// Reads an end of a range: a date, `now`, `to date`, or a month that only its neighbour tells to be one.
fn end(at: Cursor) -> Step<Place> {
    now(at).or_else(|| super::calendar_place(at)).or_else(|| lone_month(at))
}

fn now(at: Cursor) -> Step<Place> {
    let (_, after) = at.any_word(&[Word::Now, Word::Date])?;
    Some((Place::Unit(Unit::Day, 0), after))
}

fn lone_month(at: Cursor) -> Step<Place> {
    let ((month, naming), after) = at.over(&[Gap::Blank])?.month()?;
    let fits = naming.is_english()
        && after.previous()?.capital
        && (at.length() > 0 || after.over(&[Gap::Hyphen, Gap::Dash, Gap::Slash]).is_some());
    fits.then_some((Place::OfYear(Part::Month(month), YearOf::Open(Which::Open)), after))
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
