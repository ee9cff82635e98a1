//! Writes what the workers made, and commits it together with the file state.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;
use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::cast::unite;
use super::merging::{LEAST_MEMORY, Segments, merge_policy};
use super::workers::Ready;
use super::{DocumentCounts, IndexOptions, IndexReport, Progress};
use crate::actor::OwnActors;
use crate::document::ReadLimits;
use crate::error::{Error, Result};
use crate::folder::StateFile;
use crate::joins::{Joins, own_hash};
use crate::recurrence::{LineTable, RecurringLines};
use crate::schema::{FORMAT, key_term};
use crate::sources::FileState;
use crate::store::{CommitNote, Store, damaged};

/// How long a run may go on before what it has is committed: what an interruption can cost.
const CHECKPOINT: Duration = Duration::from_secs(60);

/// What tantivy takes for a writing thread at most, in bytes.
const MOST_MEMORY: usize = 4_000 << 20;

/// What a run did so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    /// Documents, by what became of them.
    pub documents: DocumentCounts,
    /// Passages written, furniture left out.
    pub passages: u64,
    /// Bytes of text.
    pub bytes: u64,
}

/// The writing end of a run.
pub struct Collector<'w> {
    store: &'w Store,
    writer: IndexWriter,
    /// Who watches.
    pub progress: &'w dyn Progress,
    /// What was done so far.
    pub counted: Counted,
    /// Bounds on what is read.
    pub limits: ReadLimits,
    /// When the last commit was made, in seconds since 1970.
    pub last_made: i64,
    languages: BTreeSet<String>,
    now: i64,
    committed: Instant,
    /// Whether documents were written since the last commit.
    written: bool,
    /// The file state and the line table of the last commit.
    last: Vec<String>,
    /// The lines of the index's documents; `None` until a document changes.
    lines: Option<LineTable>,
    /// What of them recurs.
    pub recurring: RecurringLines,
    /// The hash of the user's own files of actors.
    own: String,
    /// Whether anything was committed.
    committed_any: bool,
}

