//! The best of very many scored passages, kept without keeping them all.

use tantivy::DocId;

use super::Standing;

/// Room for so many is made at once: to grow by and by takes longer than to gather as many as are mostly wanted.
const ROOM: usize = 512;

/// The passages that score best so far, among equals those that come first.
///
/// Twice as many as wanted are gathered, then the worse half is dropped: cheaper than to keep them ordered.
pub struct Best {
    most: usize,
    least: f32,
    kept: Vec<Standing>,
}

impl Best {
    /// Makes ready to keep so many.
    pub fn new(most: usize) -> Best {
        Best { most, least: f32::NEG_INFINITY, kept: Vec::with_capacity(most.saturating_mul(2).min(ROOM)) }
    }

    /// What a passage must exceed to be kept.
    pub fn least(&self) -> f32 {
        self.least
    }

    /// How many are kept.
    pub fn most(&self) -> usize {
        self.most
    }

    /// Passes over passages that score less from now on: so many as are kept are known to score as much, and will be offered.
    pub fn pass_over_below(&mut self, score: f32) {
        self.least = self.least.max(score.next_down());
    }

    /// Returns the score of the last that is kept, if as many were offered as are kept.
    pub fn last_score(mut self) -> Option<f32> {
        self.drop_worse();
        let is_full = self.most > 0 && self.kept.len() >= self.most;
        is_full.then(|| self.kept.iter().map(|kept| kept.score()).fold(f32::INFINITY, f32::min))
    }

    /// Offers a passage, by its score, segment and number; passages must be offered in order of segments and numbers.
    pub fn offer(&mut self, score: f32, segment: u32, doc: DocId) {
        if score > self.least {
            self.kept.push(Standing::of(score, segment, doc));
            if self.kept.len() >= self.most.saturating_mul(2) {
                self.drop_worse();
            }
        }
    }

    fn drop_worse(&mut self) {
        if self.kept.len() <= self.most || self.most == 0 {
            return;
        }
        self.kept.select_nth_unstable(self.most - 1);
        self.kept.truncate(self.most);
        self.least = self.kept[self.most - 1].score();
    }

    /// Returns the best, in no order.
    pub fn into_addresses(mut self) -> Vec<(u32, DocId)> {
        self.drop_worse();
        self.kept.into_iter().map(Standing::address).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_sort(scores in prop::collection::vec(0u8..9, 0..200), most in 1usize..30) {
            let mut best = Best::new(most);
            scores.iter().enumerate().for_each(|(doc, score)| best.offer(f32::from(*score), 0, doc as u32));
            let mut sorted: Vec<_> = scores.iter().enumerate().map(|(doc, score)| (std::cmp::Reverse(*score), doc as u32)).collect();
            sorted.sort();
            let mut wanted: Vec<_> = sorted.into_iter().take(most).map(|(_, doc)| (0, doc)).collect();
            let mut found = best.into_addresses();
            wanted.sort();
            found.sort();
            prop_assert_eq!(found, wanted);
        }
    }
}
