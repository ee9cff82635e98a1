//! Books (EPUB): web pages in a zip, read in the order in which the book lists them.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashMap;

use super::packed_xml::{Parts, properties, property};
use super::xml::name;
use super::{RawDocument, ReadLimits, Shape, html};
use crate::document::PublishedEvidence;
use crate::document::front::stated_date;
use crate::text::Language;

/// Reads an EPUB file: its chapters are one document.
pub fn read(bytes: &[u8], limits: &ReadLimits) -> Result<RawDocument, String> {
    let mut parts = Parts::open(bytes, limits)?;
    let container = parts.part("META-INF/container.xml")?.ok_or("not an EPUB: it has no container")?;
    let package_path =
        attribute_of_first(&container, "rootfile", "full-path").ok_or("not an EPUB: its container names no package")?;
    let package = parts.part(&package_path)?.ok_or_else(|| format!("damaged inside: {package_path} is missing"))?;
    let folder = package_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut text = String::new();
    for chapter in chapters(&package) {
        let path = inside(folder, &chapter);
        let page = parts.part(&path)?.ok_or_else(|| format!("damaged inside: {path} is missing"))?;
        text.push_str(html::plain_text(&page)?.trim());
        text.push_str("\n\n");
    }
    let published = property(&package, "date").and_then(|date| stated_date(&date)).filter(|when| when.first.year() > 1000);
    Ok(RawDocument {
        title: property(&package, "title"),
        authors: properties(&package, "creator"),
        source: property(&package, "publisher"),
        published,
        published_evidence: published.map(|_| PublishedEvidence::Metadata),
        language: property(&package, "language").and_then(|code| Language::from_code(&code)),
        tags: properties(&package, "subject"),
        text,
        shape: Shape::Article,
        ..RawDocument::default()
    })
}

/// The paths of the chapters in the order of reading, relative to the package.
fn chapters(package: &str) -> Vec<String> {
    let mut reader = Reader::from_str(package);
    let mut paths: FxHashMap<String, String> = FxHashMap::default();
    let mut order = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match name(tag.name().0) {
                "item" => paths.extend(attribute(&tag, "id").zip(attribute(&tag, "href"))),
                "itemref" => order.extend(attribute(&tag, "idref")),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let mut read = rustc_hash::FxHashSet::default();
    // A chapter that is listed twice is read once.
    order.into_iter().filter(|id| read.insert(id.clone())).filter_map(|id| paths.remove(&id)).collect()
}

fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found = tag.attributes().filter_map(Result::ok).find(|attribute| name(attribute.key.0) == wanted)?;
    Some(found.value.replace("&amp;", "&"))
}

fn attribute_of_first(xml: &str, element: &str, wanted: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if name(tag.name().0) == element => return attribute(&tag, wanted),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// A path of the package as the archive has it: escapes undone, steps up taken, no fragment.
fn inside(folder: &str, path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let unescaped = unescape(path);
    for part in unescaped.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Undoes `%20` and the like.
fn unescape(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%').then(|| std::str::from_utf8(tail.get(..2)?).ok()).flatten();
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn book(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    const CONTAINER: (&str, &str) =
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>");

    const PACKAGE: (&str, &str) = (
        "OEBPS/book.opf",
        "<package xmlns:dc='x'><metadata><dc:title>Harbours &amp; ports</dc:title><dc:creator>Ann Lee</dc:creator>\
         <dc:creator>Bo Berg</dc:creator><dc:date>2019-03</dc:date><dc:language>en</dc:language></metadata>\
         <manifest><item id='b' href='text/two%20.xhtml'/><item id='a' href='../one.xhtml#top'/></manifest>\
         <spine><itemref idref='a'/><itemref idref='b'/><itemref idref='a'/></spine></package>",
    );

    #[test]
    fn chapters_stand_in_the_order_of_reading() {
        let one = ("one.xhtml", "<html><head><title>x</title></head><body><h1>One</h1><p>They met.</p></body></html>");
        let two = ("OEBPS/text/two .xhtml", "<html><body><h1>Two</h1><p>They parted.</p></body></html>");
        let document = read(&book(&[CONTAINER, PACKAGE, two, one]), &ReadLimits::default()).unwrap();
        let words: Vec<_> = document.text.split_whitespace().collect();
        assert_eq!(words, ["One", "They", "met.", "Two", "They", "parted."]);
        assert_eq!(
            (document.title.as_deref(), document.authors),
            (Some("Harbours & ports"), vec!["Ann Lee".into(), "Bo Berg".into()])
        );
        assert_eq!(document.published.unwrap().to_string(), "2019-03-01/2019-03-31");
    }

    #[test]
    fn what_is_missing_is_told() {
        let limits = ReadLimits::default();
        assert!(read(&book(&[("a", "b")]), &limits).unwrap_err().contains("container"));
        assert!(read(&book(&[CONTAINER]), &limits).unwrap_err().contains("OEBPS/book.opf"));
        assert!(read(&book(&[CONTAINER, PACKAGE]), &limits).unwrap_err().contains("one.xhtml"));
    }
}
