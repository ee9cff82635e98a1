//! `annotate`: texts in, actors and dates out, a line each.

use std::io::{BufRead, Write};

use anyhow::Context;
use nutgraf_index::annotate::annotate_text;
use nutgraf_index::date::{Date, DateSpan};
use serde::Deserialize;
use serde_json::{Value, json};

use super::own;
use crate::outcome::Outcome;
use crate::output::json::{dates, mentions};
use crate::settings::Settings;

#[derive(Deserialize)]
struct Text {
    #[serde(default)]
    id: Value,
    text: String,
    #[serde(default)]
    published: Option<String>,
}

/// Annotates until stdin ends.
pub fn run(settings: &Settings) -> anyhow::Result<Outcome> {
    let own = own::actors(settings.index.as_deref())?;
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    for (number, line) in std::io::BufReader::with_capacity(1 << 20, std::io::stdin().lock()).lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let record: Text = serde_json::from_str(&line).with_context(|| format!("line {}", number + 1))?;
        let published = match &record.published {
            Some(day) => Some(DateSpan::day(day.parse::<Date>().with_context(|| format!("line {}", number + 1))?)),
            None => None,
        };
        let (actors, found) = annotate_text(&record.text, published, &own);
        let answer = json!({"id": record.id, "actors": mentions(&actors), "dates": dates(&record.text, &found)});
        serde_json::to_writer(&mut out, &answer)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
