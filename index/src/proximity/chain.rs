//! NEAR and ADJ: chains of one occurrence of each operand, each at most so far behind the one before it in the text.
//!
//! A chain may go on from an occurrence in many ways, but how it can end depends only on which operands it has used and where
//! it stands. So each such state is worked out once, and nothing is tried twice.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ends::Ends;
use super::{MOST, Occurrence, Part, Whole};

/// How many states are looked at in one passage: far more than any text was seen to need, and what a text made to need more may
/// take of memory. Chains that only further states would show are not found.
const MOST_STATES: usize = 1 << 20;

/// An occurrence of the operands of one class.
struct Link {
    place: Occurrence,
    class: usize,
}

/// How far a chain has come: the operands it has used, and the link it stands at.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct State {
    used: u64,
    at: usize,
}

/// How the chains that go through a state can end: the number of the set of links.
struct Known {
    sets: FxHashMap<State, usize>,
    ends: Ends,
}

/// Chains of operands, each at most `within` behind the one before.
pub struct Chains {
    order: Order,
    within: u32,
    /// How many words the longest occurrence has beside its first.
    longest: u32,
    /// The operands of each class.
    members: Vec<Vec<usize>>,
    /// Sorted by place.
    links: Vec<Link>,
    /// The links of each class, in order.
    of_class: Vec<Vec<usize>>,
    /// Of each link, where the last begins that steps can lead to, whatever their classes.
    farthest: Vec<u32>,
}

impl Chains {
    /// Chains of these operands, in their order only or in any.
    pub fn new(operands: &[Vec<Occurrence>], within: u32, ordered: bool) -> Chains {
        let (mut members, mut class_of): (Vec<Vec<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
        for (number, operand) in operands.iter().enumerate() {
            let class = members.iter().position(|alike| operands[alike[0]] == *operand).unwrap_or(members.len());
            match members.get_mut(class) {
                Some(alike) => alike.push(number),
                None => members.push(vec![number]),
            }
            class_of.push(class);
        }
        let each_class = members.iter().enumerate();
        let mut links: Vec<Link> = each_class
            .flat_map(|(class, alike)| operands[alike[0]].iter().map(move |place| Link { place: *place, class }))
            .collect();
        links.sort_unstable_by_key(|link| (link.place, link.class));
        let mut of_class = vec![Vec::new(); members.len()];
        for (number, link) in links.iter().enumerate() {
            of_class[link.class].push(number);
        }
        let order = if ordered { Order::Given(class_of) } else { Order::any(&members) };
        let longest = links.iter().map(|link| link.place.last - link.place.first).max().unwrap_or(0);
        let farthest = farthest(&links, within);
        Chains { order, within, longest, members, links, of_class, farthest }
    }

    /// The stretches of all chains, in no order.
    pub fn stretches(&self) -> Vec<Occurrence> {
        let mut known = self.nothing_known();
        let mut stretches = Vec::new();
        for start in self.starts() {
            stretches.extend(self.ways(start, &mut known).into_iter().map(|end| self.stretch(start, end)));
        }
        stretches
    }

    /// The stretches of all chains, each with the occurrences that take part in one; of those, beyond [`MOST`] steps, only one
    /// chain a stretch.
    pub fn wholes(&self) -> Vec<Whole> {
        let mut known = self.nothing_known();
        let (mut wholes, mut steps) = (Vec::new(), 0);
        for start in self.starts() {
            for end in self.ways(start, &mut known) {
                wholes.push((self.stretch(start, end), self.parts(start, end, &known, &mut steps)));
            }
        }
        wholes
    }

    fn nothing_known(&self) -> Known {
        Known { sets: FxHashMap::default(), ends: Ends::below(self.links.len()) }
    }

    /// The states of which chains begin.
    fn starts(&self) -> impl Iterator<Item = State> + '_ {
        (0..self.links.len()).filter_map(|at| self.state(0, at))
    }

    /// The links in which a chain from a state can end.
    fn ways(&self, start: State, known: &mut Known) -> Vec<usize> {
        let set = self.ends(start, known);
        (start.at..self.links.len()).filter(|end| known.ends.contains(set, *end)).collect()
    }

    fn stretch(&self, start: State, end: usize) -> Occurrence {
        Occurrence { first: self.links[start.at].place.first, last: self.links[end].place.last }
    }

    /// In which links the chains that come through a state can end. Beyond [`MOST`] states one is enough.
    fn ends(&self, state: State, known: &mut Known) -> usize {
        if let Some(set) = known.sets.get(&state) {
            return *set;
        }
        let set = known.ends.open();
        for next in self.following(state) {
            if self.order.is_whole(next.used) {
                known.ends.insert(set, next.at);
            } else if known.sets.len() < MOST_STATES && self.can_end(next) {
                let ends = self.ends(next, known);
                known.ends.join(set, ends);
            }
            if known.sets.len() > MOST && !known.ends.is_empty(set) {
                break;
            }
        }
        known.sets.insert(state, set);
        set
    }

