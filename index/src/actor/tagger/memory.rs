//! How is a word cased elsewhere in its document?

use rustc_hash::FxHashMap;

use crate::actor::token::{Case, Manner, Token};

/// What a document has shown of its capitalised words: whether they also stand in small letters, and whether they are
/// capitals inside sentences.
#[derive(Default)]
pub(in crate::actor) struct Memory {
    seen: FxHashMap<u64, u8>,
}

const CAPITAL_INSIDE: u8 = 1;
const IN_SMALL: u8 = 2;

impl Memory {
    /// Reads a document's tokens.
    pub fn of(tokens: &[Token]) -> Memory {
        let mut memory = Memory::default();
        let mut sketch = Sketch::default();
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

/// A few bits of each word, so that most small words need no look into the map.
struct Sketch([u64; 64]);

impl Default for Sketch {
    fn default() -> Sketch {
        Sketch([0; 64])
    }
}

impl Sketch {
    fn insert(&mut self, word: u64) {
        self.0[(word >> 58) as usize] |= 1 << (word >> 52 & 63);
    }

    fn may_hold(&self, word: u64) -> bool {
        self.0[(word >> 58) as usize] >> (word >> 52 & 63) & 1 == 1
    }
}
