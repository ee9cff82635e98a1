//! Is `08/05/25` the eighth of May or the fifth of August? The document's other dates tell.

use super::grammar::Expression;
use super::meaning::{Meaning, Place};

/// The order of day and month in numeric dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayOrder {
    /// `24/07/2024`.
    DayFirst,
    /// `07/24/2024`.
    MonthFirst,
}

/// Decides the order by the dates that can be read in one way only; `None` where there is none, or they disagree.
pub(super) fn decide(expressions: &[Expression]) -> Option<DayOrder> {
    let mut orders = expressions.iter().flat_map(|expression| places(&expression.meaning)).filter_map(forced);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

fn places(meaning: &Meaning) -> Vec<&Place> {
    match meaning {
        Meaning::At(place) | Meaning::Clock(Some(place), _) => vec![place],
        Meaning::Between(first, last) => vec![first, last],
        _ => Vec::new(),
    }
}

/// The order of a date that allows no other.
pub(super) fn forced(place: &Place) -> Option<DayOrder> {
    match *place {
        Place::Slashed { first: 13.., .. } => Some(DayOrder::DayFirst),
        Place::Slashed { second: 13.., .. } => Some(DayOrder::MonthFirst),
        _ => None,
    }
}
