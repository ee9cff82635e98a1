//! A measurement against an earlier one: times by their medians, answers by their totals.

use std::path::Path;

use anyhow::Context;
use serde_json::Value;

use super::report::{Measured, Report};
use crate::args::BenchArgs;
use crate::outcome::Outcome;
use crate::output::rows::told_count;
use crate::output::talk;

/// Tells how each class changed; fails where `all` is slower than allowed, or where the same index answers otherwise.
pub fn compare(earlier: &Value, args: &BenchArgs, report: &Report) -> Outcome {
    let limit = args.fail_over.unwrap_or(f64::INFINITY);
    let mut outcome = same_answers(earlier, report);
    for (class, _) in &report.classes {
        let known = earlier["classes"].as_array().into_iter().flatten().find(|known| known["class"] == class.class.as_str());
        let Some(before) = known.and_then(|known| known["p50_us"].as_f64()).filter(|before| *before > 0.0) else { continue };
        let change = (class.p50_us / before - 1.0) * 100.0;
        talk(&format!("{}: p50 {before:.0} → {:.0} µs ({change:+.1} %)", class.class, class.p50_us));
        if class.class == "all" && change > limit {
            outcome = Outcome::Nothing;
        }
    }
    outcome
}

/// Reads the report of an earlier run.
pub fn read_report(file: &Path) -> anyhow::Result<Value> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{}", file.display()))
}

/// Holds the totals against the earlier ones, where the index holds as much as it did: a fast wrong answer is none.
fn same_answers(earlier: &Value, report: &Report) -> Outcome {
    let size = |index: Measured| (index.passages, index.documents);
    let before = serde_json::from_value(earlier["index"].clone()).ok();
    if before.map(size) != Some(size(report.index)) {
        talk("note: the index is not what it was: totals are not compared");
        return Outcome::Done;
    }
    let mut outcome = Outcome::Done;
    for (query, (passages, documents)) in &report.totals {
        let known = earlier["totals"].as_array().into_iter().flatten().find(|known| known["query"] == query.as_str());
        let before = known.and_then(|known| Some((known["passages"].as_u64()?, known["documents"].as_u64()?)));
        if let Some((then_passages, then_documents)) = before.filter(|before| before != &(*passages, *documents)) {
            talk(&format!(
                "'{query}' found {}, before {}",
                told_count(*passages, *documents),
                told_count(then_passages, then_documents)
            ));
            outcome = Outcome::Nothing;
        }
    }
    outcome
}
