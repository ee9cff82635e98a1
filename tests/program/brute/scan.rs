//! What a query asks, in the simplest terms, and what of a passage matches it.

use std::collections::BTreeSet;

/// Words that are no stop words and share no stem; then those of which the names and dates are made.
pub const VOCABULARY: [&str; 14] = [
    "harbour", "ferry", "ferret", "lantern", "lanyard", "orange", "copper", "pelican", "rudder", "granite", "turkey", "28",
    "december", "2022",
];

/// How many of them are written and asked for as plain words.
pub const PLAIN: usize = 10;

/// The words of an actor and of a date.
pub const ACTOR: &[usize] = &[10];
pub const DAY: &[usize] = &[11, 12, 13];

/// The position of a title's first word, beyond the reach of anything in the text.
pub const TITLE: usize = 1_000;

/// A passage: its words, the sentence of each, and the title where it bears one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Passage {
    pub words: Vec<usize>,
    pub sentences: Vec<usize>,
    pub title: Vec<usize>,
}

/// A query.
#[derive(Clone, Debug)]
pub enum Asked {
    Thing(Thing),
    And(Vec<Asked>),
    Or(Vec<Asked>),
    Not(Box<Asked>),
    /// Things side by side with their marks.
    Group(Vec<(&'static str, Asked)>),
    Boost(Box<Asked>),
    Sentence(Box<Asked>),
    Title(Thing),
    Text(Thing),
}

/// What stands at places.
#[derive(Clone, Debug)]
pub enum Thing {
    /// Any of these words, as typed.
    Any {
        typed: String,
        words: Vec<usize>,
    },
    /// A mention, of these words.
    Mention {
        typed: &'static str,
        words: &'static [usize],
    },
    Phrase(Vec<Thing>),
    Sloppy {
        one: usize,
        other: usize,
        slop: usize,
    },
    Near {
        parts: Vec<Thing>,
        within: usize,
        ordered: bool,
    },
}

/// A place: its first and last position, and the positions to light.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Place {
    first: usize,
    last: usize,
    lit: Vec<usize>,
}

/// The words that count, by position.
type View = Vec<(usize, usize)>;

impl Passage {
    fn text(&self) -> View {
        self.words.iter().copied().enumerate().collect()
    }

    fn headline(&self) -> View {
        self.title.iter().enumerate().map(|(place, word)| (TITLE + place, *word)).collect()
    }

    fn whole(&self) -> View {
        [self.text(), self.headline()].concat()
    }

    fn sentence(&self, number: usize) -> View {
        self.text().into_iter().filter(|(place, _)| self.sentences[*place] == number).collect()
    }
}

impl Asked {
    /// Returns the positions to light; `None` where the passage does not match.
    pub fn lit(&self, passage: &Passage) -> Option<BTreeSet<usize>> {
        self.lit_in(passage, &passage.whole())
    }

    fn lit_in(&self, passage: &Passage, view: &View) -> Option<BTreeSet<usize>> {
        let lit = |asked: &Asked| asked.lit_in(passage, view);
        match self {
            Asked::Thing(thing) => thing.lit(view),
            Asked::Title(thing) => thing.lit(&passage.headline()),
            Asked::Text(thing) => thing.lit(&passage.text()),
            Asked::And(parts) => all(parts.iter().map(lit)),
            Asked::Or(parts) => any(parts.iter().map(lit)),
            Asked::Not(inner) => lit(inner).is_none().then(BTreeSet::new),
            Asked::Boost(inner) => lit(inner),
            Asked::Group(parts) => all(parts.iter().map(|(mark, inner)| match *mark {
                "-" => lit(inner).is_none().then(BTreeSet::new),
                _ => lit(inner),
            })),
            Asked::Sentence(inner) => {
                let numbers: BTreeSet<usize> = passage.sentences.iter().copied().collect();
                any(numbers.into_iter().map(|number| inner.lit_in(passage, &passage.sentence(number))))
            }
        }
    }

