//! Tables: rows of equal columns, parted by tabs, bars or blanks.

use super::Label;
use super::draft::Draft;
use super::measure::Measure;

/// So many rows of equal columns make a table; a header above a rule needs but one.
const FEWEST_ROWS: usize = 3;
const FEWEST_RULED: usize = 2;

/// A row has at most so many words.
const LONGEST_ROW: u32 = 60;

/// A table amid the article has its paragraphs among so many units above and below.
const NEAR: usize = 3;

/// Labels the rows of tables. Amid the article those with figures, or with cells in line, are rows whatever they looked like
/// one by one.
pub fn label_tables(draft: &mut Draft<'_>) {
    let mut start = 0;
    while start < draft.units.len() {
        let end = end_of_rows(draft, start);
        let ruled = start + 1 < end && is_ruled(draft, start + 1);
        let enough = end - start >= if ruled { FEWEST_RULED } else { FEWEST_ROWS };
        let kept = |place: usize| draft.is_body(place);
        let evident = || is_of_figures(draft, start, end) || is_aligned(draft, start, end);
        if enough && ((start..end).all(kept) || (evident() && stands_amid(draft, start, end))) {
            let first = if has_header_above(draft, start) { start - 1 } else { start };
            (first..end).for_each(|place| draft.set(place, Label::Table, "rows of equal columns"));
        }
        start = end;
    }
}

/// Where the rows end that begin with a unit: just behind it where it is none.
fn end_of_rows(draft: &Draft<'_>, start: usize) -> usize {
    let continues = |place: usize| {
        let (above, row) = (draft.measure(place - 1), draft.measure(place));
        let close = draft.units[place].blanks_above == 0 || is_ruled(draft, place);
        may_be_row(draft, place) && close && (columns(above) == columns(row) || (has_figures(above) && has_figures(row)))
    };
    let rows = (start + 1..draft.units.len()).take_while(|place| may_be_row(draft, start) && continues(*place));
    start + 1 + rows.count()
}

fn may_be_row(draft: &Draft<'_>, place: usize) -> bool {
    let measure = draft.measure(place);
    let label = draft.labels[place].0;
    columns(measure) > 1
        && measure.words < LONGEST_ROW
        && (draft.is_body(place) || label == Label::Furniture)
        && !draft.units[place].recurs
}

/// Into how many columns a line is parted.
fn columns(measure: &Measure) -> u32 {
    measure.tabs.max(measure.bars).max(measure.gaps) + 1
}

/// Tells whether a line is a row with little but figures in it: no line of wrapped prose is.
pub fn is_all_figures(measure: &Measure) -> bool {
    has_figures(measure) && measure.numbers * 3 >= measure.words
}

/// Tells whether half of a row's cells, the first aside, may be figures.
fn has_figures(measure: &Measure) -> bool {
    columns(measure) > 1 && measure.numbers > 0 && measure.numbers * 2 + 1 >= columns(measure)
}

/// Tells whether nothing but a rule stands between a unit and the one above it.
fn is_ruled(draft: &Draft<'_>, place: usize) -> bool {
    let between = &draft.text[draft.measure(place - 1).line.end..draft.measure(place).line.start];
    draft.units[place].blanks_above == 1 && between.contains("--")
}

/// Tells whether most rows have figures.
fn is_of_figures(draft: &Draft<'_>, start: usize, end: usize) -> bool {
    let rows = (start..end).filter(|place| has_figures(draft.measure(*place))).count();
    rows * 2 > end - start
}

/// Tells whether the cells of all rows begin at the same places, as they do in text of one width.
fn is_aligned(draft: &Draft<'_>, start: usize, end: usize) -> bool {
    let first = cell_starts(draft.measure(start).line.of(draft.text));
    !first.is_empty() && (start + 1..end).all(|row| cell_starts(draft.measure(row).line.of(draft.text)) == first)
}

/// The columns in which words stand behind two blanks or more.
fn cell_starts(line: &str) -> Vec<usize> {
    let letters: Vec<char> = line.trim_end().chars().collect();
    let starts = (2..letters.len()).filter(|place| letters[*place] != ' ' && letters[place - 2..*place] == [' ', ' ']);
    starts.collect()
}

fn stands_amid(draft: &Draft<'_>, start: usize, end: usize) -> bool {
    let prose = |place: usize| draft.is_body(place) && draft.measure(place).is_prose();
    (start.saturating_sub(NEAR)..start).any(prose) && (end..draft.units.len().min(end + NEAR)).any(prose)
}

/// Tells whether the names of the columns stand right above the rows, one of them left out.
fn has_header_above(draft: &Draft<'_>, start: usize) -> bool {
    start > 0 && draft.units[start].blanks_above == 0 && may_be_row(draft, start - 1)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Label, RawDocument, Shape};

    /// Rows without figures, their cells in line.
    const WORDS: &str = "Port          State       Signed\nLatakia       Syria       not yet\nMersin        Turkey      yes\nPort Said     Egypt       yes\n";

    const ABOVE: &str = "The small ferry that carries people between the two islands sailed again on Monday, after a winter in which \
                         the old engine was taken apart three times.";
    const BELOW: &str = "Fishermen in the town said that they would wait and see, since they had heard the same promise from four \
                         ministers before.";

    fn labels(rows: &str, shape: Shape) -> Vec<Label> {
        let text = format!("{ABOVE}\n\n{rows}\n\n{BELOW}\n");
        let document =
            Document::from_raw(RawDocument { text, shape, title: Some("Ports".into()), ..RawDocument::default() }, &());
        let rows = document.lines.iter().skip(2).take_while(|line| line.words > 0 || line.span.len() > 4);
        rows.map(|line| line.label).filter(|label| *label != Label::Blank).collect()
    }

    #[test]
    fn rows_of_every_form_are_one_table() {
        for rows in [
            "Harbour | Boats 2010 | Boats 2023\nLatakia | 420 | 130\nMersin | 310 | 85\nTripoli | 120 | 64",
            "Harbour        Boats 2010    Boats 2023\nLatakia               420           130\nMersin                310            85\n\
             Port Said             200           190",
            WORDS,
            "Harbour\tBoats\nLatakia\t420\nMersin\t310\nTripoli\t120",
        ] {
            assert_eq!(labels(rows, Shape::Plain), [Label::Table; 4], "{rows}");
        }
        let rows = "| harbour | boats |\n|---------|-------|\n| Latakia | 420 |\n| Mersin | 310 |";
        assert_eq!(labels(rows, Shape::Markdown), [Label::Table; 3]);
    }

    #[test]
    fn numbered_paragraphs_are_no_table() {
        let said = ["The state has a plan for the wall.", "The lines want it to pay.", "The board has not met since May."];
        for first in [7, 98, 145] {
            let numbered: Vec<String> =
                said.iter().enumerate().map(|(place, said)| format!("{}.\t{said}", first + place)).collect();
            assert!(!labels(&numbered.join("\n"), Shape::Record).contains(&Label::Table), "{first}");
        }
        let rows = "145.\tLatakia\t420\n146.\tMersin\t310\n147.\tTripoli\t120";
        assert_eq!(labels(rows, Shape::Record), [Label::Table; 3]);
    }

    #[test]
    fn figures_apart_are_no_table() {
        let label = |text: &str| labels(text, Shape::Record)[0];
        assert_ne!(
            label("He came in 1987.  She came in 1988.\nThey left in 1990.  Nobody stayed.\nThe house was sold.  It was 1991."),
            Label::Table
        );
        assert_ne!(label("Latakia  420\n\nMersin  310\n\nTripoli  120"), Label::Table);
    }
}
