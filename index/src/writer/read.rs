//! Reads what changed, hands it to the workers, and takes the outcomes back in the order of reading.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::{FxHashMap, FxHashSet};

use super::collect::Collector;
use super::compose::content_hash;
use super::convert::Converters;
use super::walk::{Found, FoundFile};
use super::workers::{Item, Job, Part, Pool, Work};
use crate::document::{Entry, Format, INSIDE, Place, Skipped, read_entries};
use crate::error::Result;
use crate::sources::{Converter, FileState, IndexedDocument, SourceFile};

/// How many bytes of entries make a job.
const JOB_BYTES: usize = 256 << 10;

/// How long a file must have rested before its time alone proves it unchanged: clocks of file systems are coarse.
const SETTLED_NANOSECONDS: i64 = 2_000_000_000;

/// A run over one root.
pub struct Run<'r, 'w> {
    /// Where the outcomes go.
    pub collector: &'r mut Collector<'w>,
    /// Who does the work.
    pub pool: Pool<'r>,
    /// What is known of the files; changed as outcomes come in.
    pub state: &'r mut FileState,
    /// Which root.
    pub number: usize,
    /// Set from outside to end early.
    pub stop: &'r AtomicBool,
    /// What turns files of other formats into text, and whether it may.
    converters: Converters,
    run_commands: bool,
    /// The commands that the user was told of.
    told: FxHashSet<String>,
    /// The documents to be cut again although nothing of them changed: lines of theirs recur now, or no longer do.
    outdated: FxHashSet<u64>,
    /// The file whose outcomes are coming in.
    open: Option<OpenFile>,
}

/// A file of which not all outcomes are in yet.
struct OpenFile {
    relative: String,
    /// Its documents in the last commit that were not met again so far.
    old: FxHashMap<u64, IndexedDocument>,
    seen: FxHashSet<u64>,
    fresh: SourceFile,
}

impl<'r, 'w> Run<'r, 'w> {
    /// A run over the root of this number.
    pub fn new(
        collector: &'r mut Collector<'w>,
        pool: Pool<'r>,
        state: &'r mut FileState,
        number: usize,
        stop: &'r AtomicBool,
    ) -> Run<'r, 'w> {
        let (converters, told) = (Converters::default(), FxHashSet::default());
        Run {
            collector,
            pool,
            state,
            number,
            stop,
            converters,
            run_commands: false,
            told,
            outdated: FxHashSet::default(),
            open: None,
        }
    }

    /// The run with commands for files of other formats.
    pub fn with_commands(self, converters: Converters, run_commands: bool) -> Run<'r, 'w> {
        Run { converters, run_commands, ..self }
    }

    /// Brings the root up to date with what a walk found.
    pub fn bring_up_to_date(mut self, found: &Found, prune: bool) -> Result<()> {
        let may_remove = found.readable || prune;
        let present: FxHashSet<&str> = found.files.iter().map(|file| file.relative.as_str()).collect();
        let gone: Vec<String> = self.files().keys().filter(|path| !present.contains(path.as_str())).cloned().collect();
        for skipped in &found.skipped {
            self.note_unreadable(&skipped.path, skipped.clone());
        }
        if may_remove {
            let skipped: FxHashSet<&str> = found.skipped.iter().map(|skipped| skipped.path.as_str()).collect();
            for path in gone.iter().filter(|path| !skipped.contains(path.as_str())) {
                self.forget(path)?;
            }
        }
        for file in &found.files {
            if self.stopped() {
                break;
            }
            self.visit(file)?;
        }
        self.take_the_rest()
    }

    /// Cuts documents again whose lines recur otherwise than when they were cut. That changes none, so none is counted.
    pub fn cut_again(mut self, files: &[FoundFile], outdated: FxHashSet<u64>) -> Result<()> {
        self.outdated = outdated;
        let counted = self.collector.counted;
        for file in files {
            if self.stopped() {
                break;
            }
            let readable = self.run_commands || self.converters.find(&file.relative).is_none();
            if readable && self.holds_outdated(&file.relative) {
                self.visit(file)?;
            }
        }
        let ended = self.take_the_rest();
        self.collector.counted = counted;
        ended
    }

    fn take_the_rest(&mut self) -> Result<()> {
        while let Some(work) = self.pool.receive_oldest() {
            self.take(work)?;
        }
        if let Some(open) = self.open.take() {
            self.close_partly(open);
        }
        Ok(())
    }

