//! What becomes of each line: text of a passage of some kind, or the title, dek or heading that passages bear.
//!
//! No word is lost. The lines that state author and date, and any other front matter that says more than what is kept of it,
//! are furniture: they answer `--furniture` and stay out of the way otherwise.

use super::PassageKind;
use crate::document::{Document, Label};
use crate::text::fold_phrase;

/// Of which kind of passage each line is text, if of any.
pub fn kinds(document: &Document) -> Vec<Option<PassageKind>> {
    let mut kinds: Vec<Option<PassageKind>> = document.lines.iter().map(|line| of_label(line.label)).collect();
    let has_text = kinds.iter().flatten().any(|kind| *kind != PassageKind::Furniture);
    let front = if has_text { left_over(document) } else { of_front(document) };
    let kind = if has_text { PassageKind::Furniture } else { PassageKind::Paragraph };
    front.into_iter().for_each(|line| kinds[line] = Some(kind));
    kinds
}

fn of_label(label: Label) -> Option<PassageKind> {
    match label {
        Label::Body => Some(PassageKind::Paragraph),
        Label::List => Some(PassageKind::List),
        Label::Table => Some(PassageKind::Table),
        Label::Caption => Some(PassageKind::Caption),
        Label::Credit | Label::PullQuote | Label::Bio | Label::Tags | Label::Furniture => Some(PassageKind::Furniture),
        Label::Title | Label::Subtitle | Label::Byline | Label::Date | Label::Heading | Label::Blank => None,
    }
}

/// The lines of a document of which title, byline and the like are all: what stands in them is its text.
fn of_front(document: &Document) -> Vec<usize> {
    let is_front = |line: &usize| {
        matches!(document.lines[*line].label, Label::Title | Label::Subtitle | Label::Byline | Label::Date | Label::Heading)
    };
    (0..document.lines.len()).filter(is_front).collect()
}

/// The lines of front matter that are not wholly kept elsewhere, and the headings without any text below.
fn left_over(document: &Document) -> Vec<usize> {
    let mut left = Vec::new();
    let mut is_borne = false;
    for (place, line) in document.lines.iter().enumerate().rev() {
        let is_left = match line.label {
            Label::Blank => false,
            Label::Byline | Label::Date => true,
            Label::Title => !is_kept(document, place, document.title.as_deref()),
            Label::Subtitle => !is_kept(document, place, document.subtitle.as_deref()),
            Label::Heading => !is_borne,
            _ => {
                is_borne = true;
                false
            }
        };
        if is_left {
            left.push(place);
        }
        is_borne &= line.label != Label::Heading || line.goes_on;
    }
    left
}

/// Tells whether a line's words stand in what is known of the document.
fn is_kept(document: &Document, line: usize, known: Option<&str>) -> bool {
    let line = document.lines[line].trimmed(&document.text).of(&document.text);
    known.is_some_and(|known| fold_phrase(known).contains(&fold_phrase(line)))
}
