//! Who wrote it, when, under which title? The lines that say so, and what they say.
//!
//! Metadata of the format comes first; then the lines near the title; then the address. Where nothing says it, unknown is
//! the answer: many pages state no date, and a program that always answers is often wrong.

mod address;
mod byline;
mod names;
mod published;
mod stated;
mod title;

pub use byline::author_names;
pub use names::split_names;
pub use published::says_published;
pub use stated::stated_date;

use super::furniture::Draft;
use super::furniture::tags::subjects;
use super::{Document, Label, PublishedEvidence};
use crate::date::DateSpan;
use crate::text::Language;
use byline::{authors_of, is_name};
use stated::find_stated;

/// Labels the lines of a page that state its title, dek, authors and date.
pub fn label_front(draft: &mut Draft<'_>, titled: Option<&str>) {
    let title = match titled {
        Some(title) => label_known_title(draft, title),
        None => title::label_title(draft),
    };
    published::label_date(draft, title);
    byline::label_bylines(draft, title);
}

/// Why a line is the title where metadata tells it.
pub const KNOWN_TITLE: &str = "the title that the metadata gives";

/// Labels the line that repeats a title known from metadata.
fn label_known_title(draft: &mut Draft<'_>, title: &str) -> Option<usize> {
    let begin = draft.first_prose().unwrap_or(draft.units.len());
    let place = (0..begin).find(|place| draft.words_of(*place).eq_ignore_ascii_case(title.trim()))?;
    draft.set(place, Label::Title, KNOWN_TITLE);
    Some(place)
}

/// Fills in what no metadata said; `created` is the day on which the file was made.
pub fn complete(document: &mut Document, created: Option<DateSpan>) {
    if document.title.is_none() {
        document.title = line_text(document, Label::Title).map(strip_site);
    }
    if document.subtitle.is_none() {
        document.subtitle = line_text(document, Label::Subtitle).map(str::to_owned);
    }
    if document.authors.is_empty() {
        document.authors = authors(document);
    }
    if document.tags.is_empty() {
        document.tags =
            line_text(document, Label::Tags).map(subjects).unwrap_or_default().into_iter().map(str::to_owned).collect();
    }
    if document.published.is_none() {
        (document.published, document.published_evidence) = published(document, created).unzip();
    }
    if document.language.is_none() {
        document.language = Language::guess(&document.text[article_start(document)..]);
    }
}

/// Where the article begins: menus say little of its language.
fn article_start(document: &Document) -> usize {
    let first = document.lines.iter().find(|line| matches!(line.label, Label::Body | Label::List) && line.words > 5);
    first.map_or(0, |line| line.span.start)
}

fn line_text(document: &Document, label: Label) -> Option<&str> {
    let line = document.lines.iter().find(|line| line.label == label)?;
    Some(line.trimmed(&document.text).of(&document.text).trim_start_matches('#').trim())
}

/// Takes the site's name off `X | SITE`.
fn strip_site(title: &str) -> String {
    let bare = title.rsplit_once(" | ").map(|(bare, _)| bare.trim()).filter(|bare| bare.split_whitespace().count() > 2);
    bare.unwrap_or(title).to_owned()
}

/// The authors of all bylines, each once; capitals of a shouted byline stay as they are.
fn authors(document: &Document) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for line in document.lines.iter().filter(|line| line.label == Label::Byline) {
        let text = line.trimmed(&document.text).of(&document.text).trim_start_matches(['-', '–', '—']).trim_start();
        let stated = authors_of(text);
        let named = if stated.is_empty() && is_name(text) { vec![text.to_owned()] } else { stated };
        for name in named {
            if !authors.contains(&name) {
                authors.push(name);
            }
        }
    }
    authors
}

fn date_of_byline(document: &Document) -> Option<DateSpan> {
    let mut bylines = document.lines.iter().filter(|line| line.label == Label::Byline);
    bylines.find_map(|line| published::date_of_byline(line.trimmed(&document.text).of(&document.text)))
}

fn published(document: &Document, created: Option<DateSpan>) -> Option<(DateSpan, PublishedEvidence)> {
    let stated = line_text(document, Label::Date)
        .and_then(|line| Some((find_stated(line)?.when, published::evidence_of(line))))
        .or_else(|| Some((date_of_byline(document)?, PublishedEvidence::DateLine)))
        .or_else(|| Some((published::dateline(line_text(document, Label::Body)?)?.when, PublishedEvidence::Dateline)));
    let made = || Some((created?, PublishedEvidence::Metadata));
    stated.or_else(made).or_else(|| {
        let url = document.url.as_deref().and_then(address::date_in_address);
        let when = url.or_else(|| address::date_in_address(&document.path))?;
        Some((when, PublishedEvidence::Address))
    })
}
