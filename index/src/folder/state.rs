//! Files that stand beside tantivy's segments and belong to one commit, which names them.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::directory::Directory;

use super::{Companion, FILES, LINES};
use crate::error::{Error, Result};

/// A file of a commit, named by its kind and its own hash: no commit's file is ever written over by another's.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct StateFile {
    /// Its name in the folder.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its blake3 hash, in hexadecimal digits.
    pub hash: String,
}

impl StateFile {
    /// Writes and syncs a file.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where it can't be written.
    pub fn write(directory: &dyn Directory, folder: &Path, kind: &str, bytes: &[u8]) -> Result<StateFile> {
        let hash = blake3::hash(bytes);
        let name = state_name(kind, &hash);
        directory.atomic_write(Path::new(&name), bytes).map_err(|error| Error::io(folder.join(&name), error))?;
        Ok(StateFile { name, bytes: bytes.len() as u64, hash: hash.to_hex().to_string() })
    }

    /// Reads the file, and holds it against what the commit says.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] where it is missing or another.
    pub fn read(&self, folder: &Path) -> Result<Vec<u8>> {
        let damaged = |what: String| Error::Damaged { path: folder.to_owned(), what };
        let bytes = fs::read(folder.join(&self.name)).map_err(|error| damaged(format!("{}: {error}", self.name)))?;
        if bytes.len() as u64 != self.bytes || blake3::hash(&bytes).to_hex().as_str() != self.hash {
            return Err(damaged(format!("{} is not what the commit names", self.name)));
        }
        Ok(bytes)
    }
}

/// The name of a file of this kind and hash.
pub fn state_name(kind: &str, hash: &blake3::Hash) -> String {
    format!("{kind}-{}.state", &hash.to_hex()[..16])
}

/// Tells whether a file is one that a commit may name beside tantivy's.
pub fn is_state(name: &str) -> bool {
    let mut kinds = [FILES, LINES].into_iter().chain(Companion::ALL.map(Companion::kind));
    kinds.any(|kind| name.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-'))) && name.ends_with(".state")
}
