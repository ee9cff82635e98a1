//! Where does a quoted stretch end, and how is text put into quotes and taken out?

use super::field::Field;

/// Tells whether a quoted stretch may begin with this character. Apostrophes are none: they belong to words.
pub(super) fn opens(character: char) -> bool {
    matches!(character, '"' | '“' | '„' | '‟' | '«' | '＂' | '”')
}

/// Tells whether a character is a quotation mark of any kind.
pub(super) fn is_quote(character: char) -> bool {
    opens(character) || character == '»'
}

/// Tells whether `closing` ends what `opening` began. Pages and keyboards mix straight and curly marks.
fn closes(opening: char, closing: char) -> bool {
    match opening {
        '“' => matches!(closing, '”' | '"'),
        '„' | '‟' => matches!(closing, '“' | '”' | '"'),
        '«' => closing == '»',
        '”' => closing == '”',
        _ => matches!(closing, '"' | '＂'),
    }
}

/// Returns where the closing mark stands of a quoted stretch whose mark `opening` ends at `start`; `None` where there is
/// no such mark. Names in quotes of their own (`@"al assad"`) are passed over, and so is what a backslash escapes.
pub(super) fn end(text: &str, start: usize, opening: char) -> Option<usize> {
    let mut at = start;
    while let Some(character) = text[at..].chars().next() {
        let after = at + character.len_utf8();
        if character == '\\' {
            at = after_escape(text, after);
        } else if character == '"' && names_follow(text, start, at) {
            at = end_of_name(text, after);
        } else if closes(opening, character) {
            return Some(at);
        } else {
            at = after;
        }
    }
    None
}

/// Returns the place behind an escaped mark, where there is one behind a backslash.
pub(super) fn after_escape(text: &str, at: usize) -> usize {
    match text[at..].chars().next() {
        Some(mark) if mark.is_ascii_punctuation() => at + 1,
        _ => at,
    }
}

/// Tells whether the mark at `at`, inside a stretch that begins at `start`, opens a name: `@"…"`, `person:"…"`.
fn names_follow(text: &str, start: usize, at: usize) -> bool {
    if text[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || next == ')') {
        return false;
    }
    let before = text[start..at].char_indices().rev().take(LONGEST_FIELD);
    let begin = before.take_while(|(_, mark)| !mark.is_whitespace() && *mark != '(').last().map_or(0, |(place, _)| place);
    let item = &text[start + begin..at];
    item == "@" || item.strip_suffix(':').is_some_and(|name| Field::named(name).is_some_and(Field::has_places))
}

/// The characters of the longest field's name and its colon: no need to look farther back.
const LONGEST_FIELD: usize = "organisation:".len() + 1;

/// Returns the place behind the mark that ends a name in quotes of its own.
fn end_of_name(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(character) = text[at..].chars().next() {
        let after = at + character.len_utf8();
        match character {
            '"' => return after,
            '\\' => at = after_escape(text, after),
            _ => at = after,
        }
    }
    text.len()
}

/// Puts a value into quotes.
pub(super) fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for character in value.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
    out
}

/// Takes the backslashes off escaped marks.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let escapes = character == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        out.extend(if escapes { rest.next() } else { Some(character) });
    }
    out
}
