//! The text of a DOCX file.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashMap;

use super::paper::{Paper, Style};
use crate::document::source::xml::{character, children, name};

/// What is read of a file.
pub struct Parts {
    pub document: String,
    pub styles: Option<String>,
    pub footnotes: Option<String>,
    pub endnotes: Option<String>,
}

/// The names of styles, by the ids by which paragraphs bear them: the ids are in the language of the program.
struct Styles(FxHashMap<String, Style>);

impl Styles {
    fn of(xml: Option<&str>) -> Styles {
        let mut styles = FxHashMap::default();
        let root = children(xml.unwrap_or_default()).flatten().next();
        for style in root.iter().flat_map(|root| children(root.inside)).flatten().filter(|style| name(&style.name) == "style") {
            let parts: Vec<_> = children(style.inside).flatten().collect();
            let value = |wanted: &str| parts.iter().find(|part| name(&part.name) == wanted)?.attribute("w:val");
            let own = value("name").map(style_of).filter(|style| *style != Style::Plain);
            let inherited = || value("basedOn").and_then(|base| styles.get(base).copied());
            if let (Some(id), Some(style)) = (style.attribute("w:styleId"), own.or_else(inherited)) {
                styles.insert(id.to_owned(), style);
            }
        }
        Styles(styles)
    }

    fn of_id(&self, id: &str) -> Style {
        self.0.get(id).copied().unwrap_or_else(|| style_of(id))
    }
}

/// The style of a name as Word knows it in every language.
fn style_of(name: &str) -> Style {
    match name.to_lowercase().as_str() {
        "title" => Style::Title,
        name if name.starts_with("heading") => Style::Heading,
        name if name.starts_with("list bullet") || name.starts_with("list number") => Style::Item,
        _ => Style::Plain,
    }
}

/// Reads the document with its notes.
pub fn read(parts: &Parts) -> Result<Paper, String> {
    let styles = Styles::of(parts.styles.as_deref());
    let notes =
        [("footnoteReference", notes(parts.footnotes.as_deref())), ("endnoteReference", notes(parts.endnotes.as_deref()))];
    let mut paper = Paper::default();
    let mut reader = Reader::from_str(&parts.document);
    let mut in_text = false;
    loop {
        let event = reader.read_event().map_err(|error| format!("damaged inside: {error}"))?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let is_open = matches!(event, Event::Start(_));
                match name(tag.name().0) {
                    // What is drawn for programs that can't draw the same better, or was moved, stands elsewhere too.
                    "Fallback" | "moveFrom" if is_open => drop(reader.read_to_end(tag.to_end().name())),
                    "t" => in_text = is_open,
                    "p" if is_open => paper.begin(),
                    "tbl" if is_open => paper.begin_table(),
                    "tr" if is_open => paper.begin_row(),
                    "tc" if is_open => paper.begin_cell(),
                    "tab" => paper.write("\t"),
                    "br" | "cr" => paper.write("\n"),
                    "noBreakHyphen" => paper.write("-"),
                    "pStyle" => paper.style(styles.of_id(&value(tag, "w:val"))),
                    "numPr" => paper.style_item(),
                    reference => {
                        let known = notes.iter().find(|(name, _)| *name == reference);
                        known.and_then(|(_, notes)| notes.get(&value(tag, "w:id"))).into_iter().for_each(|note| paper.note(note));
                    }
                }
            }
            Event::End(tag) => match name(tag.name().0) {
                "t" => in_text = false,
                "p" => paper.end(),
                "tbl" => paper.end_table(),
                _ => {}
            },
            Event::Text(piece) if in_text => paper.write(&piece.xml10_content()),
            Event::GeneralRef(entity) if in_text => {
                character(&entity.xml10_content()).into_iter().for_each(|letter| paper.write(letter.encode_utf8(&mut [0; 4])));
            }
            Event::Eof => return Ok(paper),
            _ => {}
        }
    }
}

fn value(tag: &BytesStart<'_>, name: &str) -> String {
    tag.try_get_attribute(name).ok().flatten().map(|attribute| attribute.value.into_owned()).unwrap_or_default()
}

/// The texts of notes by their ids.
fn notes(xml: Option<&str>) -> FxHashMap<String, String> {
    let root = children(xml.unwrap_or_default()).flatten().next();
    let notes = root.iter().flat_map(|root| children(root.inside)).flatten();
    notes.filter_map(|note| Some((note.attribute("w:id")?.to_owned(), words(note.inside)))).collect()
}

/// The words of a piece of a document.
fn words(xml: &str) -> String {
    let (mut reader, mut text, mut in_text) = (Reader::from_str(xml), String::new(), false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) if name(tag.name().0) == "t" => in_text = true,
            Event::End(tag) => {
                in_text = false;
                text.push_str(if name(tag.name().0) == "p" { "\n" } else { "" });
            }
            Event::Text(piece) if in_text => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(entity) if in_text => text.extend(character(&entity.xml10_content())),
            Event::Eof => break,
            _ => {}
        }
    }
    text
}
