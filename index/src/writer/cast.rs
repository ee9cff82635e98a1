//! The actors of a commit, compared with each other once it is done.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use rustc_hash::FxHashMap;

use crate::actor::{OwnActors, dictionary_name};
use crate::error::Result;
use crate::joins::{Joins, Table, join};
use crate::snapshot::Snapshot;
use crate::vocabulary::{cast, label, labels};

/// Finds out which actors of the newest commit are one, and keeps it beside the commit; nothing is done where it is known
/// and the commit is not `fresh`.
pub fn unite(folder: &Path, own: &OwnActors, fresh: bool) -> Result<()> {
    let snapshot = Snapshot::open(folder)?;
    let Some(note) = snapshot.note.as_ref().filter(|note| fresh || !Joins::exist(folder, note)) else { return Ok(()) };
    let candidates = cast(&snapshot, own)?;
    let joined = join(&candidates);
    let stand: BTreeSet<&str> = joined.values().map(String::as_str).collect();
    let shown = shown(&snapshot, &stand.into_iter().collect::<Vec<_>>())?;
    let known = candidates.iter().filter_map(|one| Some((one.id.as_str(), dictionary_name(&one.id)?)));
    let mut names: FxHashMap<&str, &str> = known.collect();
    names.extend(shown.iter().map(|(id, name)| (id.as_str(), name.as_str())));
    names.extend(own.actors().map(|actor| (&*actor.id, &*actor.name)));
    let names = Table::new(names.into_iter());
    Joins::new(own.texts(), names, joined.iter().map(|(from, to)| (from.as_str(), to.as_str()))).write(folder, note)
}

/// Up to so many names are looked up one by one; more are cheaper in one walk over the dictionary.
const LOOKED_UP: usize = 4_000;

fn shown(snapshot: &Snapshot, ids: &[&str]) -> Result<HashMap<String, String>> {
    if ids.len() > LOOKED_UP {
        return labels(snapshot, ids);
    }
    ids.iter().map(|id| Ok(((*id).to_owned(), label(snapshot, id)?))).collect()
}
