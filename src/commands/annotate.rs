//! `annotate`: texts in, actors and dates out, a line each.

use std::io::{BufRead, BufReader};

use nutgraf_index::actor::OwnActors;
use nutgraf_index::annotate::annotate_text;
use nutgraf_index::date::parse_span;
use nutgraf_index::text::plural;
use serde::Deserialize;
use serde_json::{Value, json};

use super::own;
use crate::outcome::{Outcome, hinted};
use crate::output::json::{dates, json_line, mentions};
use crate::output::{print, talk};
use crate::settings::Settings;

/// How many bytes of answers are gathered at most.
const WRITTEN_AT_ONCE: usize = 1 << 20;

#[derive(Deserialize)]
#[serde(expecting = "an object with a text")]
struct Text {
    #[serde(default)]
    id: Value,
    text: String,
    #[serde(default)]
    published: Option<String>,
}

/// Annotates until stdin ends, and answers whatever has come before it waits for more. A line that is no text is told and left
/// out; the exit status says so at the end.
pub fn run(settings: &Settings) -> anyhow::Result<Outcome> {
    let own = own::actors(settings.index.as_deref())?;
    let mut input = BufReader::with_capacity(1 << 20, std::io::stdin().lock());
    let mut answers = String::new();
    let mut line = Vec::new();
    let (mut number, mut left_out) = (0, 0);
    while input.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        if !line.trim_ascii().is_empty() {
            match answer(&line, settings, &own) {
                Ok(answer) => answers += &json_line(&answer)?,
                Err(error) => {
                    talk(&format!("note: line {number}: {error:#}"));
                    left_out += 1;
                }
            }
        }
        line.clear();
        if input.buffer().is_empty() || answers.len() >= WRITTEN_AT_ONCE {
            print(&answers)?;
            answers.clear();
        }
    }
    print(&answers)?;
    if left_out > 0 {
        let message = format!("{} left out", plural(left_out, "line"));
        return Err(hinted(message, r#"a line is {"id": …, "text": "…", "published": "YYYY-MM-DD"}"#));
    }
    Ok(Outcome::Done)
}

/// The answer to a line of input.
fn answer(line: &[u8], settings: &Settings, own: &OwnActors) -> anyhow::Result<Value> {
    let record: Text = serde_json::from_slice(line)?;
    let published = record.published.as_deref().map(|days| parse_span(days, settings.today)).transpose()?;
    let (actors, found) = annotate_text(&record.text, published, own);
    Ok(json!({"id": record.id, "actors": mentions(&actors), "dates": dates(&record.text, &found)}))
}
