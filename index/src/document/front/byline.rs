//! Who wrote it: labelled names above or below the article, or bare ones beside the date.

use super::names::split_names;
use crate::document::Label;
use crate::document::furniture::{Cue, Draft};

/// What stands before the author's name. "Pictures:" does not: a photographer is no author.
const OPENERS: &[&str] = &[
    "by",
    "by:",
    "author:",
    "authors:",
    "author",
    "words:",
    "words by",
    "text:",
    "text by",
    "story by",
    "written by",
    "written by:",
    "posted by",
    "article by",
    "reported by",
    "from:",
    "von",
    "von:",
    "par",
    "par:",
    "por",
    "por:",
    "yazan:",
    "yazar:",
    "di",
    "door",
];

/// Words that end a name in a byline: what follows is an office, not a name.
const OFFICES: &[&str] = &[
    "staff",
    "correspondent",
    "reporter",
    "editor",
    "writer",
    "writers",
    "in",
    "for",
    "special",
    "contributor",
    "columnist",
    "associated",
    "ap",
    "bbc",
    "political",
    "senior",
    "chief",
    "technology",
    "business",
    "reuters",
    "the",
    "on",
    "at",
    "published",
    "updated",
    "updated:",
    "posted",
    "of",
    "press",
    "news",
    "contributing",
    "diplomatic",
    "published:",
    "afp",
    "upi",
    "medical",
    "health",
    "science",
    "national",
    "staff,",
    "sports",
    "bloomberg",
    "and",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "van", "von", "der", "den", "del", "della", "la", "le", "al", "el", "bin", "ibn", "ben", "ten", "ter",
    "dos", "du", "y",
];

/// Who signs without being a person.
const NOT_AUTHORS: &[&str] = &[
    "admin",
    "editor",
    "staff",
    "reuters",
    "associated press",
    "ap",
    "afp",
    "the associated press",
    "guest",
    "webmaster",
    "anonymous",
];

/// Tells whether a line states who wrote the text.
pub fn is_byline(line: &str) -> bool {
    !authors_of(line).is_empty()
}

/// The authors that a byline names.
pub fn authors_of(line: &str) -> Vec<String> {
    let Some(names) = after_opener(line) else { return Vec::new() };
    let mut authors: Vec<String> = Vec::new();
    for name in split_names(names) {
        let name = strip_office(&name);
        if !is_name(&name) || is_agency(&name) {
            break;
        }
        authors.push(name);
    }
    authors
}

/// The authors in a field that may hold more than names: an office, a date, an address.
pub fn author_names(field: &str) -> Vec<String> {
    let named = split_names(field).into_iter().map(|name| strip_office(&name));
    named.filter(|name| is_name(name) && !is_agency(name)).collect()
}

/// What stands behind "By", "Words:" and the like in a short line.
fn after_opener(line: &str) -> Option<&str> {
    if line.len() > 200 || line.split_whitespace().count() > 25 {
        return None;
    }
    let mut openers: Vec<&str> = OPENERS.iter().copied().filter(|opener| starts_with_word(line, opener)).collect();
    openers.sort_by_key(|opener| std::cmp::Reverse(opener.len()));
    openers.first().map(|opener| line[opener.len()..].trim_start_matches([':', ' ', '\u{a0}', '\t']))
}

fn starts_with_word(line: &str, opener: &str) -> bool {
    let Some(start) = line.get(..opener.len()) else { return false };
    let rest = &line[opener.len()..];
    let parted = opener.ends_with(':') || rest.starts_with([' ', '\u{a0}', ':', '\t']);
    // "von" and "par" open bylines only with a capital; in the middle of a sentence they are words like others.
    start.eq_ignore_ascii_case(opener)
        && parted
        && !rest.is_empty()
        && (opener.len() > 3 || line.starts_with(char::is_uppercase) || opener.starts_with("by"))
}

