//! `actors`.

use globset::GlobBuilder;
use nutgraf_index::actor::{ActorKind, Evidence};
use nutgraf_index::facet::{ActorCount, count_actors};
use nutgraf_index::plan::{Match, Reading, plan};
use nutgraf_index::query::Parsed;
use nutgraf_index::search::find_matches;
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::fold_phrase;
use nutgraf_index::vocabulary::label;
use serde_json::json;

use super::{open, parsed, tell};
use crate::args::ActorsArgs;
use crate::failure::Outcome;
use crate::output::bars::{Row, bars};
use crate::output::rows::separated;
use crate::output::{json::FORMAT, print, print_pages};
use crate::settings::{Settings, filters, reading};

/// How many actors are listed on a terminal.
const LISTED: usize = 20;

/// Counts the actors of what matches.
pub fn run(args: &ActorsArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?;
    let filters = filters(&args.filters, settings.today)?;
    let Parsed { query, warnings } = parsed(args.query.as_deref().unwrap_or(""))?;
    let reading = reading(args.reading, settings.today);
    let plan = plan(
        &snapshot,
        &query,
        &filters,
        Reading { words: if reading.words == Match::Any { Match::Any } else { Match::All }, ..reading },
    )?;
    tell(&warnings);
    tell(&plan.warnings);
    let matches = find_matches(&snapshot, &plan)?;
    let counts = count_actors(&snapshot, &matches.segments, &filters.evidence, &filters.kinds)?;
    let named = named(&snapshot, counts, args)?;
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
fn named(snapshot: &Snapshot, counts: Vec<ActorCount>, args: &ActorsArgs) -> anyhow::Result<Vec<(String, ActorCount)>> {
    let most = args.limit.unwrap_or(if args.json || args.csv { usize::MAX } else { LISTED });
    let matcher = args
        .name
        .as_deref()
        .map(|glob| GlobBuilder::new(&fold_glob(glob)).build().map(|glob| glob.compile_matcher()))
        .transpose()?;
    let mut named = Vec::new();
    for count in counts {
        if named.len() == most {
            break;
        }
        let name = label(snapshot, &count.id)?;
        if matcher.as_ref().is_none_or(|matcher| matcher.is_match(fold_phrase(&name))) {
            named.push((name, count));
        }
    }
    Ok(named)
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
