//! The second title, between the first and the article.

use super::byline::is_byline;
use super::clause::is_of_text;
use super::published::has_date;
use crate::document::Label;
use crate::document::furniture::repeats::containment;
use crate::document::furniture::running::is_running;
use crate::document::furniture::sections::names_section;
use crate::document::furniture::{Draft, End};

/// A dek has so many words.
const DEK: std::ops::RangeInclusive<u32> = 6..=90;

/// The dek: a sentence or two between the title and byline or date; a line below the title without an end mark; or a first
/// paragraph that one of the next says over again.
pub fn label_dek(draft: &mut Draft<'_>, title: usize, end: usize) {
    let last = (end + 1).min(draft.units.len()).min(title + 12);
    // Behind the name of a section the text has begun.
    let last = (title + 1..last).find(|place| names_section(draft.words_of(*place))).unwrap_or(last);
    let dek = (title + 1..last).filter(|place| may_be_dek(draft, *place)).find(|place| {
        let above_front = (place + 1..place + 3).any(|below| is_front(draft, below));
        let near = *place == title + 1;
        (above_front && (near || draft.is_body(*place)))
            || (near && is_unended(draft, *place))
            || (*place == end && is_said_over(draft, *place))
            || (*place == end && *place <= title + 2 && stands_above_front(draft, *place))
            || draft.label(*place) == Label::PullQuote
    });
    if let Some(place) = dek {
        draft.set(place, Label::Subtitle, "between title and article");
    }
}

/// So far below a dek its byline or date may stand, pictures and buttons between.
const FAR: usize = 8;

/// A dek that reads like a paragraph has at most so many words.
const LONGEST_DEK: u32 = 45;

/// Tells whether byline or date stand between a paragraph and the next.
fn stands_above_front(draft: &Draft<'_>, place: usize) -> bool {
    let is_paragraph = |place: &usize| draft.is_body(*place) && draft.measure(*place).is_prose();
    let last = draft.units.len().min(place + 1 + FAR);
    let next = (place + 1..last).find(is_paragraph);
    draft.measure(place).words <= LONGEST_DEK
        && next.is_some_and(|next| (place + 1..next).any(|between| is_front(draft, between)))
}

fn may_be_dek(draft: &Draft<'_>, place: usize) -> bool {
    let measure = draft.measure(place);
    DEK.contains(&measure.words)
        && (measure.bullet, measure.end == End::Colon) == (0, false)
        && !is_byline(draft.words_of(place))
        && !matches!(draft.label(place), Label::Caption | Label::Credit)
        && !is_running(draft, place)
        && draft.units[place].cues.bytes * 4 < measure.trimmed.len() as u32
}

/// Tells whether a line is a byline or a date.
pub fn is_front(draft: &Draft<'_>, place: usize) -> bool {
    place < draft.units.len()
        && draft.measure(place).words <= 12
        && (is_byline(draft.words_of(place)) || (has_date(draft.line_of(place)) && !is_of_text(draft, place)))
}

/// A line of the article without an end mark, above a paragraph that has one.
fn is_unended(draft: &Draft<'_>, place: usize) -> bool {
    let below = (place + 1 < draft.units.len()).then(|| draft.measure(place + 1));
    let above_prose = below.is_some_and(|below| below.is_prose() && below.end == End::Sentence);
    draft.is_body(place) && draft.measure(place).end == End::Open && draft.measure(place).words <= 45 && above_prose
}

/// Half of the paragraph stands in one of the next three.
fn is_said_over(draft: &Draft<'_>, place: usize) -> bool {
    (place + 1..(place + 4).min(draft.units.len())).any(|below| containment(draft, place, below) >= 50)
}
