//! `actors [QUERY]`: counts over what matches.

use globset::{GlobBuilder, GlobMatcher};
use nutgraf_index::docs::Docs;
use nutgraf_index::facet::{ActorCount, ActorCounts, Lift, Sample, count_actors, every_passage};
use nutgraf_index::filters::Filters;
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::{fold_phrase, plural};
use nutgraf_index::vocabulary::labels;
use serde::Serialize;

use super::{CountJson, LISTED, kind_of, size, times};
use crate::args::{ActorsListArgs, MatchArg, RankArg, ReadingArgs, TableForm};
use crate::commands::{counted, open};
use crate::outcome::{Outcome, hinted};
use crate::output::bars::{Row, bars};
use crate::output::rows::separated;
use crate::output::{
    NOTHING,
    json::{FORMAT, json_line},
    print, print_pages, talk,
};
use crate::settings::{Settings, filters};

#[derive(Serialize)]
struct Answer<'l> {
    format: u32,
    actors: Vec<CountJson<'l>>,
}

/// An actor of the list.
struct Listed {
    name: String,
    count: ActorCount,
    lift: Option<Lift>,
}

/// Counts the actors of what matches.
pub fn run(args: &ActorsListArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let matcher = args.name.as_deref().map(name_matcher).transpose()?;
    let snapshot = open(settings, None)?.answering_within(args.time.timeout);
    let filters = filters(&args.filters, settings.today)?;
    let reading = ReadingArgs { matching: MatchArg::Auto, words: args.words };
    let matches = counted(&snapshot, args.query.as_deref(), &filters, reading, settings)?;
    let counts = count_actors(&snapshot, &matches.segments, &filters.evidence, &filters.kinds)?;
    let most = args.form.most(args.limit, LISTED);
    let wanted = if matcher.is_some() { usize::MAX } else { most };
    let ranked = match args.by {
        RankArg::Count => counts.most(wanted).into_iter().map(|count| (count, None)).collect(),
        RankArg::Lift => by_lift(&snapshot, &counts, &matches.segments, &filters, wanted)?,
    };
    let listed = listed(&snapshot, ranked, matcher.as_ref(), most)?;
    if listed.is_empty() && matches.total.passages > 0 {
        talk(&format!("note: {}", unnamed(matches.total.passages, args.name.as_deref())));
    }
    match args.form.form() {
        TableForm::Json => print(&as_json(&listed)?)?,
        TableForm::Csv => print(&as_csv(&listed, args.by)?)?,
        TableForm::Text if listed.is_empty() => print(NOTHING)?,
        TableForm::Text => print_pages(&as_bars(&listed, settings), settings)?,
    }
    Ok(if listed.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// Says that what matches names nobody, or nobody who is so called.
fn unnamed(passages: u64, glob: Option<&str>) -> String {
    match glob {
        Some(glob) => format!("{}; no actor in them has a name like '{glob}'", plural(passages, "passage")),
        None => format!("{}; none mentions an actor that counts", plural(passages, "passage")),
    }
}

/// Returns up to so many actors, those first of whom it is least chance that the matches name them so often.
fn by_lift(
    snapshot: &Snapshot,
    counts: &ActorCounts,
    matches: &[Docs],
    filters: &Filters,
    limit: usize,
) -> anyhow::Result<Vec<(ActorCount, Option<Lift>)>> {
    let every = every_passage(snapshot)?;
    let in_all = count_actors(snapshot, &every, &filters.evidence, &filters.kinds)?;
    let (part, all) = (size(matches), size(&every));
    let lift_of = |(id, held)| (id, Sample { held, part, held_in_all: in_all.passages_of(id), all }.lift());
    let mut lifts: Vec<(&str, Lift)> = counts.passages().map(lift_of).collect();
    lifts.sort_by(|(_, one), (_, other)| other.log_likelihood.total_cmp(&one.log_likelihood));
    lifts.truncate(limit);
    Ok(lifts.into_iter().map(|(id, lift)| (counts.of(id), Some(lift))).collect())
}

/// Names the actors that are to be listed.
fn listed(
    snapshot: &Snapshot,
    ranked: Vec<(ActorCount, Option<Lift>)>,
    matcher: Option<&GlobMatcher>,
    most: usize,
) -> anyhow::Result<Vec<Listed>> {
    let ids: Vec<&str> = ranked.iter().map(|(count, _)| count.id.as_str()).collect();
    let mut names = labels(snapshot, &ids)?;
    let named = ranked.into_iter().filter_map(|(count, lift)| {
        let name = names.remove(&count.id)?;
        let matches = matcher.is_none_or(|matcher| matcher.is_match(fold_phrase(&name)));
        matches.then_some(Listed { name, count, lift })
    });
    Ok(named.take(most).collect())
}

/// Reads a glob over names; case and accents make no difference.
fn name_matcher(glob: &str) -> anyhow::Result<GlobMatcher> {
    let read = GlobBuilder::new(&fold_glob(glob)).build();
    let glob = read.map_err(|error| {
        hinted(format!("--match '{glob}' is no glob: {}", error.kind()), "forms that work: 'kur*', '*party*', 'm?rkel'")
    })?;
    Ok(glob.compile_matcher())
}

/// Folds what a glob asks for literally. A hyphen is a mark between brackets; in a name it parts words as a blank does.
fn fold_glob(glob: &str) -> String {
    let glob =
        glob.split_inclusive(['[', ']']).map(|piece| if piece.ends_with(']') { piece.into() } else { piece.replace('-', " ") });
    let glob: String = glob.collect();
    let is_mark = |character: char| matches!(character, '*' | '?' | '[' | ']' | '{' | '}' | ',' | '!' | '-');
    let fold = |piece: &str| {
        let letters = piece.trim_end_matches(is_mark);
        let blank = if letters.ends_with(' ') { " " } else { "" };
        let before = if letters.starts_with(' ') && !letters.trim().is_empty() { " " } else { "" };
        format!("{before}{}{blank}{}", fold_phrase(letters), &piece[letters.len()..])
    };
    glob.split_inclusive(is_mark).map(fold).collect()
}

fn as_csv(listed: &[Listed], by: RankArg) -> anyhow::Result<String> {
    let mut header = vec!["id", "name", "kind", "passages", "documents"];
    if by == RankArg::Lift {
        header.extend(["lift", "log_likelihood"]);
    }
    let row = |one: &Listed| {
        let count = &one.count;
        let numbers = [count.passages.to_string(), count.documents.to_string()];
        let mut row = vec![count.id.clone(), one.name.clone(), kind_of(&count.id).to_owned()];
        row.extend(numbers);
        row.extend(one.lift.iter().flat_map(|lift| [lift.times.to_string(), lift.log_likelihood.to_string()]));
        row
    };
    separated(&header, &listed.iter().map(row).collect::<Vec<_>>(), b',')
}

fn as_json(listed: &[Listed]) -> anyhow::Result<String> {
    let actors = listed.iter().map(|one| CountJson::new(&one.name, &one.count, one.lift)).collect();
    json_line(&Answer { format: FORMAT, actors })
}

fn as_bars(listed: &[Listed], settings: &Settings) -> String {
    let row = |one: &Listed| Row {
        name: one.name.clone(),
        passages: one.count.passages,
        documents: Some(one.count.documents),
        aside: [Some(kind_of(&one.count.id).to_owned()), one.lift.map(|lift| times(lift.times))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("  "),
    };
    bars(&listed.iter().map(row).collect::<Vec<_>>(), settings)
}
