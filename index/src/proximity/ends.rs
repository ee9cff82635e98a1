//! A set of small numbers.

/// The links in which chains can end, a bit for each.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ends(Vec<u64>);

impl Ends {
    /// Adds a number.
    pub fn insert(&mut self, number: usize) {
        let word = number / u64::BITS as usize;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number % u64::BITS as usize);
    }

    /// Adds what another holds.
    pub fn join(&mut self, other: &Ends) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (one, other) in self.0.iter_mut().zip(&other.0) {
            *one |= other;
        }
    }

    /// Tells whether it holds a number.
    pub fn contains(&self, number: usize) -> bool {
        self.0.get(number / u64::BITS as usize).is_some_and(|word| word >> (number % u64::BITS as usize) & 1 == 1)
    }

    /// Tells whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
