//! Hits and counts as tables for other programs: CSV, TSV, Markdown.

use std::io::IsTerminal;

use nutgraf_index::date::DateSpan;
use nutgraf_index::search::Hit;
use nutgraf_index::text::plural;

use super::sanitize::cell;

/// Rows as CSV, or with another separator; what a value must not do there, [`cell`] prevents.
pub fn separated(header: &[&str], rows: &[Vec<String>], separator: u8) -> anyhow::Result<String> {
    let to_terminal = std::io::stdout().is_terminal();
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|value| cell(value, to_terminal)))?;
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()?).into_owned())
}

/// The header of a table of hits.
pub const HIT_HEADER: [&str; 10] =
    ["rank", "score", "document", "passage", "path", "line", "title", "published", "source", "text"];

/// A hit as a row.
pub fn hit_row(hit: &Hit) -> Vec<String> {
    let record = &hit.document.record;
    vec![
        hit.rank.to_string(),
        hit.score.map_or(String::new(), |score| score.to_string()),
        record.id.clone(),
        hit.ordinal.to_string(),
        hit.document.path(),
        hit.place().map_or(String::new(), |place| place.to_string()),
        record.title.clone().unwrap_or_default(),
        record.published.map_or(String::new(), short_span),
        record.source.clone().unwrap_or_default(),
        hit.passage.text.split_whitespace().collect::<Vec<_>>().join(" "),
    ]
}

/// A span of days as short as it can be told: `2022`, `2022-12`, `2022-12-28`, or both ends.
pub fn short_span(span: DateSpan) -> String {
    let first = span.first;
    if DateSpan::year(first.year()) == Some(span) {
        return format!("{:04}", first.year());
    }
    if DateSpan::month(first.year(), first.month()) == Some(span) {
        return format!("{:04}-{:02}", first.year(), first.month());
    }
    if first == span.last { first.to_string() } else { format!("{first}..{}", span.last) }
}

/// How many passages, and in how many documents.
pub fn told_count(passages: u64, documents: u64) -> String {
    format!("{} in {}", plural(passages, "passage"), plural(documents, "document"))
}

/// Hits as Markdown: a heading a document, its passages as quotations, what matched in bold.
pub fn markdown(hits: &[Hit]) -> String {
    let mut text = String::new();
    let mut last = None;
    for hit in hits {
        let record = &hit.document.record;
        if last != Some(&record.key) {
            let title = record.title.as_deref().unwrap_or(&record.id);
            text += &format!("## {}\n\n", escaped(title));
            let published = record.published.map(short_span);
            let about: Vec<String> =
                [published, record.source.clone(), Some(hit.document.path())].into_iter().flatten().collect();
            text += &format!("*{}*\n\n", escaped(&about.join(" · ")));
        }
        last = Some(&record.key);
        text += &format!("> {}\n\n", bold(hit));
    }
    text
}

fn bold(hit: &Hit) -> String {
    let (mut out, mut at) = (String::new(), 0);
    let text = &hit.passage.text;
    for span in &hit.highlights.text {
        out += &escaped(&text[at..span.start]);
        out += &format!("**{}**", escaped(span.of(text)));
        at = span.end;
    }
    out += &escaped(&text[at..]);
    out
}

/// Escapes what Markdown and the HTML in it would read.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in super::sanitize::sanitized(text).chars() {
        match character {
            '\n' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '*' | '_' | '`' | '[' | ']' | '\\' | '#' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}
