//! What the lines of the article are: paragraphs, headings, items of lists, rows of tables.

use super::Label;
use super::draft::Draft;
use super::measure::End;
use super::sections::is_numbered_heading;
use super::tables::label_tables;

/// A heading has at most this many words.
pub const LONGEST_HEADING: u32 = 12;

/// The label of a line of code, and why: it is neither heading nor item, whatever it begins with.
pub const CODE: (Label, &str) = (Label::Body, "code");

/// Tells headings, items and rows from paragraphs.
pub fn label_kinds(draft: &mut Draft<'_>) {
    for place in 0..draft.units.len() {
        if draft.label(place) != Label::Body || draft.labels[place] == CODE {
            continue;
        }
        if is_numbered_heading(draft, place) {
            draft.set(place, Label::Heading, "numbered line above a paragraph");
        } else if draft.measure(place).bullet > 0 {
            draft.set(place, Label::List, "bullet or number");
        } else if is_heading(draft, place) {
            draft.set(place, Label::Heading, "short line above longer ones");
        }
    }
    label_tables(draft);
}

/// At most twelve words without an end mark, not numbers alone, above a longer line or an item.
fn is_heading(draft: &Draft<'_>, place: usize) -> bool {
    let line = draft.measure(place);
    let parted = place == 0 || draft.units[place].blanks_above > 0 || draft.measure(place - 1).bullet > 0;
    let Some(below) = (place + 1..draft.units.len()).find(|below| draft.label(*below) != Label::Furniture) else { return false };
    let below = draft.measure(below);
    line.words <= LONGEST_HEADING
        && parted
        && line.end == End::Open
        && !line.starts_small
        && line.numbers < line.words
        && line.tabs == 0
        && (below.words > LONGEST_HEADING || below.bullet > 0)
}
