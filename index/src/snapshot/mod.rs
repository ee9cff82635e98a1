//! A frozen view of the newest commit: its segments, where documents begin in them, its dictionaries.

mod blocks;
mod columns;
mod frequent;
mod records;
mod roll;
mod segment;
mod stamp;
mod stored;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use tantivy::Searcher;
use tantivy::schema::Field;

use crate::deadline::Deadline;
use crate::error::{Error, Result};
use crate::folder::COMMIT;
use crate::folder::seal::SealedFile;
use crate::joins::Joins;
use crate::schema::Fields;
use crate::sources::RecordLines;
use crate::store::{CommitNote, Store};
use crate::text::Language;
pub use records::{Records, are_noted, note_records};
pub use roll::{Meaning, Roll};
use segment::SegmentFacts;
pub use segment::{Segment, seek_to};
pub use stamp::Stamp;

/// A frozen view of an index.
#[derive(Debug)]
pub struct Snapshot {
    /// Where the index is.
    pub folder: PathBuf,
    /// Its fields.
    pub fields: Fields,
    /// What its commit says; `None` where nothing was committed yet.
    pub note: Option<CommitNote>,
    /// The files that its commit names.
    pub files: Vec<SealedFile>,
    /// When queries of it must end.
    pub deadline: Deadline,
    /// tantivy's view.
    pub searcher: Searcher,
    segments: Vec<SegmentFacts>,
    joins: OnceLock<Joins>,
    roll: OnceLock<Roll>,
    records: OnceLock<Vec<Records>>,
    lines: OnceLock<Option<RecordLines>>,
    languages: OnceLock<Vec<Option<Language>>>,
}

impl Snapshot {
    /// Opens the newest commit of the index in a folder.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn open(folder: &Path) -> Result<Snapshot> {
        loop {
            let commit = std::fs::read(folder.join(COMMIT)).ok();
            let opened = Snapshot::open_commit(folder);
            // A writer may take files away between our reading what the newest commit names and our opening them: then
            // there is a newer commit by now. Not every missing file is an error: tantivy takes one of positions for empty.
            if std::fs::read(folder.join(COMMIT)).ok() == commit {
                return opened;
            }
        }
    }

    fn open_commit(folder: &Path) -> Result<Snapshot> {
        Snapshot::of(Store::open(folder)?)
    }

    /// Opens the segments of an index that is open.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where segment files are missing or broken.
    pub fn of(store: Store) -> Result<Snapshot> {
        let searcher = store.searcher()?;
        let segments = searcher.segment_readers().iter().map(|_| SegmentFacts::default()).collect();
        let Store { folder, fields, note, files, .. } = store;
        Ok(Snapshot {
            folder,
            fields,
            note,
            files,
            deadline: Deadline::default(),
            searcher,
            segments,
            joins: OnceLock::new(),
            roll: OnceLock::new(),
            records: OnceLock::new(),
            lines: OnceLock::new(),
            languages: OnceLock::new(),
        })
    }

    /// Gives queries so much time from now on.
    pub fn answering_within(self, time: Option<Duration>) -> Snapshot {
        Snapshot { deadline: Deadline::after(time), ..self }
    }

    /// Fails where a deadline cut short what must be whole.
    ///
    /// # Errors
    ///
    /// [`Error::TimedOut`].
    pub fn ensure_whole(&self) -> Result<()> {
        if self.deadline.has_stopped() { Err(Error::TimedOut) } else { Ok(()) }
    }

    /// Returns the segments.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.searcher.segment_readers().iter().enumerate().map(|(number, reader)| Segment {
            number: number as u32,
            reader,
            snapshot: self,
        })
    }

    /// Returns a segment by number.
    pub fn segment(&self, number: u32) -> Segment<'_> {
        Segment { number, reader: self.searcher.segment_reader(number), snapshot: self }
    }

    /// Returns how many passages there are, furniture left out; at least 1, for averages.
    pub fn passages(&self) -> u64 {
        self.note.as_ref().map_or(1, |note| note.passages.max(1))
    }

    /// Returns the languages that documents are in; `None` for unknown.
    pub fn languages(&self) -> &[Option<Language>] {
        self.languages.get_or_init(|| {
            let codes = self.note.iter().flat_map(|note| &note.languages);
            codes.map(|code| Language::from_code(code)).collect()
        })
    }

    /// Returns who is one actor across documents.
    ///
    /// # Errors
    ///
    /// As [`Joins::read`].
    pub fn joins(&self) -> Result<&Joins> {
        if let Some(joins) = self.joins.get() {
            return Ok(joins);
        }
        let joins = self.note.as_ref().map_or(Ok(Joins::default()), |note| Joins::read(&self.folder, note))?;
        Ok(self.joins.get_or_init(|| joins))
    }

    /// Returns its actors, numbered.
    ///
    /// # Errors
    ///
    /// As [`Roll::read`] and [`Roll::make`].
    pub fn roll(&self) -> Result<&Roll> {
        if let Some(roll) = self.roll.get() {
            return Ok(roll);
        }
        let roll = Roll::read(self)?.map_or_else(|| Roll::make(self), Ok)?;
        Ok(self.roll.get_or_init(|| roll))
    }

    /// Returns where the records of each segment are.
    fn records(&self) -> Result<&[Records]> {
        if let Some(records) = self.records.get() {
            return Ok(records);
        }
        let records = Records::read(self)?.map_or_else(|| Records::find(self), Ok)?;
        Ok(self.records.get_or_init(|| records))
    }

    /// Returns the line of its file on which a record stands now.
    ///
    /// # Errors
    ///
    /// As [`RecordLines::open`].
    pub fn line_of(&self, key: u64) -> Result<Option<u32>> {
        let lines = match self.lines.get() {
            Some(lines) => lines,
            None => {
                let opened = self.note.as_ref().map(|note| RecordLines::open(&self.folder, note)).transpose()?;
                self.lines.get_or_init(|| opened)
            }
        };
        Ok(lines.as_ref().and_then(|lines| lines.line_of(key)))
    }

    /// Counts the passages that hold a term.
    ///
    /// # Errors
    ///
    /// As [`Segment::document_frequency`].
    pub fn document_frequency(&self, field: Field, term: &str) -> Result<u64> {
        self.segments().map(|segment| Ok(u64::from(segment.document_frequency(field, term)?))).sum()
    }
}
