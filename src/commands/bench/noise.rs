//! What makes a figure doubtful.

use super::Timed;
use super::machine::Machine;

/// A sample so many times as long as its query's median is an outlier.
const OUTLIER: f64 = 5.0;

/// More outliers than this share are told.
const MOST_OUTLIERS: f64 = 0.01;

/// A first round slower than the others by this factor is told.
const SLOW_START: f64 = 1.25;

/// Says what in the samples or on the machine makes figures doubtful.
pub fn doubts(list: &[Timed], machine: &Machine, own_threads: usize) -> Vec<String> {
    [busy(machine, own_threads), slow_start(list), outliers(list)].into_iter().flatten().collect()
}

fn busy(machine: &Machine, own_threads: usize) -> Option<String> {
    let (load, threads) = (machine.load?, machine.threads?);
    let room = threads.saturating_sub(own_threads) as f64;
    (load > room.max(0.5)).then(|| format!("other work ran before: a load of {load:.1} on {threads} threads"))
}

/// The rounds after the first should take as long as it: else the first warmed something up.
fn slow_start(list: &[Timed]) -> Option<String> {
    let rounds = list.iter().map(|timed| timed.micros.len()).min().filter(|rounds| *rounds >= 3)?;
    let round = |number: usize| list.iter().map(|timed| timed.micros[number]).sum::<f64>();
    let others = median((1..rounds).map(round).collect());
    let factor = round(0) / others;
    (factor > SLOW_START).then(|| format!("the first round took {factor:.1} times as long as the others"))
}

fn outliers(list: &[Timed]) -> Option<String> {
    let (mut far, mut all) = (0, 0);
    for timed in list.iter().filter(|timed| timed.micros.len() >= 3) {
        let usual = median(timed.micros.clone());
        far += timed.micros.iter().filter(|micros| **micros > OUTLIER * usual).count();
        all += timed.micros.len();
    }
    let told = format!("{far} of {all} samples took more than {OUTLIER} times their query's median");
    (far as f64 > MOST_OUTLIERS * all as f64).then_some(told)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timed(micros: &[f64]) -> Timed {
        Timed { micros: micros.to_vec(), ..Timed::new("word", "war") }
    }

    fn idle() -> Machine {
        Machine { load: Some(0.1), threads: Some(4), ..Machine::describe() }
    }

    #[test]
    fn steady_samples_raise_no_doubt() {
        assert!(doubts(&[timed(&[10.0, 11.0, 10.0, 12.0])], &idle(), 1).is_empty());
    }

    #[test]
    fn noise_is_told() {
        assert_eq!(doubts(&[timed(&[20.0, 11.0, 10.0, 12.0])], &idle(), 1).len(), 1);
        assert_eq!(doubts(&[timed(&[10.0, 90.0, 10.0, 12.0])], &idle(), 1).len(), 1);
        let busy = Machine { load: Some(3.9), ..idle() };
        assert!(doubts(&[], &busy, 1)[0].contains("3.9"));
    }
}
