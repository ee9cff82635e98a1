//! The order of hits without the hits: what scoring programs read, with no text fetched.

use super::select::{Chosen, select};
use super::{Request, expand_if_asked, plan_and_match};
use crate::error::Result;
use crate::rank::Score;
use crate::snapshot::Snapshot;

/// A ranked passage by name.
#[derive(Clone, PartialEq, Debug)]
pub struct RankedName {
    /// The id of its document.
    pub document: String,
    /// Its place in the document, 0 for the first passage.
    pub ordinal: u32,
    /// Its score; `None` where nothing scores.
    pub score: Option<f32>,
}

/// Searches as [`search`](super::search()) does, and names the hits.
///
/// # Errors
///
/// As [`search`](super::search()).
pub fn ranked_names(snapshot: &Snapshot, request: &Request<'_>) -> Result<Vec<RankedName>> {
    let (mut plan, matches, ..) = plan_and_match(snapshot, request)?;
    expand_if_asked(snapshot, &mut plan, &matches, request)?;
    let name = |chosen: Chosen| {
        let segment = snapshot.segment(chosen.segment);
        let record = segment.record_of(chosen.doc)?;
        let document = snapshot.record(segment.address(record))?.id;
        Ok(RankedName { document, ordinal: chosen.doc - record - 1, score: chosen.score.map(Score::total) })
    };
    select(snapshot, &plan, &matches, request)?.chosen.into_iter().map(name).collect()
}
