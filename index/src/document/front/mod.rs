//! Who wrote it, when, under which title? The lines that say so, and what they say.
//!
//! Metadata of the format comes first; then the lines near the title; then the address. Where nothing says it, unknown is
//! the answer: many pages state no date, and a program that always answers is often wrong.

mod about;
mod address;
mod byline;
mod clause;
mod dek;
mod head;
mod named;
mod names;
mod offices;
mod person;
mod published;
mod signed;
mod stated;
mod title;
mod tokens;

pub use byline::author_names;
pub use head::{label_head, unemphasised};
pub use names::split_names;
pub use published::{has_date, says_published};
pub use stated::{machine_date, stated_date};

use std::borrow::Cow;

use super::furniture::Draft;
use super::furniture::tags::subjects;
use super::{Document, Label, PublishedEvidence};
use crate::date::DateSpan;
use crate::text::{Language, unwrapped};
use byline::{authors_of, reporters_of};
use named::named_title;
use person::is_name;
use signed::{named_beside_date, signed_by};
use stated::find_stated;

/// Labels the lines of a page that state its title, dek, authors and date; title and dek may be known from metadata.
pub fn label_front(draft: &mut Draft<'_>, titled: Option<&str>, dek: Option<&str>) {
    let title = match titled {
        Some(title) => label_known_title(draft, title),
        None => title::label_title(draft),
    };
    if let Some(dek) = dek {
        label_known_dek(draft, dek);
    }
    published::label_date(draft, title);
    byline::label_bylines(draft, title);
}

/// Why a line is the title or the dek where metadata tells it.
pub const KNOWN_TITLE: &str = "the title that the metadata gives";
pub const KNOWN_DEK: &str = "the dek that the metadata gives";

/// Labels the line that repeats a title known from metadata.
fn label_known_title(draft: &mut Draft<'_>, title: &str) -> Option<usize> {
    let begin = draft.first_prose().unwrap_or(draft.units.len());
    let place = (0..begin).find(|place| draft.words_of(*place).eq_ignore_ascii_case(title.trim()))?;
    draft.set(place, Label::Title, KNOWN_TITLE);
    Some(place)
}

/// Labels the line that repeats a dek known from metadata; it may be the first that looks like a paragraph.
fn label_known_dek(draft: &mut Draft<'_>, dek: &str) {
    let begin = draft.first_prose().map_or(draft.units.len(), |first| first + 1);
    let place = (0..begin).find(|place| draft.words_of(*place).eq_ignore_ascii_case(dek.trim()));
    if let Some(place) = place.filter(|place| draft.label(*place) != Label::Title) {
        draft.set(place, Label::Subtitle, KNOWN_DEK);
    }
}

/// When and by whom a file was made: often long after its text was, and by somebody else.
pub struct Made {
    pub day: Option<DateSpan>,
    pub by: Vec<String>,
}

/// Fills in what no metadata said.
pub fn complete(document: &mut Document, made: Made) {
    if document.title.is_none() {
        document.title = first_text(document, Label::Title).map(|title| strip_site(named_title(&title).unwrap_or(&title)));
    }
    if document.subtitle.is_none() {
        document.subtitle = first_text(document, Label::Subtitle).map(Cow::into_owned);
    }
    if document.authors.is_empty() {
        document.authors = Some(authors(document)).filter(|authors| !authors.is_empty()).unwrap_or(made.by);
    }
    if document.tags.is_empty() {
        document.tags = tags(document);
    }
    if document.published.is_none() {
        (document.published, document.published_evidence) = published(document, made.day).unzip();
    }
    if document.language.is_none() {
        document.language = Language::guess(&document.text[article_start(document)..]);
    }
}

/// Where the article begins: menus say little of its language.
fn article_start(document: &Document) -> usize {
    let first = document.lines.iter().find(|line| matches!(line.label, Label::Body | Label::List) && line.words > 5);
    first.map_or(0, |line| line.span.start)
}

/// The text of the first line of a label with those that go on with it, on one line.
fn first_text(document: &Document, label: Label) -> Option<Cow<'_, str>> {
    let first = document.lines.iter().position(|line| line.label == label)?;
    let below = document.lines[first + 1..].iter().take_while(|line| line.goes_on).last();
    let span = document.lines[first].trimmed(&document.text);
    let span = below.map_or(span, |last| span.cover(last.trimmed(&document.text)));
    Some(unwrapped(span.of(&document.text).trim_start_matches('#').trim()))
}

fn tags(document: &Document) -> Vec<String> {
    let line = first_text(document, Label::Tags).unwrap_or_default();
    subjects(&line).into_iter().map(str::to_owned).collect()
}

