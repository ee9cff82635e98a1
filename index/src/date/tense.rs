//! Does the sentence look back or ahead? The verbs and cues nearest to a date tell.

use crate::text::Span;

/// Where a sentence looks from the day of its document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outlook {
    Past,
    Future,
    Unknown,
    /// Nothing but the past is asked for, as in a filter.
    Behind,
}

/// Words that look ahead, in lower case.
const FUTURE: &[&str] = &[
    "will",
    "shall",
    "ll",
    "won",
    "would",
    "expected",
    "expects",
    "expect",
    "scheduled",
    "plans",
    "plan",
    "planned",
    "planning",
    "due",
    "until",
    "upcoming",
    "intends",
    "hopes",
    "hope",
    "going",
    "deadline",
    "slated",
    "begins",
    "opens",
    "starts",
    "can",
    "may",
    "could",
    "should",
    "must",
    "proposed",
    "forecast",
    "next",
    "matures",
    "maturing",
    "expire",
    "expires",
    "effective",
    "through",
    "ahead",
    "looming",
    "payable",
    "likely",
    "tomorrow",
    "if",
];

/// Words that look back, in lower case; words in `-ed` look back as well.
const PAST: &[&str] = &[
    "was", "were", "had", "did", "said", "has", "have", "been", "since", "ago", "last", "told", "met", "began", "took", "came",
    "went", "made", "fell", "rose", "won", "lost", "left", "held", "saw", "got", "became", "led", "ended", "sold", "bought",
    "cut", "kept", "gave", "found", "struck", "shot", "fought", "earlier", "sent", "brought", "broke", "built", "closed", "hit",
];

/// How many bytes to each side of a date are read for cues.
const REACH: usize = 120;

/// Judges by the cues of the same sentence, those before the date first.
pub(super) fn outlook(text: &str, span: Span) -> Outlook {
    let before = before(text, span.start);
    let after = after(text, span.end);
    let back = before.rsplit(parts_words).filter(|word| !word.is_empty()).take(12);
    let ahead = after.split(parts_words).filter(|word| !word.is_empty()).take(8);
    let (behind, behind_at) = first_cue(back);
    let (front, front_at) = first_cue(ahead);
    match (behind, front) {
        (Outlook::Unknown, front) => front,
        (behind, Outlook::Unknown) => behind,
        (_, front) if front_at == 0 && behind_at > 1 => front,
        (behind, _) => behind,
    }
}

fn first_cue<'t>(words: impl Iterator<Item = &'t str>) -> (Outlook, usize) {
    for (place, word) in words.enumerate() {
        match judge(word) {
            Outlook::Unknown => {}
            found => return (found, place),
        }
    }
    (Outlook::Unknown, usize::MAX)
}

fn judge(word: &str) -> Outlook {
    let mut lower = [0; 12];
    if word.len() > lower.len() || !word.is_ascii() {
        return Outlook::Unknown;
    }
    for (place, byte) in word.bytes().enumerate() {
        lower[place] = byte.to_ascii_lowercase();
    }
    let lower = &lower[..word.len()];
    let is = |cue: &&str| cue.as_bytes() == lower;
    if FUTURE.iter().any(is) {
        Outlook::Future
    } else if PAST.iter().any(is) || lower.len() > 4 && lower.ends_with(b"ed") {
        Outlook::Past
    } else {
        Outlook::Unknown
    }
}

fn parts_words(character: char) -> bool {
    !character.is_alphanumeric()
}

/// The sentence's text before a place, as far as it is read.
fn before(text: &str, start: usize) -> &str {
    let mut from = start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let piece = &text[from..start];
    let end = piece.rmatch_indices(['.', '!', '?', '\n']).map(|(place, _)| place).find(|place| ends_sentence(piece, *place));
    end.map_or(piece, |place| &piece[place + 1..])
}

/// The sentence's text behind a place, as far as it is read.
fn after(text: &str, end: usize) -> &str {
    let mut to = text.len().min(end + REACH);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let piece = &text[end..to];
    let stop = piece.match_indices(['.', '!', '?', '\n']).map(|(place, _)| place).find(|place| ends_sentence(piece, *place));
    stop.map_or(piece, |place| &piece[..place])
}

/// A point ends a sentence where a blank and a capital follow and more than a title or initial stands before it.
fn ends_sentence(text: &str, place: usize) -> bool {
    let rest = &text[place + 1..];
    match text.as_bytes()[place] {
        b'\n' => rest.starts_with('\n'),
        b'.' => {
            let word = text[..place].rsplit(parts_words).next().unwrap_or("");
            word.len() > 3 && rest.trim_start().chars().next().is_none_or(|next| !next.is_lowercase())
        }
        _ => true,
    }
}
