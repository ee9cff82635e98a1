//! The folder of an index, and how tantivy reaches it.
//!
//! | file | what |
//! |---|---|
//! | `meta.json` | the newest commit, [sealed](seal): a commit is the renaming of this file, and nothing else |
//! | `HEX.term`, `.idx`, `.pos`, `.fast`, `.fieldnorm`, `.store`, `.N.del` | tantivy's segments; written once, never changed |
//! | `files-HEX.state` | the [file state](crate::sources) of a commit, named by its own hash |
//! | `actors-HEX.state` | who is [one actor](crate::joins) in it, made when the commit is done |
//! | `roll-HEX.state` | its [actors, numbered](crate::snapshot::Roll), likewise |
//! | `census-HEX.state` | how often each is [mentioned](crate::facet::take_census) in all passages, likewise |
//! | `records-HEX.state` | where its [records](crate::snapshot::Records) are, likewise |
//! | `lines-HEX.state` | its [line table](crate::recurrence), likewise |
//! | `writer.lock` | locked by the process that [writes](lock), which is named in it |
//! | `rebuild` | an index that is being built to take the place of this one |
//! | `README.txt` | says that the folder holds the texts of the documents |
//!
//! Readers take no locks and write nothing, so that an index on a read-only medium can be searched; they see the commit
//! that was the newest when they opened it. The folder is ours alone: what is in it but belongs to no commit was left
//! by a run that was killed, and the next run [removes](remove_leftovers) it.

mod companion;
pub mod lock;
mod reader;
pub mod seal;
mod state;
mod writer;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::Directory;

use crate::error::Error;
pub use companion::{Companion, part_of};
pub use reader::Frozen;
pub use state::{StateFile, is_state, state_name};
pub use writer::{FirstFailure, Sealing};

/// What goes wrong inside tantivy is told as ours.
impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Error {
        Error::Tantivy(Box::new(error))
    }
}

/// The file that names the newest commit.
pub const COMMIT: &str = "meta.json";

/// The folder in which an index is built that is to take the place of this one.
pub const REBUILD: &str = "rebuild";

/// What the names of file states begin with.
pub const FILES: &str = "files";

/// What the names of line tables begin with.
pub const LINES: &str = "lines";

/// The list of its files that tantivy keeps, and that we read from the folder itself.
const MANAGED: &str = ".managed.json";

/// The file that says what the folder is.
const NOTICE: &str = "README.txt";

const NOTICE_TEXT: &str = "This folder is an index that nutgraf built. It holds the texts of the documents it was built from: whoever can read\n\
     this folder can read them. `nutgraf forget PATH` removes the index of a folder of documents; the documents stay.\n";

/// Makes the folder of an index, and those above it, so that only their owner can enter them: the index holds the texts.
///
/// # Errors
///
/// What the system says.
pub fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes the notice that says what the folder holds.
///
/// # Errors
///
/// What the system says.
pub fn write_notice(folder: &Path) -> io::Result<()> {
    let place = folder.join(NOTICE);
    if place.exists() { Ok(()) } else { fs::write(place, NOTICE_TEXT) }
}

/// Lists the names of the files in a folder.
///
/// # Errors
///
/// What the system says.
pub fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

/// Tells whether a file is part of a segment: 32 hexadecimal digits, a dot, an ending.
pub fn is_segment_file(name: &str) -> bool {
    let (stem, ending) = name.split_once('.').unwrap_or_default();
    stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit()) && !ending.is_empty()
}

/// Tells whether a file is one that was being written under another name than its own.
fn is_unfinished(name: &str) -> bool {
    name.starts_with(".tmp")
}

/// Removes what belongs to no commit: segments, file states and unfinished files that `living` does not name.
///
/// Only for whoever holds the [`lock`]. What can't be removed does no harm: the next run tries again.
pub fn remove_leftovers(folder: &Path, directory: &dyn Directory, living: &BTreeSet<String>) {
    let names = names(folder).unwrap_or_default();
    let leftovers = names.iter().filter(|name| is_segment_file(name) || is_state(name) || is_unfinished(name));
    for name in leftovers.filter(|name| !living.contains(*name)) {
        let _ = directory.delete(Path::new(name));
    }
    let _ = fs::remove_dir_all(rebuild_of(folder));
}

/// Returns the place in which an index is built that is to take the place of the one in `folder`.
pub fn rebuild_of(folder: &Path) -> PathBuf {
    folder.join(REBUILD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_files_are_known_by_name() {
        assert!(is_segment_file("e5ecf58890624160804496dbd2a2cb93.fast"));
        assert!(is_segment_file("e5ecf58890624160804496dbd2a2cb93.17.del"));
        for other in
            ["meta.json", "writer.lock", "e5ecf588.fast", "files-00.state", "e5ecf58890624160804496dbd2a2cb93", "notes.txt"]
        {
            assert!(!is_segment_file(other), "{other}");
        }
    }

    #[test]
    fn only_our_own_leftovers_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let kept = ["meta.json", "e5ecf58890624160804496dbd2a2cb93.fast", "files-1.state", "letter.txt", NOTICE];
        let left = ["a5ecf58890624160804496dbd2a2cb93.fast", "files-2.state", ".tmpAb12"];
        for name in kept.iter().chain(&left) {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let living = kept.iter().map(|name| (*name).to_owned()).collect();
        let directory = tantivy::directory::MmapDirectory::open(folder.path()).unwrap();
        remove_leftovers(folder.path(), &directory, &living);
        assert_eq!(names(folder.path()).unwrap(), living);
    }
}
