//! Does a line end end a paragraph, or was the text wrapped at a column?

use super::measure::{End, Measure};

/// Tells whether a text is wrapped: most lines inside its blocks have the width of a page, stop in mid-sentence, and the
/// next one goes on. Then only a blank line ends a paragraph.
pub fn is_wrapped(lines: &[Measure]) -> bool {
    let (mut inner, mut wide, mut open, mut continued) = (0_usize, 0_usize, 0_usize, 0_usize);
    for pair in lines.windows(2) {
        if pair.iter().any(|line| line.is_blank() || line.outside) || pair[1].bullet > 0 {
            continue;
        }
        inner += 1;
        let width = pair[0].line.len();
        if !(50..=110).contains(&width) {
            continue;
        }
        wide += 1;
        open += usize::from(pair[0].end != End::Sentence);
        continued += usize::from(pair[1].starts_small || pair[0].end == End::Comma);
    }
    inner >= 3 && wide * 10 >= inner * 6 && open * 2 > wide && continued * 3 > wide
}

#[cfg(test)]
mod tests {
    use super::super::measure::measure_text;
    use super::*;

    const WRAPPED: &str = "The harbour board met on Tuesday for the third time in as many weeks and\n\
                           again it could not agree on who should pay for the new breakwater, which\n\
                           was promised by three ministers in a row and built by none. The shipping\n\
                           lines want the state to pay.\n\nThe state wants the lines to pay.\n";

    #[test]
    fn lines_of_one_width_that_go_on_are_wrapped() {
        assert!(is_wrapped(&measure_text(WRAPPED).lines));
    }

    #[test]
    fn a_line_a_paragraph_is_not_wrapped() {
        let text = "The harbour board met on Tuesday for the third time in as many weeks.\n\
                    Again it could not agree on who should pay for the new breakwater here.\n\
                    The shipping lines want the state to pay for it, as it once promised to.\n\
                    The state wants the shipping lines to pay, as they have done for so long.\n";
        assert!(!is_wrapped(&measure_text(text).lines));
    }

    #[test]
    fn a_menu_is_not_wrapped() {
        assert!(!is_wrapped(&measure_text("Home\nNews\nPorts\nAbout\nContact\n").lines));
    }
}
