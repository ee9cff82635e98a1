//! Which places of a passage made it match: exact byte ranges, from the same patterns that searched.

use std::collections::BTreeSet;

use crate::pattern::{FRONT_GAP, Leaf, Operand, PART_GAP, Pattern, TermField, TermSet};
use crate::proximity::{Occurrence, arrange};
use crate::text::Span;

/// The words of a part of a passage.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MarkedWords {
    /// Where each of them stands in its part, without what is elided before it.
    pub spans: Vec<Span>,
    /// Those that a term of the pattern may mean, in order.
    pub marked: Vec<MarkedWord>,
}

/// A word of a passage with every term it is indexed under.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarkedWord {
    /// Which of the words of its part it is, 0 for the first.
    pub place: u32,
    /// Its folded form.
    pub word: String,
    /// Its stem, behind the mark of stems.
    pub stem: String,
    /// Its cased form, where capitals make it a name.
    pub cased: Option<&'static str>,
    /// Its folded form with what is elided before it: `liran`, of French `l'Iran`. Empty where nothing is.
    pub elided: String,
}

/// A mention with the term it is indexed under.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarkedMention {
    /// Where it stands in the text.
    pub span: Span,
    /// The term.
    pub term: String,
    /// Actor or date.
    pub field: TermField,
}

/// What a passage shows: its text, and where it belongs to it, heading and title.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MarkedPassage {
    /// The words of the text.
    pub text: MarkedWords,
    /// The words of the heading, if it belongs to this passage.
    pub heading: MarkedWords,
    /// The words of the title, if it belongs to this passage.
    pub title: MarkedWords,
    /// The words of the subtitle, which stands behind it as in the index.
    pub subtitle: MarkedWords,
    /// The mentions in the text.
    pub mentions: Vec<MarkedMention>,
    /// The sentences of the text; only needed where a pattern asks for one.
    pub sentences: Vec<Span>,
}

impl MarkedPassage {
    /// The position of the subtitle's first word.
    fn subtitle_start(&self) -> u32 {
        2 * PART_GAP + self.title.spans.len() as u32 + FRONT_GAP
    }
}

/// The byte ranges to light, sorted and without overlaps, in each part.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Highlights {
    /// In the passage's text.
    pub text: Vec<Span>,
    /// In its heading.
    pub heading: Vec<Span>,
    /// In the document's title.
    pub title: Vec<Span>,
}

/// Up to how many terms are compared one by one.
const FEW_TERMS: usize = 8;

/// Marks what made a passage match; `None` where it does not match.
pub fn highlight(pattern: &Pattern, passage: &MarkedPassage) -> Option<Highlights> {
    let view = View { passage, window: None };
    let marks = view.light(pattern)?;
    Some(view.highlights(&marks))
}

struct View<'p> {
    passage: &'p MarkedPassage,
    /// Only positions from the first up to the second (not in it) count.
    window: Option<(u32, u32)>,
}

type Marks = BTreeSet<Occurrence>;

