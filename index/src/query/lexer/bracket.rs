//! Parentheses and quotation marks, with and without their partners.

use super::{Lexer, Mode, TokenKind};
use crate::error::Result;
use crate::query::limits::check_nesting;
use crate::query::quote;
use crate::query::warning::WarningKind;
use crate::text::Span;

impl Lexer<'_, '_> {
    pub(super) fn opened(&mut self) -> Result<bool> {
        if self.mode == Mode::Phrase && !self.alternatives_follow() {
            self.at += 1;
            return Ok(true);
        }
        self.depth += 1;
        check_nesting(self.depth, self.at)?;
        Ok(self.take_plain(TokenKind::Open, 1))
    }

    pub(super) fn closed(&mut self) -> bool {
        if self.depth > 0 {
            self.depth -= 1;
            return self.take_plain(TokenKind::Close, 1);
        }
        let here = Span::new(self.at, self.at + 1);
        if self.mode != Mode::Phrase {
            self.warn(WarningKind::UnclosedParenthesis, "a ) without its ( is left out", here);
        }
        self.at += 1;
        true
    }

    /// Tells whether `(a OR b)` stands here, the one thing that parentheses in quotes are for.
    fn alternatives_follow(&self) -> bool {
        let (mut at, mut has_or) = (self.at + 1, false);
        while let Some(character) = self.text[at..].chars().next() {
            match character {
                ')' => return has_or && self.depth == 0,
                '(' => return false,
                ' ' => has_or |= [" OR ", " || "].iter().any(|or| self.text[at..].starts_with(or)),
                _ => {}
            }
            at = self.after_literal(at).unwrap_or(at + character.len_utf8());
        }
        false
    }

    /// Returns the end of a regular expression or of a name in quotes of its own that stands at a place of a phrase.
    fn after_literal(&self, at: usize) -> Option<usize> {
        match self.text.as_bytes()[at] {
            b'/' if self.text[..at].ends_with([' ', '(']) => self.end_of_regex(at).map(|end| end + 1),
            b'"' if quote::opens_name(self.text, self.start, at) => Some(quote::after_name(self.text, at)),
            _ => None,
        }
    }

    /// Reads a stretch in quotation marks; one that never ends goes on to the end of the query.
    pub(super) fn quoted(&mut self, opening: char) -> bool {
        let is_punctuation = opening == '”' && !self.is_fresh() || self.mode == Mode::Phrase && !self.value_follows();
        if !quote::opens(opening) || is_punctuation {
            return false;
        }
        let start = self.at + opening.len_utf8();
        let Some(end) = self.end_of_quoted(start, opening) else { return self.unclosed(opening, start) };
        let after = end + self.text[end..].chars().next().map_or(0, char::len_utf8);
        self.take(TokenKind::Quoted, after, Span::new(start, end))
    }

    /// Returns where a stretch ends; a mark that had no partner once has none farther on.
    fn end_of_quoted(&mut self, start: usize, opening: char) -> Option<usize> {
        if self.unpaired.contains(&opening) {
            return None;
        }
        let end = if self.value_follows() { quote::end_of_value } else { quote::end_of_phrase };
        let end = end(self.text, start, opening);
        if end.is_none() {
            self.unpaired.push(opening);
        }
        end
    }

    /// A mark behind a letter or digit, as in `5" gun`, is no quotation; neither is a closing one.
    fn unclosed(&mut self, opening: char, start: usize) -> bool {
        let here = Span::new(self.at, start);
        if opening == '”' || !self.is_fresh() {
            self.warn(WarningKind::UnclosedQuote, "a quotation mark without its partner is left out", here);
            self.at = start;
            return true;
        }
        self.warn(WarningKind::UnclosedQuote, "the quotation mark has no partner: the phrase runs to the end", here);
        let end = self.text.len();
        self.take(TokenKind::Quoted, end, Span::new(start, end))
    }
}
