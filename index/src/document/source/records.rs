//! Files of records: a JSON object a line, each a document (NDJSON).

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;

use rustc_hash::FxHasher;
use serde::Deserialize;
use serde_json::Value;

use super::{RawDocument, ReadLimits, Shape, Sink, Skipped, unpack};
use crate::actor::ActorKind;
use crate::date::DateSpan;
use crate::document::front::{split_names, stated_date};
use crate::document::{PublishedEvidence, Supplied};
use crate::text::Language;

/// One line of a record file, not yet parsed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordLine {
    /// Its number in the file, 1 for the first.
    pub line: usize,
    /// Its bytes, without the line end.
    pub bytes: Vec<u8>,
}

/// Cuts a record file, unpacked on the way where it is packed, into its lines; blank ones are passed over. Returns what
/// could not be read: lines beyond the limit, and an end that came too early.
///
/// Made for many threads: one calls this, the others [`parse_record`].
pub fn read_records(
    path: &Path,
    reader: &mut dyn BufRead,
    limits: &ReadLimits,
    sink: &mut dyn FnMut(RecordLine) -> ControlFlow<()>,
) -> Vec<Skipped> {
    match unpack::stream(path, reader) {
        Ok(mut unpacked) => cut_lines(path, &mut unpacked, limits, sink),
        Err(error) => vec![Skipped::file(path, error.to_string())],
    }
}

fn cut_lines(
    path: &Path,
    reader: &mut dyn BufRead,
    limits: &ReadLimits,
    sink: &mut dyn FnMut(RecordLine) -> ControlFlow<()>,
) -> Vec<Skipped> {
    let mut skipped = Vec::new();
    for line in 1.. {
        let mut bytes = Vec::new();
        match reader.take(limits.record_bytes as u64 + 1).read_until(b'\n', &mut bytes) {
            Err(error) => {
                skipped.push(Skipped::record(path, line, format!("the file ends here: {error}")));
                break;
            }
            Ok(0) => break,
            Ok(_) => {}
        }
        if bytes.last() != Some(&b'\n') && bytes.len() > limits.record_bytes {
            skipped.push(Skipped::record(path, line, format!("too long: a line of more than {} MB", limits.record_bytes >> 20)));
            if pass_line_end(reader).is_err() {
                break;
            }
            continue;
        }
        bytes.truncate(bytes.trim_ascii_end().len());
        if !bytes.is_empty() && sink(RecordLine { line, bytes }).is_break() {
            break;
        }
    }
    skipped
}

/// Reads up to the next line end without keeping anything.
fn pass_line_end(reader: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (passed, found) = memchr::memchr(b'\n', buffer).map_or((buffer.len(), false), |place| (place + 1, true));
        reader.consume(passed);
        if found {
            return Ok(());
        }
    }
}

/// Reads the documents of a record file from a stream, unpacked on the way.
pub fn read_documents(path: &Path, reader: &mut dyn BufRead, limits: &ReadLimits, sink: &mut Sink<'_>) {
    let ended = match unpack::stream(path, reader) {
        Ok(mut unpacked) => read_unpacked(path, &mut unpacked, limits, sink),
        Err(error) => sink(Err(Skipped::file(path, error.to_string()))),
    };
    let _: ControlFlow<()> = ended;
}

/// Reads the documents of a record file that is unpacked already. A second record of the same id is skipped.
pub fn read_unpacked(path: &Path, reader: &mut dyn BufRead, limits: &ReadLimits, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut ids = HashSet::new();
    let mut ended = ControlFlow::Continue(());
    let skipped = cut_lines(path, reader, limits, &mut |record| {
        let read = parse_record(path, record.line, &record.bytes).and_then(|document| match ids.insert(hash(&document.id)) {
            true => Ok(document),
            false => Err(Skipped::record(path, record.line, format!("the id '{}' stands in this file twice", document.id))),
        });
        ended = sink(read);
        ended
    });
    for skipped in skipped {
        ended.is_continue().then(|| ended = sink(Err(skipped)));
    }
    ended
}

