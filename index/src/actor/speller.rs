//! How is a name of the tables written?

use super::token::{Case, Token, Tokenizer};
use crate::text::Span;

/// Cuts names as texts are cut.
#[derive(Default)]
pub(super) struct Speller {
    tokenizer: Tokenizer,
    pub tokens: Vec<Token>,
}

/// Words whose case is free within a name.
const CONNECTIVES: &[&str] =
    &["the", "of", "and", "for", "al", "el", "de", "la", "in", "on", "to", "bin", "da", "du", "ul", "es"];

impl Speller {
    pub fn spell(&mut self, name: &str) {
        self.tokens.clear();
        self.tokenizer.cut(name, Span::new(0, name.len()), &mut self.tokens);
        self.tokens.iter_mut().for_each(|token| token.opens = false);
    }

    /// A single word with more than one capital: its letters count exactly.
    pub fn is_acronym(&self, name: &str) -> bool {
        let short = self.tokens.iter().all(|token| !matches!(token.case, Case::Lower | Case::Title));
        short && self.tokens.len() <= 2 && !name.contains(' ')
    }

    pub fn is_shouted(&self) -> bool {
        self.tokens.iter().all(|token| token.case != Case::Mixed) || self.tokens.len() == 1
    }

    pub fn capitals(&self, name: &str) -> u32 {
        let wants = |token: &Token| {
            token.case.is_capital() && !CONNECTIVES.iter().any(|word| token.span.of(name).eq_ignore_ascii_case(word))
        };
        self.tokens.iter().take(32).enumerate().fold(0, |mask, (place, token)| mask | u32::from(wants(token)) << place)
    }
}
