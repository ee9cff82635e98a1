//! Which lines of a page are the article? Learns it from labelled pages and writes the forest's table.
//!
//! ```text
//! cargo run --release -p nutgraf-index --example train_furniture -- [--fold K/N] [--without SET] [--trees N] TABLE.rs PAGES.jsonl.zst…
//! ```
//!
//! A page is a JSON line `{"id", "text", "labels", "body"}`; a label is one letter for each line of the text: `b` body,
//! `x` boilerplate, `n` neither, `-` blank. Gradient boosting on log loss (Friedman 2001) over histograms, as the features
//! are bytes. Every body is shown once more as a page of its own, so that the forest learns to leave clean text alone.
//! With `--fold K/N` the pages of one fold, with `--without SET` those of a set (by the beginning of its name), are held out
//! and judged apart; the table is written all the same.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for maintainers: it talks, and stops on any failure")]

use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::io::{BufRead, BufReader};

use nutgraf_index::document::training::{COUNT, DEPTH, Features, Tree, score, units};

const RATE: f32 = 0.1;
const BINS: usize = 256;
const INNER: usize = (1 << DEPTH) - 1;
const LEAVES: usize = 1 << DEPTH;

struct Page {
    set: String,
    clean: bool,
    held_out: bool,
    units: Vec<Sample>,
}

struct Sample {
    features: Features,
    words: f32,
    /// 1 body, 0 boilerplate.
    target: f32,
    weight: f32,
}

struct Options {
    fold: Option<(u64, u64)>,
    without: Option<String>,
    trees: usize,
    table: String,
    files: Vec<String>,
}

fn options() -> Options {
    let mut options = Options { fold: None, without: None, trees: 150, table: String::new(), files: Vec::new() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--fold" => {
                let fold = words.next().unwrap();
                let (fold, folds) = fold.split_once('/').unwrap();
                options.fold = Some((fold.parse().unwrap(), folds.parse().unwrap()));
            }
            "--without" => options.without = words.next(),
            "--trees" => options.trees = words.next().unwrap().parse().unwrap(),
            _ if options.table.is_empty() => options.table = word,
            _ => options.files.push(word),
        }
    }
    options
}

fn main() {
    let options = options();
    let pages: Vec<Page> = options.files.iter().flat_map(|file| read_pages(file, &options)).collect();
    let samples: Vec<&Sample> = pages.iter().filter(|page| !page.held_out).flat_map(|page| &page.units).collect();
    println!("{} pages, {} units to learn from", pages.len(), samples.len());
    let trees = grow(&samples, options.trees);
    judge(&pages, &trees);
    std::fs::write(&options.table, table(&trees)).unwrap();
}

fn read_pages(file: &str, options: &Options) -> Vec<Page> {
    let set = file.rsplit('/').next().unwrap().split('.').next().unwrap().to_owned();
    let lines = BufReader::new(zstd::Decoder::new(std::fs::File::open(file).unwrap()).unwrap()).lines();
    let mut pages = Vec::new();
    for line in lines {
        let page: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let mut hasher = std::hash::DefaultHasher::new();
        page["id"].as_str().unwrap().hash(&mut hasher);
        let held_out = options.fold.is_some_and(|(fold, folds)| hasher.finish() % folds == fold)
            || options.without.as_ref().is_some_and(|without| set.starts_with(without.as_str()));
        let page_of = |clean, text: &str, labels: &str| {
            let units = samples(text, labels, clean, set.starts_with("cleaneval"));
            Page { set: set.clone(), clean, held_out, units }
        };
        let body = page["body"].as_str().unwrap_or_default();
        if set.ends_with("cleaned") && !body.is_empty() {
            pages.push(page_of(true, body, &"b".repeat(body.split('\n').count())));
        }
        pages.push(page_of(false, page["text"].as_str().unwrap(), page["labels"].as_str().unwrap()));
    }
    pages
}

/// Units with a label each: that of most of their words. All pages weigh the same, a unit by the root of its words.
fn samples(text: &str, labels: &str, clean: bool, neutral_counts: bool) -> Vec<Sample> {
    let labels = labels.as_bytes();
    let mut samples = Vec::new();
    for (lines, words, features) in units(text) {
        let count = |letter: u8| labels[lines.clone()].iter().filter(|label| **label == letter).count();
        let (body, other, neutral) = (count(b'b'), count(b'x'), count(b'n'));
        let target = if body >= other.max(1) { 1.0 } else { 0.0 };
        let sure = if neutral > body + other && neutral_counts { 0.0 } else { 1.0 };
        let weight = sure * (words as f32 + 2.0).powf(0.75);
        samples.push(Sample { features, words: words as f32, target, weight });
    }
    let total: f32 = samples.iter().map(|sample| sample.weight).sum();
    let page_weight = if clean { 40.0 } else { 100.0 };
    samples.iter_mut().for_each(|sample| sample.weight *= page_weight / total.max(1.0));
    samples
}

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

fn grow(samples: &[&Sample], count: usize) -> Vec<Tree> {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut scores = vec![0.0_f32; samples.len()];
    let mut trees = Vec::new();
    for _ in 0..count {
        let drawn: Vec<usize> = (0..samples.len()).filter(|_| dice.throw() % 10 < 6).collect();
        let features: Vec<usize> = (0..COUNT).filter(|_| dice.throw() % 10 < 5).collect();
        let slopes: Vec<(f32, f32)> = samples.iter().zip(&scores).map(|(sample, score)| slope(sample, *score)).collect();
        let tree = grow_tree(samples, &slopes, drawn, &features);
        for (score, sample) in scores.iter_mut().zip(samples) {
            *score += tree.score(&sample.features) as f32 / 1000.0;
        }
        trees.push(tree);
    }
    trees
}

