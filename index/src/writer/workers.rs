//! The threads that turn bytes into documents ready to be written.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::Scope;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::compose::{Composed, compose, document_key};
use super::convert::{convert, convert_member};
use super::jobs::{Job, Part, within};
use crate::actor::OwnActors;
use crate::analyzer::Analyzer;
use crate::document::{Document, RawDocument, ReadLimits, Skipped, line_keys, read_converted, read_entry, read_file};
use crate::recurrence::RecurringLines;
use crate::schema::Fields;
use crate::sources::IndexedDocument;

/// What became of a part.
#[derive(Debug)]
pub enum Outcome {
    /// It is in the index as it is.
    Kept(IndexedDocument),
    /// It is to be written.
    Fresh(Box<Ready>),
    /// It is left out.
    Skipped(Skipped),
    /// It is left out for now; what the index holds of this key stays.
    Waiting(u64, Skipped),
}

/// The key of a document and those of its lines.
pub type DocumentLines = (u64, Vec<u64>);

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
    pub outcomes: Vec<Outcome>,
}

/// What is to be done with a job.
#[derive(Debug)]
enum Task {
    /// Make it ready to be written.
    Prepare(Job, Sender<Work>),
    /// Find out which lines its documents have.
    Survey(Job, Sender<Vec<DocumentLines>>),
}

/// Worker threads and the jobs under way, oldest first.
#[derive(Debug)]
pub struct Pool<'s> {
    tasks: Sender<Task>,
    under_way: VecDeque<Receiver<Work>>,
    most: usize,
    scope: std::marker::PhantomData<&'s ()>,
}

