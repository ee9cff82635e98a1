//! tantivy's tokenizers: they only take lists apart that are finished.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::STEM_MARK;

/// tantivy's tokenizer for analysed text.
#[derive(Clone, Debug, Default)]
pub struct TermList {
    token: Token,
}

/// The stream of [`TermList`].
#[derive(Debug)]
pub struct TermStream<'a> {
    rest: &'a str,
    /// The forms still to give at the position reached.
    forms: Option<&'a str>,
    /// The stem still to give.
    stem: Option<&'a str>,
    next_position: usize,
    token: &'a mut Token,
}

impl Tokenizer for TermList {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.token.reset();
        let (from, rest) = match text.strip_prefix('>').and_then(|rest| rest.split_once(' ')) {
            Some((from, rest)) => (from.parse().unwrap_or(0), rest),
            None => (0, text),
        };
        TermStream { rest, forms: None, stem: None, next_position: from, token: &mut self.token }
    }
}

impl TermStream<'_> {
    fn give(&mut self, mark: Option<char>, form: &str) {
        self.token.text.clear();
        self.token.text.extend(mark);
        self.token.text.push_str(form);
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(stem) = self.stem.take() {
            self.give(Some(STEM_MARK), stem);
            return true;
        }
        if let Some(forms) = self.forms.take() {
            let (form, others) = part(forms).map_or((forms, None), |(form, others)| (form, Some(others)));
            self.forms = others;
            self.give(None, form);
            return true;
        }
        while let Some(end) = memchr::memchr(b' ', self.rest.as_bytes()) {
            let forms = &self.rest[..end];
            self.rest = &self.rest[end + 1..];
            self.token.position = self.next_position;
            self.next_position += 1;
            if forms.is_empty() {
                continue;
            }
            let (word, others) = part(forms).unwrap_or((forms, forms));
            let (stem, forms) = part(others).map_or((others, None), |(stem, forms)| (stem, Some(forms)));
            (self.stem, self.forms) = (Some(stem), forms);
            self.give(None, word);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Parts a form from those behind it.
fn part(forms: &str) -> Option<(&str, &str)> {
    let bar = memchr::memchr(b'|', forms.as_bytes())?;
    Some((&forms[..bar], &forms[bar + 1..]))
}

/// tantivy's tokenizer for lists of mentions.
#[derive(Clone, Debug, Default)]
pub struct MentionList {
    token: Token,
}

/// The stream of [`MentionList`].
#[derive(Debug)]
pub struct MentionStream<'a> {
    rest: std::str::Lines<'a>,
    token: &'a mut Token,
}

impl Tokenizer for MentionList {
    type TokenStream<'a> = MentionStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> MentionStream<'a> {
        self.token.reset();
        MentionStream { rest: text.lines(), token: &mut self.token }
    }
}

impl TokenStream for MentionStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, place)) = self.rest.by_ref().find_map(|line| line.rsplit_once('\t')) else { return false };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = place.parse().unwrap_or(0);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
