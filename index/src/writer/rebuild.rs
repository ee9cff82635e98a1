//! Builds an index anew while the old one goes on answering, and puts it in its place by one renaming.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::{IndexOptions, IndexReport, Progress, fill, prepare};
use crate::error::{Error, Result};
use crate::folder::lock::WriterLock;
use crate::folder::{COMMIT, create_private, rebuild_of, remove_leftovers};
use crate::sources::{FileState, Root};
use crate::store::{Store, files_of, first_cause};

/// Builds the index in `folder` anew, of the same files where no others are named, however damaged the old one is.
///
/// The index is built in a folder inside, then its files are moved beside the old ones, and last of all the new commit
/// is renamed over the old: whoever reads sees the one or the other, and a run that is killed leaves the old one.
///
/// # Errors
///
/// As [`update`](super::update); [`Error::Value`] where nothing tells what the index was built from, or where a folder
/// that it was built from is empty now and nothing was said about [`prune`](IndexOptions::prune).
pub fn rebuild(folder: &Path, options: &IndexOptions, progress: &dyn Progress, stop: &AtomicBool) -> Result<IndexReport> {
    let lock = prepare(folder, options, stop)?;
    let state = start(folder, options)?;
    let fresh = rebuild_of(folder);
    let failed = |error| Error::io(&fresh, error);
    if fresh.exists() {
        fs::remove_dir_all(&fresh).map_err(failed)?;
    }
    create_private(&fresh).map_err(failed)?;
    let store = Store::open_to_write(&fresh, Box::new(files_of(&fresh)?), &lock)?;
    let filled = fill(&store, state, options, progress, stop);
    let report = filled.map_err(|error| first_cause(&store.failure, error))?;
    drop(store);
    if report.interrupted {
        fs::remove_dir_all(&fresh).map_err(failed)?;
    } else {
        install(folder, &lock)?;
    }
    Ok(report)
}

/// The roots to build from, without their files.
fn start(folder: &Path, options: &IndexOptions) -> Result<FileState> {
    if !options.roots.is_empty() {
        return Ok(FileState::default());
    }
    let known = known_state(folder).ok_or_else(|| {
        Error::Value(format!("nothing tells what the index at {} was built from: name the folders", folder.display()))
    })?;
    for root in known.roots.iter().filter(|root| !root.files.is_empty() && !options.prune) {
        let is_empty = fs::read_dir(&root.path).is_ok_and(|mut entries| entries.next().is_none());
        if is_empty {
            let message = format!("{} is empty: its documents would leave the index (--prune lets them)", root.path.display());
            return Err(Error::Value(message));
        }
        if !root.path.exists() {
            return Err(Error::NotFound(root.path.clone()));
        }
    }
    let roots = known.roots.into_iter().map(|root| Root { files: Default::default(), ..root });
    Ok(FileState { roots: roots.collect() })
}

/// What the old index says it was built from, or what of it can still be read.
fn known_state(folder: &Path) -> Option<FileState> {
    let stated = Store::open(folder).ok().and_then(|store| FileState::read(folder, &store.note?).ok());
    stated.or_else(|| FileState::salvage(folder))
}

/// Puts what was built in the place of the old index.
fn install(folder: &Path, _lock: &WriterLock) -> Result<()> {
    let fresh = rebuild_of(folder);
    let living = Store::open(&fresh)?.living();
    let directory: Box<dyn tantivy::directory::Directory> = Box::new(files_of(folder)?);
    let take = |name: &str| fs::rename(fresh.join(name), folder.join(name)).map_err(|error| Error::io(folder.join(name), error));
    let sync = || directory.sync_directory().map_err(|error| Error::io(folder, error));
    for name in living.iter().filter(|name| !name.is_empty() && (!name.starts_with("actors-") || fresh.join(name).exists())) {
        take(name)?;
    }
    sync()?;
    take(COMMIT)?;
    sync()?;
    remove_leftovers(folder, &*directory, &living);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Snapshot;
    use crate::writer::update;

    fn options(roots: &[&Path]) -> IndexOptions {
        IndexOptions { roots: roots.iter().map(|root| (*root).to_owned()).collect(), ..IndexOptions::default() }
    }

    #[test]
    fn a_rebuilt_index_holds_the_same_and_nothing_is_left() {
        let place = tempfile::tempdir().unwrap();
        let (documents, index) = (place.path().join("documents"), place.path().join("index"));
        fs::create_dir(&documents).unwrap();
        fs::write(documents.join("one.txt"), "The ferry left the quay at dawn.\n").unwrap();
        let never = AtomicBool::new(false);
        update(&index, &options(&[&documents]), &(), &never).unwrap();
        let reader = Snapshot::open(&index).unwrap();
        fs::write(documents.join("two.txt"), "A pelican sat on the mole.\n").unwrap();
        assert_eq!(rebuild(&index, &options(&[]), &(), &never).unwrap().documents.added, 2);
        assert_eq!((reader.searcher.num_docs(), Snapshot::open(&index).unwrap().searcher.num_docs()), (2, 4));
        fs::write(index.join(COMMIT), "torn").unwrap();
        rebuild(&index, &options(&[]), &(), &never).unwrap();
        let store = Store::open(&index).unwrap();
        let left: Vec<_> = crate::folder::names(&index).unwrap().difference(&store.living()).cloned().collect();
        assert_eq!(left, ["README.txt", COMMIT, "writer.lock"]);
        assert!(!rebuild_of(&index).exists());
        fs::remove_dir_all(&documents).unwrap();
        assert!(matches!(rebuild(&index, &options(&[]), &(), &never), Err(Error::NotFound(_))));
        fs::create_dir(&documents).unwrap();
        assert!(matches!(rebuild(&index, &options(&[]), &(), &never), Err(Error::Value(_))));
        assert_eq!(Snapshot::open(&index).unwrap().searcher.num_docs(), 4);
    }
}
