//! Which files and records the index holds, and in which state they were read.
//!
//! The *file state* is written and synced before the commit that names it (with length and hash), so both become true
//! at once: a file can never count as indexed while its documents are not, nor the other way round. No search reads it,
//! but for the lines of the records it shows: these stand in front as a table of fixed width, looked up in place.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

use crate::document::Skipped;
use crate::error::Result;
use crate::folder::{FILES, StateFile, is_state, names, state_name};
use crate::store::{CommitNote, Store, damaged};

/// What a file looked like when it was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub changed: i64,
    /// Its inode, 0 where there are none.
    pub inode: u64,
}

impl Stamp {
    /// Reads the stamp of a file.
    pub fn of(metadata: &fs::Metadata) -> Stamp {
        let changed = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Stamp { bytes: metadata.len(), changed: changed.map_or(0, |since| since.as_nanos() as i64), inode }
    }
}

/// A document of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct IndexedDocument {
    /// What deletion goes by: a hash of root, file and id.
    pub key: u64,
    /// A hash of the record's bytes, or of the file's.
    pub hash: u64,
    /// The line of the file on which it stands, 0 where the file is one document.
    pub line: u32,
    /// How many passages it has, furniture left out.
    pub passages: u32,
    /// How many bytes of text.
    pub text_bytes: u32,
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SourceFile {
    /// What it looked like.
    pub stamp: Stamp,
    /// A hash of its content.
    pub hash: u64,
    /// Whether all of it was read; else it is read again.
    pub complete: bool,
    /// Its documents.
    pub documents: Vec<IndexedDocument>,
    /// What of it was not indexed.
    pub skipped: Vec<Skipped>,
}

/// A command of the user's that turns files of other formats into text.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Converter {
    /// Which files, by their paths relative to the root.
    pub glob: String,
    /// The command and its first words; the file's path follows.
    pub command: String,
}

/// A folder or file that was handed to `index`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Root {
    /// Its canonical path.
    pub path: PathBuf,
    /// Only files that match one of these globs, if there are any.
    pub include: Vec<String>,
    /// No files that match one of these globs.
    pub exclude: Vec<String>,
    /// Whether links are followed.
    pub follow: bool,
    /// What turns files of other formats into text.
    pub converters: Vec<Converter>,
    /// Its files, by path relative to it (the name of a root that is itself a file).
    pub files: BTreeMap<String, SourceFile>,
}

/// All that is known of the files of an index.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FileState {
    /// What was handed to `index`, in order.
    pub roots: Vec<Root>,
}

/// The width of an entry of the table of lines: a key and a line.
const ENTRY: usize = 12;

impl FileState {
    /// Reads the file state of a commit.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it is missing or not what the commit says.
    pub fn read(folder: &Path, note: &CommitNote) -> Result<FileState> {
        let bytes = note.state.read(folder)?;
        FileState::decode(&bytes).map_err(|error| damaged(folder, &format!("{}: {error}", note.state.name)))
    }

    fn decode(bytes: &[u8]) -> postcard::Result<FileState> {
        let lines = u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_default()) as usize;
        let rest = lines.checked_mul(ENTRY).and_then(|table| bytes.get(table.checked_add(8)?..)).unwrap_or_default();
        postcard::from_bytes(rest)
    }

    /// Reads the newest file state in a folder whose commit can't be read; `None` where none is whole.
    pub fn salvage(folder: &Path) -> Option<FileState> {
        let states = names(folder).ok()?.into_iter().filter(|name| is_state(name));
        let age = |name: &String| fs::metadata(folder.join(name)).and_then(|metadata| metadata.modified()).ok();
        let mut states: Vec<(Option<SystemTime>, String)> = states.map(|name| (age(&name), name)).collect();
        states.sort();
        states.into_iter().rev().find_map(|(_, name)| {
            let bytes = fs::read(folder.join(&name)).ok()?;
            let is_whole = state_name(FILES, &blake3::hash(&bytes)) == name;
            is_whole.then(|| FileState::decode(&bytes).ok()).flatten()
        })
    }

    /// Writes and syncs the file state.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Io`] where it can't be written.
    pub fn write(&self, store: &Store) -> Result<StateFile> {
        let mut lines: Vec<(u64, u32)> = self.documents().filter(|one| one.line > 0).map(|one| (one.key, one.line)).collect();
        lines.sort_unstable();
        let mut bytes = (lines.len() as u64).to_le_bytes().to_vec();
        for (key, line) in lines {
            bytes.extend(key.to_le_bytes());
            bytes.extend(line.to_le_bytes());
        }
        let bytes = postcard::to_extend(self, bytes).map_err(|error| damaged(&store.folder, &error))?;
        StateFile::write(store.directory.as_ref(), &store.folder, FILES, &bytes)
    }

    /// Removes the file states and line tables of earlier commits but for those named: those of the commit before are kept
    /// too, for readers that opened it.
    pub fn remove_others(store: &Store, kept: &[String]) {
        let states = names(&store.folder).unwrap_or_default();
        for name in states.iter().filter(|name| is_state(name) && !kept.contains(name)) {
            // A leftover that can't be removed does no harm; the next run tries again.
            let _ = store.directory.delete(Path::new(name));
        }
    }

    /// Every document of the index.
    pub fn documents(&self) -> impl Iterator<Item = &IndexedDocument> {
        self.roots.iter().flat_map(|root| root.files.values()).flat_map(|file| &file.documents)
    }

    /// Forgets how these documents looked, by key, so that the next run reads them again.
    pub fn mark_stale(&mut self, keys: &FxHashSet<u64>) {
        for file in self.roots.iter_mut().flat_map(|root| root.files.values_mut()) {
            for document in file.documents.iter_mut().filter(|document| keys.contains(&document.key)) {
                document.hash = 0;
                file.complete = false;
            }
        }
    }

    /// Every skipped file and record.
    pub fn skipped(&self) -> impl Iterator<Item = &Skipped> {
        self.roots.iter().flat_map(|root| root.files.values()).flat_map(|file| &file.skipped)
    }
}

