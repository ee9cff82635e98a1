//! `inspect`: what the engine makes of one file, without an index.

use std::io::BufReader;
use std::ops::ControlFlow;

use anstyle::Style;
use anyhow::Context;
use nutgraf_index::annotate::{AnnotatedPassage, annotate};
use nutgraf_index::date::{Date, DateMention, DateSpan, fitting_years};
use nutgraf_index::document::{Document, ReadLimits, Skipped, read_stream};
use nutgraf_index::text::plural;
use serde_json::{Value, json};

use super::own;
use crate::args::InspectArgs;
use crate::outcome::Outcome;
use crate::output::excerpt::wrap;
use crate::output::json::{FORMAT, dates, json_line, mentions};
use crate::output::lines::lines;
use crate::output::rows::short_span;
use crate::output::style::{Painter, QUIET, TITLE};
use crate::output::{print, print_pages, talk};
use crate::settings::{Settings, missing};

/// Reads a file and prints its labels, passages, actors and dates.
pub fn run(args: &InspectArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let metadata = std::fs::metadata(&args.file).map_err(|error| missing(&args.file, &error))?;
    anyhow::ensure!(metadata.is_file(), "{}: not a regular file", args.file.display());
    let file = std::fs::File::open(&args.file).with_context(|| format!("{}", args.file.display()))?;
    let mut documents = Vec::new();
    let mut skipped: Vec<Skipped> = Vec::new();
    let _: ControlFlow<()> = read_stream(&args.file, &mut BufReader::new(file), &ReadLimits::default(), &mut |read| {
        match read {
            Ok(raw) => documents.push(Document::from_raw(raw, &())),
            Err(one) => skipped.push(one),
        }
        ControlFlow::Continue(())
    });
    for one in &skipped {
        talk(&format!("note: skipped {}: {}", one.path, one.reason));
    }
    anyhow::ensure!(
        !documents.is_empty(),
        "{}: {}",
        args.file.display(),
        skipped.first().map_or("no document in it", |one| &one.reason)
    );
    let own = own::actors(settings.index.as_deref())?;
    for document in &documents {
        let annotated = annotate(document, &own);
        if args.json {
            print(&json_line(&as_json(document, &annotated))?)?;
        } else {
            print_pages(&as_text(document, &annotated, settings), settings)?;
        }
    }
    Ok(Outcome::Done)
}

fn as_json(document: &Document, annotated: &[AnnotatedPassage]) -> Value {
    let lines: Vec<_> = document
        .lines
        .iter()
        .enumerate()
        .map(|(place, line)| json!({"line": place + 1, "label": line.label, "reason": line.reason}))
        .collect();
    let passages: Vec<_> = annotated.iter().map(|one| passage_json(document, one)).collect();
    json!({"format": FORMAT, "document": {
        "id": document.id, "path": document.path, "title": document.title, "subtitle": document.subtitle, "authors": document.authors,
        "source": document.source, "published": document.published, "published_evidence": document.published_evidence,
        "language": document.language, "passages": passages.len(), "matches": 0,
    }, "lines": lines, "passages": passages})
}

fn passage_json(document: &Document, one: &AnnotatedPassage) -> Value {
    let passage = &one.passage;
    let text = passage.text(document);
    json!({
        "ordinal": passage.ordinal, "kind": passage.kind.name(), "heading": passage.heading_text(document),
        "lines": passage.lines, "page": passage.page, "span": passage.span, "text": text, "actors": mentions(&one.actors), "dates": dates(text, &one.dates),
    })
}

fn as_text(document: &Document, annotated: &[AnnotatedPassage], settings: &Settings) -> String {
    let painter = Painter { color: settings.color, links: false };
    let mut text = lines(document, settings) + "\n";
    for (name, value) in front(document) {
        let value = value.filter(|value| !value.is_empty()).unwrap_or_else(|| "unknown".into());
        text += &format!("{} {}\n", painter.paint(TITLE, &format!("{name:9}")), painter.paint(Style::new(), &value));
    }
    for one in annotated {
        let passage = &one.passage;
        let lines = passage.lines.map_or("title".into(), |(first, last)| format!("lines {first}-{last}"));
        let words = passage.text(document).split_whitespace().count();
        let head = format!("#{} {} · {lines} · {}", passage.ordinal, passage.kind.name(), plural(words as u64, "word"));
        text += &format!("\n{}\n", painter.paint(TITLE, &head));
        for found in [named(one), dated(one, document, settings.today)].iter().filter(|found| !found.is_empty()) {
            for line in wrap(&found.join(", "), settings.columns.saturating_sub(2)) {
                text += &format!("  {}\n", painter.paint(QUIET, &line));
            }
        }
    }
    text
}

/// What is known of a document as a whole.
fn front(document: &Document) -> [(&'static str, Option<String>); 7] {
    [
        ("title", document.title.clone()),
        ("subtitle", document.subtitle.clone()),
        ("authors", Some(document.authors.join(", "))),
        ("published", document.published.map(short_span)),
        ("source", document.source.clone()),
        ("tags", Some(document.tags.join(", "))),
        ("language", document.language.map(String::from)),
    ]
}

/// The actors of a passage, each once with each kind of evidence.
fn named(one: &AnnotatedPassage) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for mention in &one.actors {
        let name = format!("{} ({})", mention.actor.id, mention.evidence.name());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn dated(one: &AnnotatedPassage, document: &Document, today: Date) -> Vec<String> {
    let text = one.passage.text(document);
    one.dates.iter().filter_map(|date| days(date, date.span.of(text), today)).collect()
}

/// How many years back a day without its year is looked for: by then every weekday has come round twice.
const YEARS_BACK: i16 = 12;

/// The days of a date; of a day that is open but for its weekday, the years that fit.
fn days(date: &DateMention, words: &str, today: Date) -> Option<String> {
    if let Some(when) = date.when {
        return Some(short_span(when));
    }
    let within = DateSpan::years(today.year() - YEARS_BACK, today.year())?;
    let years: Vec<String> = fitting_years(words, within).iter().map(i16::to_string).collect();
    (!years.is_empty()).then(|| format!("{words} ({})", years.join(" or ")))
}
