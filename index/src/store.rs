//! An index that is open: what its newest commit says, and tantivy's view of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::{Directory, MmapDirectory};
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, ReloadPolicy};

use crate::error::{Error, Result};
use crate::folder::lock::WriterLock;
use crate::folder::seal::{SealedFile, Unsealed, unseal};
use crate::folder::{COMMIT, Companion, FirstFailure, Frozen, Sealing, StateFile, remove_leftovers};
use crate::schema::{FORMAT, Fields, schema, tokenizers};

/// How many bytes of packed passages stand in a block, which is copied whole to read one of them.
const STORED_BLOCK: usize = 4 << 10;

/// What a commit says of itself: kept in tantivy's payload, so read at every open and small.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CommitNote {
    /// The format of the index.
    pub format: u32,
    /// The file state that belongs to this commit.
    pub state: StateFile,
    /// The line table that belongs to it.
    pub lines: StateFile,
    /// Whether every document is cut as the line table tells; else the next run sees to it.
    pub settled: bool,
    /// How many documents there are.
    pub documents: u64,
    /// How many passages, furniture left out.
    pub passages: u64,
    /// How many bytes of text.
    pub text_bytes: u64,
    /// The folders and files that documents come from, so that one asked for needs no look at the file state.
    pub roots: Vec<PathBuf>,
    /// The languages that documents are in, as codes; empty for unknown.
    pub languages: Vec<String>,
    /// When the commit was made, in seconds since 1970, as the caller said.
    pub made: i64,
    /// The hash of the user's files by which actors were found ([`own_hash`](crate::joins::own_hash)); empty without any.
    #[serde(default)]
    pub own: String,
}

impl CommitNote {
    /// Returns the names of the files beside tantivy's that belong to the commit.
    pub fn state_files(&self) -> Vec<String> {
        let companions = Companion::ALL.map(|companion| companion.name(&self.state.name));
        [self.state.name.clone(), self.lines.name.clone()].into_iter().chain(companions).collect()
    }
}

/// An index that is open, as its newest commit left it.
#[derive(Clone, Debug)]
pub struct Store {
    /// Where it is.
    pub folder: PathBuf,
    /// tantivy's index.
    pub index: Index,
    /// Its fields.
    pub fields: Fields,
    /// What its newest commit says; `None` before the first.
    pub note: Option<CommitNote>,
    /// The files that its newest commit names.
    pub files: Vec<SealedFile>,
    /// Its folder, as everything in it is reached.
    pub directory: Box<dyn Directory>,
    /// What went wrong first in writing to it.
    pub failure: FirstFailure,
}

impl Store {
    /// Opens an index for reading.
    ///
    /// # Errors
    ///
    /// [`Error::NoIndex`], [`Error::Damaged`], [`Error::NewerFormat`] or [`Error::OlderFormat`].
    pub fn open(folder: &Path) -> Result<Store> {
        let sealed = fs::read(folder.join(COMMIT)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Error::NoIndex(folder.to_owned()),
            _ => damaged(folder, &format!("{COMMIT}: {error}")),
        })?;
        let Unsealed { meta, files } = unsealed(folder, &sealed)?;
        let note = noted(folder, &meta)?;
        let directory = files_of(folder)?;
        let index = Index::open(Frozen::at(directory.clone(), meta)).map_err(|error| damaged(folder, &error))?;
        Store::of(folder, index, note, files, Box::new(directory))
    }

    /// Opens an index for writing, and makes it where there is none; what a killed run left is removed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where it can't be made, else as [`Store::open`].
    pub fn open_to_write(folder: &Path, directory: Box<dyn Directory>, _lock: &WriterLock) -> Result<Store> {
        let failure = FirstFailure::default();
        let sealing = Sealing::new(folder, directory.clone(), failure.clone());
        let exists = directory.exists(Path::new(COMMIT)).map_err(|error| damaged(folder, &error))?;
        if exists {
            let sealed = directory.atomic_read(Path::new(COMMIT)).map_err(|error| damaged(folder, &error))?;
            let Unsealed { meta, files } = unsealed(folder, &sealed)?;
            let note = noted(folder, &meta)?;
            remove_leftovers(folder, &*directory, &living(&files, note.as_ref()));
            let index = Index::open(sealing).map_err(|error| damaged(folder, &error))?;
            return Ok(Store { failure, ..Store::of(folder, index, note, files, directory)? });
        }
        remove_leftovers(folder, &*directory, &BTreeSet::new());
        let settings = IndexSettings {
            docstore_compression: Compressor::None,
            docstore_blocksize: STORED_BLOCK,
            ..IndexSettings::default()
        };
        let index = Index::create(sealing, schema().0, settings).map_err(|error| first_cause(&failure, error.into()))?;
        Ok(Store { failure, ..Store::of(folder, index, None, Vec::new(), directory)? })
    }

    fn of(
        folder: &Path,
        mut index: Index,
        note: Option<CommitNote>,
        files: Vec<SealedFile>,
        directory: Box<dyn Directory>,
    ) -> Result<Store> {
        let (expected, fields) = schema();
        index.set_tokenizers(tokenizers());
        index.set_fast_field_tokenizers(tokenizers());
        if index.schema() != expected {
            return Err(Error::OlderFormat { path: folder.to_owned(), found: 0, known: FORMAT });
        }
        Ok(Store { folder: folder.to_owned(), index, fields, note, files, directory, failure: FirstFailure::default() })
    }

    /// Removes what belongs neither to the newest commit nor to readers of the one before: segments that were merged.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] where the newest commit can't be read.
    pub fn tidy(&self, _lock: &WriterLock) -> Result<()> {
        let sealed = self.directory.atomic_read(Path::new(COMMIT)).map_err(|error| damaged(&self.folder, &error))?;
        let Unsealed { meta, files } = unsealed(&self.folder, &sealed)?;
        let mut living = living(&files, noted(&self.folder, &meta)?.as_ref());
        living.extend(self.note.iter().flat_map(CommitNote::state_files));
        remove_leftovers(&self.folder, &*self.directory, &living);
        Ok(())
    }

    /// Returns the names of the files that the newest commit needs.
    pub fn living(&self) -> BTreeSet<String> {
        living(&self.files, self.note.as_ref())
    }

    /// Takes a frozen view of the newest commit.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] where segment files are missing or broken.
    pub fn searcher(&self) -> Result<tantivy::Searcher> {
        let reader = self.index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(64).try_into();
        let reader: tantivy::IndexReader = reader.map_err(|error| damaged(&self.folder, &error))?;
        Ok(reader.searcher())
    }

    /// Returns how many bytes the index takes on disk.
    pub fn bytes(&self) -> u64 {
        let Ok(entries) = fs::read_dir(&self.folder) else { return 0 };
        entries.flatten().filter_map(|entry| entry.metadata().ok()).filter(fs::Metadata::is_file).map(|meta| meta.len()).sum()
    }
}

