//! `actors`: who is named in what matches, and everything about one of them.

mod check;
mod list;
mod show;
mod suggest;
mod with;

use nutgraf_index::actor::{ActorKind, Evidence};
use nutgraf_index::docs::Docs;
use nutgraf_index::facet::{ActorCount, Lift};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::vocabulary::{actor_terms, actors_named, label};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::args::{ActorsArgs, ActorsTask};
use crate::outcome::Outcome;
use crate::output::talk;
use crate::settings::Settings;

/// How many actors are listed on a terminal.
const LISTED: usize = 20;

/// Does what is asked about actors.
pub fn run(args: &ActorsArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    match &args.task {
        None => list::run(&args.list, settings),
        Some(ActorsTask::Show(args)) => show::run(args, settings),
        Some(ActorsTask::With(args)) => with::run(args, settings),
        Some(ActorsTask::Suggest(args)) => suggest::run(args, settings),
        Some(ActorsTask::Check(args)) => check::run(args, settings),
    }
}

/// An actor that was asked for.
struct Asked {
    id: String,
    name: String,
}

/// Finds the actors that a name may mean, in any spelling; several are told, and the most mentioned comes first.
fn asked(snapshot: &Snapshot, words: &[String]) -> anyhow::Result<Vec<Asked>> {
    let name = words.join(" ");
    let mut found = Vec::new();
    for id in actors_named(snapshot, &name, None)? {
        found.push(Asked { name: label(snapshot, &id)?, id });
    }
    if found.len() > 1 {
        let mut counted = Vec::with_capacity(found.len());
        for one in found {
            counted.push((size(&passages_of(snapshot, &[&one.id])?), one));
        }
        counted.sort_by_key(|(passages, _)| std::cmp::Reverse(*passages));
        found = counted.into_iter().map(|(_, one)| one).collect();
        let ids: Vec<_> = found.iter().map(|one| one.id.as_str()).collect();
        talk(&format!("note: '{name}' is the name of {} actors, all taken: {}", ids.len(), ids.join(", ")));
    }
    Ok(found)
}

/// The passages that mention one of these actors, a set for each segment.
fn passages_of(snapshot: &Snapshot, ids: &[&str]) -> anyhow::Result<Vec<Docs>> {
    let mut terms = std::collections::BTreeSet::new();
    for id in ids {
        terms.extend(actor_terms(snapshot, id, &[])?);
    }
    let sets = snapshot.segments().map(|segment| {
        let mut docs = segment.docs_of(snapshot.fields.actor, terms.iter().map(String::as_str))?;
        segment.remove_deleted(&mut docs);
        Ok(docs)
    });
    sets.collect()
}

fn size(sets: &[Docs]) -> u64 {
    sets.iter().map(|docs| docs.len() as u64).sum()
}

fn kind_of(id: &str) -> &'static str {
    ActorKind::of_id(id).map_or("", ActorKind::name)
}

/// An actor with its counts, as JSON has it.
#[derive(Serialize)]
struct CountJson<'c> {
    id: &'c str,
    name: &'c str,
    kind: &'static str,
    passages: u64,
    documents: u64,
    #[serde(serialize_with = "write_evidence")]
    evidence: [u64; Evidence::ALL.len()],
    #[serde(flatten)]
    lift: Option<LiftJson>,
}

/// How special an actor is.
#[derive(Clone, Copy, Serialize)]
struct LiftJson {
    lift: f64,
    log_likelihood: f64,
}

impl<'c> CountJson<'c> {
    fn new(name: &'c str, count: &'c ActorCount, lift: Option<Lift>) -> CountJson<'c> {
        let ActorCount { id, passages, documents, evidence } = count;
        let lift = lift.map(|lift| LiftJson { lift: lift.times, log_likelihood: lift.log_likelihood });
        CountJson { id, name, kind: kind_of(id), passages: *passages, documents: *documents, evidence: *evidence, lift }
    }

    fn value(&self) -> anyhow::Result<Value> {
        Ok(serde_json::to_value(self)?)
    }
}

/// The kinds of evidence there are, with their counts.
fn write_evidence<S: Serializer>(evidence: &[u64; Evidence::ALL.len()], serializer: S) -> Result<S::Ok, S::Error> {
    let kinds = Evidence::ALL.iter().zip(evidence).filter(|(_, passages)| **passages > 0);
    serializer.collect_map(kinds.map(|(kind, passages)| (kind.name(), passages)))
}

/// How many times as often as in the whole index, as a person reads it.
fn times(lift: f64) -> String {
    if lift < 9.95 { format!("×{lift:.1}") } else { format!("×{lift:.0}") }
}
