//! Feeds (RSS, Atom, RDF): each item is a document. Other XML is one text, read as it stands.
//!
//! An item is handed on as the record that it stands for, so that feeds and record files are read by the same rules.

use std::io::{BufRead, Error, Read, Result};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::many::{Entry, EntrySink, Place};
use super::xml::{Child, children, content};
use super::{ReadLimits, Skipped, decode, markup};
use crate::text::Span;

/// What an item has, and in which elements, best first. Those of the feed's own namespace have no prefix here.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("title", &["title", "dc:title"]),
    ("text", &["content:encoded", "content", "description", "summary", "dc:description", "itunes:summary", "media:description"]),
    ("subtitle", &["description", "summary", "dc:description"]),
    ("published", &["pubDate", "published", "dc:date", "issued", "created", "dcterms:issued", "dcterms:created", "date"]),
    ("published", &["updated", "modified", "dcterms:modified", "a10:updated", "atom:updated"]),
    ("author", &["dc:creator", "author", "itunes:author", "creator"]),
    ("url", &["link", "atom:link"]),
    ("id", &["guid", "id"]),
    ("tags", &["category", "dc:subject"]),
];

/// How many letters of a teaser are looked for in the text that it may have been cut from.
const TEASER: usize = 60;

/// Cuts a feed into its items.
///
/// # Errors
///
/// Where the file can't be read, is too large, or is no text.
pub fn cut(path: &Path, reader: &mut dyn BufRead, limits: &ReadLimits, sink: &mut EntrySink<'_>) -> Result<()> {
    let mut bytes = Vec::new();
    reader.take(limits.file_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(Error::other(format!("larger than {} MB", limits.file_bytes >> 20)));
    }
    let xml = decode::decode_declared(&bytes, declared_encoding(&bytes)).map_err(Error::other)?;
    match children(&xml).next() {
        Some(Ok(root)) if is_feed(&root) => cut_items(path, &xml, &root, sink),
        // It is the only thing to say of this file.
        _ => {
            let _ = sink(Ok(Entry { place: Place::Whole, bytes }));
        }
    }
    Ok(())
}

/// The encoding that the first line of an XML file names.
fn declared_encoding(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(200)];
    let declaration = &head[..memchr::memmem::find(head, b"?>")?];
    let rest = &declaration[memchr::memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    rest.split(|byte| matches!(byte, b'"' | b'\'')).nth(1)
}

fn is_feed(root: &Child<'_>) -> bool {
    let holds = |wanted: &str| children(root.inside).flatten().any(|child| bare(&child.name, root) == wanted);
    match root.name.as_str() {
        "rss" => holds("channel"),
        "rdf:RDF" => holds("channel") && holds("item"),
        _ => bare(&root.name, root) == "feed" && (holds("entry") || holds("updated")),
    }
}

/// The name of an element without the prefix of the feed's own namespace.
fn bare<'n>(name: &'n str, root: &Child<'_>) -> &'n str {
    let own = root.name.split_once(':').filter(|(prefix, _)| *prefix != "rdf").map(|(prefix, _)| prefix);
    own.and_then(|own| name.strip_prefix(own)?.strip_prefix(':')).unwrap_or(name)
}

/// Gives the items of a feed, which stand in its channel (RSS) or beside what it says of itself.
fn cut_items(path: &Path, xml: &str, root: &Child<'_>, sink: &mut EntrySink<'_>) {
    let channel = children(root.inside).flatten().find(|child| bare(&child.name, root) == "channel");
    let about = Feed::of(root, channel.as_ref().unwrap_or(root));
    for level in channel.iter().map(|channel| channel.inside).chain([root.inside]) {
        let start = Span::of_part(level, xml).start;
        let (mut line, mut counted) = (1 + line_ends(&xml[..start]), start);
        for child in children(level) {
            let entry = match child {
                Ok(item) if matches!(bare(&item.name, root), "item" | "entry") && !item.inside.is_empty() => {
                    let begin = Span::of_part(item.inside, xml).start;
                    (line, counted) = (line + line_ends(&xml[counted..begin]), begin);
                    Ok(Entry { place: Place::Line(line), bytes: about.record(&item, root).to_string().into_bytes() })
                }
                Ok(_) => continue,
                Err(error) => Err(Skipped::file(path, format!("damaged: the rest of the feed is not read: {error}"))),
            };
            if sink(entry).is_break() {
                return;
            }
        }
    }
}