    fn holds_outdated(&self, relative: &str) -> bool {
        let known = self.state.roots[self.number].files.get(relative);
        known.is_some_and(|file| file.documents.iter().any(|document| self.outdated.contains(&document.key)))
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn files(&mut self) -> &mut BTreeMap<String, SourceFile> {
        &mut self.state.roots[self.number].files
    }

    fn forget(&mut self, relative: &str) -> Result<()> {
        for document in self.files().remove(relative).into_iter().flat_map(|file| file.documents) {
            self.collector.remove(document.key)?;
        }
        Ok(())
    }

    /// What is cut again was told of before.
    fn tell_skipped(&self, skipped: &Skipped) {
        if self.outdated.is_empty() {
            self.collector.progress.skipped(skipped);
        }
    }

    /// A file that can't be read keeps the documents it had.
    fn note_unreadable(&mut self, relative: &str, skipped: Skipped) {
        self.tell_skipped(&skipped);
        let kept = {
            let file = self.files().entry(relative.to_owned()).or_default();
            file.complete = false;
            file.skipped = vec![skipped];
            file.documents.len() as u64
        };
        self.collector.counted.documents.unchanged += kept;
    }

    fn visit(&mut self, file: &FoundFile) -> Result<()> {
        let settled = self.collector.last_made.saturating_mul(1_000_000_000) - SETTLED_NANOSECONDS;
        let outdated = self.holds_outdated(&file.relative);
        if let Some(known) = self.files().get(&file.relative)
            && !outdated
            && known.complete
            && known.stamp == file.stamp
            && known.stamp.changed < settled
        {
            let documents = known.documents.len() as u64;
            self.collector.counted.documents.unchanged += documents;
            self.collector.progress.read(file.stamp.bytes);
            return Ok(());
        }
        let command = self.converters.find(&file.relative).cloned();
        if command.is_some() && !self.run_commands {
            let reason = "changed, and only `nutgraf index` runs the command that reads it";
            self.note_unreadable(&file.relative, Skipped { path: file.relative.clone(), reason: reason.into() });
            return Ok(());
        }
        match open_regular(&file.path) {
            Err(error) => {
                self.note_unreadable(
                    &file.relative,
                    Skipped { path: file.relative.clone(), reason: format!("unreadable: {error}") },
                );
                Ok(())
            }
            Ok(opened) if command.is_some() => self.read_whole_file(file, opened, command),
            Ok(opened) if Format::of_path(Path::new(&file.relative)).holds_many() => self.read_entries(file, opened),
            Ok(opened) => self.read_whole_file(file, opened, None),
        }
    }

    fn read_whole_file(&mut self, file: &FoundFile, mut opened: File, command: Option<Converter>) -> Result<()> {
        let limit = self.collector.limits.file_bytes;
        if file.stamp.bytes > limit {
            let reason = format!("larger than {} MB", limit >> 20);
            self.note_unreadable(&file.relative, Skipped { path: file.relative.clone(), reason });
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(file.stamp.bytes as usize);
        if let Err(error) = opened.by_ref().take(limit).read_to_end(&mut bytes) {
            let reason = format!("unreadable: {error}");
            self.note_unreadable(&file.relative, Skipped { path: file.relative.clone(), reason });
            return Ok(());
        }
        self.collector.progress.read(file.stamp.bytes);
        let by_command = command.as_ref().map_or(0, |converter| content_hash(converter.command.as_bytes()));
        let hash = content_hash(&bytes).wrapping_add(by_command);
        let outdated = self.holds_outdated(&file.relative);
        if let Some(known) = self.files().get_mut(&file.relative)
            && !outdated
            && known.complete
            && known.hash == hash
        {
            known.stamp = file.stamp;
            let documents = known.documents.len() as u64;
            self.collector.counted.documents.unchanged += documents;
            return Ok(());
        }
        let Some(converter) = command else { return self.submit(Job::whole(file, hash, bytes)) };
        if self.outdated.is_empty() && self.told.insert(converter.glob.clone()) {
            let remark = format!("files {} are read by the command: {} FILE", converter.glob, converter.command);
            self.collector.progress.remark(&remark);
        }
        self.submit(Job::converted(file, hash, &converter.command))
    }

    /// Reads a file that holds many documents: only entries that were not indexed before are read.
    fn read_entries(&mut self, file: &FoundFile, opened: File) -> Result<()> {
        let known = self.state.roots[self.number].files.get(&file.relative);
        let known = known.map(|known| Known::of(known, &self.outdated)).unwrap_or_default();
        let limits = self.collector.limits;
        let mut job = Job::piece(file, true);
        let mut size = 0;
        let mut outcome = Ok(());
        let mut reader = BufReader::with_capacity(1 << 20, opened);
        let remark = read_entries(Path::new(&file.relative), &mut reader, &limits, &mut |entry| {
            size += match entry {
                Ok(entry) => job.push_entry(entry, &known),
                Err(skipped) => job.push_skipped(skipped),
            };
            if size < JOB_BYTES {
                return ControlFlow::Continue(());
            }
            size = 0;
            let full = std::mem::replace(&mut job, Job::piece(file, false));
            outcome = self.submit(full);
            if outcome.is_err() || self.stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        outcome?;
        self.collector.progress.read(file.stamp.bytes);
        if let Some(remark) = remark {
            self.collector.progress.remark(&remark);
        }
        job.is_last = !self.stopped();
        self.submit(job)
    }

    /// Hands a job to the workers; takes outcomes back while too many are under way.
    fn submit(&mut self, job: Job) -> Result<()> {
        // The workers see what recurs only once the table is there.
        self.collector.line_table()?;
        while self.pool.is_full() {
            let Some(work) = self.pool.receive_oldest() else { break };
            self.take(work)?;
        }
        self.pool.submit(job);
        Ok(())
    }

    fn take(&mut self, work: Work) -> Result<()> {
        if work.job.is_first {
            if let Some(open) = self.open.take() {
                self.close_partly(open);
            }
            let old = self.files().get(&work.job.relative).map(|file| file.documents.clone()).unwrap_or_default();
            self.open = Some(OpenFile {
                relative: work.job.relative.clone(),
                old: old.into_iter().map(|document| (document.key, document)).collect(),
                seen: FxHashSet::default(),
                fresh: SourceFile { stamp: work.job.stamp, hash: work.job.hash, complete: false, ..SourceFile::default() },
            });
        }
        let Some(mut open) = self.open.take() else { return Ok(()) };
        for item in work.items {
            self.take_item(&mut open, item)?;
        }
        if work.job.is_last {
            self.close(open)?;
        } else {
            self.open = Some(open);
        }
        self.checkpoint_if_due()
    }

    fn take_item(&mut self, open: &mut OpenFile, item: Item) -> Result<()> {
        match item {
            Item::Kept(document) if open.seen.insert(document.key) => {
                open.old.remove(&document.key);
                open.fresh.documents.push(document);
                self.collector.counted.documents.unchanged += 1;
            }
            Item::Fresh(ready) if open.seen.insert(ready.document.key) => {
                let replaces = open.old.remove(&ready.document.key).is_some();
                open.fresh.documents.push(ready.document);
                self.collector.add(*ready, replaces)?;
            }
            Item::Kept(IndexedDocument { line, .. }) => self.skip_repeated(open, line as usize),
            Item::Fresh(ready) => self.skip_repeated(open, ready.document.line as usize),
            Item::Skipped(skipped) => {
                self.tell_skipped(&skipped);
                open.fresh.skipped.push(skipped);
            }
        }
        Ok(())
    }

    fn skip_repeated(&mut self, open: &mut OpenFile, line: usize) {
        let path = if line > 0 { format!("{}:{line}", open.relative) } else { open.relative.clone() };
        let skipped = Skipped { path, reason: "its id stands in this file already".into() };
        self.tell_skipped(&skipped);
        open.fresh.skipped.push(skipped);
    }

    /// Everything of the file is in: what it no longer holds leaves the index.
    fn close(&mut self, mut open: OpenFile) -> Result<()> {
        for key in open.old.keys() {
            self.collector.remove(*key)?;
        }
        open.fresh.complete = true;
        self.files().insert(open.relative, open.fresh);
        Ok(())
    }

    /// Not everything is in: what was not met yet stays, and the file is read again.
    fn close_partly(&mut self, open: OpenFile) {
        let mut fresh = open.fresh;
        fresh.documents.extend(open.old.into_values());
        self.files().insert(open.relative, fresh);
    }

    fn checkpoint_if_due(&mut self) -> Result<()> {
        if !self.collector.checkpoint_is_due() {
            return Ok(());
        }
        if let Some(open) = &self.open {
            let mut partial = open.fresh.clone();
            partial.documents.extend(open.old.values());
            let relative = open.relative.clone();
            self.files().insert(relative, partial);
        }
        self.collector.commit(self.state)
    }
}

/// Opens a file without waiting for a writer at its other end, should it have become a pipe since it was found.
fn open_regular(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, 0o4000);
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(std::io::Error::other("not a regular file any more")) }
}

/// What the index holds of a file that holds many documents.
#[derive(Default)]
struct Known {
    /// The documents of each entry, by the hash of the entry.
    documents: FxHashMap<u64, Vec<IndexedDocument>>,
    /// What was left out of entries that gave documents: told again where the entry is not read again.
    skipped: Vec<Skipped>,
}

impl Known {
    /// All but the entries that hold an outdated document: these are read again.
    fn of(file: &SourceFile, outdated: &FxHashSet<u64>) -> Known {
        let mut documents: FxHashMap<u64, Vec<IndexedDocument>> = FxHashMap::default();
        for document in &file.documents {
            documents.entry(document.hash).or_default().push(*document);
        }
        documents.retain(|_, documents| !documents.iter().any(|document| outdated.contains(&document.key)));
        Known { documents, skipped: file.skipped.clone() }
    }
}

impl Job {
    /// Takes an entry: as known where an equal one was indexed before. Returns its size.
    fn push_entry(&mut self, entry: Entry, known: &Known) -> usize {
        let size = entry.bytes.len();
        let hash = entry_hash(&entry);
        let Some(documents) = known.documents.get(&hash) else {
            self.parts.push(Part::Entry(entry, hash));
            return size;
        };
        for document in documents {
            let line = match entry.place {
                Place::Line(line) => line as u32,
                Place::Member(_) => document.line,
            };
            self.parts.push(Part::Kept(IndexedDocument { line, ..*document }));
        }
        if let Place::Member(name) = &entry.place {
            let within = format!("{}{INSIDE}{name}:", self.relative);
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

/// Files of an archive are told apart by their names too.
fn entry_hash(entry: &Entry) -> u64 {
    match &entry.place {
        Place::Line(_) => content_hash(&entry.bytes),
        Place::Member(name) => content_hash(&[name.as_bytes(), &[0], &entry.bytes[..]].concat()),
    }
}
