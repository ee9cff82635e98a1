//! What a PDF says of itself, as far as it can be believed.

use hayro_interpret::hayro_syntax::metadata::Metadata;

use super::super::creators::is_creator;
use super::super::titles::is_title;
use super::super::{RawDocument, decode};
use crate::date::{Date, DateSpan};
use crate::document::front::author_names;

/// Fills in title, authors, subjects and day of making.
pub fn complete(document: RawDocument, metadata: &Metadata) -> RawDocument {
    let value = |field: &Option<Box<[u8]>>| field.as_deref().map(decoded).filter(|value| !value.is_empty());
    let subjects = value(&metadata.keywords).unwrap_or_default();
    RawDocument {
        title: value(&metadata.title).filter(|title| is_title(title, &document.text)),
        authors: value(&metadata.author).filter(|names| is_creator(names)).map(|names| author_names(&names)).unwrap_or_default(),
        tags: subjects.split([',', ';']).map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect(),
        created: metadata.creation_date.and_then(|made| {
            Some(DateSpan::day(Date::new(made.year.try_into().ok()?, made.month.try_into().ok()?, made.day.try_into().ok()?)?))
        }),
        ..document
    }
}

/// Strings are UTF-16 or UTF-8 with a mark, else Latin.
fn decoded(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0xef, 0xbb, 0xbf, ..] => decode::decode(bytes).unwrap_or_default(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    text.split(|mark: char| mark.is_whitespace() || mark.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_in_three_encodings() {
        assert_eq!(decoded(b"\xfe\xff\0L\0i\0m\0a\0n"), "Liman");
        assert_eq!(decoded(b"\xef\xbb\xbfLiman \xc3\xbc"), "Liman ü");
        assert_eq!(decoded(b"Br\xfccke\0"), "Brücke");
    }
}
