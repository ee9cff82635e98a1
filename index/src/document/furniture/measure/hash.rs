//! Words as numbers: equal ones are equal, whatever marks and capitals they have.

/// Hashes a text as it stands.
pub fn hash_text(text: &str) -> u64 {
    let hash = text.as_bytes().chunks(PACKED).fold(text.len() as u64, |hash, piece| {
        let mut word = [0; PACKED];
        word[..piece.len()].copy_from_slice(piece);
        let hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(MIX);
        hash ^ hash >> 29
    });
    hash.wrapping_mul(MIX)
}

/// A word without the marks around it; those beyond ASCII that meet us are curly quotes, dashes and dots (E2 80 xx).
#[inline]
pub fn letters_of(word: &[u8]) -> &[u8] {
    if let [first, .., last] = word
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return word;
    }
    let first = word.iter().position(|byte| byte.is_ascii_alphanumeric() || (*byte >= 0xc3 && *byte != 0xe2)).unwrap_or(0);
    let mut letters = &word[first..];
    loop {
        let end = letters.iter().rposition(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80).map_or(1, |last| last + 1);
        letters = &letters[..end];
        match letters {
            [rest @ .., 0xe2, 0x80, _] if !rest.is_empty() => letters = rest,
            _ => return letters,
        }
    }
}

/// Hashes a word without the marks around it.
#[inline]
pub fn hash_word(letters: &[u8]) -> u32 {
    if letters.len() <= PACKED {
        return hash_short(letters);
    }
    let mixed = letters.chunks(PACKED).fold(0, |hash: u64, piece| (hash ^ packed(piece)).wrapping_mul(MIX).rotate_left(29));
    hash_of(mixed, letters.len())
}

/// The same for a word that fits into a number.
pub const fn hash_short(letters: &[u8]) -> u32 {
    hash_of(packed(letters), letters.len())
}

/// A hash of so many letters; the lowest bit tells the words that say something.
const fn hash_of(packed: u64, letters: usize) -> u32 {
    let hash = (packed.wrapping_mul(MIX) >> 32) as u32;
    hash & !1 | (letters >= TELLING) as u32
}

/// A word that says something has so many letters or more.
const TELLING: usize = 5;

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// So many letters fit into a number.
const PACKED: usize = 8;

/// Packs a short word into a number, letters small, the first one highest.
const fn packed(word: &[u8]) -> u64 {
    let letters = match (word.first_chunk(), word.last_chunk(), word.len()) {
        // Where the two overlap, they are the same.
        (Some(first), Some(last), length) => {
            (u32::from_be_bytes(*first) as u64) << (8 * (length - 4)) | u32::from_be_bytes(*last) as u64
        }
        (.., 0) => return 0,
        (.., length) => {
            let middle = (word[length / 2] as u64) << (8 * (length - 1 - length / 2));
            (word[0] as u64) << (8 * (length - 1)) | middle | word[length - 1] as u64
        }
    };
    letters | 0x2020_2020_2020_2020 >> (64 - 8 * word.len())
}

#[cfg(test)]
mod tests {
    use super::super::measure_text;
    use super::packed;

    #[test]
    fn words_are_packed_letter_by_letter() {
        for length in 0..=8 {
            let word = &b"Marmaris"[..length];
            assert_eq!(packed(word), word.iter().fold(0, |packed, letter| packed << 8 | u64::from(letter | 0x20)), "{length}");
        }
    }

    #[test]
    fn words_are_hashed_without_marks_and_capitals() {
        let hashes = |text: &str| measure_text(text).hashes;
        assert_eq!(hashes("The “Harbour” BOARD,"), hashes("the harbour\nboard"));
        assert_ne!(hashes("breakwaters"), hashes("breakwater"));
        assert_eq!(hashes("the harbour").iter().map(|hash| hash % 2).collect::<Vec<_>>(), [0, 1]);
    }
}
