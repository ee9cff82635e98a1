//! `nutgraf`, for now its two commands that need no index: `annotate` and `inspect FILE`.

use std::io::{BufRead, Write};

use nutgraf_index::annotate::{annotate, annotate_text};
use nutgraf_index::date::{Date, DateSpan};
use nutgraf_index::document::{Document, ReadLimits, read_bytes};
use serde_json::json;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("annotate") => stream(),
        Some("inspect") => inspect(&words[1]),
        Some("index") => {
            let options = nutgraf_index::writer::IndexOptions { roots: vec![words[1].clone().into()], include: vec![], exclude: vec![], follow: false, prune: false, optimize: false, threads: 0, memory: 300 << 20, limits: ReadLimits::default(), now: 0 };
            let report = nutgraf_index::writer::update(words[2].as_ref(), &options, &(), &std::sync::atomic::AtomicBool::new(false))?;
            println!("{}", serde_json::to_string(&report)?);
            Ok(())
        }
        _ => anyhow::bail!("annotate | inspect FILE"),
    }
}

fn actors_json(actors: &[nutgraf_index::actor::Mention]) -> Vec<serde_json::Value> {
    actors
        .iter()
        .map(|m| json!({"id": m.actor.id, "name": m.actor.name, "kind": m.actor.kind, "span": m.span, "evidence": m.evidence}))
        .collect()
}

fn stream() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let published = record["published"].as_str().and_then(|d| d.parse::<Date>().ok()).map(DateSpan::day);
        let (actors, dates) = annotate_text(record["text"].as_str().unwrap_or(""), published);
        let dates: Vec<_> = dates.iter().map(|d| json!({"when": d.when, "span": d.span, "text": d.span.of(record["text"].as_str().unwrap_or("")), "kind": d.kind, "value": d.value, "evidence": d.evidence})).collect();
        writeln!(out, "{}", json!({"id": record["id"], "actors": actors_json(&actors), "dates": dates}))?;
    }
    Ok(())
}

fn inspect(path: &str) -> anyhow::Result<()> {
    let bytes = std::fs::read(path)?;
    let mut raw = None;
    read_bytes(path.as_ref(), &bytes, &ReadLimits::default(), &mut |read| {
        if raw.is_none() {
            raw = read.ok()
        }
    });
    let document = Document::from_raw(raw.unwrap_or_default(), &());
    let passages: Vec<_> = annotate(&document).iter().map(|a| json!({
        "ordinal": a.passage.ordinal, "kind": a.passage.kind, "heading": a.passage.heading.map(|h| h.of(&document.text).trim()),
        "lines": a.passage.lines, "span": a.passage.span, "text": a.passage.span.of(&document.text),
        "actors": actors_json(&a.actors), "dates": a.dates,
    })).collect();
    let lines: Vec<_> =
        document.lines.iter().enumerate().map(|(n, l)| json!({"line": n + 1, "label": l.label, "reason": l.reason})).collect();
    let answer = json!({"format": 1, "document": {"id": document.id, "path": document.path, "title": document.title, "subtitle": document.subtitle,
        "authors": document.authors, "source": document.source, "published": document.published, "published_evidence": document.published_evidence,
        "language": document.language, "passages": passages.len(), "matches": 0}, "lines": lines, "passages": passages});
    writeln!(std::io::stdout(), "{answer}")?;
    Ok(())
}
