//! Files that are made when a commit is done, and go with it: each is named after the commit's file state.

use std::path::Path;

use tantivy::directory::error::OpenReadError;
use tantivy::directory::{Directory, MmapDirectory, OwnedBytes};

use super::FILES;
use crate::error::{Error, Result};

/// What such a file holds. A commit may have none yet; what its files tell can be found out again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Companion {
    /// Who is [one actor](crate::joins) across documents.
    Joins,
    /// The [actors, numbered](crate::snapshot::Roll).
    Roll,
    /// How often each is [mentioned](crate::facet::take_census) in all passages.
    Census,
    /// Where its [records](crate::snapshot::Records) are.
    Records,
}

/// The length of the hash at the end of the file.
const HASH: usize = 32;

impl Companion {
    /// All of them.
    pub const ALL: [Companion; 4] = [Companion::Joins, Companion::Roll, Companion::Census, Companion::Records];

    /// What their names begin with.
    pub fn kind(self) -> &'static str {
        match self {
            Companion::Joins => "actors",
            Companion::Roll => "roll",
            Companion::Census => "census",
            Companion::Records => "records",
        }
    }

    /// Returns the name of the file that goes with a file state.
    pub fn name(self, state: &str) -> String {
        state.replacen(FILES, self.kind(), 1)
    }

    /// Maps what is written in the file that goes with a file state; `None` where there is none (yet). It is not held against its
    /// hash, for which all of it would be read, where a search looks a few names up.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] where it is cut off.
    pub fn read(self, folder: &Path, state: &str) -> Result<Option<OwnedBytes>> {
        Ok(self.parts(folder, state)?.map(|(content, _)| content))
    }

    /// Holds the file that goes with a file state against its hash.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] where it is not what was written.
    pub fn verify(self, folder: &Path, state: &str) -> Result<()> {
        match self.parts(folder, state)? {
            Some((content, hash)) if self.hash(state, &content).as_bytes() != hash.as_slice() => Err(self.damaged(folder, state)),
            _ => Ok(()),
        }
    }

    /// What is written in the file, and the hash behind it.
    fn parts(self, folder: &Path, state: &str) -> Result<Option<(OwnedBytes, OwnedBytes)>> {
        let name = self.name(state);
        let bytes = match open(folder)?.open_read(Path::new(&name)) {
            Ok(file) => file.read_bytes().map_err(|error| Error::io(folder.join(&name), error))?,
            Err(OpenReadError::FileDoesNotExist(_)) => return Ok(None),
            Err(error) => return Err(Error::io(folder.join(&name), std::io::Error::other(error))),
        };
        let length = bytes.len().checked_sub(HASH).ok_or_else(|| self.damaged(folder, state))?;
        Ok(Some(bytes.split(length)))
    }

    /// The hash of a content under its name: that of another kind or commit is another.
    fn hash(self, state: &str, content: &[u8]) -> blake3::Hash {
        blake3::Hasher::new().update(self.name(state).as_bytes()).update(content).finalize()
    }

    fn damaged(self, folder: &Path, state: &str) -> Error {
        Error::Damaged { path: folder.to_owned(), what: format!("{} is damaged", self.name(state)) }
    }

    /// Writes the file that goes with a file state, and a hash behind it: whole or not at all.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where it can't be written.
    pub fn write(self, folder: &Path, state: &str, mut content: Vec<u8>) -> Result<()> {
        let hash = self.hash(state, &content);
        content.extend(hash.as_bytes());
        let name = self.name(state);
        let written = open(folder)?.atomic_write(Path::new(&name), &content);
        written.map_err(|error| Error::io(folder.join(&name), error))
    }
}

/// A part of what such a file holds, found by where it lies in memory: it stays mapped.
pub fn part_of(bytes: &OwnedBytes, part: &[u8]) -> OwnedBytes {
    let start = part.as_ptr().addr() - bytes.as_ptr().addr();
    bytes.slice(start..start + part.len())
}

fn open(folder: &Path) -> Result<MmapDirectory> {
    MmapDirectory::open(folder).map_err(|error| Error::Damaged { path: folder.to_owned(), what: error.to_string() })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_written_is_read_and_damage_told() {
        let folder = tempfile::tempdir().unwrap();
        let read = || Companion::Roll.read(folder.path(), "files-1.state").map(|bytes| bytes.map(|bytes| bytes.to_vec()));
        assert_eq!(read().unwrap(), None);
        Companion::Roll.write(folder.path(), "files-1.state", b"person/ada".to_vec()).unwrap();
        assert_eq!(read().unwrap().as_deref(), Some(b"person/ada".as_slice()));
        Companion::Roll.verify(folder.path(), "files-1.state").unwrap();
        let path = folder.path().join("roll-1.state");
        let bytes = fs::read(&path).unwrap();
        for place in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[place] ^= 4;
            fs::write(&path, broken).unwrap();
            assert!(matches!(Companion::Roll.verify(folder.path(), "files-1.state"), Err(Error::Damaged { .. })), "byte {place}");
        }
        fs::write(&path, &bytes[..HASH - 1]).unwrap();
        assert!(matches!(read(), Err(Error::Damaged { .. })));
    }
}
