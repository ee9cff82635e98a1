//! What a PDF says of itself, as far as it can be believed: titles are often left over from a template or a file name.

use hayro_interpret::hayro_syntax::metadata::Metadata;

use super::super::{RawDocument, decode};
use crate::date::{Date, DateSpan};
use crate::document::front::author_names;

/// Endings of file names that printers and typesetters leave as titles.
const FILES: &[&str] = &[".doc", ".docx", ".odt", ".rtf", ".pdf", ".tex", ".dvi", ".ps", ".indd", ".qxd", ".pmd", ".p65", ".fm"];

/// How much of the text must hold the words of a title, in bytes.
const HEAD: usize = 6000;

/// Fills in title, authors, subjects and day of making.
pub fn complete(document: RawDocument, metadata: &Metadata) -> RawDocument {
    let value = |field: &Option<Box<[u8]>>| field.as_deref().map(decoded).filter(|value| !value.is_empty());
    let subjects = value(&metadata.keywords).unwrap_or_default();
    RawDocument {
        title: value(&metadata.title).filter(|title| is_title(title, &document.text)),
        authors: value(&metadata.author).map(|names| author_names(&names)).unwrap_or_default(),
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

/// A title is believed where the document's first pages say most of its words.
fn is_title(title: &str, text: &str) -> bool {
    let lower = title.to_lowercase();
    if lower.starts_with("untitled") || lower.starts_with("microsoft ") || FILES.iter().any(|ending| lower.ends_with(ending)) {
        return false;
    }
    let head = text.char_indices().nth(HEAD).map_or(text, |(end, _)| &text[..end]).to_lowercase();
    let words: Vec<&str> = lower.split(|mark: char| !mark.is_alphanumeric()).filter(|word| word.len() > 1).collect();
    let said = words.iter().filter(|word| head.contains(**word)).count();
    !words.is_empty() && said * 3 >= words.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_left_over_are_not_believed() {
        let text = "The Harbour Question\n\nThe board met.";
        assert!(is_title("The harbour question", text));
        for left in ["Microsoft Word - harbour.doc", "untitled", "harbour.indd", "Template for annual reports", "--"] {
            assert!(!is_title(left, text), "{left}");
        }
    }

    #[test]
    fn strings_come_in_three_encodings() {
        assert_eq!(decoded(b"\xfe\xff\0L\0i\0m\0a\0n"), "Liman");
        assert_eq!(decoded(b"\xef\xbb\xbfLiman \xc3\xbc"), "Liman ü");
        assert_eq!(decoded(b"Br\xfccke\0"), "Brücke");
    }
}
