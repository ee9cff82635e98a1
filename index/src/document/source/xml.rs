//! What readers of XML share. Entities that a file declares for itself are never expanded.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// An element right below the one that is looked into.
pub struct Child<'x> {
    /// Its name, with the prefix of its namespace.
    pub name: String,
    /// Its attributes by their names.
    attributes: Vec<(String, String)>,
    /// What stands between its tags, as it is written.
    pub inside: &'x str,
}

impl<'x> Child<'x> {
    fn of(tag: &BytesStart<'_>, inside: &'x str) -> Child<'x> {
        let mut attributes = tag.attributes();
        // Whether one comes twice is not asked: that would take the square of their number.
        let stated = attributes.with_checks(false).flatten().filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            Some((attribute.key.0.to_owned(), value.trim().to_owned()))
        });
        Child { name: tag.name().0.to_owned(), attributes: stated.collect(), inside }
    }

    /// The value of an attribute that says anything.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let value = self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }
}

/// The elements that stand in a piece of XML, without those inside them. Where the XML is broken they end with the reason.
pub fn children(xml: &str) -> impl Iterator<Item = Result<Child<'_>, String>> {
    let mut reader = lenient(xml);
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let child = next_child(&mut reader);
        ended = !matches!(child, Ok(Some(_)));
        child.map_err(|error| error.to_string()).transpose()
    })
}

fn next_child<'x>(reader: &mut Reader<&'x [u8]>) -> quick_xml::Result<Option<Child<'x>>> {
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(None),
            Event::Empty(tag) => return Ok(Some(Child::of(&tag, ""))),
            Event::Start(tag) => {
                let Cow::Borrowed(inside) = reader.read_text(tag.name())?.into_inner() else { continue };
                return Ok(Some(Child::of(&tag, inside)));
            }
            _ => {}
        }
    }
}

/// A reader that takes a lone `&` as it stands, as many files have one.
fn lenient(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    reader
}

/// What a piece of XML says: its text, or where it holds elements, their markup as it stands.
pub fn content(inside: &str) -> Cow<'_, str> {
    let mut reader = lenient(inside);
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(piece)) => text.push_str(&piece.xml10_content()),
            Ok(Event::CData(piece)) => text.push_str(&piece.xml10_content()),
            Ok(Event::GeneralRef(entity)) => match character(&entity.xml10_content()) {
                Some(character) => text.push(character),
                None => text.push_str(&format!("&{};", entity.xml10_content())),
            },
            Ok(Event::Eof) => return Cow::Owned(text),
            Ok(Event::Start(_) | Event::Empty(_)) | Err(_) => return Cow::Borrowed(inside),
            Ok(_) => {}
        }
    }
}

/// The name of an element without its namespace.
#[cfg(feature = "office")]
pub fn name(qualified: &str) -> &str {
    qualified.rsplit_once(':').map_or(qualified, |(_, local)| local)
}

/// The character of a predefined or numeric entity; others stand for nothing.
pub fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_with_what_they_hold() {
        let xml = "<!-- x --><a:b c='1&amp;2'>one<b>two</b></a:b> loose & <e/><broken>";
        let seen: Vec<_> = children(xml).collect();
        let [Ok(first), Ok(second), Err(_)] = &seen[..] else { panic!("{}", seen.len()) };
        assert_eq!((first.name.as_str(), first.attribute("c"), first.inside), ("a:b", Some("1&2"), "one<b>two</b>"));
        assert_eq!((second.name.as_str(), second.attribute("c"), second.inside), ("e", None, ""));
    }

    #[test]
    fn text_of_every_writing() {
        assert_eq!(content("R&amp;D &#8212; <![CDATA[<b>x</b>]]>&nbsp;& y"), "R&D — <b>x</b>&nbsp;& y");
        assert_eq!(content("<p>R&amp;D</p>"), "<p>R&amp;D</p>");
    }
}
