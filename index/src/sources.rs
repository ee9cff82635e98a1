//! Which files and records the index holds, and in which state they were read.
//!
//! The *file state* is written and synced before the commit that names it (with length and hash), so both become true
//! at once: a file can never count as indexed while its documents are not, nor the other way round. No search reads it,
//! but for the lines of the records it shows: these stand in front as a table of fixed width, looked up in place.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::document::Skipped;
use crate::error::{Error, Result};
use crate::joins::companion;
use crate::store::{CommitNote, damaged};

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
    /// Its files, by path relative to it (empty for a root that is itself a file).
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
    /// [`Error::Damaged`] where it is missing or not what the commit says.
    pub fn read(folder: &Path, note: &CommitNote) -> Result<FileState> {
        let path = folder.join(&note.state);
        let bytes = fs::read(&path).map_err(|error| damaged(folder, &format!("{}: {error}", note.state)))?;
        if bytes.len() as u64 != note.state_bytes || blake3::hash(&bytes).to_hex().as_str() != note.state_hash {
            return Err(damaged(folder, &format!("{} is not what the commit names", note.state)));
        }
        let lines = u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_default()) as usize;
        let rest = lines.checked_mul(ENTRY).and_then(|table| bytes.get(8 + table..)).unwrap_or_default();
        postcard::from_bytes(rest).map_err(|error| damaged(folder, &format!("{}: {error}", note.state)))
    }

    /// Writes and syncs the file state under a name of its own; returns name, length and hash.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where it can't be written.
    pub fn write(&self, folder: &Path, number: u64) -> Result<(String, u64, String)> {
        let mut lines: Vec<(u64, u32)> = self.documents().filter(|one| one.line > 0).map(|one| (one.key, one.line)).collect();
        lines.sort_unstable();
        let mut bytes = (lines.len() as u64).to_le_bytes().to_vec();
        for (key, line) in lines {
            bytes.extend(key.to_le_bytes());
            bytes.extend(line.to_le_bytes());
        }
        let bytes = postcard::to_extend(self, bytes).map_err(|error| damaged(folder, &error))?;
        let name = format!("files-{number:016x}.state");
        let path = folder.join(&name);
        write_synced(&path, &bytes).map_err(|error| Error::io(&path, error))?;
        Ok((name, bytes.len() as u64, blake3::hash(&bytes).to_hex().to_string()))
    }

    /// Removes the file states of earlier commits, and what goes with them, but for those named: that of the commit before is
    /// kept too, for readers that opened it.
    pub fn remove_others(folder: &Path, kept: &[&str]) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_state = name.starts_with("files-") || name.starts_with("actors-");
            if is_state && !kept.iter().any(|kept| *kept == name || companion(kept) == name) {
                // A leftover that can't be removed does no harm; the next commit tries again.
                let _ = fs::remove_file(entry.path());
            }
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

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Finds the lines of records, by key, without reading the whole file state.
#[derive(Debug)]
pub struct RecordLines {
    file: File,
    entries: u64,
}

impl RecordLines {
    /// Opens the table of a commit's file state.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where it can't be read.
    pub fn open(folder: &Path, note: &CommitNote) -> Result<RecordLines> {
        let path = folder.join(&note.state);
        let read = || -> io::Result<RecordLines> {
            let mut file = File::open(&path)?;
            let mut count = [0; 8];
            file.read_exact(&mut count)?;
            Ok(RecordLines { file, entries: u64::from_le_bytes(count) })
        };
        read().map_err(|error| Error::io(&path, error))
    }

    /// Returns the line on which a record stands, 1 for the first.
    pub fn line_of(&mut self, key: u64) -> Option<u32> {
        let (mut low, mut high) = (0, self.entries);
        while low < high {
            let middle = low + (high - low) / 2;
            let (found, line) = self.entry(middle).ok()?;
            match found.cmp(&key) {
                std::cmp::Ordering::Equal => return Some(line),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn entry(&mut self, number: u64) -> io::Result<(u64, u32)> {
        use std::io::{Seek, SeekFrom};
        let mut bytes = [0; ENTRY];
        self.file.seek(SeekFrom::Start(8 + number * ENTRY as u64))?;
        self.file.read_exact(&mut bytes)?;
        let (key, line) = bytes.split_at(8);
        let key = key.try_into().map(u64::from_le_bytes).unwrap_or_default();
        Ok((key, line.try_into().map(u32::from_le_bytes).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_without_reading_the_state() {
        let folder = tempfile::tempdir().unwrap();
        let document = |key, line| IndexedDocument { key, hash: 1, line, passages: 1, text_bytes: 1 };
        let documents: Vec<_> = (1..100).map(|n| document(n * 7919 % 1_000_003, n as u32)).collect();
        let file = SourceFile { documents: documents.clone(), complete: true, ..SourceFile::default() };
        let root = Root { files: BTreeMap::from([("a.jsonl".into(), file)]), ..Root::default() };
        let state = FileState { roots: vec![root] };
        let (name, bytes, hash) = state.write(folder.path(), 3).unwrap();
        let note = CommitNote {
            format: 1,
            state: name,
            state_bytes: bytes,
            state_hash: hash,
            documents: 99,
            passages: 99,
            text_bytes: 99,
            ..CommitNote::default()
        };
        assert_eq!(FileState::read(folder.path(), &note).unwrap(), state);
        let mut lines = RecordLines::open(folder.path(), &note).unwrap();
        for document in documents {
            assert_eq!(lines.line_of(document.key), Some(document.line));
        }
        assert_eq!(lines.line_of(5), None);
    }
}