    pub fn print(&self) -> String {
        let joined = |parts: &[Asked], with: &str| parts.iter().map(Asked::print).collect::<Vec<_>>().join(with);
        match self {
            Asked::Thing(thing) => thing.print(),
            Asked::And(parts) => format!("({})", joined(parts, " AND ")),
            Asked::Or(parts) => format!("({})", joined(parts, " OR ")),
            Asked::Not(inner) => format!("(NOT {})", inner.print()),
            Asked::Boost(inner) => format!("{}^2", inner.print()),
            Asked::Sentence(inner) => format!("same:sentence({})", inner.print()),
            Asked::Title(thing) => format!("title:({})", thing.print()),
            Asked::Text(thing) => format!("text:({})", thing.print()),
            Asked::Group(parts) => {
                let marked = parts.iter().map(|(mark, inner)| format!("{mark}{}", inner.print()));
                format!("({})", marked.collect::<Vec<_>>().join(" "))
            }
        }
    }
}

fn all(parts: impl Iterator<Item = Option<BTreeSet<usize>>>) -> Option<BTreeSet<usize>> {
    parts.collect::<Option<Vec<_>>>().map(|parts| parts.into_iter().flatten().collect())
}

fn any(parts: impl Iterator<Item = Option<BTreeSet<usize>>>) -> Option<BTreeSet<usize>> {
    parts.flatten().reduce(|one, other| &one | &other)
}

impl Thing {
    fn lit(&self, view: &View) -> Option<BTreeSet<usize>> {
        let places = self.places(view);
        (!places.is_empty()).then(|| places.into_iter().flat_map(|place| place.lit).collect())
    }

    pub fn print(&self) -> String {
        match self {
            Thing::Any { typed, .. } => typed.clone(),
            Thing::Mention { typed, .. } => (*typed).to_owned(),
            Thing::Phrase(parts) => format!("\"{}\"", parts.iter().map(Thing::print).collect::<Vec<_>>().join(" ")),
            Thing::Sloppy { one, other, slop } => format!("\"{} {}\"~{slop}", VOCABULARY[*one], VOCABULARY[*other]),
            Thing::Near { parts, within, ordered } => {
                let operator = format!(" {}/{within} ", if *ordered { "ADJ" } else { "NEAR" });
                format!("({})", parts.iter().map(Thing::print).collect::<Vec<_>>().join(&operator))
            }
        }
    }

    fn places(&self, view: &View) -> Vec<Place> {
        match self {
            Thing::Any { words, .. } => words.iter().flat_map(|word| runs(&[*word], view)).collect(),
            Thing::Mention { words, .. } => runs(words, view),
            Thing::Phrase(parts) => chains(&parts.iter().map(|part| part.places(view)).collect::<Vec<_>>(), 1),
            Thing::Sloppy { one, other, slop } => sloppy(&runs(&[*one], view), &runs(&[*other], view), *slop),
            Thing::Near { parts, within, ordered } => {
                let places: Vec<_> = parts.iter().map(|part| part.places(view)).collect();
                if *ordered {
                    chains(&places, *within)
                } else {
                    orders(&places).iter().flat_map(|order| chains(order, *within)).collect()
                }
            }
        }
    }
}

/// Where words stand side by side.
fn runs(words: &[usize], view: &View) -> Vec<Place> {
    let is_run = |run: &&[(usize, usize)]| {
        run.iter().map(|(_, word)| word).eq(words) && run[run.len() - 1].0 - run[0].0 == words.len() - 1
    };
    let place = |run: &[(usize, usize)]| {
        let lit: Vec<usize> = run.iter().map(|(place, _)| *place).collect();
        Place { first: lit[0], last: lit[lit.len() - 1], lit }
    };
    view.windows(words.len()).filter(is_run).map(place).collect()
}

/// The second at most `slop` places from the place right behind the first, and not on it.
fn sloppy(ones: &[Place], others: &[Place], slop: usize) -> Vec<Place> {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one.first, other.first)));
    let fits = |(one, other): &(usize, usize)| one != other && (one + 1).abs_diff(*other) <= slop;
    pairs.filter(fits).map(|(one, other)| Place { first: one.min(other), last: one.max(other), lit: vec![one, other] }).collect()
}

/// Every order in which parts can stand.
fn orders(parts: &[Vec<Place>]) -> Vec<Vec<Vec<Place>>> {
    if parts.len() <= 1 {
        return vec![parts.to_vec()];
    }
    let led_by = |first: usize| {
        let mut rest = parts.to_vec();
        let first = rest.remove(first);
        orders(&rest).into_iter().map(move |order| [vec![first.clone()], order].concat())
    };
    (0..parts.len()).flat_map(led_by).collect()
}

/// Places one behind the other, from the end of each to the start of the next at most `within` words.
fn chains(parts: &[Vec<Place>], within: usize) -> Vec<Place> {
    let Some((first, rest)) = parts.split_first() else { return Vec::new() };
    let mut chains = first.clone();
    for next in rest {
        let fits = |end: usize, start: usize| start > end && start - end <= within;
        let longer = chains.iter().flat_map(|chain| {
            let behind = next.iter().filter(|place| fits(chain.last, place.first));
            behind.map(|place| Place { first: chain.first, last: place.last, lit: [&chain.lit[..], &place.lit].concat() })
        });
        chains = longer.collect();
    }
    chains
}
