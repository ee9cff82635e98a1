//! From bytes to texts: which reader takes a file, what it gives, and why some files give nothing.
//!
//! ```text
//! bytes ──unpack──▶ bytes ──format's reader (decode inside)──▶ RawDocument, RawDocument, … or Skipped
//! ```

#[cfg(feature = "archives")]
mod archive;
mod array;
#[cfg(feature = "office")]
mod book;
mod contained;
mod creators;
mod decode;
mod feed;
mod fields;
mod format;
mod html;
mod lines;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "mail")]
mod mailbox;
#[cfg(feature = "mail")]
mod mailing;
mod many;
mod markdown;
mod markup;
mod names;
#[cfg(feature = "office")]
mod office;
#[cfg(feature = "office")]
mod packed_xml;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "mail")]
mod quoted;
mod raw;
mod reasons;
mod record;
mod records;
mod rich;
mod rows;
mod subtitles;
mod table;
#[cfg(any(feature = "office", feature = "pdf"))]
mod titles;
mod unpack;
mod wrapped;
mod xml;

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use contained::Deadline;

pub use contained::THREAD as READER_THREAD;
pub use format::Format;
pub use many::{Entry, EntrySink, INSIDE, Place, Source, read_entries, read_entry};
pub use raw::{RawDocument, Shape, Skipped};
pub use record::parse_record;

pub(super) use markdown::{fenced_code, front_matter};

/// Bounds on what is read.
#[derive(Clone, Copy, Debug)]
pub struct ReadLimits {
    /// The largest file that is read whole, in bytes, after unpacking; record files are read line by line and have none.
    pub file_bytes: u64,
    /// The longest record, row or message of a file that holds many, in bytes.
    pub record_bytes: usize,
    /// How long the reader of a format may take for a file.
    pub time: Duration,
}

impl Default for ReadLimits {
    fn default() -> ReadLimits {
        ReadLimits { file_bytes: 512 << 20, record_bytes: 64 << 20, time: Duration::from_secs(60) }
    }
}

/// Each line of a document is measured and labelled, so memory grows with their number; no document that people read has
/// as many.
const MOST_LINES: usize = 2_000_000;

/// Takes what a reader gives; breaks off where no more is wanted.
pub type Sink<'s> = dyn FnMut(Result<RawDocument, Skipped>) -> ControlFlow<()> + 's;

/// Reads the documents of a file; `path` decides the format. Files that hold many are read entry by entry, packed ones
/// unpacked on the way; everything else is read whole, up to the limit.
///
/// ```
/// use std::ops::ControlFlow;
/// use nutgraf_index::document::{ReadLimits, read_stream};
///
/// let lines = "{\"id\": 7, \"title\": \"Harbour talks\", \"text\": \"They met.\"}\nno JSON\n";
/// let mut seen = Vec::new();
/// read_stream("talks.jsonl".as_ref(), &mut std::io::Cursor::new(lines), &ReadLimits::default(), &mut |read| {
///     seen.push(read.map(|document| document.id).map_err(|skipped| skipped.path));
///     ControlFlow::Continue(())
/// });
/// assert_eq!(seen, [Ok("7".to_owned()), Err("talks.jsonl:2".to_owned())]);
/// ```
pub fn read_stream(path: &Path, reader: &mut dyn Source, limits: &ReadLimits, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if Format::of_path(path).holds_many() {
        return many::read_many(path, reader, limits, sink);
    }
    let mut bytes = Vec::new();
    match reader.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes) {
        Err(error) => sink(Err(Skipped::file(path, error.to_string()))),
        Ok(_) => sink(read_file(path, &bytes, limits)),
    }
}

/// Reads a file that is one document from its bytes, unpacked first where its name ends in `.gz` or `.zst`; `path` decides
/// the format.
///
/// # Errors
///
/// Why the file is not read.
pub fn read_file(path: &Path, bytes: &[u8], limits: &ReadLimits) -> Result<RawDocument, Skipped> {
    let unpacked = unpack::unpack(path, bytes, limits);
    let read = unpacked.and_then(|bytes| read_whole(path, Format::of_path(path), &bytes, limits));
    read.map_err(|reason| Skipped::file(path, reason))
}

