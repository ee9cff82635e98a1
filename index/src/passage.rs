//! Where a document is cut: into passages of a paragraph's size, the unit that is indexed and returned.

use serde::{Deserialize, Serialize};

use crate::document::{Document, Label};
use crate::text::Span;

/// What a passage is made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// Prose.
    Paragraph,
    /// Items of a list.
    List,
    /// What stands under a picture.
    Caption,
    /// Rows of a table.
    Table,
    /// Text of the page that is not the article.
    Furniture,
}

impl PassageKind {
    /// The word for it in output.
    pub const fn name(self) -> &'static str {
        match self {
            PassageKind::Paragraph => "paragraph",
            PassageKind::List => "list",
            PassageKind::Caption => "caption",
            PassageKind::Table => "table",
            PassageKind::Furniture => "furniture",
        }
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
}

/// A paragraph-sized part of a document. Its text is exactly `document.text[span]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Its place in the document, 0 for the first.
    pub ordinal: usize,
    /// What it is made of.
    pub kind: PassageKind,
    /// The nearest heading above it, in the document's text.
    pub heading: Option<Span>,
    /// Its first and last line, 1 for the first of the document; `None` for a passage made of the title alone.
    pub lines: Option<(usize, usize)>,
    /// Where it stands in the document's text; `[0,0]` for a passage made of the title alone.
    pub span: Span,
}

/// Cuts a document into passages, in order and without overlaps. Empty only where the document has neither text nor title.
pub fn cut(document: &Document) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut heading = None;
    for (number, line) in document.lines.iter().enumerate() {
        if line.label == Label::Heading {
            heading = Some(line.span);
        }
        let Some(kind) = PassageKind::of_label(line.label) else { continue };
        let text = line.span.of(&document.text);
        let lead = text.len() - text.trim_start().len();
        let span = Span::new(line.span.start + lead, line.span.start + lead + text.trim().len());
        passages.push(Passage { ordinal: passages.len(), kind, heading, lines: Some((number + 1, number + 1)), span });
    }
    if passages.is_empty() && document.title.is_some() {
        let kind = PassageKind::Paragraph;
        passages.push(Passage { ordinal: 0, kind, heading: None, lines: None, span: Span::new(0, 0) });
    }
    passages
}
