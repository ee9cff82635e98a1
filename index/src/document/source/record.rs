//! One record: a JSON object that is a document, its fields under the names that people give them.

use std::borrow::Cow;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::names::{NAMES, TEXT, plain};
use super::reasons::{json_reason, neither};
use super::{RawDocument, Shape, Skipped, fields, markup};
use crate::actor::ActorKind;
use crate::document::PublishedEvidence;
use crate::text::Language;

/// The fields of a record that are read, and the others, which may be the same under other names.
#[derive(Deserialize)]
#[serde(expecting = "an object with the fields of a document")]
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
    /// All others.
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl Fields<'_> {
    /// Fills in what the record gives under another name (`headline`, `body`, `byline`), or in an object inside it. What sites and
    /// interfaces name so may be HTML; a `text` is one.
    fn fill_in(&mut self) {
        let others = std::mem::take(&mut self.others);
        self.fill_in_from(&others);
        if is_blank(&self.text)
            && let Some(inner) = fields::nested(&others)
        {
            self.fill_in_from(inner);
        }
        if self.text.is_none() {
            self.text = fields::longest_prose(&others).map(|text| Text(Cow::Owned(markup::read(text))));
        }
        self.others = others;
    }

    fn fill_in_from(&mut self, others: &Map<String, Value>) {
        let others: FxHashMap<String, &Value> = others.iter().map(|(name, value)| (plain(name), value)).collect();
        let mut inner = None;
        for (field, names) in NAMES.iter().filter(|_| !others.is_empty()) {
            let mut values = names.iter().filter_map(|name| others.get(*name).copied());
            let mut first = |holds: fn(&Value) -> bool| values.find(|value| holds(value)).cloned();
            match *field {
                TEXT if is_blank(&self.text) => {
                    let value = values.find(|value| fields::text(value).is_some());
                    self.text = value.and_then(fields::text).map(|text| Text(Cow::Owned(markup::read(text))));
                    inner = value.and_then(Value::as_object);
                }
                "title" if is_blank(&self.title) => self.title = values.find_map(one_text),
                "subtitle" if is_blank(&self.subtitle) => self.subtitle = values.find_map(one_text),
                "id" if self.id.is_none() => self.id = first(|value| fields::string(value).is_some()),
                "published" if self.published.is_none() && self.date.is_none() => {
                    self.published = first(|value| fields::date(value).is_some());
                }
                "author" if self.author.is_none() && self.authors.is_none() => {
                    self.author = first(|value| !fields::authors(value).is_empty());
                }
                "source" if self.source.is_none() => self.source = first(|value| fields::string(value).is_some()),
                "url" if self.url.is_none() => self.url = first(|value| fields::string(value).is_some()),
                "language" if self.language.is_none() => self.language = first(|value| fields::string(value).is_some()),
                "tags" if self.tags.is_none() => self.tags = first(|value| !fields::strings(value).is_empty()),
                _ => {}
            }
        }
        // `{"article": {"text": …, "date": …}}`: what the text is for, the rest of its object is too.
        if let Some(inner) = inner {
            self.fill_in_from(inner);
        }
    }
}

fn is_blank(field: &Option<Text<'_>>) -> bool {
    field.as_ref().is_none_or(|Text(text)| text.trim().is_empty())
}

/// The text of a field that holds one thing: an object may wrap it.
fn one_text(value: &Value) -> Option<Text<'static>> {
    fields::string(value).or_else(|| fields::text(value)).map(|text| Text(Cow::Owned(markup::read_line(text))))
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
    let text = text.trim_start_matches('\u{feff}');
    let loose: Value;
    let mut fields: Fields<'_> = match serde_json::from_str(text) {
        Err(error) if error.is_data() => {
            let told = skipped(json_reason(&error));
            loose = serde_json::from_str(text).map(loosened).map_err(|_| told.clone())?;
            Fields::deserialize(&loose).map_err(|_| told)?
        }
        read => read.map_err(|error| skipped(json_reason(&error)))?,
    };
    fields.fill_in();
    let id = match fields.id {
        Some(Value::String(ref id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(ref number)) => number.to_string(),
        _ => blake3::hash(bytes).to_hex()[..16].to_owned(),
    };
    let path = path.to_string_lossy().into_owned();
    document(fields, RawDocument { id, path, line: Some(line), shape: Shape::Record, ..RawDocument::default() }).map_err(skipped)
}

/// A record in which texts are written as lists or objects, with strings in their place.
fn loosened(mut record: Value) -> Value {
    for field in ["title", "subtitle", TEXT] {
        if let Some(value) = record.get_mut(field).filter(|value| matches!(value, Value::Array(_) | Value::Object(_))) {
            *value = fields::text(value).map_or(Value::Null, Value::String);
        }
    }
    record
}

