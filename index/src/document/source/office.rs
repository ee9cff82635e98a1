//! Word processors' files (DOCX, ODT): XML in a zip, of which text and properties are read.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::packed_xml::{Parts, property};
use super::xml::{character, name};
use super::{RawDocument, ReadLimits, Shape};
use crate::document::front::{author_names, stated_date};

/// Reads a DOCX or ODT file.
pub fn read(bytes: &[u8], limits: &ReadLimits) -> Result<RawDocument, String> {
    let mut parts = Parts::open(bytes, limits)?;
    let mut part = |names: [&str; 2]| names.into_iter().find_map(|name| parts.part(name).transpose()).transpose();
    let content = part(["word/document.xml", "content.xml"])?.ok_or("no text inside: neither DOCX nor ODT")?;
    let properties = part(["docProps/core.xml", "meta.xml"])?.unwrap_or_default();
    Ok(RawDocument {
        title: property(&properties, "title"),
        authors: property(&properties, "creator").map(|names| author_names(&names)).unwrap_or_default(),
        created: ["created", "creation-date"].iter().find_map(|name| stated_date(&property(&properties, name)?)),
        text: paragraphs(&content)?,
        shape: Shape::Article,
        ..RawDocument::default()
    })
}

/// The text of each paragraph and heading, a blank line between them.
fn paragraphs(xml: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    let mut in_text = false;
    loop {
        let event = reader.read_event().map_err(|error| format!("damaged inside: {error}"))?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => match name(tag.name().0) {
                "t" => in_text = matches!(event, Event::Start(_)),
                "p" | "h" if !tag.name().0.starts_with("w:") => in_text = matches!(event, Event::Start(_)),
                "tab" => text.push('\t'),
                "br" | "cr" | "line-break" => text.push('\n'),
                "s" => text.push(' '),
                _ => {}
            },
            Event::End(tag) => match name(tag.name().0) {
                "t" => in_text = false,
                "p" | "h" => {
                    in_text = false;
                    text.push_str("\n\n");
                }
                _ => {}
            },
            Event::Text(piece) if in_text => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(entity) if in_text => text.extend(character(&entity.xml10_content())),
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn docx_paragraphs_and_properties() {
        let file = packed(&[
            (
                "word/document.xml",
                "<w:document><w:body><w:p><w:r><w:t>The board</w:t><w:t> &amp; the lines.</w:t></w:r></w:p>\
                 <w:p><w:r><w:t>They met.</w:t></w:r></w:p></w:body></w:document>",
            ),
            ("docProps/core.xml", "<c><dc:title>Harbour talks</dc:title><dc:creator>Ann Lee</dc:creator></c>"),
        ]);
        let document = read(&file, &ReadLimits::default()).unwrap();
        assert_eq!(document.text, "The board & the lines.\n\nThey met.\n\n");
        assert_eq!((document.title.as_deref(), &document.authors[..]), (Some("Harbour talks"), &["Ann Lee".to_owned()][..]));
    }

    #[test]
    fn odt_paragraphs_and_headings() {
        let content = "<o><office:text><text:h>Talks</text:h><text:p>They<text:s/>met <text:span>again</text:span>.</text:p></office:text></o>";
        let document = read(&packed(&[("content.xml", content)]), &ReadLimits::default()).unwrap();
        assert_eq!(document.text, "Talks\n\nThey met again.\n\n");
    }

    #[test]
    fn bombs_and_strangers_are_told() {
        let bomb = packed(&[("content.xml", &"<a>".repeat(20 << 20))]);
        assert!(read(&bomb, &ReadLimits::default()).unwrap_err().contains("200 times"));
        assert!(read(&packed(&[("a.txt", "a")]), &ReadLimits::default()).unwrap_err().contains("neither"));
        assert!(read(b"no zip", &ReadLimits::default()).is_err());
    }
}
