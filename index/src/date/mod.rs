//! When: days, spans of days, and the expressions in a text that name them.
//!
//! ```text
//! text ──scan──▶ runs of known words ──grammar──▶ expressions ──resolve (+ published)──▶ mentions
//! ```
//!
//! Tables of words, one a language, stand in `words`; what an expression says is a `Meaning`, and only `resolve` knows
//! of the document's date.

mod civil;
mod find;
mod gap;
mod grammar;
mod human;
mod meaning;
mod order;
mod period;
mod resolve;
mod scan;
mod tense;
mod term;
#[cfg(test)]
mod tests;
mod timex;
mod words;

pub use civil::{Date, DateSpan};
pub use find::{DateEvidence, DateKind, DateMention, day_order, find_dates, find_dates_in, fitting_years};
pub use human::parse_span;
pub use order::DayOrder;
