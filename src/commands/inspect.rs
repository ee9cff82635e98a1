//! `inspect`: what the engine makes of one file, without an index.

use std::io::BufReader;
use std::ops::ControlFlow;

use anstyle::{AnsiColor, Style};
use anyhow::Context;
use nutgraf_index::annotate::{AnnotatedPassage, annotate};
use nutgraf_index::date::{Date, DateMention, DateSpan, fitting_years};
use nutgraf_index::document::{Document, Label, ReadLimits, Skipped, read_stream};
use serde_json::{Value, json};

use super::own;
use crate::args::InspectArgs;
use crate::outcome::Outcome;
use crate::output::json::{FORMAT, dates, mentions};
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
            print(&(serde_json::to_string(&as_json(document, &annotated))? + "\n"))?;
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
    let text = passage.span.of(&document.text);
    json!({
        "ordinal": passage.ordinal, "kind": passage.kind.name(), "heading": passage.heading.map(|span| span.of(&document.text).trim()),
        "lines": passage.lines, "page": passage.page, "span": passage.span, "text": text, "actors": mentions(&one.actors), "dates": dates(text, &one.dates),
    })
}

fn as_text(document: &Document, annotated: &[AnnotatedPassage], settings: &Settings) -> String {
    let painter = Painter { color: settings.color, links: false };
    let mut text = String::new();
    for (place, line) in document.lines.iter().enumerate() {
        let label = painter.paint(label_style(line.label), &format!("{:10}", label_name(line.label)));
        let shown: String = line.span.of(&document.text).trim_end().chars().take(settings.width.saturating_sub(44)).collect();
        text += &format!(
            "{:>5} {label} {} {}\n",
            place + 1,
            painter.paint(QUIET, &format!("{:24.24}", line.reason)),
            painter.paint(Style::new(), &shown)
        );
    }
    let or_unknown = |value: Option<String>| value.unwrap_or_else(|| "unknown".into());
    text += &format!(
        "\n{} {}\n",
        painter.paint(TITLE, "title    "),
        painter.paint(Style::new(), &or_unknown(document.title.clone()))
    );
    text += &format!("{} {}\n", painter.paint(TITLE, "authors  "), painter.paint(Style::new(), &document.authors.join(", ")));
    text += &format!("{} {}\n", painter.paint(TITLE, "published"), or_unknown(document.published.map(short_span)));
    text += &format!("{} {}\n", painter.paint(TITLE, "language "), or_unknown(document.language.map(String::from)));
    for one in annotated {
        let passage = &one.passage;
        let lines = passage.lines.map_or("title".into(), |(first, last)| format!("lines {first}-{last}"));
        let words = passage.span.of(&document.text).split_whitespace().count();
        text += &format!(
            "\n{}\n",
            painter.paint(TITLE, &format!("#{} {} · {lines} · {words} words", passage.ordinal, passage.kind.name()))
        );
        let names: Vec<String> =
            one.actors.iter().map(|mention| format!("{} ({})", mention.actor.id, mention.evidence.name())).collect();
        let words = |date: &DateMention| date.span.of(passage.span.of(&document.text)).to_owned();
        let whens: Vec<String> = one.dates.iter().filter_map(|date| days(date, &words(date), settings.today)).collect();
        text += &format!("  {}\n", painter.paint(QUIET, &[names.join(", "), whens.join(", ")].join("  ·  ")));
    }
    text
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

fn label_name(label: Label) -> String {
    serde_json::to_value(label).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn label_style(label: Label) -> Style {
    match label {
        Label::Title | Label::Subtitle | Label::Heading => AnsiColor::Green.on_default(),
        Label::Byline | Label::Date => AnsiColor::Cyan.on_default(),
        Label::Body | Label::List | Label::Table => Style::new(),
        _ => QUIET,
    }
}
