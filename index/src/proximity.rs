//! Which occurrences of several things stand near enough to each other: phrases, `~n`, NEAR and ADJ.
//!
//! The same code decides over positions from the index which passages match, and over the words of one passage which
//! places are lit, so that the two can't disagree.

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

/// A set of occurrences, one of each operand at least, that stands as asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The stretch from the first word to the last.
    pub whole: Occurrence,
    /// Which occurrence of each operand takes part.
    pub parts: Vec<Occurrence>,
}

/// The most combinations looked at in one passage: bounds what hostile repetition can cost. Far beyond any real text.
const MOST: usize = 20_000;

/// Finds the combinations of one occurrence of each operand that stand as asked. Lists must be sorted; of operands in any
/// order there are at most 64.
///
/// ```
/// use nutgraf_index::proximity::{Arrangement, Occurrence, arrange};
/// let (a, b) = (vec![Occurrence::word(3), Occurrence::word(20)], vec![Occurrence::word(5)]);
/// let near = arrange(&[a, b], Arrangement::Near { within: 2, ordered: false }, usize::MAX);
/// assert_eq!(near.len(), 1);
/// assert_eq!(near[0].parts, [Occurrence::word(3), Occurrence::word(5)]);
/// ```
pub fn arrange(operands: &[Vec<Occurrence>], arrangement: Arrangement, most: usize) -> Vec<Placed> {
    if operands.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut search =
        Search { operands, arrangement, chosen: Vec::with_capacity(operands.len()), found: Vec::new(), most, steps: 0 };
    match arrangement {
        Arrangement::Near { ordered: false, .. } => search.unordered(0),
        _ => search.ordered(),
    }
    search.found
}

/// Finds the stretches of the combinations that stand as asked, in no order. Lists must be sorted.
///
/// For words side by side, and two words near each other, this is [`arrange`] without the work of choosing: each place of the
/// first word is looked up in the lists of the others.
pub fn stretches(operands: &[Vec<Occurrence>], arrangement: Arrangement) -> Vec<Occurrence> {
    let are_words = operands.iter().flatten().all(|place| place.first == place.last);
    match (arrangement, operands) {
        (Arrangement::Phrase { slop: 0 }, [first, others @ ..]) if are_words => side_by_side(first, others),
        (Arrangement::Near { within, ordered }, [one, other]) if are_words => pairs(one, other, within, ordered),
        _ => arrange(operands, arrangement, usize::MAX).into_iter().map(|placed| placed.whole).collect(),
    }
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
        pairs.extend(near.filter(|candidate| candidate != place).map(stretch).take(MOST - pairs.len()));
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

struct Search<'o> {
    operands: &'o [Vec<Occurrence>],
    arrangement: Arrangement,
    /// The occurrences chosen so far, with the number of their operand.
    chosen: Vec<(usize, Occurrence)>,
    found: Vec<Placed>,
    most: usize,
    steps: usize,
}

