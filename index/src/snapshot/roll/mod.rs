//! The actors of a commit, numbered, and which of them each term of the segments' actor columns means.
//!
//! A column knows an actor by the place of its term among those of its segment. To count over segments each term must be read
//! for the id in it, ids be put in one order, and joined ones be taken for each other: a hundred thousand strings, which took
//! longer than to count what matches. So a run that is done does it once, and keeps the outcome beside its commit. Where there
//! is no such file, or one for segments that were merged since, it is made anew by who needs it, and not kept.

mod terms;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;

use crate::actor::{ActorKind, Evidence};
use crate::error::Result;
use crate::folder::{Companion, part_of};
use crate::schema::Fields;
use crate::snapshot::{Snapshot, Stamp};
use crate::store::damaged;
use terms::{Terms, joined, sort_runs};

/// The actors of a commit in the order of their ids, each under the one that stands for it across documents.
#[derive(Clone, Debug)]
pub struct Roll {
    /// The ids in order, one behind the other.
    text: OwnedBytes,
    /// For each id where it ends in the text.
    ends: Numbers,
    /// For each segment what each term of its column means: the number of the actor, and the place of the evidence.
    meanings: Vec<Numbers>,
}

/// What a term of an actor column means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// The number of the actor: its place among the ids, in their order.
    pub actor: u32,
    /// How the mention names it.
    pub evidence: Evidence,
}

/// What stands in the file.
#[derive(Serialize, Deserialize)]
struct Written<'w> {
    stamp: Stamp,
    text: &'w [u8],
    ends: &'w [u8],
    #[serde(borrow)]
    meanings: Vec<&'w [u8]>,
}

/// How many bits of a meaning say the place of the evidence.
const EVIDENCE_BITS: u32 = 4;

/// What a term means that is none of ours.
const NOBODY: u32 = u32::MAX;

impl Roll {
    /// Reads what goes with a commit; `None` where it has no such file (yet), or one for other segments.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where the file can't be read.
    pub fn read(snapshot: &Snapshot) -> Result<Option<Roll>> {
        let Some(note) = &snapshot.note else { return Ok(None) };
        let Some(bytes) = Companion::Roll.read(&snapshot.folder, &note.state.name)? else { return Ok(None) };
        let written: Written<'_> = postcard::from_bytes(&bytes).map_err(|error| damaged(&snapshot.folder, &error))?;
        if Some(&written.stamp) != Stamp::of(snapshot).as_ref() {
            return Ok(None);
        }
        let part = |part: &[u8]| part_of(&bytes, part);
        let meanings = written.meanings.iter().map(|meanings| Numbers(part(meanings))).collect();
        Ok(Some(Roll { text: part(written.text), ends: Numbers(part(written.ends)), meanings }))
    }

    /// Reads the terms of all segments.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where a column can't be read.
    pub fn make(snapshot: &Snapshot) -> Result<Roll> {
        let terms = snapshot.segments().map(|segment| match segment.text_column(Fields::ACTOR)? {
            Some(column) => Terms::read(snapshot, &column),
            None => Ok(Terms::default()),
        });
        let terms = terms.collect::<Result<Vec<_>>>()?;
        let mut ids: Vec<&str> = terms.iter().flat_map(Terms::ids).collect();
        sort_runs(&mut ids);
        let stand = joined(&mut ids, &snapshot.joins()?.joined);
        let meanings = terms.iter().map(|terms| Numbers::of(&terms.meanings(&ids, &stand))).collect();
        let ends = ids.iter().scan(0, |end, id| {
            *end += id.len() as u32;
            Some(*end)
        });
        Ok(Roll { ends: Numbers::of(&ends.collect::<Vec<_>>()), meanings, text: OwnedBytes::new(ids.concat().into_bytes()) })
    }

    /// Writes the file that goes with a commit: whole or not at all.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Io`] where it can't be written.
    pub fn write(&self, snapshot: &Snapshot) -> Result<()> {
        let (Some(note), Some(stamp)) = (&snapshot.note, Stamp::of(snapshot)) else { return Ok(()) };
        let written = Written {
            stamp,
            text: &self.text,
            ends: &self.ends.0,
            meanings: self.meanings.iter().map(|meanings| meanings.0.as_slice()).collect(),
        };
        let bytes = postcard::to_stdvec(&written).map_err(|error| damaged(&snapshot.folder, &error))?;
        Companion::Roll.write(&snapshot.folder, &note.state.name, bytes)
    }

    /// Returns how many terms the actor column of a segment has.
    pub fn terms(&self, segment: u32) -> usize {
        self.meanings.get(segment as usize).map_or(0, Numbers::len)
    }

