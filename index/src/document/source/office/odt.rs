//! The text of an ODT file.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use rustc_hash::FxHashMap;

use super::paper::{Paper, Style};
use crate::document::source::xml::{character, name};

/// Elements that are no part of the text: what was deleted, what readers remarked, the mark of a note.
const ASIDE: &[&str] = &["tracked-changes", "annotation", "note-citation", "title", "desc", "sequence-decls", "forms"];

/// Where the reading of a document stands.
#[derive(Default)]
struct State {
    paper: Paper,
    /// The styles that paragraphs have by names of their own, by those they are made from.
    parents: FxHashMap<String, String>,
    /// The text of the note under way.
    note: Option<String>,
    /// How many paragraphs are open.
    depth: usize,
    /// Whether the next paragraph is the first of an item.
    in_item: bool,
}

/// Reads the content of a file.
pub fn read(xml: &str) -> Result<Paper, String> {
    let mut state = State::default();
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(|error| format!("damaged inside: {error}"))?;
        match &event {
            Event::Start(tag) if ASIDE.contains(&name(tag.name().0)) => {
                reader.read_to_end(tag.to_end().name()).map_err(|error| format!("damaged inside: {error}"))?;
            }
            Event::Start(tag) => state.start(tag, true),
            Event::Empty(tag) => state.start(tag, false),
            Event::End(tag) => state.end(name(tag.name().0)),
            Event::Text(piece) => state.write(&piece.xml10_content()),
            Event::GeneralRef(entity) => {
                character(&entity.xml10_content()).into_iter().for_each(|letter| state.write(letter.encode_utf8(&mut [0; 4])))
            }
            Event::Eof => return Ok(state.paper),
            _ => {}
        }
    }
}

impl State {
    fn start(&mut self, tag: &BytesStart<'_>, is_open: bool) {
        match name(tag.name().0) {
            "style" => drop(self.parents.insert(value(tag, "style:name"), value(tag, "style:parent-style-name"))),
            "note-body" => self.note = Some(String::new()),
            "p" | "h" if is_open && self.note.is_none() => self.begin(tag),
            "table" if is_open => self.paper.begin_table(),
            "table-row" if is_open => self.paper.begin_row(),
            "table-cell" if is_open => self.paper.begin_cell(),
            "list-item" => self.in_item = is_open,
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "s" => self.write(&" ".repeat(value(tag, "text:c").parse().unwrap_or(1_usize).min(MOST_BLANKS))),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        self.depth += 1;
        self.paper.begin();
        let own = value(tag, "text:style-name");
        let named = self.parents.get(&own).filter(|parent| !parent.is_empty()).unwrap_or(&own);
        let is_heading = name(tag.name().0) == "h" || named.starts_with("Heading");
        self.paper.style(match named.as_str() {
            "Title" => Style::Title,
            _ if is_heading => Style::Heading,
            _ if std::mem::take(&mut self.in_item) => Style::Item,
            _ => Style::Plain,
        });
    }

    fn write(&mut self, text: &str) {
        match &mut self.note {
            Some(note) => note.push_str(text),
            None if self.depth > 0 => self.paper.write(text),
            None => {}
        }
    }

    fn end(&mut self, element: &str) {
        match (element, &mut self.note) {
            ("note-body", Some(_)) => self.note.take().into_iter().for_each(|note| self.paper.note(&note)),
            ("p" | "h", Some(note)) => note.push('\n'),
            ("p" | "h", None) => {
                self.depth = self.depth.saturating_sub(1);
                self.paper.end();
            }
            ("table", _) => self.paper.end_table(),
            _ => {}
        }
    }
}

/// So many blanks stand in a row at most.
const MOST_BLANKS: usize = 80;

fn value(tag: &BytesStart<'_>, name: &str) -> String {
    tag.try_get_attribute(name).ok().flatten().map(|attribute| attribute.value.into_owned()).unwrap_or_default()
}
