//! Who and when, counted exactly over everything that matches.
//!
//! Mentions are counted from fast columns of ordinals: a passage counts once for an actor or period however often it
//! names it, a document once however many of its passages do.

mod actors;
mod census;
mod dates;
mod lift;
mod period;
mod values;

pub use actors::{ActorCount, ActorCounts, count_actors};
pub use census::{every_passage, is_taken, take_census};
pub(crate) use dates::SegmentDates;
pub use dates::{Count, DateCounts, count_dates, days_spanned};
pub use lift::{Lift, Sample};
pub use period::{DateAxis, Period};