/// Takes the site's name off `X | SITE`.
fn strip_site(title: &str) -> String {
    let bare = title.rsplit_once(" | ").map(|(bare, _)| bare.trim()).filter(|bare| bare.split_whitespace().count() > 2);
    bare.unwrap_or(title).to_owned()
}

/// The authors of all bylines, each once; where there is none, those whom the date line names, else the reporters named at
/// the end.
fn authors(document: &Document) -> Vec<String> {
    let named: [(Label, Named); 3] =
        [(Label::Byline, named_in_byline), (Label::Date, named_beside_date), (Label::Bio, reporters_of)];
    let all = |(label, named): (Label, Named)| lines_of(document, label).flat_map(named).collect::<Vec<_>>();
    let named = named.into_iter().map(all).find(|named| !named.is_empty()).unwrap_or_default();
    let mut authors: Vec<String> = Vec::new();
    for name in named {
        if !authors.contains(&name) {
            authors.push(name);
        }
    }
    authors
}

/// The date that a byline bears.
fn date_of_byline(document: &Document) -> Option<DateSpan> {
    lines_of(document, Label::Byline).find_map(published::date_of_byline)
}

/// The persons that a line names.
type Named = fn(&str) -> Vec<String>;

fn lines_of(document: &Document, label: Label) -> impl Iterator<Item = &str> {
    let lines = document.lines.iter().filter(move |line| line.label == label);
    lines.map(|line| unemphasised(line.trimmed(&document.text).of(&document.text)))
}

fn named_in_byline(line: &str) -> Vec<String> {
    let line = line.trim_start_matches(['-', '–', '—']).trim_start();
    let mut named = authors_of(line);
    if named.is_empty() {
        named = signed_by(line);
    }
    if named.is_empty() && is_name(line) {
        named.push(line.to_owned());
    }
    named
}