    /// Returns what a term of the actor column of a segment means; `None` where it is none of ours.
    pub fn meaning(&self, segment: u32, ordinal: u64) -> Option<Meaning> {
        let meaning = self.meanings.get(segment as usize)?.get(ordinal as usize).filter(|meaning| *meaning != NOBODY)?;
        let evidence = Evidence::ALL.get((meaning & ((1 << EVIDENCE_BITS) - 1)) as usize)?;
        Some(Meaning { actor: meaning >> EVIDENCE_BITS, evidence: *evidence })
    }

    /// Returns how many ids there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the id of an actor by its number; an empty one where it has none.
    pub fn id(&self, actor: u32) -> &str {
        let end_of = |place: u32| self.ends.get(place as usize).map(|end| end as usize);
        let start = actor.checked_sub(1).map_or(Some(0), end_of);
        let span = start.zip(end_of(actor)).and_then(|(start, end)| self.text.get(start..end));
        span.and_then(|id| std::str::from_utf8(id).ok()).unwrap_or("")
    }

    /// Returns the number of the actor with an id.
    pub fn number(&self, id: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.id(middle).cmp(id) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Returns the kind of an actor, by its number.
    pub fn kind(&self, actor: u32) -> Option<ActorKind> {
        ActorKind::of_id(self.id(actor))
    }
}

/// Numbers of four bytes each, which may be those of a file that is mapped.
#[derive(Clone, Debug)]
struct Numbers(OwnedBytes);

impl Numbers {
    fn of(numbers: &[u32]) -> Numbers {
        Numbers(OwnedBytes::new(numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>()))
    }

    fn len(&self) -> usize {
        self.0.as_chunks::<4>().0.len()
    }

    fn get(&self, place: usize) -> Option<u32> {
        self.0.as_chunks().0.get(place).map(|bytes| u32::from_le_bytes(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::writer::{IndexOptions, update};

    fn whole(roll: &Roll, segment: u32) -> Vec<(&str, Evidence)> {
        let meant = (0..roll.terms(segment) as u64).filter_map(|ordinal| roll.meaning(segment, ordinal));
        meant.map(|meaning| (roll.id(meaning.actor), meaning.evidence)).collect()
    }

    /// An index in which each text came by a run of its own, and how it is brought up to date.
    fn indexed(place: &Path, texts: &[&str]) -> (PathBuf, IndexOptions) {
        let (documents, index) = (place.join("documents"), place.join("index"));
        fs::create_dir(&documents).unwrap();
        let options = IndexOptions { roots: vec![documents.clone()], ..IndexOptions::default() };
        for (number, text) in texts.iter().enumerate() {
            fs::write(documents.join(format!("{number}.txt")), text).unwrap();
            update(&index, &options, &(), &AtomicBool::new(false)).unwrap();
        }
        (index, options)
    }

    #[test]
    fn a_run_keeps_what_its_segments_say() {
        let place = tempfile::tempdir().unwrap();
        let texts = ["Ankara spoke with Faisal Mekdad.", "Mekdad went to Turkey. Turkish lira fell."];
        let (index, _) = indexed(place.path(), &texts);
        let snapshot = Snapshot::open(&index).unwrap();
        let (kept, made) = (Roll::read(&snapshot).unwrap().unwrap(), Roll::make(&snapshot).unwrap());
        for segment in snapshot.segments() {
            let meant = whole(&kept, segment.number);
            assert!(meant.iter().any(|(id, _)| *id == "person/faisal-mekdad"), "{meant:?}");
            assert_eq!(meant, whole(&made, segment.number));
        }
        assert!((0..kept.len() as u32).all(|actor| kept.number(kept.id(actor)) == Some(actor)));
        assert_eq!((kept.number("person/mekdad-faisal"), kept.id(kept.len() as u32)), (None, ""));
        assert_eq!(kept.kind(kept.number("state/turkey").unwrap()), Some(ActorKind::State));
    }

    #[test]
    fn one_of_other_segments_does_not_count() {
        let place = tempfile::tempdir().unwrap();
        let (index, options) = indexed(place.path(), &["Angela Merkel spoke."; 2]);
        let earlier = Snapshot::open(&index).unwrap();
        update(&index, &IndexOptions { optimize: true, ..options }, &(), &AtomicBool::new(false)).unwrap();
        let snapshot = Snapshot::open(&index).unwrap();
        assert!(Roll::read(&earlier).unwrap().is_none() && Roll::read(&snapshot).unwrap().is_some());
        assert_eq!(whole(earlier.roll().unwrap(), 1), whole(snapshot.roll().unwrap(), 0));
    }
}
