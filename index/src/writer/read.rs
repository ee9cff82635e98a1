//! Reads what changed, hands it to the workers, and takes the outcomes back in the order of reading.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::{FxHashMap, FxHashSet};

use super::collect::Collector;
use super::convert::Commands;
use super::jobs::{Handed, Job, Known, Part, hand_on};
use super::walk::{Found, FoundFile};
use super::workers::{Outcome, Pool, WAITS, Work};
use crate::document::Skipped;
use crate::error::Result;
use crate::sources::{Converter, FileState, IndexedDocument, SourceFile};

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
    commands: Arc<Commands>,
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
    /// Whether a part of it is left as it was for now.
    waits: bool,
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
        let (commands, told, outdated) = (Arc::default(), FxHashSet::default(), FxHashSet::default());
        Run { collector, pool, state, number, stop, commands, told, outdated, open: None }
    }

    /// The run with commands for files of other formats.
    pub fn with_commands(self, commands: Commands) -> Run<'r, 'w> {
        Run { commands: Arc::new(commands), ..self }
    }

    /// Brings the root up to date with what a walk found.
    pub fn bring_up_to_date(mut self, found: &Found, prune: bool) -> Result<()> {
        self.let_go(found, found.readable || prune)?;
        for file in &found.files {
            if self.stopped() {
                break;
            }
            self.visit(file)?;
        }
        self.take_the_rest()
    }

    /// Takes out the files that were not found again, where nothing hides them.
    fn let_go(&mut self, found: &Found, may_remove: bool) -> Result<()> {
        let present: FxHashSet<&str> = found.files.iter().map(|file| file.relative.as_str()).collect();
        let gone: Vec<String> = self.files().keys().filter(|path| !present.contains(path.as_str())).cloned().collect();
        let unread: FxHashSet<&Path> = found.skipped.iter().map(|skipped| Path::new(&skipped.path)).collect();
        for skipped in &found.skipped {
            self.note_unreadable(&skipped.path, skipped.clone());
        }
        if !may_remove && !gone.is_empty() {
            let root = self.state.roots[self.number].path.display();
            let remark = format!("{root}: nothing can be read there; what the index has of it stays (--prune removes it)");
            self.collector.progress.remark(&remark);
        }
        for path in gone.iter().filter(|path| !unread.contains(Path::new(path))) {
            // What lies in a folder that can't be read is not known to be gone.
            let is_hidden = Path::new(path).ancestors().any(|above| unread.contains(above));
            if may_remove && !is_hidden {
                self.forget(path)?;
            } else {
                self.note_kept(path);
            }
        }
        Ok(())
    }

    /// Cuts documents again whose lines recur otherwise than when they were cut. That changes none, so none is counted.
    pub fn cut_again(mut self, files: &[FoundFile], outdated: FxHashSet<u64>) -> Result<()> {
        self.outdated = outdated;
        let counted = self.collector.counted;
        for file in files {
            if self.stopped() {
                break;
            }
            let readable = self.commands.may_run || self.commands.converters.find(&file.relative).is_none();
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
        let file = self.files().entry(relative.to_owned()).or_default();
        file.complete = false;
        file.skipped = vec![skipped];
        self.note_kept(relative);
    }

    /// The documents of a file stay as they are.
    fn note_kept(&mut self, relative: &str) {
        let kept = self.files().get(relative).map_or(0, |file| file.documents.len());
        self.collector.counted.documents.unchanged += kept as u64;
    }

    fn visit(&mut self, file: &FoundFile) -> Result<()> {
        let outdated = self.holds_outdated(&file.relative);
        let known = self.state.roots[self.number].files.get(&file.relative);
        if let Some(known) = known.filter(|known| !outdated && is_untouched(known, file, self.collector.last_made)) {
            self.collector.counted.documents.unchanged += known.documents.len() as u64;
            self.collector.progress.read(file.stamp.bytes);
            return Ok(());
        }
        let known = known.map(|known| Known::of(known, &self.outdated)).unwrap_or_default();
        let commands = self.commands.clone();
        if !commands.may_run && commands.converters.find(&file.relative).is_some() {
            self.note_unreadable(&file.relative, Skipped { path: file.relative.clone(), reason: WAITS.into() });
            return Ok(());
        }
        let limits = self.collector.limits;
        let mut outcome = Ok(());
        let handed = hand_on(file, &known, &commands, &limits, &mut |job| {
            if outcome.is_ok() {
                outcome = self.submit(job);
            }
            if outcome.is_err() || self.stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        outcome?;
        match handed {
            Err(skipped) => {
                self.note_unreadable(&file.relative, skipped);
                return Ok(());
            }
            Ok(Handed::Same) => self.note_same(file),
            Ok(Handed::Jobs(Some(remark))) => self.collector.progress.remark(&remark),
            Ok(Handed::Jobs(None)) => {}
        }
        self.collector.progress.read(file.stamp.bytes);
        Ok(())
    }

    /// The file was written again, with what it held before.
    fn note_same(&mut self, file: &FoundFile) {
        if let Some(known) = self.state.roots[self.number].files.get_mut(&file.relative) {
            known.stamp = file.stamp;
        }
        self.note_kept(&file.relative);
    }

    /// Tells of a command before it is first run.
    fn tell_of(&mut self, converter: &Converter) {
        if self.outdated.is_empty() && self.told.insert(converter.glob.clone()) {
            let remark = format!("files {} are read by the command: {} FILE", converter.glob, converter.command);
            self.collector.progress.remark(&remark);
        }
    }

    /// Hands a job to the workers; takes outcomes back while too many are under way.
    fn submit(&mut self, job: Job) -> Result<()> {
        for part in &job.parts {
            if let Part::Converted(_, converter) | Part::ConvertedMember(_, _, converter, _) = part {
                self.tell_of(converter);
            }
        }
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
                waits: false,
            });
        }
        let Some(mut open) = self.open.take() else { return Ok(()) };
        for outcome in work.outcomes {
            self.take_outcome(&mut open, outcome)?;
        }
        if work.job.is_last {
            self.close(open)?;
        } else {
            self.open = Some(open);
        }
        self.checkpoint_if_due()
    }

    fn take_outcome(&mut self, open: &mut OpenFile, outcome: Outcome) -> Result<()> {
        match outcome {
            Outcome::Kept(document) if open.seen.insert(document.key) => {
                open.old.remove(&document.key);
                open.fresh.documents.push(document);
                self.collector.counted.documents.unchanged += 1;
            }
            Outcome::Fresh(ready) if open.seen.insert(ready.document.key) => {
                let replaces = open.old.remove(&ready.document.key).is_some();
                open.fresh.documents.push(ready.document);
                self.collector.add(*ready, replaces)?;
            }
            Outcome::Kept(IndexedDocument { line, .. }) => self.skip_repeated(open, line as usize),
            Outcome::Fresh(ready) => self.skip_repeated(open, ready.document.line as usize),
            Outcome::Skipped(skipped) => {
                self.tell_skipped(&skipped);
                open.fresh.skipped.push(skipped);
            }
            Outcome::Waiting(key, skipped) => {
                open.waits = true;
                if let Some(held) = open.old.remove(&key) {
                    self.take_outcome(open, Outcome::Kept(held))?;
                }
                self.take_outcome(open, Outcome::Skipped(skipped))?;
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
        open.fresh.complete = !open.waits;
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

/// Tells whether a file is, by its size and times, the one that the last commit was made of.
pub fn is_untouched(known: &SourceFile, file: &FoundFile, last_made: i64) -> bool {
    let settled = last_made.saturating_mul(1_000_000_000) - SETTLED_NANOSECONDS;
    known.complete && known.stamp == file.stamp && known.stamp.changed < settled
}