    /// Tells whether enough occurrences of what is still wanted lie ahead, and near enough, at all: what spares most of the
    /// states where many operands stand in any order.
    fn can_end(&self, state: State) -> bool {
        let Order::Any { counts, .. } = &self.order else { return true };
        let wanted = || counts.iter().map(|count| count.wanted(state.used));
        let step = self.within.saturating_add(self.longest);
        let steps = step.saturating_mul(wanted().sum::<usize>() as u32);
        let reach = self.links[state.at].place.last.saturating_add(steps).min(self.farthest[state.at]);
        wanted().zip(&self.of_class).filter(|(wanted, _)| *wanted > 0).all(|(wanted, links)| {
            let ahead = links.partition_point(|link| *link <= state.at);
            links.get(ahead + wanted - 1).is_some_and(|link| self.links[*link].place.first <= reach)
        })
    }

    /// The states that come right behind one.
    fn following(&self, state: State) -> impl Iterator<Item = State> + '_ {
        let end = self.links[state.at].place.last;
        let start = self.links.partition_point(|link| link.place.first <= end);
        let reach = end.saturating_add(self.within);
        let near = self.links[start..].iter().take_while(move |link| link.place.first <= reach).count();
        (start..start + near).filter_map(move |at| self.state(state.used, at))
    }

    /// The state of a chain that goes on to a link, unless its class is not wanted.
    fn state(&self, used: u64, at: usize) -> Option<State> {
        Some(State { used: self.order.with(used, self.links[at].class)?, at })
    }

    /// The occurrences that take part in chains from a state to an end.
    fn parts(&self, start: State, end: usize, known: &Known, steps: &mut usize) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut seen = FxHashSet::default();
        let mut open = vec![start];
        while let Some(state) = open.pop() {
            if !seen.insert(state) {
                continue;
            }
            let Link { place, class } = &self.links[state.at];
            parts.extend(self.members[*class].iter().map(|operand| Part { operand: *operand, place: *place }));
            *steps += 1;
            let leads = |next: &State| {
                let is_end = self.order.is_whole(next.used) && next.at == end;
                is_end || known.sets.get(next).is_some_and(|set| known.ends.contains(*set, end))
            };
            let most = if *steps > MOST { 1 } else { usize::MAX };
            open.extend(self.following(state).filter(leads).take(most));
        }
        parts
    }
}

/// Where the last link begins that steps from each can lead to.
fn farthest(links: &[Link], within: u32) -> Vec<u32> {
    let mut farthest: Vec<u32> = links.iter().map(|link| link.place.first).collect();
    for at in (0..links.len()).rev() {
        let reach = links[at].place.last.saturating_add(within);
        let near = links.partition_point(|link| link.place.first <= reach);
        farthest[at] = farthest[at..near.max(at + 1)].iter().copied().max().unwrap_or(reach);
    }
    farthest
}

/// Which operand may follow which.
enum Order {
    /// As given, by the class of each: what is used is how many.
    Given(Vec<usize>),
    /// Any: what is used is a count of each class, in bits of its own.
    Any { counts: Vec<Count>, whole: u64 },
}

/// Where the count of a class stands, and how far it goes.
struct Count {
    shift: u32,
    most: u64,
}

impl Order {
    /// Of at most 64 operands.
    fn any(members: &[Vec<usize>]) -> Order {
        let (mut counts, mut shift, mut whole) = (Vec::with_capacity(members.len()), 0, 0);
        for alike in members {
            let most = alike.len() as u64;
            counts.push(Count { shift, most });
            whole |= most << shift;
            shift += u64::BITS - most.leading_zeros();
        }
        Order::Any { counts, whole }
    }

    fn is_whole(&self, used: u64) -> bool {
        match self {
            Order::Given(classes) => used == classes.len() as u64,
            Order::Any { whole, .. } => used == *whole,
        }
    }

    /// What is used once another of a class is; `None` where none is wanted there.
    fn with(&self, used: u64, class: usize) -> Option<u64> {
        match self {
            Order::Given(classes) => (classes.get(used as usize) == Some(&class)).then_some(used + 1),
            Order::Any { counts, .. } => {
                let count = &counts[class];
                (count.wanted(used) > 0).then(|| used + (1 << count.shift))
            }
        }
    }
}

impl Count {
    /// How many of the class are still wanted.
    fn wanted(&self, used: u64) -> usize {
        let bits = u64::MAX >> self.most.leading_zeros();
        (self.most - (used >> self.shift & bits)) as usize
    }
}
