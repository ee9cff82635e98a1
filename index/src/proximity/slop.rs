//! Phrases whose words may stand a few places from where the phrase has them, as Lucene's slop counts.

use rustc_hash::FxHashSet;

use super::{MOST, Occurrence, Part, Whole};

/// How far a combination has come. What becomes of it depends on nothing else.
#[derive(Clone, PartialEq, Eq, Hash)]
struct State {
    /// How many operands are chosen.
    chosen: usize,
    /// How many words they have, which is where the next should stand.
    words: u32,
    /// How far the chosen stand from their places: the least and the most.
    low: i64,
    high: i64,
    /// From the first word of all to the last.
    stretch: Occurrence,
    /// What was chosen, where a later operand could stand there too.
    contested: Vec<Occurrence>,
}

/// The search for combinations of one occurrence of each operand, depth first.
pub struct Phrases<'o> {
    operands: &'o [Vec<Occurrence>],
    slop: i64,
    /// Of operands that are the same words: the one before, and whether one comes later.
    alike: Vec<(Option<usize>, bool)>,
    parts: Vec<Occurrence>,
    seen: FxHashSet<State>,
    /// So many steps are taken before no state is entered a second time.
    patience: usize,
    steps: usize,
    wholes: Vec<Whole>,
}

impl<'o> Phrases<'o> {
    /// The stretches of all combinations, in no order.
    pub fn stretches(operands: &'o [Vec<Occurrence>], slop: u32) -> Vec<Occurrence> {
        Phrases::search(operands, slop, 0).into_iter().map(|(stretch, _)| stretch).collect()
    }

    /// The stretches of all combinations, with the occurrences that take part; of those, beyond [`MOST`] steps, only one
    /// combination a stretch.
    pub fn wholes(operands: &'o [Vec<Occurrence>], slop: u32) -> Vec<Whole> {
        Phrases::search(operands, slop, MOST)
    }

    fn search(operands: &'o [Vec<Occurrence>], slop: u32, patience: usize) -> Vec<Whole> {
        let alike = (0..operands.len()).map(|number| {
            let before = operands[..number].iter().rposition(|other| same_words(other, &operands[number]));
            (before, operands[number + 1..].iter().any(|other| same_words(other, &operands[number])))
        });
        let mut phrases = Phrases {
            operands,
            slop: i64::from(slop),
            alike: alike.collect(),
            parts: Vec::new(),
            seen: FxHashSet::default(),
            patience,
            steps: 0,
            wholes: Vec::new(),
        };
        for place in operands.first().into_iter().flatten() {
            let at = i64::from(place.first);
            phrases.choose(*place, State { chosen: 0, words: 0, low: at, high: at, stretch: *place, contested: Vec::new() });
        }
        phrases.wholes
    }

    /// Chooses an occurrence of the next operand, and all that can follow.
    fn choose(&mut self, place: Occurrence, before: State) {
        let state = self.with(place, before);
        self.steps += 1;
        if !self.seen.insert(state.clone()) && self.steps > self.patience {
            return;
        }
        self.parts.push(place);
        self.go_on(&state);
        self.parts.pop();
    }

    fn go_on(&mut self, state: &State) {
        let operands = self.operands;
        let Some(candidates) = operands.get(state.chosen) else {
            let parts = self.parts.iter().enumerate().map(|(operand, place)| Part { operand, place: *place });
            return self.wholes.push((state.stretch, parts.collect()));
        };
        let shift = i64::from(state.words);
        let (low, high) = (state.high - self.slop + shift, state.low + self.slop + shift);
        let start = candidates.partition_point(|candidate| i64::from(candidate.first) < low);
        for candidate in candidates[start..].iter().take_while(|candidate| i64::from(candidate.first) <= high) {
            if self.may_stand(*candidate, state.chosen) {
                self.choose(*candidate, state.clone());
            }
        }
    }

    /// Tells whether an occurrence overlaps none that is chosen. Of operands that are the same words the earlier one stands
    /// first: where they fit the other way round, they fit so, too.
    fn may_stand(&self, candidate: Occurrence, number: usize) -> bool {
        let is_swapped = self.alike[number].0.is_some_and(|before| candidate.first < self.parts[before].first);
        !is_swapped && !self.parts.iter().any(|part| overlap(*part, candidate))
    }

    fn with(&self, place: Occurrence, before: State) -> State {
        let State { chosen, words, low, high, stretch, mut contested } = before;
        let apart = i64::from(place.first) - i64::from(words);
        if let Some(earlier) = self.alike[chosen].0 {
            let earlier = self.parts[earlier];
            contested.retain(|part| *part != earlier || self.is_contested(earlier, chosen));
        }
        if self.alike[chosen].1 || self.is_contested(place, chosen) {
            contested.push(place);
            contested.sort_unstable();
        }
        State {
            chosen: chosen + 1,
            words: words + place.last - place.first + 1,
            low: low.min(apart),
            high: high.max(apart),
            stretch: Occurrence { first: stretch.first.min(place.first), last: stretch.last.max(place.last) },
            contested,
        }
    }

    /// Tells whether a later operand, other than the same words, has an occurrence that overlaps this.
    fn is_contested(&self, place: Occurrence, number: usize) -> bool {
        let others = self.operands[number + 1..].iter().filter(|other| !same_words(other, &self.operands[number]));
        others.flatten().any(|other| overlap(*other, place))
    }
}

fn same_words(one: &[Occurrence], other: &[Occurrence]) -> bool {
    one == other && one.iter().all(|place| place.first == place.last)
}

fn overlap(one: Occurrence, other: Occurrence) -> bool {
    one.first <= other.last && other.first <= one.last
}
