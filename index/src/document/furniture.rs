//! Which lines are the article, and which are the page around it.

use super::source::Shape;
use super::{Document, Label, Line};
use crate::text::Span;

/// Tells which lines recur across the documents of a source, and so are furniture.
pub trait Recurring {
    /// Tells whether a line (trimmed) stands in five or more documents of this source.
    fn recurs(&self, source: Option<&str>, line: &str) -> bool;
}

/// A collection of which nothing is known.
impl Recurring for () {
    fn recurs(&self, _source: Option<&str>, _line: &str) -> bool {
        false
    }
}

/// Labels every line of a document's text.
pub fn label_lines(document: &Document, _shape: Shape, recurring: &dyn Recurring) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut titled = document.title.is_some();
    let mut start = 0;
    for line in document.text.split('\n') {
        let span = Span::new(start, start + line.len());
        start += line.len() + 1;
        let trimmed = line.trim();
        let (label, reason) = if trimmed.is_empty() {
            (Label::Blank, "white space")
        } else if recurring.recurs(document.source.as_deref(), trimmed) {
            (Label::Furniture, "recurs across the source")
        } else if !titled {
            titled = true;
            (Label::Title, "first line")
        } else if trimmed.starts_with(['•', '*', '-', '–']) {
            (Label::List, "bullet")
        } else {
            (Label::Body, "prose")
        };
        lines.push(Line { span, label, reason });
    }
    lines
}
