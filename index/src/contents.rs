//! Is a file what it was when it was read? Told by hashes of what it holds.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use rustc_hash::FxHashSet;

use crate::document::{Entry, Format, Place, ReadLimits, read_entries};
use crate::sources::{Converter, SourceFile};

/// Hashes content.
pub fn content_hash(bytes: &[u8]) -> u64 {
    blake3::hash(bytes).as_bytes().first_chunk().copied().map_or(0, u64::from_le_bytes)
}

/// Hashes a file that is read whole, by the command that reads it where one does.
pub fn file_hash(bytes: &[u8], command: Option<&Converter>) -> u64 {
    content_hash(bytes).wrapping_add(command.map_or(0, |converter| content_hash(converter.command.as_bytes())))
}

/// Hashes an entry of a file that holds many, by the command that reads it where one does; files of an archive are told
/// apart by their names too.
pub fn entry_hash(entry: &Entry, command: Option<&Converter>) -> u64 {
    match &entry.place {
        Place::Line(_) | Place::Whole => content_hash(&entry.bytes),
        Place::Member(name) => file_hash(&[name.as_bytes(), &[0], &entry.bytes[..]].concat(), command),
    }
}

/// Opens a file without waiting for a writer at its other end, should it have become a pipe since it was found.
///
/// # Errors
///
/// What the system says, or that it is no regular file.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, 0o4000);
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("not a regular file any more")) }
}

/// Tells whether the file at `path` holds what it held when it was read, whatever its times say.
///
/// # Errors
///
/// What the system says where it can't be read.
pub fn is_same(path: &Path, known: &SourceFile, converters: &[Converter]) -> io::Result<bool> {
    let mut opened = open_regular(path)?;
    if Format::of_path(path).holds_many() && known.hash == 0 {
        return Ok(holds_the_same(path, opened, known, converters));
    }
    let mut bytes = Vec::new();
    opened.read_to_end(&mut bytes)?;
    Ok(readers(converters).any(|command| file_hash(&bytes, command) == known.hash))
}

/// What may have read a file: nothing but the program, or one of the commands.
fn readers(converters: &[Converter]) -> impl Iterator<Item = Option<&Converter>> {
    std::iter::once(None).chain(converters.iter().map(Some))
}

/// Every document is there still, and there is no more that is new than what was left out.
fn holds_the_same(path: &Path, opened: File, known: &SourceFile, converters: &[Converter]) -> bool {
    let mut missing: FxHashSet<u64> = known.documents.iter().map(|document| document.hash).collect();
    let indexed = missing.clone();
    let mut unknown = 0;
    let mut reader = BufReader::with_capacity(1 << 20, opened);
    read_entries(path, &mut reader, &ReadLimits::default(), &mut |entry| {
        let hashes = |entry| readers(converters).map(move |command| entry_hash(&entry, command));
        match entry.ok().and_then(|entry| hashes(entry).find(|hash| indexed.contains(hash))) {
            Some(hash) => drop(missing.remove(&hash)),
            None => unknown += 1,
        }
        ControlFlow::Continue(())
    });
    missing.is_empty() && unknown <= known.skipped.len()
}
