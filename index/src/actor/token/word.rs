//! Where does a word end, and how is it cased?

use super::Case;
use crate::text::Span;
use crate::text::fold::{is_apostrophe, is_general_punctuation};

pub(super) struct Scanned {
    pub(super) end: usize,
    pub(super) ascii: bool,
}

/// Finds where the word that begins at `start` ends.
pub(super) fn scan_word(text: &str, start: usize, limit: usize) -> Scanned {
    let bytes = &text.as_bytes()[..limit];
    let mut at = start;
    let mut ascii = true;
    while at < limit {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            at += 1;
        } else if byte.is_ascii() {
            if !joins(text, start, at, limit) {
                break;
            }
            at += 1;
        } else {
            let Some(character) = text[at..].chars().next() else { break };
            let inner = if is_apostrophe(character) { joins(text, start, at, limit) } else { is_word_character(character) };
            if !inner {
                break;
            }
            ascii = false;
            at += character.len_utf8();
        }
    }
    if at < limit && bytes[at] == b'.' && keeps_point(&text[start..at]) {
        at += 1;
    }
    Scanned { end: at, ascii }
}

/// Whether the mark at `at` belongs to the word that began at `start`.
fn joins(text: &str, start: usize, at: usize, limit: usize) -> bool {
    let bytes = &text.as_bytes()[..limit];
    let before = bytes[at - 1];
    let mark = text[at..limit].chars().next().unwrap_or(' ');
    let next_at = at + mark.len_utf8();
    let Some(next) = text[next_at..limit].chars().next() else { return false };
    match mark {
        '.' if before.is_ascii_digit() => next.is_ascii_digit(),
        // U.S, a.m, J.R: each letter stands alone.
        '.' => next.is_alphabetic() && is_lone_letter(bytes, start, at) && !followed_by_letter(text, next_at, limit),
        ',' => {
            before.is_ascii_digit() && next.is_ascii_digit() && bytes.get(next_at + 3).is_none_or(|byte| !byte.is_ascii_digit())
        }
        '&' => before.is_ascii_uppercase() && next.is_ascii_uppercase(),
        mark if is_apostrophe(mark) => next.is_alphabetic() && !is_possessive(text, next_at, limit),
        _ => false,
    }
}

fn is_lone_letter(bytes: &[u8], start: usize, at: usize) -> bool {
    bytes[at - 1].is_ascii_alphabetic() && (at - 1 == start || bytes[at - 2] == b'.')
}

fn followed_by_letter(text: &str, next_at: usize, limit: usize) -> bool {
    text[next_at..limit].chars().nth(1).is_some_and(char::is_alphabetic)
}

/// Whether nothing but an `s` follows the apostrophe.
pub(super) fn is_possessive(text: &str, next_at: usize, limit: usize) -> bool {
    let rest = &text[next_at..limit];
    rest.starts_with(['s', 'S']) && !rest[1..].chars().next().is_some_and(is_word_character)
}

/// Abbreviations that keep their point within a name, folded.
const ABBREVIATIONS: &[&str] = &[
    "Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "St", "Mr", "Mrs", "Ms", "Dr", "Gen", "Lt", "Col", "Sgt", "Capt", "Maj", "Adm",
    "Sen", "Rep", "Gov", "Prof", "Rev", "Hon", "Calif", "Fla", "Mass", "Conn", "Ill", "Mich", "Minn", "Wash", "Ariz", "Tex",
    "Penn", "Tenn", "Wis", "Ala", "Ark", "Colo", "Del", "Ky", "Md", "Mo", "Neb", "Nev", "Okla", "Ore", "Pa", "Va", "Vt", "No",
    "Mt", "Ft", "Bros", "Univ", "Dept", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "vs", "Messrs", "Cmdr", "Brig", "Pvt",
    "Cpl",
];

fn keeps_point(word: &str) -> bool {
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    single || word.contains('.') && !word.as_bytes()[0].is_ascii_digit() || ABBREVIATIONS.contains(&word)
}

/// Whether a word begins at `at`. An apostrophe begins none, though Unicode counts one of them among the letters (U+02BC).
pub(super) fn starts_word(text: &str, at: usize) -> bool {
    let begins = |character| !is_general_punctuation(character) && character.is_alphanumeric() && !is_apostrophe(character);
    text[at..].chars().next().is_some_and(begins)
}

fn is_word_character(character: char) -> bool {
    let letter = || unicode_normalization::char::is_combining_mark(character) || character == '\u{ad}';
    !is_general_punctuation(character) && (character.is_alphanumeric() || letter())
}

pub(super) fn hyphen_length(bytes: &[u8], at: usize) -> usize {
    if bytes[at] == b'-' { 1 } else { 3 }
}

/// Whether a hyphen stands at `at`, with a word on either side.
pub(super) fn is_inner_hyphen(text: &str, at: usize, stretch: Span) -> bool {
    let rest = &text[at..stretch.end];
    let Some(after) = ["-", "‐", "‑"].iter().find_map(|hyphen| rest.strip_prefix(*hyphen)) else { return false };
    let before = text[stretch.start..at].chars().next_back();
    before.is_some_and(|character| is_word_character(character) || character == '.')
        && after.chars().next().is_some_and(char::is_alphanumeric)
}

pub(super) fn case_of(word: &str) -> Case {
    let (mut upper, mut lower, mut letters) = (0, 0, 0);
    for character in word.chars() {
        upper += usize::from(character.is_uppercase());
        lower += usize::from(character.is_lowercase());
        letters += usize::from(character.is_alphabetic());
    }
    let opens_upper = word.chars().next().is_some_and(char::is_uppercase);
    case_by_count(opens_upper, upper, lower, letters, word.chars().count())
}

pub(super) fn ascii_case_of(word: &[u8]) -> Case {
    let upper = word.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let lower = word.iter().filter(|byte| byte.is_ascii_lowercase()).count();
    case_by_count(word[0].is_ascii_uppercase(), upper, lower, upper + lower, word.len())
}

fn case_by_count(opens_upper: bool, upper: usize, lower: usize, letters: usize, length: usize) -> Case {
    match (upper, lower) {
        (0, 0) if letters == 0 => Case::Number,
        (0, _) => Case::Lower,
        (1, 0) if letters == 1 && length <= 2 => Case::Initial,
        (_, 0) => Case::Caps,
        (1, _) if opens_upper => Case::Title,
        _ if opens_upper => Case::Mixed,
        _ => Case::Lower,
    }
}
