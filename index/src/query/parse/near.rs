//! What may stand on either side of NEAR and ADJ?

use super::{Parser, covering, is_mark};
use crate::error::Result;
use crate::query::ast::{FilterField, Node, NodeKind};
use crate::query::lexer::{Token, TokenKind};
use crate::query::limits::{check_near, refuse, shown};
use crate::query::warning::WarningKind;

impl Parser<'_> {
    /// Reads a thing, or several joined by NEAR and ADJ. Operators with the same distance make one chain.
    pub(super) fn near(&mut self) -> Result<Option<Node>> {
        let Some(mut left) = self.thing()? else { return Ok(None) };
        let mut levels = 0;
        let mut last = None;
        while let Some(token) = self.peek() {
            let TokenKind::Near { within, ordered } = token.kind else { break };
            self.next += 1;
            let Some(right) = self.right_of_near(token)? else { continue };
            let right = self.with_places(right, token)?;
            left = match left.kind {
                NodeKind::Near { mut parts, .. } if last == Some((within, ordered)) => {
                    parts.push(right);
                    check_near(parts.len(), token.span.start)?;
                    Node { span: covering(&parts), kind: NodeKind::Near { parts, within, ordered } }
                }
                kind => {
                    levels += 1;
                    self.budget.enter(token.span.start)?;
                    let left = self.with_places(Node { span: left.span, kind }, token)?;
                    Node { span: left.span.cover(right.span), kind: NodeKind::Near { parts: vec![left, right], within, ordered } }
                }
            };
            last = Some((within, ordered));
        }
        (0..levels).for_each(|_| self.budget.leave());
        Ok(Some(left))
    }

    fn right_of_near(&mut self, operator: Token) -> Result<Option<Node>> {
        match self.peek() {
            Some(token) if is_mark(token.kind) => {
                let name = operator.span.of(self.query);
                let message = format!("{name} can't have '{}' on its right", token.span.of(self.query));
                Err(refuse(message, token.span.start, format!("a {name} b NOT (a {name} c)")))
            }
            Some(_) if self.sees_operand() => match self.thing()? {
                None => Ok(self.without_right(operator)),
                right => Ok(right),
            },
            _ => Ok(self.without_right(operator)),
        }
    }

    fn without_right(&mut self, operator: Token) -> Option<Node> {
        self.stray(operator);
        None
    }

    /// Makes a side of NEAR or ADJ of a node, which must stand at places of the text.
    fn with_places(&mut self, node: Node, operator: Token) -> Result<Node> {
        match node.kind {
            NodeKind::Boost(inner, _) => {
                self.warn(WarningKind::NotSupported, "^ inside NEAR and ADJ is left out; put it behind (a NEAR b)", node.span);
                self.with_places(*inner, operator)
            }
            _ if has_places(&node) => Ok(node),
            _ => {
                let (name, wrong) = (operator.span.of(self.query), shown(node.span.of(self.query)));
                let message = format!("{name} joins words, phrases, actors and dates, not '{wrong}'");
                Err(refuse(message, node.span.start, suggestion_for_near(&node, name)))
            }
        }
    }
}

fn has_places(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Phrase { .. } | NodeKind::Near { .. } => true,
        NodeKind::Or(choices) => choices.iter().all(has_places),
        _ => stands_at_one_place(node),
    }
}

pub(super) fn stands_at_one_place(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Term { .. } | NodeKind::Actor { .. } | NodeKind::Filter(FilterField::Mentions, _))
}

fn suggestion_for_near(node: &Node, operator: &str) -> String {
    match node.kind {
        NodeKind::Group(_) | NodeKind::And(_) => {
            format!("\"a b\" {operator} c, (a OR b) {operator} c, a {operator} b {operator} c")
        }
        NodeKind::Within(..) => format!("title:(a {operator} b)"),
        NodeKind::Filter(..) => format!("source:reuters (a {operator} b)"),
        NodeKind::Not(_) => format!("a NOT (a {operator} b)"),
        _ => format!("a {operator} b"),
    }
}