impl<'w> Collector<'w> {
    /// Starts to write.
    pub fn new(store: &'w Store, options: &IndexOptions, progress: &'w dyn Progress) -> Result<Collector<'w>> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = cores.div_ceil(2).clamp(1, 8);
        let memory = options.memory.clamp(threads * LEAST_MEMORY, threads * MOST_MEMORY);
        let writer = store.index.writer_with_num_threads(threads, memory)?;
        writer.set_merge_policy(merge_policy(store, options.optimize));
        pass_over_the_last_opstamp(&writer)?;
        let note = store.note.as_ref();
        Ok(Collector {
            store,
            writer,
            progress,
            counted: Counted::default(),
            limits: options.limits,
            last_made: note.map_or(0, |note| note.made),
            languages: note.into_iter().flat_map(|note| note.languages.iter().cloned()).collect(),
            now: options.now,
            committed: Instant::now(),
            written: false,
            last: note.map_or_else(Default::default, CommitNote::state_files),
            lines: None,
            recurring: RecurringLines::default(),
            own: own_hash(&options.own),
            committed_any: false,
        })
    }

    /// The line table, which is read when it is first needed: a run that changes nothing does without.
    pub fn line_table(&mut self) -> Result<&mut LineTable> {
        let table = match (self.lines.take(), &self.store.note) {
            (Some(table), _) => table,
            (None, Some(note)) => LineTable::read(&self.store.folder, &note.lines, self.recurring.clone())?,
            (None, None) => LineTable::new(self.recurring.clone()),
        };
        Ok(self.lines.insert(table))
    }

    /// The documents whose lines recur otherwise than when they were cut, now that everything is.
    pub fn outdated(&mut self) -> Result<FxHashSet<u64>> {
        if self.lines.is_none() && self.was_settled() {
            return Ok(FxHashSet::default());
        }
        let table = self.line_table()?;
        table.end_survey();
        Ok(table.outdated())
    }

    fn was_settled(&self) -> bool {
        self.store.note.as_ref().is_none_or(|note| note.settled)
    }

    /// Writes a document, in place of its earlier self where there is one.
    pub fn add(&mut self, ready: Ready, replaces: bool) -> Result<()> {
        self.line_table()?.put(ready.document.key, ready.line_keys);
        self.written = true;
        let deletion = replaces.then(|| UserOperation::Delete(self.key(ready.document.key)));
        let additions = ready.composed.parts.into_iter().map(UserOperation::Add);
        self.writer.run(deletion.into_iter().chain(additions).collect::<Vec<UserOperation<TantivyDocument>>>())?;
        if replaces {
            self.counted.documents.replaced += 1;
        } else {
            self.counted.documents.added += 1;
        }
        self.counted.passages += u64::from(ready.document.passages);
        self.counted.bytes += u64::from(ready.document.text_bytes);
        if !self.languages.contains(&ready.composed.language) {
            self.languages.insert(ready.composed.language);
        }
        self.progress.indexed(1);
        Ok(())
    }

    /// Takes a document out.
    pub fn remove(&mut self, key: u64) -> Result<()> {
        self.line_table()?.remove(key);
        self.writer.delete_term(self.key(key));
        self.counted.documents.removed += 1;
        Ok(())
    }

    fn key(&self, key: u64) -> Term {
        Term::from_field_text(self.store.fields.key, &key_term(key))
    }

    /// Tells whether so much time has passed that a commit is worth its cost.
    pub fn checkpoint_is_due(&self) -> bool {
        self.committed.elapsed() > CHECKPOINT
    }

    /// Makes everything so far visible and lasting: the file state first, then the commit that names it.
    pub fn commit(&mut self, state: &FileState) -> Result<()> {
        let settled = self.lines.as_ref().map_or_else(|| self.was_settled(), LineTable::is_settled);
        let note = CommitNote {
            format: FORMAT,
            state: state.write(self.store)?,
            lines: self.write_lines()?,
            settled,
            documents: state.documents().count() as u64,
            passages: state.documents().map(|document| u64::from(document.passages)).sum(),
            text_bytes: state.documents().map(|document| u64::from(document.text_bytes)).sum(),
            roots: state.roots.iter().map(|root| root.path.clone()).collect(),
            languages: self.languages.iter().cloned().collect(),
            made: self.now,
            own: self.own.clone(),
        };
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(&note).map_err(|error| Error::Value(error.to_string()))?);
        prepared.commit()?;
        FileState::remove_others(self.store, &[note.state_files(), self.last.clone()].concat());
        self.last = note.state_files();
        self.written = false;
        self.committed_any = true;
        self.committed = Instant::now();
        Ok(())
    }

    /// Writes the line table, unless that of the last commit still holds.
    fn write_lines(&self) -> Result<StateFile> {
        match (&self.lines, &self.store.note) {
            (Some(lines), _) => lines.write(self.store),
            (None, Some(note)) => Ok(note.lines.clone()),
            (None, None) => LineTable::default().write(self.store),
        }
    }

    /// Commits the rest, merges where asked, and reports.
    pub fn finish(mut self, state: &FileState, options: &IndexOptions, own: &OwnActors) -> Result<IndexReport> {
        if self.store.note.is_none() || self.written || self.has_changed(state)? {
            self.commit(state)?;
        }
        if self.committed_any || self.store.note.as_ref().is_some_and(|note| !Joins::exist(&self.store.folder, note)) {
            unite(&self.store.folder, own)?;
        }
        if options.optimize {
            let segments = self.store.index.searchable_segment_ids()?;
            let files = Segments::of(self.store);
            if let Some(file) = segments.iter().find_map(|segment| files.damaged_file(*segment)) {
                return Err(damaged(&self.store.folder, &format!("{file}: its checksum differs")));
            }
            if segments.len() > 1 {
                self.writer.merge(&segments).wait()?;
            }
        }
        let Collector { writer, counted: Counted { documents, passages, bytes }, .. } = self;
        writer.wait_merging_threads()?;
        Ok(IndexReport { documents, passages, bytes, skipped: Vec::new(), seconds: 0.0, interrupted: false })
    }

    /// Whether the last commit says something else.
    fn has_changed(&self, state: &FileState) -> Result<bool> {
        let note = self.current_note()?;
        Ok(note.own != self.own || FileState::read(&self.store.folder, &note)? != *state)
    }

    fn current_note(&self) -> Result<CommitNote> {
        let payload = self.store.index.load_metas()?.payload.unwrap_or_default();
        serde_json::from_str(&payload).map_err(|error| damaged(&self.store.folder, &error))
    }
}

/// Leaves the number of the last commit out when operations are numbered, which tantivy 0.27 begins with again.
///
/// A merge of committed segments that runs before the next commit takes all deletions up to the last commit's number, so it
/// took the first one of this run too: from segments without deletions, and not from those whose deletions are of that
/// number. What was merged counted as done with it, and a document that was replaced or removed first came back to life.
fn pass_over_the_last_opstamp(writer: &IndexWriter) -> Result<()> {
    writer.run(Vec::<UserOperation<TantivyDocument>>::new())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::folder::lock::WriterLock;
    use crate::store::files_of;
    use crate::writer::update;

    #[test]
    fn no_operation_bears_the_number_of_the_last_commit() {
        let place = tempfile::tempdir().unwrap();
        let (documents, index) = (place.path().join("documents"), place.path().join("index"));
        std::fs::create_dir(&documents).unwrap();
        std::fs::write(documents.join("one.txt"), "The ferry left the quay at dawn.\n").unwrap();
        let options = IndexOptions { roots: vec![documents], ..IndexOptions::default() };
        let never = AtomicBool::new(false);
        update(&index, &options, &(), &never).unwrap();
        let lock = WriterLock::take(&index, Duration::ZERO, &never).unwrap();
        let store = Store::open_to_write(&index, Box::new(files_of(&index).unwrap()), &lock).unwrap();
        let collector = Collector::new(&store, &options, &()).unwrap();
        let first = collector.writer.delete_term(collector.key(7));
        assert!(first > store.index.load_metas().unwrap().opstamp);
    }
}