/// Cuts a name where an office or a house begins.
fn strip_office(name: &str) -> String {
    let words = name.split_whitespace();
    let kept: Vec<&str> =
        words.take_while(|word| !OFFICES.contains(&word.to_lowercase().as_str()) && !word.starts_with(['(', '|', '['])).collect();
    kept.join(" ")
}

fn is_agency(name: &str) -> bool {
    NOT_AUTHORS.contains(&name.to_lowercase().as_str())
}

/// Two to five words of which each but the particles begins with a capital and holds no digit; one word of capitals too.
pub fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(is_of_name);
    (2..=5).contains(&words.len())
        && capital(&words[0])
        && words.iter().all(|word| capital(word) || PARTICLES.contains(word))
        && words.last().is_some_and(capital)
}

fn is_of_name(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '.' | '-' | '\'' | '’' | '‑')
}

/// Labels the lines that name authors: bylines near the title or the article's end, names alone beside the date, and
/// the name that signs a note on the author.
pub fn label_bylines(draft: &mut Draft<'_>, title: Option<usize>) {
    let begin = draft.first_prose().unwrap_or(draft.units.len());
    let end = draft.last_body().unwrap_or(0);
    let from = title.unwrap_or(0).saturating_sub(3);
    for place in
        (from..(begin + 2).min(draft.units.len())).chain(end.saturating_sub(3).max(begin)..(end + 6).min(draft.units.len()))
    {
        if is_byline(draft.words_of(place)) && draft.measure(place).words <= 25 && draft.label(place) != Label::Title {
            draft.set(place, Label::Byline, "names the author");
        }
    }
    label_names_beside_date(draft, from, begin);
    label_notes_on_authors(draft, end);
}

/// Bare names within three lines of the date line above the article.
fn label_names_beside_date(draft: &mut Draft<'_>, from: usize, begin: usize) {
    let has_byline = (from..begin).any(|place| draft.label(place) == Label::Byline);
    let Some(date) = (from..begin).find(|place| draft.label(*place) == Label::Date).filter(|_| !has_byline) else { return };
    for place in date.saturating_sub(3).max(from)..(date + 4).min(begin) {
        let plain = draft.units[place].cues.bytes == 0 && draft.units[place].repeats == 1;
        if is_name(draft.words_of(place))
            && plain
            && !matches!(draft.label(place), Label::Title | Label::Date)
            && draft.measure(place).words <= 4
        {
            draft.set(place, Label::Byline, "name beside the date");
        }
    }
}

/// "Ann Lee writes about ports." with or without "Ann Lee" alone below or above it.
fn label_notes_on_authors(draft: &mut Draft<'_>, end: usize) {
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
    let words: Vec<&str> = text.split_whitespace().take(7).collect();
    let verb = words.iter().skip(2).position(|word| SAYS.contains(word)).map(|place| place + 2);
    let named = verb.is_some_and(|verb| is_name(words[..verb].join(" ").trim_end_matches(',')));
    known.iter().any(|name| text.starts_with(name.as_str()) && named) || (cued && named) || text.starts_with("About the author")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_of_every_form() {
        for (line, names) in [
            ("By Ann Lee", &["Ann Lee"][..]),
            ("BY ANN LEE AND BO BERG", &["ANN LEE AND BO BERG"][..0]),
            ("By Ann Lee and Bo Berg, Harbour Gazette Staff Writers", &["Ann Lee", "Bo Berg"]),
            ("Words: Marco Polo", &["Marco Polo"]),
            ("Author: Ludwig van Beethoven", &["Ludwig van Beethoven"]),
            ("By Ann Lee AP Technology Writer", &["Ann Lee"]),
            ("Written by Çağla Şen | Tuesday", &["Çağla Şen"]),
        ] {
            if !names.is_empty() {
                assert!(
                    authors_of(line).starts_with(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()),
                    "{line}: {:?}",
                    authors_of(line)
                );
            }
        }
        for line in
            ["Pictures: Bo Berg", "By the end of the week, all had left.", "By Reuters", "Author:", "By", "Byblos Harbour Board"]
        {
            assert!(!is_byline(line), "{line}");
        }
    }
}