fn hash(id: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = FxHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// The fields of a record that are read; all others are passed over.
#[derive(Deserialize)]
struct Fields<'r> {
    id: Option<Value>,
    #[serde(borrow)]
    title: Option<Text<'r>>,
    #[serde(borrow)]
    subtitle: Option<Text<'r>>,
    #[serde(borrow)]
    text: Option<Text<'r>>,
    date: Option<Value>,
    published: Option<Value>,
    author: Option<Value>,
    authors: Option<Value>,
    source: Option<Value>,
    url: Option<Value>,
    language: Option<Value>,
    tags: Option<Value>,
    people: Option<Value>,
    orgs: Option<Value>,
    places: Option<Value>,
    actors: Option<Value>,
}

/// A string that is borrowed from the line where nothing in it is escaped.
#[derive(Deserialize)]
struct Text<'r>(#[serde(borrow)] Cow<'r, str>);

/// Reads one record. `line` is its number in the file; without an id it is named by the hash of its bytes.
///
/// # Errors
///
/// Why the record is no document, for a person.
///
/// ```
/// use nutgraf_index::document::parse_record;
/// let record = br#"{"id": 12, "title": "Talks", "text": "They met.", "date": "2022-12", "people": ["Ann Lee"]}"#;
/// let document = parse_record("talks.jsonl".as_ref(), 3, record).unwrap();
/// assert_eq!((document.id.as_str(), document.line), ("12", Some(3)));
/// assert_eq!(document.published.unwrap().to_string(), "2022-12-01/2022-12-31");
/// ```
pub fn parse_record(path: &Path, line: usize, bytes: &[u8]) -> Result<RawDocument, Skipped> {
    let skipped = |reason: String| Skipped::record(path, line, reason);
    let text = std::str::from_utf8(bytes).map_err(|_| skipped("not UTF-8, as JSON must be".into()))?;
    let fields: Fields<'_> =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| skipped(json_reason(&error)))?;
    let id = match fields.id {
        Some(Value::String(ref id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(ref number)) => number.to_string(),
        _ => blake3::hash(bytes).to_hex()[..16].to_owned(),
    };
    let path = path.to_string_lossy().into_owned();
    document(fields, RawDocument { id, path, line: Some(line), shape: Shape::Record, ..RawDocument::default() }).map_err(skipped)
}

fn json_reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    match error.classify() {
        serde_json::error::Category::Data => format!("not a record: {said}, column {}", error.column()),
        _ => format!("not JSON: {said}, column {}", error.column()),
    }
}

fn document(fields: Fields<'_>, named: RawDocument) -> Result<RawDocument, String> {
    let title = fields.title.map(|Text(title)| title.trim().to_owned()).filter(|title| !title.is_empty());
    let text = fields.text.map(|Text(text)| text.into_owned()).unwrap_or_default();
    let published = fields.published.or(fields.date).and_then(|value| date(&value));
    let supplied = supplied(&[
        (fields.people, ActorKind::Person),
        (fields.orgs, ActorKind::Organisation),
        (fields.places, ActorKind::Place),
        (fields.actors, ActorKind::Person),
    ]);
    // A date or actors alone still count: a record with neither text nor title but these is a document.
    if title.is_none() && text.trim().is_empty() && published.is_none() && supplied.is_empty() {
        return Err("empty: neither text nor title".into());
    }
    Ok(RawDocument {
        title,
        subtitle: fields.subtitle.map(|Text(subtitle)| subtitle.into_owned()),
        text,
        published,
        published_evidence: published.map(|_| PublishedEvidence::Field),
        authors: fields.authors.or(fields.author).map(|value| authors(&value)).unwrap_or_default(),
        source: fields.source.as_ref().and_then(string),
        url: fields.url.as_ref().and_then(string),
        language: fields.language.as_ref().and_then(string).and_then(|code| Language::from_code(&code)),
        tags: fields.tags.as_ref().map(strings).unwrap_or_default(),
        supplied,
        ..named
    })
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(string).collect(),
        value => string(value).into_iter().collect(),
    }
}

/// A list of names is taken as it stands; one string may hold several.
fn authors(value: &Value) -> Vec<String> {
    match value {
        Value::String(names) => split_names(names),
        value => strings(value),
    }
}

fn date(value: &Value) -> Option<DateSpan> {
    match value {
        Value::Number(number) => DateSpan::year(number.as_i64()?.try_into().ok()?),
        Value::String(text) => stated_date(text),
        _ => None,
    }
}

