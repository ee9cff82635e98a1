//! Does a line end end a paragraph, or was the text wrapped at a column?

use super::measure::{End, Measure, is_invisible};

/// Nobody wraps a text at a narrower column or a wider one, in characters.
const NARROWEST: usize = 28;
const WIDEST: usize = 110;

/// So many lines, in a hundred, are no wider than the column: letters of different widths let some stand out.
const WITHIN: usize = 90;

/// So many full lines or more tell that a text is wrapped.
const FEWEST: usize = 3;

/// The column at which a text is wrapped, in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column(usize);

impl Column {
    /// Finds the column of a text of which most that stands in lines above others fills them, and most of these lines stop in
    /// mid-sentence and go on in the next; `None` where each line is a paragraph.
    pub fn of(text: &str, lines: &[Measure]) -> Option<Column> {
        let parted = |pair: &[Measure]| pair.iter().any(|line| line.is_blank() || line.outside) || pair[1].bullet > 0;
        let inner: Vec<Pair<'_>> =
            lines.windows(2).filter(|pair| !parted(pair)).map(|pair| Pair::of(text, &pair[0], &pair[1])).collect();
        let mut widths: Vec<usize> = inner.iter().filter(|pair| pair.line.end != End::Sentence).map(|pair| pair.width).collect();
        widths.sort_unstable();
        let column = widths.get(widths.len() * WITHIN / 100).copied().filter(|width| (NARROWEST..=WIDEST).contains(width))?;
        let full: Vec<&Pair<'_>> = inner.iter().filter(|pair| pair.is_full(column)).collect();
        let open = full.iter().filter(|pair| pair.line.end != End::Sentence).count();
        let continued = full.iter().filter(|pair| pair.goes_on()).count();
        let letters = |pairs: &mut dyn Iterator<Item = &Pair<'_>>| pairs.map(|pair| pair.width).sum::<usize>();
        let is_most = letters(&mut full.iter().copied()) * 10 >= letters(&mut inner.iter()) * 7;
        let is_wrapped = full.len() >= FEWEST && is_most && open * 2 > full.len() && continued * 3 > full.len();
        is_wrapped.then_some(Column(column))
    }

    /// Tells whether a paragraph begins with a line though no blank one stands above it: its first word would have found room
    /// above, or a sentence ends there and the line is indented.
    pub fn begins_paragraph(self, text: &str, above: &Measure, line: &Measure) -> bool {
        let pair = Pair::of(text, above, line);
        let is_end = above.end == End::Sentence;
        let ragged = if is_end { self.0 / 10 } else { self.0 / 4 };
        !pair.goes_on() && (pair.has_room(self.0 - ragged) || (is_end && line.indent > above.indent))
    }
}

/// A line, and what the one below it begins with.
struct Pair<'l> {
    line: &'l Measure,
    width: usize,
    next_word: &'l str,
}

impl<'l> Pair<'l> {
    fn of(text: &'l str, line: &'l Measure, below: &Measure) -> Pair<'l> {
        let next_word = below.trimmed.of(text).split(is_invisible).next().unwrap_or_default();
        Pair { line, width: text[line.line.start..line.trimmed.end].chars().count(), next_word }
    }

    /// Tells whether the line is about as long as the column lets it be.
    fn is_full(&self, column: usize) -> bool {
        !self.has_room(column - column / 10) && self.width <= column + column / 4
    }

    /// Tells whether the next word would have found room on the line.
    fn has_room(&self, column: usize) -> bool {
        self.width < column && self.width + 1 + self.next_word.chars().count() <= column
    }

    /// Tells whether the sentence goes on below.
    fn goes_on(&self) -> bool {
        let first = self.next_word.chars().find(|character| character.is_alphanumeric());
        self.line.end == End::Comma || first.is_some_and(char::is_lowercase)
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::measure_text;
    use super::*;

    const PROSE: &str = "The harbour board met on Tuesday for the third time in as many weeks and again it could not agree on who \
        should pay for the new breakwater, which was promised by three ministers in a row and built by none. The shipping lines \
        want the state to pay for it, and the state wants the shipping lines of the United Harbours to pay.";

    /// A text wrapped as programs wrap it.
    fn wrapped(text: &str, column: usize) -> String {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= column) {
                Some(line) => *line = format!("{line} {word}"),
                None => lines.push(word.to_owned()),
            }
        }
        lines.join("\n")
    }

    fn column(text: &str) -> Option<Column> {
        Column::of(text, &measure_text(text).lines)
    }

    #[test]
    fn lines_that_are_full_and_go_on_are_wrapped_at_any_column() {
        for width in [32, 38, 48, 54, 64, 72, 90] {
            assert!(column(&format!("{}\n\nNobody pays.\n", wrapped(PROSE, width))).is_some(), "{width}");
        }
    }

    #[test]
    fn letters_of_every_script_are_counted() {
        let russian = "Портовый совет собрался во вторник в третий раз за последние недели и снова не смог решить, кто заплатит за \
            новый мол, который обещали три министра подряд и не построил ни один из них за все эти годы.";
        assert!(column(&wrapped(russian, 60)).is_some());
    }

    #[test]
    fn a_line_a_paragraph_is_not_wrapped() {
        let text = "The harbour board met on Tuesday for the third time in as many weeks.\n\
                    Again it could not agree on who should pay for the new breakwater here.\n\
                    The shipping lines want the state to pay for it, as it once promised to.\n\
                    The state wants the shipping lines to pay, as they have done for so long.\n";
        assert_eq!(column(text), None);
    }

    #[test]
    fn a_menu_and_a_list_of_titles_are_not_wrapped() {
        assert_eq!(column("Home\nNews\nPorts\nAbout\nContact\n"), None);
        let titles = "Harbour talks fail\nwho should pay for the new breakwater?\nA storm\nthe old wall of Mersin\nFerry sails again\n\
                      boats\nCaptains want their money back from the board\nnets and how they are mended\n";
        assert_eq!(column(titles), None);
    }

    #[test]
    fn a_sentence_that_ends_in_a_short_line_ends_its_paragraph() {
        let text = format!("{}\nThe mayor did not come.\n{}", wrapped(PROSE, 50), wrapped(PROSE, 50));
        let lines = measure_text(&text).lines;
        let column = Column::of(&text, &lines).unwrap();
        let begins: Vec<usize> =
            (1..lines.len()).filter(|place| column.begins_paragraph(&text, &lines[place - 1], &lines[*place])).collect();
        let mayor = text.lines().position(|line| line.starts_with("The mayor")).unwrap();
        assert_eq!(begins, [mayor, mayor + 1]);
    }
}
