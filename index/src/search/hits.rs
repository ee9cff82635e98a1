//! From chosen passages to hits.

use std::time::Instant;

use super::fetch::Fetcher;
use super::matches::Matches;
use super::micros;
use super::results::{Hit, HitActor, Took};
use super::select::Chosen;
use crate::actor::Actor;
use crate::error::Result;
use crate::highlight::highlight;
use crate::plan::Plan;
use crate::rank::Score;
use crate::snapshot::Snapshot;

/// How many hits are read even where the time is over: few enough to take no time.
const ALWAYS_READ: usize = 10;

/// Reads the chosen passages, marks what made them match, and says for what each was taken: so many of its copies are named.
pub(super) fn read_hits(
    snapshot: &Snapshot,
    plan: &Plan,
    matches: &Matches,
    chosen: Vec<Chosen>,
    named_copies: usize,
    took: &mut Took,
) -> Result<Vec<Hit>> {
    let mut fetcher = Fetcher::new(&plan.pattern);
    let mut hits = Vec::with_capacity(chosen.len());
    for (place, chosen) in chosen.into_iter().enumerate() {
        if place >= ALWAYS_READ && snapshot.deadline.is_over() {
            break;
        }
        let segment = snapshot.segment(chosen.segment);
        let (mut hit, marked) = fetcher.fetch(segment, chosen.doc)?;
        let fetched = Instant::now();
        hit.highlights = highlight(&plan.pattern, &marked).unwrap_or_default();
        took.highlight += micros(fetched.elapsed());
        hit.rank = place + 1;
        hit.score = chosen.score.map(Score::total);
        hit.parts = chosen.score;
        let (first, end) = (segment.record_of(chosen.doc)?, segment.end_of_document(chosen.doc)?);
        hit.document.matches = matches.segments[chosen.segment as usize].count_range(first, end) as u64;
        fill_line(snapshot, &mut hit)?;
        join_actors(snapshot, &mut hit)?;
        hit.copies = chosen.copies.len();
        for (number, doc) in chosen.copies.into_iter().take(named_copies) {
            let segment = snapshot.segment(number);
            let record = segment.record_of(doc)?;
            hit.duplicates.push((snapshot.record(segment.address(record))?.id, doc - record - 1));
        }
        hits.push(hit);
    }
    Ok(hits)
}

/// Gives the actors of a hit's passage that are joined to others the id and name of these.
pub(super) fn join_actors(snapshot: &Snapshot, hit: &mut Hit) -> Result<()> {
    let joins = snapshot.joins()?;
    for HitActor { actor, .. } in &mut hit.actors {
        if let Some(id) = joins.joined.value(&actor.id) {
            let name = joins.names.value(id).unwrap_or(&actor.name).into();
            *actor = Actor { id: id.into(), name, kind: actor.kind };
        }
    }
    Ok(())
}

/// Looks up the line on which a hit's record stands now.
pub(super) fn fill_line(snapshot: &Snapshot, hit: &mut Hit) -> Result<()> {
    if hit.document.record.is_record {
        hit.document.line = snapshot.line_of(hit.document.record.key)?;
    }
    Ok(())
}
