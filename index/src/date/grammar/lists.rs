//! Several dates in a row that share what only the last one says: `March, April and May 2021`, `1 and 3 March`.

use super::Expression;
use super::calendar::tail_year;
use super::cursor::{Cursor, Step};
use super::numbers;
use crate::date::gap::Gap;
use crate::date::meaning::{Meaning, Part, Place, Which, YearOf};
use crate::date::term::{Term, Word};
use crate::text::Span;

/// The longest list that is read; a year has no more months.
const LONGEST: usize = 12;

/// Days of one month, each with its token; the last one has more than its number.
struct Days {
    days: [(u8, Span); LONGEST],
    count: usize,
}

impl Days {
    fn new() -> Days {
        Days { days: [(0, Span::new(0, 0)); LONGEST], count: 0 }
    }

    /// Adds a day; `None` where it is no later one, or the list grows too long.
    fn add(&mut self, day: u8, span: Span) -> Option<()> {
        let later = self.last().is_none_or(|last| last < day);
        *self.days.get_mut(self.count).filter(|_| later)? = (day, span);
        self.count += 1;
        Some(())
    }

    fn last(&self) -> Option<u8> {
        self.said().last().map(|(day, _)| *day)
    }

    fn said(&self) -> &[(u8, Span)] {
        &self.days[..self.count]
    }

    fn push_to(&self, out: &mut Vec<Expression>, month: u8, year: YearOf) {
        out.extend(self.said().iter().map(|(day, span)| Expression { span: *span, meaning: day_of(month, *day, year) }));
    }
}

fn day_of(month: u8, day: u8, year: YearOf) -> Meaning {
    Meaning::At(Place::OfYear(Part::Day(month, day, None), year))
}

/// Reads days that share the month behind them: `15, 16 and 17 March 2021`, `1 and 3 March`.
pub(super) fn days_before_month<'r>(at: Cursor<'r>, out: &mut Vec<Expression>) -> Option<Cursor<'r>> {
    let (first, mut after) = lone_day(at)?;
    let mut days = Days::new();
    days.add(first, Span::new(at.token()?.start, after.end()))?;
    loop {
        let (ends, next) = joint(after)?;
        let start = next.token()?.start;
        match super::calendar::day_of_month(next.afresh()) {
            Some((Place::OfYear(Part::Day(month, day, None), year), end)) if ends && begins_with_day(next) => {
                // two days in a row are a range
                if days.count == 1 && day == first + 1 {
                    return None;
                }
                days.add(day, Span::new(start, end.end()))?;
                days.push_to(out, month, year);
                return Some(end);
            }
            _ => {
                let (day, end) = lone_day(next)?;
                days.add(day, Span::new(start, end.end()))?;
                after = end;
            }
        }
    }
}

/// Reads further days of the month of the expression read last: the `4` and `5` of "May 3, 4 and 5, 2022". A year behind
/// them is the year of all.
pub(super) fn days_behind_month<'r>(at: Cursor<'r>, out: &mut Vec<Expression>) -> Option<Cursor<'r>> {
    let Some(Expression { meaning: Meaning::At(Place::OfYear(Part::Day(month, first, _), year)), .. }) = out.last() else {
        return None;
    };
    let (month, first, year) = (*month, *first, *year);
    if !matches!(at.previous()?.term, Term::Number(_, 1 | 2) | Term::Ordinal(_)) {
        return None;
    }
    let mut days = Days::new();
    let mut after = at;
    let mut ended = false;
    while !ended {
        let (ends, next) = joint(after)?;
        let (day, end) = lone_day(next).filter(|(day, _)| *day > first)?;
        days.add(day, Span::new(next.token()?.start, end.end()))?;
        (after, ended) = (end, ends);
    }
    let (said, end) = tail_year(after).unwrap_or((year, after));
    if !ends_list(end) {
        return None;
    }
    let (_, span) = &mut days.days[days.count - 1];
    *span = Span::new(span.start, end.end());
    lend_last(out, said);
    days.push_to(out, month, said);
    Some(end)
}

/// Gives the expression read last a year where it says none.
fn lend_last(out: &mut [Expression], said: YearOf) {
    if let Some(Expression { meaning: Meaning::At(Place::OfYear(_, year @ YearOf::Open(Which::Open))), .. }) = out.last_mut() {
        *year = said;
    }
}

/// Tells whether a date begins with its day, not with its month.
fn begins_with_day(at: Cursor) -> bool {
    !matches!(at.token().map(|token| token.term), Some(Term::Month(..)))
}

