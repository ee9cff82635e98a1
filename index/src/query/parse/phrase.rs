//! What do quotation marks hold? Words in every form, actors, dates, and choices of these, one behind the other.

use std::mem;

use super::near::stands_at_one_place;
use super::{Parser, covering};
use crate::error::Result;
use crate::query::ast::{Node, NodeKind, TermForm};
use crate::query::lexer::{Mode, Token, TokenKind, lex};
use crate::query::warning::WarningKind;
use crate::text::Span;

impl Parser<'_> {
    pub(super) fn phrase(&mut self, token: Token, form: TermForm) -> Result<Option<Node>> {
        let tilde = self.tilde();
        let parts = self.parts_of_phrase(token, form)?;
        if parts.is_empty() {
            self.warn(WarningKind::StrayOperator, "quotation marks with no word between them are left out", token.span);
        }
        if let (1, Some((_, at))) = (parts.len(), tilde) {
            let message = "~ behind one word in quotes has no meaning and is left out; for a fuzzy word write word~1";
            self.warn(WarningKind::NotSupported, message, Span::new(at, at + 1));
        }
        Ok(match parts.len() {
            1 => parts.into_iter().next().map(|part| quoted_word(part, token.span)),
            _ => phrase_of(parts, tilde.map_or(0, |(slop, _)| slop)).map(|node| Node { span: token.span, ..node }),
        })
    }

    /// Reads what stands between quotation marks, with the same rules for words, actors and dates as anywhere.
    fn parts_of_phrase(&mut self, token: Token, form: TermForm) -> Result<Vec<Node>> {
        let tokens = lex(self.query, token.inner, Mode::Phrase, &mut self.warnings)?;
        let outer = (mem::replace(&mut self.tokens, tokens), mem::replace(&mut self.next, 0), self.value_of.take());
        let mut parts = Vec::new();
        while let Some(token) = self.peek() {
            let node = match token.kind {
                TokenKind::Word if form == TermForm::Exact => {
                    self.next += 1;
                    self.word(token, form)?
                }
                _ => self.atom()?,
            };
            self.add_parts(node, &mut parts);
        }
        (self.tokens, self.next, self.value_of) = outer;
        Ok(parts)
    }

    fn add_parts(&mut self, node: Option<Node>, parts: &mut Vec<Node>) {
        let Some(node) = node else { return };
        match node.kind {
            NodeKind::Phrase { parts: inner, .. } => parts.extend(inner),
            NodeKind::All => self.warn(WarningKind::NotSupported, LONE_STAR, node.span),
            NodeKind::Or(ref choices) if choices.iter().all(stands_at_one_place) => parts.push(node),
            NodeKind::Or(_) | NodeKind::Group(_) => {
                self.warn(WarningKind::NotSupported, LONG_CHOICES, node.span);
                add_leaves(node, parts);
            }
            _ => parts.push(node),
        }
    }
}

const LONE_STAR: &str = "* alone in quotes stands for no word and is left out; \"a b\"~1 leaves room for one";

const LONG_CHOICES: &str = "choices in quotes are single words, so these are read as words that follow each other";

/// Makes a phrase of several parts, and leaves one part alone.
pub(super) fn phrase_of(mut parts: Vec<Node>, slop: u32) -> Option<Node> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(Node { span: covering(&parts), kind: NodeKind::Phrase { parts, slop } }),
    }
}

/// A word in quotes stays a phrase, so that a stop word in quotes is known from a bare one.
fn quoted_word(part: Node, span: Span) -> Node {
    match part.kind {
        NodeKind::Term { form: TermForm::Stemmed, .. } => Node { span, kind: NodeKind::Phrase { parts: vec![part], slop: 0 } },
        _ => part,
    }
}

fn add_leaves(node: Node, parts: &mut Vec<Node>) {
    match node.kind {
        NodeKind::Or(nodes) | NodeKind::Phrase { parts: nodes, .. } => nodes.into_iter().for_each(|node| add_leaves(node, parts)),
        NodeKind::Group(clauses) => clauses.into_iter().for_each(|clause| add_leaves(clause.node, parts)),
        _ if stands_at_one_place(&node) => parts.push(node),
        _ => {}
    }
}
