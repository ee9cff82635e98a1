//! A query resolved to terms of the index: what both the search over postings and the marking of one passage evaluate.

use std::collections::BTreeSet;

use crate::proximity::{Arrangement, Occurrence};

/// What a passage must hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Pattern {
    /// Nothing: every passage matches.
    All,
    /// No passage matches.
    Nothing,
    /// Words, actors or dates.
    Leaf(Leaf),
    /// All of them.
    And(Vec<Pattern>),
    /// At least one of them.
    Or(Vec<Pattern>),
    /// Not the inner one.
    Not(Box<Pattern>),
    /// The inner one adds to the score where it matches; every passage does.
    Optional(Box<Pattern>),
    /// The document is in a set, by the set's number in the plan.
    Documents(usize),
    /// The inner one, within one sentence.
    SameSentence(Box<Pattern>),
}

/// A part of a pattern that matches at places of a passage.
#[derive(Clone, PartialEq, Debug)]
pub struct Leaf {
    /// What stands there.
    pub operand: Operand,
    /// In which part of the passage.
    pub region: Region,
    /// What its score is multiplied by; 0 for a filter.
    pub weight: f32,
}

/// Something that occurs at positions.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// Any of these terms.
    Terms(TermSet),
    /// Operands standing in a certain way to each other.
    Arranged {
        /// At least two.
        operands: Vec<Operand>,
        /// How they stand.
        arrangement: Arrangement,
    },
    /// Any of these.
    AnyOf(Vec<Operand>),
}

/// Terms of one field that count as the same thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermSet {
    /// Where they are looked up.
    pub field: TermField,
    /// The terms as the index has them.
    pub terms: BTreeSet<String>,
}

/// The fields that bear positions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TermField {
    /// Words and stems.
    Text,
    /// Mentions of actors.
    Actor,
    /// Date expressions.
    Mentioned,
}

/// The part of a passage in which a leaf must match.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Region {
    /// Anywhere.
    Any,
    /// The text itself.
    Text,
    /// The heading above it.
    Heading,
    /// The document's title and subtitle.
    Title,
}

/// How many positions the text, the heading and the title of a passage keep from each other in the index.
pub const FRONT_GAP: u32 = 64;

/// What parts the positions of a passage's text, heading and title where regions or wide distances are asked for: beyond
/// the widest of them.
pub const PART_GAP: u32 = 1 << 24;

impl Region {
    /// Tells whether a place lies in it; parts stand [`PART_GAP`] from each other.
    pub fn holds(self, place: Occurrence) -> bool {
        match self {
            Region::Any => true,
            Region::Text => place.first < PART_GAP,
            Region::Heading => (PART_GAP..2 * PART_GAP).contains(&place.first),
            Region::Title => place.first >= 2 * PART_GAP,
        }
    }
}

impl Pattern {
    /// Joins patterns that must all match.
    pub fn all_of(mut patterns: Vec<Pattern>) -> Pattern {
        patterns.retain(|pattern| *pattern != Pattern::All);
        match patterns.len() {
            _ if patterns.contains(&Pattern::Nothing) => Pattern::Nothing,
            0 => Pattern::All,
            1 => patterns.remove(0),
            _ => Pattern::And(patterns),
        }
    }

    /// Joins patterns of which one must match.
    pub fn any_of(mut patterns: Vec<Pattern>) -> Pattern {
        patterns.retain(|pattern| *pattern != Pattern::Nothing);
        match patterns.len() {
            _ if patterns.contains(&Pattern::All) => Pattern::All,
            0 => Pattern::Nothing,
            1 => patterns.remove(0),
            _ => Pattern::Or(patterns),
        }
    }

    /// Returns the pattern without what it excludes: all that it matches matches this one.
    pub fn without_exclusions(&self) -> Pattern {
        let each = |inner: &[Pattern]| inner.iter().map(Pattern::without_exclusions).collect();
        match self {
            Pattern::Not(_) => Pattern::All,
            Pattern::And(inner) => Pattern::all_of(each(inner)),
            Pattern::Or(inner) => Pattern::any_of(each(inner)),
            Pattern::SameSentence(inner) => inner.without_exclusions(),
            other => other.clone(),
        }
    }

    /// Tells whether it only restricts, without any word that scores.
    pub fn is_filter(&self) -> bool {
        match self {
            Pattern::Documents(_) | Pattern::Not(_) => true,
            Pattern::Leaf(leaf) => leaf.weight == 0.0,
            Pattern::And(inner) | Pattern::Or(inner) => inner.iter().all(Pattern::is_filter),
            Pattern::SameSentence(inner) => inner.is_filter(),
            Pattern::All | Pattern::Nothing | Pattern::Optional(_) => false,
        }
    }

    /// Returns the leaves that a match can owe itself to, in order: those not below a `Not`.
    pub fn leaves(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        self.collect_leaves(&mut leaves);
        leaves
    }

    fn collect_leaves<'p>(&'p self, leaves: &mut Vec<&'p Leaf>) {
        match self {
            Pattern::Leaf(leaf) => leaves.push(leaf),
            Pattern::And(inner) | Pattern::Or(inner) => inner.iter().for_each(|pattern| pattern.collect_leaves(leaves)),
            Pattern::SameSentence(inner) | Pattern::Optional(inner) => inner.collect_leaves(leaves),
            Pattern::All | Pattern::Nothing | Pattern::Not(_) | Pattern::Documents(_) => {}
        }
    }
}

impl Leaf {
    /// A leaf that scores, anywhere in the passage.
    pub fn scoring(operand: Operand) -> Leaf {
        Leaf { operand, region: Region::Any, weight: 1.0 }
    }

    /// Returns the leaf's terms where it is a plain set of words, anywhere in the passage.
    pub fn plain_terms(&self) -> Option<&BTreeSet<String>> {
        match &self.operand {
            Operand::Terms(TermSet { field: TermField::Text, terms }) if self.region == Region::Any => Some(terms),
            _ => None,
        }
    }
}

impl Operand {
    /// Visits every set of terms below.
    pub fn for_each_set<'o>(&'o self, visit: &mut dyn FnMut(&'o TermSet)) {
        match self {
            Operand::Terms(set) => visit(set),
            Operand::Arranged { operands, .. } | Operand::AnyOf(operands) => {
                operands.iter().for_each(|operand| operand.for_each_set(visit));
            }
        }
    }
}
