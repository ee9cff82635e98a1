//! How are dates written? Rules over the tokens of a run; at each place the longest reading wins.
//!
//! A rule takes a [`Cursor`] and gives what it read with the cursor behind it. Each rule looks at a bounded number of
//! tokens, so that a run is read in linear time however long it is.

mod calendar;
mod clock;
mod cursor;
mod duration;
mod lists;
mod names;
mod numbers;
mod numeric;
mod ranges;
mod record;
mod relative;
mod repeated;
mod stretch;
mod years;

use cursor::{Cursor, Run, Step};

use super::gap::Gap;
use super::meaning::{Meaning, Place};
use super::scan::Token;
use super::term::{Term, Unit, Word};
use crate::text::Span;

/// An expression of time, not yet resolved.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Expression {
    /// Where it stands.
    pub(super) span: Span,
    /// What it says.
    pub(super) meaning: Meaning,
}

/// Reads the expressions of one run, in order.
pub(super) fn read(text: &str, tokens: &[Token], out: &mut Vec<Expression>) {
    let run = Run { text, tokens };
    let behind_last = tokens.iter().rposition(|token| token.is_head(text)).map_or(0, |last| last + 1);
    let (mut at, begin) = (0, out.len());
    while at < behind_last {
        let cursor = Cursor::new(&run, at);
        if let Some(after) = lists::days_before_month(cursor, out) {
            at = after.place();
            continue;
        }
        match can_begin(tokens[at].term).then(|| expression(cursor)).flatten() {
            Some((meaning, after)) => {
                let end = end_with_point(text, &meaning, after.end());
                out.push(Expression { span: Span::new(tokens[at].start, end), meaning });
                lists::join(text, begin, out);
                at = lists::days_behind_month(after, out).unwrap_or(after).place();
            }
            None => at += 1,
        }
    }
}

/// Words that stand only inside or behind an expression; nothing is tried from them.
fn can_begin(term: Term) -> bool {
    const INNER: &[Word] = &[
        Word::And,
        Word::Or,
        Word::Of,
        Word::To,
        Word::On,
        Word::By,
        Word::For,
        Word::Than,
        Word::So,
        Word::As,
        Word::S,
        Word::M,
        Word::P,
        Word::O,
        Word::Ago,
        Word::Hence,
        Word::Since,
        Word::Until,
        Word::Before,
        Word::After,
        Word::During,
    ];
    !matches!(term, Term::Zone | Term::Scale(_)) && !matches!(term, Term::Word(word) if INNER.contains(&word))
}

/// `a.m.` keeps its last point.
fn end_with_point(text: &str, meaning: &Meaning, end: usize) -> usize {
    let pointed = matches!(meaning, Meaning::Clock(..)) && text[end..].starts_with('.');
    end + usize::from(pointed && (text[..end].ends_with(".m") || text[..end].ends_with(".M")))
}

/// Reads the longest expression that begins here.
fn expression(at: Cursor) -> Step<Meaning> {
    let place = calendar_place(at);
    longest([
        ranges::range(at, &place),
        calendar::days_of_month(at),
        clock::clock(at, &place),
        place.map(|(place, after)| (Meaning::At(place), after)),
        repeated::repeated(at),
        duration::duration(at),
    ])
}

/// Reads one place in the calendar.
fn calendar_place(at: Cursor) -> Step<Place> {
    longest([modified(at), point(at)])
}

/// Reads one place that nothing narrows.
fn point(at: Cursor) -> Step<Place> {
    longest([calendar::named(at), numeric::numeric(at), numeric::bare_year(at), stretch::stretch(at), relative::relative(at)])
}

/// Reads a place with what narrows it vaguely: `early 1990`, `the end of October`, `mid-May`, `around Nov. 1`. The value
/// stays that of the whole: nothing says where "early" ends.
fn modified(at: Cursor) -> Step<Place> {
    let about = at.maybe(&[Word::About]);
    let within = end_of(about).or_else(|| earlier_in(about));
    let narrowed = within.or_else(|| early(about)).unwrap_or(about);
    if narrowed.length() == at.length() {
        return None;
    }
    let start = narrowed.over(&[Gap::Blank, Gap::Hyphen])?;
    let (place, after) = longest([point(start), within.and_then(|_| relative::this_unit(start))])?;
    let compared = matches!(about.token().map(|token| token.term), Some(Term::Word(Word::Earlier | Word::Later)));
    let fits = match place {
        // "later Thursday" compares times of that day
        Place::Weekday(..) | Place::Unit(Unit::Day, 0) if compared && within.is_none() => false,
        Place::Reference(_) | Place::Away { .. } => false,
        // "turned around Wednesday"
        Place::Weekday(..) => narrowed.length() > about.length(),
        _ => true,
    };
    fits.then_some((place, after))
}

/// Reads `early`, `the late`, `mid-`.
fn early(at: Cursor) -> Option<Cursor> {
    let (_, after) = at.maybe(&[Word::The]).any_word(&[Word::Early, Word::Mid, Word::Late, Word::Earlier, Word::Later])?;
    Some(after)
}

/// Reads `the end of`, `the beginning of`, `the middle of`; then an article belongs to the place.
fn end_of(at: Cursor) -> Option<Cursor> {
    let (_, after) = at.maybe(&[Word::The]).any_word(&[Word::Start, Word::Mid, Word::End])?;
    after.word(Word::Of)
}

/// Reads `earlier in`, `later in`, `early in`.
fn earlier_in(at: Cursor) -> Option<Cursor> {
    let (_, after) = at.any_word(&[Word::Earlier, Word::Later, Word::Early, Word::Late])?;
    after.word(Word::In)
}

/// The longest of several readings; of equals the first.
fn longest<'r, T, const N: usize>(readings: [Step<'r, T>; N]) -> Step<'r, T> {
    let mut best: Step<'r, T> = None;
    for reading in readings.into_iter().flatten() {
        if best.as_ref().is_none_or(|(_, after)| reading.1.place() > after.place()) {
            best = Some(reading);
        }
    }
    best
}
