//! What the fields of a record hold, in the many ways in which records write texts, names and dates.

use serde_json::{Map, Value};

use super::names::{NAMES, TEXT, names_of, plain};
use crate::actor::ActorKind;
use crate::date::DateSpan;
use crate::document::Supplied;
use crate::document::front::{machine_date, split_names};
use crate::text::fold_phrase;

/// How deep records are looked into.
const DEEPEST: usize = 6;

/// What holds a text that stands in an object of its own: `{"rendered": "…"}`, `{"$t": "…"}`.
const WRAPPED: &[&str] = &["rendered", "value", "$t", "#text", "html", "plain", "markdown", "raw", "main", "original"];

/// A string of so many words is the text of a record that names no other.
const PROSE: usize = 10;

/// The text of a field: a string, or the strings of a list one below the other, or what an object has for a text.
pub fn text(value: &Value) -> Option<String> {
    text_at(value, 0)
}

fn text_at(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        _ if depth == DEEPEST => None,
        Value::Array(parts) => {
            let texts: Vec<String> = parts.iter().filter_map(|part| text_at(part, depth + 1)).collect();
            Some(texts.join("\n\n")).filter(|text| !text.is_empty())
        }
        Value::Object(fields) => {
            let named = |wanted: &&str| fields.iter().find(|(name, _)| plain(name) == *wanted || name.as_str() == *wanted);
            names_of(TEXT).iter().chain(WRAPPED).find_map(|name| text_at(named(name)?.1, depth + 1))
        }
        _ => None,
    }
}

/// The object inside a record whose text is the longest, where the record has none itself: `{"_source": {"text": …}}`.
pub fn nested(fields: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let mut longest: Option<(usize, &Map<String, Value>)> = None;
    let mut open: Vec<(usize, &Map<String, Value>)> = vec![(0, fields)];
    while let Some((depth, fields)) = open.pop() {
        for inner in fields.values().filter_map(Value::as_object).filter(|_| depth < DEEPEST) {
            let length =
                inner.iter().filter(|(name, _)| names_of(TEXT).contains(&&*plain(name))).filter_map(|(_, value)| text(value));
            let length = length.map(|text| text.len()).max().unwrap_or_default();
            if length > longest.map_or(0, |(longest, _)| longest) {
                longest = Some((length, inner));
            }
            open.push((depth + 1, inner));
        }
    }
    longest.map(|(_, inner)| inner)
}

/// The longest prose of a record that names no text, so that none is lost: a string, or the texts of a list of parts.
pub fn longest_prose(fields: &Map<String, Value>) -> Option<String> {
    let is_other = |name: &str| NAMES.iter().any(|(_, names)| names.contains(&&*plain(name)));
    let values = fields.iter().filter(|(name, _)| !is_other(name)).map(|(_, value)| value);
    let texts = values.filter_map(|value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) if parts.iter().all(Value::is_object) => text(value),
        _ => None,
    });
    let prose = texts.filter(|text| text.split_whitespace().nth(PROSE - 1).is_some());
    prose.max_by_key(String::len)
}

/// A string, a number as one, or the name of an object.
pub fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => fields.get("name").and_then(string),
        _ => None,
    }
}

/// A list of strings, or one.
pub fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(string).collect(),
        value => string(value).into_iter().collect(),
    }
}

/// A list of names is taken as it stands; one string may hold several.
pub fn authors(value: &Value) -> Vec<String> {
    match value {
        Value::String(names) if names.split(';').all(|name| inverted(name).is_some()) => {
            names.split(';').filter_map(inverted).collect()
        }
        Value::String(names) => split_names(names),
        Value::Array(values) => values.iter().filter_map(person).collect(),
        value => person(value).into_iter().collect(),
    }
}

/// `Lee, Ann`: the name as it is spoken.
fn inverted(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.clone().any(char::is_lowercase) && !word.contains([' ', ','])
    };
    (is_name(last.trim()) && is_name(first.trim())).then(|| format!("{} {}", first.trim(), last.trim()))
}

