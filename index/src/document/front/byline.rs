//! Who wrote it: labelled names above or below the article, or bare ones beside the date.

use super::about::label_notes_on_authors;
use super::names::split_names;
use super::offices::{NOT_AUTHORS, OFFICES, POSTS};
use super::person::{is_name, is_of_house, is_other_than_person, is_person, tidy};
use super::published::SAYS_PUBLISHED;
use super::signed::signed_by;
use crate::document::Label;
use crate::document::furniture::opener::{Openers, behind};
use crate::document::furniture::{Draft, End};

/// What stands before the author's name. "Pictures:" does not: a photographer is no author.
const OPENERS: Openers = Openers::of(&[
    "by",
    "by:",
    "author:",
    "authors:",
    ":author:",
    ":authors:",
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
    "report by",
    "reporting by",
    "brief by",
    "policy brief by",
    "paper by",
    "commentary by",
    "analysis by",
    "opinion by",
    "essay by",
    "column by",
    "review by",
    "interview by",
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
]);

/// Tells whether a line states who wrote the text.
pub fn is_byline(line: &str) -> bool {
    !authors_of(line).is_empty()
}

/// The authors that a byline names.
pub fn authors_of(line: &str) -> Vec<String> {
    let Some(names) = after_opener(line) else { return Vec::new() };
    let mut authors: Vec<String> = Vec::new();
    for part in split_names(names) {
        let name = tidy(&strip_office(&part));
        // Behind the first name a house may stand with the office: "Harbour Gazette Staff Writers".
        let names_house = |word: &str| is_of_house(word) || POSTS.contains(&word.to_lowercase().as_str());
        let is_house = !authors.is_empty() && part.split_whitespace().any(names_house) && !is_person(&name);
        let is_place = !authors.is_empty() && is_other_than_person(&name);
        if is_place || !is_name(&name) || is_agency(&name) || is_house {
            break;
        }
        authors.push(name);
    }
    authors
}

/// The authors whom the line at an agency's end names first: `(Reporting by Ann Lee; Editing by Bo Berg)`.
pub fn reporters_of(line: &str) -> Vec<String> {
    let bare = line.trim_start_matches(|mark: char| !mark.is_alphabetic());
    let Some(rest) = behind(bare, "reporting by ") else { return Vec::new() };
    let named = rest.split([';', ')']).next().unwrap_or_default();
    authors_of(&format!("By {}", named.trim_end_matches('.')))
}

/// The authors in a field that may hold more than names: an office, a date, an address.
pub fn author_names(field: &str) -> Vec<String> {
    let named = split_names(after_opener(field).unwrap_or(field)).into_iter().map(|name| tidy(&strip_office(&name)));
    named.filter(|name| is_name(name) && !is_agency(name) && !is_other_than_person(name)).collect()
}

/// What stands behind "By", "Words:" and the like in a short line.
fn after_opener(line: &str) -> Option<&str> {
    let rest = OPENERS
        .of_line(line)
        .filter(|(opener, rest)| opens(line, opener, rest))
        .map(|(_, rest)| rest)
        .min_by_key(|rest| rest.len())?;
    let short = line.len() <= 200 && line.split_whitespace().count() <= 25;
    short.then(|| rest.trim_start_matches([':', ' ', '\u{a0}', '\t']))
}

/// Tells whether the word that a line begins with opens a byline.
fn opens(line: &str, opener: &str, rest: &str) -> bool {
    let parted = opener.ends_with(':') || rest.starts_with([' ', '\u{a0}', ':', '\t']);
    // "von" and "par" open bylines only with a capital; in the middle of a sentence they are words like others.
    parted && !rest.is_empty() && (opener.len() > 3 || line.starts_with(char::is_uppercase) || opener.starts_with("by"))
}

/// Cuts a name where an office or a house begins.
fn strip_office(name: &str) -> String {
    let words = name.split_whitespace();
    let ends = |word: &str| {
        let small = word.to_lowercase();
        let says_when = SAYS_PUBLISHED.iter().any(|said| small.starts_with(said));
        says_when || OFFICES.contains(&small.as_str()) || word.starts_with(['(', '|', '['])
    };
    let kept: Vec<&str> = words.take_while(|word| !ends(word)).collect();
    strip_stop(&kept.join(" ")).to_owned()
}

/// Takes off the stop of the sentence that ends in a name: "Jr." and initials keep theirs.
fn strip_stop(name: &str) -> &str {
    let last = name.rsplit(' ').next().unwrap_or_default();
    if last.chars().count() > LONGEST_SHORTENED { name.trim_end_matches('.') } else { name }
}

/// The longest word that a stop shortens in a name, with the stop.
const LONGEST_SHORTENED: usize = 4;

