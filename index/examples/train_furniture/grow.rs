//! Gradient boosting on log loss (Friedman 2001) over histograms, as the features are bytes; the trees are symmetric, as in
//! CatBoost (Prokhorenkova et al. 2018).

use nutgraf_index::document::training::{COUNT, DEPTH, Features, Tree, scores};

use crate::pages::Sample;

const RATE: f32 = 0.1;
const BINS: usize = 256;
const LEAVES: usize = 1 << DEPTH;

/// Of ten samples so many are drawn for each tree.
const SAMPLES_IN_TEN: u64 = 6;

/// Of ten features so many are drawn for each tree.
const FEATURES_IN_TEN: u64 = 5;

/// What holds leaves of few samples near zero.
const PRIOR: f32 = 4.0;

/// A generator good enough to draw samples and features (xorshift).
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }
}

/// Grows so many trees.
pub fn forest(samples: &[&Sample], count: usize) -> Vec<Tree> {
    let columns: Vec<Vec<u8>> =
        (0..COUNT).map(|feature| samples.iter().map(|sample| sample.features[feature]).collect()).collect();
    let rows: Vec<Features> = samples.iter().map(|sample| sample.features).collect();
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut odds = vec![0; samples.len()];
    let mut trees = Vec::new();
    for _ in 0..count {
        let drawn: Vec<u32> = (0..samples.len() as u32).filter(|_| dice.throw() % 10 < SAMPLES_IN_TEN).collect();
        let features: Vec<usize> = (0..COUNT).filter(|_| dice.throw() % 10 < FEATURES_IN_TEN).collect();
        let slopes: Vec<(f32, f32)> = drawn.iter().map(|at| slope(samples[*at as usize], odds[*at as usize])).collect();
        let tree = grow_tree(&columns, &slopes, &drawn, &features);
        for (odds, score) in odds.iter_mut().zip(scores(&[tree], &rows)) {
            *odds += score;
        }
        trees.push(tree);
    }
    trees
}

/// The first and second derivative of the loss, `odds` in thousandths.
fn slope(sample: &Sample, odds: i32) -> (f32, f32) {
    let chance = 1.0 / (1.0 + (-odds as f32 / 1000.0).exp());
    (sample.weight * (sample.target - chance), sample.weight * (chance * (1.0 - chance)).max(1e-4))
}

fn grow_tree(columns: &[Vec<u8>], slopes: &[(f32, f32)], drawn: &[u32], features: &[usize]) -> Tree {
    let mut tree = Tree { questions: [(0, 255); DEPTH], leaves: [0; LEAVES] };
    let mut leaf_of = vec![0_u8; drawn.len()];
    for level in 0..DEPTH {
        let question = |feature: &usize| best_threshold(&columns[*feature], slopes, drawn, &leaf_of, 1 << level);
        let best =
            features.iter().map(|feature| (question(feature), *feature)).max_by(|one, other| one.0.0.total_cmp(&other.0.0));
        let Some(((_, threshold), feature)) = best else { break };
        tree.questions[level] = (feature as u8, threshold);
        for (leaf, at) in leaf_of.iter_mut().zip(drawn) {
            *leaf |= u8::from(columns[feature][*at as usize] > threshold) << level;
        }
    }
    let mut sums = [(0.0, 0.0); LEAVES];
    for (leaf, slope) in leaf_of.iter().zip(slopes) {
        add(&mut sums[usize::from(*leaf)], *slope);
    }
    for (leaf, (first, second)) in tree.leaves.iter_mut().zip(sums) {
        *leaf = (1000.0 * RATE * first / (second + PRIOR)).clamp(-3000.0, 3000.0) as i16;
    }
    tree
}

fn add(sum: &mut (f32, f32), slope: (f32, f32)) {
    *sum = (sum.0 + slope.0, sum.1 + slope.1);
}

/// The threshold of a feature that parts all leaves best, and what it gains.
fn best_threshold(column: &[u8], slopes: &[(f32, f32)], drawn: &[u32], leaf_of: &[u8], leaves: usize) -> (f32, u8) {
    let mut histogram = vec![[(0.0_f32, 0.0_f32); BINS]; leaves];
    for ((at, leaf), slope) in drawn.iter().zip(leaf_of).zip(slopes) {
        add(&mut histogram[usize::from(*leaf)][usize::from(column[*at as usize])], *slope);
    }
    let mut gains = [0.0_f32; BINS];
    let gain = |(first, second): (f32, f32)| first * first / (second + PRIOR);
    for bins in &histogram {
        let total = bins.iter().fold((0.0, 0.0), |sum: (f32, f32), bin| (sum.0 + bin.0, sum.1 + bin.1));
        let mut left = (0.0, 0.0);
        for (gained, bin) in gains.iter_mut().zip(bins) {
            add(&mut left, *bin);
            *gained += gain(left) + gain((total.0 - left.0, (total.1 - left.1).max(0.0)));
        }
    }
    let best = (0..BINS - 1).max_by(|one, other| gains[*one].total_cmp(&gains[*other])).unwrap_or(0);
    (gains[best], best as u8)
}