fn published(document: &Document, made: Option<DateSpan>) -> Option<(DateSpan, PublishedEvidence)> {
    let stated = first_text(document, Label::Date)
        .and_then(|line| Some((find_stated(&line)?.when, published::evidence_of(&line))))
        .or_else(|| Some((date_of_byline(document)?, PublishedEvidence::DateLine)))
        .or_else(|| Some((published::dateline(&first_text(document, Label::Body)?)?.when, PublishedEvidence::Dateline)));
    let addressed = || {
        let url = document.url.as_deref().and_then(address::date_in_address);
        Some((url.or_else(|| address::date_in_address(&document.path))?, PublishedEvidence::Address))
    };
    stated.or_else(addressed).or_else(|| Some((made?, PublishedEvidence::Made)))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Label, RawDocument};

    /// Below every head of these tests, with no word in common with their titles.
    const ARTICLE: &str = "The boat left Mersin at dawn on Monday with forty people and eleven goats on board, and those who had come to \
                           the pier to see it go said that they had not believed in it any more.\n\n\
                           The ministry said that it would pay for a new engine in the spring, and that the captain, who is seventy, \
                           would be asked to stay on until somebody was found who knows the rocks.\n";

    fn read(head: &str, end: &str) -> Document {
        let text = format!("{head}\n\n{ARTICLE}\n{end}");
        Document::from_raw(RawDocument { text, ..RawDocument::default() }, &())
    }

    const TITLE: &str = "Ferry sails again after a long winter";

    #[test]
    fn neither_byline_nor_date_line_is_the_title() {
        for (below, author, day) in [
            ("First published on Mon 12 Jun 2023 18.14 BST", None, true),
            ("Ann Lee in Mersin", Some("Ann Lee"), false),
            ("Ann Lee in Mersin\n\nMon 12 Jun 2023 18.14 BST", Some("Ann Lee"), true),
            ("Ann Lee · June 12, 2023", Some("Ann Lee"), true),
            ("June 12, 2023 | Ann Lee", Some("Ann Lee"), true),
            ("Ann Lee, PhD\nJune 12, 2023", Some("Ann Lee"), true),
            ("By DR. ANN LEE\nJune 12, 2023", Some("Ann Lee"), true),
            ("For Immediate Release\nJune 12, 2023", None, true),
            ("Middle East\nJune 12, 2023", None, true),
            ("New York\nJune 12, 2023", None, true),
            ("Guest Column\nJune 12, 2023", None, true),
        ] {
            let document = read(&format!("{TITLE}\n\n{below}"), "");
            assert_eq!(document.title.as_deref(), Some(TITLE), "{below}");
            assert_eq!(document.authors.first().map(String::as_str), author, "{below}");
            let published = document.published.map(|when| when.to_string());
            assert_eq!(published.as_deref(), day.then_some("2023-06-12/2023-06-12"), "{below}");
        }
    }

    #[test]
    fn a_dek_may_read_like_a_paragraph() {
        let dek = "Why the ferry stood still for so long, and what it was that the ministry paid for in the end.";
        for below in [
            "By Ann Lee\nJune 12, 2023",
            "Photo: Adobe Stock\n\n  • Table of Contents\n\nBrief by Ann Lee\n\nPublished June 12, 2023",
        ] {
            let document = read(&format!("{TITLE}\n\n{dek}\n\n{below}"), "");
            assert_eq!((document.title.as_deref(), document.subtitle.as_deref()), (Some(TITLE), Some(dek)), "{below}");
            assert_eq!(document.authors, ["Ann Lee"], "{below}");
            assert_eq!(document.published.map(|when| when.to_string()).as_deref(), Some("2023-06-12/2023-06-12"), "{below}");
        }
    }

    #[test]
    fn a_paragraph_below_the_name_of_a_section_is_no_dek() {
        let dek = "Why the ferry stood still for so long, and what it was that the ministry paid for in the end.";
        let document = read(&format!("{TITLE}\n\nIntroduction\n\n{dek}\n\nBy Ann Lee\nJune 12, 2023"), "");
        assert_eq!((document.title.as_deref(), document.subtitle), (Some(TITLE), None));
    }

    #[test]
    fn a_paragraph_above_a_list_is_no_dek() {
        let argument = "I write on behalf of the fishermen. In June your office granted a licence for a wall at the old pier.";
        let listed = "Please find enclosed:\n(a) the bill of lading of 19.09.2022;\n(b) three photographs of the pier.";
        for below in [listed, &listed["Please find enclosed:\n".len()..]] {
            let document = read(&format!("{TITLE}\n\n{argument}\n\n{below}"), "");
            assert_eq!((document.subtitle, document.published), (None, None), "{below}");
        }
    }

    #[test]
    fn the_place_in_a_byline_is_no_author() {
        let document = read(&format!("{TITLE}\n\nVon Ann Lee, Port Said\n\n12. Juni 2023, 18:22 Uhr"), "");
        assert_eq!(document.authors, ["Ann Lee"]);
        assert_eq!(document.published.map(|when| when.to_string()).as_deref(), Some("2023-06-12/2023-06-12"));
    }

    #[test]
    fn a_title_may_hold_a_day_and_a_caption_may_not_be_one() {
        let briefing = "Press briefing by the spokesman, May 4, 2023";
        assert_eq!(read(&format!("{briefing}\n\nMay 4, 2023"), "").title.as_deref(), Some(briefing));
        let captioned =
            format!("{TITLE}\n\nThe pier\n\nThe pier of Mersin, seen from the ferry.Credit...Bo Berg for The Quay\n\nBy Ann Lee");
        assert_eq!(read(&captioned, "").title.as_deref(), Some(TITLE));
        let credited = format!("{TITLE}\n\nGetty Images\n\nThe ferry of Mersin at dawn on Monday");
        assert_eq!(read(&credited, "").title.as_deref(), Some(TITLE));
    }

    #[test]
    fn fields_above_a_text_are_named() {
        let document = read(&format!("Title: {TITLE}\nAuthor: Ann Lee\nDate: June 12, 2023"), "");
        assert_eq!((document.title.as_deref(), &document.authors[..]), (Some(TITLE), &["Ann Lee".to_owned()][..]));
        let document = read(&format!("{TITLE}\n=====\n\n:Author: Ann Lee\n:Date: 2023-06-12"), "");
        assert_eq!((document.title.as_deref(), &document.authors[..]), (Some(TITLE), &["Ann Lee".to_owned()][..]));
    }

    #[test]
    fn an_opinion_has_title_author_and_date() {
        let document = read(&format!("OPINION\n{TITLE}\nAïssata Diallo | Dakar | 17 Jun 2022"), "");
        assert_eq!((document.title.as_deref(), &document.authors[..]), (Some(TITLE), &["Aïssata Diallo".to_owned()][..]));
        assert_eq!(document.published.map(|when| when.to_string()).as_deref(), Some("2022-06-17/2022-06-17"));
    }

    #[test]
    fn who_worked_on_a_report_is_no_part_of_it() {
        let document = read(TITLE, "(Reporting by Ann Lee; Editing by Bo Berg and Çağla Şen)\n");
        assert_eq!((document.title.as_deref(), &document.authors[..]), (Some(TITLE), &["Ann Lee".to_owned()][..]));
        let document = read(TITLE, "Associated Press writer Ann Lee in Cairo contributed to this report.\n");
        let last = document.lines.iter().rfind(|line| line.words > 0).map(|line| line.label);
        assert_eq!((last, document.authors.len()), (Some(Label::Bio), 0));
    }
}
