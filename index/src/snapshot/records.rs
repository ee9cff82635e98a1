//! Where the records of the segments are, noted once for a commit.
//!
//! Which document a passage belongs to is asked for every hit, and for every match where documents are counted: a mapped bit for
//! each document tells it from a few bytes, where a posting list must be read from its beginning.

use serde::{Deserialize, Serialize};
use tantivy::DocId;
use tantivy::directory::OwnedBytes;

use super::{Snapshot, Stamp};
use crate::docs::{Bits, Docs, Words};
use crate::error::Result;
use crate::folder::{Companion, part_of};
use crate::schema::RECORD;
use crate::store::damaged;

/// How many bytes a word has.
const WORD_BYTES: usize = size_of::<u64>();

/// Where the records of a segment are.
#[derive(Clone, Debug)]
pub struct Records(OwnedBytes);

/// What stands in the file.
#[derive(Serialize, Deserialize)]
struct Written<'w> {
    stamp: Stamp,
    #[serde(borrow)]
    segments: Vec<&'w [u8]>,
}

impl Records {
    /// Reads those of all segments; `None` where a commit has no such file (yet), or one for other segments.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where the file can't be read.
    pub(super) fn read(snapshot: &Snapshot) -> Result<Option<Vec<Records>>> {
        let Some(note) = &snapshot.note else { return Ok(None) };
        let Some(bytes) = Companion::Records.read(&snapshot.folder, &note.state.name)? else { return Ok(None) };
        let written: Written<'_> = postcard::from_bytes(&bytes).map_err(|error| damaged(&snapshot.folder, &error))?;
        if Some(&written.stamp) != Stamp::of(snapshot).as_ref() {
            return Ok(None);
        }
        let are_all =
            snapshot.segments().map(|segment| bytes_of(segment.len())).eq(written.segments.iter().map(|words| words.len()));
        let records = || written.segments.iter().map(|words| Records(part_of(&bytes, words))).collect();
        if are_all { Ok(Some(records())) } else { Err(damaged(&snapshot.folder, &"records of other segments")) }
    }

    /// Finds those of all segments.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where they can't be read.
    pub(super) fn find(snapshot: &Snapshot) -> Result<Vec<Records>> {
        let bits = snapshot.segments().map(|segment| {
            let found = segment.docs_of(segment.snapshot.fields.kind, [RECORD])?.into_bits(segment.len());
            let words = (0..segment.len().div_ceil(u64::BITS)).flat_map(|place| found.word(place).to_le_bytes());
            Ok(Records(OwnedBytes::new(words.collect::<Vec<u8>>())))
        });
        bits.collect()
    }

    /// Returns all of them at once.
    pub fn bits(&self) -> Bits {
        Bits::of_words((0..self.0.len() / WORD_BYTES).map_while(|place| self.word_at(place)))
    }

    /// Calls `visit` for each, in order.
    pub fn for_each(&self, visit: impl FnMut(DocId)) {
        self.bits().for_each(visit);
    }

    /// Counts the documents to which passages belong.
    pub fn count_documents(&self, passages: &Docs) -> u64 {
        passages.count_runs(self) as u64
    }
}

impl Words for Records {
    #[inline]
    fn word_at(&self, place: usize) -> Option<u64> {
        let start = place.checked_mul(WORD_BYTES)?;
        let word = self.0.as_slice().get(start..)?.first_chunk()?;
        Some(u64::from_le_bytes(*word))
    }
}

/// How many bytes the words of so many documents take.
fn bytes_of(documents: u32) -> usize {
    documents.div_ceil(u64::BITS) as usize * WORD_BYTES
}

/// Notes where the records of a commit are, beside it.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where they can't be read, [`crate::Error::Io`] where the file can't be written.
pub fn note_records(snapshot: &Snapshot) -> Result<()> {
    let (Some(note), Some(stamp)) = (&snapshot.note, Stamp::of(snapshot)) else { return Ok(()) };
    let records = Records::find(snapshot)?;
    let written = Written { stamp, segments: records.iter().map(|records| records.0.as_slice()).collect() };
    let bytes = postcard::to_stdvec(&written).map_err(|error| damaged(&snapshot.folder, &error))?;
    Companion::Records.write(&snapshot.folder, &note.state.name, bytes)
}

/// Tells whether the records of a commit are noted; a run that ended too early may have left those of other segments.
pub fn are_noted(snapshot: &Snapshot) -> bool {
    Records::read(snapshot).is_ok_and(|records| records.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writer::indexed_corpus;

    #[test]
    fn those_noted_are_those_of_the_index() {
        let (_folder, index) = indexed_corpus();
        let snapshot = Snapshot::open(&index).unwrap();
        assert!(are_noted(&snapshot));
        let (noted, found) = (Records::read(&snapshot).unwrap().unwrap(), Records::find(&snapshot).unwrap());
        assert_eq!(noted.len(), found.len());
        for ((noted, found), segment) in noted.iter().zip(&found).zip(snapshot.segments()) {
            assert_eq!(noted.bits(), found.bits());
            let held = segment.document_frequency(snapshot.fields.kind, RECORD).unwrap();
            assert_eq!(noted.bits().len(), held as usize);
            for doc in 0..segment.len() {
                assert_eq!((noted.previous(doc), noted.next(doc)), (noted.bits().previous(doc), noted.bits().next(doc)));
            }
        }
    }

    #[test]
    fn those_of_other_segments_are_not_believed() {
        let (_folder, index) = indexed_corpus();
        let snapshot = Snapshot::open(&index).unwrap();
        let state = &snapshot.note.as_ref().unwrap().state.name;
        let write = |stamp: Stamp, segments: Vec<&[u8]>| {
            let written = postcard::to_stdvec(&Written { stamp, segments }).unwrap();
            Companion::Records.write(&index, state, written).unwrap();
            Records::read(&snapshot).map(|records| records.is_some())
        };
        let (_other, other) = indexed_corpus();
        assert!(!write(Stamp::of(&Snapshot::open(&other).unwrap()).unwrap(), vec![&[]]).unwrap());
        assert!(write(Stamp::of(&snapshot).unwrap(), vec![&[0; 8]]).is_err());
    }
}
