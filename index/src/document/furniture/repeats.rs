//! What stands in the document twice: menus, buttons, and sentences drawn out for the eye.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Label;
use super::draft::Draft;

/// A repeated line of so many words or more may be a sentence said twice.
const FEW_WORDS: u32 = 12;

/// The paragraph that a pull-quote was drawn from is longer by a quarter at least; else a text merely says it twice.
const LONGER: u32 = 125;

/// A pull-quote has at least so many words: fewer are said twice by chance.
const FEWEST_WORDS: u32 = 7;

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

/// One run of three words in so many is remembered to find the paragraphs to compare with.
const SAMPLED: u64 = 4;

/// Labels the sentences that repeat a longer paragraph, nearly word for word.
pub fn label_pull_quotes(draft: &mut Draft<'_>) {
    let mut holders: FxHashMap<u64, u32> = FxHashMap::default();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for place in 0..draft.units.len() {
        for shingle in shingles_of(draft, place).into_iter().filter(|shingle| (shingle >> 32).is_multiple_of(SAMPLED)) {
            match holders.entry(shingle) {
                Entry::Occupied(holder) => pairs.push((*holder.get() as usize, place)),
                Entry::Vacant(vacant) => {
                    vacant.insert(place as u32);
                }
            }
        }
    }
    pairs.dedup();
    for (one, other) in pairs.into_iter().filter(|(one, other)| one != other) {
        let (shorter, longer) = if draft.measure(one).words < draft.measure(other).words { (one, other) } else { (other, one) };
        if is_drawn_from(draft, shorter, longer) {
            draft.set(shorter, Label::PullQuote, "repeats another paragraph");
        }
    }
}

fn is_drawn_from(draft: &Draft<'_>, quote: usize, paragraph: usize) -> bool {
    let words = |place: usize| draft.measure(place).words;
    words(quote) <= LONGEST_QUOTE
        && words(paragraph) * 100 >= words(quote) * LONGER
        && draft.is_body(quote)
        && draft.is_body(paragraph)
        && containment(draft, quote, paragraph) >= CONTAINED
}

/// The share of a unit's runs of three words that another unit holds, in hundredths.
pub fn containment(draft: &Draft<'_>, place: usize, other: usize) -> usize {
    let (own, theirs) = (shingles_of(draft, place), shingles_of(draft, other));
    own.iter().filter(|shingle| theirs.contains(shingle)).count() * 100 / own.len().max(1)
}

/// Hashes of each three words in a row of a unit of the article, letters and digits only, capitals as small ones.
fn shingles_of(draft: &Draft<'_>, place: usize) -> Vec<u64> {
    if !draft.is_body(place) || draft.measure(place).words < FEWEST_WORDS {
        return Vec::new();
    }
    let mut run = [EMPTY; 3];
    let words = draft.words_of(place).split_ascii_whitespace().map(hash_word).filter(|hash| *hash != EMPTY);
    let shingles = words.map(|word| {
        run = [run[1], run[2], word];
        run.iter().fold(0, |hash: u64, word| (hash.rotate_left(21) ^ word).wrapping_mul(MIX))
    });
    shingles.skip(2).collect()
}

const EMPTY: u64 = 0;
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes a word without the marks around it, eight bytes at a time; one bit tells small letters from capitals, and is lost.
fn hash_word(word: &str) -> u64 {
    let letters = word.trim_matches(|mark: char| !mark.is_alphanumeric()).as_bytes();
    letters.chunks(8).fold(EMPTY, |hash, piece| {
        let mut bytes = [b' '; 8];
        bytes[..piece.len()].copy_from_slice(piece);
        (hash ^ (u64::from_le_bytes(bytes) | SMALL)).wrapping_mul(MIX).rotate_left(29)
    })
}

const SMALL: u64 = 0x2020_2020_2020_2020;
