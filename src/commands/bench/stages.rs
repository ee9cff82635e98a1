//! Where the time of a query goes.

use std::ops::AddAssign;

use nutgraf_index::search::Took;
use serde_json::{Value, json};

/// The stages of queries, in microseconds.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Stages {
    parse: f64,
    /// Planning, finding and counting all that matches.
    count: f64,
    /// Finding the candidates.
    candidates: f64,
    /// Scoring them again.
    rerank: f64,
    fetch: f64,
    highlight: f64,
    facets: f64,
}

impl Stages {
    /// The stages of one run.
    pub fn of(parse: f64, took: &Took, facets: f64) -> Stages {
        Stages {
            parse,
            count: took.count,
            candidates: (took.search - took.rerank).max(0.0),
            rerank: took.rerank,
            fetch: took.fetch,
            highlight: took.highlight,
            facets,
        }
    }

    /// The stages by name.
    fn named(&self) -> [(&'static str, f64); 7] {
        [
            ("parse", self.parse),
            ("count", self.count),
            ("candidates", self.candidates),
            ("rerank", self.rerank),
            ("fetch", self.fetch),
            ("highlight", self.highlight),
            ("facets", self.facets),
        ]
    }

    /// The mean of so many runs, for programs.
    pub fn mean_json(&self, samples: u64) -> Value {
        let mean = |micros: f64| json!(if samples == 0 { 0.0 } else { micros / samples as f64 });
        Value::Object(self.named().into_iter().map(|(name, micros)| (name.to_owned(), mean(micros))).collect())
    }

    /// The share of each stage, for people; empty where nothing was measured by stages.
    pub fn shares(&self) -> String {
        let all: f64 = self.named().iter().map(|(_, micros)| micros).sum();
        let share = |(name, micros): (&str, f64)| format!("{name} {:.0} %", 100.0 * micros / all);
        let told: Vec<_> = self.named().into_iter().filter(|(_, micros)| *micros > 0.0).map(share).collect();
        told.join(", ")
    }
}

impl AddAssign for Stages {
    fn add_assign(&mut self, other: Stages) {
        self.parse += other.parse;
        self.count += other.count;
        self.candidates += other.candidates;
        self.rerank += other.rerank;
        self.fetch += other.fetch;
        self.highlight += other.highlight;
        self.facets += other.facets;
    }
}
