//! What a measurement comes to.

use std::collections::BTreeMap;

use nutgraf_index::latency::{LatencySummary, summarize};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::store::Store;
use nutgraf_index::text::plural;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Timed;
use super::machine::Machine;
use super::noise::doubts;
use super::stages::Stages;
use crate::args::BenchArgs;
use crate::output::json::FORMAT;
use crate::output::rows::told_count;

/// The index that was measured: equal ones must give equal totals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Measured {
    pub passages: u64,
    pub documents: u64,
    /// Its size on disk.
    bytes: u64,
    segments: usize,
}

/// The figures of a list of queries on an index.
pub struct Report {
    /// What was measured.
    pub index: Measured,
    machine: Machine,
    runs: u32,
    threads: usize,
    /// The classes by name, `all` last, with the stages of all their samples.
    pub classes: Vec<(LatencySummary, Stages)>,
    /// Each query with its total of passages and documents.
    pub totals: Vec<(String, (u64, u64))>,
    /// What makes the figures doubtful.
    pub warnings: Vec<String>,
}

impl Report {
    /// Sums samples up.
    pub fn new(snapshot: &Snapshot, args: &BenchArgs, list: &[Timed], machine: Machine) -> anyhow::Result<Report> {
        let note = snapshot.note.as_ref();
        let index = Measured {
            passages: note.map_or(0, |note| note.passages),
            documents: note.map_or(0, |note| note.documents),
            bytes: Store::open(&snapshot.folder)?.bytes(),
            segments: snapshot.segments().count(),
        };
        let totals = if args.cold { Vec::new() } else { list.iter().map(|timed| (timed.query.clone(), timed.total)).collect() };
        let warnings = doubts(list, &machine, args.searching());
        Ok(Report { index, machine, runs: args.runs, threads: args.searching(), classes: classes(list), totals, warnings })
    }

    /// The report as format 1.
    pub fn as_json(&self) -> Value {
        let class = |(summary, stages): &(LatencySummary, Stages)| {
            let mut class = json!(summary);
            class["stages_us"] = stages.mean_json(summary.samples);
            class
        };
        let total = |(query, (passages, documents)): &(String, (u64, u64))| json!({"query": query, "passages": passages, "documents": documents});
        json!({
            "format": FORMAT, "index": self.index, "machine": self.machine, "runs": self.runs, "threads": self.threads,
            "classes": self.classes.iter().map(class).collect::<Vec<_>>(),
            "totals": self.totals.iter().map(total).collect::<Vec<_>>(), "warnings": self.warnings,
        })
    }

    /// The report for a person.
    pub fn as_table(&self) -> String {
        let mut text = format!(
            "{}, {}; {}\n{:18} {:>7} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8}\n",
            told_count(self.index.passages, self.index.documents),
            plural(self.index.segments as u64, "segment"),
            self.machine.line(),
            "class",
            "queries",
            "p50 µs",
            "p90 µs",
            "p99 µs",
            "p99.9 µs",
            "max µs",
            "qps"
        );
        for (class, _) in &self.classes {
            text += &format!(
                "{:18} {:>7} {:>9.0} {:>9.0} {:>9.0} {:>9.0} {:>9.0} {:>8.0}\n",
                class.class, class.queries, class.p50_us, class.p90_us, class.p99_us, class.p999_us, class.max_us, class.qps
            );
        }
        let shares = self.classes.last().map_or(String::new(), |(_, stages)| stages.shares());
        text + &if shares.is_empty() { shares } else { format!("of the time: {shares}\n") }
    }
}

fn classes(list: &[Timed]) -> Vec<(LatencySummary, Stages)> {
    let mut classes: BTreeMap<&str, (usize, Vec<f64>, Stages)> = BTreeMap::new();
    for timed in list {
        for class in [timed.class.as_str(), "all"] {
            let (queries, samples, stages) = classes.entry(class).or_default();
            *queries += 1;
            samples.extend(&timed.micros);
            *stages += timed.stages;
        }
    }
    let all = classes.remove("all");
    let in_order = classes.into_iter().chain(all.map(|all| ("all", all)));
    in_order.map(|(class, (queries, samples, stages))| (summarize(class, queries, &samples), stages)).collect()
}
