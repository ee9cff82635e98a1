//! The date expressions of a text.

use serde::{Deserialize, Serialize};

use super::grammar::{self, Expression};
use super::meaning::{Amount, Meaning, Part, Place, Toward, YearOf};
use super::order::{self, DayOrder};
use super::period::CalendarPeriod;
use super::resolve::{Answer, Memory, Setting, part_of, resolve, step};
use super::scan::scan;
use super::tense::{Outlook, outlook};
use super::{Date, DateSpan};
use crate::text::Span;

/// What an expression of time is, as in TIMEX3.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateKind {
    /// Days on the calendar.
    Date,
    /// A length of time ("ten years").
    Duration,
    /// A repeated time ("every Monday").
    Set,
    /// A time of day: "9 p.m. on 27 July", "Wednesday morning".
    Time,
}

impl DateKind {
    /// Tells whether the days of such an expression, where they are known, are a facet: they are what it is about, not a
    /// length counted from them.
    pub fn is_facet(self) -> bool {
        matches!(self, DateKind::Date | DateKind::Time)
    }
}

/// How the days of an expression were found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateEvidence {
    /// All is said: "28 December 2022".
    Absolute,
    /// Counted from the document's date: "last week", "in May".
    Relative,
    /// The year was found by the weekday: "Wednesday, July 24".
    Weekday,
    /// Day and month may be meant in either order, and nothing in the document decides: of "08/05/25" only the year is
    /// sure.
    Ambiguous,
    /// Its days can't be told, or it has none.
    Unresolved,
}

impl DateEvidence {
    /// Returns the word for it in output: the name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            DateEvidence::Absolute => "absolute",
            DateEvidence::Relative => "relative",
            DateEvidence::Weekday => "weekday",
            DateEvidence::Ambiguous => "ambiguous",
            DateEvidence::Unresolved => "unresolved",
        }
    }
}

/// An expression of time in a text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DateMention {
    /// The days it means; `None` where it can't be resolved. A time of day has the day on which it falls, a duration the
    /// days it covers where it is placed ("the past two weeks"); sets have none.
    pub when: Option<DateSpan>,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: DateKind,
    /// Its TIMEX3 value, where it has one; unknown parts are `X`.
    pub value: Option<String>,
    /// How its days were found.
    pub evidence: DateEvidence,
}

/// Finds the date expressions of a text, in order and without overlaps, resolved against the day or span on which the
/// document was published. Without it, relative expressions keep a `when` of `None`. Where words join two years or months
/// ("from 2014 to 2018"), each is a mention, as in TIMEX3.
///
/// ```
/// use nutgraf_index::date::find_dates;
/// let found = find_dates("They met in December 2022.", None);
/// assert_eq!(found[0].when.unwrap().to_string(), "2022-12-01/2022-12-31");
/// ```
pub fn find_dates(text: &str, published: Option<DateSpan>) -> Vec<DateMention> {
    find_dates_in(text, published, &|| None)
}

/// Finds the date expressions of a part of a document, as [`find_dates`] does, with the order of day and month that
/// [`day_order`] found in the whole document. It is asked for only where a date can be read either way, which few documents
/// have: no other text is read twice.
///
/// ```
/// use nutgraf_index::date::{day_order, find_dates_in};
/// let order = day_order("Seen on 24/07/2024, again on 08/09/2024.");
/// let found = find_dates_in("Again on 08/09/2024.", None, &|| order);
/// assert_eq!(found[0].value.as_deref(), Some("2024-09-08"));
/// ```
pub fn find_dates_in(text: &str, published: Option<DateSpan>, order: &dyn Fn() -> Option<DayOrder>) -> Vec<DateMention> {
    let expressions = read(text);
    let order = || order().or_else(|| order::decide(&expressions));
    let mut memory = Memory::default();
    let mut found = Vec::with_capacity(expressions.len());
    let mut before: Option<(Span, CalendarPeriod)> = None;
    for Expression { span, meaning } in &expressions {
        let explained = before.filter(|(before, _)| is_apposition(text, *before, *span)).map(|(_, period)| period);
        let setting = Setting { published, order: &order, memory, explained, outlook: &|| outlook(text, *span) };
        let Some(Answer { when, value, evidence, period }) = resolve(meaning, &setting) else { continue };
        memory.keep(meaning, period);
        before = period.map(|period| (*span, period));
        found.push(DateMention { when, span: *span, kind: meaning.kind(), value, evidence });
    }
    found
}

