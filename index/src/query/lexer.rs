//! Which words, marks and operators does a typed query hold, and where?
//!
//! Tokens are the smallest pieces that keep their meaning wherever they stand. What is pasted decides the details: a
//! hyphen, colon or parenthesis inside a word is part of that word, a mark with a blank on either side is punctuation,
//! and a question mark that ends a sentence is no wildcard.

use super::field::{self, Field};
use super::limits::{DEFAULT_DISTANCE, MAX_DISTANCE, check_nesting, check_tokens, refuse};
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

impl Lexer<'_, '_> {
    /// Reads the next token, or passes over a blank or punctuation.
    fn token(&mut self, character: char) -> Result<()> {
        if character.is_whitespace() {
            self.at += character.len_utf8();
            return Ok(());
        }
        if self.value_follows() {
            let taken = self.quoted(character) || self.range() || character == '(' && self.opened()?;
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
        match self.tokens.last().map(|token| token.kind) {
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

    fn opened(&mut self) -> Result<bool> {
        if self.mode == Mode::Phrase && !self.alternatives_follow() {
            self.at += 1;
            return Ok(true);
        }
        self.depth += 1;
        check_nesting(self.depth, self.at)?;
        Ok(self.take_plain(TokenKind::Open, 1))
    }

    fn closed(&mut self) -> bool {
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
    fn quoted(&mut self, opening: char) -> bool {
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

    /// Reads a mark before a word, a regular expression or a range.
    fn marked(&mut self, character: char) -> bool {
        let next = self.text[self.at + character.len_utf8()..].chars().next();
        let in_phrase = self.mode == Mode::Phrase;
        match character {
            '+' if !in_phrase && begins_operand(next) => self.take_plain(TokenKind::Must, 1),
            '-' | '!' if !in_phrase && begins_operand(next) => self.take_plain(TokenKind::Not, 1),
            '@' if next.is_some_and(|next| next.is_alphanumeric() || quote::opens(next)) => self.take_plain(TokenKind::At, 1),
            '=' if next.is_some_and(begins_exact) => self.take_plain(TokenKind::Exact, 1),
            '/' => self.regex(),
            '[' | '{' if !in_phrase => self.range(),
            _ => false,
        }
    }

    /// Reads `/…/`.
    fn regex(&mut self) -> bool {
        let start = self.at + 1;
        self.end_of_regex(self.at).is_some_and(|end| self.take(TokenKind::Regex, end + 1, Span::new(start, end)))
    }

    /// Returns where the regular expression ends whose first slash is at `at`: there is no blank in it, and nothing of a
    /// word behind it, so that a pasted path stays a path.
    fn end_of_regex(&self, at: usize) -> Option<usize> {
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
    fn range(&mut self) -> bool {
        let rest = &self.text[self.at..];
        if !rest.starts_with(['[', '{']) || self.mode == Mode::Phrase {
            return false;
        }
        let closing = rest.char_indices().take(LONGEST_RANGE).find(|(_, mark)| matches!(mark, ']' | '}'));
        let Some(length) = closing.map(|(place, _)| place).filter(|end| rest[..*end].contains(" TO ")) else { return false };
        let end = self.at + length + 1;
        if rest.starts_with('{') || rest[length..].starts_with('}') {
            let message = "ranges hold both their ends: { } is read as [ ]";
            self.warn(WarningKind::NotSupported, message, Span::new(self.at, end));
        }
        self.take(TokenKind::Range, end, Span::new(self.at + 1, end - 1))
    }

    /// Reads AND, OR, NOT, NEAR, ADJ and their other spellings.
    fn operator(&mut self) -> Result<bool> {
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
    fn distance(&self, word: &str) -> Result<Option<TokenKind>> {
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
            None => Ok(None),
        }
    }

    /// Returns what stands here up to a blank, parenthesis or quotation mark.
    fn run(&self) -> &str {
        let rest = &self.text[self.at..];
        let ends = |mark: char| mark.is_whitespace() || matches!(mark, '(' | ')') || quote::is_quote(mark);
        &rest[..rest.find(ends).unwrap_or(rest.len())]
    }

    /// Reads a field and its colon, or an unknown one as a word.
    fn field(&mut self) -> bool {
        if self.same_sentence() {
            return true;
        }
        let rest = &self.text[self.at..];
        let length = rest.find(|mark: char| !mark.is_alphanumeric() && mark != '_').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(length);
        let Some(value) = behind.strip_prefix(':').filter(|_| name.starts_with(char::is_alphabetic)) else { return false };
        match Field::named(name) {
            Some(field) if self.mode == Mode::Phrase => {
                field.has_places() && is_attached(value) && self.take_plain(TokenKind::Field(field), length + 1)
            }
            Some(field) if is_attached(value) => self.take_plain(TokenKind::Field(field), length + 1),
            Some(field) => self.field_before_blank(field, name, value),
            None => self.mode != Mode::Phrase && self.unknown_field(length, value),
        }
    }

    /// `title: erdogan` is a field, `Title: Erdoğan` the beginning of a pasted line.
    fn field_before_blank(&mut self, field: Field, name: &str, value: &str) -> bool {
        if value.trim().is_empty() || name.starts_with(char::is_uppercase) {
            return false;
        }
        let length = name.len() + 1;
        let span = Span::new(self.at, self.at + length);
        self.warn(WarningKind::ReadAs, format!("'{name}: ' is read as the field {name}:, without the blank"), span);
        self.take_plain(TokenKind::Field(field), length)
    }

    /// A word before a colon is told about where a value seems meant: not in `Putin: …`, `https://…`, `16:9`.
    fn unknown_field(&mut self, length: usize, value: &str) -> bool {
        let meant = value.starts_with(|next: char| next.is_alphabetic() || quote::opens(next) || next == '(');
        if !meant || length < 2 {
            return false;
        }
        let name = Span::new(self.at, self.at + length);
        self.warn(WarningKind::UnknownField, field::unknown(name.of(self.text)), name);
        self.take(TokenKind::Word, name.end, name);
        self.at += 1;
        true
    }

    /// Reads `same:sentence`, which parentheses follow.
    fn same_sentence(&mut self) -> bool {
        const NAME: &str = "same:sentence";
        let rest = &self.text[self.at..];
        let named = self.mode != Mode::Phrase && rest.get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME));
        named
            && rest[NAME.len()..].trim_start().starts_with('(')
            && self.take_plain(TokenKind::Field(Field::SameSentence), NAME.len())
    }

    /// Reads `~2` or `^2` right behind something.
    fn suffix(&mut self) -> bool {
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
    fn suffix_at(&self, at: usize) -> Option<(TokenKind, usize)> {
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

    /// Tells whether no more of a token stands at a place.
    fn ends_token(&self, at: usize) -> bool {
        self.text[at..]
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || matches!(next, '(' | ')' | '^' | '~') || quote::is_quote(next))
    }

    /// Reads a run without blanks: a word with all that is glued to it.
    fn bare(&mut self) {
        let end = self.end_of_bare();
        let inner = Span::new(self.at, self.without_question_marks(end));
        self.take(TokenKind::Word, end, inner);
    }

    fn end_of_bare(&self) -> usize {
        let mut at = self.at;
        while let Some(character) = self.text[at..].chars().next() {
            let after = at + character.len_utf8();
            match character {
                '\\' => at = quote::after_escape(self.text, after),
                '(' if at > self.at && self.mode != Mode::Phrase => match self.end_of_inner_parenthesis(after) {
                    Some(close) => at = close,
                    None => return at,
                },
                '(' | ')' if at > self.at => return at,
                '^' | '~' if at > self.at && self.suffix_at(at).is_some() => return at,
                _ if character.is_whitespace() => return at,
                _ if at > self.at && quote::is_quote(character) && self.mode != Mode::Phrase => return at,
                _ => at = after,
            }
        }
        at
    }

    /// Returns the end of parentheses inside a word, as in `attack(s)`.
    fn end_of_inner_parenthesis(&self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let length = rest.find(|mark: char| !mark.is_alphanumeric())?;
        (length > 0 && rest[length..].starts_with(')')).then_some(start + length + 1)
    }

    /// Returns the end of a word without the question marks that end a sentence: the query's, or one before a capital.
    fn without_question_marks(&mut self, end: usize) -> usize {
        let word = &self.text[self.at..end];
        let core = word.trim_end_matches(|mark: char| is_closing(mark) && !matches!(mark, '*' | '?'));
        let bare = core.trim_end_matches('?');
        if bare.len() == core.len() || self.glued() == Some(TokenKind::Exact) {
            return end;
        }
        let rest = self.text[end..].trim_start_matches(|mark: char| mark.is_whitespace() || is_closing(mark) && mark != '?');
        let is_mark = core.len() < word.len() || bare.ends_with(is_closing) || begins_sentence(rest);
        let kept = self.at + bare.len();
        if !bare.is_empty() && !rest.is_empty() {
            let message =
                if is_mark { "is read as the end of a sentence; for a letter write =word?" } else { "stands for a letter" };
            self.warn(
                WarningKind::ReadAs,
                format!("the ? behind '{}' {message}", bare.trim_matches(is_closing)),
                Span::new(kept, end),
            );
        }
        if is_mark { kept } else { end }
    }
}

/// The longest range that is looked for, in characters: bounds the work on a query of brackets.
const LONGEST_RANGE: usize = 256;

/// Tells whether what follows `+`, `-` or `!` can be a thing to ask for, so that the mark is no punctuation.
fn begins_operand(next: Option<char>) -> bool {
    next.is_some_and(|next| {
        !next.is_whitespace() && !matches!(next, '+' | '-' | '!' | '&' | '|' | '.' | ',' | ';' | ':' | '>' | ')' | ']' | '}')
    })
}

fn begins_exact(next: char) -> bool {
    next.is_alphanumeric() || quote::opens(next) || matches!(next, '*' | '?')
}

/// Tells whether a field's value follows its colon without a blank. `://` is an address.
fn is_attached(value: &str) -> bool {
    !value.is_empty() && !value.starts_with(char::is_whitespace) && !value.starts_with("//")
}

/// Tells whether a mark closes a word, quotation or sentence.
fn is_closing(mark: char) -> bool {
    mark.is_ascii_punctuation() || quote::is_quote(mark) || matches!(mark, '’' | '…')
}

/// Tells whether the text behind a `?` shows that it ended a sentence.
fn begins_sentence(rest: &str) -> bool {
    let word = rest.split(|mark: char| !mark.is_alphanumeric()).next().unwrap_or(rest);
    rest.is_empty() || word.starts_with(char::is_uppercase) && !is_operator_word(word)
}

/// Reads a number; one that is larger than any distance in a passage is as good as the largest.
fn number(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    plain.then(|| digits.parse().map_or(MAX_DISTANCE, |number: u32| number.min(MAX_DISTANCE)))
}
