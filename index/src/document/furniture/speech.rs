//! How speeches and letters begin and end: whom they address, and the short sentences that they close with.

use super::Label;
use super::draft::Draft;
use super::measure::End;

/// A closing sentence has at most so many words.
const SHORT: u32 = 8;

/// A text closes with at most so many of them.
const MOST_CLOSING: usize = 4;

/// Keeps the lines above the article that end in a comma ("Ladies and gentlemen,"), and the short sentences that go on right
/// below it ("I thank you.").
pub fn keep_ends(draft: &mut Draft<'_>) {
    let (Some(first), Some(last)) = (draft.first_prose(), draft.last_body()) else { return };
    for place in (1..=first).rev() {
        if draft.is_body(place) && draft.measure(place).bullet == 0 && addresses(draft, place - 1) {
            draft.set(place - 1, Label::Body, "goes on below");
        }
    }
    let closing = (last + 1..draft.units.len()).take(MOST_CLOSING).take_while(|place| closes(draft, *place));
    for place in closing.collect::<Vec<_>>() {
        draft.set(place, Label::Body, "a sentence right below the article");
    }
    keep_end_of_letter(draft, last);
}

/// With what a letter takes leave, in small letters.
const FAREWELLS: &[&str] = &[
    "sincerely",
    "sincerely yours",
    "yours sincerely",
    "yours faithfully",
    "faithfully yours",
    "yours truly",
    "very truly yours",
    "respectfully",
    "respectfully yours",
    "respectfully submitted",
    "best regards",
    "kind regards",
    "with kind regards",
    "warm regards",
    "regards",
    "best wishes",
    "with best wishes",
    "mit freundlichen grüßen",
    "mit freundlichem gruß",
    "hochachtungsvoll",
    "herzliche grüße",
    "cordialement",
    "bien cordialement",
    "veuillez agréer",
    "atentamente",
    "un cordial saludo",
    "cordiali saluti",
    "distinti saluti",
    "saygılarımla",
    "с уважением",
    "hoogachtend",
    "met vriendelijke groet",
];

/// So far from the last line that is kept a letter takes leave, and so far below stand names and posts of those who sign.
const LEAVE: usize = 4;
const SIGNED: usize = 4;

/// Keeps the end of a letter: from the last paragraph to its farewell, and who signs it.
fn keep_end_of_letter(draft: &mut Draft<'_>, last: usize) {
    let takes_leave = |place: &usize| {
        let bare = draft.words_of(*place).trim_end_matches([',', '.', '!']).to_lowercase();
        FAREWELLS.contains(&bare.as_str())
    };
    let near = last.saturating_sub(LEAVE)..(last + 1 + LEAVE).min(draft.units.len());
    let Some(farewell) = near.into_iter().find(takes_leave) else { return };
    let signs = |place: &usize| may_be_kept(draft, *place) && draft.measure(*place).numbers == 0;
    let signed = (farewell + 1..draft.units.len()).take(SIGNED).take_while(signs).last().unwrap_or(farewell);
    for place in last.min(farewell) + 1..=signed {
        let is_stated = place < farewell && draft.measure(place).end == End::Sentence && !draft.units[place].recurs;
        if may_be_kept(draft, place) || is_stated && draft.label(place) == Label::Furniture {
            draft.set(place, Label::Body, "the end of a letter");
        }
    }
}

fn addresses(draft: &Draft<'_>, place: usize) -> bool {
    may_be_kept(draft, place) && draft.measure(place).end == End::Comma
}

/// Tells whether a short sentence stands as far below the article as its paragraphs do from each other.
fn closes(draft: &Draft<'_>, place: usize) -> bool {
    let measure = draft.measure(place);
    let is_stated = draft.words_of(place).ends_with('.') && !draft.words_of(place).ends_with("..");
    may_be_kept(draft, place)
        && is_stated
        && measure.numbers == 0
        && (2..=SHORT).contains(&measure.words)
        && draft.units[place].blanks_above == draft.units[place - 1].blanks_above
}

fn may_be_kept(draft: &Draft<'_>, place: usize) -> bool {
    let unit = &draft.units[place];
    draft.label(place) == Label::Furniture
        && !unit.recurs
        && (unit.cues.bytes, unit.repeats, unit.measure.bullet) == (0, 1, 0)
        && !unit.measure.starts_small
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Label, RawDocument};

    #[test]
    fn a_speech_keeps_its_salutation_and_its_last_words() {
        let text = "Remarks by the mayor of Mersin at the harbour forum\n\nMersin, 24 February 2023\n\nExcellencies,\nLadies and gentlemen,\n\
            Dear friends,\n\nA year ago today we woke up to a storm. We did not believe it, and then we did.\n\nSince the autumn we have \
            built forty kilometres of wall at the old pier. It will be two hundred, and the board knows it.\n\nPatience is a \
            weapon.\n\nLong live the harbour.\n\nI thank you.\n\nShare this page\n\nUpdated: 27.2.2023 14:31\n";
        let document = Document::from_raw(RawDocument { text: text.to_owned(), ..RawDocument::default() }, &());
        let label = |start: &str| document.lines.iter().find(|line| line.span.of(text).starts_with(start)).unwrap().label;
        for start in ["Excellencies", "Ladies", "Dear friends", "Patience", "Long live", "I thank you"] {
            assert_eq!(label(start), Label::Body, "{start}");
        }
        assert_eq!(label("Share this"), Label::Furniture);
    }

    #[test]
    fn a_letter_keeps_its_end() {
        let text = "Re: Licence for the wall\n\nDear Ms Lee,\n\nIn June your office granted a licence for a wall at the old pier to the \
            lines, and nobody in the town was asked whether it wanted one.\n\nWe look forward to your reply.\n\nYours sincerely,\n\n\
            Clara Berg\nDirector\n\nHome | News | Contact\n";
        let document = Document::from_raw(RawDocument { text: text.to_owned(), ..RawDocument::default() }, &());
        let label = |start: &str| document.lines.iter().find(|line| line.span.of(text).starts_with(start)).unwrap().label;
        for start in ["We look", "Yours", "Clara", "Director"] {
            assert_eq!(label(start), Label::Body, "{start}");
        }
        assert_eq!(label("Home"), Label::Furniture);
    }
}
