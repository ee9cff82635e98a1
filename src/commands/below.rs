//! What of an index lies below a path.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use nutgraf_index::filters::NamedDocuments;
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::sources::{FileState, Root, SourceFile};

use crate::outcome::hinted;
use crate::settings::{missing, once_canonical};

/// Returns the documents of the files below a path; `None` where that is all of the index.
pub fn below(path: &Path, snapshot: &Snapshot) -> anyhow::Result<Option<NamedDocuments>> {
    let Some(note) = &snapshot.note else { return Ok(None) };
    let canonical = path.canonicalize().map_err(|error| missing(path, &error))?;
    if note.roots == [canonical.as_path()] {
        return Ok(None);
    }
    // A link that was followed leads out of its root: there the path as typed counts.
    let places = [canonical, std::path::absolute(path)?];
    let state = FileState::read(&snapshot.folder, note)?;
    if !state.roots.iter().any(|root| places.iter().any(|place| touches(root, place))) {
        return Err(outside(path, &state, &snapshot.folder));
    }
    Ok(named(&state, &places))
}

/// Refuses a path of which an index holds no part. What a damaged index holds can't be told.
pub fn ensure_touches(path: &Path, folder: &Path) -> anyhow::Result<()> {
    let place = once_canonical(path).map_err(|error| missing(path, &error))?;
    let Ok(snapshot) = Snapshot::open(folder) else { return Ok(()) };
    let Some(Ok(state)) = snapshot.note.as_ref().map(|note| FileState::read(folder, note)) else { return Ok(()) };
    if state.roots.iter().any(|root| touches(root, &place)) { Ok(()) } else { Err(outside(path, &state, folder)) }
}

/// Tells whether a path lies in a root, or a root in it.
fn touches(root: &Root, place: &Path) -> bool {
    place.starts_with(&root.path) || root.path.starts_with(place)
}

fn outside(path: &Path, state: &FileState, folder: &Path) -> anyhow::Error {
    let roots: Vec<_> = state.roots.iter().map(|root| root.path.display().to_string()).collect();
    let message = format!("{}: no part of the index {}, which holds {}", path.display(), folder.display(), roots.join(", "));
    hinted(message, format!("add it: nutgraf index --index {} {}", folder.display(), path.display()))
}

/// Names files by their relative paths, and where another root has a file of this name elsewhere, documents by their keys.
fn named(state: &FileState, places: &[PathBuf]) -> Option<NamedDocuments> {
    let files = || state.roots.iter().flat_map(|root| root.files.iter().map(move |(name, file)| (root, name, file)));
    let is_below = |(root, name, _): &(&Root, &String, &SourceFile)| {
        let file = root.path.join(name);
        places.iter().any(|place| file.starts_with(place))
    };
    let elsewhere: BTreeSet<&String> = files().filter(|file| !is_below(file)).map(|(_, name, _)| name).collect();
    if elsewhere.is_empty() {
        return None;
    }
    let mut named = NamedDocuments::default();
    for (_, name, file) in files().filter(is_below) {
        if elsewhere.contains(name) {
            named.keys.extend(file.documents.iter().map(|document| document.key));
        } else {
            named.files.insert(name.clone());
        }
    }
    Some(named)
}
