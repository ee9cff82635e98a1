//! Reads a file and hands it on in pieces that the workers take one by one.

use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::convert::Commands;
use super::walk::FoundFile;
use crate::contents::{entry_hash, file_hash, open_regular};
use crate::document::{Entry, Format, INSIDE, Place, ReadLimits, Skipped, read_entries};
use crate::sources::{Converter, IndexedDocument, SourceFile, Stamp};

/// How many bytes of entries make a job.
const JOB_BYTES: usize = 256 << 10;

/// A piece of a file to be worked on.
#[derive(Debug, Default)]
pub struct Job {
    /// The file, relative to its root.
    pub relative: String,
    /// What the file looked like.
    pub stamp: Stamp,
    /// A hash of its content, where it is read whole.
    pub hash: u64,
    /// Whether it is the file's first piece.
    pub is_first: bool,
    /// Whether it is the file's last piece.
    pub is_last: bool,
    /// What there is to do.
    pub parts: Vec<Part>,
}

/// A part of a job.
#[derive(Debug)]
pub enum Part {
    /// A whole file.
    Whole(Vec<u8>),
    /// A file that a command turns into text.
    Converted(PathBuf, Converter),
    /// A file in an archive that a command turns into text, with its name and hash.
    ConvertedMember(String, Vec<u8>, Converter, u64),
    /// A file in an archive that a command would have to read, and may not now.
    Waiting(String),
    /// An entry of a file that holds many documents, not indexed before, with its hash.
    Entry(Entry, u64),
    /// A document that was.
    Kept(IndexedDocument),
    /// What can't be.
    Skipped(Skipped),
}

impl Job {
    fn whole(file: &FoundFile, hash: u64, bytes: Vec<u8>) -> Job {
        let (relative, stamp) = (file.relative.clone(), file.stamp);
        Job { relative, stamp, hash, is_first: true, is_last: true, parts: vec![Part::Whole(bytes)] }
    }

    fn converted(file: &FoundFile, hash: u64, command: &Converter) -> Job {
        Job { parts: vec![Part::Converted(file.path.clone(), command.clone())], ..Job::whole(file, hash, Vec::new()) }
    }

    fn piece(file: &FoundFile, is_first: bool) -> Job {
        Job { relative: file.relative.clone(), stamp: file.stamp, is_first, ..Job::default() }
    }

    /// Takes an entry: as known where an equal one was indexed before. Returns its size.
    fn push_entry(&mut self, entry: Entry, known: &Known, commands: &Commands) -> usize {
        let size = entry.bytes.len();
        let command = match &entry.place {
            Place::Member(name) => commands.converters.find(&within(&self.relative, name)),
            Place::Line(_) | Place::Whole => None,
        };
        let hash = entry_hash(&entry, command);
        let Some(documents) = known.documents.get(&hash) else {
            self.parts.push(unread(entry, hash, command, commands.may_run));
            return size;
        };
        for document in documents {
            let line = match entry.place {
                Place::Line(line) => line as u32,
                Place::Member(_) | Place::Whole => document.line,
            };
            self.parts.push(Part::Kept(IndexedDocument { line, ..*document }));
        }
        if let Place::Member(name) = &entry.place {
            let within = within(&self.relative, name) + ":";
            let still = known.skipped.iter().filter(|skipped| skipped.path.starts_with(&within));
            self.parts.extend(still.cloned().map(Part::Skipped));
        }
        size
    }

    fn push_skipped(&mut self, skipped: Skipped) -> usize {
        let size = skipped.path.len() + skipped.reason.len();
        self.parts.push(Part::Skipped(skipped));
        size
    }
}

/// What is to be done with an entry that was not indexed before.
fn unread(entry: Entry, hash: u64, command: Option<&Converter>, may_run: bool) -> Part {
    match (entry.place, command) {
        (Place::Member(name), Some(command)) if may_run => Part::ConvertedMember(name, entry.bytes, command.clone(), hash),
        (Place::Member(name), Some(_)) => Part::Waiting(name),
        (place, _) => Part::Entry(Entry { place, ..entry }, hash),
    }
}

/// The path of a file in an archive.
pub fn within(archive: &str, name: &str) -> String {
    format!("{archive}{INSIDE}{name}")
}

/// Takes jobs; breaks off where no more is wanted.
pub type JobSink<'s> = dyn FnMut(Job) -> ControlFlow<()> + 's;

/// How a file was handed on.
#[derive(Debug)]
pub enum Handed {
    /// Not at all: it is what the index holds.
    Same,
    /// In jobs; there may be something to tell of how it was read.
    Jobs(Option<String>),
}

