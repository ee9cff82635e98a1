//! Is the index what was written? Verified byte by byte.

use std::path::Path;

use crate::error::Result;
use crate::joins::Joins;
use crate::snapshot::Snapshot;
use crate::sources::{FileState, Stamp};
use crate::store::Store;

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

/// Verifies the index in a folder: the checksums of all segment files, the file state against the commit, and that every
/// document has all its passages. With `files`, also whether the documents are still those that were indexed.
///
/// # Errors
///
/// [`crate::Error::NoIndex`] where there is none; what is damaged is no error but a finding.
pub fn verify(folder: &Path, files: bool) -> Result<Findings> {
    let mut findings = Findings::default();
    let store = match Store::open(folder) {
        Ok(store) => store,
        Err(error @ crate::Error::NoIndex(_)) => return Err(error),
        Err(error) => {
            findings.damaged.push(error.to_string());
            return Ok(findings);
        }
    };
    findings.verified = store.index.directory().list_managed_files().len();
    match store.index.validate_checksum() {
        Ok(broken) => findings.damaged.extend(broken.iter().map(|path| format!("{}: checksum differs", path.display()))),
        Err(error) => findings.damaged.push(error.to_string()),
    }
    if let Some(note) = &store.note {
        match FileState::read(folder, note) {
            Ok(state) if files => findings.changed = changed_files(&state),
            Ok(_) => {}
            Err(error) => findings.damaged.push(error.to_string()),
        }
        findings.damaged.extend(Joins::read(folder, note).err().map(|error| error.to_string()));
    }
    if findings.damaged.is_empty()
        && let Err(error) = verify_documents(folder, &mut findings)
    {
        findings.damaged.push(error.to_string());
    }
    Ok(findings)
}

fn changed_files(state: &FileState) -> Vec<String> {
    let mut changed = Vec::new();
    for root in &state.roots {
        for (relative, file) in &root.files {
            let path = if root.path.is_file() { root.path.clone() } else { root.path.join(relative) };
            match std::fs::metadata(&path) {
                Ok(metadata) if Stamp::of(&metadata) == file.stamp => {}
                Ok(_) => changed.push(format!("{}: changed since it was indexed", path.display())),
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
            match (snapshot.record(segment.address(doc)), segment.end_of_document(doc)) {
                (Ok(record), Ok(end)) if end - doc - 1 != record.passages => {
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
