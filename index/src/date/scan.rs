//! Which stretches of a text could hold an expression of time?
//!
//! Most words of a text are none of the grammar's. The scanner looks each word up once and hands on only *runs*: known
//! words and numbers in a row, parted by nothing but blanks and the marks that dates are written with, at least one of
//! them a word that dates begin from.

use super::gap::{Gap, gap};
use super::term::{Term, Word};
use super::words::{VOCABULARY, Vocabulary};
use crate::text::fold::{is_apostrophe, is_general_punctuation};

/// A known word or number of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// The first byte.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// What it is.
    pub(super) term: Term,
    /// What parts it from the token before it in the run.
    pub(super) gap: Gap,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

impl Token {
    /// Tells whether an expression can be built on it: on `18th`, not on `first`, which is mostly an adjective.
    pub(super) fn is_head(self, text: &str) -> bool {
        match self.term {
            Term::Ordinal(1..=31) => text.as_bytes()[self.start].is_ascii_digit(),
            term => is_head(term),
        }
    }
}

/// Calls `each` with every run of a text, in order.
pub(super) fn scan(text: &str, mut each: impl FnMut(&[Token])) {
    let mut scanner = Scanner { text, at: 0, run: Vec::new(), heads: 0, vocabulary: &VOCABULARY, buffer: String::new() };
    while scanner.skip_to_word() {
        let start = scanner.at;
        let term = scanner.read_word();
        let gap = scanner.gap_before(start);
        if gap == Gap::Far || term.is_none() {
            scanner.flush(&mut each);
        }
        if let Some(term) = term {
            scanner.push(start, term, gap);
        }
    }
    scanner.flush(&mut each);
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    run: Vec<Token>,
    /// How many tokens of the run an expression can be built on.
    heads: usize,
    vocabulary: &'static Vocabulary,
    buffer: String,
}

impl Scanner<'_> {
    fn flush(&mut self, each: &mut impl FnMut(&[Token])) {
        if self.heads > 0 {
            each(&self.run);
        }
        self.run.clear();
        self.heads = 0;
    }

    fn push(&mut self, start: usize, term: Term, gap: Gap) {
        let capital = self.text[start..].starts_with(char::is_uppercase);
        let token = Token { start, end: self.at, term, gap, capital };
        self.heads += usize::from(token.is_head(self.text));
        self.run.push(token);
    }

    /// Moves to the next letter or digit; false at the end of the text.
    fn skip_to_word(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() {
                return true;
            }
            if byte.is_ascii() {
                self.at += 1;
                continue;
            }
            let Some(character) = self.text[self.at..].chars().next() else { return false };
            if is_word(character) {
                return true;
            }
            self.at += character.len_utf8();
        }
        false
    }

    /// Reads the word or number that begins here.
    fn read_word(&mut self) -> Option<Term> {
        let bytes = &self.text.as_bytes()[self.at..];
        if bytes[0].is_ascii_digit() {
            return self.read_number();
        }
        let length = bytes.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(bytes.len());
        if bytes.get(length).is_none_or(u8::is_ascii) || !self.text[self.at + length..].starts_with(is_word) {
            self.at += length;
            return self.vocabulary.ascii(&bytes[..length]);
        }
        self.read_unicode()
    }

    fn read_unicode(&mut self) -> Option<Term> {
        let rest = &self.text[self.at..];
        let length = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
        self.at += length;
        let word = &rest[..length];
        if let Some(number) = eastern_number(word) {
            return Some(number);
        }
        // Long unspaced stretches are no names, and folding them costs.
        if length > 40 { None } else { self.vocabulary.folded(word, &mut self.buffer) }
    }

    fn read_number(&mut self) -> Option<Term> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut value: u32 = 0;
        while let Some(digit) = bytes.get(self.at).filter(|byte| byte.is_ascii_digit()) {
            value = value.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
            self.at += 1;
        }
        let digits = self.at - start;
        if digits > 8 {
            return None;
        }
        if self.read_thousands(&mut value) {
            return Some(Term::Fraction(value));
        }
        Some(self.read_ending(value).unwrap_or(Term::Number(value, digits as u8)))
    }

    /// Reads `,000` behind a number.
    fn read_thousands(&mut self, value: &mut u32) -> bool {
        let bytes = self.text.as_bytes();
        let mut any = false;
        while let Some([b',', a, b, c]) = bytes.get(self.at..self.at + 4) {
            let three = [a, b, c].into_iter().all(u8::is_ascii_digit);
            if !three || bytes.get(self.at + 4).is_some_and(u8::is_ascii_digit) {
                break;
            }
            let part = [a, b, c].into_iter().fold(0, |part, digit| part * 10 + u32::from(digit - b'0'));
            *value = value.saturating_mul(1000).saturating_add(part);
            self.at += 4;
            any = true;
        }
        any
    }

    /// Reads what makes an ordinal or a decade of a number: `22nd`, `1990s`, `1990's`.
    fn read_ending(&mut self, value: u32) -> Option<Term> {
        let rest = &self.text[self.at..];
        let apostrophe = rest.chars().next().filter(|character| is_apostrophe(*character)).map_or(0, char::len_utf8);
        let letters = rest.as_bytes()[apostrophe..].iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let ending = rest[apostrophe..apostrophe + letters].to_ascii_lowercase();
        let (term, length) = match ending.as_str() {
            "st" | "nd" | "rd" | "th" if apostrophe == 0 && value < 200 => (Term::Ordinal(value as u16), letters),
            "er" if apostrophe == 0 && value == 1 => (Term::Ordinal(1), letters),
            "s" if value.is_multiple_of(10) && (10..3000).contains(&value) => (Term::Decade(value as u16), apostrophe + letters),
            _ => return None,
        };
        self.at += length;
        Some(term)
    }

    /// What parts the word that begins at `start` from the run before it.
    fn gap_before(&self, start: usize) -> Gap {
        match self.run.last() {
            Some(last) => gap(&self.text[last.end..start]),
            None => Gap::Far,
        }
    }
}

