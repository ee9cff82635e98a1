//! How long each stage takes, from text to lit hits.
//!
//! On the sample corpus, repeated to a megabyte, or on the files that `NUTGRAF_BENCH_CORPUS` names (separated as in
//! `PATH`):
//!
//! ```text
//! cargo bench
//! NUTGRAF_BENCH_CORPUS=news.ndjson.zst cargo bench -- search
//! ```

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use nutgraf_index::actor::{ActorContext, OwnActors, find_actors};
use nutgraf_index::analyzer::Analyzer;
use nutgraf_index::annotate::annotate;
use nutgraf_index::date::{Date, find_dates};
use nutgraf_index::document::{Document, RawDocument, ReadLimits, read_stream};
use nutgraf_index::facet::{DateAxis, Period, count_actors, count_dates};
use nutgraf_index::filters::Filters;
use nutgraf_index::highlight::{MarkedPassage, highlight};
use nutgraf_index::passage::cut;
use nutgraf_index::plan::{Match, Plan, Reading, plan};
use nutgraf_index::query::parse;
use nutgraf_index::search::{Fetcher, Request, find_matches, search};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::{Span, fold_phrase};
use nutgraf_index::writer::{IndexOptions, update};
use tempfile::TempDir;

/// How much text the sample corpus is repeated to.
const SAMPLE_BYTES: usize = 1_000_000;

/// How many passages are marked in one round.
const MARKED: usize = 100;

/// A query of each class.
const CLASSES: &[(&str, &str)] = &[
    ("word", "harbour"),
    ("and", "harbour talks"),
    ("or", "harbour OR ferry OR lighthouse"),
    ("not", "harbour NOT ferry"),
    ("phrase", "\"harbour talks\""),
    ("near", "talks NEAR/5 ankara"),
    ("prefix", "norm*"),
    ("fuzzy", "lavrow~1"),
    ("regex", "/normali[sz]ation/"),
    ("actor", "@turkey boats"),
    ("date", "mentions:2022-12"),
];

/// The documents that are measured, and an index of them.
struct Material {
    folder: TempDir,
    raw: Vec<RawDocument>,
    documents: Vec<Document>,
    bytes: u64,
}

impl Material {
    fn new() -> Material {
        let folder = tempfile::tempdir().expect("a folder for the index");
        let mut raw = Vec::new();
        match std::env::var_os("NUTGRAF_BENCH_CORPUS") {
            Some(paths) => std::env::split_paths(&paths).for_each(|path| read(&path, &mut raw)),
            None => repeat_sample(&mut raw),
        }
        let documents: Vec<_> = raw.iter().cloned().map(|raw| Document::from_raw(raw, &())).collect();
        let bytes = raw.iter().map(|raw| raw.text.len() as u64).sum();
        Material { folder, raw, documents, bytes }
    }

    /// Writes the documents as records and indexes them; returns the folder of the index.
    fn index(&self, name: &str) -> PathBuf {
        let (records, index) = (self.folder.path().join("documents.ndjson"), self.folder.path().join(name));
        if !records.exists() {
            let lines = self.raw.iter().enumerate().map(|(number, raw)| {
                let title = raw.title.as_deref().unwrap_or("");
                format!("{}\n", serde_json::json!({"id": number, "title": title, "text": raw.text}))
            });
            std::fs::write(&records, lines.collect::<String>()).expect("records are written");
        }
        update(&index, &options(records), &(), &AtomicBool::new(false)).expect("documents are indexed");
        index
    }
}

fn options(root: PathBuf) -> IndexOptions {
    IndexOptions { roots: vec![root], ..IndexOptions::default() }
}

fn repeat_sample(raw: &mut Vec<RawDocument>) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<_> = std::fs::read_dir(sample).expect("the sample").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().filter(|path| path.is_file()).for_each(|path| read(path, raw));
    let once: usize = raw.iter().map(|raw| raw.text.len()).sum();
    let times = SAMPLE_BYTES / once.max(1);
    *raw = raw.iter().cloned().cycle().take(raw.len() * times).collect();
}

fn read(path: &Path, raw: &mut Vec<RawDocument>) {
    let file = std::fs::File::open(path).expect("a file of the corpus");
    let _: ControlFlow<()> = read_stream(path, &mut std::io::BufReader::new(file), &ReadLimits::default(), &mut |read| {
        raw.extend(read.ok());
        ControlFlow::Continue(())
    });
}

fn reading() -> Reading {
    let today = Date::new(2023, 9, 30).expect("a day");
    Reading::new(Match::All, today)
}

