//! Which occurrences of several things stand near enough to each other: phrases, `~n`, NEAR and ADJ.
//!
//! The same code decides over positions from the index which passages match, and over the words of one passage which
//! places are lit, so that the two can't disagree. What matches is decided in full, however often words are repeated.

mod chain;
mod ends;
mod slop;

use chain::Chains;
use slop::Phrases;

/// An occurrence of an operand: its first and last position, in words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Occurrence {
    /// The position of its first word.
    pub first: u32,
    /// The position of its last word.
    pub last: u32,
}

impl Occurrence {
    /// A single word.
    pub const fn word(position: u32) -> Occurrence {
        Occurrence { first: position, last: position }
    }
}

/// How operands must stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Arrangement {
    /// Side by side in order, each at most so many words from its place, as Lucene's slop counts.
    Phrase {
        /// The slop; 0 for a plain phrase.
        slop: u32,
    },
    /// Neighbours at most `within` words apart, from the end of one to the start of the next.
    Near {
        /// The distance; side by side is 1.
        within: u32,
        /// In the order of the operands only.
        ordered: bool,
    },
}

impl Arrangement {
    /// The farthest that the start of one operand can stand from the end of the one before it in the text.
    pub fn reach(self) -> u32 {
        match self {
            Arrangement::Phrase { slop } => slop.saturating_add(1),
            Arrangement::Near { within, .. } => within,
        }
    }
}

/// A stretch in which one occurrence of each operand stands as asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// From the first word to the last.
    pub whole: Occurrence,
    /// Which occurrences take part, in some combination that fills the stretch.
    pub parts: Vec<Part>,
}

/// An occurrence that takes part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Part {
    /// The number of its operand.
    pub operand: usize,
    /// Where it stands.
    pub place: Occurrence,
}

/// A stretch with what takes part in it in one way of finding it.
type Whole = (Occurrence, Vec<Part>);

/// How much is tried in one passage beyond what decides whether it matches: bounds what is lit of hostile repetition, far
/// beyond any real text.
const MOST: usize = 20_000;

/// Finds the stretches in which one occurrence of each of several operands stands as asked, in order. Lists must be sorted; of
/// operands in any order there are at most 64.
///
/// ```
/// use nutgraf_index::proximity::{Arrangement, Occurrence, arrange};
/// let (a, b) = (vec![Occurrence::word(3), Occurrence::word(20)], vec![Occurrence::word(5)]);
/// let near = arrange(&[a, b], Arrangement::Near { within: 2, ordered: false });
/// assert_eq!(near.len(), 1);
/// assert_eq!(near[0].whole, Occurrence { first: 3, last: 5 });
/// ```
pub fn arrange(operands: &[Vec<Occurrence>], arrangement: Arrangement) -> Vec<Placed> {
    if operands.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut wholes = match arrangement {
        Arrangement::Phrase { slop: 0 } => Chains::new(operands, 1, true).wholes(),
        Arrangement::Phrase { slop } => Phrases::wholes(operands, slop),
        Arrangement::Near { within, ordered } => Chains::new(operands, within, ordered).wholes(),
    };
    wholes.sort_unstable();
    let joined = wholes.chunk_by(|(one, _), (other, _)| one == other).map(|alike| {
        let mut parts: Vec<Part> = alike.iter().flat_map(|(_, parts)| parts).copied().collect();
        parts.sort_unstable();
        parts.dedup();
        Placed { whole: alike[0].0, parts }
    });
    joined.collect()
}

/// Finds the stretches of [`arrange`] without what takes part in them, in order. Lists must be sorted.
///
/// For words side by side, and two words near each other, each place of the first word is looked up in the lists of the others.
pub fn stretches(operands: &[Vec<Occurrence>], arrangement: Arrangement) -> Vec<Occurrence> {
    if operands.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let are_words = operands.iter().flatten().all(|place| place.first == place.last);
    let mut stretches = match (arrangement, operands) {
        (Arrangement::Phrase { slop: 0 }, [first, others @ ..]) if are_words => side_by_side(first, others),
        (Arrangement::Phrase { slop: 0 }, _) => Chains::new(operands, 1, true).stretches(),
        (Arrangement::Phrase { slop }, _) => Phrases::stretches(operands, slop),
        (Arrangement::Near { within, ordered }, [one, other]) if are_words => pairs(one, other, within, ordered),
        (Arrangement::Near { within, ordered }, _) => Chains::new(operands, within, ordered).stretches(),
    };
    stretches.sort_unstable();
    stretches.dedup();
    stretches
}

