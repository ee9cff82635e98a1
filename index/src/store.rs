//! The index on disk: where its files are, how they are opened, locked, and committed.
//!
//! An index folder holds tantivy's files and one *file state* ([`crate::sources`]), named in the payload of the commit
//! that it belongs to. A reader needs no write access: tantivy's own readers lock a file, so that an index on a
//! read-only medium could not be searched; the folder is therefore opened through a wrapper that takes no locks.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, ReloadPolicy};

use crate::error::{Error, Result};
use crate::schema::{FORMAT, Fields, schema, tokenizers};

/// How many bytes of stored text are compressed together: small, since a query fetches ten scattered passages.
const STORED_BLOCK: usize = 8 << 10;

/// What a commit says of itself: kept in tantivy's payload, so read at every open and small.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CommitNote {
    /// The format of the index.
    pub format: u32,
    /// The name of the file state that belongs to this commit.
    pub state: String,
    /// Its length in bytes.
    pub state_bytes: u64,
    /// Its blake3 hash, in hexadecimal digits.
    pub state_hash: String,
    /// How many documents there are.
    pub documents: u64,
    /// How many passages, furniture left out.
    pub passages: u64,
    /// How many bytes of text.
    pub text_bytes: u64,
    /// The languages that documents are in, as codes; empty for unknown.
    pub languages: Vec<String>,
    /// When the commit was made, in seconds since 1970, as the caller said.
    pub made: i64,
    /// The hash of the user's files by which actors were found ([`own_hash`](crate::joins::own_hash)); empty without any.
    #[serde(default)]
    pub own: String,
}

/// An index folder that can be read.
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
}

impl Store {
    /// Opens an index for reading.
    ///
    /// # Errors
    ///
    /// [`Error::NoIndex`], [`Error::Damaged`], [`Error::NewerFormat`] or [`Error::OlderFormat`].
    pub fn open(folder: &Path) -> Result<Store> {
        if !folder.join("meta.json").is_file() {
            return Err(Error::NoIndex(folder.to_owned()));
        }
        let directory = MmapDirectory::open(folder).map_err(|error| damaged(folder, &error))?;
        let index = Index::open(ReadOnly(directory)).map_err(|error| damaged(folder, &error))?;
        Store::of(folder, index)
    }

    /// Opens an index for writing, and makes it where there is none: a folder that only its owner can read.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the folder can't be made, else as [`Store::open`].
    pub fn open_or_create(folder: &Path) -> Result<Store> {
        create_private(folder).map_err(|error| Error::io(folder, error))?;
        let directory = MmapDirectory::open(folder).map_err(|error| damaged(folder, &error))?;
        let index = if folder.join("meta.json").is_file() {
            Index::open(directory).map_err(|error| damaged(folder, &error))?
        } else {
            let settings = IndexSettings {
                docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
                docstore_blocksize: STORED_BLOCK,
                ..IndexSettings::default()
            };
            Index::create(directory, schema().0, settings)?
        };
        Store::of(folder, index)
    }

    fn of(folder: &Path, mut index: Index) -> Result<Store> {
        let (expected, fields) = schema();
        index.set_tokenizers(tokenizers());
        index.set_fast_field_tokenizers(tokenizers());
        let note = index.load_metas().map_err(|error| damaged(folder, &error))?.payload;
        let note = note.map(|payload| read_note(folder, &payload)).transpose()?;
        if index.schema() != expected {
            return Err(Error::OlderFormat { path: folder.to_owned(), found: 0, known: FORMAT });
        }
        Ok(Store { folder: folder.to_owned(), index, fields, note })
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

/// Makes a folder, and those above it, that only its owner can enter: the index holds the texts.
fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A folder that is only ever read: takes no locks, refuses writes.
#[derive(Clone, Debug)]
struct ReadOnly(MmapDirectory);

fn refused() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "the index is opened for reading only")
}

impl Directory for ReadOnly {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(refused()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(refused(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(refused())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
