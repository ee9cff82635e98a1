//! How much may a query ask? Every limit is checked before the work it bounds.

use regex_syntax::hir::{Hir, HirKind};

use crate::error::{Error, Result};

/// The longest query, in bytes.
pub const MAX_LENGTH: usize = 64 * 1024;
/// How deep parentheses, fields and negations may stand in each other.
pub const MAX_NESTING: usize = 64;
/// The most words, actors and filters of one query.
pub const MAX_CLAUSES: usize = 1_024;
/// The most words, marks and operators, eight for each clause.
pub(super) const MAX_TOKENS: usize = 8 * MAX_CLAUSES;
/// The longest regular expression, in bytes.
pub const MAX_REGEX_LENGTH: usize = 256;
/// The largest product of bounds of repeats within each other: `(a{10}){20}` has 200.
pub const MAX_REGEX_REPEATS: u64 = 1_000;
/// The most letters a fuzzy word may differ in.
pub const MAX_FUZZY_DISTANCE: u8 = 2;
/// The largest distance of NEAR, ADJ and a phrase's `~n`; more asks for no more, as no passage is longer.
pub const MAX_DISTANCE: u32 = 1_000_000;
/// The most things that one NEAR or ADJ joins.
pub const MAX_NEAR: usize = 64;
/// How far apart NEAR and ADJ reach without a number, as in notmuch.
pub(super) const DEFAULT_DISTANCE: u32 = 10;
/// The fewest letters and digits of a word with `*` or `?`.
const MIN_PATTERN_LETTERS: usize = 2;

/// An error of the query at a byte, with what would work.
pub(super) fn refuse(message: impl Into<String>, at: usize, suggestion: impl Into<String>) -> Error {
    Error::Query { message: message.into(), at, suggestion: Some(suggestion.into()) }
}

/// Shortens a piece of the query to what fits into a message of one line.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String = text.chars().take(LONGEST).map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Refuses a query that is too long.
pub(super) fn check_length(query: &str) -> Result<()> {
    if query.len() <= MAX_LENGTH {
        return Ok(());
    }
    let message = format!("the query has {} bytes, the limit is {MAX_LENGTH}", query.len());
    Err(refuse(message, 0, "search for the words that matter, or split the query"))
}

/// What of the limits a query has used up.
#[derive(Default)]
pub(super) struct Budget {
    clauses: usize,
    nesting: usize,
}

impl Budget {
    /// Counts a word, actor or filter that stands at `at`.
    pub(super) fn clause(&mut self, at: usize) -> Result<()> {
        self.clauses += 1;
        if self.clauses <= MAX_CLAUSES {
            return Ok(());
        }
        Err(too_many(MAX_CLAUSES, "words, actors and filters", at))
    }

    /// Goes one level deeper at `at`.
    pub(super) fn enter(&mut self, at: usize) -> Result<()> {
        self.nesting += 1;
        check_nesting(self.nesting, at)
    }

    /// Comes back from a level.
    pub(super) fn leave(&mut self) {
        self.nesting -= 1;
    }
}

/// Refuses a query of so many words, marks and operators that it can't keep the other limits.
pub(super) fn check_tokens(tokens: usize, at: usize) -> Result<()> {
    if tokens <= MAX_TOKENS { Ok(()) } else { Err(too_many(MAX_TOKENS, "words, marks and operators", at)) }
}

fn too_many(limit: usize, what: &str, at: usize) -> Error {
    let message = format!("the query has more than {limit} {what}, which is the limit");
    refuse(message, at, "search for the words that matter, or split the query")
}

/// Refuses what is nested too deep.
pub(super) fn check_nesting(depth: usize, at: usize) -> Result<()> {
    if depth <= MAX_NESTING {
        return Ok(());
    }
    Err(refuse(format!("the query is nested more than {MAX_NESTING} deep, which is the limit"), at, "take parentheses out"))
}

/// Refuses one NEAR or ADJ that joins so many things.
pub(super) fn check_near(things: usize, at: usize) -> Result<()> {
    if things <= MAX_NEAR {
        return Ok(());
    }
    Err(refuse(
        format!("one NEAR or ADJ joins more than {MAX_NEAR} things, which is the limit"),
        at,
        "join some with AND instead",
    ))
}

/// Refuses a pattern with so few letters that it would stand for nearly every word.
pub(super) fn check_pattern(pattern: &str, at: usize) -> Result<()> {
    let letters = pattern.chars().filter(|character| character.is_alphanumeric()).count();
    if letters >= MIN_PATTERN_LETTERS {
        return Ok(());
    }
    let message = format!("'{}' stands for too many words: a word with * or ? needs two letters", shown(pattern));
    Err(refuse(message, at, "add a letter, or leave the mark out"))
}