impl View<'_> {
    fn light(&self, pattern: &Pattern) -> Option<Marks> {
        match pattern {
            Pattern::All | Pattern::Documents(_) => Some(Marks::new()),
            Pattern::Nothing => None,
            Pattern::Leaf(leaf) => self.light_leaf(leaf),
            Pattern::And(inner) => inner.iter().try_fold(Marks::new(), |mut marks, pattern| {
                marks.extend(self.light(pattern)?);
                Some(marks)
            }),
            Pattern::Or(inner) => {
                inner.iter().filter_map(|pattern| self.light(pattern)).reduce(|one, other| one.union(&other).copied().collect())
            }
            Pattern::Not(inner) => self.light(inner).is_none().then(Marks::new),
            Pattern::Optional(inner) => Some(self.light(inner).unwrap_or_default()),
            Pattern::SameSentence(inner) => self.light_sentences(inner),
        }
    }

    fn light_sentences(&self, inner: &Pattern) -> Option<Marks> {
        if self.window.is_some() {
            return self.light(inner);
        }
        let words = &self.passage.text.spans;
        let place = |byte: usize| words.partition_point(|word| word.start < byte) as u32;
        let windows = self.passage.sentences.iter().map(|span| (place(span.start), place(span.end)));
        let lit = windows.filter_map(|window| View { passage: self.passage, window: Some(window) }.light(inner));
        lit.reduce(|one, other| one.union(&other).copied().collect())
    }

    fn light_leaf(&self, leaf: &Leaf) -> Option<Marks> {
        let mut marks = Marks::new();
        for (_, lit) in self.occurrences(&leaf.operand) {
            if lit.iter().all(|mark| leaf.region.holds(*mark)) {
                marks.extend(lit);
            }
        }
        (!marks.is_empty()).then_some(marks)
    }

    /// Returns where an operand occurs, each with the places to light.
    fn occurrences(&self, operand: &Operand) -> Vec<(Occurrence, Vec<Occurrence>)> {
        let mut found = match operand {
            Operand::Terms(set) => self.term_occurrences(set).into_iter().map(|one| (one, vec![one])).collect(),
            Operand::AnyOf(operands) => operands.iter().flat_map(|operand| self.occurrences(operand)).collect(),
            Operand::Arranged { operands, arrangement } => {
                let lists: Vec<_> = operands.iter().map(|operand| self.occurrences(operand)).collect();
                let places: Vec<Vec<Occurrence>> =
                    lists.iter().map(|list| list.iter().map(|(place, _)| *place).collect()).collect();
                let placed = arrange(&places, *arrangement).into_iter().map(|placed| {
                    let lit = placed.parts.iter().flat_map(|part| {
                        let list = lists[part.operand].iter();
                        list.filter(|(place, _)| *place == part.place).flat_map(|(_, lit)| lit.iter().copied())
                    });
                    (placed.whole, lit.collect())
                });
                placed.collect::<Vec<_>>()
            }
        };
        found.sort_by_key(|(place, _)| *place);
        found
    }

    fn term_occurrences(&self, set: &TermSet) -> Vec<Occurrence> {
        let within = |place: &Occurrence| self.window.is_none_or(|(first, end)| place.first >= first && place.last < end);
        match set.field {
            TermField::Text => {
                let passage = self.passage;
                let parts = [
                    (&passage.text, 0),
                    (&passage.heading, PART_GAP),
                    (&passage.title, 2 * PART_GAP),
                    (&passage.subtitle, passage.subtitle_start()),
                ];
                let places = parts.into_iter().flat_map(|(words, base)| {
                    let hit = words.marked.iter().filter(|word| holds(set, word));
                    hit.map(move |word| Occurrence::word(base + word.place))
                });
                places.filter(within).collect()
            }
            field => {
                let mentions =
                    self.passage.mentions.iter().filter(|mention| mention.field == field && set.terms.contains(&mention.term));
                mentions.map(|mention| self.words_of(mention.span)).filter(within).collect()
            }
        }
    }

    fn words_of(&self, span: Span) -> Occurrence {
        let words = &self.passage.text.spans;
        let first = words.partition_point(|word| word.end <= span.start);
        let after = words.partition_point(|word| word.start < span.end);
        Occurrence { first: first as u32, last: after.saturating_sub(1).max(first) as u32 }
    }

    fn highlights(&self, marks: &Marks) -> Highlights {
        let mut highlights = Highlights::default();
        for mark in marks {
            let (words, base, list) = match mark.first {
                first if first >= self.passage.subtitle_start() => continue,
                first if first >= 2 * PART_GAP => (&self.passage.title, 2 * PART_GAP, &mut highlights.title),
                first if first >= PART_GAP => (&self.passage.heading, PART_GAP, &mut highlights.heading),
                _ => (&self.passage.text, 0, &mut highlights.text),
            };
            let span = |place: u32| words.spans.get((place - base) as usize);
            if let (Some(first), Some(last)) = (span(mark.first), span(mark.last)) {
                list.push(first.cover(*last));
            }
        }
        for list in [&mut highlights.text, &mut highlights.heading, &mut highlights.title] {
            merge(list);
        }
        highlights
    }
}

fn holds(set: &TermSet, word: &MarkedWord) -> bool {
    let forms = [word.word.as_str(), word.stem.as_str(), word.cased.unwrap_or_default(), word.elided.as_str()];
    forms.into_iter().filter(|form| !form.is_empty()).any(|form| is_term(&set.terms, form))
}

/// Looks a word up among few terms one by one: their lengths already tell most of them apart.
fn is_term(terms: &BTreeSet<String>, word: &str) -> bool {
    if terms.len() <= FEW_TERMS { terms.iter().any(|term| term == word) } else { terms.contains(word) }
}

/// Sorts spans and joins those that overlap.
fn merge(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let joins = next.start < kept.end;
        if joins {
            kept.end = kept.end.max(next.end);
        }
        joins
    });
}
