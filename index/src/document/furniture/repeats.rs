//! What stands in the document twice: menus, buttons, and sentences drawn out for the eye.

use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

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

/// Of a hundred words of the article repeated lines are no more; else they are its subject: a timetable, a song.
const FRAME: u32 = 10;

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
    let places = (0..draft.units.len()).filter(|place| draft.is_body(*place) && repeated(draft, *place));
    let places: Vec<usize> = places.filter(|place| lines.contains(draft.words_of(*place))).collect();
    let words: u32 = places.iter().map(|place| draft.measure(*place).words).sum();
    if words * 100 > draft.words_where(|place| draft.is_body(place)) * FRAME {
        return;
    }
    for place in places {
        draft.drop(place, "stands in the document more than once");
    }
}

/// A text that says more of its sentences twice quotes and answers them.
const MOST_QUOTES: usize = 6;

/// One run of three words in so many is remembered to find the paragraphs to compare with.
const SAMPLED: u64 = 4;

/// Labels the sentences that repeat a longer paragraph, nearly word for word.
pub fn label_pull_quotes(draft: &mut Draft<'_>) {
    let mut pairs = sharing_pairs(draft);
    // By paragraph, so that the runs of each are gathered only once however many sentences were drawn from it.
    pairs.sort_unstable_by_key(|(quote, paragraph)| (*paragraph, *quote));
    pairs.dedup();
    let mut quotes = Vec::new();
    let mut gathered: (Option<usize>, FxHashSet<u64>) = (None, FxHashSet::default());
    for (quote, paragraph) in pairs {
        if !may_be_drawn_from(draft, quote, paragraph) {
            continue;
        }
        if gathered.0 != Some(paragraph) {
            gathered = (Some(paragraph), shingles(draft.hashes_of(paragraph)).collect());
        }
        if share_held(draft, quote, &gathered.1) >= CONTAINED {
            quotes.push(quote);
        }
    }
    quotes.sort_unstable();
    quotes.dedup();
    for quote in quotes.iter().filter(|_| quotes.len() <= MOST_QUOTES) {
        draft.set(*quote, Label::PullQuote, "repeats another paragraph");
    }
}

/// The pairs of units, the shorter first, that share one of the sampled runs.
fn sharing_pairs(draft: &Draft<'_>) -> Vec<(usize, usize)> {
    let unsampled = unsampled_runs(draft);
    let is_sampled = |shingle: &u64| sampled(*shingle) || (!unsampled.is_empty() && unsampled.contains(shingle));
    let runs = draft.hashes().len() / SAMPLED as usize;
    let mut holders: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(runs, FxBuildHasher);
    let mut pairs = Vec::new();
    for place in (0..draft.units.len()).filter(|place| is_compared(draft, *place)) {
        for shingle in shingles(draft.hashes_of(place)).filter(is_sampled) {
            match holders.entry(shingle) {
                Entry::Occupied(holder) if *holder.get() as usize != place => pairs.push((*holder.get() as usize, place)),
                Entry::Occupied(_) => {}
                Entry::Vacant(vacant) => {
                    vacant.insert(place as u32);
                }
            }
        }
    }
    let shorter_first = |(one, other): (usize, usize)| match draft.measure(one).words < draft.measure(other).words {
        true => (one, other),
        false => (other, one),
    };
    pairs.into_iter().map(shorter_first).collect()
}

fn sampled(shingle: u64) -> bool {
    (shingle >> 32).is_multiple_of(SAMPLED)
}

/// All runs of the units that hold no sampled one: of a short sentence that may be so.
fn unsampled_runs(draft: &Draft<'_>) -> FxHashSet<u64> {
    let compared = (0..draft.units.len()).filter(|place| is_compared(draft, *place));
    let missed =
        compared.filter(|place| draft.measure(*place).words <= LONGEST_QUOTE && !shingles(draft.hashes_of(*place)).any(sampled));
    missed.flat_map(|place| shingles(draft.hashes_of(place))).collect()
}

fn is_compared(draft: &Draft<'_>, place: usize) -> bool {
    draft.is_body(place) && draft.measure(place).words >= FEWEST_WORDS
}

fn may_be_drawn_from(draft: &Draft<'_>, quote: usize, paragraph: usize) -> bool {
    let words = |place: usize| draft.measure(place).words;
    words(quote) <= LONGEST_QUOTE
        && draft.measure(quote).bullet == 0
        && words(paragraph) * 100 >= words(quote) * LONGER
        && draft.is_body(quote)
        && draft.is_body(paragraph)
}

/// The share of a unit's runs of three words that another unit holds, in hundredths.
pub fn containment(draft: &Draft<'_>, place: usize, other: usize) -> usize {
    if !is_compared(draft, place) || !is_compared(draft, other) {
        return 0;
    }
    share_held(draft, place, &shingles(draft.hashes_of(other)).collect())
}

fn share_held(draft: &Draft<'_>, place: usize, held: &FxHashSet<u64>) -> usize {
    let own = shingles(draft.hashes_of(place));
    let runs = draft.hashes_of(place).len().saturating_sub(2);
    own.filter(|shingle| held.contains(shingle)).count() * 100 / runs.max(1)
}

/// Hashes of each three words in a row.
fn shingles(words: &[u32]) -> impl Iterator<Item = u64> + '_ {
    words.windows(3).map(|run| {
        run.iter().fold(0, |hash: u64, word| (hash.rotate_left(21) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    })
}