/// Reads a file and hands it on in jobs.
///
/// # Errors
///
/// Why it can't be read.
pub fn hand_on(
    file: &FoundFile,
    known: &Known,
    commands: &Commands,
    limits: &ReadLimits,
    sink: &mut JobSink<'_>,
) -> Result<Handed, Skipped> {
    let command = commands.converters.find(&file.relative);
    let unreadable = |error| skipped(file, format!("unreadable: {error}"));
    let opened = open_regular(&file.path).map_err(unreadable)?;
    if command.is_none() && Format::of_path(Path::new(&file.relative)).holds_many() {
        return Ok(Handed::Jobs(hand_on_entries(file, opened, known, commands, limits, sink)));
    }
    if file.stamp.bytes > limits.file_bytes {
        return Err(skipped(file, format!("larger than {} MB", limits.file_bytes >> 20)));
    }
    let mut bytes = Vec::with_capacity(file.stamp.bytes as usize);
    opened.take(limits.file_bytes).read_to_end(&mut bytes).map_err(unreadable)?;
    let hash = file_hash(&bytes, command);
    if known.whole == Some(hash) {
        return Ok(Handed::Same);
    }
    let _ = sink(match command {
        Some(command) => Job::converted(file, hash, command),
        None => Job::whole(file, hash, bytes),
    });
    Ok(Handed::Jobs(None))
}

/// Hands on a file that holds many documents: of entries that were indexed before, only that.
fn hand_on_entries(
    file: &FoundFile,
    opened: File,
    known: &Known,
    commands: &Commands,
    limits: &ReadLimits,
    sink: &mut JobSink<'_>,
) -> Option<String> {
    let mut job = Job::piece(file, true);
    let mut size = 0;
    let mut flow = ControlFlow::Continue(());
    let mut reader = BufReader::with_capacity(1 << 20, opened);
    let remark = read_entries(Path::new(&file.relative), &mut reader, limits, &mut |entry| {
        size += match entry {
            Ok(entry) => job.push_entry(entry, known, commands),
            Err(skipped) => job.push_skipped(skipped),
        };
        if size >= JOB_BYTES {
            size = 0;
            flow = sink(std::mem::replace(&mut job, Job::piece(file, false)));
        }
        flow
    });
    if flow.is_continue() {
        job.is_last = true;
        // Whether more is wanted makes no difference any more.
        let _ = sink(job);
    }
    remark
}

fn skipped(file: &FoundFile, reason: String) -> Skipped {
    Skipped { path: file.relative.clone(), reason }
}

/// What the index holds of a file already.
#[derive(Default)]
pub struct Known {
    /// The hash of the whole file, where nothing of it need be read again unless that changed.
    whole: Option<u64>,
    /// The documents of each entry, by the hash of the entry.
    documents: FxHashMap<u64, Vec<IndexedDocument>>,
    /// What was left out of entries that gave documents: told again where the entry is not read again.
    skipped: Vec<Skipped>,
}

impl Known {
    /// All but the entries that hold an outdated document: these are read again.
    pub fn of(file: &SourceFile, outdated: &FxHashSet<u64>) -> Known {
        let holds_outdated = file.documents.iter().any(|document| outdated.contains(&document.key));
        let whole = (file.complete && !holds_outdated).then_some(file.hash);
        let mut documents: FxHashMap<u64, Vec<IndexedDocument>> = FxHashMap::default();
        for document in &file.documents {
            documents.entry(document.hash).or_default().push(*document);
        }
        documents.retain(|_, documents| !documents.iter().any(|document| outdated.contains(&document.key)));
        Known { whole, documents, skipped: file.skipped.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sink_that_breaks_off_gets_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let line = format!("{{\"text\":\"{}\"}}\n", "harbour ".repeat(100));
        std::fs::write(&path, line.repeat(4 * JOB_BYTES / line.len())).unwrap();
        let stamp = Stamp::of(&std::fs::metadata(&path).unwrap());
        let file = FoundFile { relative: "a.jsonl".into(), path, stamp };
        for (flow, expected) in
            [(ControlFlow::Break(()), vec![false]), (ControlFlow::Continue(()), vec![false, false, false, true])]
        {
            let mut seen = Vec::new();
            let handed = hand_on(&file, &Known::default(), &Commands::default(), &ReadLimits::default(), &mut |job| {
                seen.push(job.is_last);
                flow
            });
            assert!(matches!(handed, Ok(Handed::Jobs(None))));
            assert_eq!(seen, expected);
        }
    }
}
