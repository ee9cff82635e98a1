//! What interfaces answer with: an object that is no document, around an array of them (`{"status": "ok", "articles": [{…}, …]}`).

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::value::RawValue;

use super::names::{TEXT, names_of, plain};
use super::record::parse_record;

/// How deep the array may lie: `{"response": {"docs": […]}}`.
const DEEPEST: usize = 3;

/// What is said of a whole feed as well as of an article.
const OF_EITHER: &[&str] = &["description", "abstract", "summary"];

/// What is written for nothing.
const EMPTY: &[&str] = &["null", "\"\"", "[]", "{}"];

/// The fields of an object, as they are written.
type Fields<'t> = BTreeMap<String, &'t RawValue>;

/// Returns the records around which a JSON value is wrapped, each with the byte at which it begins; none where it is a document
/// itself, or something else.
pub fn wrapped(value: &str) -> Vec<(usize, &str)> {
    let Ok(fields) = serde_json::from_str::<Fields<'_>>(value) else { return Vec::new() };
    if is_document(&fields) {
        return Vec::new();
    }
    let array = longest_array(&fields, 1).filter(|array| 2 * array.get().len() > value.len());
    let records: Vec<&RawValue> = array.and_then(|array| serde_json::from_str(array.get()).ok()).unwrap_or_default();
    let has_title = has(&fields, "title", |_, _| true);
    let documents = records.iter().filter(|record| stands_alone(record.get(), has_title)).count();
    if documents == 0 || 2 * documents < records.len() {
        return Vec::new();
    }
    let place = |record: &str| record.as_ptr().addr() - value.as_ptr().addr();
    records.into_iter().map(|record| (place(record.get()), record.get())).collect()
}

/// Tells whether an object has a text, or title and date: then arrays in it are parts of one document.
fn is_document(fields: &Fields<'_>) -> bool {
    // `data` is a date in Italian, and what many interfaces call their array.
    let has_date = || has(fields, "published", |_, value| !value.starts_with('['));
    has(fields, TEXT, |name, _| !OF_EITHER.contains(&name)) || has(fields, "title", |_, _| true) && has_date()
}

/// Tells whether an object has a field, under any of its names, for which `is_own` holds.
fn has(fields: &Fields<'_>, field: &str, is_own: fn(&str, &str) -> bool) -> bool {
    let mut named = fields.iter().map(|(name, value)| (plain(name), value.get()));
    named.any(|(name, value)| names_of(field).contains(&&*name) && !EMPTY.contains(&value) && is_own(&name, value))
}

/// The longest array of objects in an object, and in those inside it.
fn longest_array<'t>(fields: &Fields<'t>, depth: usize) -> Option<&'t RawValue> {
    let arrays = fields.values().filter_map(|value| match value.get().as_bytes() {
        [b'[', ..] => Some(*value).filter(|array| array.get()[1..].trim_start().starts_with('{')),
        [b'{', ..] if depth < DEEPEST => longest_array(&serde_json::from_str(value.get()).ok()?, depth + 1),
        _ => None,
    });
    arrays.max_by_key(|array| array.get().len())
}

/// Tells whether a record has a text, and a date, address or title with it; what has a title alone may be a section of what has
/// one around it.
fn stands_alone(record: &str, is_below_title: bool) -> bool {
    parse_record(Path::new(""), 1, record.as_bytes()).is_ok_and(|document| {
        let is_dated = document.published.is_some() || document.url.is_some();
        !document.text.is_empty() && (is_dated || document.title.is_some() && !is_below_title)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(value: &str) -> Vec<String> {
        let read = |(at, record): (usize, &str)| {
            assert!(value[at..].starts_with(record));
            parse_record(Path::new("a.json"), 1, record.as_bytes()).unwrap().title.unwrap_or_default()
        };
        wrapped(value).into_iter().map(read).collect()
    }

    const TWO: &str = r#"[{"title": "One", "content": "They met."}, {"headline": {"main": "Two"}, "body": "They left."}]"#;

    /// The same, one with a date, the other with an address.
    const DATED: &str =
        r#"[{"title": "One", "date": "2020", "content": "They met."}, {"title": "Two", "url": "b.eu/2", "body": "They left."}]"#;

    #[test]
    fn the_answers_of_interfaces_are_records() {
        for around in [
            format!(r#"{{"status": "ok", "totalResults": 2, "articles": {TWO}}}"#),
            format!(r#"{{"response": {{"docs": {TWO}, "meta": {{"hits": 2}}}}}}"#),
            format!(r#"{{"title": "Found", "data": {DATED}}}"#),
            format!(r#"{{"title": "Our feed", "description": "News", "items": {DATED}, "authors": [{{"name": "A"}}]}}"#),
        ] {
            assert_eq!(titles(&around), ["One", "Two"], "{around}");
        }
        let found =
            r#"{"took": 3, "hits": {"total": 1, "hits": [{"_id": "7", "_source": {"title": "One", "text": "They met."}}]}}"#;
        assert_eq!(titles(found), ["One"]);
    }

    #[test]
    fn a_document_with_an_array_stays_one() {
        for document in [
            format!(r#"{{"title": "Talks", "body": "They met.", "comments": {TWO}}}"#),
            format!(r#"{{"title": "Report", "date": "2020-01-01", "sections": {DATED}}}"#),
            format!(r#"{{"title": "Report", "sections": {TWO}}}"#),
            r#"{"title": "Talks", "images": [{"url": "a.png", "caption": "The quay"}]}"#.to_owned(),
            r#"{"blocks": [{"text": "They met."}, {"text": "They left."}]}"#.to_owned(),
            r#"{"title": "Talks", "articles": 7"#.to_owned(),
            "[1, 2]".to_owned(),
        ] {
            assert_eq!(titles(&document), [""; 0], "{document}");
        }
    }
}
