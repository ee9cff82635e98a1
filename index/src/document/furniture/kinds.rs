//! What the lines of the article are: paragraphs, headings, items of lists, rows of tables.

use super::Label;
use super::draft::Draft;
use super::measure::End;

/// A heading has at most this many words.
pub const LONGEST_HEADING: u32 = 12;

/// So many rows of equal columns make a table.
const FEWEST_ROWS: usize = 3;

/// Tells headings, items and rows from paragraphs.
pub fn label_kinds(draft: &mut Draft<'_>) {
    for place in 0..draft.units.len() {
        if draft.label(place) != Label::Body {
            continue;
        }
        if draft.measure(place).bullet > 0 {
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

/// Rows: three or more lines without a blank between them, parted into as many columns by tabs or bars.
fn label_tables(draft: &mut Draft<'_>) {
    let mut start = 0;
    while start < draft.units.len() {
        let columns = columns(draft, start);
        let mut end = start + 1;
        while end < draft.units.len() && columns > 1 && draft.units[end].blanks_above == 0 && self::columns(draft, end) == columns
        {
            end += 1;
        }
        if end - start >= FEWEST_ROWS {
            (start..end).for_each(|place| draft.set(place, Label::Table, "rows of equal columns"));
        }
        start = end;
    }
}

/// Into how many columns a line of the article is parted; 0 for a line that is not.
fn columns(draft: &Draft<'_>, place: usize) -> u32 {
    let measure = draft.measure(place);
    match draft.is_body(place) && measure.words < 60 {
        true if measure.tabs > 0 => measure.tabs + 1,
        true if measure.bars > 0 => measure.bars + 1,
        _ => 0,
    }
}
