//! Which lines are the article, and which are the page around it.

mod amid;
mod appeals;
mod below;
mod captions;
mod contributors;
mod cues;
mod draft;
mod features;
mod forest;
mod forest_table;
mod judge;
mod kinds;
pub(super) mod links;
mod lists;
mod markdown;
mod marked;
mod measure;
mod notices;
pub(super) mod opener;
mod recurrence;
pub(super) mod repeats;
pub(super) mod running;
pub(super) mod sections;
mod speech;
mod subject;
mod tables;
pub(super) mod tags;
#[doc(hidden)]
pub mod training;
mod turns;
mod unit;
mod wrapping;

use super::front::label_front;
use super::source::{RawDocument, Shape};
use super::{Document, Label, Line};
pub(super) use cues::Cue;
pub(super) use draft::Draft;
use forest::Tree;
pub use marked::Marked;
use marked::{label_marked, label_outside, pass_over};
pub(super) use measure::{End, hash_text, is_invisible};
use measure::{Measure, measure_text};
pub use recurrence::Recurring;

/// The labels of a document's lines, and what is remembered of them.
pub struct Labelled {
    /// One for each line of the text.
    pub lines: Vec<Line>,
    /// What a collection remembers of the lines.
    pub line_keys: Vec<u64>,
}

/// Labels every line of a document's text; those that begin outside the article are furniture whatever they say.
pub fn label_lines(document: &Document, shape: Shape, marked: Marked<'_>, recurring: &dyn Recurring) -> Labelled {
    label_with(&forest_table::TREES, document, shape, marked, recurring)
}

fn label_with(forest: &[Tree], document: &Document, shape: Shape, marked: Marked<'_>, recurring: &dyn Recurring) -> Labelled {
    let text = document.text.as_str();
    let mut measured = measure_text(text);
    pass_over(&mut measured.lines, marked.outside);
    let units = unit::units(text, &measured.lines);
    let mut draft = Draft::new(text, measured.hashes, units);
    let line_keys = recurrence::drop_recurring(&mut draft, document, shape, recurring);
    match shape {
        Shape::Plain | Shape::Article => label_page(forest, &mut draft, document, shape),
        Shape::Markdown => markdown::label_markdown(&mut draft, document.title.is_none()),
        Shape::Record => label_record(&mut draft),
        Shape::Manuscript => {
            label_record(&mut draft);
            label_front(&mut draft, document.title.as_deref(), document.subtitle.as_deref());
        }
    }
    kinds::label_kinds(&mut draft);
    label_marked(&mut draft, marked.marks);
    let mut lines = lines(&measured.lines, &draft);
    label_outside(&measured.lines, &mut lines, document);
    Labelled { lines, line_keys }
}

/// What a collection remembers of the lines of a document ([`Document::line_keys`]), without labelling them.
pub fn line_keys(raw: &RawDocument, recurring: &dyn Recurring) -> Vec<u64> {
    let mut measured = measure_text(&raw.text);
    pass_over(&mut measured.lines, &raw.outside);
    let units = unit::units(&raw.text, &measured.lines);
    let draft = Draft::new(&raw.text, measured.hashes, units);
    recurrence::known_lines(&recurrence::keys(&draft, raw.source.as_deref(), recurring), recurring)
}

/// Tells the article from the page around it, and what each line of its head is.
fn label_page(forest: &[Tree], draft: &mut Draft<'_>, document: &Document, shape: Shape) {
    unit::look_for_furniture(draft.text, &mut draft.units);
    judge::judge(forest, draft, shape == Shape::Article);
    turns::keep_turns(draft);
    lists::keep_lists(draft);
    captions::label_captions(draft);
    links::drop_links(draft);
    below::drop_below_related(draft);
    appeals::drop_appeals(draft, appeals::LONGEST);
    notices::drop_notices(draft);
    repeats::drop_repeated(draft);
    running::drop_running(draft);
    repeats::label_pull_quotes(draft);
    contributors::label_contributors(draft);
    tags::label_tags(draft);
    speech::keep_ends(draft);
    label_front(draft, document.title.as_deref(), document.subtitle.as_deref());
}

/// A record is clean: of it goes only what says itself that it is no part of the text. The prose amid it is not even asked.
fn label_record(draft: &mut Draft<'_>) {
    unit::look_between_prose(draft.text, &mut draft.units);
    captions::label_captions(draft);
    links::drop_links(draft);
    below::drop_below_related(draft);
    appeals::drop_appeals(draft, appeals::LONGEST_IN_RECORD);
    running::drop_running(draft);
    notices::drop_notices(draft);
    contributors::label_contributors(draft);
    tags::label_tags(draft);
}

