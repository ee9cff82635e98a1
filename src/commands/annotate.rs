//! `annotate`: texts in, actors and dates out, a line each.

use std::io::{BufRead, Write};

use nutgraf_index::annotate::annotate_text;
use nutgraf_index::date::{Date, DateSpan};
use nutgraf_index::text::plural;
use serde::Deserialize;
use serde_json::{Value, json};

use super::own;
use crate::outcome::{Outcome, hinted};
use crate::output::json::{dates, mentions};
use crate::output::talk;
use crate::settings::Settings;

#[derive(Deserialize)]
struct Text {
    #[serde(default)]
    id: Value,
    text: String,
    #[serde(default)]
    published: Option<String>,
}

/// Annotates until stdin ends. A line that is no text is told and left out; the exit status says so at the end.
pub fn run(settings: &Settings) -> anyhow::Result<Outcome> {
    let own = own::actors(settings.index.as_deref())?;
    let mut left_out = 0;
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    for (number, line) in std::io::BufReader::with_capacity(1 << 20, std::io::stdin().lock()).lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match read(&line) {
            Ok((record, published)) => {
                let (actors, found) = annotate_text(&record.text, published, &own);
                let answer = json!({"id": record.id, "actors": mentions(&actors), "dates": dates(&record.text, &found)});
                serde_json::to_writer(&mut out, &answer)?;
                out.write_all(b"\n")?;
            }
            Err(error) => {
                talk(&format!("note: line {}: {error:#}", number + 1));
                left_out += 1;
            }
        }
    }
    out.flush()?;
    if left_out > 0 {
        let message = format!("{} left out", plural(left_out, "line"));
        return Err(hinted(message, r#"a line is {"id": …, "text": "…", "published": "YYYY-MM-DD"}"#));
    }
    Ok(Outcome::Done)
}

fn read(line: &str) -> anyhow::Result<(Text, Option<DateSpan>)> {
    let record: Text = serde_json::from_str(line)?;
    let published = record.published.as_deref().map(str::parse::<Date>).transpose()?;
    Ok((record, published.map(DateSpan::day)))
}
