//! Which words are certainly not in a set? One look into little memory tells, and saves the look into a map.

/// A bit of each word of a set, by its hash; different words may share one.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    bits: Vec<u64>,
    /// What brings a hash down to the number of a bit.
    shift: u32,
}

impl Sketch {
    /// An empty sketch of two to that power bits, 64 at least.
    pub fn of_bits(power: u32) -> Sketch {
        Sketch { bits: vec![0; 1 << power.saturating_sub(6)], shift: u64::BITS - power.max(6) }
    }

    /// Adds the word with this hash.
    pub fn insert(&mut self, word: u64) {
        let bit = (word >> self.shift) as usize;
        self.bits[bit / 64] |= 1 << (bit % 64);
    }

    /// Whether the set may have the word with this hash; never false where it has.
    pub fn may_hold(&self, word: u64) -> bool {
        let bit = (word >> self.shift) as usize;
        self.bits[bit / 64] >> (bit % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::token::hash_folded;

    #[test]
    fn what_is_in_is_never_denied_and_most_else_is() {
        let mut sketch = Sketch::of_bits(12);
        let word = |number: usize| hash_folded(&format!("word{number}"));
        (0..100).for_each(|number| sketch.insert(word(number)));
        assert!((0..100).all(|number| sketch.may_hold(word(number))));
        assert!((100..1100).filter(|number| sketch.may_hold(word(*number))).count() < 50);
    }
}
