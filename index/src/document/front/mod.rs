//! Front matter from the labelled lines: title, subtitle, authors, published date, language.

mod names;
mod stated;

pub use names::split_names;
pub use stated::{find_stated, stated_date};

use super::{Document, Label, PublishedEvidence};
use crate::text::Language;

/// Fills in what no metadata said.
pub fn complete(document: &mut Document) {
    if document.title.is_none() {
        document.title = line_text(document, Label::Title);
    }
    if document.subtitle.is_none() {
        document.subtitle = line_text(document, Label::Subtitle);
    }
    if document.published.is_none() {
        let dated = line_text(document, Label::Date).and_then(|line| find_stated(&line));
        document.published = dated.map(|found| found.when);
        document.published_evidence = dated.map(|_| PublishedEvidence::DateLine);
    }
    if document.language.is_none() {
        document.language = Language::guess(&document.text);
    }
}

fn line_text(document: &Document, label: Label) -> Option<String> {
    let line = document.lines.iter().find(|line| line.label == label)?;
    Some(line.span.of(&document.text).trim().trim_start_matches('#').trim().to_owned())
}
