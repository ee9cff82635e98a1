//! `search --queries`: a file of queries into a run that scoring programs read.

use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Match, Reading};
use nutgraf_index::query::{Parsed, Query, Warning, parse_words};
use nutgraf_index::search::{Duplicates, RankedName, Request, ranked_names};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::{plural, words};
use serde::Deserialize;

use super::page::LIMIT;
use super::parsed;
use crate::args::SearchArgs;
use crate::outcome::{Outcome, hinted};
use crate::output::{print, talk};
use crate::settings::{Settings, filters, reading};

/// A line of the file: plain words, or a query.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: Option<String>,
    query: Option<String>,
}

/// What a line asks for.
struct Asked {
    id: String,
    query: Query,
    /// What of the query was read in another way than typed.
    warnings: Vec<Warning>,
    /// Whether the query is plain words, any of which is enough.
    is_words: bool,
}

/// Runs every query of a file. A line that is none is told and left out; the exit status says so at the end.
pub fn run(file: &Path, args: &SearchArgs, snapshot: &Snapshot, settings: &Settings) -> anyhow::Result<Outcome> {
    let opened = std::fs::File::open(file).with_context(|| format!("{}", file.display()))?;
    let filters = filters(&args.page.filters, settings.today)?;
    let mut outcome = Outcome::Nothing;
    let mut left_out = 0;
    for (number, line) in BufReader::new(opened).split(b'\n').enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = format!("{}:{}", file.display(), number + 1);
        match read_line(&line) {
            Ok(None) => talk(&format!("note: {place}: no word in it")),
            Ok(Some(asked)) => {
                asked.warnings.iter().for_each(|warning| talk(&format!("note: {place}: {}", warning.message)));
                let names = ranked_names(snapshot, &request_of(&asked, &filters, args, settings))?;
                if !names.is_empty() {
                    outcome = Outcome::Done;
                }
                print(&run_lines(&asked.id, names, args.group))?;
            }
            Err(error) => {
                talk(&format!("note: {place}: {error:#}"));
                left_out += 1;
            }
        }
    }
    if left_out > 0 {
        let message = format!("{}: {} left out", file.display(), plural(left_out, "line"));
        return Err(hinted(message, r#"a line is {"id": …, "query": "…"}, or "text" for plain words"#));
    }
    Ok(outcome)
}

/// Reads a query; `None` of a text without a word, which asks for nothing.
fn read_line(line: &[u8]) -> anyhow::Result<Option<Asked>> {
    let Line { id, text, query } = serde_json::from_slice(line)?;
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    match (text, query) {
        (Some(text), None) if words(&text).next().is_none() => Ok(None),
        (Some(text), None) => Ok(Some(Asked { id, query: parse_words(&text), warnings: Vec::new(), is_words: true })),
        (None, Some(query)) => {
            let Parsed { query, warnings } = parsed(&query)?;
            Ok(Some(Asked { id, query, warnings, is_words: false }))
        }
        _ => anyhow::bail!("a line needs either \"text\" or \"query\""),
    }
}

fn request_of<'q>(asked: &'q Asked, filters: &'q Filters, args: &SearchArgs, settings: &Settings) -> Request<'q> {
    let typed = reading(args.reading, settings.today);
    Request {
        may_relax: args.reading.may_relax() && !asked.is_words,
        limit: args.page.limit.unwrap_or(LIMIT),
        offset: args.page.offset,
        grouped: args.group,
        passages_of_document: 1,
        duplicates: Duplicates::Show,
        expand: args.expand,
        recency: args.recency,
        ..Request::new(&asked.query, filters, if asked.is_words { Reading { words: Match::Any, ..typed } } else { typed })
    }
}

/// The names found for a query as lines of a run.
fn run_lines(id: &str, names: Vec<RankedName>, grouped: bool) -> String {
    let mut lines = String::new();
    let mut last = f32::INFINITY;
    for (place, name) in names.into_iter().enumerate() {
        last = below(name.score.unwrap_or(0.0), last);
        let passage = if grouped { String::new() } else { format!("#{}", name.ordinal) };
        lines += &format!("{} Q0 {}{passage} {} {last} nutgraf\n", encoded(id), encoded(&name.document), place + 1);
    }
    lines
}

/// Scores of a run fall strictly: programs that read it order by score alone.
fn below(score: f32, last: f32) -> f32 {
    if score < last { score } else { last.next_down() }
}

/// Percent-encodes what would break a line of a run.
fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for character in id.chars() {
        if character.is_whitespace() || character == '%' || character.is_control() {
            let mut bytes = [0; 4];
            character.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(character);
        }
    }
    out
}
