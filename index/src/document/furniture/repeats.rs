//! What stands in the document twice: menus, buttons, and sentences drawn out for the eye.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Label;
use super::draft::Draft;

/// A repeated line of so many words or more may be a sentence said twice.
const FEW_WORDS: u32 = 12;

/// The paragraph that a pull-quote was drawn from is longer by a quarter at least; else a text merely says it twice.
const LONGER: usize = 125;

/// A pull-quote or teaser has at most so many words.
const LONGEST_QUOTE: u32 = 60;

/// Of a pull-quote's runs of three words so many in a hundred stand in the paragraph that it was drawn from.
const CONTAINED: usize = 80;

/// Drops short lines that stand in the document twice or more, once at least above or below all prose: what merely recurs
/// within an article (a time, a name, a refrain) stays.
pub fn drop_repeated(draft: &mut Draft<'_>) {
    let is_prose = |draft: &Draft<'_>, place: usize| draft.is_body(place) && draft.measure(place).is_prose();
    let first = (0..draft.units.len()).find(|place| is_prose(draft, *place)).unwrap_or(0);
    let last = (0..draft.units.len()).rev().find(|place| is_prose(draft, *place)).unwrap_or(draft.units.len());
    let repeated = |draft: &Draft<'_>, place: usize| {
        let measure = draft.measure(place);
        draft.units[place].repeats > 1 && measure.words < FEW_WORDS && !is_prose(draft, place)
    };
    let outside = (0..first).chain(last + 1..draft.units.len()).filter(|place| repeated(draft, *place));
    let lines: FxHashSet<&str> = outside.map(|place| draft.words_of(place)).collect();
    for place in 0..draft.units.len() {
        if draft.is_body(place) && repeated(draft, place) && lines.contains(draft.words_of(place)) {
            draft.drop(place, "stands in the document more than once");
        }
    }
}

/// Labels the sentences that repeat a longer paragraph, nearly word for word.
pub fn label_pull_quotes(draft: &mut Draft<'_>) {
    let shingles: Vec<Vec<u64>> = (0..draft.units.len()).map(|place| shingles_of(draft, place)).collect();
    let mut holders: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for (place, shingles) in shingles.iter().enumerate() {
        for shingle in shingles {
            holders.entry(*shingle).and_modify(|holders| holders.1 = place as u32).or_insert((place as u32, place as u32));
        }
    }
    for place in 0..shingles.len() {
        if draft.measure(place).words <= LONGEST_QUOTE && is_contained(draft, place, &shingles, &holders) {
            draft.set(place, Label::PullQuote, "repeats another paragraph");
        }
    }
}

fn is_contained(draft: &Draft<'_>, place: usize, shingles: &[Vec<u64>], holders: &FxHashMap<u64, (u32, u32)>) -> bool {
    let own = &shingles[place];
    if own.len() < 5 {
        return false;
    }
    let elsewhere = |shingle: &u64| {
        let (first, last) = holders.get(shingle)?;
        [*first as usize, *last as usize].into_iter().find(|other| *other != place)
    };
    let mut others: Vec<usize> = own.iter().filter_map(elsewhere).collect();
    if others.len() * 100 < own.len() * CONTAINED {
        return false;
    }
    others.sort_unstable();
    others.chunk_by(|one, other| one == other).any(|votes| {
        let other = votes[0];
        let longer = shingles[other].len() * 100 >= own.len() * LONGER;
        votes.len() * 100 >= own.len() * CONTAINED && longer && draft.is_body(other)
    })
}

/// The share of a unit's runs of three words that another unit holds, in hundredths.
pub fn containment(draft: &Draft<'_>, place: usize, other: usize) -> usize {
    let (own, theirs) = (shingles_of(draft, place), shingles_of(draft, other));
    own.iter().filter(|shingle| theirs.contains(shingle)).count() * 100 / own.len().max(1)
}

/// Hashes of each three words in a row of a unit of the article, letters and digits only, capitals as small ones.
fn shingles_of(draft: &Draft<'_>, place: usize) -> Vec<u64> {
    if !draft.is_body(place) || draft.measure(place).words < 7 {
        return Vec::new();
    }
    let words: Vec<u64> = draft.words_of(place).split_ascii_whitespace().map(hash_word).filter(|hash| *hash != EMPTY).collect();
    words.windows(3).map(|run| run.iter().fold(0, |hash: u64, word| (hash.rotate_left(21) ^ word).wrapping_mul(MIX))).collect()
}

const EMPTY: u64 = 0;
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

fn hash_word(word: &str) -> u64 {
    // Quotation marks beyond ASCII begin with the byte 0xe2, which few letters do.
    let letters = word.bytes().filter(|byte| byte.is_ascii_alphanumeric() || *byte >= 0xc3 && *byte != 0xe2);
    letters.fold(EMPTY, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_add(1).wrapping_mul(MIX))
}
