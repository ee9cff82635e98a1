//! The engine of nutgraf: it reads documents, cuts them into passages, finds the actors and dates of each, builds a
//! tantivy index and answers queries with ranked, exactly highlighted passages.
//!
//! ```text
//! file ──document──▶ Document ──passage──▶ [Passage] ──annotate──▶ [AnnotatedPassage] ──writer──▶ index
//! query text ──query──▶ Query ──plan──▶ Plan ──search──▶ [Hit] ──highlight──▶ [Hit with ranges]
//! ```
//!
//! It never prints, never reads flags or the environment, and never asks for today's date.

pub mod actor;
pub mod annotate;
pub mod date;
pub mod document;
pub mod error;
pub mod fingerprint;
pub mod passage;
pub mod query;
pub mod text;

pub use error::{Error, Result};
