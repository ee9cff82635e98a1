//! Web pages: the article's text as a readability-type library finds it, the rest of the page around it as furniture, and what
//! the page's metadata says.
//!
//! Pages come from anywhere, so the library is never given one that could overrun it ([`guard`]).

mod guard;
mod head;
mod known;
mod linked;
mod marks;
mod metadata;
mod outside;
mod published;

use dom_query::Document;
use dom_smoothie::{Article, Config, Readability, ReadabilityError, TextMode};

use self::known::Known;
use self::metadata::Metadata;
use self::outside::{Surrounded, surround};
use super::{RawDocument, Shape, decode};
use crate::document::front::author_names;
use crate::document::{Label, PublishedEvidence};
use crate::text::Language;

/// Pages of more elements are not taken apart.
const MOST_ELEMENTS: usize = 300_000;

/// Reads a web page.
pub fn read(bytes: &[u8]) -> Result<RawDocument, String> {
    let page = decode::decode_declared(bytes, declared_encoding(bytes))?;
    guard::check(page.as_bytes())?;
    read_page(&page)
}

fn read_page(page: &str) -> Result<RawDocument, String> {
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let mut reader = Readability::new(page, None, Some(config)).map_err(|error| error.to_string())?;
    let metadata = Metadata::of(&reader.doc);
    let title = reader.doc.select("title").text().trim().to_owned();
    let whole = text_of(&reader.doc.clone());
    let known = Known::of(&reader.doc);
    marks::mark(&reader.doc);
    match reader.parse() {
        Ok(article) => Ok(document(article, &title, metadata, &known, &whole)),
        Err(ReadabilityError::TooManyElements(..)) => Err(format!("the page has more than {MOST_ELEMENTS} elements")),
        Err(_) => Ok(whole_page(whole, &title, metadata)),
    }
}

/// The text of a page or of a part of one, all of it.
pub fn plain_text(page: &str) -> Result<String, String> {
    guard::check(page.as_bytes())?;
    let page = Document::from(page);
    marks::mark(&page);
    Ok(text_of(&page))
}

/// What a person reads of a page, menus and all. Takes everything else out of the tree.
fn text_of(tree: &Document) -> String {
    tree.select("script, style, title, noscript, iframe, template").remove();
    tree.select("body").formatted_text().to_string()
}

/// A page in which no article is found: all of its text, for the lines to be judged as those of any page.
fn whole_page(text: String, title: &str, metadata: Metadata) -> RawDocument {
    let (published, published_evidence) = metadata.published.unzip();
    RawDocument {
        title: Some(metadata.title(title, title)).filter(|title| !title.is_empty()),
        text,
        url: metadata.address,
        published,
        published_evidence,
        ..RawDocument::default()
    }
}

fn document(article: Article, stated: &str, metadata: Metadata, known: &Known, whole: &str) -> RawDocument {
    let title = metadata.title(&article.title, stated);
    let head = head::below_title(whole, &title);
    let stated_day = || Some((head::stated_day(&head)?, PublishedEvidence::DateLine));
    let (published, published_evidence) = metadata.published.or_else(stated_day).unzip();
    let Surrounded { text, mut outside } = surround(&article.text_content, whole);
    outside.extend(known.links(&text));
    outside.sort_unstable();
    RawDocument {
        title: Some(title).filter(|title| !title.is_empty()),
        subtitle: metadata.subtitle.or_else(|| head::dek(&head, &metadata.descriptions)),
        authors: Some(metadata.authors)
            .filter(|authors| !authors.is_empty())
            .or_else(|| article.byline.as_deref().map(author_names))
            .unwrap_or_default(),
        source: article.site_name,
        url: article.url.or(metadata.address),
        published,
        published_evidence,
        language: article.lang.as_deref().and_then(Language::from_code),
        tags: metadata.tags,
        marks: known.captions(&text).into_iter().map(|caption| (caption, Label::Caption)).collect(),
        text,
        outside,
        shape: Shape::Article,
        ..RawDocument::default()
    }
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

    const PAGE: &str = "<html lang=tr><head><title>Harbour talks fail again - Harbour News</title>\
        <link rel=canonical href='https://harbour.example/2022/12/28/talks'><meta name=keywords content='ports, trade'></head>\
        <body><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul><h1>Harbour talks fail again</h1>\
        <article><p>The board of the harbour met on Tuesday for the third time, and again it could not agree on who should pay \
        for the new breakwater, which three ministers in a row have promised.</p>\
        <p>The shipping lines, said their speaker, want the state to pay, as it once said that it would, and will not move.</p>\
        </article></body></html>";

    #[test]
    fn a_page_gives_its_article_and_metadata() {
        let document = read(PAGE.as_bytes()).unwrap();
        assert_eq!(document.title.as_deref(), Some("Harbour talks fail again"));
        assert_eq!(document.url.as_deref(), Some("https://harbour.example/2022/12/28/talks"));
        assert_eq!(document.tags, ["ports", "trade"]);
        let mut article = document.text.clone();
        document.outside.iter().rev().for_each(|outside| article.replace_range(outside.start..outside.end, ""));
        assert!(article.contains("who should pay") && !article.contains("Home"));
        assert!(document.text.starts_with("Home\nNews\n"));
    }

    #[test]
    fn dek_items_and_rows_of_a_page() {
        let rows = "<table><tr><th>Port<th>Boats<tr><td>Latakia<td>420<tr><td>Mersin<td>310</table><ul><li>One wall</ul>";
        let dek = "The board and the lines can't agree on who should pay for it.";
        let page =
            PAGE.replace("</h1>", &format!("</h1><p class=dek>{dek}</p>")).replace("</article>", &format!("{rows}</article>"));
        let document = crate::document::Document::from_raw(read(page.as_bytes()).unwrap(), &());
        let label = |start: &str| {
            let line = document.lines.iter().find(|line| line.span.of(&document.text).trim().starts_with(start));
            line.unwrap_or_else(|| panic!("{start}: {}", document.text)).label
        };
        assert_eq!(document.subtitle.as_deref(), Some(dek));
        assert_eq!(label("The board and the lines"), Label::Subtitle);
        assert_eq!(
            (label("Port | Boats"), label("Mersin | 310"), label("• One wall")),
            (Label::Table, Label::Table, Label::List)
        );
    }

    #[test]
    fn a_page_without_an_article_gives_its_text() {
        let document = read(b"<title>Harbour</title><body><a href=/>Home</a></body>").unwrap();
        assert_eq!((document.title.as_deref(), document.text.trim()), (Some("Harbour"), "Home"));
    }
}
