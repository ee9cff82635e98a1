//! `actors suggest`: names that may be of one actor, as text for `actors.toml`.

use std::collections::BTreeMap;

use nutgraf_index::facet::count_actors;
use nutgraf_index::joins::{Suggestion, join, suggest};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::fold_phrase;
use nutgraf_index::vocabulary::{cast, labels};
use serde_json::json;

use super::{kind_of, passages_of};
use crate::args::{ActorsSuggestArgs, TableForm};
use crate::commands::{open, own};
use crate::outcome::Outcome;
use crate::output::rows::separated;
use crate::output::sanitize::sanitized;
use crate::output::{
    json::{FORMAT, json_line},
    print, print_pages,
};
use crate::settings::Settings;

/// A suggestion with the names to show.
struct Named {
    of: Suggestion,
    from: String,
    to: String,
}

/// Proposes merges.
pub fn run(args: &ActorsSuggestArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?;
    let candidates = cast(&snapshot, &own::actors(Some(&snapshot.folder))?)?;
    let mut proposed = suggest(&candidates, &join(&candidates));
    proposed.truncate(args.limit);
    let ids: Vec<&str> = proposed.iter().flat_map(|one| [one.from.as_str(), one.to.as_str()]).collect();
    let names = labels(&snapshot, &ids)?;
    let name = |id: &str| names.get(id).cloned().unwrap_or_default();
    let named = proposed.into_iter().map(|of| {
        let documents = (documents_of(&snapshot, &of.from)?, documents_of(&snapshot, &of.to)?);
        let of = Suggestion { from_documents: documents.0, to_documents: documents.1, ..of };
        Ok(Named { from: name(&of.from), to: name(&of.to), of })
    });
    let named: Vec<Named> = named.collect::<anyhow::Result<_>>()?;
    match args.form.form() {
        TableForm::Json => {
            let suggestions: Vec<_> = named.iter().map(as_json).collect();
            print(&json_line(&json!({"format": FORMAT, "suggestions": suggestions}))?)?;
        }
        TableForm::Csv => print(&as_csv(&named)?)?,
        TableForm::Text => print_pages(&stanzas(&named), settings)?,
    }
    Ok(if named.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// In how many documents an actor stands: what names and kinds of evidence are counted for apart, taken together.
fn documents_of(snapshot: &Snapshot, id: &str) -> anyhow::Result<u64> {
    let counts = count_actors(snapshot, &passages_of(snapshot, &[id])?, &[], &[])?;
    Ok(counts.of(id).documents)
}

fn as_json(one: &Named) -> serde_json::Value {
    let side =
        |id: &str, name: &str, documents: u64| json!({"id": id, "name": name, "kind": kind_of(id), "documents": documents});
    json!({"from": side(&one.of.from, &one.from, one.of.from_documents), "to": side(&one.of.to, &one.to, one.of.to_documents),
           "reason": one.of.reason})
}

fn as_csv(named: &[Named]) -> anyhow::Result<String> {
    let row = |one: &Named| {
        let of = &one.of;
        let numbers = [of.from_documents, of.to_documents].map(|number| number.to_string());
        let [from, to] = numbers;
        vec![of.from.clone(), one.from.clone(), from, of.to.clone(), one.to.clone(), to, of.reason.to_owned()]
    };
    let header = ["from", "from_name", "from_documents", "to", "to_name", "to_documents", "reason"];
    separated(&header, &named.iter().map(row).collect::<Vec<_>>(), b',')
}

/// The suggestions as entries of an `actors.toml`, those of one actor together, in the order of the first.
fn stanzas(named: &[Named]) -> String {
    let mut order: Vec<&str> = Vec::new();
    let mut together: BTreeMap<&str, Vec<&Named>> = BTreeMap::new();
    for one in named {
        if !order.contains(&one.of.to.as_str()) {
            order.push(&one.of.to);
        }
        together.entry(&one.of.to).or_default().push(one);
    }
    let stanzas: Vec<String> = order.iter().filter_map(|id| together.get(id)).map(|group| stanza(group)).collect();
    stanzas.join("\n")
}

fn stanza(group: &[&Named]) -> String {
    let mut text = String::new();
    for one in group {
        let Suggestion { from, from_documents, to, to_documents, reason } = &one.of;
        let line = format!("# {} ({from}, {from_documents}) is {} ({to}, {to_documents})? {reason}", one.from, one.to);
        text += &sanitized(&line).replace('\n', " ");
        text.push('\n');
    }
    let Some(first) = group.first() else { return text };
    let others = group.iter().filter(|one| fold_phrase(&one.from) != fold_phrase(&first.to));
    let names: Vec<String> = others.map(|one| quoted(&one.from)).collect();
    text += &format!("[[actor]]\nid = {}\nkind = {}\n", quoted(&first.of.to), quoted(kind_of(&first.of.to)));
    text + &format!("name = {}\nnames = [{}]\n", quoted(&first.to), names.join(", "))
}

/// A string as TOML has it: quoted as in JSON, what a terminal must not get escaped.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|character| !crate::output::sanitize::is_unsafe(*character)).collect();
    serde_json::to_string(&plain).unwrap_or_default()
}