fn line_ends(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

/// What a feed says of itself, which holds for its items where they say nothing else.
struct Feed {
    title: Option<String>,
    authors: Vec<String>,
    language: Option<String>,
}

impl Feed {
    fn of(root: &Child<'_>, channel: &Child<'_>) -> Feed {
        let parts: Vec<Child<'_>> = children(channel.inside).flatten().collect();
        let said = |wanted: &str| {
            let part = parts.iter().find(|part| bare(&part.name, root) == wanted)?;
            Some(content(part.inside).trim().to_owned()).filter(|said| !said.is_empty())
        };
        let authors = parts.iter().filter(|part| bare(&part.name, root) == "author").filter_map(author).collect();
        let language = root.attribute("xml:lang").map(str::to_owned).or_else(|| said("language")).or_else(|| said("dc:language"));
        Feed { title: said("title"), authors, language }
    }

    /// The record that an item stands for.
    fn record(&self, item: &Child<'_>, root: &Child<'_>) -> Value {
        let parts: Vec<Child<'_>> = children(item.inside).flatten().collect();
        let mut record = Map::new();
        for (field, names) in ELEMENTS {
            let named =
                |name: &&str| parts.iter().filter(|part| bare(&part.name, root) == *name).filter_map(value_of(field)).collect();
            let values: Vec<String> = names.iter().map(named).find(|values: &Vec<String>| !values.is_empty()).unwrap_or_default();
            let value = match &values[..] {
                [] => continue,
                several if matches!(*field, "tags" | "author") && several.len() > 1 => json!(several),
                [first, ..] => json!(first),
            };
            record.entry(*field).or_insert(value);
        }
        if is_teaser(&record) {
            record.remove("subtitle");
        }
        let of_feed = [("source", json!(self.title)), ("language", json!(self.language)), ("author", json!(self.authors))];
        for (field, value) in of_feed.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([])) {
            record.entry(field).or_insert(value);
        }
        Value::Object(record)
    }
}

/// How the value of a field is read from an element.
fn value_of(field: &str) -> fn(&Child<'_>) -> Option<String> {
    match field {
        "author" => author,
        "url" => address,
        "title" | "subtitle" => |part| said(part).map(markup::read_line),
        "text" => |part| said(part).map(markup::read),
        "tags" => |part| part.attribute("label").or(part.attribute("term")).map(str::to_owned).or_else(|| said(part)),
        _ => said,
    }
}

fn said(part: &Child<'_>) -> Option<String> {
    let said = content(part.inside);
    Some(said.trim().to_owned()).filter(|said| !said.is_empty())
}

/// `<name>Ann Lee</name>`, `ann@quay.example (Ann Lee)`, or the name alone.
fn author(part: &Child<'_>) -> Option<String> {
    let name = children(part.inside).flatten().find(|part| part.name.ends_with("name")).and_then(|name| said(&name));
    let whole = name.or_else(|| said(part).filter(|whole| !whole.contains('<')))?;
    let inner = whole.split_once('(').filter(|(mail, _)| mail.contains('@')).map(|(_, name)| name.trim_end_matches(')').trim());
    Some(inner.map_or_else(|| whole.clone(), str::to_owned))
}

/// Where the item itself stands on the web.
fn address(part: &Child<'_>) -> Option<String> {
    match part.attribute("href") {
        Some(href) => Some(href.to_owned()).filter(|_| part.attribute("rel").is_none_or(|rel| rel == "alternate")),
        None => said(part),
    }
}

