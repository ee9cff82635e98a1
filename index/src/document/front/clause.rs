//! Lines that hold a date without stating when the text was published: sentences, items, clauses on what was done that day.

use super::published::{SAYS_CHANGED, SAYS_PUBLISHED, says};
use super::signed::is_weekday;
use super::stated::find_stated;
use crate::document::furniture::{Draft, End};
use crate::text::is_stop_word;

/// A line that ends as a sentence or an item does says something of its own where it holds so many other words without a
/// capital or more.
const OWN_WORDS: usize = 3;

/// Among so many words of its own beginning such a line may still say that it speaks of its publication.
const OPENING: usize = 3;

/// Tells whether a line is part of the text and merely holds a date: a sentence, an item of an enumeration. One that opens with
/// a day and a time of day is none, whatever is glued to it.
pub fn is_of_text(draft: &Draft<'_>, place: usize) -> bool {
    let line = draft.line_of(place);
    let Some(found) = find_stated(line) else { return false };
    if draft.measure(place).end == End::Open {
        return tells_what_happened(&line[..found.span.start]);
    }
    let own = [&line[..found.span.start], &line[found.span.end..]].into_iter().flat_map(str::split_whitespace);
    let opening = line.split_whitespace().take(OPENING).collect::<Vec<_>>().join(" ");
    let is_time = |word: &str| word.contains(':') && word.starts_with(|first: char| first.is_ascii_digit());
    let opens_with_time =
        found.span.start <= "Wednesday, ".len() && line[found.span.end..].split_whitespace().next().is_some_and(is_time);
    let speaks_of_itself = says(&opening, SAYS_PUBLISHED) || says(&opening, SAYS_CHANGED) || says(&opening, &["this"]);
    own.filter(|word| word.starts_with(char::is_lowercase)).count() >= OWN_WORDS && !speaks_of_itself && !opens_with_time
}

/// What a page calls itself, and what is said of it.
const ITSELF: &[&str] = &[
    "address",
    "adopted",
    "article",
    "briefing",
    "conference",
    "delivered",
    "done at",
    "event",
    "hearing",
    "held",
    "interview",
    "issue",
    "lecture",
    "meeting",
    "news",
    "press",
    "recorded",
    "release",
    "remarks",
    "report",
    "sermon",
    "session",
    "signed",
    "speech",
    "statement",
    "story",
    "testimony",
    "transcript",
    "version",
    "written",
];

/// Tells whether the words before a date are a clause on what somebody did that day: "Draft given to Interpol on 4 May 2021". They
/// name somebody, say what was done, and lead over to the day; they do not speak of the page.
fn tells_what_happened(before: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().collect();
    let Some((last, clause)) = words.split_last() else { return false };
    let is_small = |word: &str| word.starts_with(char::is_lowercase) && word.chars().all(char::is_alphabetic);
    let says_done = |word: &&&str| is_small(word) && !is_stop_word(&word.to_lowercase());
    let names = |word: &&str| word.starts_with(char::is_uppercase) && !is_weekday(word);
    ["on", "of", "before", "after"].contains(last)
        && clause.iter().filter(says_done).count() > 0
        && clause.iter().skip(1).any(names)
        && !says(before, ITSELF)
        && !says(before, SAYS_PUBLISHED)
        && !says(before, SAYS_CHANGED)
}
