//! Who is one actor across documents?
//!
//! A document names its actors by itself: one that only says *Mekdad* has another id for him than one that says *Faisal
//! Mekdad*. When a commit is done, the names of the whole index are compared ([`join`]) and the outcome is kept in a file
//! beside it, which counting, filtering and showing look ids up in. Nothing is written into documents: what a later commit
//! makes ambiguous is joined no more. The file is named after the commit's file state and says when the commit was made; a
//! commit that has none yet has no joins, never those of another.

mod organisations;
mod rule;
mod suggest;
mod table;

use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;

pub use rule::{Candidate, Standing, join};
pub use suggest::{Suggestion, suggest};
pub use table::Table;

use crate::error::Result;
use crate::folder::{Companion, part_of};
use crate::store::{CommitNote, damaged};

/// What is known of the actors of a commit across its documents.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Joins {
    /// When the commit was made, in seconds since 1970.
    pub made: i64,
    /// The texts of the user's files by which mentions were found.
    pub own: Vec<String>,
    /// From an actor's id to the name to show: those of the dictionary and the user's files, and those that others join.
    pub names: Table,
    /// From a joined id to the one that stands for it.
    pub joined: Table,
    /// The other way round.
    pub members: Table,
}

/// What stands in the file.
#[derive(Serialize, Deserialize)]
struct Written<'w> {
    made: i64,
    own: Vec<String>,
    names: &'w [u8],
    joined: &'w [u8],
    members: &'w [u8],
}

impl Joins {
    /// Makes the tables of a map from joined ids to those that stand for them.
    pub fn new<'j>(own: &[String], names: Table, map: impl Iterator<Item = (&'j str, &'j str)> + Clone) -> Joins {
        let members = Table::new(map.clone().map(|(from, to)| (to, from)));
        Joins { made: 0, own: own.to_vec(), names, joined: Table::new(map), members }
    }

    /// Returns the id that stands for one: its own, where it is not joined.
    pub fn canonical<'i>(&'i self, id: &'i str) -> &'i str {
        self.joined.value(id).unwrap_or(id)
    }

    /// Reads what belongs to a commit; nothing where it has no such file (yet).
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where the file is not what was written.
    pub fn read(folder: &Path, note: &CommitNote) -> Result<Joins> {
        let Some(bytes) = Companion::Joins.read(folder, &note.state.name)? else { return Ok(Joins::default()) };
        let joins = decode(&bytes).map_err(|error| damaged(folder, &error))?;
        let belongs = joins.made == note.made && own_hash(&joins.own) == note.own;
        Ok(if belongs { joins } else { Joins::default() })
    }

    /// Tells whether a commit has its file, in one piece.
    pub fn exist(folder: &Path, note: &CommitNote) -> bool {
        folder.join(Companion::Joins.name(&note.state.name)).is_file()
            && Companion::Joins.verify(folder, &note.state.name).is_ok()
            && Joins::read(folder, note).is_ok_and(|joins| joins.made == note.made && own_hash(&joins.own) == note.own)
    }

    /// Writes the file of a commit: whole or not at all.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Io`] where it can't be written.
    pub fn write(self, folder: &Path, note: &CommitNote) -> Result<()> {
        let Joins { own, names, joined, members, .. } = self;
        let (names, joined, members) = (names.lines(), joined.lines(), members.lines());
        let written = Written { made: note.made, own, names, joined, members };
        let bytes = postcard::to_stdvec(&written).map_err(|error| damaged(folder, &error))?;
        Companion::Joins.write(folder, &note.state.name, bytes)
    }
}

fn decode(bytes: &OwnedBytes) -> postcard::Result<Joins> {
    let Written { made, own, names, joined, members } = postcard::from_bytes(bytes)?;
    let table = |lines: &[u8]| Table::of_lines(part_of(bytes, lines));
    Ok(Joins { made, own, names: table(names), joined: table(joined), members: table(members) })
}

/// Returns what the texts of the user's files are known by; the same for no file and empty ones.
///
/// ```
/// use nutgraf_index::joins::own_hash;
/// assert_eq!(own_hash(&[]), own_hash(&["\n".to_owned()]));
/// assert_ne!(own_hash(&[]), own_hash(&["ignore = ['Fast Facts']".to_owned()]));
/// ```
pub fn own_hash(own: &[String]) -> String {
    let said: Vec<&str> = own.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    if said.is_empty() { String::new() } else { blake3::hash(said.join("\n\0\n").as_bytes()).to_hex().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::StateFile;

    #[test]
    fn they_go_with_one_commit() {
        let names = Table::new([("person/a-b", "A B")].into_iter());
        let joins = Joins::new(&["x".into()], names, [("person/b", "person/a-b")].into_iter());
        let folder = tempfile::tempdir().unwrap();
        let own = own_hash(&["x".to_owned()]);
        let note = CommitNote {
            state: StateFile { name: "files-1.state".into(), ..StateFile::default() },
            made: 7,
            own,
            ..CommitNote::default()
        };
        assert!(!Joins::exist(folder.path(), &note));
        assert_eq!(Joins::read(folder.path(), &note).unwrap(), Joins::default());
        joins.clone().write(folder.path(), &note).unwrap();
        let other = CommitNote { made: 8, ..note.clone() };
        assert!(Joins::exist(folder.path(), &note) && !Joins::exist(folder.path(), &other));
        assert_eq!(Joins::read(folder.path(), &other).unwrap(), Joins::default());
        let read = Joins::read(folder.path(), &note).unwrap();
        assert_eq!((read.canonical("person/b"), read.canonical("person/c")), ("person/a-b", "person/c"));
        assert_eq!(read, Joins { made: 7, ..joins });
    }
}
