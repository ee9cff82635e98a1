//! Files that stand beside tantivy's and belong to one commit, which names them with length and hash.
//!
//! Each is written and synced under a name of its own before the commit, so that both become true at once.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A file of a commit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Companion {
    /// Its name in the index folder.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its blake3 hash, in hexadecimal digits.
    pub hash: String,
}

impl Companion {
    /// Writes and syncs a file named after its kind and a number that no file of the index has yet.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where it can't be written.
    pub fn write(folder: &Path, kind: &str, number: u64, bytes: &[u8]) -> Result<Companion> {
        let name = format!("{kind}-{number:016x}.state");
        let path = folder.join(&name);
        let write = || -> std::io::Result<()> {
            let mut file = File::create(&path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|error| Error::io(&path, error))?;
        Ok(Companion { name, bytes: bytes.len() as u64, hash: blake3::hash(bytes).to_hex().to_string() })
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

    /// Removes the files of a kind but for those named.
    pub fn remove_others(folder: &Path, kind: &str, kept: &[&str]) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_of_kind = name.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')) && name.ends_with(".state");
            if is_of_kind && !kept.contains(&&*name) {
                // A leftover that can't be removed does no harm; the next commit tries again.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