/// The stretches from a word to another that stands so near, behind it or, where the order is open, before it.
fn pairs(one: &[Occurrence], other: &[Occurrence], within: u32, ordered: bool) -> Vec<Occurrence> {
    let mut pairs = Vec::new();
    for Occurrence { first: place, .. } in one {
        let low = if ordered { place.saturating_add(1) } else { place.saturating_sub(within) };
        let start = other.partition_point(|candidate| candidate.first < low);
        let near = other[start..]
            .iter()
            .map(|candidate| candidate.first)
            .take_while(|candidate| candidate.saturating_sub(within) <= *place);
        let stretch = |candidate: u32| Occurrence { first: candidate.min(*place), last: candidate.max(*place) };
        pairs.extend(near.filter(|candidate| candidate != place).map(stretch));
    }
    pairs
}

/// The stretches of words of which each stands right behind the one before.
fn side_by_side(first: &[Occurrence], others: &[Vec<Occurrence>]) -> Vec<Occurrence> {
    let follow = |place: &Occurrence| {
        let mut others = others.iter().zip(place.first + 1..);
        others.all(|(other, position)| other.binary_search(&Occurrence::word(position)).is_ok())
    };
    let whole = |place: &Occurrence| Occurrence { first: place.first, last: place.first + others.len() as u32 };
    first.iter().filter(|place| follow(place)).map(whole).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn words(positions: &[u32]) -> Vec<Occurrence> {
        positions.iter().map(|position| Occurrence::word(*position)).collect()
    }

    fn stands(lists: &[&[u32]], arrangement: Arrangement) -> bool {
        let lists: Vec<_> = lists.iter().map(|list| words(list)).collect();
        !stretches(&lists, arrangement).is_empty()
    }

    fn near(within: u32, ordered: bool) -> Arrangement {
        Arrangement::Near { within, ordered }
    }

    #[test]
    fn a_phrase_needs_its_words_side_by_side() {
        let phrase = Arrangement::Phrase { slop: 0 };
        assert!(stands(&[&[1, 9], &[4, 10], &[11]], phrase));
        assert!(!stands(&[&[1, 9], &[3, 10], &[12]], phrase));
    }

    #[test]
    fn chains_share_one_window_and_operands_do_not_overlap() {
        assert!(stands(&[&[10], &[1], &[5]], near(5, false)));
        assert!(!stands(&[&[10], &[1], &[4]], near(5, false)));
        assert!(!stands(&[&[10], &[1], &[5]], near(5, true)));
        assert!(!stands(&[&[3], &[3]], near(5, false)));
        let phrase = vec![Occurrence { first: 4, last: 6 }];
        assert_eq!(arrange(&[phrase.clone(), words(&[9])], near(3, true)).len(), 1);
        assert_eq!(arrange(&[phrase, words(&[5])], near(3, false)).len(), 0);
    }

    /// The places of four words repeated in turn, a gap, and then all four with a fifth.
    fn repeated() -> Vec<Vec<Occurrence>> {
        let place = |word: u32| (0..25).map(|turn| turn * 4 + word).chain([153 + word]).map(Occurrence::word).collect();
        (0..4).map(place).chain([words(&[157])]).collect()
    }

    #[test]
    fn a_wider_window_finds_no_less_among_many_repeats() {
        for within in [5, 50, 60, 200] {
            let found = arrange(&repeated(), near(within, false));
            assert!(found.iter().any(|placed| placed.whole == Occurrence { first: 153, last: 157 }), "NEAR/{within}");
            assert_eq!(
                found.into_iter().map(|placed| placed.whole).collect::<Vec<_>>(),
                stretches(&repeated(), near(within, false))
            );
            let slop = Arrangement::Phrase { slop: within };
            assert!(stretches(&repeated(), slop).contains(&Occurrence { first: 153, last: 157 }), "~{within}");
        }
    }

    #[test]
    fn the_same_word_many_times_over_is_no_long_search() {
        let all = vec![(0..200).map(|place| Occurrence::word(place * 3)).collect::<Vec<_>>(); 40];
        assert_eq!(stretches(&all, near(2, false)), []);
        assert!(stretches(&all, near(100, false)).contains(&Occurrence { first: 0, last: 39 * 3 }));
        assert!(stretches(&all[..12], near(100, true)).contains(&Occurrence { first: 0, last: 11 * 3 }));
    }

    #[test]
    fn many_words_of_which_the_last_stands_too_far_are_no_long_search() {
        let place = |word: u32| (0..3).map(|turn| Occurrence::word(turn * 30 + word * 7 % 30)).collect();
        let mut lists: Vec<Vec<Occurrence>> = (0..30).map(place).collect();
        assert!(!stretches(&lists, near(4, false)).is_empty());
        lists.push(words(&[300]));
        assert_eq!(stretches(&lists, near(100, false)), []);
    }

    /// Every combination of one occurrence of each operand that stands as asked.
    fn combinations(lists: &[Vec<Occurrence>], arrangement: Arrangement) -> Vec<Vec<Occurrence>> {
        let mut all: Vec<Vec<Occurrence>> = vec![Vec::new()];
        for list in lists {
            all = all.iter().flat_map(|chosen| list.iter().map(|place| [chosen.as_slice(), &[*place]].concat())).collect();
        }
        all.retain(|chosen| fits(chosen, arrangement));
        all
    }

    fn fits(chosen: &[Occurrence], arrangement: Arrangement) -> bool {
        let mut sorted = chosen.to_vec();
        sorted.sort_unstable();
        let gaps = |places: &[Occurrence], within: u32| {
            places.windows(2).all(|two| (two[0].last + 1..=two[0].last + within).contains(&two[1].first))
        };
        match arrangement {
            Arrangement::Near { within, ordered: true } => gaps(chosen, within),
            Arrangement::Near { within, ordered: false } => gaps(&sorted, within),
            Arrangement::Phrase { slop } => {
                let words = chosen.iter().scan(0, |words, place| {
                    let before = *words;
                    *words += i64::from(place.last - place.first) + 1;
                    Some(i64::from(place.first) - before)
                });
                let apart: Vec<i64> = words.collect();
                let (low, high) = (apart.iter().min().copied(), apart.iter().max().copied());
                gaps(&sorted, u32::MAX / 2) && high.zip(low).is_some_and(|(high, low)| high - low <= i64::from(slop))
            }
        }
    }

    prop_compose! {
        fn occurrence()(first in 0u32..24, more in 0u32..3) -> Occurrence {
            Occurrence { first, last: first + more / 2 }
        }
    }

    fn arrangement() -> impl Strategy<Value = Arrangement> {
        prop_oneof![
            (0u32..7).prop_map(|slop| Arrangement::Phrase { slop }),
            (1u32..8, any::<bool>()).prop_map(|(within, ordered)| Arrangement::Near { within, ordered }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_found_is_all_that_stands_as_asked(
            distinct in prop::collection::vec(prop::collection::btree_set(occurrence(), 1..6), 1..4),
            chosen in prop::collection::vec(0usize..3, 2..5),
            arrangement in arrangement(),
        ) {
            let list = |number: &usize| distinct[number % distinct.len()].iter().copied().collect();
            let lists: Vec<Vec<Occurrence>> = chosen.iter().map(list).collect();
            let mut wholes: BTreeSet<Occurrence> = BTreeSet::new();
            let mut lit: BTreeSet<(Occurrence, Occurrence)> = BTreeSet::new();
            for combination in combinations(&lists, arrangement) {
                let first = combination.iter().map(|place| place.first).min().unwrap_or(0);
                let last = combination.iter().map(|place| place.last).max().unwrap_or(0);
                let whole = Occurrence { first, last };
                wholes.insert(whole);
                lit.extend(combination.iter().map(|place| (whole, *place)));
            }
            let found = arrange(&lists, arrangement);
            let parts = found.iter().flat_map(|placed| placed.parts.iter().map(|part| (placed.whole, part.place)));
            prop_assert_eq!(parts.collect::<BTreeSet<_>>(), lit);
            prop_assert_eq!(stretches(&lists, arrangement), wholes.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn near_is_symmetric(a in prop::collection::btree_set(0u32..30, 0..6), b in prop::collection::btree_set(0u32..30, 0..6), within in 1u32..6) {
            let (a, b): (Vec<u32>, Vec<u32>) = (a.into_iter().collect(), b.into_iter().collect());
            prop_assert_eq!(stands(&[&a, &b], near(within, false)), stands(&[&b, &a], near(within, false)));
        }
    }
}
