//! Brings an index up to date with its files.
//!
//! ```text
//! walk ──files that changed──▶ survey: which lines recur ──▶ jobs ──▶ workers: parse, label, cut, annotate, analyse
//!      ──▶ collect in order ──▶ commit
//! ```
//!
//! What did not change (size and time, then hash; for record files, line by line) is not read again. A document is
//! replaced in one operation, so that no reader ever sees half of it; everything becomes visible with the commit. An
//! interrupted run commits what it has, and the next one goes on from there. Documents whose lines turned out to recur across
//! their source, or no longer to, are cut again before the run ends ([`crate::recurrence`]). Where the user's own actors
//! changed, the documents that this touches are read again too; after the commit the actors of all documents are compared
//! ([`crate::joins`]).

mod cast;
mod collect;
mod compose;
mod convert;
#[cfg(test)]
mod corpus;
mod fill;
mod jobs;
mod merging;
mod read;
mod rebuild;
#[cfg(test)]
mod recurring;
mod retag;
mod roots;
mod survey;
mod walk;
mod workers;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde::Serialize;
use tantivy::directory::Directory;

pub use compose::document_key;
#[cfg(test)]
pub use corpus::indexed_corpus;
pub use rebuild::rebuild;

use crate::document::{ReadLimits, Skipped};
use crate::error::{Error, Result};
use crate::folder::lock::WriterLock;
use crate::folder::{create_private, write_notice};
use crate::sources::{Converter, FileState};
use crate::store::{Store, files_of, first_cause};
use fill::fill;

/// What to bring up to date, and how.
#[derive(Clone, Debug)]
pub struct IndexOptions {
    /// The folders and files; empty for all that the index knows.
    pub roots: Vec<PathBuf>,
    /// Only files that match one of these globs, if there are any.
    pub include: Vec<String>,
    /// No files that match one of these globs.
    pub exclude: Vec<String>,
    /// What turns files of other formats into text; `None` for what the index has kept.
    pub converters: Option<Vec<Converter>>,
    /// Whether such commands may be run; else the files that they are for stay as they are.
    pub run_commands: bool,
    /// Whether links are followed.
    pub follow: bool,
    /// Whether a root that is missing or empty removes its documents.
    pub prune: bool,
    /// Whether all segments are merged into one at the end.
    pub optimize: bool,
    /// How many threads analyse; 0 for one a core.
    pub threads: usize,
    /// How much memory the writer may take, in bytes.
    pub memory: usize,
    /// The texts of the user's own files of actors; where two name an actor, the first one's word holds.
    pub own: Vec<String>,
    /// Bounds on what is read.
    pub limits: ReadLimits,
    /// How long to wait for another process that writes.
    pub wait: Duration,
    /// The time, in seconds since 1970: kept in the commit.
    pub now: i64,
}

/// All that the index knows, on one thread a core, with 180 MB for writing.
impl Default for IndexOptions {
    fn default() -> IndexOptions {
        IndexOptions {
            roots: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            converters: None,
            run_commands: false,
            follow: false,
            prune: false,
            optimize: false,
            threads: 0,
            memory: 180 << 20,
            own: Vec::new(),
            limits: ReadLimits::default(),
            wait: Duration::ZERO,
            now: 0,
        }
    }
}

/// Watches a run of indexing; every method may be called from any thread.
pub trait Progress: Sync {
    /// So many bytes of files are to be read in all.
    fn total(&self, bytes: u64);
    /// So many bytes of files were read.
    fn read(&self, bytes: u64);
    /// So many documents were indexed.
    fn indexed(&self, documents: u64);
    /// A file or record was skipped.
    fn skipped(&self, skipped: &Skipped);
    /// A file left a choice: how it was read.
    fn remark(&self, _remark: &str) {}
}

/// Nobody watches.
impl Progress for () {
    fn total(&self, _bytes: u64) {}
    fn read(&self, _bytes: u64) {}
    fn indexed(&self, _documents: u64) {}
    fn skipped(&self, _skipped: &Skipped) {}
}

/// How many documents a run changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DocumentCounts {
    /// Documents that were not there before.
    pub added: u64,
    /// Documents that had changed.
    pub replaced: u64,
    /// Documents that had not.
    pub unchanged: u64,
    /// Documents whose file or record is gone.
    pub removed: u64,
}

/// What a run did.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct IndexReport {
    /// How many documents it changed.
    pub documents: DocumentCounts,
    /// How many passages it wrote.
    pub passages: u64,
    /// How many bytes of text it indexed.
    pub bytes: u64,
    /// What the index leaves out, and why.
    pub skipped: Vec<Skipped>,
    /// How long it took.
    pub seconds: f64,
    /// Whether it was stopped before its end.
    #[serde(skip)]
    pub interrupted: bool,
}

/// Brings the index in `folder` up to date, and makes it where there is none.
///
/// # Errors
///
/// [`Error::NotFound`] for a root that does not exist, [`Error::Locked`] where another process writes,
/// [`Error::Io`] and [`Error::Tantivy`] where writing fails: the last commit stays as it was.
pub fn update(folder: &Path, options: &IndexOptions, progress: &dyn Progress, stop: &AtomicBool) -> Result<IndexReport> {
    let lock = prepare(folder, options, stop)?;
    let directory = Box::new(files_of(folder)?);
    update_through(folder, directory, &lock, options, progress, stop)
}

/// Brings the index in `folder` up to date, every file of it reached through `directory`: one that fails, for tests.
///
/// # Errors
///
/// As [`update`].
pub fn update_through(
    folder: &Path,
    directory: Box<dyn Directory>,
    lock: &WriterLock,
    options: &IndexOptions,
    progress: &dyn Progress,
    stop: &AtomicBool,
) -> Result<IndexReport> {
    let store = Store::open_to_write(folder, directory, lock)?;
    let state = match &store.note {
        Some(note) => FileState::read(folder, note)?,
        None => FileState::default(),
    };
    let filled = fill(&store, state, options, progress, stop);
    let report = filled.map_err(|error| first_cause(&store.failure, error))?;
    store.tidy(lock)?;
    Ok(report)
}

/// Makes the folder where there is none, and takes its lock: only what is read after that is the newest commit.
fn prepare(folder: &Path, options: &IndexOptions, stop: &AtomicBool) -> Result<WriterLock> {
    create_private(folder).map_err(|error| Error::io(folder, error))?;
    let lock = WriterLock::take(folder, options.wait, stop)?;
    write_notice(folder).map_err(|error| Error::io(folder, error))?;
    Ok(lock)
}
