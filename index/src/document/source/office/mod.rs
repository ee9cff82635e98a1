//! Word processors' files (DOCX, ODT): XML in a zip, of which text, styles, notes and properties are read.

mod docx;
mod odt;
mod paper;

use super::creators::is_creator;
use super::packed_xml::{Parts, property};
use super::titles::is_title;
use super::{RawDocument, ReadLimits, Shape};
use crate::document::front::{author_names, stated_date};

/// Reads a DOCX or ODT file.
pub fn read(bytes: &[u8], limits: &ReadLimits) -> Result<RawDocument, String> {
    let mut parts = Parts::open(bytes, limits)?;
    let paper = match parts.part("word/document.xml")? {
        Some(document) => docx::read(&docx::Parts {
            document,
            styles: parts.part("word/styles.xml")?,
            footnotes: parts.part("word/footnotes.xml")?,
            endnotes: parts.part("word/endnotes.xml")?,
        })?,
        None => odt::read(&parts.part("content.xml")?.ok_or("no text inside: neither DOCX nor ODT")?)?,
    };
    let core = parts.part("docProps/core.xml")?;
    let properties = core.map_or_else(|| parts.part("meta.xml"), |core| Ok(Some(core)))?.unwrap_or_default();
    let stated = |names: [&str; 2]| names.iter().find_map(|name| property(&properties, name));
    Ok(RawDocument {
        title: paper.title.or_else(|| property(&properties, "title").filter(|title| is_title(title, &paper.text))),
        creators: stated(["initial-creator", "creator"])
            .filter(|name| is_creator(name))
            .map(|names| author_names(&names))
            .unwrap_or_default(),
        created: stated(["created", "creation-date"]).and_then(|date| stated_date(&date)),
        text: paper.text,
        marks: paper.marks,
        shape: Shape::Manuscript,
        ..RawDocument::default()
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::document::{Document, Label};

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
            ("docProps/core.xml", "<c><dc:title>The board</dc:title><dc:creator>Ann Lee</dc:creator></c>"),
        ]);
        let document = read(&file, &ReadLimits::default()).unwrap();
        assert_eq!(document.text, "The board & the lines.\n\nThey met.\n\n");
        assert_eq!((document.title.as_deref(), &document.creators[..]), (Some("The board"), &["Ann Lee".to_owned()][..]));
    }

    const STYLED: &str = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='Titel'/></w:pPr><w:r><w:t>Sale of the pier</w:t></w:r></w:p>\
        <w:p><w:r><w:t>From: Bo Berg, Counsel</w:t></w:r></w:p><w:p><w:r><w:t>Date: 6 May 2020</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr><w:r><w:t>1. Facts</w:t></w:r></w:p>\
        <w:p><w:r><w:t>They offered ten million for it.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Sum</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:p><w:r><w:t>Quay Ltd</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>10</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>It may be blocked.</w:t></w:r></w:p></w:body></w:document>";

    #[test]
    fn docx_styles_tables_and_notes() {
        let styles = "<w:styles><w:style w:styleId='Titel'><w:name w:val='Title'/></w:style>\
                      <w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style></w:styles>";
        let notes = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>See the letter of Ann Lee.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let file = packed(&[
            ("word/document.xml", STYLED),
            ("word/styles.xml", styles),
            ("word/footnotes.xml", notes),
            (
                "docProps/core.xml",
                "<c><dc:title>Microsoft Word - Template.doc</dc:title><dc:creator>Windows User</dc:creator></c>",
            ),
        ]);
        let document = Document::from_raw(read(&file, &ReadLimits::default()).unwrap(), &());
        assert_eq!((document.title.as_deref(), &document.authors[..]), (Some("Sale of the pier"), &["Bo Berg".to_owned()][..]));
        assert_eq!(document.published.map(|when| when.to_string()).as_deref(), Some("2020-05-06/2020-05-06"));
        let label =
            |start: &str| document.lines.iter().find(|line| line.span.of(&document.text).starts_with(start)).expect(start).label;
        for (start, expected) in [
            ("1. Facts", Label::Heading),
            ("They offered", Label::Body),
            ("See the letter", Label::Body),
            ("Name | Sum", Label::Table),
            ("Quay Ltd | 10", Label::Table),
            ("• It may", Label::List),
        ] {
            assert_eq!(label(start), expected, "{start}");
        }
    }

    #[test]
    fn odt_notes_and_what_is_no_text() {
        let content = "<o><style:style style:name='P1' style:parent-style-name='Title'/><office:text><text:tracked-changes><text:p>Deleted\
                       </text:p></text:tracked-changes><text:p text:style-name='P1'>Bills</text:p><text:p>They stayed at the Beau-Rivage\
                       <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Invoice 4471.</text:p></text:note-body>\
                       </text:note> in<text:s text:c='2'/>Geneva.</text:p></office:text></o>";
        let meta = "<m><meta:initial-creator>Yves Lee</meta:initial-creator><dc:creator>Bo Berg</dc:creator></m>";
        let document = read(&packed(&[("content.xml", content), ("meta.xml", meta)]), &ReadLimits::default()).unwrap();
        assert_eq!(document.text, "Bills\n\nThey stayed at the Beau-Rivage in  Geneva.\n\nInvoice 4471.\n\n");
        assert_eq!((document.title.as_deref(), &document.creators[..]), (Some("Bills"), &["Yves Lee".to_owned()][..]));
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