fn document(fields: Fields<'_>, named: RawDocument) -> Result<RawDocument, String> {
    let named_neither = fields.title.is_none() && fields.text.is_none();
    let title = fields.title.map(|Text(title)| title.trim().to_owned()).filter(|title| !title.is_empty());
    let text = fields.text.map(|Text(text)| text.into_owned()).unwrap_or_default();
    let published = fields.published.or(fields.date).and_then(|value| fields::date(&value));
    let supplied = fields::supplied(&[
        (fields.people, ActorKind::Person),
        (fields.orgs, ActorKind::Organisation),
        (fields.places, ActorKind::Place),
        (fields.actors, ActorKind::Person),
    ]);
    // A date or actors alone still count: a record with a text that is empty but these is a document.
    let counts = !named_neither && (published.is_some() || !supplied.is_empty());
    if title.is_none() && text.trim().is_empty() && !counts {
        return Err(neither(&fields.others));
    }
    Ok(RawDocument {
        title,
        subtitle: fields.subtitle.map(|Text(subtitle)| subtitle.into_owned()),
        text,
        published,
        published_evidence: published.map(|_| PublishedEvidence::Field),
        authors: fields.authors.or(fields.author).map(|value| fields::authors(&value)).unwrap_or_default(),
        source: fields.source.as_ref().and_then(fields::string),
        url: fields.url.as_ref().and_then(fields::string),
        language: fields.language.as_ref().and_then(fields::string).and_then(|code| Language::from_code(&code)),
        tags: fields.tags.as_ref().map(fields::strings).unwrap_or_default(),
        supplied,
        ..named
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(record: &str) -> Result<RawDocument, Skipped> {
        parse_record("a.jsonl".as_ref(), 1, record.as_bytes())
    }

    #[test]
    fn fields_may_be_objects_and_times() {
        let record =
            br#"{"text":"They met.","authors":[{"name":"Ann Lee"}],"date_published":1672221600,"source":{"name":"Gazette"}}"#;
        let document = parse_record("a.jsonl".as_ref(), 1, record).unwrap();
        assert_eq!((&document.authors[..], document.source.as_deref()), (&["Ann Lee".to_owned()][..], Some("Gazette")));
        assert_eq!(document.published.unwrap().to_string(), "2022-12-28/2022-12-28");
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
            r#"{"text":"x","people":["Ann Lee","?","--"],"orgs":"Harbour Board","actors":[{"name":"Malta","kind":"state"},{"name":"Bo"}]}"#,
        );
        let names: Vec<_> = document.unwrap().supplied.into_iter().map(|actor| (actor.name, actor.kind.name())).collect();
        let expected = [("Ann Lee", "person"), ("Harbour Board", "organisation"), ("Malta", "state"), ("Bo", "person")];
        assert_eq!(names, expected.map(|(name, kind)| (name.to_owned(), kind)));
    }

    #[test]
    fn fields_under_other_names() {
        let document =
            parse(r#"{"uid":"a1","headline":"Cup final","body":"They won.","Publish Date":"2023-05-06","byline":"By Ann Lee"}"#);
        let document = document.unwrap();
        assert_eq!(
            (document.id.as_str(), document.title.as_deref(), document.text.as_str()),
            ("a1", Some("Cup final"), "They won.")
        );
        assert_eq!((&document.authors[..], document.published.is_some()), (&["Ann Lee".to_owned()][..], true));
        let both = parse(r#"{"text":"They won.","body":{"html":"x"},"title":"Cup final","headline":"Another"}"#).unwrap();
        assert_eq!((both.title.as_deref(), both.text.as_str()), (Some("Cup final"), "They won."));
    }

    #[test]
    fn texts_inside_a_record() {
        for record in [
            r#"{"id":"z","title":"Nested","article":{"text":"They met.","date":"2024-10-01"}}"#,
            r#"{"_id":"z","_source":{"headline":"Nested","body":"They met.","publishedAt":"2024-10-01T08:00:00Z"}}"#,
            r#"{"id":"z","headline":{"main":"Nested"},"paragraphs":["They met."],"@timestamp":"2024-10-01T08:00:00Z"}"#,
            r#"{"id":"z","title":{"rendered":"Nested"},"content":{"rendered":"<p>They met.</p>"},"date":["2024-10-01"]}"#,
            r#"{"id":"z","Titel":"Nested","text":["They met."],"Datum":"01.10.2024"}"#,
        ] {
            let document = parse(record).unwrap();
            assert_eq!((document.id.as_str(), document.title.as_deref()), ("z", Some("Nested")), "{record}");
            assert_eq!(document.text, "They met.", "{record}");
            assert_eq!(document.published.map(|when| when.to_string()).as_deref(), Some("2024-10-01/2024-10-01"), "{record}");
        }
    }

    #[test]
    fn prose_under_an_unknown_name_is_not_lost() {
        let record = r#"{"title":"Minutes","note":"short","proceedings":"The board met again and left at nine after a long and bitter talk."}"#;
        assert!(parse(record).unwrap().text.starts_with("The board met"));
        let record = r#"{"title":"Minutes","headline":"The board met again and left at nine after a long and bitter talk."}"#;
        assert_eq!(parse(record).unwrap().text, "");
        let record = r#"{"title":"Report","sections":[{"title":"Intro","text":"The board met again."},{"text":"It left at nine after a talk."}]}"#;
        assert_eq!(parse(record).unwrap().text, "The board met again.\n\nIt left at nine after a talk.");
    }

    #[test]
    fn what_sites_call_their_text_is_read_without_its_tags_and_a_text_as_it_stands() {
        let document =
            parse(r#"{"headline":"R&amp;D","body":"<p>Ann Lee met <b>Bo</b> in Rome.</p><p>They spoke.</p>"}"#).unwrap();
        assert_eq!((document.title.as_deref(), document.text.as_str()), (Some("R&D"), "Ann Lee met Bo in Rome.\n\nThey spoke."));
        let document = parse(r#"{"title":"R&amp;D","text":"They wrote <b>Bo</b>."}"#).unwrap();
        assert_eq!((document.title.as_deref(), document.text.as_str()), (Some("R&amp;D"), "They wrote <b>Bo</b>."));
    }

    #[test]
    fn a_date_counts_beside_an_empty_text_and_not_without_one() {
        assert!(parse(r#"{"text":"","date":"2023-05-06"}"#).is_ok());
        let skipped = parse(r#"{"markup":"They won.","date":"2023-05-06"}"#).unwrap_err();
        assert_eq!(skipped.reason, "empty: neither text nor title among its fields (markup)");
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
}
