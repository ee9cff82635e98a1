//! Where a document is cut: into passages of a paragraph's size, the unit that is indexed and returned.
//!
//! ```text
//! labelled lines ──kinds, block──▶ paragraphs, items, tables ──join──▶ nothing too short ──split──▶ nothing too long
//! ```
//!
//! News paragraphs have one or two sentences, those of think tanks up to 300 words; one rule serves both: aim at 40 to 150
//! words within the bounds of paragraphs, and never cross a heading or furniture. Only a document of one paragraph may stay
//! whole that is longer.

mod block;
mod join;
mod kinds;
mod split;
mod words;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::text::{Span, unwrapped};
use block::Block;

/// What a passage is made of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// Prose.
    Paragraph,
    /// Items of a list.
    List,
    /// What stands under a picture.
    Caption,
    /// Rows of a table.
    Table,
    /// Text of the page that is not the article.
    Furniture,
}

impl PassageKind {
    /// The word for it in output.
    pub const fn name(self) -> &'static str {
        match self {
            PassageKind::Paragraph => "paragraph",
            PassageKind::List => "list",
            PassageKind::Caption => "caption",
            PassageKind::Table => "table",
            PassageKind::Furniture => "furniture",
        }
    }
}

/// A paragraph-sized part of a document. Its text is exactly `document.text[span]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Its place in the document, 0 for the first.
    pub ordinal: usize,
    /// What it is made of.
    pub kind: PassageKind,
    /// The nearest heading above it, in the document's text.
    pub heading: Option<Span>,
    /// Its first and last line, 1 for the first of the document; `None` for a passage made of the title alone.
    pub lines: Option<(usize, usize)>,
    /// The page on which it begins, 1 for the first, where the document has pages.
    pub page: Option<usize>,
    /// Where it stands in the document's text; `[0,0]` for a passage made of the title alone.
    pub span: Span,
}

impl Passage {
    /// Its text; of a document without any text, the title.
    pub fn text<'d>(&self, document: &'d Document) -> &'d str {
        match self.lines {
            Some(_) => self.span.of(&document.text),
            None => document.title.as_deref().unwrap_or(""),
        }
    }

    /// The text of its heading, on one line.
    pub fn heading_text<'d>(&self, document: &'d Document) -> Option<Cow<'d, str>> {
        Some(unwrapped(self.heading?.of(&document.text).trim()))
    }
}

/// Cuts a document into passages, in order and without overlaps. Empty only where the document has no text, no title, no date
/// and no supplied actors: where nothing could be found or counted.
///
/// ```
/// use nutgraf_index::document::{Document, RawDocument};
/// use nutgraf_index::passage::cut;
///
/// let text = "Harbour talks\n\nThey met on Tuesday.\n\nNothing was agreed:\n- no wall\n- no money\n".to_owned();
/// let document = Document::from_raw(RawDocument { text, ..RawDocument::default() }, &());
/// let passages = cut(&document);
/// assert_eq!(passages.len(), 1);
/// assert_eq!(passages[0].lines, Some((3, 7)));
/// ```
pub fn cut(document: &Document) -> Vec<Passage> {
    let blocks: Vec<Block> = block::runs(document).into_iter().flat_map(join::join).collect();
    let longest = split::longest(document, &blocks);
    let mut passages = Vec::new();
    for block in blocks {
        push_parts(document, &block, longest, &mut passages);
    }
    if passages.is_empty() && stands_for_something(document) {
        let kind = PassageKind::Paragraph;
        passages.push(Passage { ordinal: 0, kind, heading: None, lines: None, page: None, span: Span::new(0, 0) });
    }
    for (ordinal, passage) in passages.iter_mut().enumerate() {
        passage.ordinal = ordinal;
    }
    if document.paged {
        number_pages(document, &mut passages);
    }
    passages
}

fn number_pages(document: &Document, passages: &mut [Passage]) {
    let ends: Vec<usize> = memchr::memchr_iter(b'\x0c', document.text.as_bytes()).collect();
    for passage in passages {
        passage.page = Some(ends.partition_point(|end| *end < passage.span.start) + 1);
    }
}

/// Tells whether a document without any text is one all the same: it has a title, or a date or actors were supplied
/// with it, which counts by date and actor must not lose.
fn stands_for_something(document: &Document) -> bool {
    document.title.is_some() || document.published.is_some() || !document.supplied.is_empty()
}

