//! The words so common that prose can't do without them.

use super::hash::hash_short;

/// No common word is longer.
pub const LONGEST_COMMON: usize = 6;

/// The most frequent words of English, German, French, Spanish, Italian, Portuguese, Dutch and Turkish.
const COMMON: &[&str] = &[
    "the", "of", "to", "and", "a", "in", "is", "that", "was", "for", "on", "with", "as", "it", "at", "by", "be", "this", "are",
    "have", "has", "had", "he", "she", "his", "her", "they", "we", "but", "not", "from", "or", "an", "which", "who", "were",
    "their", "been", "its", "said", "will", "would", "there", "what", "when", "than", "after", "you", "i", "if", "so", "can",
    "der", "die", "das", "und", "den", "von", "zu", "mit", "sich", "des", "auf", "ist", "im", "dem", "nicht", "ein", "eine",
    "als", "le", "la", "les", "et", "du", "un", "une", "est", "que", "dans", "qui", "pour", "par", "sur", "au", "pas", "ne",
    "ce", "il", "el", "los", "las", "y", "en", "del", "se", "no", "con", "su", "lo", "una", "por", "para", "es", "di", "che",
    "non", "per", "o", "os", "do", "da", "em", "um", "uma", "na", "van", "het", "een", "dat", "op", "te", "ve", "bir", "bu",
    "da", "için",
];

/// The hashes of the common words, each in the first slot that was free from its own onwards.
static TABLE: [u32; SLOTS] = {
    let mut table = [0; SLOTS];
    let mut place = 0;
    while place < COMMON.len() {
        let hash = hash_short(COMMON[place].as_bytes());
        let mut at = slot(hash);
        while table[at] != 0 && table[at] != hash {
            at = (at + 1) % SLOTS;
        }
        table[at] = hash;
        place += 1;
    }
    table
};

const SLOTS: usize = 512;

const fn slot(hash: u32) -> usize {
    (hash >> 23) as usize
}

/// Tells whether the word of this hash is common; asked of short words only.
#[inline]
pub fn is_common(hash: u32) -> bool {
    let mut at = slot(hash);
    while TABLE[at] != 0 {
        if TABLE[at] == hash {
            return true;
        }
        at = (at + 1) % SLOTS;
    }
    false
}
