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

/// Returns where the closing mark stands of a phrase whose mark `opening` ends at `start`; `None` where there is no such
/// mark. Names in quotes of their own (`"@"al assad" said"`) are passed over, and so is what a backslash escapes.
pub(super) fn end_of_phrase(text: &str, start: usize, opening: char) -> Option<usize> {
    closing(text, start, opening, |at| opens_name(text, start, at))
}

/// Returns where the closing mark stands of a value or name; `None` where there is none.
pub(super) fn end_of_value(text: &str, start: usize, opening: char) -> Option<usize> {
    closing(text, start, opening, |_| false)
}

/// Returns the place behind a name in quotes of its own that begins with the mark at `at`.
pub(super) fn after_name(text: &str, at: usize) -> usize {
    end_of_value(text, at + 1, '"').map_or(text.len(), |close| close + 1)
}

fn closing(text: &str, start: usize, opening: char, opens_name: impl Fn(usize) -> bool) -> Option<usize> {
    let mut at = start;
    while let Some(character) = text[at..].chars().next() {
        let after = at + character.len_utf8();
        match character {
            '\\' => at = after_escape(text, after),
            '"' if opens_name(at) => at = after_name(text, at),
            _ if closes(opening, character) => return Some(at),
            _ => at = after,
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

/// Tells whether the mark at `at`, inside a phrase that begins at `start`, opens a name: `@"…"`, `person:"…"`.
pub(super) fn opens_name(text: &str, start: usize, at: usize) -> bool {
    if text[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || ENDS_PHRASE.contains(&next)) {
        return false;
    }
    let before = text[start..at].char_indices().rev().take(LONGEST_FIELD);
    let begin = before.take_while(|(_, mark)| !mark.is_whitespace() && *mark != '(').last().map_or(0, |(place, _)| place);
    let item = &text[start + begin..at];
    item == "@" || item.strip_suffix(':').is_some_and(|name| Field::named(name).is_some_and(Field::has_places))
}

/// What follows the end of a phrase; a name that begins so is written with a backslash.
const ENDS_PHRASE: [char; 3] = [')', '^', '~'];

/// The characters of the longest field's name and its colon: no need to look farther back.
const LONGEST_FIELD: usize = "organisation:".len() + 1;

/// Puts a value into quotes.
pub(super) fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for (place, character) in value.char_indices() {
        if matches!(character, '"' | '\\') || place == 0 && ENDS_PHRASE.contains(&character) {
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