/// Tells whether the second title is the text itself, or its beginning.
fn is_teaser(record: &Map<String, Value>) -> bool {
    let letters = |field: &str| -> String {
        let text = record.get(field).and_then(Value::as_str).unwrap_or_default();
        text.chars().filter(|letter| letter.is_alphanumeric()).collect()
    };
    let begin: String = letters("subtitle").chars().take(TEASER).collect();
    letters("text").contains(&begin)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    const RSS: &str = "<?xml version='1.0'?>\n<rss version='2.0'><channel><title>The Quay</title><language>en</language>\n\
        <item><title>Port &amp;amp; pier</title><media:title>Picture</media:title><link>https://a.example/1</link>\
        <dc:creator><![CDATA[Ann Lee]]></dc:creator><pubDate>Thu, 29 Feb 2024 09:30:00 +0100</pubDate>\
        <description>The board met again […]</description><category>ports</category><category>money</category>\
        <content:encoded><![CDATA[<p>The board met again, and <b>left</b>.</p><p>So it goes.</p>]]></content:encoded>\
        <guid>7</guid></item>\n<item><title>Votes</title><description>&lt;p&gt;They voted.&lt;/p&gt;</description>\
        <author>bo@a.example (Bo Berg)</author></item></channel></rss>";

    fn records(xml: &str) -> Vec<(usize, Value)> {
        let mut seen = Vec::new();
        cut("a.xml".as_ref(), &mut xml.as_bytes(), &ReadLimits::default(), &mut |entry| {
            let Entry { place: Place::Line(line), bytes } = entry.unwrap() else { panic!("read as a text") };
            seen.push((line, serde_json::from_slice(&bytes).unwrap()));
            ControlFlow::Continue(())
        })
        .unwrap();
        seen
    }

    #[test]
    fn items_of_rss_are_records() {
        let first = json!({
            "title": "Port & pier", "text": "The board met again, and left.\n\nSo it goes.", "author": "Ann Lee",
            "published": "Thu, 29 Feb 2024 09:30:00 +0100", "url": "https://a.example/1", "id": "7", "tags": ["ports", "money"],
            "source": "The Quay", "language": "en",
        });
        let second = json!({
            "title": "Votes", "text": "They voted.", "author": "Bo Berg", "source": "The Quay", "language": "en",
        });
        assert_eq!(records(RSS), [(3, first), (4, second)]);
    }

    #[test]
    fn entries_of_atom_and_items_of_rdf() {
        let entry = "<entry><title type='html'>Registers</title><link rel='self' href='/x'/><link href='https://a.example/2'/>\
            <updated>2023-12-13T18:30:02Z</updated><published>2023-12-10T10:00:00Z</published><author><name>Ada Berg</name></author>\
            <summary>All is open.</summary><content type='xhtml'><div><p>Open at last.</p></div></content></entry>";
        for (open, close) in
            [("<feed xml:lang='et'><author><name>Bo</name></author>", "</feed>"), ("<a:feed xmlns:a='x'>", "</a:feed>")]
        {
            let prefixed = entry.replace("</", "</a:").replace('<', "<a:").replace("<a:/a:", "</a:");
            let xml = format!("{open}{}{close}", if open.starts_with("<a:") { &prefixed } else { entry });
            let [(1, record)] = &records(&xml)[..] else { panic!("{xml}") };
            assert_eq!((&record["author"], &record["published"]), (&json!("Ada Berg"), &json!("2023-12-10T10:00:00Z")));
            assert_eq!((&record["url"], &record["subtitle"]), (&json!("https://a.example/2"), &json!("All is open.")));
        }
        let rdf = "<rdf:RDF><channel><title>Quay</title></channel><item><title>One</title><dc:date>2020-01-02</dc:date></item></rdf:RDF>";
        assert_eq!(records(rdf), [(1, json!({"title": "One", "published": "2020-01-02", "source": "Quay"}))]);
    }

    #[test]
    fn other_xml_is_one_text_and_damage_is_told() {
        let read = |xml: &str| {
            let mut seen = Vec::new();
            let _ = cut("a.xml".as_ref(), &mut xml.as_bytes(), &ReadLimits::default(), &mut |entry| {
                seen.push(entry.map(|entry| entry.place).map_err(|skipped| skipped.reason));
                ControlFlow::Continue(())
            });
            seen
        };
        for xml in ["<TEI><text>They met.</text></TEI>", "no XML", "<rss><channel><item>", "<feed/>"] {
            assert_eq!(read(xml), [Ok(Place::Whole)], "{xml}");
        }
        let damaged = read("<rss><channel><item><title>a</title></item><item></itm></item></channel></rss>");
        assert!(matches!(&damaged[..], [Ok(Place::Whole)]), "{damaged:?}");
    }
}
