//! From the tree of a query to a pattern.

use super::word::arranged;
use super::{Match, Planner, StopWords};
use crate::analyzer::{cased_term, term_of};
use crate::date::parse_span;
use crate::error::{Error, Result};
use crate::filters::Filters;
use crate::pattern::{Leaf, Operand, Pattern, Region, TermField, TermSet};
use crate::proximity::Arrangement;
use crate::query::{Clause, FilterField, Node, NodeKind, Occur, TermForm, TextField};
use crate::text::is_stop_word;

impl Planner<'_> {
    pub(super) fn pattern(&mut self, node: &Node) -> Result<Pattern> {
        Ok(match &node.kind {
            NodeKind::All => Pattern::All,
            NodeKind::Group(clauses) => self.group(clauses)?,
            NodeKind::And(nodes) => Pattern::all_of(self.patterns(nodes)?),
            NodeKind::Or(nodes) => Pattern::any_of(self.patterns(nodes)?),
            NodeKind::Not(inner) => Pattern::Not(Box::new(self.pattern(inner)?)),
            NodeKind::Boost(inner, by) => boosted(self.pattern(inner)?, *by),
            NodeKind::Within(field, inner) => self.within(*field, inner)?,
            NodeKind::Filter(field, text) => self.document_filter(*field, text)?,
            NodeKind::Actor { name, kind } => {
                let operand = if self.region == Region::Any { self.actor(name, *kind)? } else { self.placed_actor(name, *kind)? };
                Pattern::Leaf(Leaf { weight: 0.0, ..self.leaf(operand) })
            }
            NodeKind::SameSentence(inner) => Pattern::SameSentence(Box::new(self.pattern(inner)?)),
            NodeKind::Term { .. } | NodeKind::Phrase { .. } | NodeKind::Near { .. } => match self.operand(node)? {
                Some(operand) => Pattern::Leaf(self.leaf(operand)),
                None => Pattern::Nothing,
            },
        })
    }

    fn leaf(&self, operand: Operand) -> Leaf {
        Leaf { region: self.region, ..Leaf::scoring(operand) }
    }

    fn patterns(&mut self, nodes: &[Node]) -> Result<Vec<Pattern>> {
        nodes.iter().map(|node| self.pattern(node)).collect()
    }

    fn within(&mut self, field: TextField, inner: &Node) -> Result<Pattern> {
        let region = match field {
            TextField::Title => Region::Title,
            TextField::Heading => Region::Heading,
            TextField::Text => Region::Text,
        };
        let outer = std::mem::replace(&mut self.region, region);
        let pattern = self.pattern(inner);
        self.region = outer;
        pattern
    }

    /// Things typed beside each other: stop words are left to themselves unless there is nothing else.
    fn group(&mut self, clauses: &[Clause]) -> Result<Pattern> {
        let has_others = clauses.iter().any(|clause| clause.occur != Occur::MustNot && !self.is_optional(clause));
        let (mut plain, mut must, mut not) = (Vec::new(), Vec::new(), Vec::new());
        for clause in clauses {
            if has_others && self.is_optional(clause) {
                if let NodeKind::Term { text, .. } = &clause.node.kind {
                    self.optional.push(text.clone());
                }
                continue;
            }
            let pattern = self.pattern(&clause.node)?;
            match clause.occur {
                Occur::Plain => plain.push(pattern),
                Occur::Must => must.push(pattern),
                Occur::MustNot => not.push(Pattern::Not(Box::new(pattern))),
            }
        }
        let plain = match self.reading.words {
            Match::Any => self.any_of(plain, !must.is_empty()),
            Match::All => Pattern::all_of(plain),
        };
        must.push(plain);
        must.extend(not);
        Ok(Pattern::all_of(must))
    }

    /// Plain words of which any is enough; filters among them restrict all the same, and beside `+words` the others only
    /// add to the score.
    fn any_of(&mut self, plain: Vec<Pattern>, beside_must: bool) -> Pattern {
        let (mut parts, words): (Vec<_>, Vec<_>) = plain.into_iter().partition(Pattern::is_filter);
        if !words.is_empty() {
            let any = Pattern::any_of(words);
            parts.push(if beside_must { Pattern::Optional(Box::new(any)) } else { any });
        }
        Pattern::all_of(parts)
    }

    fn is_optional(&self, clause: &Clause) -> bool {
        let bare = matches!(&clause.node.kind, NodeKind::Term { text, form: TermForm::Stemmed }
            if is_stop_word(&term_of(text)) && cased_term(text).is_none());
        bare && clause.occur == Occur::Plain && self.reading.stop_words == StopWords::Optional && !self.reading.exact
    }

    /// Returns what a node stands for at positions; `None` where it holds no word.
    fn operand(&mut self, node: &Node) -> Result<Option<Operand>> {
        match &node.kind {
            NodeKind::Term { text, form } => self.term(text, *form).map_err(|error| refused_at(node, error)),
            NodeKind::Phrase { parts, slop } => self.arranged(parts, Arrangement::Phrase { slop: *slop }),
            NodeKind::Near { parts, within, ordered } => {
                self.arranged(parts, Arrangement::Near { within: *within, ordered: *ordered })
            }
            NodeKind::Or(nodes) => {
                let operands: Vec<Operand> =
                    nodes.iter().filter_map(|node| self.operand(node).transpose()).collect::<Result<_>>()?;
                Ok((!operands.is_empty()).then_some(Operand::AnyOf(operands)))
            }
            NodeKind::Boost(inner, _) => self.operand(inner),
            NodeKind::Group(clauses) if clauses.len() == 1 => self.operand(&clauses[0].node),
            NodeKind::Actor { name, kind } => Ok(Some(self.placed_actor(name, *kind)?)),
            NodeKind::Filter(FilterField::Mentions, text) => {
                let terms = self.mentioned(parse_span(text, self.reading.today)?, Filters::default().mention_rule)?;
                Ok(Some(Operand::Terms(TermSet { field: TermField::Mentioned, terms })))
            }
            _ => Err(Error::Query {
                message: "this can't stand inside a phrase or NEAR".into(),
                at: node.span.start,
                suggestion: Some("join it with AND instead".into()),
            }),
        }
    }

    fn arranged(&mut self, parts: &[Node], arrangement: Arrangement) -> Result<Option<Operand>> {
        let operands: Vec<Operand> = parts.iter().filter_map(|part| self.operand(part).transpose()).collect::<Result<_>>()?;
        Ok(arranged(operands, arrangement))
    }
}

/// Says where in the query a pattern stands that can't be had.
fn refused_at(node: &Node, error: Error) -> Error {
    match error {
        Error::Value(message) => Error::Query {
            message,
            at: node.span.start,
            suggestion: Some("fewer or shorter repeats; . or \\w for any letter, word* for any ending".into()),
        },
        other => other,
    }
}

fn boosted(pattern: Pattern, by: f32) -> Pattern {
    match pattern {
        Pattern::Leaf(leaf) => Pattern::Leaf(Leaf { weight: leaf.weight * by, ..leaf }),
        Pattern::And(inner) => Pattern::And(inner.into_iter().map(|pattern| boosted(pattern, by)).collect()),
        Pattern::Or(inner) => Pattern::Or(inner.into_iter().map(|pattern| boosted(pattern, by)).collect()),
        Pattern::SameSentence(inner) => Pattern::SameSentence(Box::new(boosted(*inner, by))),
        Pattern::Optional(inner) => Pattern::Optional(Box::new(boosted(*inner, by))),
        other => other,
    }
}