/// Words that weaken a distance, and are no part of the expression.
const HEDGES: &[&str] = &["over", "almost", "just", "only", "exactly", "roughly", "well", "fully"];

/// Tells whether an expression stands between marks right behind another, which it explains: `by 1952, fourteen years later,`.
fn is_apposition(text: &str, before: Span, span: Span) -> bool {
    let between = text[before.end..span.start].trim_start().strip_prefix([',', '(', '-', '–', '—']);
    let behind = text[span.end..].trim_start().chars().next();
    between.is_some_and(|between| between.split_whitespace().all(|word| HEDGES.contains(&word)))
        && behind.is_none_or(|mark| matches!(mark, ',' | ')' | '.' | ';' | '-' | '–' | '—'))
}

/// Returns the order in which a document writes day and month in numeric dates; `None` where nothing tells.
pub fn day_order(text: &str) -> Option<DayOrder> {
    order::decide(&read(text))
}

/// Returns the years of a span that fit a day said with its weekday but without its year, oldest first; none where the
/// words are no such day. For the days that stay open in an undated document.
///
/// ```
/// use nutgraf_index::date::{DateSpan, fitting_years};
/// let within = DateSpan::years(2012, 2025).unwrap();
/// assert_eq!(fitting_years("Wednesday, July 24", within), [2013, 2019, 2024]);
/// ```
pub fn fitting_years(words: &str, within: DateSpan) -> Vec<i16> {
    let Some(Expression { meaning: Meaning::At(place), .. }) = read_whole(words) else { return Vec::new() };
    let Place::OfYear(part @ Part::Day(_, _, Some(weekday)), YearOf::Open(_)) = place else { return Vec::new() };
    let fits = |year: &i16| matches!(part_of(part, *year), Some(CalendarPeriod::Day(day)) if day.weekday() == weekday as i8);
    (within.first.year()..=within.last.year()).filter(fits).collect()
}

/// What a typed text says.
pub(super) enum Typed {
    Span(DateSpan),
    /// Day and month may be meant in either order.
    Ambiguous,
    Nothing,
}

/// Reads a text that holds one expression and nothing else, looking back from today.
pub(super) fn read_typed(text: &str, today: Date) -> Typed {
    let Some(expression) = read_whole(text) else { return Typed::Nothing };
    if let Meaning::Duration(amount, Toward::Past) = expression.meaning {
        return until_today(amount, today).map_or(Typed::Nothing, Typed::Span);
    }
    let setting = Setting {
        published: Some(DateSpan::day(today)),
        order: &|| None,
        memory: Memory::default(),
        explained: None,
        outlook: &|| Outlook::Behind,
    };
    match resolve(&expression.meaning, &setting) {
        Some(Answer { evidence: DateEvidence::Ambiguous, .. }) => Typed::Ambiguous,
        Some(Answer { when: Some(span), .. }) => Typed::Span(span),
        _ => Typed::Nothing,
    }
}

/// Reads a text that is one expression by itself, behind `from`, or behind `in`.
fn read_whole(text: &str) -> Option<Expression> {
    let behind = |lead: &str, start: usize| {
        let text = format!("{lead}{text}");
        read(&text).pop().filter(|expression| expression.span == Span::new(start, text.len()))
    };
    behind("", 0).or_else(|| behind("From ", 0)).or_else(|| behind("In ", 3))
}

/// The "last 30 days" of a filter end with today.
fn until_today(amount: Amount, today: Date) -> Option<DateSpan> {
    let count = i32::try_from(amount.count.as_whole()?).ok().filter(|count| *count < 10_000)?;
    DateSpan::new(step(today.plus_days(1), amount.unit, -count)?, today)
}

fn read(text: &str) -> Vec<Expression> {
    let mut expressions = Vec::new();
    scan(text, |run| grammar::read(text, run, &mut expressions));
    expressions
}
