//! Bits in words of 64, wherever they are kept.

use tantivy::DocId;

/// How many documents a word holds.
pub const WORD: u32 = u64::BITS;

/// A bit for each document of a segment, in words: the first document in the lowest bit of the first.
pub trait Words {
    /// Returns a word; `None` behind the last.
    fn word_at(&self, place: usize) -> Option<u64>;

    /// Returns the first document at or behind `from`.
    #[inline]
    fn next(&self, from: DocId) -> Option<DocId> {
        let mut place = (from / WORD) as usize;
        let mut word = self.word_at(place)? & (u64::MAX << (from % WORD));
        while word == 0 {
            place += 1;
            word = self.word_at(place)?;
        }
        Some(place as u32 * WORD + word.trailing_zeros())
    }

    /// Returns the last document at or before `from`.
    #[inline]
    fn previous(&self, from: DocId) -> Option<DocId> {
        let mut place = (from / WORD) as usize;
        let mut word = self.word_at(place)? & (u64::MAX >> (WORD - 1 - from % WORD));
        while word == 0 {
            place = place.checked_sub(1)?;
            word = self.word_at(place)?;
        }
        Some(place as u32 * WORD + WORD - 1 - word.leading_zeros())
    }
}