/// The first and second derivative of the loss.
fn slope(sample: &Sample, score: f32) -> (f32, f32) {
    let chance = 1.0 / (1.0 + (-score).exp());
    (sample.weight * (sample.target - chance), sample.weight * (chance * (1.0 - chance)).max(1e-4))
}

fn grow_tree(samples: &[&Sample], slopes: &[(f32, f32)], drawn: Vec<usize>, features: &[usize]) -> Tree {
    let mut tree = Tree { splits: [(0, 255); INNER], leaves: [0; LEAVES] };
    let mut nodes = vec![drawn];
    for node in 0..INNER {
        let here = std::mem::take(&mut nodes[node]);
        let (feature, threshold) = best_split(samples, slopes, &here, features).unwrap_or((0, 255));
        tree.splits[node] = (feature, threshold);
        let (right, left) = here.into_iter().partition(|place| samples[*place].features[usize::from(feature)] > threshold);
        nodes.extend([left, right]);
    }
    for (leaf, here) in tree.leaves.iter_mut().zip(&nodes[INNER..]) {
        let (first, second) = sum(slopes, here);
        *leaf = (1000.0 * RATE * first / (second + 4.0)).clamp(-3000.0, 3000.0) as i16;
    }
    tree
}

fn sum(slopes: &[(f32, f32)], places: &[usize]) -> (f32, f32) {
    places.iter().fold((0.0, 0.0), |sum, place| (sum.0 + slopes[*place].0, sum.1 + slopes[*place].1))
}

fn best_split(samples: &[&Sample], slopes: &[(f32, f32)], here: &[usize], features: &[usize]) -> Option<(u8, u8)> {
    let mut histogram = vec![[(0.0_f32, 0.0_f32); BINS]; features.len()];
    for place in here {
        let slope = slopes[*place];
        for (bins, feature) in histogram.iter_mut().zip(features) {
            let bin = &mut bins[usize::from(samples[*place].features[*feature])];
            *bin = (bin.0 + slope.0, bin.1 + slope.1);
        }
    }
    let total = sum(slopes, here);
    let gain = |(first, second): (f32, f32)| first * first / (second + 4.0);
    let (mut best, mut best_gain) = (None, gain(total) + 0.5);
    for (bins, feature) in histogram.iter().zip(features) {
        let mut left = (0.0, 0.0);
        for (threshold, bin) in bins.iter().enumerate().take(BINS - 1) {
            left = (left.0 + bin.0, left.1 + bin.1);
            let right = (total.0 - left.0, total.1 - left.1);
            let gained = gain(left) + gain(right);
            if gained > best_gain && left.1 > 8.0 && right.1 > 8.0 {
                (best, best_gain) = (Some((*feature as u8, threshold as u8)), gained);
            }
        }
    }
    best
}

/// Prints mean precision and recall by words for each set, held out and learned from, at several thresholds.
fn judge(pages: &[Page], trees: &[Tree]) {
    let mut sets: Vec<(&str, bool, bool)> = pages.iter().map(|page| (page.set.as_str(), page.clean, page.held_out)).collect();
    sets.sort_unstable();
    sets.dedup();
    for (set, clean, held_out) in sets {
        let of_set: Vec<&Page> =
            pages.iter().filter(|page| (page.set.as_str(), page.clean, page.held_out) == (set, clean, held_out)).collect();
        print!("{set}{}{}:", if clean { " body" } else { "" }, if held_out { " held out" } else { "" });
        for threshold in [-800, -400, 0, 400] {
            let (precision, recall) = page_means(&of_set, trees, threshold);
            let f1 = 2.0 * precision * recall / (precision + recall);
            print!("  {threshold}: {precision:.3} {recall:.3} {f1:.4}");
        }
        println!();
    }
}

fn page_means(pages: &[&Page], trees: &[Tree], threshold: i32) -> (f32, f32) {
    let (mut precisions, mut recalls) = (Vec::new(), Vec::new());
    for page in pages {
        let (mut kept, mut right, mut gold) = (0.0, 0.0, 0.0);
        for unit in &page.units {
            let keep = f32::from(u8::from(score(trees, &unit.features) > threshold));
            kept += keep * unit.words;
            right += keep * unit.words * unit.target;
            gold += unit.words * unit.target;
        }
        if kept > 0.0 {
            precisions.push(right / kept);
        }
        if gold > 0.0 {
            recalls.push(right / gold);
        }
    }
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
    (mean(&precisions), mean(&recalls))
}

fn table(trees: &[Tree]) -> String {
    let mut out = String::from(
        "//! The trees of the furniture forest. Written by `examples/train_furniture.rs`: train anew rather than edit.\n\n\
         use super::forest::Tree;\n\n#[rustfmt::skip]\n",
    );
    writeln!(out, "pub static TREES: [Tree; {}] = [", trees.len()).unwrap();
    for tree in trees {
        let splits: Vec<String> = tree.splits.iter().map(|(feature, threshold)| format!("({feature},{threshold})")).collect();
        let leaves: Vec<String> = tree.leaves.iter().map(i16::to_string).collect();
        writeln!(out, "    Tree {{ splits: [{}], leaves: [{}] }},", splits.join(","), leaves.join(",")).unwrap();
    }
    out.push_str("];\n");
    out
}
