//! How likely a unit is the article: a forest of small trees over its features.
//!
//! The trees stand in `forest_table.rs`, which `examples/train_furniture.rs` writes.

use super::features::{COUNT, Features};

/// How deep each tree is.
pub const DEPTH: usize = 5;

/// A full binary tree: the unit goes right where `features[feature] > threshold`.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    /// Feature and threshold of each inner node, the root first, the children of `n` at `2n + 1` and `2n + 2`.
    pub splits: [(u8, u8); (1 << DEPTH) - 1],
    /// What each leaf adds to the score, in thousandths.
    pub leaves: [i16; 1 << DEPTH],
}

impl Tree {
    /// Returns what the tree adds to the score of a unit.
    pub fn score(&self, features: &Features) -> i32 {
        let mut node = 0;
        for _ in 0..DEPTH {
            let (feature, threshold) = self.splits[node];
            node = 2 * node + 1 + usize::from(features[usize::from(feature) % COUNT] > threshold);
        }
        i32::from(self.leaves[node - self.splits.len()])
    }
}

/// Returns the log odds, in thousandths, that a unit belongs to the article.
pub fn score(trees: &[Tree], features: &Features) -> i32 {
    trees.iter().map(|tree| tree.score(features)).sum()
}
