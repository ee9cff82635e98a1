//! `search --queries`: a file of queries into a run that scoring programs read.

use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use nutgraf_index::plan::{Match, Reading};
use nutgraf_index::query::{Query, parse_words};
use nutgraf_index::search::{Duplicates, Request, Sort, ranked_names};
use nutgraf_index::snapshot::Snapshot;
use serde::Deserialize;

use super::parsed;
use crate::args::SearchArgs;
use crate::outcome::Outcome;
use crate::output::{print, talk};
use crate::settings::{Settings, filters, reading};

/// A line of the file: plain words, or a query.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: Option<String>,
    query: Option<String>,
}

/// Runs every query of a file; a line that is none is told and left out.
pub fn run(file: &Path, args: &SearchArgs, snapshot: &Snapshot, settings: &Settings) -> anyhow::Result<Outcome> {
    let opened = std::fs::File::open(file).with_context(|| format!("{}", file.display()))?;
    let filters = filters(&args.page.filters, settings.today)?;
    let reading = reading(args.reading, settings.today);
    let mut found = false;
    for (number, line) in BufReader::new(opened).lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let (id, query, words) = match read_line(&line) {
            Ok(read) => read,
            Err(error) => {
                talk(&format!("note: {}:{}: {error:#}", file.display(), number + 1));
                continue;
            }
        };
        let request = Request {
            query: &query,
            filters: &filters,
            reading: Reading { words: if words { Match::Any } else { reading.words }, ..reading },
            may_relax: reading.words == Match::Auto && !words,
            sort: Sort::Score,
            limit: args.page.limit,
            offset: args.page.offset,
            grouped: args.group,
            passages_of_document: 1,
            duplicates: Duplicates::Show,
            expand: args.expand,
            recency: args.recency,
            suggest: false,
            seed: None,
        };
        let names = ranked_names(snapshot, &request)?;
        found |= !names.is_empty();
        let mut lines = String::new();
        let mut last = f32::INFINITY;
        for (place, name) in names.into_iter().enumerate() {
            let score = below(name.score.unwrap_or(0.0), last);
            last = score;
            let document = encoded(&name.document);
            let document = if args.group { document } else { format!("{document}#{}", name.ordinal) };
            lines += &format!("{} Q0 {document} {} {score} nutgraf\n", encoded(&id), place + 1);
        }
        print(&lines)?;
    }
    Ok(if found { Outcome::Done } else { Outcome::Nothing })
}

fn read_line(line: &str) -> anyhow::Result<(String, Query, bool)> {
    let line: Line = serde_json::from_str(line)?;
    let id = line.id.as_str().map_or_else(|| line.id.to_string(), str::to_owned);
    match (line.text, line.query) {
        (Some(text), None) => Ok((id, parse_words(&text), true)),
        (None, Some(query)) => Ok((id, parsed(&query)?.query, false)),
        _ => anyhow::bail!("a line needs either \"text\" or \"query\""),
    }
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
