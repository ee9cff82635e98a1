//! `actors with NAME`: who shares passages with an actor, with one passage as proof.

use nutgraf_index::docs::Docs;
use nutgraf_index::facet::{ActorCount, Lift, Sample, count_actors, every_passage};
use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Match, Reading};
use nutgraf_index::query::{Node, NodeKind, Query};
use nutgraf_index::search::{Duplicates, Hit, Request, search};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::{Span, plural};
use nutgraf_index::vocabulary::label;
use serde_json::{Value, json};

use super::{Asked, CountJson, asked, kind_of, passages_of, size, times};
use crate::args::{ActorWithArgs, RankArg, TableForm};
use crate::commands::open;
use crate::outcome::Outcome;
use crate::output::bars::{Row, bars};
use crate::output::excerpt::{excerpt, wrap};
use crate::output::rows::separated;
use crate::output::sanitize::sanitized;
use crate::output::style::{PATH, Painter, QUIET, TITLE};
use crate::output::{
    json::{FORMAT, json_line},
    print, print_pages,
};
use crate::settings::{Settings, kinds};

/// In the passage that proves it, two actors stand at most so many words apart, if they do so anywhere.
const NEAR: u32 = 12;

/// Somebody who shares passages with the actor.
struct Companion {
    name: String,
    count: ActorCount,
    lift: Lift,
    proof: Option<Hit>,
}

