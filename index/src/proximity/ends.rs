//! Sets of small numbers, all in one piece of memory.

/// Sets of the links in which chains can end, a bit for each.
#[derive(Clone, Debug)]
pub struct Ends {
    /// How many words of bits a set has.
    width: usize,
    bits: Vec<u64>,
}

impl Ends {
    /// No sets yet, of numbers below `count`.
    pub fn below(count: usize) -> Ends {
        Ends { width: count.div_ceil(u64::BITS as usize), bits: Vec::new() }
    }

    /// Adds an empty set and returns its number.
    pub fn open(&mut self) -> usize {
        self.bits.resize(self.bits.len() + self.width, 0);
        self.bits.len() / self.width - 1
    }

    /// Adds a number to a set.
    pub fn insert(&mut self, set: usize, number: usize) {
        self.bits[set * self.width + number / u64::BITS as usize] |= 1 << (number % u64::BITS as usize);
    }

    /// Adds to a set what another holds.
    pub fn join(&mut self, set: usize, other: usize) {
        for word in 0..self.width {
            self.bits[set * self.width + word] |= self.bits[other * self.width + word];
        }
    }

    /// Tells whether a set holds a number.
    pub fn contains(&self, set: usize, number: usize) -> bool {
        self.of(set)[number / u64::BITS as usize] >> (number % u64::BITS as usize) & 1 == 1
    }

    /// Tells whether a set holds none.
    pub fn is_empty(&self, set: usize) -> bool {
        self.of(set).iter().all(|word| *word == 0)
    }

    fn of(&self, set: usize) -> &[u64] {
        &self.bits[set * self.width..(set + 1) * self.width]
    }
}
