//! `bench`: how long the queries of a list take on this index.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use nutgraf_index::filters::Filters;
use nutgraf_index::latency::{LatencySummary, summarize};
use nutgraf_index::plan::{Match, Reading};
use nutgraf_index::search::{Duplicates, Request, Results, Sort, search};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::store::Store;
use serde_json::{Value, json};

use super::{open, parsed};
use crate::args::BenchArgs;
use crate::outcome::{Outcome, hinted};
use crate::output::json::FORMAT;
use crate::output::{print, talk};
use crate::settings::{Settings, filters, reading};

/// The classes drawn where no list is given, with a query each.
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
    micros: Vec<f64>,
    total: (u64, u64),
    hits: Vec<String>,
}

/// Measures and reports.
pub fn run(args: &BenchArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?;
    let filters = filters(&args.filters, settings.today)?;
    let reading = reading(args.reading, settings.today);
    let mut list = read_list(args.queries.as_deref())?;
    if args.cold {
        run_cold(&mut list, args, &snapshot.folder)?;
    } else {
        run_warm(&mut list, args, &snapshot, &filters, reading)?;
    }
    if let Some(file) = &args.samples {
        write_samples(file, &list)?;
    }
    let classes = summarize_classes(&list);
    let report = report(&snapshot, args, &classes)?;
    if args.samples.as_deref() != Some(Path::new("-")) {
        print(&if args.json { format!("{report}\n") } else { table(&classes) })?;
    }
    compare(args, &classes)
}

fn read_list(file: Option<&Path>) -> anyhow::Result<Vec<Timed>> {
    let timed = |class: &str, query: &str| Timed {
        class: class.into(),
        query: query.into(),
        micros: vec![],
        total: (0, 0),
        hits: vec![],
    };
    let Some(file) = file else { return Ok(SAMPLE.iter().map(|(class, query)| timed(class, query)).collect()) };
    let text = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let list: Vec<Timed> = lines
        .map(|line| match line.split_once('\t') {
            Some((class, rest)) => timed(class, rest.split('\t').next().unwrap_or(rest)),
            None => timed("query", line),
        })
        .collect();
    if list.is_empty() {
        return Err(hinted(format!("{}: no queries", file.display()), "a line each: a query, or class TAB query"));
    }
    Ok(list)
}

/// One round that is not timed, then whole rounds over the list; nothing is kept between them.
fn run_warm(
    list: &mut [Timed],
    args: &BenchArgs,
    snapshot: &Snapshot,
    filters: &Filters,
    reading: Reading,
) -> anyhow::Result<()> {
    for timed in list.iter_mut() {
        let (_, results) = time_query(&timed.query, snapshot, filters, reading)?;
        timed.total = (results.total.passages, results.total.documents);
        timed.hits = results.hits.iter().map(|hit| format!("{}#{}", hit.document.record.id, hit.ordinal)).collect();
    }
    for _ in 0..args.runs {
        run_round(list, args.threads.max(1), snapshot, filters, reading)?;
    }
    Ok(())
}

fn run_round(list: &mut [Timed], threads: usize, snapshot: &Snapshot, filters: &Filters, reading: Reading) -> anyhow::Result<()> {
    let share = list.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let parts: Vec<_> = list
            .chunks_mut(share)
            .map(|part| {
                scope.spawn(move || -> anyhow::Result<()> {
                    for timed in part {
                        let (micros, results) = time_query(&timed.query, snapshot, filters, reading)?;
                        anyhow::ensure!(
                            results.total.passages == timed.total.0,
                            "'{}' gave another total than before",
                            timed.query
                        );
                        timed.micros.push(micros);
                    }
                    Ok(())
                })
            })
            .collect();
        parts.into_iter().try_for_each(|part| part.join().map_err(|_| anyhow::anyhow!("a search thread failed"))?)
    })
}

/// Times a query with all that a search does but printing.
fn time_query(text: &str, snapshot: &Snapshot, filters: &Filters, reading: Reading) -> anyhow::Result<(f64, Results)> {
    let began = Instant::now();
    let query = parsed(text)?.query;
    let request = Request {
        query: &query,
        filters,
        reading: Reading { words: if reading.words == Match::Auto { Match::All } else { reading.words }, ..reading },
        may_relax: reading.words == Match::Auto,
        sort: Sort::Score,
        limit: 10,
        offset: 0,
        grouped: false,
        passages_of_document: usize::MAX,
        duplicates: Duplicates::Show,
    };
    let results = search(snapshot, &request)?;
    Ok((began.elapsed().as_secs_f64() * 1e6, results))
}

