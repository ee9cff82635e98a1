//! Which words, marks and operators does a typed query hold, and where?
//!
//! Tokens are the smallest pieces that keep their meaning wherever they stand. What is pasted decides the details: a
//! hyphen, colon or parenthesis inside a word is part of that word, a mark with a blank on either side is punctuation,
//! and a question mark that ends a sentence is no wildcard.

mod bracket;
mod mark;
mod word;

use super::field::Field;
use super::limits::{MAX_DISTANCE, check_tokens};
use super::quote;
use super::warning::{Warning, WarningKind};
use crate::error::Result;
use crate::text::Span;

/// A token: what it is, where all of it stands, and where its content does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
    /// The span without quotation marks, brackets, slashes, and a question mark that ends a sentence.
    pub(super) inner: Span,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum TokenKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `AND`, `&&`
    And,
    /// `OR`, `||`
    Or,
    /// `NOT`, `-`, `!`
    Not,
    /// `+`
    Must,
    /// `NEAR/5`, `ADJ/5`, `w/5`
    Near { within: u32, ordered: bool },
    /// `title:`
    Field(Field),
    /// `@`
    At,
    /// `=`
    Exact,
    /// A run without blanks.
    Word,
    /// A stretch in quotation marks.
    Quoted,
    /// `/…/`
    Regex,
    /// `[a TO b]`
    Range,
    /// `~2`, right behind a word or phrase.
    Tilde(u32),
    /// `^2`, right behind anything.
    Boost(f32),
}

/// How marks and operators are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// All of them.
    Query,
    /// No AND, OR, NOT, NEAR, ADJ: in a query all in capitals they are words.
    WithoutWordOperators,
    /// Between quotation marks: words and what can stand in their place.
    Phrase,
}

/// Cuts a part of the query into tokens.
pub(super) fn lex(query: &str, part: Span, mode: Mode, warnings: &mut Vec<Warning>) -> Result<Vec<Token>> {
    let (text, start) = (&query[..part.end], part.start);
    let mut lexer = Lexer { text, start, at: start, mode, depth: 0, tokens: Vec::new(), unpaired: Vec::new(), warnings };
    while let Some(character) = lexer.peek() {
        lexer.token(character)?;
        check_tokens(lexer.tokens.len(), lexer.at)?;
    }
    Ok(lexer.tokens)
}

/// The words that are operators where they stand alone in capitals.
pub(super) fn is_operator_word(word: &str) -> bool {
    matches!(word, "AND" | "OR" | "NOT" | "NEAR" | "ADJ")
}

struct Lexer<'q, 'w> {
    text: &'q str,
    start: usize,
    at: usize,
    mode: Mode,
    depth: usize,
    tokens: Vec<Token>,
    /// Quotation marks that no partner follows.
    unpaired: Vec<char>,
    warnings: &'w mut Vec<Warning>,
}

impl<'q> Lexer<'q, '_> {
    /// Reads the next token, or passes over a blank or punctuation.
    fn token(&mut self, character: char) -> Result<()> {
        if character.is_whitespace() {
            self.at += character.len_utf8();
            return Ok(());
        }
        if self.value_follows() {
            let taken = self.negated(character) || self.quoted(character) || self.range() || character == '(' && self.opened()?;
            if !taken {
                self.bare();
            }
            return Ok(());
        }
        let taken = match character {
            _ if self.glued() == Some(TokenKind::Exact) => self.quoted(character),
            '(' => self.opened()?,
            ')' => self.closed(),
            '^' | '~' => self.suffix(),
            _ if self.quoted(character) => true,
            _ if self.is_fresh() => self.marked(character) || self.operator()? || self.field(),
            _ => self.glued() == Some(TokenKind::Close) && self.operator()?,
        };
        if !taken {
            self.bare();
        }
        Ok(())
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn previous(&self) -> Option<char> {
        self.text[self.start..self.at].chars().next_back()
    }

    /// Returns the token that ends right here, with no blank between.
    fn glued(&self) -> Option<TokenKind> {
        self.tokens.last().filter(|token| token.span.end == self.at).map(|token| token.kind)
    }

    /// Tells whether a token begins here, rather than goes on.
    fn is_fresh(&self) -> bool {
        use TokenKind::{At, Exact, Field, Must, Not, Open};
        self.previous().is_none_or(char::is_whitespace) || matches!(self.glued(), Some(At | Exact | Field(_) | Must | Not | Open))
    }

    /// Tells whether what stands here is a value, in which marks mean nothing.
    fn value_follows(&self) -> bool {
        let behind_marks = self.tokens.iter().rev().find(|token| !matches!(token.kind, TokenKind::Not | TokenKind::Must));
        match behind_marks.map(|token| token.kind) {
            Some(TokenKind::At) => true,
            Some(TokenKind::Field(field)) => field.takes_value(),
            _ => false,
        }
    }

    /// Takes a token that ends at `end`, its content between `inner`.
    fn take(&mut self, kind: TokenKind, end: usize, inner: Span) -> bool {
        self.tokens.push(Token { kind, span: Span::new(self.at, end), inner });
        self.at = end;
        true
    }

    fn take_plain(&mut self, kind: TokenKind, length: usize) -> bool {
        let end = self.at + length;
        self.take(kind, end, Span::new(self.at, end))
    }

    fn warn(&mut self, kind: WarningKind, message: impl Into<String>, span: Span) {
        self.warnings.push(Warning::new(kind, message).at(span));
    }

    /// Returns what stands here up to a blank, parenthesis or quotation mark.
    fn run(&self) -> &'q str {
        let rest = &self.text[self.at..];
        let ends = |mark: char| mark.is_whitespace() || matches!(mark, '(' | ')') || quote::is_quote(mark);
        &rest[..rest.find(ends).unwrap_or(rest.len())]
    }

    /// Tells whether no more of a token stands at a place.
    fn ends_token(&self, at: usize) -> bool {
        self.text[at..]
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || matches!(next, '(' | ')' | '^' | '~') || quote::is_quote(next))
    }
}

/// Reads a number; one that is larger than any distance in a passage is as good as the largest.
fn number(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    plain.then(|| digits.parse().map_or(MAX_DISTANCE, |number: u32| number.min(MAX_DISTANCE)))
}
