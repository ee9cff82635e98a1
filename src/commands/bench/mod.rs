//! `bench`: how long the queries of a list take on this index, or indexing takes.

mod compare;
mod indexing;
mod machine;
mod measure;
mod noise;
mod report;
mod stages;

use std::num::NonZeroUsize;
use std::path::Path;

use anyhow::Context;
use serde_json::json;

use super::{open, parsed};
use crate::args::BenchArgs;
use crate::outcome::{Outcome, hinted};
use crate::output::{json::json_line, print, talk};
use crate::settings::{Settings, filters, reading};
use compare::{compare, read_report};
use machine::Machine;
use measure::{Bench, run_cold};
use report::Report;
use stages::Stages;

/// The queries measured where no list is given, with their classes.
const SAMPLE: &[(&str, &str)] = &[
    ("word", "government"),
    ("word", "war"),
    ("and", "peace security"),
    ("and", "trade agreement"),
    ("or", "war OR peace OR trade"),
    ("not", "security NOT council"),
    ("phrase", "\"prime minister\""),
    ("near", "peace NEAR/5 talks"),
    ("prefix", "negot*"),
];

/// A query of the list with its samples.
struct Timed {
    class: String,
    query: String,
    /// Each run, in microseconds.
    micros: Vec<f64>,
    /// The stages of all runs together.
    stages: Stages,
    /// Passages and documents.
    total: (u64, u64),
    hits: Vec<String>,
}

impl Timed {
    fn new(class: &str, query: &str) -> Timed {
        Timed { class: class.into(), query: query.into(), micros: vec![], stages: Stages::default(), total: (0, 0), hits: vec![] }
    }
}

impl BenchArgs {
    /// How many threads search at once.
    fn searching(&self) -> usize {
        self.threads.map_or(1, NonZeroUsize::get)
    }
}

/// Measures and reports.
pub fn run(args: &BenchArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    if let Some(path) = &args.index_time {
        return indexing::run(path, args);
    }
    let earlier = args.compare.as_deref().map(read_report).transpose()?;
    let snapshot = open(settings, None)?;
    let machine = Machine::describe();
    let mut list = read_list(args.queries.as_deref())?;
    if args.cold {
        run_cold(&mut list, args, &snapshot.folder)?;
    } else {
        let filters = filters(&args.filters, settings.today)?;
        let reading = reading(args.reading, settings.today);
        let may_relax = args.reading.may_relax();
        Bench { snapshot: &snapshot, filters: &filters, reading, may_relax, facets: args.facets }.run(&mut list, args)?;
    }
    if let Some(file) = &args.samples {
        write_samples(file, &list)?;
    }
    let report = Report::new(&snapshot, args, &list, machine)?;
    if args.samples.as_deref() != Some(Path::new("-")) {
        print(&if args.json { json_line(&report.as_json())? } else { report.as_table() })?;
    }
    report.warnings.iter().for_each(|warning| talk(&format!("note: {warning}")));
    Ok(earlier.map_or(Outcome::Done, |earlier| compare(&earlier, args, &report)))
}

fn read_list(file: Option<&Path>) -> anyhow::Result<Vec<Timed>> {
    let Some(file) = file else { return Ok(SAMPLE.iter().map(|(class, query)| Timed::new(class, query)).collect()) };
    let text = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    let mut list = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let timed = match line.split_once('\t') {
            Some((class, rest)) => Timed::new(class, rest.split('\t').next().unwrap_or(rest)),
            None => Timed::new("query", line),
        };
        parsed(&timed.query).map_err(|error| anyhow::anyhow!("{}:{}: {error:#}", file.display(), number + 1))?;
        list.push(timed);
    }
    if list.is_empty() {
        return Err(hinted(format!("{}: no queries", file.display()), "a line each: a query, or class TAB query"));
    }
    Ok(list)
}

fn write_samples(file: &Path, list: &[Timed]) -> anyhow::Result<()> {
    let sample = |timed: &Timed| {
        let total = json!({"passages": timed.total.0, "documents": timed.total.1, "exact": true});
        json_line(&json!({"query": timed.query, "class": timed.class, "us": timed.micros, "total": total, "hits": timed.hits}))
    };
    let lines: String = list.iter().map(sample).collect::<anyhow::Result<_>>()?;
    if file == Path::new("-") {
        print(&lines)
    } else {
        std::fs::write(file, lines).with_context(|| format!("{}", file.display()))
    }
}