/// Refuses a fuzzy word that may differ in too many letters.
pub(super) fn check_fuzzy(distance: u32, at: usize) -> Result<u8> {
    match u8::try_from(distance) {
        Ok(distance) if distance <= MAX_FUZZY_DISTANCE => Ok(distance),
        _ => {
            let message = format!("a word may differ in {MAX_FUZZY_DISTANCE} letters at most, not in {distance}");
            Err(refuse(message, at, format!("write ~{MAX_FUZZY_DISTANCE} or ~1")))
        }
    }
}

/// Refuses a regular expression that is wrong, too long, or whose repeats multiply to more than the limit.
pub(super) fn check_regex(pattern: &str, at: usize) -> Result<()> {
    if pattern.len() > MAX_REGEX_LENGTH {
        let message = format!("the regex has {} bytes, the limit is {MAX_REGEX_LENGTH}", pattern.len());
        return Err(refuse(message, at, "use a shorter one"));
    }
    let hir = regex_syntax::parse(pattern).map_err(|error| wrong_regex(&error, at))?;
    let repeats = repeats(&hir);
    if repeats > MAX_REGEX_REPEATS {
        let message = format!("the repeats of the regex multiply to {repeats}, the limit is {MAX_REGEX_REPEATS}");
        return Err(refuse(message, at, "use smaller bounds, or * and +"));
    }
    Ok(())
}

fn wrong_regex(error: &regex_syntax::Error, at: usize) -> Error {
    let (what, place) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), error.span().start.offset),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), error.span().start.offset),
        _ => (error.to_string(), 0),
    };
    refuse(format!("the regex is wrong: {what}"), at + place, "put the words in quotes to search for them as they stand")
}

/// Returns the largest product of bounds of repeats within each other.
fn repeats(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            let bound = repetition.max.unwrap_or(repetition.min).max(1);
            repeats(&repetition.sub).saturating_mul(u64::from(bound))
        }
        HirKind::Capture(capture) => repeats(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(repeats).max().unwrap_or(1),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::parse;
    use super::*;

    fn refused(query: &str) -> (usize, String) {
        match parse(query) {
            Err(Error::Query { message, at, .. }) => (at, message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nesting_stops_at_its_limit() {
        let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        let near = |things: usize| vec!["word"; things].join(" NEAR/9 ");
        assert!(parse(&near(MAX_NEAR)).is_ok());
        assert!(parse(&near(MAX_NEAR + 1)).is_err());
        assert!(parse(&nested(MAX_NESTING)).is_ok());
        assert_eq!(refused(&nested(MAX_NESTING + 1)).0, MAX_NESTING);
        for opening in ["(", "title:", "NOT ", "!(", "source:(", "same:sentence("] {
            assert!(refused(&opening.repeat(1_000)).1.contains("nested more than 64"), "{opening}");
        }
        let chain = (0..200).map(|number| format!("a NEAR/{} ", 1 + number % 2)).collect::<String>() + "b";
        assert!(refused(&chain).1.contains("nested more than 64"));
    }

    #[test]
    fn length_and_clauses_stop_at_their_limits() {
        assert!(refused(&"(".repeat(1_000_000)).1.contains("the limit is 65536"));
        assert!(parse(&"ab ".repeat(MAX_CLAUSES)).is_ok());
        assert_eq!(refused(&"ab ".repeat(MAX_CLAUSES + 1)).0, 3 * MAX_CLAUSES);
        assert!(refused(&format!("\"{}\"", "ab ".repeat(2_000))).1.contains("1024"));
    }

    #[test]
    fn regex_stops_at_its_limits() {
        assert!(parse("/(a{10}b{5}){100}/").is_ok());
        assert!(refused("/([a-z]{1,100}){1,100}/").1.contains("multiply to 10000"));
        assert!(refused(&format!("/{}/", "a".repeat(257))).1.contains("257 bytes"));
        assert_eq!(refused("word /ab(c/").0, "word /ab".len());
    }

    /// Long text made of one piece, which finds whatever looks ahead more than once.
    #[test]
    fn hostile_text_is_answered_at_once() {
        let pieces = [
            "(",
            ")",
            "\"",
            "“",
            "«a\"",
            "”",
            "[",
            "{a ",
            "/",
            "/a",
            "\\",
            "a?",
            "? ",
            "@\"",
            "\"@\"",
            "a\"",
            "a(",
            "a(b",
            "a:",
            "title: ",
            "source:(a ",
            "a NEAR/2 ",
            "-",
            "-a ",
            "NOT ",
            "*",
            "a* ",
            "a~1",
            "a^2",
            "=a",
            "\u{301}",
            "é.",
            "aé.",
            "\"(a /b",
            "\"(a OR ",
            "source:",
            "mentions:\"",
            "same:sentence(",
            "?A",
            "[a TO ",
            "' ",
        ];
        let start = Instant::now();
        for piece in pieces {
            for text in [piece.repeat(16_384 / piece.len()), format!("\"{}", piece.repeat(16_384 / piece.len()))] {
                let _ = parse(&text);
            }
        }
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}