fn push_parts(document: &Document, block: &Block, longest: usize, passages: &mut Vec<Passage>) {
    for span in split::split(document, block, longest) {
        let lines = Some((document.line_of(span.start), document.line_of(span.end.saturating_sub(1).max(span.start))));
        passages.push(Passage { ordinal: 0, kind: block.kind(), heading: block.heading, lines, page: None, span });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{RawDocument, Shape};

    fn document(text: &str) -> Document {
        Document::from_raw(RawDocument { text: text.to_owned(), ..RawDocument::default() }, &())
    }

    /// A clean text, its first line a heading: so that only cutting is tested here.
    fn clean(text: &str) -> Document {
        let raw =
            RawDocument { text: text.to_owned(), title: Some("Talks".into()), shape: Shape::Record, ..RawDocument::default() };
        Document::from_raw(raw, &())
    }

    /// So many words of prose, in sentences of ten; other prose for another `topic`.
    fn words(topic: usize, count: usize) -> String {
        const ACTORS: [&str; 7] = ["board", "minister", "captain", "pilot", "union", "mayor", "harbour"];
        const DEEDS: [&str; 5] = ["met", "refused", "praised", "doubted", "left"];
        let word = |place: usize| match place % 10 {
            0 => "The".to_owned(),
            4 => "the".to_owned(),
            1 | 5 => ACTORS[(place * 3 + topic * 5 + place / 10) % 7].to_owned(),
            2 => DEEDS[(topic + place / 10) % 5].to_owned(),
            3 => "with".to_owned(),
            6 => "of".to_owned(),
            7 => format!("ward{}", topic * 31 + place / 10),
            8 => "in".to_owned(),
            _ => "spring.".to_owned(),
        };
        (0..count).map(word).collect::<Vec<_>>().join(" ")
    }

    fn cut_words(text: &str) -> Vec<usize> {
        let document = clean(text);
        cut(&document).iter().map(|passage| passage.span.of(&document.text).split_whitespace().count()).collect()
    }

    #[test]
    fn paragraphs_of_a_good_length_stay_as_they_are() {
        assert_eq!(cut_words(&format!("Harbour talks\n\n{}\n\n{}\n", words(0, 60), words(1, 130))), [60, 130]);
    }

    #[test]
    fn short_paragraphs_join_a_neighbour() {
        assert_eq!(
            cut_words(&format!("Harbour talks\n\n{}\n\n{}\n\n{}\n", words(2, 20), words(3, 20), words(4, 60))),
            [20 + 20, 60]
        );
        assert_eq!(cut_words(&format!("Harbour talks\n\n{}\n\n{}\n", words(5, 110), words(6, 12))), [122]);
    }

    #[test]
    fn long_paragraphs_are_cut_at_sentences() {
        let text = format!("Harbour talks\n\n{}\n", words(7, 480));
        let cut = cut_words(&text);
        assert_eq!(cut.iter().sum::<usize>(), 480);
        assert!(cut.iter().all(|words| (100..=150).contains(words)), "{cut:?}");
        let document = clean(&text);
        assert!(super::cut(&document).iter().all(|passage| passage.span.of(&document.text).ends_with('.')));
    }

    #[test]
    fn a_paragraph_that_is_all_of_its_document_stays_whole_if_it_is_no_longer_than_two() {
        assert_eq!(cut_words(&words(7, 390)), [390]);
        assert!(cut_words(&words(7, 410)).len() > 1);
        assert!(cut_words(&format!("{}\n\n{}\n", words(7, 390), words(8, 60))).len() > 2);
    }

    #[test]
    fn a_record_of_one_paragraph_is_what_its_maker_cut() {
        let passages = |text: String| {
            let raw = RawDocument { text, shape: Shape::Record, line: Some(1), ..RawDocument::default() };
            cut(&Document::from_raw(raw, &())).len()
        };
        assert_eq!(passages(words(7, 1190)), 1);
        assert!(passages(words(7, 1210)) > 1);
        assert!(passages(format!("{}\n\n{}\n", words(7, 1100), words(8, 60))) > 5);
    }

    #[test]
    fn a_sentence_without_end_is_cut_between_words() {
        let text = format!("Harbour talks\n\n{}", "word ".repeat(1000));
        assert!(cut_words(&text).iter().all(|words| *words <= 200));
    }

    #[test]
    fn text_without_blanks_of_ascii_is_cut_as_any_other() {
        let names = |blank: &str| format!("Anna{blank}Berta{blank}").repeat(4_000);
        let longest = |text: &str| {
            let document = clean(&format!("Harbour talks\n\n{text}\n"));
            let passages = cut(&document);
            let body: Vec<&str> = passages.iter().map(|passage| passage.span.of(&document.text)).collect();
            let letters = |text: &str| text.replace(char::is_whitespace, "");
            assert!(letters(&body.concat()).ends_with(&letters(text)), "something of {} is lost", &text[..12]);
            body.iter().map(|text| text.len()).max().unwrap_or(0)
        };
        for blank in ["\u{a0}", "\u{2003}", "\u{3000}"] {
            assert!(longest(&names(blank)) <= 200 * 8, "{blank:?}");
        }
        for text in [names(","), "港灣會談".repeat(2_000), "x".repeat(50_000)] {
            assert!(longest(&text) <= 200 * words::LONGEST_WORD + 100, "{}", &text[..12]);
        }
    }

    #[test]
    fn headings_part_passages_and_stand_above_them() {
        let text = format!("Harbour talks\n\n{}\n\nThe wall\n\n{}\n", words(8, 12), words(9, 14));
        let document = clean(&text);
        let passages = cut(&document);
        assert_eq!(passages.len(), 2);
        assert_eq!(passages[1].heading.map(|heading| heading.of(&text)), Some("The wall"));
        assert_eq!(passages[1].lines, Some((7, 7)));
    }

    #[test]
    fn a_lead_in_joins_its_items() {
        let text =
            format!("Harbour talks\n\n{}\n\nThe board wants:\n  • {}\n  • {}\n", words(10, 60), words(11, 40), words(12, 40));
        let document = clean(&text);
        let passages = cut(&document);
        assert_eq!(passages.iter().map(|passage| passage.lines).collect::<Vec<_>>(), [Some((3, 3)), Some((5, 6)), Some((7, 7))]);
        assert_eq!(passages[1].kind, PassageKind::List);
    }

    #[test]
    fn what_is_read_as_author_or_date_is_furniture_and_not_lost() {
        let text = format!(
            "Harbour talks fail again\n\nBy Ann Lee in Valletta, formerly of the Treasury\n\nDone at Sarajevo, 9 May 1987\n\n{}\n",
            words(13, 60)
        );
        assert_eq!(
            furniture(&document(&text)),
            ["By Ann Lee in Valletta, formerly of the Treasury\n\nDone at Sarajevo, 9 May 1987"]
        );
    }

    #[test]
    fn a_heading_above_another_is_furniture_and_not_lost() {
        let text = format!("# Talks\n\n## Part two\n\n### The wall\n\n{}\n\n## Notes\n", words(14, 60));
        let raw = RawDocument { text, shape: Shape::Markdown, ..RawDocument::default() };
        assert_eq!(furniture(&Document::from_raw(raw, &())), ["## Part two", "## Notes"]);
    }

    fn furniture(document: &Document) -> Vec<&str> {
        let passages = cut(document).into_iter().filter(|passage| passage.kind == PassageKind::Furniture);
        passages.map(|passage| passage.span.of(&document.text)).collect()
    }

    #[test]
    fn a_wrapped_heading_is_one() {
        let title = "Harbour talks fail for a third time in as many\nweeks and nobody knows why";
        let heading = "What the mayor will do about the wall in the\nspring";
        let above = "The board of the harbour met on Tuesday and\n\
             again it could not agree on who should pay for\n\
             the new breakwater, which three ministers in a\n\
             row have promised and none of them has built\n\
             in all these years of storms. The shipping\n\
             lines want the state to pay for it, as it once\n\
             said that it would.";
        let below = "The mayor told the fishermen that she would\n\
             come to the harbour herself if they kept the\n\
             peace until the end of the month, and that she\n\
             would bring the money for the nets that they\n\
             had lost in the spring.";
        let text = format!("{title}\n\n{above}\n\n{heading}\n\n{below}\n");
        let document = document(&text);
        assert_eq!(document.title.as_deref(), Some(&*title.replace('\n', " ")));
        let below = cut(&document).into_iter().find(|passage| passage.text(&document).contains("mayor")).unwrap();
        assert_eq!(below.heading_text(&document).as_deref(), Some(&*heading.replace('\n', " ")));
    }

    #[test]
    fn a_title_alone_answers_for_its_document() {
        let text = "Harbour talks fail\n";
        assert_eq!(cut(&document(text))[0].span.of(text), "Harbour talks fail");
        let raw = RawDocument { title: Some("Harbour talks fail".into()), ..RawDocument::default() };
        let document = Document::from_raw(raw, &());
        let passages = cut(&document);
        assert_eq!(passages[0].text(&document), "Harbour talks fail");
        assert_eq!((passages.len(), passages[0].lines, passages[0].span), (1, None, Span::new(0, 0)));
    }

    proptest! {
        #[test]
        fn passages_are_in_order_and_exact(text in "([A-Za-zé•. \u{a0}\t:|-]{0,60}\n{1,2}){0,12}") {
            let document = document(&text);
            let mut at = 0;
            for (ordinal, passage) in cut(&document).iter().enumerate() {
                prop_assert_eq!(passage.ordinal, ordinal);
                prop_assert!(passage.span.start >= at);
                at = passage.span.end;
                let Some((first, last)) = passage.lines else { continue };
                prop_assert!(!passage.span.of(&text).trim().is_empty());
                prop_assert!(document.lines[first - 1].span.start <= passage.span.start);
                prop_assert!(passage.span.end <= document.lines[last - 1].span.end);
            }
        }

        #[test]
        fn every_word_stands_in_a_passage_or_its_front(
            text in "((By Ann Lee|9 May 1987|Done on 9 May 1987 in|[A-Z][a-z ]{0,20}|[A-Za-z. ]{0,200}|[-] [a-z ]{0,20})\n{1,2}){0,9}",
        ) {
            let document = document(&text);
            let passages = cut(&document);
            let front = [&document.title, &document.subtitle].map(|known| known.as_deref().unwrap_or("")).join(" ");
            for word in crate::text::words(&text) {
                let stands = |passage: &Passage| {
                    passage.span.contains(word.span) || passage.heading.is_some_and(|heading| heading.contains(word.span))
                };
                prop_assert!(passages.iter().any(stands) || front.contains(word.span.of(&text)), "{}", word.span.of(&text));
            }
        }
    }
}
