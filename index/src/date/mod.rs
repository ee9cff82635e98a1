//! When: days, spans of days, and the expressions in a text that name them.

mod civil;
mod find;
mod human;

pub use civil::{Date, DateSpan};
pub use find::{DateKind, DateMention, find_dates};
pub use human::parse_span;
