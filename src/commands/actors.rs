//! `actors`.

use globset::GlobBuilder;
use nutgraf_index::actor::{ActorKind, Evidence};
use nutgraf_index::facet::{ActorCount, ActorCounts, count_actors};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::fold_phrase;
use nutgraf_index::vocabulary::{label, labels};
use serde_json::json;
use std::collections::HashMap;

use super::{counted, open};
use crate::args::ActorsArgs;
use crate::outcome::Outcome;
use crate::output::bars::{Row, bars};
use crate::output::rows::separated;
use crate::output::{json::FORMAT, print, print_pages};
use crate::settings::{Settings, filters};

/// Up to so many names are looked up one by one; more are cheaper in one walk over the dictionary.
const LOOKED_UP: usize = 200;

/// How many actors are listed on a terminal.
const LISTED: usize = 20;

/// Counts the actors of what matches.
pub fn run(args: &ActorsArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?;
    let filters = filters(&args.filters, settings.today)?;
    let matches = counted(&snapshot, args.query.as_deref(), &filters, args.reading, settings)?;
    let counts = count_actors(&snapshot, &matches.segments, &filters.evidence, &filters.kinds)?;
    let named = named(&snapshot, &counts, args)?;
    let found = if named.is_empty() { Outcome::Nothing } else { Outcome::Done };
    if args.json {
        print(&as_json(&named)?)?;
    } else if args.csv {
        let rows: Vec<_> = named.iter().map(|(name, count)| row(name, count)).collect();
        print(&separated(&["id", "name", "kind", "passages", "documents"], &rows, b',')?)?;
    } else {
        print_pages(&as_bars(&named, settings), settings)?;
    }
    Ok(found)
}

/// Names the actors that are to be listed.
fn named(snapshot: &Snapshot, counts: &ActorCounts, args: &ActorsArgs) -> anyhow::Result<Vec<(String, ActorCount)>> {
    let most = args.limit.unwrap_or(if args.json || args.csv { usize::MAX } else { LISTED });
    let matcher = args
        .name
        .as_deref()
        .map(|glob| GlobBuilder::new(&fold_glob(glob)).build().map(|glob| glob.compile_matcher()))
        .transpose()?;
    let listed = counts.most(if matcher.is_some() { usize::MAX } else { most });
    let ids: Vec<&str> = listed.iter().map(|count| count.id.as_str()).collect();
    let mut names = if ids.len() > LOOKED_UP { labels(snapshot, &ids)? } else { looked_up(snapshot, &ids)? };
    let named = listed.into_iter().filter_map(|count| {
        let name = names.remove(&count.id)?;
        let matches = matcher.as_ref().is_none_or(|matcher| matcher.is_match(fold_phrase(&name)));
        matches.then_some((name, count))
    });
    Ok(named.take(most).collect())
}

fn looked_up(snapshot: &Snapshot, ids: &[&str]) -> anyhow::Result<HashMap<String, String>> {
    ids.iter().map(|id| Ok(((*id).to_owned(), label(snapshot, id)?))).collect()
}

fn fold_glob(glob: &str) -> String {
    glob.split_inclusive(['*', '?'])
        .map(|piece| {
            let letters = piece.trim_end_matches(['*', '?']);
            fold_phrase(letters) + &piece[letters.len()..]
        })
        .collect()
}

fn kind_of(id: &str) -> &'static str {
    ActorKind::of_id(id).map_or("", ActorKind::name)
}

fn row(name: &str, count: &ActorCount) -> Vec<String> {
    vec![
        count.id.clone(),
        name.to_owned(),
        kind_of(&count.id).to_owned(),
        count.passages.to_string(),
        count.documents.to_string(),
    ]
}

fn as_json(named: &[(String, ActorCount)]) -> anyhow::Result<String> {
    let actors: Vec<_> = named
        .iter()
        .map(|(name, count)| {
            json!({"id": count.id, "name": name, "kind": kind_of(&count.id), "passages": count.passages,
                   "documents": count.documents, "evidence": evidence(count)})
        })
        .collect();
    Ok(serde_json::to_string(&json!({"format": FORMAT, "actors": actors}))? + "\n")
}

/// The kinds of evidence there are, with their counts.
fn evidence(count: &ActorCount) -> serde_json::Map<String, serde_json::Value> {
    let kinds = Evidence::ALL.iter().zip(count.evidence).filter(|(_, passages)| *passages > 0);
    kinds.map(|(kind, passages)| (kind.name().to_owned(), passages.into())).collect()
}

fn as_bars(named: &[(String, ActorCount)], settings: &Settings) -> String {
    let rows: Vec<Row> = named
        .iter()
        .map(|(name, count)| Row {
            name: name.clone(),
            passages: count.passages,
            documents: count.documents,
            aside: kind_of(&count.id).into(),
        })
        .collect();
    bars(&rows, settings)
}