/// Lists who shares passages with an actor.
pub fn run(args: &ActorWithArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let kinds = kinds(&args.kind)?;
    let snapshot = open(settings, None)?;
    let asked = asked(&snapshot, &args.name)?;
    let own: Vec<&str> = asked.iter().map(|one| one.id.as_str()).collect();
    let shared = passages_of(&snapshot, &own)?;
    let counts = count_actors(&snapshot, &shared, &[], &kinds)?;
    let others = counts.most(usize::MAX).into_iter().filter(|count| !own.contains(&count.id.as_str()));
    let ranked = ranked(&snapshot, others.collect(), &shared, args)?;
    let companions: Vec<Companion> = ranked
        .into_iter()
        .map(|(count, lift)| {
            let proof = proof(&snapshot, &own, &count.id, settings)?;
            Ok(Companion { name: label(&snapshot, &count.id)?, count, lift, proof })
        })
        .collect::<anyhow::Result<_>>()?;
    match args.form.form() {
        TableForm::Json => print(&as_json(&asked, size(&shared), &companions)?)?,
        TableForm::Csv => print(&as_csv(&companions)?)?,
        TableForm::Text => print_pages(&as_text(&asked, size(&shared), &companions, settings), settings)?,
    }
    Ok(if companions.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// Puts companions in order, each with how much more often it stands here than elsewhere.
fn ranked(
    snapshot: &Snapshot,
    others: Vec<ActorCount>,
    shared: &[Docs],
    args: &ActorWithArgs,
) -> anyhow::Result<Vec<(ActorCount, Lift)>> {
    let every = every_passage(snapshot)?;
    let (part, all) = (size(shared), size(&every));
    let lift = |count: &ActorCount, held_in_all: u64| Sample { held: count.passages, part, held_in_all, all }.lift();
    if args.by == RankArg::Count {
        let most = others.into_iter().take(args.limit);
        return most.map(|count| Ok((count.clone(), lift(&count, size(&passages_of(snapshot, &[&count.id])?))))).collect();
    }
    let in_all = count_actors(snapshot, &every, &[], &[])?;
    let mut lifts: Vec<_> = others.iter().map(|count| (count, lift(count, in_all.passages_of(&count.id)))).collect();
    lifts.sort_by(|(_, one), (_, other)| other.log_likelihood.total_cmp(&one.log_likelihood));
    Ok(lifts.into_iter().take(args.limit).map(|(count, lift)| (count.clone(), lift)).collect())
}

/// Finds the best passage that names both: where they stand close, else the newest.
fn proof(snapshot: &Snapshot, own: &[&str], other: &str, settings: &Settings) -> anyhow::Result<Option<Hit>> {
    for one in own {
        let actor = |id: &str| node(NodeKind::Actor { name: id.to_owned(), kind: None });
        let near = NodeKind::Near { parts: vec![actor(one), actor(other)], within: NEAR, ordered: false };
        for kind in [near, NodeKind::And(vec![actor(one), actor(other)])] {
            let found = first(snapshot, &Query { root: node(kind) }, settings)?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}

fn node(kind: NodeKind) -> Node {
    Node { span: Span::new(0, 0), kind }
}

fn first(snapshot: &Snapshot, query: &Query, settings: &Settings) -> anyhow::Result<Option<Hit>> {
    let filters = Filters::default();
    let request = Request {
        limit: 1,
        grouped: false,
        duplicates: Duplicates::Show,
        ..Request::new(query, &filters, Reading::new(Match::All, settings.today))
    };
    Ok(search(snapshot, &request)?.hits.into_iter().next())
}

fn as_json(asked: &[Asked], passages: u64, companions: &[Companion]) -> anyhow::Result<String> {
    let actors: Vec<_> = asked.iter().map(|one| json!({"id": one.id, "name": one.name, "kind": kind_of(&one.id)})).collect();
    let with: Vec<Value> = companions.iter().map(companion_json).collect::<anyhow::Result<_>>()?;
    let answer = json!({"format": FORMAT, "actors": actors, "passages": passages, "with": with});
    json_line(&answer)
}

fn companion_json(companion: &Companion) -> anyhow::Result<Value> {
    let mut value = CountJson::new(&companion.name, &companion.count, Some(companion.lift)).value()?;
    value["passage"] = companion.proof.as_ref().map_or(Value::Null, |hit| {
        json!({"document": hit.document.record.id, "ordinal": hit.ordinal, "path": hit.document.path(), "text": hit.passage.text,
               "highlights": hit.highlights.text})
    });
    Ok(value)
}

fn as_csv(companions: &[Companion]) -> anyhow::Result<String> {
    let row = |one: &Companion| {
        let count = &one.count;
        let mut row = vec![count.id.clone(), one.name.clone(), kind_of(&count.id).to_owned()];
        row.extend([count.passages, count.documents].map(|number| number.to_string()));
        row.extend([one.lift.times, one.lift.log_likelihood].map(|number| number.to_string()));
        row.extend(match &one.proof {
            Some(hit) => [format!("{}#{}", hit.document.record.id, hit.ordinal), excerpt(&hit.passage.text, &[], usize::MAX)],
            None => [String::new(), String::new()],
        });
        row
    };
    let header = ["id", "name", "kind", "passages", "documents", "lift", "log_likelihood", "passage", "text"];
    separated(&header, &companions.iter().map(row).collect::<Vec<_>>(), b',')
}

fn as_text(asked: &[Asked], passages: u64, companions: &[Companion], settings: &Settings) -> String {
    let names: Vec<&str> = asked.iter().map(|one| one.name.as_str()).collect();
    let painter = Painter { color: settings.color, links: settings.links };
    let row = |one: &Companion| Row {
        name: one.name.clone(),
        passages: one.count.passages,
        documents: Some(one.count.documents),
        aside: format!("{}  {}", kind_of(&one.count.id), times(one.lift.times)),
    };
    let bars = bars(&companions.iter().map(row).collect::<Vec<_>>(), settings);
    let mut text = format!(
        "{} {}\n",
        painter.paint(TITLE, &names.join(", ")),
        painter.paint(
            QUIET,
            &format!("in {}, with{}", plural(passages, "passage"), if companions.is_empty() { " nobody else" } else { "" })
        )
    );
    for (bar, companion) in bars.lines().zip(companions) {
        text += &format!("\n{bar}\n");
        if let Some(hit) = &companion.proof {
            let columns = settings.width.saturating_sub(2);
            let shown = excerpt(&hit.passage.text, &hit.highlights.text, 2 * columns);
            for line in wrap(&sanitized(&shown), columns) {
                text += &format!("  {}\n", painter.paint(QUIET, &line));
            }
            text += &format!("  {}\n", painter.paint(PATH, &format!("{}#{}", hit.document.record.id, hit.ordinal)));
        }
    }
    text
}