/// Under which names objects have a person's name, and its halves.
const WHOLE: &[&str] = &["name", "fullname", "displayname", "screenname", "username", "login"];
const FIRST: &[&str] = &["first", "given", "firstname", "givenname", "forename", "vorname", "prenom", "nombre"];
const LAST: &[&str] = &["last", "family", "lastname", "familyname", "surname", "nachname", "nom", "apellido"];

fn person(value: &Value) -> Option<String> {
    let Value::Object(fields) = value else { return string(value) };
    let named = |names: &[&str]| {
        let holds = |wanted: &&str| fields.iter().find(|(name, _)| plain(name) == *wanted);
        names.iter().find_map(|name| string(holds(name)?.1))
    };
    let halves: Vec<String> = [named(FIRST), named(LAST)].into_iter().flatten().collect();
    named(WHOLE).or_else(|| Some(halves.join(" ")).filter(|name| !name.is_empty()))
}

/// A day, month or year: written out, as a time since 1970, in a list or an object of its own (`{"$date": …}`).
pub fn date(value: &Value) -> Option<DateSpan> {
    match value {
        Value::Number(number) => {
            let year = number.as_i64().and_then(|year| DateSpan::year(year.try_into().ok()?));
            year.or_else(|| machine_date(&number.to_string()))
        }
        Value::String(text) => machine_date(text),
        Value::Array(values) => values.first().and_then(date),
        Value::Object(fields) if fields.len() == 1 => fields.values().next().and_then(date),
        _ => None,
    }
}

/// Names alone, or objects that may state a kind of their own. What has no letters names nobody.
pub fn supplied(lists: &[(Option<Value>, ActorKind)]) -> Vec<Supplied> {
    let mut actors = Vec::new();
    for (list, kind) in lists {
        let Some(list) = list else { continue };
        for value in list.as_array().map_or(std::slice::from_ref(list), Vec::as_slice) {
            let stated = value.get("kind").and_then(Value::as_str).and_then(ActorKind::of_id);
            let name = string(value).filter(|name| !fold_phrase(name).is_empty());
            actors.extend(name.map(|name| Supplied { name, kind: stated.unwrap_or(*kind) }));
        }
    }
    actors
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_in_lists_and_objects() {
        for (value, expected) in [
            (json!(["One.", "", {"type": "paragraph", "text": "Two."}]), Some("One.\n\nTwo.")),
            (json!({"rendered": "<p>One.</p>"}), Some("<p>One.</p>")),
            (json!({"main": "One", "kicker": null}), Some("One")),
            (json!({"content": [{"content": [{"value": "One."}]}]}), Some("One.")),
            (json!(7), None),
            (json!([]), None),
        ] {
            assert_eq!(text(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn names_and_days_of_every_form() {
        for (value, name) in [
            (json!([{"first": "Ann", "last": "Lee"}]), "Ann Lee"),
            (json!({"given_name": "Ann", "familyName": "Lee"}), "Ann Lee"),
            (json!({"screen_name": "annlee", "id": 7}), "annlee"),
            (json!("By Ann Lee"), "Ann Lee"),
            (json!("Lee, Ann"), "Ann Lee"),
        ] {
            assert_eq!(authors(&value), [name], "{value}");
        }
        for value in [
            json!({"$date": "2017-10-16T12:00:00Z"}),
            json!({"$date": {"$numberLong": "1508155200000"}}),
            json!(["2017-10-16"]),
            json!(1508155200),
            json!(1508155200.5),
            json!("1508155200"),
            json!("Mon Oct 16 13:08:45 +0000 2017"),
            json!("2017-10-16 09:00:00"),
        ] {
            assert_eq!(date(&value).map(|when| when.to_string()).as_deref(), Some("2017-10-16/2017-10-16"), "{value}");
        }
    }
}
