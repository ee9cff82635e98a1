//! The actors of a commit, compared with each other once it is done.

use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::FxHashMap;

use crate::actor::{OwnActors, dictionary_name};
use crate::error::Result;
use crate::facet::{is_taken, take_census};
use crate::folder::Companion;
use crate::joins::{Joins, Table, join};
use crate::snapshot::{Roll, Snapshot, are_noted, note_records};
use crate::vocabulary::{cast, labels};

/// Finds out which actors of the newest commit are one, and keeps it beside the commit.
pub fn unite(folder: &Path, own: &OwnActors) -> Result<()> {
    let snapshot = Snapshot::open(folder)?;
    let Some(note) = &snapshot.note else { return Ok(()) };
    let candidates = cast(&snapshot, own)?;
    let joined = join(&candidates);
    let stand: BTreeSet<&str> = joined.values().map(String::as_str).collect();
    let shown = labels(&snapshot, &stand.into_iter().collect::<Vec<_>>())?;
    let known = candidates.iter().filter_map(|one| Some((one.id.as_str(), dictionary_name(&one.id)?)));
    let mut names: FxHashMap<&str, &str> = known.collect();
    names.extend(shown.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    names.extend(own.actors().map(|actor| (&*actor.id, &*actor.name)));
    let names = Table::new(names.into_iter());
    Joins::new(own.texts(), names, joined.iter().map(|(from, to)| (from.as_str(), to.as_str()))).write(folder, note)
}

/// Numbers the actors of the newest commit, once its segments stay as they are, counts their mentions, notes where its records
/// are, and keeps all that beside it.
pub fn call_the_roll(folder: &Path) -> Result<()> {
    let snapshot = Snapshot::open(folder)?;
    let Some(note) = &snapshot.note else { return Ok(()) };
    // A damaged one is as good as none.
    let are_whole =
        [Companion::Roll, Companion::Census, Companion::Records].iter().all(|one| one.verify(folder, &note.state.name).is_ok());
    if are_whole && matches!(Roll::read(&snapshot), Ok(Some(_))) && is_taken(&snapshot) && are_noted(&snapshot) {
        return Ok(());
    }
    note_records(&snapshot)?;
    Roll::make(&snapshot)?.write(&snapshot)?;
    take_census(&snapshot)
}
