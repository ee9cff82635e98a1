//! Markdown files: the text as it stands, and what their front matter says.

use super::{RawDocument, Shape};
use crate::document::PublishedEvidence;
use crate::document::front::{split_names, stated_date};
use crate::text::{Language, Span};

/// Reads a Markdown text. Its front matter stays in the text, where its lines are labelled furniture.
pub fn read(text: String) -> RawDocument {
    let mut document = RawDocument { shape: Shape::Markdown, ..RawDocument::default() };
    if let Some(matter) = front_matter(&text) {
        for (key, values) in fields(&text[..matter]) {
            take_field(&mut document, &key, values);
        }
    }
    document.text = text;
    document
}

/// Returns where the front matter ends that begins a text: behind the line of `---` (YAML) or `+++` (TOML) that closes it.
pub fn front_matter(text: &str) -> Option<usize> {
    let mark = ["---", "+++"].into_iter().find(|mark| text.lines().next().is_some_and(|line| line.trim_end() == *mark))?;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let closes = line.trim_end() == mark || (mark == "---" && line.trim_end() == "...");
        if number > 0 && closes {
            return Some(at);
        }
        if number > 200 {
            break;
        }
    }
    None
}

/// Returns the lines of code between fences of backticks or tildes, each stretch without its fences.
pub fn fenced_code(text: &str) -> Vec<Span> {
    let mut code = Vec::new();
    let (mut at, mut open) = (0, None);
    for line in text.split_inclusive('\n') {
        let fence = ["```", "~~~"].into_iter().find(|fence| line.trim_start().starts_with(fence));
        open = match (open, fence) {
            (None, Some(fence)) => Some((fence, at + line.len())),
            (Some((opened, start)), Some(fence)) if opened == fence => {
                code.push(Span::new(start, at));
                None
            }
            (open, _) => open,
        };
        at += line.len();
    }
    code
}

/// The keys of the front matter with their values: one, or several in brackets or as items below.
fn fields(matter: &str) -> Vec<(String, Vec<String>)> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for line in matter.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some((_, values)) = fields.last_mut() {
                values.push(unquote(item.strip_prefix("name:").unwrap_or(item)));
            }
        } else if let Some((key, value)) = line.split_once([':', '=']).filter(|_| !line.starts_with([' ', '\t', '#'])) {
            fields.push((key.trim().to_ascii_lowercase(), values(value.trim())));
        }
    }
    fields
}

fn values(value: &str) -> Vec<String> {
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(list) => list.split(',').map(unquote).filter(|value| !value.is_empty()).collect(),
        None => Some(unquote(value)).filter(|value| !value.is_empty()).into_iter().collect(),
    }
}

fn unquote(value: &str) -> String {
    let value = value.trim();
    let bare = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    bare.unwrap_or(value).trim().to_owned()
}

fn take_field(document: &mut RawDocument, key: &str, values: Vec<String>) {
    let first = values.first().cloned();
    match key {
        "title" => document.title = first,
        "subtitle" | "description" | "excerpt" | "summary" => document.subtitle = document.subtitle.take().or(first),
        "author" | "authors" | "by" if values.len() == 1 => document.authors = split_names(&values[0]),
        "author" | "authors" | "by" => document.authors = values,
        "date" | "published" | "publish_date" | "pubdate" | "date_published" => {
            document.published = first.as_deref().and_then(stated_date);
            document.published_evidence = document.published.map(|_| PublishedEvidence::Field);
        }
        "source" | "publisher" | "site" => document.source = first,
        "url" | "link" | "canonical" | "canonical_url" => document.url = first,
        "lang" | "language" => document.language = first.as_deref().and_then(Language::from_code),
        "tags" | "keywords" | "categories" => document.tags.extend(values),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_stays_in_the_text() {
        let text = "---\ntitle: \"Harbour talks: day two\"\nauthors:\n  - Ann Lee\n  - Bo Berg\ndate: 2022-12-28\ntags: [ports, 'trade']\n\
                    lang: tr\n---\n\nThey met.";
        let document = read(text.to_owned());
        assert_eq!(document.title.as_deref(), Some("Harbour talks: day two"));
        assert_eq!(document.authors, ["Ann Lee", "Bo Berg"]);
        assert_eq!(document.published.unwrap().to_string(), "2022-12-28/2022-12-28");
        assert_eq!(document.tags, ["ports", "trade"]);
        assert_eq!(document.text, text);
    }

    #[test]
    fn code_stands_between_fences() {
        let text = "a\n```sh\n# no heading\n```\n~~~\n```\n~~~\n```\nnever closed\n";
        let code: Vec<&str> = fenced_code(text).iter().map(|code| code.of(text)).collect();
        assert_eq!(code, ["# no heading\n", "```\n"]);
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        assert_eq!(front_matter("---\nProse goes on and on."), None);
        assert_eq!(front_matter("Prose\n---\n"), None);
    }
}