/// Opens the files of an index folder as they are.
///
/// # Errors
///
/// [`Error::Damaged`] where the folder can't be opened.
pub fn files_of(folder: &Path) -> Result<MmapDirectory> {
    MmapDirectory::open(folder).map_err(|error| damaged(folder, &error))
}

/// Says what went wrong first where it is known, in place of what followed from it.
pub fn first_cause(failure: &FirstFailure, error: Error) -> Error {
    failure.take().map_or(error, |(path, source)| Error::Io { path, source })
}

fn living(files: &[SealedFile], note: Option<&CommitNote>) -> BTreeSet<String> {
    files.iter().map(|file| file.name.clone()).chain(note.into_iter().flat_map(CommitNote::state_files)).collect()
}

/// Takes the seal off a commit; the first format had none.
fn unsealed(folder: &Path, sealed: &[u8]) -> Result<Unsealed> {
    if let Some(unsealed) = unseal(sealed) {
        return Ok(unsealed);
    }
    if serde_json::from_slice::<serde::de::IgnoredAny>(sealed).is_ok() {
        return Err(Error::OlderFormat { path: folder.to_owned(), found: 1, known: FORMAT });
    }
    Err(damaged(folder, &format!("{COMMIT}: its seal is broken")))
}

/// Reads what a commit says of itself.
fn noted(folder: &Path, meta: &[u8]) -> Result<Option<CommitNote>> {
    #[derive(Deserialize)]
    struct Commit {
        payload: Option<String>,
    }
    let commit: Commit = serde_json::from_slice(meta).map_err(|error| damaged(folder, &format!("{COMMIT}: {error}")))?;
    commit.payload.map(|payload| read_note(folder, &payload)).transpose()
}

fn read_note(folder: &Path, payload: &str) -> Result<CommitNote> {
    #[derive(Deserialize)]
    struct Version {
        format: u32,
    }
    let unreadable = |error: serde_json::Error| Error::Damaged { path: folder.to_owned(), what: format!("commit note: {error}") };
    let Version { format } = serde_json::from_str(payload).map_err(unreadable)?;
    match format {
        format if format > FORMAT => Err(Error::NewerFormat { path: folder.to_owned(), found: format, known: FORMAT }),
        format if format < FORMAT => Err(Error::OlderFormat { path: folder.to_owned(), found: format, known: FORMAT }),
        _ => serde_json::from_str(payload).map_err(unreadable),
    }
}

/// Says that an index is damaged, in the words of what noticed.
pub fn damaged(folder: &Path, what: &dyn std::fmt::Display) -> Error {
    Error::Damaged { path: folder.to_owned(), what: what.to_string() }
}
