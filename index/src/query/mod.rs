//! What was asked: the query language, parsed to a tree that knows nothing of any index.
//!
//! `syntax.md` beside this file is the reference for people.

mod ast;

pub use ast::{Clause, FilterField, Node, NodeKind, Occur, Query, TermForm, TextField};