impl Search<'_> {
    fn is_done(&self) -> bool {
        self.found.len() >= self.most || self.steps >= MOST
    }

    /// Chooses an occurrence of the next operand in order.
    fn ordered(&mut self) {
        let Some(candidates) = self.operands.get(self.chosen.len()) else { return self.keep() };
        let (low, high) = self.reach();
        let start = candidates.partition_point(|candidate| candidate.first < low);
        for candidate in candidates[start..].iter().take_while(|candidate| candidate.first <= high) {
            if self.is_done() {
                return;
            }
            self.steps += 1;
            if self.fits(*candidate) {
                self.chosen.push((self.chosen.len(), *candidate));
                self.ordered();
                self.chosen.pop();
            }
        }
    }

    /// The positions at which the next operand may begin.
    fn reach(&self) -> (u32, u32) {
        let Some((_, before)) = self.chosen.last() else { return (0, u32::MAX) };
        match self.arrangement {
            Arrangement::Phrase { slop } => {
                let place = before.last.saturating_add(1);
                (place.saturating_sub(slop.saturating_mul(2)), place.saturating_add(slop.saturating_mul(2)))
            }
            Arrangement::Near { within, .. } => (before.last.saturating_add(1), before.last.saturating_add(within)),
        }
    }

    fn fits(&self, candidate: Occurrence) -> bool {
        let Arrangement::Phrase { slop } = self.arrangement else { return true };
        if self.chosen.iter().any(|(_, other)| candidate.first <= other.last && other.first <= candidate.last) {
            return false;
        }
        let mut shift = 0i64;
        let (mut low, mut high) = (i64::MAX, i64::MIN);
        for part in self.chosen.iter().map(|(_, part)| *part).chain([candidate]) {
            let adjusted = i64::from(part.first) - shift;
            shift += i64::from(part.last - part.first) + 1;
            low = low.min(adjusted);
            high = high.max(adjusted);
        }
        high - low <= i64::from(slop)
    }

    /// Chooses the occurrence that comes next in the text, of any operand not yet used.
    /// `used` has a bit for each operand chosen.
    fn unordered(&mut self, used: u64) {
        if self.chosen.len() == self.operands.len() {
            return self.keep();
        }
        let Arrangement::Near { within, .. } = self.arrangement else { return };
        for number in (0..self.operands.len()).filter(|number| used & (1 << number) == 0) {
            let candidates = &self.operands[number];
            let (low, high) = match self.chosen.last() {
                None => (0, u32::MAX),
                Some((_, before)) => (before.last.saturating_add(1), before.last.saturating_add(within)),
            };
            let start = candidates.partition_point(|candidate| candidate.first < low);
            for candidate in candidates[start..].iter().take_while(|candidate| candidate.first <= high) {
                if self.is_done() {
                    return;
                }
                self.steps += 1;
                self.chosen.push((number, *candidate));
                self.unordered(used | 1 << number);
                self.chosen.pop();
            }
        }
    }

    fn keep(&mut self) {
        let mut parts = self.chosen.clone();
        parts.sort_by_key(|(number, _)| *number);
        let parts: Vec<Occurrence> = parts.into_iter().map(|(_, part)| part).collect();
        let first = parts.iter().map(|part| part.first).min().unwrap_or(0);
        let last = parts.iter().map(|part| part.last).max().unwrap_or(0);
        self.found.push(Placed { whole: Occurrence { first, last }, parts });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(positions: &[u32]) -> Vec<Occurrence> {
        positions.iter().map(|position| Occurrence::word(*position)).collect()
    }

    fn stands(lists: &[&[u32]], arrangement: Arrangement) -> bool {
        let lists: Vec<_> = lists.iter().map(|list| words(list)).collect();
        !arrange(&lists, arrangement, 1).is_empty()
    }

    #[test]
    fn a_phrase_needs_its_words_side_by_side() {
        let phrase = Arrangement::Phrase { slop: 0 };
        assert!(stands(&[&[1, 9], &[4, 10], &[11]], phrase));
        assert!(!stands(&[&[1, 9], &[3, 10], &[12]], phrase));
    }

    #[test]
    fn chains_share_one_window_and_operands_do_not_overlap() {
        let near = |within, ordered| Arrangement::Near { within, ordered };
        assert!(stands(&[&[10], &[1], &[5]], near(5, false)));
        assert!(!stands(&[&[10], &[1], &[4]], near(5, false)));
        assert!(!stands(&[&[10], &[1], &[5]], near(5, true)));
        assert!(!stands(&[&[3], &[3]], near(5, false)));
        let phrase = vec![Occurrence { first: 4, last: 6 }];
        assert_eq!(arrange(&[phrase.clone(), words(&[9])], near(3, true), 9).len(), 1);
        assert_eq!(arrange(&[phrase, words(&[5])], near(3, false), 9).len(), 0);
    }

    proptest! {
        #[test]
        fn slop_over_two_words_counts_from_the_place_behind(a in prop::collection::btree_set(0u32..30, 0..6),
                                                            b in prop::collection::btree_set(0u32..30, 0..6), slop in 0u32..5) {
            let (a, b): (Vec<u32>, Vec<u32>) = (a.into_iter().collect(), b.into_iter().collect());
            let wanted: usize = a.iter().map(|p| b.iter()
                .filter(|q| *q != p && (i64::from(**q) - i64::from(*p) - 1).unsigned_abs() <= u64::from(slop)).count()).sum();
            prop_assert_eq!(arrange(&[words(&a), words(&b)], Arrangement::Phrase { slop }, usize::MAX).len(), wanted);
        }

        #[test]
        fn stretches_of_a_phrase_are_those_of_its_arrangements(lists in prop::collection::vec(prop::collection::btree_set(0u32..20, 0..12), 2..4)) {
            let lists: Vec<Vec<Occurrence>> = lists.iter().map(|list| list.iter().copied().map(Occurrence::word).collect()).collect();
            let phrase = Arrangement::Phrase { slop: 0 };
            let mut wanted: Vec<_> = arrange(&lists, phrase, usize::MAX).into_iter().map(|placed| placed.whole).collect();
            wanted.sort_unstable();
            prop_assert_eq!(stretches(&lists, phrase), wanted);
        }

        #[test]
        fn stretches_of_two_near_words_are_those_of_their_arrangements(
            lists in prop::collection::vec(prop::collection::btree_set(0u32..40, 0..12), 2..3), within in 1u32..12, ordered in any::<bool>(),
        ) {
            let lists: Vec<Vec<Occurrence>> = lists.iter().map(|list| list.iter().copied().map(Occurrence::word).collect()).collect();
            let near = Arrangement::Near { within, ordered };
            let mut wanted: Vec<_> = arrange(&lists, near, usize::MAX).into_iter().map(|placed| placed.whole).collect();
            let mut found = stretches(&lists, near);
            wanted.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn near_is_symmetric(a in prop::collection::btree_set(0u32..30, 0..6), b in prop::collection::btree_set(0u32..30, 0..6), within in 1u32..6) {
            let (a, b): (Vec<u32>, Vec<u32>) = (a.into_iter().collect(), b.into_iter().collect());
            let near = Arrangement::Near { within, ordered: false };
            prop_assert_eq!(stands(&[&a, &b], near), stands(&[&b, &a], near));
        }
    }
}
