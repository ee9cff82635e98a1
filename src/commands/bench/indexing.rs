//! `bench --index-time`: how fast each stage of indexing is.

use std::cell::LazyCell;
use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use nutgraf_index::actor::{ActorContext, find_actors};
use nutgraf_index::analyzer::Analyzer;
use nutgraf_index::date::{day_order, find_dates_in};
use nutgraf_index::document::{Document, RawDocument, ReadLimits, read_stream};
use nutgraf_index::fingerprint::fingerprint_of;
use nutgraf_index::packing::pack;
use nutgraf_index::passage::{Passage, cut};
use nutgraf_index::text::Span;
use nutgraf_index::writer::{IndexOptions, update};
use serde_json::json;

use super::machine::Machine;
use crate::args::BenchArgs;
use crate::commands::index;
use crate::outcome::{Outcome, hinted};
use crate::output::json::FORMAT;
use crate::output::print;
use crate::settings::missing;

/// How much text is taken to measure the stages, in bytes; the whole of it is held in memory.
const MOST_TEXT: usize = 64 << 20;

/// A stage, and how many seconds it took.
struct Stage {
    name: &'static str,
    seconds: f64,
    /// The bytes of text that went through it.
    bytes: usize,
}

/// Measures each stage before tantivy's by itself on one thread, then all of indexing on several.
pub fn run(path: &Path, args: &BenchArgs) -> anyhow::Result<Outcome> {
    path.canonicalize().map_err(|error| missing(path, &error))?;
    let machine = Machine::describe();
    let (raw, reading) = timed(|| read_some(path));
    let bytes: usize = raw.iter().map(|raw| raw.text.len()).sum();
    if bytes == 0 {
        return Err(hinted(format!("{}: no text to index", path.display()), "name a file or folder of documents"));
    }
    let mut stages = vec![Stage { name: "read", seconds: reading, bytes }];
    measure(raw, bytes, &mut stages);
    let threads = args.threads.or(std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    stages.push(index_all(path, threads)?);
    print(&if args.json { as_json(&stages, &machine, threads) } else { as_table(&stages, &machine, threads) })?;
    Ok(Outcome::Done)
}

fn timed<T>(act: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let made = act();
    (made, began.elapsed().as_secs_f64())
}

/// Reads documents below a path until there is enough text.
fn read_some(path: &Path) -> Vec<RawDocument> {
    let (mut raw, mut bytes) = (Vec::new(), 0);
    let mut waiting = vec![path.to_owned()];
    while let Some(path) = waiting.pop().filter(|_| bytes < MOST_TEXT) {
        if path.is_dir() {
            waiting.extend(entries(&path));
            continue;
        }
        let Ok(file) = File::open(&path) else { continue };
        let _: ControlFlow<()> = read_stream(&path, &mut BufReader::new(file), &ReadLimits::default(), &mut |read| {
            if let Ok(one) = read {
                bytes += one.text.len();
                raw.push(one);
            }
            if bytes < MOST_TEXT { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    }
    raw
}

/// The entries of a folder, last first, so that they are taken in order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort_by(|one, other| other.cmp(one));
    entries
}

fn measure(raw: Vec<RawDocument>, bytes: usize, stages: &mut Vec<Stage>) {
    let mut add = |name: &'static str, seconds: f64| stages.push(Stage { name, seconds, bytes });
    let (documents, seconds) = timed(|| raw.into_iter().map(|raw| Document::from_raw(raw, &())).collect::<Vec<_>>());
    add("label", seconds);
    let (passages, seconds) = timed(|| documents.iter().map(cut).collect::<Vec<_>>());
    add("cut", seconds);
    let both = || documents.iter().zip(&passages);
    let ((), seconds) = timed(|| both().for_each(|(document, passages)| tag(document, passages)));
    add("tag", seconds);
    let ((), seconds) = timed(|| both().for_each(|(document, passages)| date(document, passages)));
    add("dates", seconds);
    let mut analyzer = Analyzer::default();
    let texts = || both().flat_map(|(document, passages)| passages.iter().map(move |passage| (document, passage)));
    let ((), seconds) = timed(|| texts().for_each(|(document, passage)| analyse(&mut analyzer, document, passage)));
    add("analyse", seconds);
    let ((), seconds) = timed(|| texts().for_each(|(document, passage)| drop(black_box(pack(text(document, passage))))));
    add("pack", seconds);
}

fn text<'d>(document: &'d Document, passage: &Passage) -> &'d [u8] {
    passage.text(document).as_bytes()
}

/// Terms and fingerprint.
fn analyse(analyzer: &mut Analyzer, document: &Document, passage: &Passage) {
    let analysed = analyzer.analyse(passage.text(document), document.language, 0);
    black_box(fingerprint_of(analysed.hashes.into_iter()));
    black_box(analysed.value);
}

fn tag(document: &Document, passages: &[Passage]) {
    let spans: Vec<Span> = passages.iter().map(|passage| passage.span).collect();
    let context = ActorContext { published: document.published, language: document.language, ..ActorContext::default() };
    black_box(find_actors(&document.text, &spans, &context));
}

fn date(document: &Document, passages: &[Passage]) {
    let order = LazyCell::new(|| day_order(&document.text));
    for passage in passages {
        black_box(find_dates_in(passage.text(document), document.published, &|| *order));
    }
}

/// Indexes everything below a path into a folder that is removed, also where this is interrupted.
fn index_all(path: &Path, threads: usize) -> anyhow::Result<Stage> {
    let stop = index::stop_on_signal();
    let temporary = tempfile::Builder::new().prefix("nutgraf-bench-").tempdir()?;
    let folder = temporary.path().join("index");
    let options = IndexOptions { threads, ..index::options(&folder, vec![path.to_owned()])? };
    let report = update(&folder, &options, &(), &stop)?;
    anyhow::ensure!(!report.interrupted, "interrupted");
    Ok(Stage { name: "all", seconds: report.seconds, bytes: report.bytes as usize })
}

impl Stage {
    /// Megabytes of text a second.
    fn speed(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.seconds.max(1e-9)
    }
}

fn as_json(stages: &[Stage], machine: &Machine, threads: usize) -> String {
    let stage = |stage: &Stage| json!({"stage": stage.name, "bytes": stage.bytes, "seconds": stage.seconds, "mb_per_second": stage.speed()});
    let stages: Vec<_> = stages.iter().map(stage).collect();
    format!("{}\n", json!({"format": FORMAT, "machine": machine, "threads": threads, "stages": stages}))
}

fn as_table(stages: &[Stage], machine: &Machine, threads: usize) -> String {
    let mut text = format!("{}\n{:8} {:>9} {:>9} {:>9}\n", machine.line(), "stage", "MB", "seconds", "MB/s");
    for stage in stages {
        text += &format!("{:8} {:>9.1} {:>9.2} {:>9.1}\n", stage.name, stage.bytes as f64 / 1e6, stage.seconds, stage.speed());
    }
    text + &format!("each stage by itself on one thread; all: with writing, {threads} threads that analyse\n")
}
