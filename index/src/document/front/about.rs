//! Notes on those who wrote a text, at its end.

use super::byline::authors_of;
use super::person::is_name;
use crate::document::Label;
use crate::document::furniture::{Cue, Draft};

/// "Ann Lee writes about ports." with or without "Ann Lee" alone below or above it.
pub fn label_notes_on_authors(draft: &mut Draft<'_>, end: usize) {
    let first = end.saturating_sub(3).max(draft.first_prose().map_or(0, |first| first + 1));
    let known: Vec<String> = (0..draft.units.len())
        .filter(|place| draft.label(*place) == Label::Byline)
        .flat_map(|place| authors_of(draft.words_of(place)))
        .collect();
    for place in first..(end + 5).min(draft.units.len()) {
        let text = draft.words_of(place);
        let words = draft.measure(place).words;
        let cued = draft.units[place].cues.count(Cue::Bio) > 0 && words <= 80;
        if words > 120 || matches!(draft.label(place), Label::Byline | Label::Title) || !is_note(text, cued, &known) {
            continue;
        }
        draft.set(place, Label::Bio, "about the author");
        for beside in [place.wrapping_sub(1), place + 1] {
            if beside < draft.units.len() && is_name(draft.words_of(beside)) && text.contains(draft.words_of(beside)) {
                draft.set(beside, Label::Byline, "signs the article");
            }
        }
    }
}

/// What a note says of its author.
const SAYS: &[&str] = &[
    "is",
    "has",
    "was",
    "writes",
    "covers",
    "works",
    "holds",
    "serves",
    "teaches",
    "reports",
    "worked",
    "served",
    "contributed",
];

fn is_note(text: &str, cued: bool, known: &[String]) -> bool {
    let begins = |name: &String| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let opens = known.iter().any(begins);
    if opens && (cued || text.contains('@')) {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().take(7).collect();
    let verb = words.iter().skip(2).position(|word| SAYS.contains(word)).map(|place| place + 2);
    let named = verb.is_some_and(|verb| is_name(words[..verb].join(" ").trim_end_matches(',')));
    named && (opens || cued) || text.starts_with("About the author")
}
