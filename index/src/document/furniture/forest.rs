//! How likely a unit is the article: a forest of small trees over its features.
//!
//! The trees are symmetric: all nodes of a level ask the same question, so that the answers are the bits of a leaf's number
//! and many units are judged at once. They stand in `forest_table.rs`, which `examples/train_furniture` writes.

use super::features::{COUNT, Features};

/// How many questions a tree asks.
pub const DEPTH: usize = 6;

/// A tree that asks the same questions of every unit.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    /// For each level the feature and the threshold that it must exceed for the bit of that level to be set.
    pub questions: [(u8, u8); DEPTH],
    /// What each leaf adds to the score, in thousandths.
    pub leaves: [i16; 1 << DEPTH],
}

/// So many units are judged at once.
const LANES: usize = 32;

/// Returns for each unit the log odds, in thousandths, that it belongs to the article.
pub fn scores(trees: &[Tree], units: &[Features]) -> Vec<i32> {
    let mut scores = Vec::with_capacity(units.len() + LANES);
    for units in units.chunks(LANES) {
        scores.extend(scores_of_block(trees, &columns(units)));
    }
    scores.truncate(units.len());
    scores
}

fn columns(units: &[Features]) -> [[u8; LANES]; COUNT] {
    let mut columns = [[0; LANES]; COUNT];
    for (lane, features) in units.iter().enumerate() {
        for (column, feature) in columns.iter_mut().zip(features) {
            column[lane] = *feature;
        }
    }
    columns
}

fn scores_of_block(trees: &[Tree], columns: &[[u8; LANES]; COUNT]) -> [i32; LANES] {
    let mut scores = [0; LANES];
    for tree in trees {
        let mut leaves = [0_u8; LANES];
        for (level, (feature, threshold)) in tree.questions.iter().enumerate() {
            for (leaf, value) in leaves.iter_mut().zip(&columns[usize::from(*feature)]) {
                *leaf |= u8::from(value > threshold) << level;
            }
        }
        for (score, leaf) in scores.iter_mut().zip(leaves) {
            *score += i32::from(tree.leaves[usize::from(leaf) % (1 << DEPTH)]);
        }
    }
    scores
}
