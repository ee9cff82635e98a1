//! How long queries take: by the tail, in microseconds.

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

/// What the samples of a class of queries come to. Times are in microseconds.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LatencySummary {
    /// The class; `all` for everything.
    pub class: String,
    /// How many different queries.
    pub queries: usize,
    /// How many measurements.
    pub samples: u64,
    /// Half of them took at most this.
    pub p50_us: f64,
    /// Nine in ten.
    pub p90_us: f64,
    /// 99 in a hundred.
    pub p99_us: f64,
    /// 999 in a thousand.
    pub p999_us: f64,
    /// The longest.
    pub max_us: f64,
    /// The mean.
    pub mean_us: f64,
    /// How many a second on one thread.
    pub qps: f64,
}

/// Sums samples up with a high dynamic range histogram, exact to three digits. Samples are in microseconds.
///
/// ```
/// let summary = nutgraf_index::latency::summarize("all", 1, &[10.0, 20.0, 30.0]);
/// assert_eq!(summary.samples, 3);
/// assert!((summary.p50_us - 20.0).abs() < 0.1);
/// ```
pub fn summarize(class: &str, queries: usize, samples: &[f64]) -> LatencySummary {
    let mut histogram = Histogram::<u64>::new_with_max(3_600_000_000_000, 3).expect("the bounds are those of the type");
    for sample in samples {
        histogram.saturating_record((sample * 1_000.0).max(1.0) as u64);
    }
    let longest = samples.iter().copied().fold(0.0, f64::max);
    let at = |quantile: f64| (histogram.value_at_quantile(quantile) as f64 / 1_000.0).min(longest);
    let mean = if samples.is_empty() { 0.0 } else { samples.iter().sum::<f64>() / samples.len() as f64 };
    LatencySummary {
        class: class.to_owned(),
        queries,
        samples: samples.len() as u64,
        p50_us: at(0.5),
        p90_us: at(0.9),
        p99_us: at(0.99),
        p999_us: at(0.999),
        max_us: longest,
        mean_us: mean,
        qps: if mean > 0.0 { 1e6 / mean } else { 0.0 },
    }
}
