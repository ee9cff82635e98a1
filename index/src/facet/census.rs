//! Who is mentioned in all passages, counted once for a commit.
//!
//! Who is mentioned at all is what work on an index begins with, and what every lift is compared with: to count millions of
//! mentions takes longer than all else. Where there is no such file, or one for segments that were merged since, they are counted.

use serde::{Deserialize, Serialize};

use super::actors::{ActorCounts, Counted, count};
use crate::actor::ActorKind;
use crate::docs::Docs;
use crate::error::Result;
use crate::folder::Companion;
use crate::snapshot::{Snapshot, Stamp};
use crate::store::damaged;

/// What stands in the file.
#[derive(Serialize, Deserialize)]
struct Written {
    stamp: Stamp,
    actors: Vec<Counted>,
}

/// Returns the counts over a set of passages for each segment, where these are all there are and were counted before.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where the file can't be read.
pub fn counted<'s>(snapshot: &'s Snapshot, matches: &[Docs], kinds: &[ActorKind]) -> Result<Option<ActorCounts<'s>>> {
    if !are_all(snapshot, matches)? {
        return Ok(None);
    }
    let Some(actors) = read(snapshot)? else { return Ok(None) };
    let mut counts = ActorCounts::none(snapshot.roll()?);
    actors.into_iter().for_each(|counted| counts.insert(counted, kinds));
    Ok(Some(counts))
}

/// Reads what goes with a commit; `None` where it has no such file (yet), or one for other segments.
fn read(snapshot: &Snapshot) -> Result<Option<Vec<Counted>>> {
    let Some(note) = &snapshot.note else { return Ok(None) };
    let Some(bytes) = Companion::Census.read(&snapshot.folder, &note.state.name)? else { return Ok(None) };
    let Written { stamp, actors } = postcard::from_bytes(&bytes).map_err(|error| damaged(&snapshot.folder, &error))?;
    Ok(Some(actors).filter(|_| Some(stamp) == Stamp::of(snapshot)))
}

/// Tells whether a commit has its census; a run that ended too early may have left that of other segments.
pub fn is_taken(snapshot: &Snapshot) -> bool {
    read(snapshot).is_ok_and(|actors| actors.is_some())
}

/// Counts who is mentioned in all passages, and keeps it beside the commit.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a column can't be read, [`crate::Error::Io`] where the file can't be written.
pub fn take_census(snapshot: &Snapshot) -> Result<()> {
    let (Some(note), Some(stamp)) = (&snapshot.note, Stamp::of(snapshot)) else { return Ok(()) };
    let counts = count(snapshot, &every_passage(snapshot)?, &[], &[])?;
    let written = Written { stamp, actors: counts.counted().collect() };
    let bytes = postcard::to_stdvec(&written).map_err(|error| damaged(&snapshot.folder, &error))?;
    Companion::Census.write(&snapshot.folder, &note.state.name, bytes)
}

/// Returns all passages that are searched, a set for each segment.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where they can't be read.
pub fn every_passage(snapshot: &Snapshot) -> Result<Vec<Docs>> {
    snapshot.segments().map(|segment| Ok(segment.article()?.as_ref().clone())).collect()
}

/// Tells whether a set for each segment holds all passages that are searched.
fn are_all(snapshot: &Snapshot, matches: &[Docs]) -> Result<bool> {
    let found: usize = matches.iter().map(Docs::len).sum();
    if found as u64 != snapshot.passages() {
        return Ok(false);
    }
    for (segment, docs) in snapshot.segments().zip(matches) {
        if docs != segment.article()?.as_ref() {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::facet::count_actors;
    use crate::writer::{IndexOptions, indexed_corpus, update};

    #[test]
    fn what_was_counted_before_is_what_counting_gives() {
        let (_folder, index) = indexed_corpus();
        let snapshot = Snapshot::open(&index).unwrap();
        let mut all = every_passage(&snapshot).unwrap();
        for kinds in [&[][..], &[ActorKind::State, ActorKind::Person]] {
            let kept = counted(&snapshot, &all, kinds).unwrap().expect("a run takes the census");
            let fresh = count(&snapshot, &all, &[], kinds).unwrap();
            assert_eq!(kept.most(usize::MAX), fresh.most(usize::MAX));
            assert!(kept.len() > 5 && kept.passages().eq(fresh.passages()));
        }
        let first = all[0].first().unwrap();
        all[0].retain(|doc| doc != first);
        assert!(counted(&snapshot, &all, &[]).unwrap().is_none());
        let (counts, fresh) = (count_actors(&snapshot, &all, &[], &[]).unwrap(), count(&snapshot, &all, &[], &[]).unwrap());
        assert_eq!(counts.most(usize::MAX), fresh.most(usize::MAX));
    }

    #[test]
    fn one_that_is_missing_or_of_other_segments_is_taken_by_the_next_run() {
        let (_folder, index) = indexed_corpus();
        let (_other, other) = indexed_corpus();
        let snapshot = Snapshot::open(&index).unwrap();
        let state = &snapshot.note.as_ref().unwrap().state.name;
        let written = Written { stamp: Stamp::of(&Snapshot::open(&other).unwrap()).unwrap(), actors: Vec::new() };
        Companion::Census.write(&index, state, postcard::to_stdvec(&written).unwrap()).unwrap();
        for is_there in [true, false] {
            if !is_there {
                std::fs::remove_file(index.join(Companion::Census.name(state))).unwrap();
            }
            assert!(!is_taken(&snapshot));
            update(&index, &IndexOptions::default(), &(), &AtomicBool::new(false)).unwrap();
            assert!(is_taken(&snapshot));
        }
    }
}
