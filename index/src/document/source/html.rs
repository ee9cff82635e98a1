//! Web pages: the article's text as a readability-type library finds it, and what the page's metadata says.

use dom_smoothie::{Config, Readability, TextMode};

use super::{RawDocument, Shape, decode};
use crate::document::PublishedEvidence;
use crate::document::front::{split_names, stated_date};
use crate::text::Language;

/// Reads a web page.
pub fn read(bytes: &[u8]) -> Result<RawDocument, String> {
    let page = decode::decode_declared(bytes, declared_encoding(bytes))?;
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut reader = Readability::new(page.as_str(), None, Some(config)).map_err(|error| error.to_string())?;
    let article = reader.parse().map_err(|error| format!("no article in the page: {error}"))?;
    let published = article.published_time.as_deref().and_then(stated_date);
    let title = article.title.trim();
    Ok(RawDocument {
        title: (!title.is_empty()).then(|| title.to_owned()),
        authors: article.byline.as_deref().map(split_names).unwrap_or_default(),
        source: article.site_name,
        url: article.url,
        published,
        published_evidence: published.map(|_| PublishedEvidence::Metadata),
        language: article.lang.as_deref().and_then(Language::from_code),
        text: article.text_content.to_string(),
        shape: Shape::Article,
        ..RawDocument::default()
    })
}

/// Returns the encoding that the head of a page names: `<meta charset=…>` or the `charset=` of a content type.
fn declared_encoding(page: &[u8]) -> Option<&[u8]> {
    let head = &page[..page.len().min(4096)];
    let at = memchr::memmem::find_iter(head, b"charset").next()?;
    let rest = head[at + b"charset".len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')))?;
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_names_the_encoding() {
        assert_eq!(declared_encoding(b"<meta charset=\"windows-1254\">"), Some(&b"windows-1254"[..]));
        assert_eq!(declared_encoding(b"<meta content='text/html; charset=iso-8859-9'>"), Some(&b"iso-8859-9"[..]));
        assert_eq!(declared_encoding(b"<p>charset"), None);
    }
}
