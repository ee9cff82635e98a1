//! Format 1: the JSON that programs rely on. Absent values are `null`, offsets are UTF-8 bytes.

use std::fmt::Write;

use nutgraf_index::actor::{ActorKind, Evidence, Mention};
use nutgraf_index::date::{DateEvidence, DateMention, DateSpan};
use nutgraf_index::plan::Match;
use nutgraf_index::query::Warning;
use nutgraf_index::quotation::Difference;
use nutgraf_index::rank::Score;
use nutgraf_index::search::{Hit, HitActor, Results, Total};
use nutgraf_index::text::Span;
use serde::Serialize;
use serde_json::{Value, json};

use super::sanitize::is_unsafe;

/// The number of the format.
pub const FORMAT: u32 = 1;

/// A value as a line of JSON. What a terminal could take for an order, or hides, is written as an escape: the same value to
/// whoever reads it.
pub fn json_line(value: &impl Serialize) -> anyhow::Result<String> {
    let text = serde_json::to_string(value)?;
    if !text.chars().any(is_unsafe) {
        return Ok(text + "\n");
    }
    let mut line = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unsafe(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(line, "\\u{unit:04x}")?;
            }
        } else {
            line.push(character);
        }
    }
    Ok(line + "\n")
}

#[derive(Serialize)]
struct DocumentJson<'h> {
    id: &'h str,
    path: String,
    title: Option<&'h str>,
    subtitle: Option<&'h str>,
    authors: &'h [String],
    source: Option<&'h str>,
    published: Option<DateSpan>,
    published_evidence: Value,
    language: Option<String>,
    passages: u32,
    matches: u64,
}

#[derive(Serialize)]
struct PassageJson<'h> {
    ordinal: u32,
    kind: &'static str,
    heading: Option<&'h str>,
    lines: Option<(u32, u32)>,
    page: Option<u32>,
    span: Span,
    text: &'h str,
}

#[derive(Serialize)]
struct ActorJson<'h> {
    id: &'h str,
    name: &'h str,
    kind: ActorKind,
    span: Option<Span>,
    evidence: Evidence,
}

#[derive(Serialize)]
struct DateJson<'h> {
    when: Option<DateSpan>,
    span: Span,
    text: &'h str,
    evidence: DateEvidence,
}

#[derive(Serialize)]
struct DuplicateJson<'h> {
    document: &'h str,
    passage: u32,
}

#[derive(Serialize)]
struct HitJson<'h> {
    rank: usize,
    score: Option<f32>,
    document: DocumentJson<'h>,
    passage: PassageJson<'h>,
    highlights: &'h [Span],
    title_highlights: &'h [Span],
    heading_highlights: &'h [Span],
    actors: Vec<ActorJson<'h>>,
    dates: Vec<DateJson<'h>>,
    duplicates: Vec<DuplicateJson<'h>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<PartsJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copied: Option<CopiedJson<'h>>,
}

/// Of what a score is the sum.
#[derive(Serialize)]
struct PartsJson {
    passage: f32,
    document: f32,
    proximity: f32,
    expansion: f32,
    recency: f32,
}

#[derive(Serialize)]
struct CopiedJson<'h> {
    similarity: f32,
    span: Span,
    differences: &'h [Difference],
}

#[derive(Serialize)]
struct SearchJson<'r> {
    format: u32,
    query: Value,
    warnings: &'r [Warning],
    total: TotalJson,
    took_ms: Value,
    hits: Vec<HitJson<'r>>,
}

#[derive(Serialize)]
struct TotalJson {
    passages: u64,
    documents: u64,
    exact: bool,
}