/// Reads a file that was turned into text, whatever its name says.
///
/// # Errors
///
/// Why it is not read.
pub fn read_converted(path: &Path, text: &[u8]) -> Result<RawDocument, Skipped> {
    read_whole(path, Format::Text, text, &ReadLimits::default()).map_err(|reason| Skipped::file(path, reason))
}

/// Reads a file that is one document.
fn read_whole(path: &Path, format: Format, bytes: &[u8], limits: &ReadLimits) -> Result<RawDocument, String> {
    let shown = path.to_string_lossy().into_owned();
    let read = match format {
        Format::Text => RawDocument { text: decode::decode(bytes)?, ..RawDocument::default() },
        Format::Markdown => markdown::read(decode::decode(bytes)?),
        Format::Subtitles => subtitles::read(&decode::decode(bytes)?)?,
        foreign => read_contained(foreign, bytes, limits)?,
    };
    if read.text.trim().is_empty() && read.title.is_none() {
        return Err("empty".into());
    }
    if memchr::memchr_iter(b'\n', read.text.as_bytes()).nth(MOST_LINES).is_some() {
        return Err(format!("more than {} million lines", MOST_LINES / 1_000_000));
    }
    Ok(RawDocument { id: shown.clone(), path: shown, ..read })
}

/// Reads a format that is more than text, with a reader that is not ours alone.
fn read_contained(format: Format, bytes: &[u8], limits: &ReadLimits) -> Result<RawDocument, String> {
    let (bytes, limits) = (bytes.to_vec(), *limits);
    contained::contained(format.name(), limits.time, move |deadline| read_foreign(format, bytes, &limits, deadline))
}

#[cfg_attr(not(all(feature = "office", feature = "pdf")), expect(unused_variables, reason = "for readers that are left out"))]
fn read_foreign(format: Format, bytes: Vec<u8>, limits: &ReadLimits, deadline: Deadline) -> Result<RawDocument, String> {
    match format {
        Format::Html => html::read(&bytes),
        Format::Rich => rich::read(&bytes),
        #[cfg(feature = "mail")]
        Format::Mail => mail::read(&bytes),
        #[cfg(feature = "office")]
        Format::Office => office::read(&bytes, limits),
        #[cfg(feature = "office")]
        Format::Book => book::read(&bytes, limits),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, limits, deadline),
        other => Err(other.no_reader()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, bytes: &[u8]) -> Vec<Result<RawDocument, Skipped>> {
        let mut seen = Vec::new();
        let ended = read_stream(path.as_ref(), &mut std::io::Cursor::new(bytes), &ReadLimits::default(), &mut |read| {
            seen.push(read);
            ControlFlow::Continue(())
        });
        assert!(ended.is_continue());
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
        let mut lines = std::io::Cursor::new("{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
        let ended = read_stream("a.jsonl".as_ref(), &mut lines, &ReadLimits::default(), &mut |_| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert!(ended.is_break() && seen == 1);
    }

    #[test]
    fn a_second_equal_id_is_skipped() {
        let read = read("a.jsonl", b"{\"id\":1,\"text\":\"a\"}\n{\"id\":\"1\",\"text\":\"b\"}\n");
        let [Ok(_), Err(skipped)] = &read[..] else { panic!("{read:?}") };
        assert_eq!((skipped.path.as_str(), skipped.reason.as_str()), ("a.jsonl:2", "the id '1' stands in this file twice"));
    }

    /// One name for each reader.
    const NAMES: &[&str] = &[
        "a.txt",
        "a.md",
        "a.html",
        "a.jsonl",
        "a.txt.gz",
        "a.jsonl.zst",
        "a.pdf",
        "a.docx",
        "a.epub",
        "a.rtf",
        "a.eml",
        "a.mbox",
        "a.json",
        "a.csv",
        "a.tsv.gz",
        "a.xml",
        "a.srt",
        "a.zip",
        "a.tar",
        "a.tar.gz",
        "a.tar.zst",
    ];

    proptest::proptest! {
        #[test]
        fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), kind in 0..NAMES.len()) {
            let seen = read(NAMES[kind], &bytes);
            proptest::prop_assert!(seen.len() <= bytes.len() + 1);
            for skipped in seen.into_iter().filter_map(Result::err) {
                proptest::prop_assert!(!skipped.reason.contains("failed on it"), "{}: {}", skipped.path, skipped.reason);
            }
        }
    }
}