/// Names alone, or objects that may state a kind of their own.
fn supplied(lists: &[(Option<Value>, ActorKind)]) -> Vec<Supplied> {
    let mut actors = Vec::new();
    for (list, kind) in lists {
        let Some(list) = list else { continue };
        for value in list.as_array().map_or(std::slice::from_ref(list), Vec::as_slice) {
            let stated = value.get("kind").and_then(Value::as_str).and_then(ActorKind::of_id);
            let name = string(value).or_else(|| value.get("name").and_then(string));
            actors.extend(name.map(|name| Supplied { name, kind: stated.unwrap_or(*kind) }));
        }
    }
    actors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(record: &str) -> Result<RawDocument, Skipped> {
        parse_record("a.jsonl".as_ref(), 1, record.as_bytes())
    }

    #[test]
    fn dates_of_every_form() {
        for (date, days) in [
            ("1987", "1987-01-01/1987-12-31"),
            ("\"1987\"", "1987-01-01/1987-12-31"),
            ("\"1987-03\"", "1987-03-01/1987-03-31"),
            ("\"1987-03-26\"", "1987-03-26/1987-03-26"),
            ("\"1987-03-26T15:01:01.79Z\"", "1987-03-26/1987-03-26"),
        ] {
            let document = parse(&format!(r#"{{"text":"x","date":{date}}}"#)).unwrap();
            assert_eq!(document.published.unwrap().to_string(), days);
            assert_eq!(document.published_evidence, Some(PublishedEvidence::Field));
        }
        assert_eq!(parse(r#"{"text":"x","date":"soon"}"#).unwrap().published, None);
    }

    #[test]
    fn supplied_actors_keep_their_kind() {
        let document = parse(
            r#"{"text":"x","people":["Ann Lee"],"orgs":"Harbour Board","actors":[{"name":"Malta","kind":"state"},{"name":"Bo"}]}"#,
        );
        let names: Vec<_> = document.unwrap().supplied.into_iter().map(|actor| (actor.name, actor.kind.name())).collect();
        let expected = [("Ann Lee", "person"), ("Harbour Board", "organisation"), ("Malta", "state"), ("Bo", "person")];
        assert_eq!(names, expected.map(|(name, kind)| (name.to_owned(), kind)));
    }

    #[test]
    fn a_record_without_id_is_named_by_its_hash() {
        let (one, other) = (parse(r#"{"text":"one"}"#).unwrap(), parse(r#"{"text":"other"}"#).unwrap());
        assert_eq!(one.id.len(), 16);
        assert_ne!(one.id, other.id);
    }

    #[test]
    fn what_is_no_record_says_why() {
        for (record, reason) in [("{", "not JSON"), ("[1]", "not a record"), ("{}", "neither"), (r#"{"text":7}"#, "not a record")]
        {
            let skipped = parse(record).unwrap_err();
            assert!(skipped.reason.contains(reason), "{record}: {}", skipped.reason);
            assert_eq!(skipped.path, "a.jsonl:1");
        }
    }

    #[test]
    fn a_line_beyond_the_limit_is_skipped_and_the_next_is_read() {
        let limits = ReadLimits { record_bytes: 20, ..ReadLimits::default() };
        let mut file = "{\"text\":\"far too long a line\"}\n{\"text\":\"b\"}\n".as_bytes();
        let mut lines = Vec::new();
        let skipped = read_records("a.jsonl".as_ref(), &mut file, &limits, &mut |record| {
            lines.push(record.line);
            ControlFlow::Continue(())
        });
        assert_eq!((lines, skipped[0].path.as_str()), (vec![2], "a.jsonl:1"));
    }

    #[test]
    fn a_second_equal_id_is_skipped() {
        let mut file = "{\"id\":1,\"text\":\"a\"}\n{\"id\":\"1\",\"text\":\"b\"}\n".as_bytes();
        let mut reasons = Vec::new();
        read_documents("a.jsonl".as_ref(), &mut file, &ReadLimits::default(), &mut |read| {
            reasons.extend(read.err().map(|skipped| skipped.reason));
            ControlFlow::Continue(())
        });
        assert_eq!(reasons, ["the id '1' stands in this file twice"]);
    }
}
