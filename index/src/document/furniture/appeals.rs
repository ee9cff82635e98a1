//! Buttons, and well-formed prose that asks for money, a membership or an address.

use super::cues::Cue;
use super::draft::Draft;

/// An appeal has so many signs or more.
const FEWEST_SIGNS: u8 = 3;

/// An appeal is no longer than this, in words.
pub const LONGEST: u32 = 150;

/// The same amid a text that was handed over as such: longer paragraphs are its own.
pub const LONGEST_IN_RECORD: u32 = 60;

/// Lines of at most so many words above an appeal open it ("Hey there!").
const OPENING: u32 = 8;

/// Buttons that stand alone even where a page is clean otherwise.
const BUTTONS: &[&str] = &[
    "skip to content",
    "skip to main content",
    "skip to navigation",
    "scroll to top",
    "back to top",
    "top of page",
    "share this article",
    "share this",
    "share",
    "tweet",
    "tweet this",
    "print",
    "print this",
    "print this page",
    "email this",
    "email this article",
    "e-mail this article",
    "print this article",
    "close",
    "menu",
    "search",
    "advertisement",
    "article continues below",
    "story continues below",
    "continues below",
    "advertising",
    "log in",
    "sign in",
    "subscribe",
    "sign up",
    "read more",
    "copy link",
    "load more",
    "show comments",
    "leave a comment",
    "post a comment",
    "comments",
    "home",
    "go to content",
    "printer friendly version",
    "printable version",
    "find us",
];

/// Drops the appeals of at most so many words, and the buttons that are left in. A long text in which the signs are its very subject is left alone.
pub fn drop_appeals(draft: &mut Draft<'_>, longest: u32) {
    let is_appeal = |draft: &Draft<'_>, place: usize| draft.measure(place).words <= longest && is_appeal(draft, place);
    let subject = (0..draft.units.len()).filter(|place| is_appeal(draft, *place)).count() > 3;
    for place in 0..draft.units.len() {
        if !draft.is_body(place) {
            continue;
        }
        if draft.measure(place).words <= 4 && BUTTONS.contains(&draft.words_of(place).to_lowercase().as_str()) {
            draft.drop(place, "a button");
        } else if !subject && is_appeal(draft, place) && at_an_end(draft, place) {
            draft.drop(place, "an appeal to the reader");
            drop_opening(draft, place);
        }
    }
}

fn is_appeal(draft: &Draft<'_>, place: usize) -> bool {
    let unit = &draft.units[place];
    draft.is_body(place) && unit.cues.count(Cue::Appeal) >= FEWEST_SIGNS && addresses_reader(draft.words_of(place))
}

/// An article may be about donations or subscribers; an appeal says "you".
fn addresses_reader(text: &str) -> bool {
    text.split(|mark: char| !mark.is_alphabetic())
        .any(|word| word.eq_ignore_ascii_case("you") || word.eq_ignore_ascii_case("your"))
}

/// Appeals stand at the ends of an article: above or below are at most three units of it.
fn at_an_end(draft: &Draft<'_>, place: usize) -> bool {
    let prose = |place: &usize| draft.is_body(*place) && draft.measure(*place).is_prose();
    (0..place).filter(prose).count() == 0 || (place + 1..draft.units.len()).filter(prose).count() <= 3
}

fn drop_opening(draft: &mut Draft<'_>, appeal: usize) {
    for place in (0..appeal).rev().take(2) {
        if !draft.is_body(place) || draft.measure(place).words > OPENING || draft.measure(place).bullet > 0 {
            break;
        }
        draft.drop(place, "opens an appeal to the reader");
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Label, RawDocument, Shape};

    #[test]
    fn a_long_paragraph_of_a_record_is_no_appeal() {
        let asks = "Sign up for the newsletter of the harbour: your donation and your membership keep the boats afloat.";
        let label = |text: &str| {
            let raw = RawDocument { text: text.to_owned(), shape: Shape::Record, ..RawDocument::default() };
            Document::from_raw(raw, &()).lines[0].label
        };
        assert_eq!(label(&format!("{asks}\nThey met.")), Label::Furniture);
        let long = "Nobody who waits for a boat should have to wait for long, and so we ask all who can to help. ".repeat(4);
        assert_eq!(label(&format!("{asks} {long}\nThey met.")), Label::Body);
    }
}
