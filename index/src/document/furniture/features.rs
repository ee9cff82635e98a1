//! What a forest sees of a unit: itself, its neighbours, its place in the document. Every feature is a byte.

use std::sync::LazyLock;

use super::cues::{Cue, KINDS};
use super::measure::Measure;
use super::subject;
use super::unit::Unit;

/// How many features a unit has.
pub const COUNT: usize = OWN + 4 * NEIGHBOUR + PLACE;
const OWN: usize = 20 + KINDS;
const NEIGHBOUR: usize = 8;
const PLACE: usize = 24;

/// The features of one unit.
pub type Features = [u8; COUNT];

/// A count on a scale that is fine for few and coarse for many.
fn log(count: u32) -> u8 {
    LOGS.get(count as usize).copied().unwrap_or_else(|| computed_log(count))
}

/// The logarithms of counts that a page has.
static LOGS: LazyLock<[u8; 4096]> = LazyLock::new(|| std::array::from_fn(|count| computed_log(count as u32)));

fn computed_log(count: u32) -> u8 {
    (f32::log2(1.0 + count as f32) * 14.0).min(255.0) as u8
}

fn share(part: u32, whole: u32) -> u8 {
    (part * 200 / whole.max(1)).min(255) as u8
}

fn few(count: u32) -> u8 {
    count.min(255) as u8
}

/// Computes the features of every unit of a document, `hashes` being those of its words.
pub fn features(units: &[Unit], hashes: &[u32]) -> Vec<Features> {
    let shared = subject::shared_words(units, hashes);
    let summaries: Vec<[u8; NEIGHBOUR]> = units.iter().zip(&shared).map(|(unit, shared)| neighbour(unit, *shared)).collect();
    let document = Overview::of(units);
    let mut above = Above::default();
    let mut all = Vec::with_capacity(units.len());
    for (place, unit) in units.iter().enumerate() {
        let mut features = [0; COUNT];
        own(unit, shared[place], units.get(place + 1), &mut features[..OWN]);
        for (slot, offset) in [-2_isize, -1, 1, 2].into_iter().enumerate() {
            let at = place.checked_add_signed(offset).and_then(|place| summaries.get(place));
            let start = OWN + slot * NEIGHBOUR;
            features[start..start + NEIGHBOUR].copy_from_slice(at.unwrap_or(&[255; NEIGHBOUR]));
        }
        document.place(place, unit, &above, &mut features[OWN + 4 * NEIGHBOUR..]);
        above.pass(unit);
        all.push(features);
    }
    all
}

fn own(unit: &Unit, shared: u8, next: Option<&Unit>, out: &mut [u8]) {
    let Measure { words, .. } = unit.measure;
    let measure = &unit.measure;
    let bytes = measure.trimmed.len() as u32;
    let plain = [
        log(words),
        few(bytes * 8 / words.max(1)),
        share(measure.capitals, words),
        share(measure.common, words),
        share(measure.numbers, words),
        share(measure.commas, words),
        few(measure.stops),
        few(measure.bars),
        few(measure.tabs),
        measure.end as u8,
        u8::from(measure.starts_small),
        u8::from(measure.starts_quoted),
        u8::from(measure.bullet > 0),
        u8::from(measure.shouts),
        few(measure.indent),
        few(unit.blanks_above),
        next.map_or(9, |next| few(next.blanks_above)),
        share(unit.cues.bytes, bytes),
        few(unit.repeats),
        shared,
    ];
    out[..plain.len()].copy_from_slice(&plain);
    out[plain.len()..].copy_from_slice(&unit.cues.counts);
}

/// What a unit shows to those near it.
fn neighbour(unit: &Unit, shared: u8) -> [u8; NEIGHBOUR] {
    let measure = &unit.measure;
    [
        log(measure.words),
        share(measure.common, measure.words),
        measure.end as u8,
        share(measure.capitals, measure.words),
        share(unit.cues.bytes, measure.trimmed.len() as u32),
        few(unit.blanks_above.min(100) * 2 + u32::from(measure.bullet > 0)),
        few(unit.repeats),
        shared,
    ]
}

/// What is known of the units above one.
#[derive(Default)]
struct Above {
    words: u32,
    prose: u32,
    related: u32,
    since_related: Option<u32>,
    prose_since_related: u32,
}

impl Above {
    fn pass(&mut self, unit: &Unit) {
        self.words += unit.measure.words;
        let prose = if unit.measure.is_prose() { unit.measure.words } else { 0 };
        self.prose += prose;
        self.prose_since_related += prose;
        self.since_related = self.since_related.map(|units| units + 1);
        if unit.cues.opens_with(Cue::Related) && unit.measure.words <= 8 {
            self.related += 1;
            self.since_related = Some(0);
            self.prose_since_related = 0;
        }
    }
}

