//! The order in which passages rank.

use tantivy::DocId;

/// Where a passage stands among others: the higher score comes first, of equals the lower segment and number.
///
/// All three are one number, which is compared faster than they are one by one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Standing(u128);

impl Standing {
    /// Where a passage stands by its score, segment and number.
    pub fn of(score: f32, segment: u32, doc: DocId) -> Standing {
        let bits = score.to_bits();
        // Ascends as the score descends, in the order of `f32::total_cmp`.
        let descending = if bits >> 31 == 0 { !bits & (u32::MAX >> 1) } else { bits };
        Standing(u128::from(descending) << 64 | u128::from(segment) << 32 | u128::from(doc))
    }

    /// Its score.
    pub fn score(self) -> f32 {
        let descending = (self.0 >> 64) as u32;
        f32::from_bits(if descending >> 31 == 0 { !descending & (u32::MAX >> 1) } else { descending })
    }

    /// Its segment and number.
    pub fn address(self) -> (u32, DocId) {
        ((self.0 >> 32) as u32, self.0 as u32)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_by_score_segment_and_number(one in any::<(f32, u32, u32)>(), other in any::<(f32, u32, u32)>(), same in any::<bool>()) {
            let other = if same { (one.0, other.1, other.2) } else { other };
            let [standing, beside] = [one, other].map(|(score, segment, doc)| Standing::of(score, segment, doc));
            let wanted = other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2)));
            prop_assert_eq!(standing.cmp(&beside), wanted);
            prop_assert_eq!((standing.score().to_bits(), standing.address()), (one.0.to_bits(), (one.1, one.2)));
        }
    }
}