/// A fresh process for each query: start, open, search, print.
fn run_cold(list: &mut [Timed], args: &BenchArgs, folder: &Path) -> anyhow::Result<()> {
    let program = std::env::current_exe()?;
    for _ in 0..args.runs {
        for timed in list.iter_mut() {
            let began = Instant::now();
            let output = std::process::Command::new(&program)
                .arg("search")
                .arg("--index")
                .arg(folder)
                .args(["--no-pager", "--"])
                .arg(&timed.query)
                .output()?;
            anyhow::ensure!(
                output.status.code() != Some(2),
                "'{}': {}",
                timed.query,
                String::from_utf8_lossy(&output.stderr).trim()
            );
            timed.micros.push(began.elapsed().as_secs_f64() * 1e6);
        }
    }
    Ok(())
}

fn write_samples(file: &Path, list: &[Timed]) -> anyhow::Result<()> {
    let lines: String = list
        .iter()
        .map(|timed| {
            let total = json!({"passages": timed.total.0, "documents": timed.total.1, "exact": true});
            format!(
                "{}\n",
                json!({"query": timed.query, "class": timed.class, "us": timed.micros, "total": total, "hits": timed.hits})
            )
        })
        .collect();
    if file == Path::new("-") {
        print(&lines)
    } else {
        std::fs::write(file, lines).with_context(|| format!("{}", file.display()))
    }
}

fn summarize_classes(list: &[Timed]) -> Vec<LatencySummary> {
    let mut classes: BTreeMap<&str, (usize, Vec<f64>)> = BTreeMap::new();
    for timed in list {
        for class in [timed.class.as_str(), "all"] {
            let (queries, samples) = classes.entry(class).or_default();
            *queries += 1;
            samples.extend(&timed.micros);
        }
    }
    let all = classes.remove("all");
    let in_order = classes.into_iter().chain(all.map(|all| ("all", all)));
    in_order.map(|(class, (queries, samples))| summarize(class, queries, &samples)).collect()
}

fn report(snapshot: &Snapshot, args: &BenchArgs, classes: &[LatencySummary]) -> anyhow::Result<Value> {
    let note = snapshot.note.as_ref();
    Ok(json!({
        "format": FORMAT,
        "index": {"passages": note.map_or(0, |note| note.passages), "documents": note.map_or(0, |note| note.documents),
                  "bytes": Store::open(&snapshot.folder)?.bytes(), "segments": snapshot.segments().count()},
        "runs": args.runs, "threads": args.threads, "classes": classes,
    }))
}

fn table(classes: &[LatencySummary]) -> String {
    let mut text =
        format!("{:18} {:>7} {:>9} {:>9} {:>9} {:>9} {:>8}\n", "class", "queries", "p50 µs", "p90 µs", "p99 µs", "max µs", "qps");
    for class in classes {
        text += &format!(
            "{:18} {:>7} {:>9.0} {:>9.0} {:>9.0} {:>9.0} {:>8.0}\n",
            class.class, class.queries, class.p50_us, class.p90_us, class.p99_us, class.max_us, class.qps
        );
    }
    text
}

/// Holds the medians against those of an earlier run.
fn compare(args: &BenchArgs, classes: &[LatencySummary]) -> anyhow::Result<Outcome> {
    let Some(file) = &args.compare else { return Ok(Outcome::Done) };
    let text = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    let earlier: Value = serde_json::from_str(&text).with_context(|| format!("{}", file.display()))?;
    let limit = match &args.fail_over {
        Some(limit) => limit.trim_end_matches('%').parse::<f64>().with_context(|| format!("'{limit}' is no percentage"))?,
        None => f64::INFINITY,
    };
    let mut outcome = Outcome::Done;
    for class in classes {
        let known = earlier["classes"].as_array().into_iter().flatten().find(|known| known["class"] == class.class.as_str());
        let Some(before) = known.and_then(|known| known["p50_us"].as_f64()).filter(|before| *before > 0.0) else { continue };
        let change = (class.p50_us / before - 1.0) * 100.0;
        talk(&format!("{}: p50 {before:.0} → {:.0} µs ({change:+.1} %)", class.class, class.p50_us));
        if class.class == "all" && change > limit {
            outcome = Outcome::Nothing;
        }
    }
    Ok(outcome)
}
