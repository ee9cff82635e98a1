//! When four digits are a year, and when they number or count something.

use super::cursor::Cursor;
use super::names::{LEADS, last_word, led_by};
use crate::date::gap::Gap;
use crate::date::scan::Token;
use crate::date::term::Term;

/// Tells whether four digits are meant as a year.
pub(super) fn is_year(at: Cursor, after: Cursor, year: i16) -> bool {
    let led = led_by(at, LEADS) || at.text_before().ends_with(['(', '[']);
    match year {
        _ if counts_something(after) || is_cited(after) => false,
        1900..=2100 => led || !is_numbered(at),
        1000..=1899 | 2101..=2199 => led,
        _ => false,
    }
}

/// Tells whether a number is that of a resolution or law, with its year, session or part in brackets: `1373 (2001)`, `2037 (XX)`,
/// `1185(a)`.
fn is_cited(after: Cursor) -> bool {
    let rest = after.text_after();
    let Some(bracket) = rest.trim_start_matches(' ').strip_prefix('(') else { return false };
    let Some((end, _)) = bracket.char_indices().take(LONGEST_CITED + 1).find(|(_, character)| *character == ')') else {
        return false;
    };
    let within = &bracket[..end];
    let is_all = |test: fn(char) -> bool| !within.is_empty() && within.chars().all(test);
    within.len() == 4 && is_all(|character| character.is_ascii_digit())
        || is_all(|character| "IVXL".contains(character))
        || within.len() == 1 && !rest.starts_with(' ') && is_all(char::is_alphabetic)
}

/// The most characters in the brackets behind the number of a resolution.
const LONGEST_CITED: usize = 7;

/// Tells whether a number names one of many things (`Flight 2020`), goes on a telephone number, or counts what follows
/// (`There were 1984 copies`).
fn is_numbered(at: Cursor) -> bool {
    if let Some(Token { term: Term::Number(_, 3), .. }) = at.previous() {
        return at.token().is_some_and(|token| token.gap == Gap::Blank);
    }
    let Some(before) = at.text_before().strip_suffix(' ') else { return false };
    let word = last_word(before.strip_suffix('.').unwrap_or(before));
    NUMBERED.iter().any(|thing| word.eq_ignore_ascii_case(thing)) || CODES.contains(&word) || before.ends_with("here were")
}

/// What bears a number rather than a year, in any case.
const NUMBERED: &[&str] = &[
    "flight",
    "room",
    "suite",
    "apartment",
    "apt",
    "highway",
    "freeway",
    "interstate",
    "route",
    "page",
    "pages",
    "form",
    "chapter",
    "section",
    "paragraph",
    "resolution",
    "bill",
    "decree",
    "docket",
    "invoice",
    "box",
    "gate",
    "extension",
    "number",
    "no",
];

/// What bears a number only where it is written like this.
const CODES: &[&str] = &["SB", "HB", "AB", "HR", "SJR", "HJR", "RFC", "ISO", "DIN", "IEC"];

/// Tells whether a number is followed by what it counts.
pub(super) fn counts_something(after: Cursor) -> bool {
    let Some(rest) = after.text_after().strip_prefix([' ', '-']) else { return false };
    let word = &rest[..rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len())];
    COUNTED.contains(&word)
        || after.token().is_some_and(|token| matches!(token.term, Term::Units(_) | Term::Scale(_)) && token.gap == Gap::Blank)
}

/// What numbers of four digits count where it is not years.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "troops",
    "soldiers",
    "dollars",
    "euros",
    "pounds",
    "miles",
    "kilometers",
    "kilometres",
    "km",
    "meters",
    "metres",
    "feet",
    "tons",
    "tonnes",
    "pages",
    "words",
    "members",
    "employees",
    "workers",
    "refugees",
    "shares",
    "votes",
    "points",
    "percent",
    "times",
    "civilians",
    "others",
    "residents",
    "students",
    "jobs",
    "acres",
    "hectares",
    "cases",
    "million",
    "billion",
    "square",
    "or",
    "mg",
    "kg",
    "barrels",
    "rounds",
    "vehicles",
    "tanks",
    "aircraft",
    "fighters",
    "copies",
    "seats",
    "cars",
    "houses",
    "homes",
    "passengers",
    "prisoners",
    "inmates",
    "migrants",
    "protesters",
    "demonstrators",
    "patients",
];
