//! What formats share that are XML in a zip. No part is unpacked beyond the limit.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::unpack::{HARMLESS, RATIO};
use super::xml::{character, name};
use super::{ReadLimits, decode};

/// A file that is made of parts.
pub struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Parts<'b> {
    /// Opens a file.
    pub fn open(bytes: &'b [u8], limits: &ReadLimits) -> Result<Parts<'b>, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("not a document of its kind: {error}"))?;
        Ok(Parts { archive, left: limits.file_bytes.min((bytes.len() as u64).saturating_mul(RATIO).max(HARMLESS)) })
    }

    /// Unpacks a part; `None` where there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, String> {
        let Ok(part) = self.archive.by_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| format!("damaged inside: {error}"))?;
        self.left =
            self.left.checked_sub(bytes.len() as u64).ok_or_else(|| format!("unpacks to more than {RATIO} times its size"))?;
        decode::decode(&bytes).map(Some)
    }
}

/// The text of the first element of this name among a document's properties.
pub fn property(xml: &str, wanted: &str) -> Option<String> {
    properties(xml, wanted).into_iter().next()
}

/// The texts of all elements of this name, as far as the XML can be read.
pub fn properties(xml: &str, wanted: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut values = Vec::new();
    let mut inside: Option<String> = None;
    while let Ok(event) = reader.read_event() {
        match (event, &mut inside) {
            (Event::Start(tag), None) if name(tag.name().0) == wanted => inside = Some(String::new()),
            (Event::Text(piece), Some(value)) => value.push_str(&piece.xml10_content()),
            (Event::GeneralRef(entity), Some(value)) => value.extend(character(&entity.xml10_content())),
            (Event::End(_), Some(_)) => values.extend(inside.take().map(|value| value.trim().to_owned())),
            (Event::Eof, _) => break,
            _ => {}
        }
    }
    values.retain(|value| !value.is_empty());
    values
}
