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
pub mod analyzer;
pub mod annotate;
pub mod contents;
pub mod date;
pub mod deadline;
pub mod docs;
pub mod document;
pub mod error;
pub mod facet;
pub mod filters;
pub mod fingerprint;
pub mod folder;
pub mod highlight;
pub mod integrity;
pub mod joins;
pub mod latency;
pub mod naming;
pub mod packing;
pub mod passage;
pub mod pattern;
pub mod plan;
pub mod proximity;
pub mod query;
pub mod quotation;
pub mod rank;
pub mod recurrence;
pub mod schema;
pub mod search;
pub mod snapshot;
pub mod sources;
pub mod store;
pub mod text;
pub mod vocabulary;
pub mod writer;

pub use error::{Error, Result};
