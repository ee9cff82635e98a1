//! Marks and operators: what stands before, between and right behind words.

use super::{Lexer, Mode, TokenKind, is_operator_word, number};
use crate::error::Result;
use crate::query::limits::{DEFAULT_DISTANCE, refuse, shown};
use crate::query::quote;
use crate::query::warning::WarningKind;
use crate::text::Span;

impl Lexer<'_, '_> {
    /// Reads a mark before a word, a regular expression or a range.
    pub(super) fn marked(&mut self, character: char) -> bool {
        let next = self.text[self.at + character.len_utf8()..].chars().next();
        let in_phrase = self.mode == Mode::Phrase;
        match character {
            '+' if !in_phrase && begins_operand(next) => self.take_plain(TokenKind::Must, 1),
            '-' | '!' if !in_phrase && begins_operand(next) => self.take_plain(TokenKind::Not, 1),
            '@' if next.is_some_and(|next| next.is_alphanumeric() || next == '(' || quote::opens(next)) => {
                self.take_plain(TokenKind::At, 1)
            }
            '=' if next.is_some_and(begins_exact) => self.take_plain(TokenKind::Exact, 1),
            '/' => self.regex(),
            '[' | '{' if !in_phrase => self.range(),
            _ => false,
        }
    }

    /// Reads a mark before the value of a field, as in `source:-reuters`.
    pub(super) fn negated(&mut self, character: char) -> bool {
        let next = self.text[self.at + character.len_utf8()..].chars().next();
        matches!(character, '-' | '!') && begins_operand(next) && self.take_plain(TokenKind::Not, 1)
    }

    /// Reads `/…/`.
    fn regex(&mut self) -> bool {
        let start = self.at + 1;
        let Some(end) = self.end_of_regex(self.at) else {
            self.tell_blanks_in_regex();
            return false;
        };
        self.take(TokenKind::Regex, end + 1, Span::new(start, end))
    }

    /// `/oil prices/` looks like a regular expression, but those are of words, which hold no blank.
    fn tell_blanks_in_regex(&mut self) {
        let rest = &self.text[self.at + 1..];
        let closing = rest.char_indices().take(LONGEST_LOOK).find(|(_, mark)| *mark == '/').map(|(place, _)| self.at + 1 + place);
        let Some(close) = closing.filter(|close| self.ends_token(close + 1)) else { return };
        if !self.text[..close].ends_with(char::is_whitespace) && !rest.starts_with(char::is_whitespace) {
            let message = "a regular expression is of one word: with a blank in it, it is read as words";
            self.warn(WarningKind::ReadAs, message, Span::new(self.at, close + 1));
        }
    }

    /// Returns where the regular expression ends whose first slash is at `at`: there is no blank in it, and nothing of a
    /// word behind it, so that a pasted path stays a path.
    pub(super) fn end_of_regex(&self, at: usize) -> Option<usize> {
        let start = at + 1;
        let mut rest = self.text[start..].char_indices();
        while let Some((place, character)) = rest.next() {
            match character {
                '\\' => drop(rest.next()),
                '/' => return Some(start + place).filter(|end| place > 0 && self.ends_token(end + 1)),
                blank if blank.is_whitespace() => return None,
                _ => {}
            }
        }
        None
    }

    /// Reads `[a TO b]`; braces are read as brackets, as no field here tells the two apart.
    pub(super) fn range(&mut self) -> bool {
        let rest = &self.text[self.at..];
        if !rest.starts_with(['[', '{']) || self.mode == Mode::Phrase {
            return false;
        }
        let closing = rest.char_indices().take(LONGEST_LOOK).find(|(_, mark)| matches!(mark, ']' | '}'));
        let Some(length) = closing.map(|(place, _)| place).filter(|end| rest[..*end].contains(" TO ")) else { return false };
        let end = self.at + length + 1;
        if rest.starts_with('{') || rest[length..].starts_with('}') {
            let message = "ranges hold both their ends: { } is read as [ ]";
            self.warn(WarningKind::NotSupported, message, Span::new(self.at, end));
        }
        self.take(TokenKind::Range, end, Span::new(self.at + 1, end - 1))
    }

