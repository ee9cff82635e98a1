//! What is a word, where does a sentence end, and which words are the same word?
//!
//! Everything here works on one immutable text: places are byte ranges ([`Span`]) of it, and folding happens word by
//! word, so that a highlight is exact even where folding changes lengths.

pub mod elision;
pub mod fold;
mod language;
mod plural;
pub mod segment;
mod span;
pub mod stem;
pub mod stop;
mod unwrap;

pub use elision::{elided_words, elision};
pub use fold::{fold, fold_into, fold_phrase};
pub use language::Language;
pub use plural::plural;
pub use segment::{Word, sentences, words};
pub use span::Span;
pub use stem::{stem_into, unmarked_stem};
pub use stop::is_stop_word;
pub use unwrap::unwrapped;
