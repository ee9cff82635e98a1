//! The seal of a commit: what `meta.json` must be, and what every file that it names must be.
//!
//! tantivy verifies neither `meta.json` nor that a segment's files are those it wrote: a flipped digit, a file of another
//! index under the same name, two files exchanged all open. So two lines stand behind what tantivy writes:
//!
//! ```text
//! { …what tantivy wrote… }
//! [{"name":"HEX.term","bytes":1234,"end":"HASH"},…]
//! HASH of everything above
//! ```
//!
//! `end` is a hash of the file's last bytes, which hold tantivy's checksum of all the others: so length and `end` are
//! compared without reading a file, and the checksum inside does the rest.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::OpenReadError;
use tantivy::directory::{Directory, OwnedBytes};

/// How many bytes at the end of a file are hashed: more than tantivy's footer has.
const END: usize = 256;

/// The length of a hash in hexadecimal digits.
const HASH: usize = 64;

/// A file that a commit names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SealedFile {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// A hash of its last bytes.
    pub end: String,
}

/// A commit as it stands on disk, its seal unbroken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsealed {
    /// What tantivy wrote.
    pub meta: Vec<u8>,
    /// The files that the commit names.
    pub files: Vec<SealedFile>,
}

/// Puts a seal under a commit.
pub fn seal(meta: &[u8], files: &[SealedFile]) -> serde_json::Result<Vec<u8>> {
    let mut sealed = meta.trim_ascii_end().to_vec();
    sealed.push(b'\n');
    serde_json::to_writer(&mut sealed, files)?;
    sealed.push(b'\n');
    let hash = blake3::hash(&sealed).to_hex();
    sealed.extend(hash.as_bytes());
    sealed.push(b'\n');
    Ok(sealed)
}

/// Takes the seal off; `None` where it is broken, or where there is none.
pub fn unseal(bytes: &[u8]) -> Option<Unsealed> {
    let (above, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH + 1)?)?;
    if hash.split_last()? != (&b'\n', blake3::hash(above).to_hex().as_bytes()) {
        return None;
    }
    let above = above.strip_suffix(b"\n")?;
    let line = above.iter().rposition(|byte| *byte == b'\n')?;
    Some(Unsealed { meta: above[..=line].to_vec(), files: serde_json::from_slice(&above[line + 1..]).ok()? })
}

/// What of a commit says which files it names.
#[derive(Deserialize)]
struct Segments {
    segments: Vec<NamedSegment>,
}

#[derive(Deserialize)]
struct NamedSegment {
    segment_id: String,
    deletes: Option<Deletes>,
}

#[derive(Deserialize)]
struct Deletes {
    opstamp: u64,
}

/// Describes the files that a commit names, of those in the folder.
///
/// # Errors
///
/// Where the commit can't be read as one, or a file can't be opened.
pub fn describe(meta: &[u8], names: &BTreeSet<String>, directory: &dyn Directory) -> std::io::Result<Vec<SealedFile>> {
    let commit: Segments = serde_json::from_slice(meta)?;
    let mut files = Vec::new();
    for segment in commit.segments {
        let stem = segment.segment_id.replace('-', "") + ".";
        let deleted = segment.deletes.map(|deletes| format!("{stem}{}.del", deletes.opstamp));
        for name in names.range(stem.clone()..).take_while(|name| name.starts_with(&stem)) {
            let is_named = if name.ends_with(".del") { deleted.as_ref() == Some(name) } else { !name.ends_with(".temp") };
            if is_named {
                files.push(SealedFile::of(name, &read(directory, name)?));
            }
        }
    }
    Ok(files)
}

/// Opens the bytes of a file.
fn read(directory: &dyn Directory, name: &str) -> std::io::Result<OwnedBytes> {
    let file = directory.get_file_handle(Path::new(name)).map_err(|error| match error {
        OpenReadError::IoError { io_error, .. } => std::io::Error::new(io_error.kind(), io_error),
        OpenReadError::FileDoesNotExist(_) => std::io::ErrorKind::NotFound.into(),
        other => std::io::Error::other(other),
    })?;
    file.read_bytes(0..file.len())
}

impl SealedFile {
    fn of(name: &str, bytes: &[u8]) -> SealedFile {
        let end = blake3::hash(&bytes[bytes.len().saturating_sub(END)..]).to_hex()[..16].to_owned();
        SealedFile { name: name.to_owned(), bytes: bytes.len() as u64, end }
    }

    /// Says in which way a file is not the one that was sealed, by its length and its end alone.
    pub fn damage(&self, directory: &dyn Directory) -> Option<String> {
        match read(directory, &self.name) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(format!("{}: missing", self.name)),
            Err(error) => Some(format!("{}: {error}", self.name)),
            Ok(bytes) if bytes.len() as u64 != self.bytes => {
                Some(format!("{}: {} bytes, written were {}", self.name, bytes.len(), self.bytes))
            }
            Ok(bytes) if SealedFile::of(&self.name, &bytes) != *self => {
                Some(format!("{}: not the file that was written", self.name))
            }
            Ok(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sealed() -> Vec<u8> {
        let files = [SealedFile { name: "a.term".into(), bytes: 7, end: "00ff".into() }];
        seal(b"{\"segments\": []}\n", &files).unwrap()
    }

    #[test]
    fn what_is_sealed_comes_back() {
        let unsealed = unseal(&sealed()).unwrap();
        assert_eq!(unsealed.meta, b"{\"segments\": []}\n");
        assert_eq!(unsealed.files[0].bytes, 7);
    }

    #[test]
    fn every_flipped_bit_breaks_the_seal() {
        let whole = sealed();
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(unseal(&flipped), None, "bit {bit}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_trip_the_reader_up(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(unseal(&bytes), None);
        }

        #[test]
        fn cut_or_longer_is_broken(at in 0_usize..200, more in prop::collection::vec(any::<u8>(), 1..9)) {
            let whole = sealed();
            if at < whole.len() {
                prop_assert_eq!(unseal(&whole[..at]), None);
            }
            prop_assert_eq!(unseal(&[whole, more].concat()), None);
        }
    }
}
