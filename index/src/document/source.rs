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

/// What kind of file a path names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One document.
    Whole,
    /// One document a line.
    Records,
}

impl Format {
    /// Decides by the name's ending.
    pub fn of_path(path: &Path) -> Format {
        let name = path.to_string_lossy();
        let bare = name.trim_end_matches(".zst").trim_end_matches(".gz");
        if bare.ends_with(".jsonl") || bare.ends_with(".ndjson") { Format::Records } else { Format::Whole }
    }

    /// Tells whether it holds one document a line.
    pub fn is_records(self) -> bool {
        self == Format::Records
    }
}

/// A line of a record file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordLine {
    /// Its number, 1 for the first.
    pub line: usize,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads the lines of a record file, unpacking on the way.
pub fn read_records(
    path: &Path,
    reader: &mut dyn std::io::BufRead,
    _limits: &ReadLimits,
    sink: &mut dyn FnMut(Result<RecordLine, Skipped>) -> std::ops::ControlFlow<()>,
) {
    use std::io::BufRead;
    let mut unpacked: Box<dyn BufRead> = if path.to_string_lossy().ends_with(".zst") {
        match zstd::Decoder::new(reader) {
            Ok(decoder) => Box::new(std::io::BufReader::new(decoder)),
            Err(_) => return,
        }
    } else {
        Box::new(reader)
    };
    for line in 1.. {
        let mut bytes = Vec::new();
        if unpacked.read_until(b'\n', &mut bytes).unwrap_or(0) == 0 {
            return;
        }
        if sink(Ok(RecordLine { line, bytes })).is_break() {
            return;
        }
    }
}

/// Reads one record.
pub fn parse_record(path: &Path, line: usize, bytes: &[u8]) -> Result<RawDocument, Skipped> {
    let shown = path.to_string_lossy().into_owned();
    let skipped = |reason: String| Skipped { path: format!("{shown}:{line}"), reason };
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|error| skipped(error.to_string()))?;
    let text = |field: &str| value[field].as_str().map(str::to_owned);
    let mut supplied = Vec::new();
    for (list, kind) in [
        ("people", crate::actor::ActorKind::Person),
        ("orgs", crate::actor::ActorKind::Organisation),
        ("places", crate::actor::ActorKind::Place),
    ] {
        for name in value[list].as_array().into_iter().flatten().filter_map(|name| name.as_str()) {
            supplied.push(Supplied { name: name.to_owned(), kind });
        }
    }
    let today = crate::date::Date::new(2000, 1, 1).ok_or_else(|| skipped("date".into()))?;
    let published = text("date").and_then(|date| crate::date::parse_span(&date, today).ok());
    Ok(RawDocument {
        id: text("id").or_else(|| value["id"].as_i64().map(|id| id.to_string())).unwrap_or_default(),
        path: shown.clone(),
        title: text("title").filter(|title| !title.is_empty()),
        source: text("source"),
        url: text("url"),
        published_evidence: published.map(|_| PublishedEvidence::Field),
        published,
        supplied,
        text: text("text").unwrap_or_default(),
        shape: Shape::Record,
        line: Some(line),
        ..RawDocument::default()
    })
}

/// Reads the documents of a file that is read whole.
pub fn read_file(path: &Path, bytes: &[u8], limits: &ReadLimits, sink: &mut dyn FnMut(Result<RawDocument, Skipped>)) {
    read_bytes(path, bytes, limits, sink);
}
