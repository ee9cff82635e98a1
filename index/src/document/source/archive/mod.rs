//! Archives (zip, tar): folders in a file. Nothing is unpacked to the disk, so that names which climb out lead nowhere.

pub mod tar;
pub mod zip;

use std::hash::BuildHasher;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::many::{Entry, EntrySink, INSIDE, Place};
use super::unpack::{HARMLESS, RATIO};
use super::{ReadLimits, Skipped};

/// More files than an archive of documents has.
const MOST_MEMBERS: usize = 1_000_000;

/// What may still be unpacked of an archive, and what was given of it.
struct Budget {
    bytes: u64,
    members: usize,
    /// The hashes of the names that were given.
    names: FxHashSet<u64>,
}

impl Budget {
    fn of(archive: u64) -> Budget {
        Budget { bytes: archive.saturating_mul(RATIO).max(HARMLESS), members: MOST_MEMBERS, names: FxHashSet::default() }
    }

    /// Counts a member; the reason where there are too many.
    fn take_member(&mut self) -> Result<(), String> {
        self.members =
            self.members.checked_sub(1).ok_or_else(|| format!("holds more than {MOST_MEMBERS} files: the rest is left out"))?;
        Ok(())
    }

    /// Reads a member within what is left; the reason where it is not read. What was read counts all the same.
    fn read(&mut self, member: &mut dyn Read, limits: &ReadLimits) -> Result<Vec<u8>, String> {
        let most = self.bytes.min(limits.file_bytes);
        let mut bytes = Vec::new();
        let read = member.take(most.saturating_add(1)).read_to_end(&mut bytes);
        self.bytes = self.bytes.saturating_sub(bytes.len() as u64);
        read.map_err(|error| format!("damaged inside: {error}"))?;
        match bytes.len() as u64 > most {
            true if most < limits.file_bytes => Err(format!("the archive unpacks to more than {RATIO} times its size")),
            true => Err(format!("too large: more than {} MB", limits.file_bytes >> 20)),
            false => Ok(bytes),
        }
    }

    /// Hands on a member, or why there is none. The first one of a name stands.
    fn give(&mut self, path: &Path, name: String, read: Result<Vec<u8>, String>, sink: &mut EntrySink<'_>) -> ControlFlow<()> {
        let reason = match read {
            Ok(bytes) if self.names.insert(FxBuildHasher.hash_one(&name)) => {
                return sink(Ok(Entry { place: Place::Member(name), bytes }));
            }
            Ok(_) => "a file of this name stands before it in the archive".to_owned(),
            Err(reason) => reason,
        };
        sink(Err(Skipped { path: format!("{}{INSIDE}{name}", path.to_string_lossy()), reason }))
    }
}

/// The name under which a member is known: folders parted by `/`, no steps up, nothing absolute. `None` for what is hidden,
/// as hidden files on the disk are.
fn plain_name(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).map(str::trim).collect();
    let hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
    (!parts.is_empty() && !hidden).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        assert_eq!(plain_name("../../etc/./passwd").as_deref(), Some("etc/passwd"));
        assert_eq!(plain_name("C:\\talks\\day 1.txt").as_deref(), Some("C:/talks/day 1.txt"));
        assert_eq!((plain_name("/"), plain_name("a/.git/x"), plain_name("__MACOSX/a.txt")), (None, None, None));
    }
}
