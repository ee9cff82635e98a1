//! What do operators join: a word, a pattern, a phrase, a field, or parentheses.

use super::Parser;
use super::phrase::phrase_of;
use crate::error::Result;
use crate::query::ast::{Node, NodeKind, TermForm};
use crate::query::field::Field;
use crate::query::lexer::{Token, TokenKind};
use crate::query::limits::{self, refuse, shown};
use crate::query::term::terms;
use crate::query::warning::WarningKind;
use crate::text::{Span, words};

impl Parser<'_> {
    /// Reads one thing and the boost behind it.
    pub(super) fn thing(&mut self) -> Result<Option<Node>> {
        let node = self.atom()?;
        let Some(TokenKind::Boost(boost)) = self.peek().map(|token| token.kind) else { return Ok(node) };
        let span = self.tokens[self.next].span;
        self.next += 1;
        Ok(node.map(|node| Node { span: node.span.cover(span), kind: NodeKind::Boost(Box::new(node), boost) }))
    }

    pub(super) fn atom(&mut self) -> Result<Option<Node>> {
        let Some(token) = self.peek() else { return Ok(None) };
        self.next += 1;
        if let (Some(field), TokenKind::Word | TokenKind::Quoted | TokenKind::Regex | TokenKind::Range) =
            (self.value_of, token.kind)
        {
            return self.value(field, token);
        }
        match token.kind {
            TokenKind::Open => self.parenthesised(token),
            TokenKind::Field(field) => self.fielded(field, token),
            TokenKind::At => self.valued(Field::Actor(None), token),
            TokenKind::Exact => self.exact(),
            TokenKind::Word => self.word(token, TermForm::Stemmed),
            TokenKind::Quoted => self.phrase(token, TermForm::Stemmed),
            TokenKind::Regex => self.regex(token),
            TokenKind::Range => self.range(token),
            _ => {
                self.stray(token);
                Ok(None)
            }
        }
    }

    fn parenthesised(&mut self, open: Token) -> Result<Option<Node>> {
        self.budget.enter(open.span.start)?;
        let inner = self.group()?;
        self.budget.leave();
        if self.sees(TokenKind::Close) {
            self.next += 1;
        } else {
            self.warn(WarningKind::UnclosedParenthesis, "a ( without its ) is closed at the end", open.span);
        }
        if inner.is_none() {
            self.warn(WarningKind::StrayOperator, "parentheses with nothing in them are left out", open.span);
        }
        self.no_tilde();
        Ok(inner)
    }

    fn exact(&mut self) -> Result<Option<Node>> {
        let Some(token) = self.peek() else { return Ok(None) };
        self.next += 1;
        match token.kind {
            TokenKind::Quoted => self.phrase(token, TermForm::Exact),
            _ => self.word(token, TermForm::Exact),
        }
    }

    /// Reads a word; a run that splits is a phrase.
    pub(super) fn word(&mut self, token: Token, form: TermForm) -> Result<Option<Node>> {
        if matches!(token.inner.of(self.query), "*" | "*:*") {
            return Ok(Some(Node { span: token.span, kind: NodeKind::All }));
        }
        let tilde = self.tilde();
        let form = match tilde {
            Some((distance, at)) => TermForm::Fuzzy(limits::check_fuzzy(distance, at)?),
            None => form,
        };
        let parts = terms(self.query, token.inner, form)?;
        let is_pattern = |part: &Node| matches!(part.kind, NodeKind::Term { form: TermForm::Wildcard, .. });
        if let Some((_, at)) = tilde.filter(|_| parts.iter().any(is_pattern)) {
            let message = "a word with * or ? is no fuzzy word: ~ is left out of it";
            self.warn(WarningKind::NotSupported, message, Span::new(at, at + 1));
        }
        for part in &parts {
            self.budget.clause(part.span.start)?;
        }
        Ok(phrase_of(parts, 0))
    }

    fn regex(&mut self, token: Token) -> Result<Option<Node>> {
        limits::check_regex(token.inner.of(self.query), token.inner.start)?;
        self.budget.clause(token.span.start)?;
        self.no_tilde();
        let text = unescaped_slashes(token.inner.of(self.query));
        Ok(Some(Node { span: token.span, kind: NodeKind::Term { text, form: TermForm::Regex } }))
    }

    fn range(&mut self, token: Token) -> Result<Option<Node>> {
        self.budget.clause(token.span.start)?;
        self.no_tilde();
        let (first, last) = ends_of_range(token.inner.of(self.query));
        for end in [first, last] {
            let is_word = words(end).any(|word| word.span.len() == end.len());
            if !is_word && end != "*" {
                let message = format!("a range goes from one word to another, and '{}' is no word", shown(end));
                return Err(refuse(message, token.span.start, "[a TO b], [a TO *], published:[2022-01 TO 2022-03]"));
            }
        }
        let text = format!("{first} TO {last}");
        Ok(Some(Node { span: token.span, kind: NodeKind::Term { text, form: TermForm::Range } }))
    }
}

pub(super) fn ends_of_range(range: &str) -> (&str, &str) {
    let (first, last) = range.split_once(" TO ").unwrap_or((range, "*"));
    (first.trim(), last.trim())
}

/// Takes the backslash off the slashes and quotation marks of a regular expression, where it is there for us.
fn unescaped_slashes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        match (character, rest.clone().next()) {
            ('\\', Some(mark @ ('/' | '"'))) => {
                rest.next();
                out.push(mark);
            }
            ('\\', Some(escaped)) => {
                rest.next();
                out.extend(['\\', escaped]);
            }
            _ => out.push(character),
        }
    }
    out
}
