//! Files that hold many documents: record files, tables, feeds, mailboxes, archives.
//!
//! They are cut into entries by one thread, as a stream; many threads read the entries. An entry whose bytes were indexed
//! before need not be read again.

use std::collections::HashSet;
use std::hash::BuildHasher;
use std::io::{BufRead, Cursor, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use rustc_hash::FxBuildHasher;

#[cfg(feature = "mail")]
use super::mailbox;
use super::{Format, RawDocument, ReadLimits, Sink, Skipped, array, feed, read_whole, record, records, table, unpack};

/// A file that can be read forwards and from any place.
pub trait Source: BufRead + Seek {}

impl<T: BufRead + Seek> Source for T {}

/// A part of a file that holds many documents, not yet read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// Its bytes: of a row of a table or an item of a feed, those of the record that it stands for.
    pub bytes: Vec<u8>,
}

/// Where an entry stands in its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The line on which it begins, 1 for the first.
    Line(usize),
    /// The name of a file in an archive, folders parted by `/`.
    Member(String),
    /// All of it: the file is one document after all.
    Whole,
}

/// What stands between the path of an archive and the name of a file in it.
pub const INSIDE: &str = "!/";

/// Takes the entries of a file, and what of it can't be one; breaks off where no more are wanted.
pub type EntrySink<'s> = dyn FnMut(Result<Entry, Skipped>) -> ControlFlow<()> + 's;

/// Cuts a file that holds many documents into entries, unpacked on the way where it is packed. What can't be read goes to
/// the sink as well: entries beyond the limits, an end that came too early, that there is nothing at all. Returns a remark for
/// the user where the file leaves a choice.
pub fn read_entries(path: &Path, reader: &mut dyn Source, limits: &ReadLimits, sink: &mut EntrySink<'_>) -> Option<String> {
    let mut is_empty = true;
    let outcome = cut(path, reader, limits, &mut |entry| {
        is_empty = false;
        sink(entry)
    });
    let failure = match outcome {
        Ok(remark) if !is_empty => return remark,
        Ok(_) => "no document in it".to_owned(),
        Err(error) => error.to_string(),
    };
    // It is the last thing to say of this file.
    let _ = sink(Err(Skipped::file(path, failure)));
    None
}

fn cut(path: &Path, reader: &mut dyn Source, limits: &ReadLimits, sink: &mut EntrySink<'_>) -> std::io::Result<Option<String>> {
    match Format::of_path(path) {
        #[cfg(feature = "archives")]
        Format::Zip => super::archive::zip::cut(path, reader, limits, sink),
        #[cfg(feature = "archives")]
        Format::Tar => super::archive::tar::cut(path, reader, limits, sink),
        Format::Array => array::cut(path, &mut unpack::stream(path, reader)?, limits, sink),
        Format::Table => return table::cut(path, &mut unpack::stream(path, reader)?, limits, sink),
        Format::Feed => feed::cut(path, &mut unpack::stream(path, reader)?, limits, sink)?,
        #[cfg(feature = "mail")]
        Format::Mailbox => mailbox::cut(path, &mut unpack::stream(path, reader)?, limits, sink),
        Format::Records => records::cut(path, &mut unpack::stream(path, reader)?, limits, sink),
        other => {
            // It is the only thing to say of this file.
            let _ = sink(Err(Skipped::file(path, other.no_reader())));
        }
    }
    Ok(None)
}

/// Reads the documents of an entry: one, or those of a file in an archive that holds many itself.
pub fn read_entry(path: &Path, entry: &Entry, limits: &ReadLimits, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match (&entry.place, Format::of_path(path)) {
        #[cfg(feature = "mail")]
        (Place::Line(line), Format::Mailbox) => sink(mailbox::read_message(path, *line, &entry.bytes, limits)),
        (Place::Whole, _) => {
            let read = read_whole(path, Format::Text, &entry.bytes, limits);
            sink(read.map_err(|reason| Skipped::file(path, reason)))
        }
        (Place::Line(line), _) => sink(record::parse_record(path, *line, &entry.bytes)),
        (Place::Member(name), _) => {
            let inside = format!("{}{INSIDE}{name}", path.to_string_lossy());
            read_member(Path::new(&inside), &entry.bytes, limits, sink)
        }
    }
}

fn read_member(path: &Path, bytes: &[u8], limits: &ReadLimits, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match Format::of_path(path) {
        format if format.is_archive() => sink(Err(Skipped::file(path, "an archive inside an archive: unpack the outer one"))),
        format if format.holds_many() => read_many(path, &mut Cursor::new(bytes), limits, sink),
        format => {
            let unpacked = unpack::unpack(path, bytes, limits);
            let read = unpacked.and_then(|bytes| read_whole(path, format, &bytes, limits));
            sink(read.map_err(|reason| Skipped::file(path, reason)))
        }
    }
}

/// Reads the documents of a file that holds many, one after the other. A second one of the same id is skipped.
pub fn read_many(path: &Path, reader: &mut dyn Source, limits: &ReadLimits, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut ids = HashSet::new();
    let mut ended = ControlFlow::Continue(());
    read_entries(path, reader, limits, &mut |entry| {
        ended = match entry {
            Err(skipped) => sink(Err(skipped)),
            Ok(entry) => read_entry(path, &entry, limits, &mut |read| sink(read.and_then(|document| once(&mut ids, document)))),
        };
        ended
    });
    ended
}

fn once(ids: &mut HashSet<u64>, document: RawDocument) -> Result<RawDocument, Skipped> {
    if ids.insert(FxBuildHasher.hash_one(&document.id)) {
        return Ok(document);
    }
    let path = document.line.map_or_else(|| document.path.clone(), |line| format!("{}:{line}", document.path));
    Err(Skipped { path, reason: format!("the id '{}' stands in this file twice", document.id) })
}