/// Finds the lines of records, by key, without reading the whole file state.
#[derive(Clone, Debug)]
pub struct RecordLines {
    table: OwnedBytes,
}

impl RecordLines {
    /// Finds the table of a commit's file state.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it is missing or shorter than it says.
    pub fn open(folder: &Path, note: &CommitNote) -> Result<RecordLines> {
        let broken = |what: &dyn std::fmt::Display| damaged(folder, &format!("{}: {what}", note.state.name));
        let directory = MmapDirectory::open(folder).map_err(|error| broken(&error))?;
        let file = directory.open_read(Path::new(&note.state.name)).map_err(|error| broken(&error))?;
        let state = file.read_bytes().map_err(|error| broken(&error))?;
        let entries = u64::from_le_bytes(state.first_chunk().copied().unwrap_or_default()) as usize;
        let end = entries.checked_mul(ENTRY).and_then(|length| length.checked_add(8)).filter(|end| *end <= state.len());
        let end = end.ok_or_else(|| broken(&"the table of lines is cut off"))?;
        Ok(RecordLines { table: state.slice(8..end) })
    }

    /// Returns the line on which a record stands, 1 for the first.
    ///
    /// Keys are hashes, so that the place of one among them is guessed (interpolation search, W. Peterson, *Addressing for
    /// Random-Access Storage*, 1957): a few looks instead of twenty, each of them slow.
    pub fn line_of(&self, key: u64) -> Option<u32> {
        let (entries, _) = self.table.as_chunks::<ENTRY>();
        let (mut low, mut high) = (0, entries.len());
        let (mut least, mut most) = (0, u64::MAX);
        while low < high {
            let share = (key - least) as f64 / (most - least) as f64 * (high - low) as f64;
            let place = low + (share as usize).min(high - low - 1);
            let found = entries[place].first_chunk().copied().map_or(0, u64::from_le_bytes);
            match found.cmp(&key) {
                Ordering::Equal => return entries[place].last_chunk().copied().map(u32::from_le_bytes),
                Ordering::Less => (low, least) = (place + 1, found),
                Ordering::Greater => (high, most) = (place, found),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::folder::lock::WriterLock;
    use crate::store::files_of;

    proptest! {
        #[test]
        fn no_bytes_trip_the_reader_up(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = FileState::decode(&bytes);
        }
    }

    #[test]
    fn lines_are_found_without_reading_the_state() {
        let folder = tempfile::tempdir().unwrap();
        let document = |key, line| IndexedDocument { key, hash: 1, line, passages: 1, text_bytes: 1 };
        let documents: Vec<_> = (1..100).map(|n| document(n * 7919 % 1_000_003, n as u32)).collect();
        let file = SourceFile { documents: documents.clone(), complete: true, ..SourceFile::default() };
        let root = Root { files: BTreeMap::from([("a.jsonl".into(), file)]), ..Root::default() };
        let state = FileState { roots: vec![root] };
        let lock = WriterLock::take(folder.path(), Duration::ZERO, &AtomicBool::new(false)).unwrap();
        let directory = Box::new(files_of(folder.path()).unwrap());
        let store = Store::open_to_write(folder.path(), directory, &lock).unwrap();
        let note = CommitNote {
            format: 1,
            state: state.write(&store).unwrap(),
            lines: StateFile::default(),
            settled: true,
            documents: 99,
            passages: 99,
            text_bytes: 99,
            ..CommitNote::default()
        };
        assert_eq!(FileState::read(folder.path(), &note).unwrap(), state);
        assert_eq!(FileState::salvage(folder.path()).unwrap(), state);
        let lines = RecordLines::open(folder.path(), &note).unwrap();
        for document in documents {
            assert_eq!(lines.line_of(document.key), Some(document.line));
        }
        assert_eq!(lines.line_of(5), None);
    }
}
