//! Is the index what was written? Verified byte by byte.

use std::fs;
use std::path::Path;

use crate::contents::is_same;
use crate::error::{Error, Result};
use crate::folder::seal::SealedFile;
use crate::folder::{COMMIT, Companion};
use crate::recurrence::{LineTable, RecurringLines};
use crate::snapshot::Snapshot;
use crate::sources::FileState;
use crate::store::{Store, damaged, files_of};

/// What a verification found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Findings {
    /// What is damaged, each by file and what is wrong.
    pub damaged: Vec<String>,
    /// Documents' files that changed or went since they were indexed.
    pub changed: Vec<String>,
    /// How many files of the index were verified.
    pub verified: usize,
}

/// Verifies the index in a folder: every byte of every file that the newest commit names, the commit and the file state
/// among them, and that every document has all its passages.
///
/// # Errors
///
/// [`Error::NoIndex`] where there is none; what is damaged is no error but a finding.
pub fn verify(folder: &Path) -> Result<Findings> {
    at_rest(folder, || verify_once(folder), |findings| findings.damaged.is_empty())
}

/// Verifies the index in a folder as [`verify`] does, and whether the documents are still those that were indexed.
///
/// # Errors
///
/// As [`verify`].
pub fn verify_with_files(folder: &Path) -> Result<Findings> {
    let look = || {
        let mut findings = verify_once(folder)?;
        if let (true, Some(note)) = (findings.damaged.is_empty(), &Store::open(folder)?.note) {
            findings.changed = changed_files(&FileState::read(folder, note)?);
        }
        Ok(findings)
    };
    at_rest(folder, look, |findings| findings.damaged.is_empty())
}

/// Opens the newest commit after verifying every byte of it: nothing of a damaged file is read but its bytes.
///
/// # Errors
///
/// As [`Snapshot::open`]; [`Error::Damaged`] names every file that is not what was written.
pub fn open_verified(folder: &Path) -> Result<Snapshot> {
    at_rest(folder, || open_once(folder), |_| true)
}

/// Looks again while a writer takes away the files of a commit that is looked at: then there is a newer one by now.
fn at_rest<T>(folder: &Path, look: impl Fn() -> Result<T>, is_whole: impl Fn(&T) -> bool) -> Result<T> {
    let commit = || fs::read(folder.join(COMMIT)).ok();
    loop {
        let before = commit();
        let found = look();
        if found.as_ref().is_ok_and(&is_whole) || commit() == before {
            return found;
        }
    }
}

fn open_once(folder: &Path) -> Result<Snapshot> {
    let store = Store::open(folder)?;
    let damage = damaged_files(&store)?;
    if damage.is_empty() { Snapshot::of(store) } else { Err(damaged(folder, &damage.join("; "))) }
}

fn verify_once(folder: &Path) -> Result<Findings> {
    let mut findings = Findings::default();
    let store = match Store::open(folder) {
        Ok(store) => store,
        Err(error @ Error::NoIndex(_)) => return Err(error),
        Err(error) => {
            findings.damaged.push(error.to_string());
            return Ok(findings);
        }
    };
    findings.verified = store.living().len() + 1;
    findings.damaged = damaged_files(&store)?;
    if findings.damaged.is_empty()
        && let Err(error) = verify_documents(folder, &mut findings)
    {
        findings.damaged.push(error.to_string());
    }
    Ok(findings)
}

/// Reads every file that a commit names, and says which are not what was written.
fn damaged_files(store: &Store) -> Result<Vec<String>> {
    let directory = files_of(&store.folder)?;
    let broken = |file: &SealedFile| {
        file.damage(&directory).or_else(|| match store.index.directory().validate_checksum(Path::new(&file.name)) {
            Ok(true) => None,
            Ok(false) => Some(format!("{}: its checksum differs", file.name)),
            Err(error) => Some(format!("{}: {error}", file.name)),
        })
    };
    let mut damage: Vec<String> = store.files.iter().filter_map(broken).collect();
    if let Some(note) = &store.note {
        let beside = [
            FileState::read(&store.folder, note).err(),
            LineTable::read(&store.folder, &note.lines, RecurringLines::default()).err(),
        ];
        let companions = Companion::ALL.map(|companion| companion.verify(&store.folder, &note.state.name).err());
        damage.extend(beside.into_iter().chain(companions).flatten().map(|error| error.to_string()));
    }
    Ok(damage)
}

/// Reads every file of the documents again: one whose times alone changed is what it was. Files that could not be read when
/// they were indexed have nothing to be compared with.
fn changed_files(state: &FileState) -> Vec<String> {
    let mut changed = Vec::new();
    for root in &state.roots {
        for (relative, file) in root.files.iter().filter(|(_, file)| file.complete || !file.documents.is_empty()) {
            let path = if root.path.is_file() { root.path.clone() } else { root.path.join(relative) };
            match is_same(&path, file, &root.converters) {
                Ok(true) => {}
                Ok(false) => changed.push(format!("{}: changed since it was indexed", path.display())),
                Err(error) => changed.push(format!("{}: {error}", path.display())),
            }
        }
    }
    changed
}

/// Reads every record and holds the number of its passages against what it says.
fn verify_documents(folder: &Path, findings: &mut Findings) -> Result<()> {
    let snapshot = Snapshot::open(folder)?;
    let mut documents = 0;
    for segment in snapshot.segments() {
        let records = segment.records()?;
        let mut failure = None;
        records.for_each(|doc| {
            if segment.reader.alive_bitset().is_some_and(|alive| !alive.is_alive(doc)) {
                return;
            }
            documents += 1;
            match (snapshot.record_with_actors(segment.address(doc)), segment.end_of_document(doc)) {
                (Ok((record, actors)), _) if actors.numbered(&[u32::MAX]).is_err() => {
                    findings.damaged.push(format!("document {}: its actors can't be read", record.id));
                }
                (Ok((record, _)), Ok(end)) if end - doc - 1 != record.passages => {
                    findings.damaged.push(format!("document {}: {} passages of {}", record.id, end - doc - 1, record.passages));
                }
                (Err(error), _) | (_, Err(error)) => failure = Some(error),
                _ => {}
            }
        });
        failure.map_or(Ok(()), Err)?;
    }
    let noted = snapshot.note.as_ref().map_or(0, |note| note.documents);
    if documents != noted {
        findings.damaged.push(format!("{documents} documents, the commit names {noted}"));
    }
    Ok(())
}
