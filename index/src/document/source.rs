//! From bytes to texts: decoding, and the readers of each format.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{PublishedEvidence, Supplied};
use crate::date::DateSpan;
use crate::text::Language;

/// How a text came to be, which decides how its lines are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shape {
    /// A page or file as text: anything may be furniture.
    #[default]
    Plain,
    /// A record's text field: already clean, without a title line of its own.
    Record,
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
    pub language: Option<Language>,
    pub tags: Vec<String>,
    pub supplied: Vec<Supplied>,
    pub text: String,
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

/// Bounds on what is read.
#[derive(Clone, Copy, Debug)]
pub struct ReadLimits {
    /// The largest file that is read whole, in bytes, after unpacking; record files are read line by line and have none.
    pub file_bytes: u64,
    /// The longest line of a record file, in bytes.
    pub record_bytes: usize,
}

impl Default for ReadLimits {
    fn default() -> ReadLimits {
        ReadLimits { file_bytes: 512 << 20, record_bytes: 64 << 20 }
    }
}

/// Reads the documents of one file's bytes; `path` decides the format. Each document or skipped record goes to `sink`.
pub fn read_bytes(path: &Path, bytes: &[u8], _limits: &ReadLimits, sink: &mut dyn FnMut(Result<RawDocument, Skipped>)) {
    let shown = path.to_string_lossy().into_owned();
    sink(Ok(RawDocument {
        id: shown.clone(),
        path: shown,
        text: String::from_utf8_lossy(bytes).into_owned(),
        ..RawDocument::default()
    }));
}