    /// Reads AND, OR, NOT, NEAR, ADJ and their other spellings.
    pub(super) fn operator(&mut self) -> Result<bool> {
        let word = self.run();
        let kind = match word {
            "OR" | "||" if self.mode == Mode::Phrase && self.depth > 0 => TokenKind::Or,
            _ if self.mode == Mode::Phrase => return Ok(false),
            "&&" => TokenKind::And,
            "||" => TokenKind::Or,
            _ if is_operator_word(word) && self.mode == Mode::WithoutWordOperators => return Ok(false),
            "AND" => TokenKind::And,
            "OR" => TokenKind::Or,
            "NOT" => TokenKind::Not,
            "NEAR" => TokenKind::Near { within: DEFAULT_DISTANCE, ordered: false },
            "ADJ" => TokenKind::Near { within: DEFAULT_DISTANCE, ordered: true },
            _ => match self.distance(word)? {
                Some(kind) => kind,
                None => return Ok(false),
            },
        };
        Ok(self.take_plain(kind, word.len()))
    }

    /// Reads `NEAR/5`, `ADJ/5`, `w/5`.
    fn distance(&mut self, word: &str) -> Result<Option<TokenKind>> {
        let Some((name, digits)) = word.split_once('/') else { return Ok(None) };
        let ordered = match name.to_ascii_lowercase().as_str() {
            "near" | "w" => false,
            "adj" => true,
            _ => return Ok(None),
        };
        match number(digits) {
            Some(0) => {
                Err(refuse(format!("{word} leaves no room: side by side is {name}/1"), self.at, format!("write {name}/1")))
            }
            Some(within) => Ok(Some(TokenKind::Near { within, ordered })),
            None if is_operator_word(name) => {
                let message = format!("{} has no number and is read as words; it is written {name}/5", shown(word));
                self.warn(WarningKind::ReadAs, message, Span::new(self.at, self.at + word.len()));
                Ok(None)
            }
            None => Ok(None),
        }
    }

    /// Reads `~2` or `^2` right behind something.
    pub(super) fn suffix(&mut self) -> bool {
        use TokenKind::{Close, Quoted, Range, Regex, Tilde, Word};
        if !matches!(self.glued(), Some(Close | Quoted | Range | Regex | Tilde(_) | Word)) {
            return false;
        }
        let Some((kind, end)) = self.suffix_at(self.at) else { return false };
        let span = Span::new(self.at, end);
        if span.of(self.text).starts_with('~') && span.of(self.text).contains('.') {
            self.warn(WarningKind::NotSupported, "a similarity such as ~0.8 is read as ~1: at most one letter differs", span);
        }
        self.take(kind, end, span)
    }

    /// Returns the suffix that stands at a place, and its end.
    pub(super) fn suffix_at(&self, at: usize) -> Option<(TokenKind, usize)> {
        let rest = &self.text[at..];
        let digits = rest[1..].find(|mark: char| !mark.is_ascii_digit() && mark != '.').map_or(rest.len(), |end| end + 1);
        let (value, end) = (&rest[1..digits], at + digits);
        let kind = match rest.as_bytes().first()? {
            b'^' if self.mode != Mode::Phrase => TokenKind::Boost(value.parse().ok().filter(|boost: &f32| boost.is_finite())?),
            b'~' if value.is_empty() || value.contains('.') && value.parse::<f32>().is_ok() => TokenKind::Tilde(1),
            b'~' => TokenKind::Tilde(number(value)?),
            _ => return None,
        };
        self.ends_token(end).then_some((kind, end))
    }
}

/// How far the closing mark of a range or regular expression is looked for, in characters: bounds the work on a query of
/// opening ones.
const LONGEST_LOOK: usize = 256;

/// Tells whether what follows `+`, `-` or `!` can be a thing to ask for, so that the mark is no punctuation.
fn begins_operand(next: Option<char>) -> bool {
    next.is_some_and(|next| {
        !next.is_whitespace() && !matches!(next, '+' | '-' | '!' | '&' | '|' | '.' | ',' | ';' | ':' | '>' | ')' | ']' | '}')
    })
}

fn begins_exact(next: char) -> bool {
    next.is_alphanumeric() || quote::opens(next) || matches!(next, '*' | '?')
}