fn is_agency(name: &str) -> bool {
    NOT_AUTHORS.contains(&name.to_lowercase().as_str())
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
        let measure = draft.measure(place);
        let may_be = measure.words <= 25 && !measure.is_prose() && draft.label(place) != Label::Title;
        if may_be && is_byline(draft.words_of(place)) {
            draft.set(place, Label::Byline, "names the author");
        }
    }
    label_signed(draft, title, begin);
    label_names_beside_date(draft, from, begin);
    label_offices(draft, from, begin);
    label_signature(draft, begin, end);
    label_notes_on_authors(draft, end);
}

/// The line below a byline that tells what its author is: "Harbour correspondent".
fn label_offices(draft: &mut Draft<'_>, from: usize, begin: usize) {
    for place in from + 1..begin {
        let line = draft.measure(place);
        if draft.label(place - 1) == Label::Byline
            && !matches!(draft.label(place), Label::Byline | Label::Title | Label::Date | Label::Subtitle)
            && (2..=6).contains(&line.words)
            && (line.end, line.bullet, line.numbers) == (End::Open, 0, 0)
            && draft.words_of(place).split_whitespace().any(is_of_house)
        {
            draft.set(place, Label::Byline, "the author's office");
        }
    }
}

/// A name behind a dash signs the article that has no other byline.
fn label_signature(draft: &mut Draft<'_>, begin: usize, end: usize) {
    let last = (end + 3).min(draft.units.len());
    if (0..last).any(|place| draft.label(place) == Label::Byline) {
        return;
    }
    for place in end.saturating_sub(1).max(begin + 1)..last {
        let whole = draft.measure(place).trimmed.of(draft.text);
        let name = whole.trim_start_matches(['-', '–', '—']);
        if name.len() < whole.len() && is_name(name.trim_start()) {
            draft.set(place, Label::Byline, "signs the article");
            return;
        }
    }
}

/// `Ann Lee in Mersin` right below the title.
fn label_signed(draft: &mut Draft<'_>, title: Option<usize>, begin: usize) {
    let Some(title) = title else { return };
    for place in (title + 1..begin).take(SIGNED) {
        let text = draft.words_of(place);
        let free = !matches!(draft.label(place), Label::Byline | Label::Date | Label::Subtitle);
        if free && text.contains(" in ") && !signed_by(text).is_empty() {
            draft.set(place, Label::Byline, "names the author and the place");
        }
    }
}

/// Such a line is one of so many below the title.
const SIGNED: usize = 3;

/// Names alone beside the date have at most so many words.
const LONGEST_NAMES: u32 = 8;

/// Names that no "By" introduces, within three lines of the date line above the article.
fn label_names_beside_date(draft: &mut Draft<'_>, from: usize, begin: usize) {
    let has_byline = (from..begin).any(|place| draft.label(place) == Label::Byline);
    let Some(date) = (from..begin).find(|place| draft.label(*place) == Label::Date).filter(|_| !has_byline) else { return };
    for place in date.saturating_sub(3).max(from)..(date + 4).min(begin) {
        let plain = draft.units[place].cues.bytes == 0 && draft.units[place].repeats == 1;
        if plain
            && !matches!(draft.label(place), Label::Title | Label::Date)
            && draft.measure(place).words <= LONGEST_NAMES
            && !signed_by(draft.words_of(place)).is_empty()
        {
            draft.set(place, Label::Byline, "name beside the date");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_names_its_reporters() {
        assert_eq!(reporters_of("(Reporting by Ann Lee and Bo Berg in Mersin; Editing by Çağla Şen)"), ["Ann Lee", "Bo Berg"]);
        assert!(reporters_of("Editing by Çağla Şen").is_empty());
        assert!(reporters_of("Reporting by é").is_empty());
    }

    #[test]
    fn bylines_of_every_form() {
        for (line, names) in [
            ("By Ann Lee", &["Ann Lee"][..]),
            ("BY ANN LEE AND BO BERG", &["Ann Lee", "Bo Berg"]),
            ("By Ann Lee and Bo Berg, Transport Correspondents", &["Ann Lee", "Bo Berg"]),
            ("By Dr. Ann Lee, PhD", &["Ann Lee"]),
            ("By Ann Lee and Bo Berg, Harbour Gazette Staff Writers", &["Ann Lee", "Bo Berg"]),
            ("Words: Marco Polo", &["Marco Polo"]),
            ("Author: Ludwig van Beethoven", &["Ludwig van Beethoven"]),
            ("By Ann Lee AP Technology Writer", &["Ann Lee"]),
            ("From: Ann Lee, General Counsel", &["Ann Lee"]),
            ("Written by Çağla Şen | Tuesday", &["Çağla Şen"]),
            ("Par Luc Fabre. Publié le 12 juin 2023 à 07h00", &["Luc Fabre"]),
        ] {
            assert_eq!(authors_of(line), names, "{line}");
        }
        for line in
            ["Pictures: Bo Berg", "By the end of the week, all had left.", "By Reuters", "Author:", "By", "Byblos Harbour Board"]
        {
            assert!(!is_byline(line), "{line}");
        }
    }
}
