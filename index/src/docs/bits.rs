//! A bit for each document of a segment: what is asked of all of them is answered 64 at a time.

use tantivy::DocId;

use super::words::{WORD, Words};

/// A bit for each document of a segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// No document out of so many.
    pub fn none(documents: u32) -> Bits {
        Bits { words: vec![0; documents.div_ceil(WORD) as usize] }
    }

    /// Documents from words of 64, the first document in the lowest bit.
    pub fn of_words(words: impl Iterator<Item = u64>) -> Bits {
        Bits { words: words.collect() }
    }

    /// Adds a document.
    pub fn insert(&mut self, doc: DocId) {
        self.words[(doc / WORD) as usize] |= 1 << (doc % WORD);
    }

    /// Adds documents one behind the other.
    pub fn in_order(&mut self) -> InOrder<'_> {
        InOrder::new(&mut self.words)
    }

    /// Returns the 64 documents of a word, the first in its lowest bit.
    pub fn word(&self, place: u32) -> u64 {
        self.words.get(place as usize).copied().unwrap_or(0)
    }

    /// Adds documents of a word.
    pub fn insert_word(&mut self, place: u32, word: u64) {
        self.words[place as usize] |= word;
    }

    /// Takes a document out.
    pub fn remove_one(&mut self, doc: DocId) {
        self.words[(doc / WORD) as usize] &= !(1 << (doc % WORD));
    }

    /// Adds the documents from `first` up to `end`, which is left out.
    pub fn insert_range(&mut self, first: DocId, end: DocId) {
        if first >= end {
            return;
        }
        let (place, last) = ((first / WORD) as usize, ((end - 1) / WORD) as usize);
        let (from, to) = (u64::MAX << (first % WORD), u64::MAX >> (WORD - 1 - (end - 1) % WORD));
        if place == last {
            self.words[place] |= from & to;
            return;
        }
        self.words[place] |= from;
        self.words[place + 1..last].fill(u64::MAX);
        self.words[last] |= to;
    }

    /// Tells whether a document is in it.
    pub fn contains(&self, doc: DocId) -> bool {
        self.words.get((doc / WORD) as usize).is_some_and(|word| word >> (doc % WORD) & 1 == 1)
    }

    /// Counts the documents.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Calls `visit` for each document, in order.
    pub fn for_each(&self, mut visit: impl FnMut(DocId)) {
        for (place, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                visit(place as u32 * WORD + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// Counts the runs of documents in which at least one is set; a run begins at each document of `starts`.
    ///
    /// The whole set is taken for one long number: to the bits of each run, its last one left out, a number of ones alone
    /// is added, which carries into the last bit exactly where any bit was set.
    ///
    /// ```
    /// use nutgraf_index::docs::Bits;
    /// let (mut set, mut starts) = (Bits::none(200), Bits::none(200));
    /// [0, 10, 90].into_iter().for_each(|start| starts.insert(start));
    /// [11, 12, 89, 199].into_iter().for_each(|doc| set.insert(doc));
    /// assert_eq!(set.count_runs(&starts), 2);
    /// ```
    pub fn count_runs(&self, starts: &impl Words) -> usize {
        let (mut count, mut carried) = (0, false);
        for (place, word) in self.words.iter().enumerate() {
            let start = starts.word_at(place).unwrap_or(0);
            // What lies behind the last document belongs to the last run, which ends with the last word.
            let next = if place + 1 == self.words.len() { 1 } else { starts.word_at(place + 1).unwrap_or(0) };
            let last = start >> 1 | next << (WORD - 1);
            let (sum, first_carry) = (word & !last).overflowing_add(!last);
            let (sum, second_carry) = sum.overflowing_add(u64::from(carried));
            carried = first_carry || second_carry;
            count += ((sum | word) & last).count_ones() as usize;
        }
        count
    }

    /// Keeps what the other holds too.
    pub fn keep(&mut self, other: &Bits) {
        self.combine(other, |one, other| one & other);
    }

    /// Takes out what the other holds.
    pub fn remove(&mut self, other: &Bits) {
        self.combine(other, |one, other| one & !other);
    }

    /// Adds what the other holds.
    pub fn add(&mut self, other: &Bits) {
        self.combine(other, |one, other| one | other);
    }

    fn combine(&mut self, other: &Bits, with: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = with(*word, *other);
        }
    }
}

impl Words for Bits {
    #[inline]
    fn word_at(&self, place: usize) -> Option<u64> {
        self.words.get(place).copied()
    }
}

/// Sets bits one behind the other, and writes each word once: to set them in the word itself waits each time until the last one
/// is written, which took longer than to unpack a posting list.
pub struct InOrder<'w> {
    words: &'w mut [u64],
    place: usize,
    word: u64,
}

impl InOrder<'_> {
    /// Sets bits of words of 64, the first of them in the lowest bit.
    pub fn new(words: &mut [u64]) -> InOrder<'_> {
        InOrder { words, place: 0, word: 0 }
    }

    /// Sets the bit at a place, which lies behind all others.
    #[inline]
    pub fn set(&mut self, at: u32) {
        let place = (at / WORD) as usize;
        if place != self.place {
            self.write();
            (self.place, self.word) = (place, 0);
        }
        self.word |= 1 << (at % WORD);
    }

    fn write(&mut self) {
        if self.word != 0 {
            self.words[self.place] |= self.word;
        }
    }
}

impl Drop for InOrder<'_> {
    fn drop(&mut self) {
        self.write();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn bits(set: &BTreeSet<u32>, documents: u32) -> Bits {
        let mut bits = Bits::none(documents);
        set.iter().for_each(|doc| bits.insert(*doc));
        bits
    }

    proptest! {
        #[test]
        fn runs_are_counted_as_one_by_one(set in prop::collection::btree_set(0u32..400, 0..90),
                                          starts in prop::collection::btree_set(0u32..400, 0..60), documents in 400u32..450) {
            let starts: BTreeSet<u32> = starts.into_iter().chain([0]).collect();
            let touched: BTreeSet<_> = set.iter().map(|doc| starts.range(..=doc).next_back()).collect();
            prop_assert_eq!(bits(&set, documents).count_runs(&bits(&starts, documents)), touched.len());
        }

        #[test]
        fn bits_set_in_order_are_those_set_one_by_one(set in prop::collection::btree_set(0u32..400, 0..90), others in prop::collection::btree_set(0u32..400, 0..9)) {
            let mut found = bits(&others, 400);
            let mut in_order = found.in_order();
            set.iter().for_each(|doc| in_order.set(*doc));
            drop(in_order);
            prop_assert_eq!(found, bits(&(&set | &others), 400));
        }

        #[test]
        fn neighbours_are_the_nearest(set in prop::collection::btree_set(0u32..200, 0..60), at in 0u32..200) {
            let found = bits(&set, 200);
            prop_assert_eq!(found.next(at), set.range(at..).next().copied());
            prop_assert_eq!(found.previous(at), set.range(..=at).next_back().copied());
        }

        #[test]
        fn a_range_is_each_of_its_documents(first in 0u32..200, length in 0u32..200) {
            let end = (first + length).min(200);
            let mut found = Bits::none(200);
            found.insert_range(first, end);
            prop_assert_eq!(found, bits(&(first..end).collect(), 200));
        }
    }
}
