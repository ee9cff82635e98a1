//! From bytes to texts: which reader takes a file, what it gives, and why some files give nothing.
//!
//! ```text
//! bytes ──unpack──▶ bytes ──format's reader (decode inside)──▶ RawDocument, RawDocument, … or Skipped
//! ```

mod decode;
mod format;
mod html;
mod markdown;
#[cfg(feature = "office")]
mod office;
mod records;
mod unpack;

use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{PublishedEvidence, Supplied};
use crate::date::DateSpan;
use crate::text::Language;

pub use format::Format;
pub use records::{RecordLine, parse_record, read_records};

pub(super) use markdown::front_matter;

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

impl Skipped {
    fn file(path: &Path, reason: impl Into<String>) -> Skipped {
        Skipped { path: path.to_string_lossy().into_owned(), reason: reason.into() }
    }

    fn record(path: &Path, line: usize, reason: impl Into<String>) -> Skipped {
        Skipped { path: format!("{}:{line}", path.to_string_lossy()), reason: reason.into() }
    }
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

/// Each line of a document is measured and labelled, so memory grows with their number; no document that people read has
/// as many.
const MOST_LINES: usize = 2_000_000;

/// Takes what a reader gives; breaks off where no more is wanted.
pub type Sink<'s> = dyn FnMut(Result<RawDocument, Skipped>) -> ControlFlow<()> + 's;

/// Reads the documents of a file from a stream; `path` decides the format. Record files are read line by line, packed
/// ones unpacked on the way; everything else is read whole, up to the limit.
///
/// ```
/// use std::ops::ControlFlow;
/// use nutgraf_index::document::{ReadLimits, read_stream};
///
/// let mut lines = "{\"id\": 7, \"title\": \"Harbour talks\", \"text\": \"They met.\"}\nno JSON\n".as_bytes();
/// let mut seen = Vec::new();
/// read_stream("talks.jsonl".as_ref(), &mut lines, &ReadLimits::default(), &mut |read| {
///     seen.push(read.map(|document| document.id).map_err(|skipped| skipped.path));
///     ControlFlow::Continue(())
/// });
/// assert_eq!(seen, [Ok("7".to_owned()), Err("talks.jsonl:2".to_owned())]);
/// ```
pub fn read_stream(path: &Path, reader: &mut dyn BufRead, limits: &ReadLimits, sink: &mut Sink<'_>) {
    if Format::of_path(path).is_records() {
        records::read_documents(path, reader, limits, sink);
        return;
    }
    let mut bytes = Vec::new();
    let read = reader.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes);
    let ended = match read {
        Err(error) => sink(Err(Skipped::file(path, error.to_string()))),
        Ok(_) => read_file(path, &bytes, limits, sink),
    };
    let _: ControlFlow<()> = ended;
}

/// Reads the documents of one file's bytes, unpacked first where its name ends in `.gz` or `.zst`; `path` decides the
/// format.
pub fn read_file(path: &Path, bytes: &[u8], limits: &ReadLimits, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let unpacked = match unpack::unpack(path, bytes, limits) {
        Ok(unpacked) => unpacked,
        Err(reason) => return sink(Err(Skipped::file(path, reason))),
    };
    let format = Format::of_path(path);
    if format.is_records() {
        return records::read_unpacked(path, &mut &*unpacked, limits, sink);
    }
    sink(read_whole(path, format, &unpacked, limits).map_err(|reason| Skipped::file(path, reason)))
}

/// As [`read_file`], for a sink that takes everything.
pub fn read_bytes(path: &Path, bytes: &[u8], limits: &ReadLimits, sink: &mut dyn FnMut(Result<RawDocument, Skipped>)) {
    let ended = read_file(path, bytes, limits, &mut |read| {
        sink(read);
        ControlFlow::Continue(())
    });
    let _: ControlFlow<()> = ended;
}

/// Reads a file that is one document.
#[cfg_attr(not(feature = "office"), expect(unused_variables, reason = "only archives inside a file need limits"))]
fn read_whole(path: &Path, format: Format, bytes: &[u8], limits: &ReadLimits) -> Result<RawDocument, String> {
    let shown = path.to_string_lossy().into_owned();
    let named = RawDocument { id: shown.clone(), path: shown, ..RawDocument::default() };
    let read = match format {
        Format::Html => html::read(bytes)?,
        #[cfg(feature = "office")]
        Format::Office => office::read(bytes, limits)?,
        #[cfg(not(feature = "office"))]
        Format::Office => return Err("this build has no reader of DOCX and ODT".into()),
        Format::Markdown => markdown::read(decode::decode(bytes)?),
        _ => RawDocument { text: decode::decode(bytes)?, ..RawDocument::default() },
    };
    if read.text.trim().is_empty() && read.title.is_none() {
        return Err("empty".into());
    }
    if memchr::memchr_iter(b'\n', read.text.as_bytes()).nth(MOST_LINES).is_some() {
        return Err(format!("more than {} million lines", MOST_LINES / 1_000_000));
    }
    Ok(RawDocument { id: named.id, path: named.path, ..read })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, bytes: &[u8]) -> Vec<Result<RawDocument, Skipped>> {
        let mut seen = Vec::new();
        read_bytes(path.as_ref(), bytes, &ReadLimits::default(), &mut |read| seen.push(read));
        seen
    }

    #[test]
    fn a_text_file_is_one_document_named_by_its_path() {
        let [Ok(document)] = &read("talks/day 1.txt", b"Harbour talks\r\n\r\nThey met.")[..] else { panic!() };
        assert_eq!((document.id.as_str(), document.path.as_str()), ("talks/day 1.txt", "talks/day 1.txt"));
        assert_eq!(document.text, "Harbour talks\r\n\r\nThey met.");
    }

    #[test]
    fn what_is_not_text_is_skipped_with_a_reason() {
        for (bytes, reason) in [(&b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0"[..], "binary"), (b" \n\t\n", "empty"), (b"", "empty")] {
            let [Err(skipped)] = &read("odd.txt", bytes)[..] else { panic!("{bytes:?}") };
            assert!(skipped.reason.contains(reason), "{}", skipped.reason);
        }
    }

    #[test]
    fn a_file_of_endless_lines_is_told() {
        let [Err(skipped)] = &read("lines.txt", "a\n".repeat(MOST_LINES + 1).as_bytes())[..] else { panic!() };
        assert_eq!(skipped.reason, "more than 2 million lines");
    }

    #[test]
    fn packed_files_are_read_by_the_name_inside() {
        let packed = zstd::encode_all(&b"# Harbour talks\n\nThey met."[..], 3).unwrap();
        let [Ok(document)] = &read("talks.md.zst", &packed)[..] else { panic!() };
        assert_eq!(document.shape, Shape::Markdown);
    }

    #[test]
    fn a_sink_that_breaks_off_gets_no_more() {
        let mut seen = 0;
        let mut lines = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n".as_bytes();
        read_stream("a.jsonl".as_ref(), &mut lines, &ReadLimits::default(), &mut |_| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert_eq!(seen, 1);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), kind in 0..6usize) {
            let path = ["a.txt", "a.md", "a.html", "a.jsonl", "a.txt.gz", "a.jsonl.zst"][kind];
            proptest::prop_assert!(read(path, &bytes).len() <= bytes.len() + 1);
        }
    }
}
