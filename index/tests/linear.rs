//! Labelling and cutting take time that grows with the length of a text, not faster; no page makes its reader hang.
//!
//! A text is compared with one sixteen times as long: time that grew with the square would be 256 times as much.
#![allow(clippy::unwrap_used, reason = "tests stop on any failure")]

use std::time::{Duration, Instant};

use nutgraf_index::actor::{ActorContext, OwnActors, find_actors_with};
use nutgraf_index::document::{Document, RawDocument, ReadLimits, read_file};
use nutgraf_index::passage::cut;
use nutgraf_index::text::Span;

const LONGER: usize = 16;

/// Five times as much as linear leaves room for caches, and for whatever else the machine does.
const MOST: f64 = 5.0 * LONGER as f64;

const LINES: usize = 250;

const NAMES: usize = 1_000;

/// Texts of a line over and over, each a case that tempts a reader into looking at every pair of lines or words.
const CASES: &[(&str, &str)] = &[
    ("prose", "The board of the harbour # met on Tuesday, and it could not agree with the lines on who should pay.\n\n"),
    ("a menu", "  • News #\n"),
    ("one line again and again", "Share this article\n"),
    ("headings of other articles", "Related Articles\n"),
    ("titles and sites", "Harbour talks fail # | The Gazette\n"),
    ("rows", "# \t 12 \t Ports\n"),
    ("wrapped lines", "the board of the harbour met on Tuesday for the # time, and it could not agree\n"),
    ("quotes", "“Not a single captain was ready to wait for another winter,” said the pilot of the port.\n"),
    ("dates", "# December 2022\n"),
    ("bylines", "By Ann Lee and Bo Berg\n"),
    ("one endless line", "harbour # "),
    ("one endless word", "harbour#"),
    ("nothing", " \u{a0}\n"),
    ("captions", "The old tower of #. Credit: Ann Lee\nReuters\n"),
];

fn text(line: &str, lines: usize) -> String {
    let article = "The minister of the state said that she had heard enough of it, and that she would come to see the wall.\n";
    let case: String = (0..lines).map(|number| line.replace('#', &number.to_string())).collect();
    format!("{case}\n\n{article}")
}

/// The shortest of a few times, as any other was lengthened by something else.
fn shortest(run: impl Fn() -> Duration) -> f64 {
    (0..4).map(|_| run()).min().unwrap().as_secs_f64()
}

fn cut_up(text: &str) -> Duration {
    let raw = RawDocument { text: text.to_owned(), ..RawDocument::default() };
    let start = Instant::now();
    let document = Document::from_raw(raw, &());
    assert!(!cut(&document).is_empty());
    start.elapsed()
}

#[test]
fn time_grows_with_the_length_of_a_text() {
    for (name, line) in CASES {
        let (short, long) = (text(line, LINES), text(line, LINES * LONGER));
        let ratio = shortest(|| cut_up(&long)) / shortest(|| cut_up(&short));
        assert!(ratio < MOST, "{name}: {LONGER} times the text takes {ratio:.0} times the time");
    }
}

/// How long it takes to find as many actors of the user's own, each named beside one of the dictionary.
fn find_own(many: usize) -> Duration {
    let name = |number: usize| format!("Harbour Watch {number}");
    let file: String = (0..many).map(|number| format!("[[actor]]\nkind = 'organisation'\nname = '{}'\n", name(number))).collect();
    let own = OwnActors::parse(&file).unwrap();
    let text: String = (0..many).map(|number| format!("{} wrote to Ankara.\n", name(number))).collect();
    let start = Instant::now();
    let found = find_actors_with(&text, &[Span::new(0, text.len())], &ActorContext::default(), &own);
    assert_eq!(found.len(), 2 * many);
    start.elapsed()
}

#[test]
fn time_grows_with_the_number_of_own_names() {
    let ratio = find_own(NAMES * LONGER).as_secs_f64() / shortest(|| find_own(NAMES));
    // What grew with the square would be a part of it alone.
    assert!(ratio < MOST / 2.0, "{LONGER} times the names take {ratio:.0} times the time");
}

#[test]
fn a_page_of_a_million_nested_elements_ends_with_a_reason() {
    for element in ["div", "b", "table", "blockquote", "font"] {
        let page = format!("<{element}>").repeat(1_000_000);
        let skipped = read_file("deep.html".as_ref(), page.as_bytes(), &ReadLimits::default()).unwrap_err();
        assert_eq!(skipped.reason, "the page is nested more than 512 elements deep");
    }
}
