//! What sort of word is it, in the language at large?
//!
//! A table of frequent words, learned from plain text by `examples/learn_words.rs`: words with like neighbours share a class
//! (`said` with `told`, `Anna` with `Peter`), coarse and fine; and each has a class for how it is cased.

/// The slots of the table, a power of two, and the bytes of each.
pub const WORD_SLOTS: usize = 1 << 16;
/// Four bytes of the word's hash, its coarse class, its fine class, its case; 0 for an empty slot.
pub const WORD_SLOT: usize = 7;

static TABLE: &[u8] = include_bytes!("../weights/words.bin");

/// What is known of a word; all 0 of a rare one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::actor) struct Sort {
    pub coarse: u8,
    pub fine: u8,
    /// From 1, nearly always in small letters, to 5, nearly always with a capital.
    pub case: u8,
}

impl Sort {
    /// Looks up a word by the hash of its folded form.
    pub fn of(folded: u64) -> Sort {
        let check = ((folded >> 32) as u32).to_le_bytes();
        let mut slot = folded as usize & (WORD_SLOTS - 1);
        while let Some(&[a, b, c, d, coarse, fine, case]) = TABLE.get(slot * WORD_SLOT..(slot + 1) * WORD_SLOT) {
            if case == 0 {
                break;
            }
            if [a, b, c, d] == check {
                return Sort { coarse, fine, case };
            }
            slot = (slot + 1) & (WORD_SLOTS - 1);
        }
        Sort::default()
    }
}
