//! Running queries: whole rounds over the list, each in another order, nothing kept between them.

use std::path::Path;
use std::time::Instant;

use nutgraf_index::facet::{DateAxis, Period, count_actors, count_dates};
use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Match, Reading, plan};
use nutgraf_index::query::Query;
use nutgraf_index::search::{Duplicates, Request, Results, find_matches, search};
use nutgraf_index::snapshot::Snapshot;

use super::Timed;
use super::stages::Stages;
use crate::args::BenchArgs;
use crate::commands::parsed;

/// What queries are run on, and how.
pub struct Bench<'b> {
    pub snapshot: &'b Snapshot,
    pub filters: &'b Filters,
    pub reading: Reading,
    /// Whether any word of a query is enough where nothing matches all.
    pub may_relax: bool,
    /// Whether actors and months are counted over all matches too.
    pub facets: bool,
}

impl Bench<'_> {
    /// One round that is not timed, then whole rounds over the list.
    pub fn run(&self, list: &mut [Timed], args: &BenchArgs) -> anyhow::Result<()> {
        for timed in list.iter_mut() {
            let (_, _, results) = self.time(&timed.query)?;
            timed.total = (results.total.passages, results.total.documents);
            timed.hits = results.hits.iter().map(|hit| format!("{}#{}", hit.document.record.id, hit.ordinal)).collect();
        }
        let mut order = Order::new(list.len(), args.seed);
        for _ in 0..args.runs {
            self.run_round(list, order.shuffled(), args.searching())?;
        }
        Ok(())
    }

    /// A round over the list, its queries dealt out to the threads in turn.
    fn run_round(&self, list: &mut [Timed], order: &[usize], threads: usize) -> anyhow::Result<()> {
        let mut hands: Vec<Vec<(usize, &mut Timed)>> = (0..threads).map(|_| Vec::new()).collect();
        for (number, timed) in list.iter_mut().enumerate() {
            let place = order.iter().position(|other| *other == number).unwrap_or(number);
            hands[place % threads].push((place, timed));
        }
        hands.iter_mut().for_each(|hand| hand.sort_by_key(|(place, _)| *place));
        std::thread::scope(|scope| {
            let parts: Vec<_> = hands.into_iter().map(|hand| scope.spawn(move || self.run_hand(hand))).collect();
            parts.into_iter().try_for_each(|part| part.join().map_err(|_| anyhow::anyhow!("a search thread failed"))?)
        })
    }

    fn run_hand(&self, hand: Vec<(usize, &mut Timed)>) -> anyhow::Result<()> {
        for (_, timed) in hand {
            let (micros, stages, results) = self.time(&timed.query)?;
            let total = (results.total.passages, results.total.documents);
            anyhow::ensure!(total == timed.total, "'{}' gave another total than before", timed.query);
            timed.micros.push(micros);
            timed.stages += stages;
        }
        Ok(())
    }

    /// Times a query with all that a search does but printing.
    fn time(&self, text: &str) -> anyhow::Result<(f64, Stages, Results)> {
        let began = Instant::now();
        let query = parsed(text)?.query;
        let parse = micros(began);
        let request = Request {
            may_relax: self.may_relax,
            grouped: false,
            duplicates: Duplicates::Show,
            ..Request::new(&query, self.filters, self.reading)
        };
        let results = search(self.snapshot, &request)?;
        let searched = micros(began);
        let facets = if self.facets { self.time_facets(&query, results.matched)? } else { 0.0 };
        Ok((searched + facets, Stages::of(parse, &results.took, facets), results))
    }

    /// Times the counts of actors and months over all matches; finding these again is not counted.
    fn time_facets(&self, query: &Query, matched: Match) -> anyhow::Result<f64> {
        let plan = plan(self.snapshot, query, self.filters, Reading { words: matched, ..self.reading })?;
        let matches = find_matches(self.snapshot, &plan)?.segments;
        let began = Instant::now();
        count_actors(self.snapshot, &matches, &[], &[])?;
        count_dates(self.snapshot, &matches, DateAxis::Mentions, Period::Month, false)?;
        Ok(micros(began))
    }
}

fn micros(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1e6
}

/// A fresh process for each query: start, open, search, print.
pub fn run_cold(list: &mut [Timed], args: &BenchArgs, folder: &Path) -> anyhow::Result<()> {
    let program = std::env::current_exe()?;
    let mut order = Order::new(list.len(), args.seed);
    for _ in 0..args.runs {
        for number in order.shuffled() {
            let timed = &mut list[*number];
            let began = Instant::now();
            let mut command = std::process::Command::new(&program);
            command.arg("search").arg("--index").arg(folder).args(["--no-pager", "--"]).arg(&timed.query);
            let output = command.output()?;
            let told = String::from_utf8_lossy(&output.stderr);
            anyhow::ensure!(output.status.code() != Some(2), "'{}': {}", timed.query, told.trim());
            timed.micros.push(micros(began));
        }
    }
    Ok(())
}

/// The order of queries, another one each round and the same ones for a seed: so that no query always follows the one
/// that warms it up.
struct Order {
    numbers: Vec<usize>,
    state: u64,
}

impl Order {
    fn new(queries: usize, seed: u64) -> Order {
        Order { numbers: (0..queries).collect(), state: seed }
    }

    /// Shuffles once more (Fisher and Yates).
    fn shuffled(&mut self) -> &[usize] {
        for last in (1..self.numbers.len()).rev() {
            let other = self.next() % (last as u64 + 1);
            self.numbers.swap(last, other as usize);
        }
        &self.numbers
    }

    /// The next number of SplitMix64 (Steele, Lea and Flood 2014).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn orders_are_permutations_that_a_seed_repeats() {
        let rounds = |seed: u64| {
            let mut order = Order::new(9, seed);
            [order.shuffled().to_vec(), order.shuffled().to_vec()]
        };
        assert_eq!(rounds(1), rounds(1));
        assert_ne!(rounds(1), rounds(2));
        assert_ne!(rounds(1)[0], rounds(1)[1]);
        let mut sorted = rounds(7)[1].clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..9).collect::<Vec<_>>());
    }
}
