//! What the reader of a format tells of lines of the text.

use super::draft::Draft;
use super::measure::Measure;
use crate::document::{Document, Label, Line, front};
use crate::text::Span;

/// Lines of which a format tells what they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marked<'m> {
    /// Those outside the article, in order.
    pub outside: &'m [Span],
    /// Those of which it tells what they are, in order.
    pub marks: &'m [(Span, Label)],
}

/// Lines are what their format tells, but for those that are none of the text.
pub fn label_marked(draft: &mut Draft<'_>, marks: &[(Span, Label)]) {
    for (mark, label) in marks {
        let first = draft.units.partition_point(|unit| unit.measure.line.start < mark.start);
        if draft.units.get(first).is_some_and(|unit| mark.contains(unit.measure.trimmed)) && draft.is_body(first) {
            draft.set(first, *label, "marked as such by the format");
        }
    }
}

/// Marks the lines that begin outside the article.
pub fn pass_over(lines: &mut [Measure], outside: &[Span]) {
    for part in outside {
        let first = lines.partition_point(|line| line.line.start < part.start);
        lines[first..].iter_mut().take_while(|line| line.line.start < part.end).for_each(|line| line.outside = true);
    }
}

/// The lines outside the article are furniture, but for those that state its title and its dek.
pub fn label_outside(measures: &[Measure], lines: &mut [Line], document: &Document) {
    let unlabelled = |label: Label| lines.iter().all(|line| line.label != label);
    let mut title = document.title.as_deref().filter(|_| unlabelled(Label::Title));
    let mut dek = document.subtitle.as_deref().filter(|_| unlabelled(Label::Subtitle));
    for (measure, line) in measures.iter().zip(lines).filter(|(measure, _)| measure.outside && !measure.is_blank()) {
        let states = |known: &&str| measure.trimmed.of(&document.text).eq_ignore_ascii_case(known.trim());
        (line.label, line.reason) = if title.take_if(|title| states(title)).is_some() {
            (Label::Title, front::KNOWN_TITLE)
        } else if dek.take_if(|dek| states(dek)).is_some() {
            (Label::Subtitle, front::KNOWN_DEK)
        } else {
            (Label::Furniture, "stands outside the article")
        };
    }
}
