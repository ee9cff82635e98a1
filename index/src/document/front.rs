//! Front matter from the labelled lines: title, subtitle, authors, published date, language.

use super::{Document, Label};
use crate::text::Language;

/// Fills in what no metadata said.
pub fn complete(document: &mut Document) {
    if document.title.is_none() {
        document.title = line_text(document, Label::Title);
    }
    if document.subtitle.is_none() {
        document.subtitle = line_text(document, Label::Subtitle);
    }
    if document.language.is_none() {
        document.language = Language::guess(&document.text);
    }
}

fn line_text(document: &Document, label: Label) -> Option<String> {
    let line = document.lines.iter().find(|line| line.label == label)?;
    Some(line.span.of(&document.text).trim().to_owned())
}