fn hit_json(hit: &Hit) -> HitJson<'_> {
    let record = &hit.document.record;
    let text = &hit.passage.text;
    HitJson {
        rank: hit.rank,
        score: hit.score,
        document: DocumentJson {
            id: &record.id,
            path: hit.document.path(),
            title: record.title.as_deref(),
            subtitle: record.subtitle.as_deref(),
            authors: &record.authors,
            source: record.source.as_deref(),
            published: record.published,
            published_evidence: json!(record.published_evidence),
            language: record.language.map(String::from),
            passages: record.passages,
            matches: hit.document.matches,
        },
        passage: PassageJson {
            ordinal: hit.ordinal,
            kind: hit.passage.kind.name(),
            heading: hit.passage.heading.as_deref(),
            lines: hit.passage.lines,
            page: hit.passage.page,
            span: hit.passage.span,
            text,
        },
        highlights: &hit.highlights.text,
        title_highlights: &hit.highlights.title,
        heading_highlights: &hit.highlights.heading,
        actors: stored_actors(hit),
        dates: hit
            .passage
            .dates
            .iter()
            .map(|date| DateJson { when: date.when, span: date.span, text: date.span.of(text), evidence: date.evidence })
            .collect(),
        duplicates: hit.duplicates.iter().map(|(document, passage)| DuplicateJson { document, passage: *passage }).collect(),
        parts: None,
        copied: hit.copied.as_ref().map(|copied| CopiedJson {
            similarity: copied.similarity,
            span: copied.span,
            differences: &copied.differences,
        }),
    }
}

/// A hit with the parts of its score, where they are to be told.
fn explained_json(hit: &Hit, explains: bool) -> HitJson<'_> {
    let parts = hit.parts.filter(|_| explains).map(|Score { passage, document, proximity, expansion, recency }| PartsJson {
        passage,
        document,
        proximity,
        expansion,
        recency,
    });
    HitJson { parts, ..hit_json(hit) }
}

fn stored_actors(hit: &Hit) -> Vec<ActorJson<'_>> {
    let actors = hit.actors.iter().map(|HitActor { actor, span, evidence }| ActorJson {
        id: &actor.id,
        name: &actor.name,
        kind: actor.kind,
        span: *span,
        evidence: *evidence,
    });
    actors.collect()
}

/// The whole answer to a search as one object, with the parts of scores where they are to be told.
pub fn search(text: &str, parsed: &str, results: &Results, parse_micros: f64, explains: bool) -> anyhow::Result<String> {
    let took = &results.took;
    let milliseconds = |micros: f64| micros / 1_000.0;
    let answer = SearchJson {
        format: FORMAT,
        query: json!({"text": text, "parsed": parsed, "match": if results.matched == Match::Any { "any" } else { "all" }}),
        warnings: &results.warnings,
        total: total(results),
        took_ms: json!({
            "parse": milliseconds(parse_micros), "search": milliseconds(took.search), "count": milliseconds(took.count),
            "fetch": milliseconds(took.fetch), "highlight": milliseconds(took.highlight),
        }),
        hits: results.hits.iter().map(|hit| explained_json(hit, explains)).collect(),
    };
    json_line(&answer)
}

/// A hit as an object.
pub fn hit_value(hit: &Hit) -> anyhow::Result<Value> {
    Ok(serde_json::to_value(hit_json(hit))?)
}

/// The hits, an object a line, with the parts of scores where they are to be told.
pub fn search_lines(hits: &[Hit], explains: bool) -> anyhow::Result<String> {
    hits.iter().map(|hit| json_line(&explained_json(hit, explains))).collect()
}

fn total(results: &Results) -> TotalJson {
    let Total { passages, documents } = results.total;
    TotalJson { passages, documents, exact: results.exact }
}

/// Mentions of actors in a text.
pub fn mentions(mentions: &[Mention]) -> Value {
    let actors = mentions.iter().map(|mention| {
        let actor = &mention.actor;
        ActorJson { id: &actor.id, name: &actor.name, kind: actor.kind, span: Some(mention.span), evidence: mention.evidence }
    });
    json!(actors.collect::<Vec<_>>())
}

/// Date expressions in a text, with kind and value.
pub fn dates(text: &str, dates: &[DateMention]) -> Value {
    let dates = dates.iter().map(|date| {
        json!({"when": date.when, "span": date.span, "text": date.span.of(text), "kind": date.kind, "value": date.value,
               "evidence": date.evidence.name()})
    });
    Value::Array(dates.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_gives_a_terminal_no_orders_and_every_reader_the_same_value() {
        let text = "a\u{7f}b\u{9b}31mc\u{202e}d\u{2066}e\u{e0041}f\nErdoğan";
        let line = json_line(&json!({ "text": text })).unwrap();
        assert_eq!(line, "{\"text\":\"a\\u007fb\\u009b31mc\\u202ed\\u2066e\\udb40\\udc41f\\nErdoğan\"}\n");
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["text"], text);
    }
}
