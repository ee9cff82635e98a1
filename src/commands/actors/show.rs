//! `actors show NAME`: everything about one actor.

use nutgraf_index::date::DateSpan;
use nutgraf_index::facet::{ActorCount, DateAxis, count_actors, days_spanned};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::vocabulary::{Alias, aliases_of, label};
use serde_json::{Value, json};

use super::{Asked, CountJson, asked, kind_of, passages_of};
use crate::args::{ActorArgs, TableForm};
use crate::commands::open;
use crate::outcome::Outcome;
use crate::output::bars::{Row, bars};
use crate::output::rows::{separated, short_span, told_count};
use crate::output::style::{Painter, QUIET, TITLE};
use crate::output::{
    json::{FORMAT, json_line},
    print, print_pages,
};
use crate::settings::Settings;

/// How many names and companions are listed on a terminal.
const LISTED: usize = 10;

/// What is known of an actor.
struct Profile {
    name: String,
    count: ActorCount,
    /// The ids that are joined to it.
    joined: Vec<String>,
    names: Vec<Alias>,
    published: Option<DateSpan>,
    mentioned: Option<DateSpan>,
    companions: Vec<(String, ActorCount)>,
}

/// Shows the actors that a name may mean.
pub fn run(args: &ActorArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?;
    let most = args.form.most(args.limit, LISTED);
    let profiles: Vec<Profile> =
        asked(&snapshot, &args.name)?.into_iter().map(|one| profile(&snapshot, one, most)).collect::<anyhow::Result<_>>()?;
    match args.form.form() {
        TableForm::Json => {
            let actors: Vec<Value> = profiles.iter().map(as_json).collect::<anyhow::Result<_>>()?;
            print(&json_line(&json!({"format": FORMAT, "actors": actors}))?)?;
        }
        TableForm::Csv => {
            let rows: Vec<_> = profiles.iter().flat_map(name_rows).collect();
            print(&separated(&["id", "name", "evidence", "documents"], &rows, b',')?)?;
        }
        TableForm::Text => {
            let pages: Vec<_> = profiles.iter().map(|profile| as_text(profile, settings)).collect();
            print_pages(&pages.join("\n"), settings)?;
        }
    }
    Ok(Outcome::Done)
}

fn profile(snapshot: &Snapshot, Asked { id, name }: Asked, most: usize) -> anyhow::Result<Profile> {
    let passages = passages_of(snapshot, &[&id])?;
    let counts = count_actors(snapshot, &passages, &[], &[])?;
    let others = counts.most(most.saturating_add(1)).into_iter().filter(|count| count.id != id).take(most);
    let companions = others.map(|count| Ok((label(snapshot, &count.id)?, count))).collect::<anyhow::Result<_>>()?;
    let mut names = aliases_of(snapshot, &id)?;
    names.truncate(most);
    Ok(Profile {
        count: counts.of(&id),
        joined: snapshot.joins()?.members.values(&id).map(str::to_owned).collect(),
        names,
        published: days_spanned(snapshot, &passages, DateAxis::Published)?,
        mentioned: days_spanned(snapshot, &passages, DateAxis::Mentions)?,
        companions,
        name,
    })
}

fn as_json(profile: &Profile) -> anyhow::Result<Value> {
    let mut value = CountJson::new(&profile.name, &profile.count, None).value()?;
    value["joined"] = json!(profile.joined);
    let name = |alias: &Alias| json!({"name": alias.surface, "evidence": alias.evidence, "documents": alias.documents});
    value["names"] = profile.names.iter().map(name).collect();
    value["published"] = json!(profile.published);
    value["mentioned"] = json!(profile.mentioned);
    let companions = profile.companions.iter().map(|(name, count)| CountJson::new(name, count, None));
    value["companions"] = serde_json::to_value(companions.collect::<Vec<_>>())?;
    Ok(value)
}

fn name_rows(profile: &Profile) -> Vec<Vec<String>> {
    let row = |alias: &Alias| {
        vec![alias.id.clone(), alias.surface.clone(), alias.evidence.name().to_owned(), alias.documents.to_string()]
    };
    profile.names.iter().map(row).collect()
}

fn as_text(profile: &Profile, settings: &Settings) -> String {
    let painter = Painter { color: settings.color, links: false };
    let count = &profile.count;
    let mut text = painter.paint(TITLE, &profile.name);
    text += &painter.paint(QUIET, &format!("  ·  {}  ·  {}", kind_of(&count.id), count.id));
    text += &format!("\n{}\n", told_count(count.passages, count.documents));
    for (what, days) in [("published", profile.published), ("mentions days", profile.mentioned)] {
        if let Some(days) = days {
            text += &painter.paint(QUIET, &format!("{what} {}", short_span(days)));
            text.push('\n');
        }
    }
    if !profile.joined.is_empty() {
        text += &painter.paint(QUIET, &format!("also as {}", profile.joined.join(", ")));
        text.push('\n');
    }
    let names = profile.names.iter().map(|alias| Row {
        name: alias.surface.clone(),
        passages: alias.documents,
        documents: None,
        aside: alias.evidence.name().to_owned(),
    });
    let companions = profile.companions.iter().map(|(name, count)| Row {
        name: name.clone(),
        passages: count.passages,
        documents: Some(count.documents),
        aside: kind_of(&count.id).to_owned(),
    });
    for (title, rows) in [("named as (documents)", names.collect::<Vec<_>>()), ("shares passages with", companions.collect())] {
        if !rows.is_empty() {
            text += &format!("\n{}\n{}", painter.paint(TITLE, title), bars(&rows, settings));
        }
    }
    text
}
