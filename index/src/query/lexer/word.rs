//! Words with all that is glued to them, and the fields before them.

use super::{Lexer, Mode, TokenKind, is_operator_word};
use crate::query::field::{self, Field};
use crate::query::limits::shown;
use crate::query::quote;
use crate::query::warning::WarningKind;
use crate::text::Span;

impl Lexer<'_, '_> {
    /// Reads a field and its colon, or an unknown one as a word.
    pub(super) fn field(&mut self) -> bool {
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
        if name.starts_with(char::is_uppercase) {
            return false;
        }
        let length = name.len() + 1;
        let span = Span::new(self.at, self.at + length);
        if value.trim().is_empty() {
            self.warn(WarningKind::StrayOperator, format!("'{name}:' has no value and is read as a word"), span);
            return false;
        }
        self.warn(WarningKind::ReadAs, format!("'{name}: ' is read as the field {name}:, without the blank"), span);
        self.take_plain(TokenKind::Field(field), length)
    }

    /// A word before a colon is told about where a value seems meant: not in `Putin: …`, `https://…`, `F16:9`.
    fn unknown_field(&mut self, length: usize, value: &str) -> bool {
        let is_word = self.text[self.at..self.at + length].chars().all(char::is_alphabetic);
        let begins = |next: char| next.is_alphabetic() || is_word && next.is_numeric() || quote::opens(next) || next == '(';
        let meant = value.starts_with(begins);
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

    /// Reads a run without blanks: a word with all that is glued to it.
    pub(super) fn bare(&mut self) {
        let end = self.end_of_bare();
        self.tell_boost_without_number(end);
        self.tell_marks_that_mean_nothing(end);
        let inner = Span::new(self.at, self.without_question_marks(end));
        self.take(TokenKind::Word, end, inner);
    }

    /// `oil^x` looks like a boost, which is a number.
    fn tell_boost_without_number(&mut self, end: usize) {
        let word = &self.text[self.at..end];
        let place = word.find('^').filter(|place| self.mode != Mode::Phrase && word[..*place].ends_with(char::is_alphanumeric));
        if let Some(at) = place.map(|place| self.at + place) {
            self.warn(
                WarningKind::ReadAs,
                "^ has no number behind it and is left out; ^2 doubles a weight",
                Span::new(at, at + 1),
            );
        }
    }

    /// Marks that mean something elsewhere, and nothing where they stand here.
    fn tell_marks_that_mean_nothing(&mut self, end: usize) {
        let run = &self.text[self.at..end];
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let has_flags = run.strip_prefix('/').and_then(|rest| rest.rsplit_once('/')).is_some_and(|(inside, flags)| {
            !inside.contains('/') && (1..=3).contains(&flags.len()) && flags.bytes().all(|flag| b"gimsux".contains(&flag))
        });
        let message = match run {
            _ if self.mode == Mode::Phrase => return,
            "|" => "| alone is no operator; write OR or ||",
            "=" | "@" => "it stands alone and is left out; it belongs right before a word or name",
            _ if has_flags => "a regular expression has nothing behind its last slash; this is read as words",
            _ if ["==", "=@", "=[", "=/", "@@", "@="].iter().any(|marks| run.starts_with(marks)) => {
                "these marks don't go together and are left out; = stands before a word or phrase, @ before a name"
            }
            _ if run.strip_prefix(['~', '^']).is_some_and(is_number) => {
                "it belongs right behind a word or phrase, without a blank; here it is read as a word"
            }
            _ => return,
        };
        self.warn(WarningKind::ReadAs, format!("'{}': {message}", shown(run)), Span::new(self.at, end));
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
            let reading = if is_mark { "ends a sentence; for a letter write =word?" } else { "stands for a letter" };
            let message = format!("the ? behind '{}' {reading}", shown(bare.trim_matches(is_closing)));
            self.warn(WarningKind::ReadAs, message, Span::new(kept, end));
        }
        if is_mark { kept } else { end }
    }
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
