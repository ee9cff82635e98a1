//! What readers give: a text with what its format knows of it, or why there is none.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::ReadLimits;
use crate::date::DateSpan;
use crate::document::{Label, PublishedEvidence, Supplied};
use crate::text::{Language, Span};

/// How a text came to be, which decides how its lines are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shape {
    /// A page or file as text: anything may be furniture.
    #[default]
    Plain,
    /// A record's text field: already clean, without a title line of its own.
    Record,
    /// Markdown: headings, lists and tables are marked.
    Markdown,
    /// An article that a format's reader took out of its page or file: mostly clean.
    Article,
    /// What somebody typed: clean, with title, author and date in its first lines.
    Manuscript,
}

/// What a reader gives: a text and the metadata that its format knows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs, reason = "the fields are those of Document")]
pub struct RawDocument {
    pub id: String,
    pub path: String,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub authors: Vec<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub published: Option<DateSpan>,
    pub published_evidence: Option<PublishedEvidence>,
    /// When the file was made: the day of publication where nothing else tells.
    pub created: Option<DateSpan>,
    /// Who made the file: the authors where nothing else tells.
    pub creators: Vec<String>,
    pub language: Option<Language>,
    pub tags: Vec<String>,
    pub supplied: Vec<Supplied>,
    pub text: String,
    pub paged: bool,
    /// Parts of the text that are not the article, whatever they say, in order: what its page says around it.
    pub outside: Vec<Span>,
    /// Lines of the text of which the format tells what they are, in order.
    pub marks: Vec<(Span, Label)>,
    /// How the text came to be.
    pub shape: Shape,
    /// The line of the file on which the record stands, 1 for the first; `None` for a file that is one document.
    pub line: Option<usize>,
}

/// A file or record that is not indexed, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Skipped {
    /// The file, with `:LINE` for a record.
    pub path: String,
    /// Why, for a person.
    pub reason: String,
}

impl Skipped {
    pub(super) fn file(path: &Path, reason: impl Into<String>) -> Skipped {
        Skipped { path: path.to_string_lossy().into_owned(), reason: reason.into() }
    }

    pub(super) fn record(path: &Path, line: usize, reason: impl Into<String>) -> Skipped {
        Skipped { path: format!("{}:{line}", path.to_string_lossy()), reason: reason.into() }
    }

    pub(super) fn too_long(path: &Path, line: usize, limits: &ReadLimits) -> Skipped {
        Skipped::record(path, line, format!("too long: a record of more than {} MB", limits.record_bytes >> 20))
    }

    /// What is left of a file from this line on, which can't be read.
    pub(super) fn end(path: &Path, line: usize, error: &std::io::Error) -> Skipped {
        Skipped::record(path, line, format!("the file ends here: {error}"))
    }
}
