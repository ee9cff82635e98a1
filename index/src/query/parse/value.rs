//! What does a field ask for: words in a part of the document, or a value?

use std::mem;

use super::thing::ends_of_range;
use super::{Parser, is_mark};
use crate::date::{Date, parse_span};
use crate::error::{Error, Result};
use crate::query::ast::{FilterField, Node, NodeKind};
use crate::query::field::Field;
use crate::query::lexer::{Token, TokenKind};
use crate::query::limits::{refuse, shown};
use crate::query::quote;
use crate::query::warning::WarningKind;
use crate::text::Span;

impl Parser<'_> {
    /// Reads what a field is asked for.
    pub(super) fn fielded(&mut self, field: Field, name: Token) -> Result<Option<Node>> {
        if field.takes_value() {
            return self.valued(field, name);
        }
        let inner = self.operand_of_field(None, name)?;
        Ok(inner.map(|inner| {
            let span = name.span.cover(inner.span);
            let inner = Box::new(inner);
            let kind = match field {
                Field::Text(part) => NodeKind::Within(part, inner),
                _ => NodeKind::SameSentence(inner),
            };
            Node { span, kind }
        }))
    }

    pub(super) fn valued(&mut self, field: Field, name: Token) -> Result<Option<Node>> {
        let node = self.operand_of_field(Some(field), name)?;
        Ok(node.map(|node| Node { span: name.span.cover(node.span), ..node }))
    }

    fn operand_of_field(&mut self, value_of: Option<Field>, name: Token) -> Result<Option<Node>> {
        let outer = mem::replace(&mut self.value_of, value_of);
        let is_deeper = !self.sees(TokenKind::Open);
        if is_deeper {
            self.budget.enter(name.span.start)?;
        }
        let marked = self.peek().is_some_and(|token| is_mark(token.kind));
        let node = match (self.sees_operand(), marked) {
            (false, _) => None,
            (true, true) => self.unary()?.map(|clause| self.operand(clause)),
            (true, false) => self.atom()?,
        };
        self.value_of = outer;
        if is_deeper {
            self.budget.leave();
        }
        if node.is_none() {
            self.stray(name);
        }
        Ok(node)
    }

    /// Reads the value of a field; words side by side are one value, as in `author:(seymour hersh)`.
    pub(super) fn value(&mut self, field: Field, token: Token) -> Result<Option<Node>> {
        let mut span = token.span;
        let in_parentheses = self.next > 1 && !matches!(self.tokens[self.next - 2].kind, TokenKind::Field(_) | TokenKind::At);
        let value = match token.kind {
            TokenKind::Quoted => quote::unescaped(token.inner.of(self.query)).trim().to_owned(),
            TokenKind::Range => dates_of_range(field, token.inner.of(self.query), token.span.start)?,
            _ => {
                while let Some(token) = self.peek().filter(|token| in_parentheses && token.kind == TokenKind::Word) {
                    self.next += 1;
                    span = span.cover(token.span);
                }
                self.trimmed_value(field, span)
            }
        };
        self.no_tilde();
        if token.kind == TokenKind::Regex && field != Field::Filter(FilterField::Path) {
            let message = format!(
                "{}: takes no regular expression, so its slashes are left out; author: and source: take * and ?",
                field.name()
            );
            self.warn(WarningKind::NotSupported, message, span);
        }
        if value.is_empty() {
            return Ok(None);
        }
        self.budget.clause(span.start)?;
        check_dates(field, &value, span.start)?;
        let kind = match field {
            Field::Filter(field) => NodeKind::Filter(field, value),
            Field::Actor(kind) => NodeKind::Actor { name: value, kind },
            Field::Text(_) | Field::SameSentence => return Ok(None),
        };
        Ok(Some(Node { span, kind }))
    }

    /// Returns a value as typed, without the punctuation around it; `>=` and `<=` before a date make it an open span.
    fn trimmed_value(&mut self, field: Field, span: Span) -> String {
        let typed =
            span.of(self.query).trim_matches(|mark: char| matches!(mark, ',' | ';' | '!' | '?' | '@') || quote::is_quote(mark));
        if !field.takes_dates() {
            return quote::unescaped(typed.strip_suffix('.').unwrap_or(typed));
        }
        let Some(bound) = typed.strip_prefix(['<', '>']) else { return typed.to_owned() };
        let day = bound.trim_start_matches('=');
        if !bound.starts_with('=') {
            self.warn(WarningKind::ReadAs, "< and > hold the day itself, as <= and >= do", span);
        }
        if typed.starts_with('<') { format!("..{day}") } else { format!("{day}..") }
    }
}

/// Refuses a value that is no span of days where the field wants one. `2022..today` is one on some days only: what is one
/// long ago or far ahead passes.
fn check_dates(field: Field, value: &str, at: usize) -> Result<()> {
    let read = |year| Date::new(year, 6, 15).map_or(Ok(()), |today| parse_span(value, today).map(drop));
    if !field.takes_dates() {
        return Ok(());
    }
    read(1).or_else(|_| read(9999)).map_err(|error| {
        let error = if matches!(error, Error::Date(_)) { Error::Date(shown(value)) } else { error };
        refuse(error.to_string(), at, error.hint().unwrap_or_else(|| "write the month as a word, or 2022-12-28".into()))
    })
}

/// Reads `2022-01 TO 2022-03` as the span `2022-01..2022-03`.
fn dates_of_range(field: Field, range: &str, at: usize) -> Result<String> {
    let (first, last) = ends_of_range(range);
    if !field.takes_dates() {
        let message = format!("{}: takes a value, not a range", field.name());
        return Err(refuse(message, at, "ranges are for words and for published: and mentions:"));
    }
    let open = |end: &str| if end == "*" { String::new() } else { end.trim_matches('"').to_owned() };
    match (open(first), open(last)) {
        (first, last) if first.is_empty() && last.is_empty() => {
            Err(refuse("a range of days needs one end at least", at, format!("{}:[2022-01 TO *]", field.name())))
        }
        (first, last) => Ok(format!("{first}..{last}")),
    }
}
