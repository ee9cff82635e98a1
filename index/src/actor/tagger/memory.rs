//! How is a word cased elsewhere in its document?

use rustc_hash::FxHashMap;

use crate::actor::sketch::Sketch;
use crate::actor::token::{Case, Manner, Token};

/// What a document has shown of its capitalised words: whether they also stand in small letters, and whether they are
/// capitals inside sentences.
#[derive(Default)]
pub(in crate::actor) struct Memory {
    seen: FxHashMap<u64, u8>,
}

const CAPITAL_INSIDE: u8 = 1;
const IN_SMALL: u8 = 2;
/// The bits that a document's words share, as a power of two.
const SKETCH_BITS: u32 = 12;

impl Memory {
    /// Reads a document's tokens.
    pub fn of(tokens: &[Token]) -> Memory {
        let mut memory = Memory::default();
        let mut sketch = Sketch::of_bits(SKETCH_BITS);
        for token in tokens.iter().filter(|token| token.case.is_capital()) {
            sketch.insert(token.folded);
            let inside = !token.opens && token.manner == Manner::Plain;
            *memory.seen.entry(token.folded).or_default() |= u8::from(inside) * CAPITAL_INSIDE;
        }
        for token in tokens.iter().filter(|token| token.case == Case::Lower && sketch.may_hold(token.folded)) {
            if let Some(seen) = memory.seen.get_mut(&token.folded) {
                *seen |= IN_SMALL;
            }
        }
        memory
    }

    /// What is known of a word, as a small number.
    pub fn recall(&self, token: &Token) -> u8 {
        if token.case.is_capital() { self.seen.get(&token.folded).copied().unwrap_or(0) } else { 0 }
    }
}
