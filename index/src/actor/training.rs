//! What does the training program see of a text?
//!
//! Exactly what the tagger sees: the same tokens, stretches and features. See `examples/train_tagger`.

use super::claim::Scene;
use super::gazetteer::Gazetteer;
pub use super::tagger::Label;
use super::tagger::features::Surroundings;
pub use super::tagger::features::{Features, TEMPLATES};
use super::tagger::form::Acquaintances;
pub use super::tagger::names::{NAME_SLOT, NAME_SLOTS, NameSort};
pub use super::tagger::sorts::{WORD_SLOT, WORD_SLOTS};
use super::tagger::stretch::around_capitals;
pub use super::tagger::weights::{LINE, ROWS, STEPS, Scores, check_of, line_of};
use super::token::{Manner, Token, Tokenizer};
use crate::text::Span;

/// A token as the tagger decodes it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Where it stands in the text.
    pub span: Span,
    /// All looks at it.
    pub features: Box<Features>,
}

/// The stretches of a text that the tagger decodes.
///
/// ```
/// use nutgraf_index::actor::training::stretches;
/// let seen = stretches("nothing here, but there Bashar Assad");
/// assert_eq!(seen.len(), 1);
/// ```
pub fn stretches(text: &str) -> Vec<Vec<Seen>> {
    let (mut tokens, mut sightings) = (Vec::new(), Vec::new());
    Tokenizer::default().cut(text, Span::new(0, text.len()), &mut tokens);
    let gazetteer = Gazetteer::shared();
    gazetteer.find(text, &tokens, &mut sightings);
    let scene = Scene { text, tokens: &tokens, gazetteer };
    let mut words = Acquaintances::default();
    let mut surroundings = Surroundings::of(&scene, &sightings, &mut words);
    let see = |stretch: std::ops::Range<usize>| {
        surroundings.enter(stretch.clone());
        let seen = |place: usize| Seen { span: tokens[place].span, features: Box::new(surroundings.features(place)) };
        stretch.map(seen).collect()
    };
    around_capitals(&tokens, &sightings).map(see).collect()
}

/// A word of running text.
#[derive(Clone, Copy, Debug)]
pub struct PlainWord {
    /// The hash of its folded form.
    pub folded: u64,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it opens a sentence, or stands in a line where capitals mean nothing.
    pub opens: bool,
}

/// The words and marks of a text, for learning from plain text.
pub fn plain_words(text: &str) -> Vec<PlainWord> {
    let mut tokens = Vec::new();
    Tokenizer::default().cut(text, Span::new(0, text.len()), &mut tokens);
    let plain = |token: &Token| PlainWord {
        folded: token.folded,
        capital: token.case.is_capital(),
        opens: token.opens || token.manner != Manner::Plain,
    };
    tokens.iter().map(plain).collect()
}
