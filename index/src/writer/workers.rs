//! The threads that turn bytes into documents ready to be written.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::Scope;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::compose::{Composed, compose, document_key};
use super::convert::convert;
use super::walk::FoundFile;
use crate::actor::OwnActors;
use crate::analyzer::Analyzer;
use crate::document::{Document, Entry, RawDocument, ReadLimits, Skipped, read_converted, read_entry, read_file};
use crate::recurrence::RecurringLines;
use crate::schema::Fields;
use crate::sources::{IndexedDocument, Stamp};

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
    Converted(PathBuf, String),
    /// An entry of a file that holds many documents, not indexed before, with its hash.
    Entry(Entry, u64),
    /// A document that was.
    Kept(IndexedDocument),
    /// What can't be.
    Skipped(Skipped),
}

impl Job {
    /// A file that is read whole.
    pub fn whole(file: &FoundFile, hash: u64, bytes: Vec<u8>) -> Job {
        let (relative, stamp) = (file.relative.clone(), file.stamp);
        Job { relative, stamp, hash, is_first: true, is_last: true, parts: vec![Part::Whole(bytes)] }
    }

    /// A file that a command turns into text.
    pub fn converted(file: &FoundFile, hash: u64, command: &str) -> Job {
        Job { parts: vec![Part::Converted(file.path.clone(), command.to_owned())], ..Job::whole(file, hash, Vec::new()) }
    }

    /// An empty piece of a file that holds many documents.
    pub fn piece(file: &FoundFile, is_first: bool) -> Job {
        Job { relative: file.relative.clone(), stamp: file.stamp, is_first, ..Job::default() }
    }
}

/// What became of a part.
#[derive(Debug)]
pub enum Item {
    /// It is in the index as it is.
    Kept(IndexedDocument),
    /// It is to be written.
    Fresh(Box<Ready>),
    /// It is left out.
    Skipped(Skipped),
}

/// A document ready to be written.
#[derive(Debug)]
pub struct Ready {
    /// What the file state keeps of it.
    pub document: IndexedDocument,
    /// What the index gets.
    pub composed: Composed,
    /// What the line table gets.
    pub line_keys: Vec<u64>,
}

/// A job with its outcome.
#[derive(Debug)]
pub struct Work {
    /// The job, its parts taken out.
    pub job: Job,
    /// What became of them, in order.
    pub items: Vec<Item>,
}

/// Worker threads and the jobs under way, oldest first.
#[derive(Debug)]
pub struct Pool<'s> {
    jobs: Sender<(Job, Sender<Work>)>,
    under_way: VecDeque<Receiver<Work>>,
    most: usize,
    scope: std::marker::PhantomData<&'s ()>,
}

impl<'s> Pool<'s> {
    /// Starts so many threads; they end when the pool is dropped.
    pub fn start<'e>(scope: &'s Scope<'s, 'e>, threads: usize, root: PathBuf, setting: &Setting) -> Pool<'s> {
        let (jobs, todo) = unbounded::<(Job, Sender<Work>)>();
        for _ in 0..threads {
            let (todo, root, setting) = (todo.clone(), root.clone(), setting.clone());
            scope.spawn(move || {
                let mut worker = Worker { root, setting, analyzer: Analyzer::default() };
                for (job, done) in todo {
                    // A receiver that is gone means that the run has failed: nobody waits for the outcome.
                    let _ = done.send(worker.work(job));
                }
            });
        }
        Pool { jobs, under_way: VecDeque::new(), most: threads * 4, scope: std::marker::PhantomData }
    }

    /// Tells whether enough jobs are under way.
    pub fn is_full(&self) -> bool {
        self.under_way.len() >= self.most
    }

    /// Puts a job in line.
    pub fn submit(&mut self, job: Job) {
        let (done, outcome) = bounded(1);
        if self.jobs.send((job, done)).is_ok() {
            self.under_way.push_back(outcome);
        }
    }

    /// Waits for the oldest job under way; `None` where there is none.
    pub fn receive_oldest(&mut self) -> Option<Work> {
        self.under_way.pop_front()?.recv().ok()
    }
}

/// What all workers go by.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The fields of the index.
    pub fields: Fields,
    /// Bounds on what is read.
    pub limits: ReadLimits,
    /// The user's own actors.
    pub own: Arc<OwnActors>,
    /// The lines that recur across documents.
    pub recurring: RecurringLines,
}

struct Worker {
    root: PathBuf,
    setting: Setting,
    analyzer: Analyzer,
}

impl Worker {
    fn work(&mut self, mut job: Job) -> Work {
        let parts = std::mem::take(&mut job.parts);
        let mut items = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Part::Kept(document) => items.push(Item::Kept(document)),
                Part::Skipped(skipped) => items.push(Item::Skipped(skipped)),
                Part::Entry(entry, hash) => {
                    let limits = self.setting.limits;
                    let _: ControlFlow<()> = read_entry(Path::new(&job.relative), &entry, &limits, &mut |read| {
                        items.push(self.item(&job, read, hash));
                        ControlFlow::Continue(())
                    });
                }
                Part::Converted(file, command) => {
                    let path = Path::new(&job.relative);
                    let read = match convert(&command, &file, &self.setting.limits) {
                        Ok(text) => read_converted(path, &text),
                        Err(reason) => Err(Skipped { path: job.relative.clone(), reason }),
                    };
                    items.push(self.item(&job, read, job.hash));
                }
                Part::Whole(bytes) => {
                    let read = read_file(Path::new(&job.relative), &bytes, &self.setting.limits);
                    items.push(self.item(&job, read, job.hash));
                }
            }
        }
        Work { job, items }
    }

    fn item(&mut self, job: &Job, read: Result<RawDocument, Skipped>, hash: u64) -> Item {
        read.map_or_else(Item::Skipped, |raw| self.ready(job, raw, hash))
    }

    /// A document that trips the engine up is named and left out; it never stops the run.
    fn ready(&mut self, job: &Job, raw: RawDocument, hash: u64) -> Item {
        let path = raw.line.map_or_else(|| raw.path.clone(), |line| format!("{}:{line}", raw.path));
        let prepared = catch_unwind(AssertUnwindSafe(|| self.prepare(job, raw, hash)));
        prepared.unwrap_or_else(|_| Item::Skipped(Skipped { path, reason: "the engine failed on it: please report it".into() }))
    }

    fn prepare(&mut self, job: &Job, raw: RawDocument, hash: u64) -> Item {
        let line = raw.line.unwrap_or(0);
        let root = self.root.to_string_lossy();
        let document = Document::from_raw(raw, &self.setting.recurring.seen_from(&root, &job.relative));
        let key = document_key(&self.root, &job.relative, &document.id);
        let composed = compose(&document, key, line > 0, &self.setting.fields, &mut self.analyzer, &self.setting.own);
        if composed.parts.is_empty() {
            let path = if line > 0 { format!("{}:{line}", document.path) } else { document.path };
            return Item::Skipped(Skipped { path, reason: "empty: neither text nor title".into() });
        }
        let indexed = IndexedDocument {
            key,
            hash,
            line: line as u32,
            passages: composed.passages,
            text_bytes: u32::try_from(document.text.len()).unwrap_or(u32::MAX),
        };
        Item::Fresh(Box::new(Ready { document: indexed, composed, line_keys: document.line_keys }))
    }
}