/// Tells whether no noun that the number might count follows.
fn ends_list(after: Cursor) -> bool {
    let ends = !after.text_after().trim_start().starts_with(|next: char| next.is_alphanumeric() || next == '%');
    let goes_on = after.any_word(&[Word::In, Word::At, Word::For, Word::To, Word::From, Word::Before, Word::After]).is_some();
    (ends || goes_on) && !super::calendar::is_glued(after)
}

/// Reads a day in digits: `5`, `the 5th`.
fn lone_day(at: Cursor) -> Step<u8> {
    let at = at.maybe(&[Word::The]);
    let token = at.token().filter(|token| matches!(token.term, Term::Number(1..=31, 1 | 2) | Term::Ordinal(1..=31)))?;
    let in_digits = at.text().as_bytes()[token.start].is_ascii_digit();
    let free = in_digits && !super::calendar::is_inside_number(at.text_before());
    numbers::day(at).filter(|_| free)
}

/// Reads what joins the members of a list, and tells whether one more follows at most: a comma, or `and`, `or`.
fn joint(at: Cursor) -> Step<bool> {
    let word = at
        .over(&[Gap::Blank, Gap::Comma])
        .and_then(|at| at.pick(|term| matches!(term, Term::Word(Word::And | Word::Or)).then_some(true)));
    word.filter(|(_, after)| after.over(&[Gap::Blank]).is_some()).or_else(|| Some((false, at.over(&[Gap::Comma])?)))
}

/// Tells whether a month stands in a list of months that ends with a year: `March` of "March, April and May 2021".
pub(super) fn is_listed(after: Cursor) -> bool {
    let mut after = after;
    for _ in 0..LONGEST {
        let Some((_, next)) = joint(after) else { return false };
        let Some(((_, naming), end)) = next.month() else { return false };
        if !naming.is_english() || !end.previous().is_some_and(|token| token.capital) {
            return false;
        }
        if matches!(tail_year(end), Some((YearOf::Said(_), _))) {
            return true;
        }
        after = end;
    }
    false
}

/// How two expressions in a row are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// `and`, `or`, a comma.
    List,
    /// `to`, `through`; `and` behind `between`.
    Range,
}

fn link(text: &str, first: Span, second: Span) -> Option<Link> {
    let between = text.get(first.end..second.start)?.trim_start_matches('.').trim();
    match between.strip_prefix(',').map_or(between, str::trim_start) {
        "and" if ["between", "Between"].iter().any(|lead| text[..first.start].trim_end().ends_with(lead)) => Some(Link::Range),
        "to" | "through" | "until" | "till" => Some(Link::Range),
        "and" | "or" => Some(Link::List),
        "" if between == "," => Some(Link::List),
        _ => None,
    }
}

/// Joins the expression read last to those before it in its run, which begins at `begin`: it lends them its year.
pub(super) fn join(text: &str, begin: usize, out: &mut [Expression]) {
    for place in (begin + 1..out.len()).rev() {
        let (before, behind) = out.split_at_mut(place);
        let (first, second) = (&mut before[place - 1], &behind[0]);
        let Some(link) = link(text, first.span, second.span) else { return };
        let (Meaning::At(one), Meaning::At(other)) = (&mut first.meaning, &second.meaning) else { return };
        if !lend(one, other, link) {
            return;
        }
    }
}

/// Lends a part of a year the year of the like part behind it; `Nov. and Jan. 2017` begin in 2016.
fn lend(first: &mut Place, second: &Place, link: Link) -> bool {
    let Place::OfYear(part, year @ YearOf::Open(Which::Open)) = first else { return false };
    let Place::OfYear(other, YearOf::Said(said)) = second else { return false };
    let (Some((one, count)), Some((two, of))) = (rank(*part), rank(*other)) else { return false };
    if count != of {
        return false;
    }
    let turns = one > two && (link == Link::Range || (two + count - one) * 4 <= count);
    *year = YearOf::Said(if turns { said - 1 } else { *said });
    true
}

/// The place of a part among its like in a year, and how many there are.
fn rank(part: Part) -> Option<(u16, u16)> {
    Some(match part {
        Part::Month(month) => (month.into(), 12),
        Part::Day(month, day, _) => (u16::from(month) * 31 + u16::from(day), 12 * 31),
        Part::Quarter(quarter) => (quarter.into(), 4),
        Part::Season(season) => (season as u16, 4),
        _ => return None,
    })
}
