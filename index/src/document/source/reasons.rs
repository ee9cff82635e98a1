//! Why a record is no document, for a person.

use serde_json::{Map, Value};

/// What is wrong with JSON that is no record.
pub fn json_reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    match error.classify() {
        serde_json::error::Category::Data => format!("not a record: {said}, column {}", error.column()),
        _ => format!("not JSON: {said}, column {}", error.column()),
    }
}

/// Why a record is empty, with the names of the fields that were not read.
pub fn neither(others: &Map<String, Value>) -> String {
    let names: Vec<&str> = others.keys().map(String::as_str).take(MOST_NAMES).collect();
    match names[..] {
        [] => "empty: neither text nor title".into(),
        _ => format!("empty: neither text nor title among its fields ({})", names.join(", ")),
    }
}

/// So many names of fields are told.
const MOST_NAMES: usize = 8;