impl<'s> Pool<'s> {
    /// Starts so many threads; they end when the pool is dropped.
    pub fn start<'e>(scope: &'s Scope<'s, 'e>, threads: usize, root: PathBuf, setting: &Setting) -> Pool<'s> {
        let (tasks, todo) = unbounded::<Task>();
        for _ in 0..threads {
            let (todo, root, setting) = (todo.clone(), root.clone(), setting.clone());
            scope.spawn(move || {
                let mut worker = Worker { root, setting, analyzer: Analyzer::default() };
                for task in todo {
                    // A receiver that is gone means that the run has failed: nobody waits for the outcome.
                    match task {
                        Task::Prepare(job, done) => drop(done.send(worker.prepare_all(job))),
                        Task::Survey(job, done) => drop(done.send(worker.survey_all(job))),
                    }
                }
            });
        }
        Pool { tasks, under_way: VecDeque::new(), most: threads * 4, scope: std::marker::PhantomData }
    }

    /// Tells whether enough jobs are under way.
    pub fn is_full(&self) -> bool {
        self.under_way.len() >= self.most
    }

    /// Puts a job in line.
    pub fn submit(&mut self, job: Job) {
        let (done, outcome) = bounded(1);
        if self.tasks.send(Task::Prepare(job, done)).is_ok() {
            self.under_way.push_back(outcome);
        }
    }

    /// Waits for the oldest job under way; `None` where there is none.
    pub fn receive_oldest(&mut self) -> Option<Work> {
        self.under_way.pop_front()?.recv().ok()
    }

    /// Puts a job in line of which only the lines are wanted.
    pub fn survey(&self, job: Job) -> Receiver<Vec<DocumentLines>> {
        let (done, outcome) = bounded(1);
        // Without threads nothing is ever sent, which the receiver sees.
        let _ = self.tasks.send(Task::Survey(job, done));
        outcome
    }

    /// How many jobs keep all threads busy.
    pub fn most(&self) -> usize {
        self.most
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

/// Why a file stays as it was that a command would have to read.
pub const WAITS: &str = "changed, and only `nutgraf index` runs the command that reads it";

struct Worker {
    root: PathBuf,
    setting: Setting,
    analyzer: Analyzer,
}

impl Worker {
    fn prepare_all(&mut self, mut job: Job) -> Work {
        let mut outcomes = Vec::with_capacity(job.parts.len());
        for part in std::mem::take(&mut job.parts) {
            match part {
                Part::Kept(document) => outcomes.push(Outcome::Kept(document)),
                Part::Skipped(skipped) => outcomes.push(Outcome::Skipped(skipped)),
                Part::Waiting(name) => outcomes.push(self.waiting(within(&job.relative, &name))),
                unread => {
                    let limits = self.setting.limits;
                    read_part(&job, unread, &limits, &mut |read, hash| {
                        outcomes.push(read.map_or_else(Outcome::Skipped, |raw| self.ready(&job, raw, hash)));
                    });
                }
            }
        }
        Work { job, outcomes }
    }

    /// A file of an archive that was turned into text is one document, named by its path.
    fn waiting(&self, path: String) -> Outcome {
        Outcome::Waiting(document_key(&self.root, &path, &path), Skipped { path, reason: WAITS.into() })
    }

    /// The lines of the documents of a job; of what trips a reader up none.
    fn survey_all(&self, mut job: Job) -> Vec<DocumentLines> {
        let mut lines = Vec::new();
        let root = self.root.to_string_lossy();
        for part in std::mem::take(&mut job.parts) {
            read_part(&job, part, &self.setting.limits, &mut |read, _| {
                let Ok(raw) = read else { return };
                let seen_from = self.setting.recurring.seen_from(&root, &job.relative);
                let keys = catch_unwind(AssertUnwindSafe(|| line_keys(&raw, &seen_from)));
                lines.extend(keys.ok().map(|keys| (document_key(&self.root, &raw.path, &raw.id), keys)));
            });
        }
        lines
    }

    /// A document that trips the engine up is named and left out; it never stops the run.
    fn ready(&mut self, job: &Job, raw: RawDocument, hash: u64) -> Outcome {
        let path = raw.line.map_or_else(|| raw.path.clone(), |line| format!("{}:{line}", raw.path));
        let prepared = catch_unwind(AssertUnwindSafe(|| self.prepare(job, raw, hash)));
        prepared
            .unwrap_or_else(|_| Outcome::Skipped(Skipped { path, reason: "the engine failed on it: please report it".into() }))
    }

    fn prepare(&mut self, job: &Job, raw: RawDocument, hash: u64) -> Outcome {
        let line = raw.line.unwrap_or(0);
        let root = self.root.to_string_lossy();
        let document = Document::from_raw(raw, &self.setting.recurring.seen_from(&root, &job.relative));
        let key = document_key(&self.root, &document.path, &document.id);
        let composed = compose(&document, key, &self.setting.fields, &mut self.analyzer, &self.setting.own);
        if composed.parts.is_empty() {
            let path = if line > 0 { format!("{}:{line}", document.path) } else { document.path };
            return Outcome::Skipped(Skipped { path, reason: "empty: neither text nor title".into() });
        }
        let indexed = IndexedDocument {
            key,
            hash,
            line: line as u32,
            passages: composed.passages,
            text_bytes: u32::try_from(document.text.len()).unwrap_or(u32::MAX),
        };
        Outcome::Fresh(Box::new(Ready { document: indexed, composed, line_keys: document.line_keys }))
    }
}

/// Reads the documents of a part, each with the hash of what it was read from.
fn read_part(job: &Job, part: Part, limits: &ReadLimits, sink: &mut dyn FnMut(Result<RawDocument, Skipped>, u64)) {
    let path = Path::new(&job.relative);
    match part {
        Part::Kept(_) | Part::Skipped(_) | Part::Waiting(_) => {}
        Part::Entry(entry, hash) => {
            let _: ControlFlow<()> = read_entry(path, &entry, limits, &mut |read| {
                sink(read, hash);
                ControlFlow::Continue(())
            });
        }
        Part::Converted(file, converter) => sink(read_printed(path, convert(&converter.command, &file, limits)), job.hash),
        Part::ConvertedMember(name, bytes, converter, hash) => {
            let printed = convert_member(&converter.command, &name, &bytes, limits);
            sink(read_printed(Path::new(&within(&job.relative, &name)), printed), hash);
        }
        Part::Whole(bytes) => sink(read_file(path, &bytes, limits), job.hash),
    }
}

/// Reads what a command printed.
fn read_printed(path: &Path, printed: Result<Vec<u8>, String>) -> Result<RawDocument, Skipped> {
    let refused = |reason| Skipped { path: path.to_string_lossy().into_owned(), reason };
    printed.map_err(refused).and_then(|text| read_converted(path, &text))
}
