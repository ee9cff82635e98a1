//! Runs a plan on a snapshot: exact counts, ranked hits grouped under their documents.

mod candidates;
mod complete;
mod dated;
mod expand;
mod fetch;
mod fold;
mod hits;
mod like;
mod look_up;
mod marked;
mod matches;
mod matching;
mod names;
mod order;
mod other_names;
mod page;
mod parts;
mod places;
mod quote;
mod ranking;
mod recency;
mod request;
mod results;
mod select;
mod suggest;
#[cfg(test)]
mod tests;
mod timeline;
mod unknown;

use std::time::{Duration, Instant};

pub use fetch::Fetcher;
pub use like::like_query;
pub use look_up::{address_of, find_documents, read_document, read_neighbours};
pub use matches::{Matches, count_passages, find_matches};
pub use matching::Matcher;
pub use names::{RankedName, ranked_names};
pub use other_names::other_names;
pub use quote::quote;
pub use recency::HALF_LIFE_DAYS;
pub use request::{Duplicates, Request, Sort};
pub use results::{Hit, HitActor, HitDocument, Results, Took, Total};
pub use timeline::{PeriodBest, Timeline, TimelineRequest, timeline};

use crate::error::{Error, Result};
use crate::pattern::Leaf;
use crate::plan::{Match, Plan, Reading, plan};
use crate::query::{Warning, WarningKind};
use crate::snapshot::Snapshot;
use candidates::is_union;
use hits::read_hits;
use matches::find_best_matches;

/// Searches.
///
/// # Errors
///
/// What [`plan`] says, and [`crate::Error::Damaged`] where the index can't be read.
pub fn search(snapshot: &Snapshot, request: &Request<'_>) -> Result<Results> {
    let began = Instant::now();
    let (mut plan, matches, matched, mut warnings) = match plan_and_match(snapshot, request) {
        Err(Error::TimedOut) => (Plan::nothing(), Matches::none(snapshot), Match::All, Vec::new()),
        planned => planned?,
    };
    let counted = Instant::now();
    expand_if_asked(snapshot, &mut plan, &matches, request)?;
    let selection = select::select(snapshot, &plan, &matches, request)?;
    let ranked = Instant::now();
    let (count, search) = (micros(counted - began), micros(ranked - counted));
    let mut took = Took { count, search, rerank: micros(selection.rerank), ..Took::default() };
    let hits = read_hits(snapshot, &plan, &matches, selection.chosen, request.named_copies, &mut took)?;
    took.fetch = micros(ranked.elapsed()) - took.highlight;
    let exact = !snapshot.deadline.has_stopped();
    if !exact {
        warnings.push(timed_out());
    }
    Ok(Results { hits, total: matches.total, exact, warnings, matched, plan, took })
}

fn timed_out() -> Warning {
    let message = "the time was over: shown is what was found until then, and there may be better and more";
    Warning::new(WarningKind::TimedOut, message)
}

/// Gives a plan the words that the best passages share, where that is asked for.
fn expand_if_asked(snapshot: &Snapshot, plan: &mut Plan, matches: &Matches, request: &Request<'_>) -> Result<()> {
    if request.expand {
        plan.expansion = expand::expansion(snapshot, plan, matches, request)?;
    }
    Ok(())
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// Plans and matches; where not all words are found together and it is allowed, any of them.
fn plan_and_match(snapshot: &Snapshot, request: &Request<'_>) -> Result<(Plan, Matches, Match, Vec<Warning>)> {
    let reading = request.reading;
    let (mut plan, matches) = run_plan(snapshot, request, reading)?;
    let mut warnings = std::mem::take(&mut plan.warnings);
    let matched = if reading.words == Match::Any { Match::Any } else { Match::All };
    if matches.total.passages > 0 || request.seed.is_some() || snapshot.deadline.has_stopped() {
        return Ok((plan, matches, matched, warnings));
    }
    if matched == Match::All && request.may_relax {
        let (relaxed, any) = run_plan(snapshot, request, Reading { words: Match::Any, ..reading })?;
        if relaxed.pattern != plan.pattern && any.total.passages > 0 {
            if request.explains {
                warnings.push(suggest::tell_relaxed(snapshot, request)?);
                warnings.extend(what_else(snapshot, request)?);
            }
            return Ok((relaxed, any, Match::Any, warnings));
        }
    }
    if request.explains {
        warnings.extend(why_nothing(snapshot, request)?);
    }
    Ok((plan, matches, matched, warnings))
}

/// Tells why nothing matches, and what may have been meant.
///
/// # Errors
///
/// As [`search`].
pub fn why_nothing(snapshot: &Snapshot, request: &Request<'_>) -> Result<Vec<Warning>> {
    let mut told = vec![suggest::tell_nothing(snapshot, request)?];
    told.extend(unknown::tell_unknown(snapshot, request)?);
    told.extend(what_else(snapshot, request)?);
    Ok(told)
}

/// Tells what of page furniture would match, and which other words may have been meant.
fn what_else(snapshot: &Snapshot, request: &Request<'_>) -> Result<Vec<Warning>> {
    let mut told: Vec<Warning> = suggest::tell_furniture(snapshot, request)?.into_iter().collect();
    told.extend(suggest::did_you_mean(snapshot, request)?);
    Ok(told)
}

fn run_plan(snapshot: &Snapshot, request: &Request<'_>, reading: Reading) -> Result<(Plan, Matches)> {
    let plan = plan(snapshot, request.query, request.filters, reading)?;
    let mut matches = match select::first_candidates(&plan, request).filter(|_| request.limit > 0 && is_union(&plan)) {
        Some(most) => find_best_matches(snapshot, &plan, most, request.seed)?,
        None => find_matches(snapshot, &plan)?,
    };
    if let Some(seed) = request.seed {
        matches.leave_out(snapshot, seed)?;
    }
    Ok((plan, matches))
}

/// Names a leaf by its words.
pub fn name_of(leaf: &Leaf) -> String {
    let mut names = Vec::new();
    leaf.operand.for_each_set(&mut |set| {
        let first = set.terms.first().map_or("nothing", String::as_str);
        let name = first.trim_start_matches(crate::analyzer::STEM_MARK).split(crate::naming::MARK).next().unwrap_or(first);
        names.push(if set.terms.len() > 1 { format!("{name}…") } else { name.to_owned() });
    });
    names.join(" ")
}