/// Text in, passages with actors and dates out.
fn texts(criterion: &mut Criterion) {
    let material = Material::new();
    let mut group = criterion.benchmark_group("text");
    group.sample_size(10).throughput(Throughput::Bytes(material.bytes));
    let each = |act: fn(&Document) -> usize| material.documents.iter().map(act).sum::<usize>();
    group.bench_function("fold", |bencher| bencher.iter(|| each(|document| fold_phrase(&document.text).len())));
    group.bench_function("analyse", |bencher| {
        let mut analyzer = Analyzer::default();
        let mut analyse = |document: &Document| analyzer.analyse(&document.text, document.language, 0).starts.len();
        bencher.iter(|| material.documents.iter().map(&mut analyse).sum::<usize>());
    });
    group.bench_function("label", |bencher| {
        let label = |raw: Vec<RawDocument>| raw.into_iter().map(|raw| Document::from_raw(raw, &())).collect::<Vec<_>>();
        bencher.iter_batched(|| material.raw.clone(), label, BatchSize::LargeInput);
    });
    group.bench_function("cut", |bencher| bencher.iter(|| each(|document| cut(document).len())));
    group.bench_function("dates", |bencher| {
        bencher.iter(|| each(|document| find_dates(&document.text, document.published).len()))
    });
    group.bench_function("actors", |bencher| bencher.iter(|| each(count_mentions)));
    group.bench_function("annotate", |bencher| bencher.iter(|| each(|document| annotate(document, &OwnActors::default()).len())));
    group.finish();
}

fn count_mentions(document: &Document) -> usize {
    let whole = Span::new(0, document.text.len());
    find_actors(
        &document.text,
        &[whole],
        &ActorContext { published: document.published, language: document.language, ..ActorContext::default() },
    )
    .len()
}

/// Documents in, a committed index out.
fn write(criterion: &mut Criterion) {
    let material = Material::new();
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Bytes(material.bytes));
    let mut number = 0;
    group.bench_function("write", |bencher| {
        bencher.iter(|| {
            number += 1;
            let folder = material.index(&number.to_string());
            std::fs::remove_dir_all(folder).expect("the index is removed");
        });
    });
    let folder = material.index("unchanged");
    group.bench_function("unchanged", |bencher| bencher.iter(|| material.index("unchanged")));
    group.bench_function("open", |bencher| bencher.iter(|| Snapshot::open(&folder).expect("an index")));
    group.finish();
}

/// A query in, the ten best hits out, lit and counted.
fn searches(criterion: &mut Criterion) {
    let material = Material::new();
    let snapshot = Snapshot::open(&material.index("search")).expect("an index");
    let mut group = criterion.benchmark_group("parse");
    for (class, typed) in CLASSES {
        group.bench_function(*class, |bencher| bencher.iter(|| parse(black_box(typed)).expect("a query")));
    }
    group.finish();
    let mut group = criterion.benchmark_group("search");
    for (class, typed) in CLASSES {
        group.bench_function(*class, |bencher| bencher.iter(|| top_ten(&snapshot, black_box(typed))));
    }
    group.finish();
}

fn top_ten(snapshot: &Snapshot, typed: &str) -> usize {
    let query = parse(typed).expect("a query").query;
    let filters = Filters::default();
    search(snapshot, &Request::new(&query, &filters, reading())).expect("an answer").hits.len()
}

fn planned(snapshot: &Snapshot, typed: &str) -> Plan {
    plan(snapshot, &parse(typed).expect("a query").query, &Filters::default(), reading()).expect("a plan")
}

/// Matches in, marks and counts out.
fn answers(criterion: &mut Criterion) {
    let material = Material::new();
    let snapshot = Snapshot::open(&material.index("answers")).expect("an index");
    let mut group = criterion.benchmark_group("highlight");
    for (class, typed) in CLASSES {
        let plan = planned(&snapshot, typed);
        let marked = marked_passages(&snapshot, &plan);
        group.bench_function(*class, |bencher| {
            bencher.iter(|| marked.iter().filter_map(|marked| highlight(&plan.pattern, marked)).count());
        });
    }
    group.finish();
    let all = find_matches(&snapshot, &planned(&snapshot, "-zzzqqq")).expect("all passages").segments;
    let mut group = criterion.benchmark_group("facets");
    group.bench_function("actors", |bencher| bencher.iter(|| count_actors(&snapshot, &all, &[], &[]).expect("counts")));
    for (name, axis) in [("published", DateAxis::Published), ("mentions", DateAxis::Mentions)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| count_dates(&snapshot, &all, axis, Period::Month, false).expect("counts"));
        });
    }
    group.finish();
}

/// The first passages that match, ready to be marked.
fn marked_passages(snapshot: &Snapshot, plan: &Plan) -> Vec<MarkedPassage> {
    let matches = find_matches(snapshot, plan).expect("matches");
    let mut fetcher = Fetcher::new(&plan.pattern);
    let mut marked = Vec::new();
    for (number, docs) in (0..).zip(matches.segments) {
        for doc in docs.into_list().into_iter().take(MARKED - marked.len()) {
            marked.push(fetcher.fetch(snapshot.segment(number), doc).expect("a passage").1);
        }
    }
    marked
}

criterion_group!(stages, texts, write, searches, answers);
criterion_main!(stages);