/// What is known of the document as a whole.
struct Overview {
    words: u32,
    prose: u32,
    repeated: u32,
    listed: u32,
    /// Sums of the words and of the words of prose in the units before each.
    sums: Vec<(u32, u32)>,
    /// How many units away the nearest prose stands, above and below.
    prose_above: Vec<u32>,
    prose_below: Vec<u32>,
    /// The units of the densest stretch of prose: first and last.
    main: (usize, usize),
    /// For each unit, the block (units without a blank line between them) it stands in: units, words, words of prose.
    blocks: Vec<(u32, u32, u32)>,
}

fn prose_words(unit: &Unit) -> u32 {
    if unit.measure.is_prose() { unit.measure.words } else { 0 }
}

impl Overview {
    fn of(units: &[Unit]) -> Overview {
        let mut sums = Vec::with_capacity(units.len() + 1);
        let (mut words, mut prose) = (0, 0);
        for unit in units {
            sums.push((words, prose));
            words += unit.measure.words;
            prose += prose_words(unit);
        }
        sums.push((words, prose));
        let prose_above = distances(units.iter());
        let mut prose_below = distances(units.iter().rev());
        prose_below.reverse();
        let of_those = |test: fn(&Unit) -> bool| units.iter().filter(|unit| test(unit)).map(|unit| unit.measure.words).sum();
        Overview {
            words,
            prose,
            repeated: of_those(|unit| unit.repeats > 1),
            listed: of_those(|unit| unit.measure.bullet > 0),
            sums,
            prose_above,
            prose_below,
            main: main_stretch(units),
            blocks: blocks(units),
        }
    }

    fn around(&self, place: usize, reach: usize) -> u8 {
        let (first, last) = (place.saturating_sub(reach), (place + reach + 1).min(self.sums.len() - 1));
        share(self.sums[last].1 - self.sums[first].1, self.sums[last].0 - self.sums[first].0)
    }

    fn place(&self, place: usize, unit: &Unit, above: &Above, out: &mut [u8]) {
        let count = self.prose_above.len();
        let (first, last) = self.main;
        let below = self.prose - above.prose - prose_words(unit);
        let (block_units, block_words, block_prose) = self.blocks[place];
        out.copy_from_slice(&[
            share(place as u32, count as u32),
            share(above.words, self.words),
            share(above.prose, self.prose),
            share(below, self.prose),
            log(above.prose),
            log(below),
            log(count as u32),
            log(self.words),
            share(self.prose, self.words),
            log(self.prose),
            log(self.prose_above[place]),
            log(self.prose_below[place]),
            self.around(place, 2),
            self.around(place, 6),
            self.around(place, 15),
            log(first.saturating_sub(place) as u32),
            log(place.saturating_sub(last) as u32),
            above.since_related.map_or(255, log),
            few(above.related),
            log(above.prose_since_related),
            log(block_units),
            share(block_prose, block_words),
            share(self.repeated, self.words),
            share(self.listed, self.words),
        ]);
    }
}

/// For each unit, how many units lie between it and the last prose met on the way; many where there was none.
fn distances<'u>(units: impl Iterator<Item = &'u Unit>) -> Vec<u32> {
    let mut distance = 100_000;
    units
        .map(|unit| {
            let before = distance;
            distance = if unit.measure.is_prose() { 0 } else { distance + 1 };
            before
        })
        .collect()
}

/// The stretch with the most words of prose, every other unit costing a little (the largest sum of a run).
fn main_stretch(units: &[Unit]) -> (usize, usize) {
    const COST: i64 = 12;
    let (mut best, mut best_sum) = ((0, 0), 0);
    let (mut start, mut sum) = (0, 0);
    for (place, unit) in units.iter().enumerate() {
        if sum <= 0 {
            (start, sum) = (place, 0);
        }
        sum += if unit.measure.is_prose() { i64::from(unit.measure.words) } else { -COST };
        if sum > best_sum {
            (best, best_sum) = ((start, place), sum);
        }
    }
    best
}

fn blocks(units: &[Unit]) -> Vec<(u32, u32, u32)> {
    let mut blocks = Vec::with_capacity(units.len());
    for block in units.chunk_by(|_, below| below.blanks_above == 0) {
        let words = block.iter().map(|unit| unit.measure.words).sum();
        let prose = block.iter().map(prose_words).sum();
        blocks.extend(std::iter::repeat_n((block.len() as u32, words, prose), block.len()));
    }
    blocks
}
