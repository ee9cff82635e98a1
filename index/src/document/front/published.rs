//! When it was published: a line of its own near the title, a line that says so, or an agency's dateline.

use super::stated::{Stated, find_stated, is_ambiguous};
use crate::date::DateSpan;
use crate::document::furniture::Draft;
use crate::document::{Label, PublishedEvidence};

/// A date line has at most so many words.
const LONGEST: u32 = 14;

/// How far below the title a date line may stand, in units.
const REACH: usize = 15;

/// Words that say that a date is that of publication.
const SAYS_PUBLISHED: &[&str] =
    &["publish", "posted", "released", "issued", "created", "veröffentlicht", "publié", "publicado", "yayın"];

/// Words that say that a date is another: of a change, an event, a right.
const SAYS_OTHERWISE: &[&str] = &[
    "updated",
    "modified",
    "copyright",
    "©",
    "(c)",
    "accessed",
    "retrieved",
    "since",
    "until",
    "expires",
    "deadline",
    "join",
    "born",
    "event",
    "today is",
    "founded",
    "established",
];

/// Tells whether a line holds a full date.
pub fn has_date(line: &str) -> bool {
    line.len() < 200
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && find_stated(line).is_some_and(|found| found.when.days() == 1)
}

/// Labels the line that dates the document.
pub fn label_date(draft: &mut Draft<'_>, title: Option<usize>) {
    let begin = draft.first_prose().unwrap_or(draft.units.len());
    let from = title.unwrap_or(0).saturating_sub(3);
    let near = from..(begin + 1).min(title.unwrap_or(0) + REACH).min(draft.units.len());
    let end = draft.last_body().map_or(0, |last| last + 1);
    let below = end..(end + 4).min(draft.units.len());
    let dated = |draft: &Draft<'_>, place: usize| {
        draft.measure(place).words <= LONGEST && has_date(draft.words_of(place)) && draft.label(place) != Label::Title
    };
    let above: Vec<usize> =
        near.clone().filter(|place| dated(draft, *place) && !says(draft.words_of(*place), SAYS_OTHERWISE)).collect();
    let says_so = |place: &usize| says(draft.words_of(*place), SAYS_PUBLISHED);
    let found = (above.iter().copied().find(says_so))
        .or_else(|| above.iter().copied().find(|place| title.is_none_or(|title| *place > title)))
        .or_else(|| above.last().copied())
        .or_else(|| below.filter(|place| dated(draft, *place)).find(says_so));
    if let Some(place) = found.filter(|place| draft.label(*place) != Label::Byline || *place < begin) {
        draft.set(place, Label::Date, "states a date near the title");
    } else if let Some(place) =
        near.clone().find(|place| draft.label(*place) != Label::Title && is_ambiguous(draft.words_of(*place)))
    {
        draft.set(place, Label::Date, "day and month can't be told apart");
    }
}

/// The day in a line that says that it is the day of publication. A date of something else is told by the word before it.
pub fn says_published(line: &str) -> Option<DateSpan> {
    let lower = line.to_lowercase();
    let at = SAYS_PUBLISHED
        .iter()
        .filter_map(|word| lower.find(word))
        .min()
        .filter(|_| lower.len() == line.len() && line.len() < 300)?;
    let rest = line.get(at..)?;
    let found = find_stated(rest)?;
    (found.when.days() == 1 && !says(&rest[..found.span.start], SAYS_OTHERWISE)).then_some(found.when)
}

fn says(line: &str, words: &[&str]) -> bool {
    let lower = line.to_lowercase();
    words.iter().any(|word| lower.contains(word))
}

/// How a date line states its date.
pub fn evidence_of(line: &str) -> PublishedEvidence {
    if says(line, SAYS_PUBLISHED) { PublishedEvidence::Stated } else { PublishedEvidence::DateLine }
}

/// The date of an agency's dateline: `MOSCOW, Jan. 14, 2008 (Reuters) - The …`. A day without a year is none.
pub fn dateline(paragraph: &str) -> Option<Stated> {
    let end = paragraph.char_indices().nth(70).map_or(paragraph.len(), |(place, _)| place);
    let head = &paragraph[..end];
    let found = find_stated(head).filter(|found| found.when.days() == 1)?;
    let (place, rest) = (&head[..found.span.start], head[found.span.end..].trim_start());
    let shouted = place
        .split_whitespace()
        .next()
        .is_some_and(|word| word.len() > 2 && !word.contains(char::is_lowercase) && word.contains(char::is_alphabetic));
    let opens = rest.starts_with(['(', '-', '–', '—', '/']) || rest.starts_with(": ");
    (shouted && opens && place.len() < 40).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        assert!(dateline("VALLETTA, Jan. 14, 2008 (Harbour News) - The board met.").is_some());
        assert!(dateline("VALLETTA (Harbour News) - The board met on Jan. 14, 2008.").is_none());
        assert!(dateline("VALLETTA, Jan. 14 (Harbour News) - The board met.").is_none());
        assert!(dateline("On Jan. 14, 2008 - a Monday - the board met.").is_none());
    }
}