/// Hands the labels of the units down to their lines.
fn lines(measures: &[Measure], draft: &Draft<'_>) -> Vec<Line> {
    let blank = (Label::Blank, "nothing to read");
    let line =
        |measure: &Measure| Line { span: measure.line, label: blank.0, reason: blank.1, words: measure.words, goes_on: false };
    let mut lines: Vec<Line> = measures.iter().map(line).collect();
    for (unit, (label, reason)) in draft.units.iter().zip(&draft.labels) {
        for place in unit.lines.clone() {
            let line = &mut lines[place];
            (line.label, line.reason, line.goes_on) = (*label, reason, place > unit.lines.start);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::RawDocument;

    /// A page as scrapers render it: menu, title, dek, byline, date, article, buttons, appeal, other articles.
    const PAGE: &str = "Harbour talks fail for a third time | The Harbour Gazette\n\
        Skip to content\n  • Home\n  • News\n    • Ports\n    • Ships\n  • About us\n  • Contact\n\n\
        Harbour talks fail for a third time\n\n\
        The board and the shipping lines can't agree on who should pay for the breakwater.\n\n\
        By Ann Lee\nPhoto: Bo Berg\nDecember 28, 2022\nTweet thisPrint\n\n\
        The board of the harbour met on Tuesday for the third time in as many weeks, and again it could not agree on who \
        should pay for the new breakwater, which three ministers in a row have promised and none has built.\n\n\
        not a single captain was ready to wait for another winter, and that the pilots were\n\n\
        The shipping lines want the state to pay, as it once said that it would. Their speaker told the board that not a \
        single captain was ready to wait for another winter, and that the pilots were of the same mind.\n\n\
        What comes next\n\n\
        The minister said that she had heard enough, and that she would come to the harbour herself in the spring to see \
        what the storms of the past years had left of the old wall and of the houses behind it.\n\n\
        Tags: harbours, storms\nShare this article\n\nRelated Articles\n\n\
        The old wall of the harbour was built by the grandfathers of those who now want it gone, and it has stood for a \
        hundred years of storms.\n\nCopyright 2022 The Harbour Gazette. All rights reserved.\n";

    fn read(text: &str) -> Document {
        Document::from_raw(RawDocument { text: text.to_owned(), ..RawDocument::default() }, &())
    }

    fn label(document: &Document, start: &str) -> Label {
        let line = document.lines.iter().rfind(|line| line.trimmed(&document.text).of(&document.text).starts_with(start));
        line.expect(start).label
    }

    #[test]
    fn a_page_is_told_from_its_article() {
        let page = read(PAGE);
        for (start, expected) in [
            ("• Home", Label::Furniture),
            ("Skip to", Label::Furniture),
            ("Harbour talks", Label::Title),
            ("The board and the shipping", Label::Subtitle),
            ("By Ann", Label::Byline),
            ("Photo:", Label::Credit),
            ("December 28", Label::Date),
            ("The board of the harbour", Label::Body),
            ("The shipping lines want", Label::Body),
            ("not a single captain", Label::PullQuote),
            ("What comes next", Label::Heading),
            ("The minister said", Label::Body),
            ("Tags:", Label::Tags),
            ("Share this", Label::Furniture),
            ("Related Articles", Label::Furniture),
            ("The old wall of", Label::Furniture),
            ("Copyright", Label::Furniture),
        ] {
            assert_eq!(label(&page, start), expected, "{start}");
        }
    }

    #[test]
    fn a_page_gives_its_front_matter() {
        let page = read(PAGE);
        assert_eq!(page.title.as_deref(), Some("Harbour talks fail for a third time"));
        assert_eq!(page.authors, ["Ann Lee"]);
        assert_eq!(page.tags, ["harbours", "storms"]);
        assert_eq!(page.published.map(|when| when.to_string()).as_deref(), Some("2022-12-28/2022-12-28"));
    }

    #[test]
    fn a_page_without_a_date_has_none() {
        let page = read(&PAGE.replace("December 28, 2022", "Published on Updated"));
        assert_eq!(page.published, None);
        let page = read(&PAGE.replace("December 28, 2022", "12/11/2022"));
        assert_eq!((page.published, label(&page, "12/11")), (None, Label::Date));
    }

    #[test]
    fn who_signs_and_what_stands_below_a_name() {
        let page = read(&PAGE.replace("By Ann Lee\n", "By Ann Lee\nGazette staff writer\n"));
        assert_eq!((&page.authors[..], label(&page, "Gazette staff")), (&["Ann Lee".to_owned()][..], Label::Byline));
        let page = read(&PAGE.replace("By Ann Lee\n", "").replace("Tags:", "--Ann Lee\nTags:"));
        assert_eq!(page.authors, ["Ann Lee"]);
        let page = read(&PAGE.replace("By Ann Lee\n", "WIRE SERVICES\n"));
        assert!(page.authors.is_empty(), "{:?}", page.authors);
    }

    const LINK: &str = "Read more: Why the trains never run on time";

    #[test]
    fn an_article_goes_on_behind_a_link() {
        let resumed = "Passenger groups said travellers had lost faith after 18 months of disruption.";
        for link in [LINK, "Also Read:\nWhy the trains never run on time", "ALSO READ | Why the trains never run on time"] {
            let page = read(&PAGE.replace("Tags:", &format!("{link}\n\n{resumed}\n\nTags:")));
            assert_eq!(label(&page, "Passenger groups"), Label::Body, "{link}");
            assert_eq!(label(&page, &link[..9]), Label::Furniture, "{link}");
            assert_eq!(label(&page, link.rsplit('\n').next().unwrap()), Label::Furniture, "{link}");
        }
    }

    #[test]
    fn an_article_goes_on_behind_a_list_of_links() {
        let resumed = "Passenger groups said travellers had lost faith after 18 months of disruption on the old line.";
        let list =
            "Advertisement\n\n  Recommended\n  • The pier at breaking point\n  • The 28 best boats\n  • Storm calls a snap poll";
        let page = read(&PAGE.replace("Tags:", &format!("{list}\n\n{resumed}\n\nTags:")));
        assert_eq!((label(&page, "Passenger groups"), label(&page, "• The 28")), (Label::Body, Label::Furniture));
    }

    #[test]
    fn sections_have_headings_and_numbers() {
        let first = "The board of the harbour met on Tuesday";
        let page =
            read(&PAGE.replace(first, &format!("Executive Summary\n\n{first}")).replace("What comes next", "2. What comes next"));
        assert_eq!(label(&page, "Executive Summary"), Label::Heading);
        assert_eq!(label(&page, "2. What comes next"), Label::Heading);
        assert_eq!(label(&page, "Harbour talks"), Label::Title);
    }

    #[test]
    fn a_short_quote_is_seen_whatever_its_words() {
        for quote in [
            "it could not agree on who should pay",
            "the shipping lines want the state to pay",
            "she would come to the harbour herself",
        ] {
            let page = read(&PAGE.replace("What comes next", quote));
            assert_eq!(label(&page, quote), Label::PullQuote, "{quote}");
        }
    }

    #[test]
    fn code_and_pictures_of_markdown() {
        let text = "# Talks\n\n```sh\n# no heading\n- no item\n```\n\n![The old wall](wall.jpg)\n\nThey met.\n".to_owned();
        let raw = RawDocument { text, shape: Shape::Markdown, ..RawDocument::default() };
        let labels: Vec<Label> =
            Document::from_raw(raw, &()).lines.iter().map(|line| line.label).filter(|label| *label != Label::Blank).collect();
        use Label::{Body, Caption, Furniture, Title};
        assert_eq!(labels, [Title, Furniture, Body, Body, Caption, Body]);
    }

    #[test]
    fn of_a_record_goes_what_says_that_it_is_no_part_of_it() {
        let text = "They met again.\nShare this article\nTags: ports, trade\nHome\nWho should pay?\nPhoto: Bo Berg";
        let raw = RawDocument { text: text.to_owned(), shape: Shape::Record, ..RawDocument::default() };
        let labels: Vec<Label> = Document::from_raw(raw, &()).lines.iter().map(|line| line.label).collect();
        use Label::{Body, Credit, Furniture, Tags};
        assert_eq!(labels, [Body, Furniture, Tags, Furniture, Body, Credit]);
    }

    proptest::proptest! {
        #[test]
        fn lines_spell_the_text(text in "([A-Za-zé•:.|\t -]{0,40}\n{1,2}){0,10}") {
            let document = read(&text);
            let lines: Vec<&str> = document.lines.iter().map(|line| line.span.of(&text)).collect();
            proptest::prop_assert_eq!(lines.join("\n"), text);
        }
    }
}
