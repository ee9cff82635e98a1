//! What was asked: the query language, parsed to a tree that knows nothing of any index.
//!
#![doc = include_str!("syntax.md")]

#[cfg(test)]
mod acceptance;
mod ast;
mod caret;
mod field;
#[cfg(test)]
mod laws;
mod lexer;
mod limits;
mod parse;
mod plain;
mod print;
mod quote;
mod term;
mod warning;

pub use ast::{Clause, FilterField, Node, NodeKind, Occur, Query, TermForm, TextField};
pub use caret::point_at;
pub use limits::{
    MAX_CLAUSES, MAX_DISTANCE, MAX_FUZZY_DISTANCE, MAX_LENGTH, MAX_NEAR, MAX_NESTING, MAX_REGEX_LENGTH, MAX_REGEX_REPEATS,
};
pub use parse::{Parsed, parse};
pub use plain::parse_words;
pub use print::print;
pub use warning::{Warning, WarningKind};