fn is_word(character: char) -> bool {
    !is_general_punctuation(character) && (character.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&character))
}

/// Reads a number in Arabic-Indic or Persian digits.
fn eastern_number(word: &str) -> Option<Term> {
    let mut value: u32 = 0;
    let mut digits = 0;
    for character in word.chars() {
        let digit = match character {
            '٠'..='٩' => character as u32 - '٠' as u32,
            '۰'..='۹' => character as u32 - '۰' as u32,
            _ => return None,
        };
        value = value.saturating_mul(10).saturating_add(digit);
        digits += 1;
    }
    (1..=8).contains(&digits).then_some(Term::Number(value, digits))
}

/// Tells whether an expression can be built on a word; runs without such a word are not looked at.
fn is_head(term: Term) -> bool {
    match term {
        // "nineteen ninety-six", "two thousand"
        Term::Cardinal(19 | 20) | Term::Scale(1000) => true,
        Term::Named(..) | Term::Fraction(_) | Term::Ordinal(_) | Term::Cardinal(_) | Term::Scale(_) | Term::Zone => false,
        Term::Word(word) => matches!(
            word,
            Word::Now
                | Word::Today
                | Word::Tomorrow
                | Word::Yesterday
                | Word::Tonight
                | Word::Future
                | Word::Past
                | Word::Soon
                | Word::Am
                | Word::Pm
                | Word::M
                | Word::Clock
                | Word::Period
                | Word::Current
                | Word::Recent
        ),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        scan(text, |run| found.push(text[run[0].start..run[run.len() - 1].end].to_owned()));
        found
    }

    #[test]
    fn only_runs_that_may_hold_a_date_are_handed_on() {
        assert_eq!(
            runs("They met in Ankara on 28 December 2022, and of the two one left."),
            ["on 28 December 2022, and of the two one"]
        );
        assert_eq!(runs("Of the people, by the people"), [""; 0]);
        assert_eq!(runs("Aralık’ta 28 Ara\u{200b}lık"), ["Aralık", "28"]);
    }

    #[test]
    fn numbers_with_endings() {
        let mut terms = Vec::new();
        scan("on the 22nd of the 1990’s, May 3,000", |run| terms.extend(run.iter().map(|token| token.term)));
        assert!(
            terms.contains(&Term::Ordinal(22)) && terms.contains(&Term::Decade(1990)) && terms.contains(&Term::Fraction(3000))
        );
    }
}
