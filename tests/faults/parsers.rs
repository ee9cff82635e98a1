//! Everything that reads what others wrote is fed what nobody would write: pieces of each language in any order, bytes of
//! any kind between them. It may refuse; it may not fail.

use std::io::Cursor;
use std::path::Path;

use nutgraf_index::actor::OwnActors;
use nutgraf_index::annotate::{annotate, annotate_text};
use nutgraf_index::date::{Date, parse_span};
use nutgraf_index::document::{Document, ReadLimits, read_stream};
use nutgraf_index::folder::seal::unseal;

use crate::chance::Chance;

/// A language that is read: its name, and what it is made of.
type Language = (&'static str, &'static [&'static str]);

const LANGUAGES: [Language; 6] = [
    (
        "span",
        &[
            "2022",
            "-",
            "12",
            "..",
            "/",
            "28",
            "dec",
            "last",
            " ",
            "30",
            "days",
            "year",
            "99999999999",
            "0",
            "today",
            "ago",
            "T00:00Z",
            "é",
        ],
    ),
    (
        "dates",
        &[
            "on ",
            "Friday",
            ", ",
            "30 ",
            "December ",
            "2022",
            "next ",
            "week ",
            "of ",
            "the ",
            "1990s",
            "–",
            "-",
            "5",
            "/",
            "00",
            "31 February ",
            "year 99999 ",
            "quarter ",
            "'22",
            "noon ",
            "\n",
        ],
    ),
    (
        "actors.toml",
        &[
            "[[actor]]\n",
            "name = ",
            "\"Ada\"\n",
            "kind = ",
            "\"person\"\n",
            "ignore = [",
            "]\n",
            "id = \"person/ada\"\n",
            "names = [\"A\", \"\"]\n",
            "context",
            "=",
            "'",
            "\"",
            "#",
            "\u{0}",
        ],
    ),
    (
        "note.md",
        &[
            "---\n",
            "title: ",
            "date: ",
            "2022-12-30\n",
            "author: [",
            "]\n",
            "# ",
            "Ferry\n",
            "\n",
            "- ",
            "> ",
            "```\n",
            "| a | b |\n",
            "![x](y)",
            "&x ",
            "*x",
            "<div>",
            "</div>",
            "\t",
            "\u{feff}",
        ],
    ),
    (
        "page.html",
        &[
            "<html>",
            "<head>",
            "<title>",
            "</title>",
            "<meta name=date content='2022-12-30'>",
            "<script>",
            "</script>",
            "<p>",
            "Ferry",
            "<!--",
            "-->",
            "&#x110000;",
            "&amp",
            "<table><tr><td>",
            "</p>",
            "<",
            ">",
            "\"",
            "<![CDATA[",
            "<svg>",
        ],
    ),
    (
        "wire.ndjson",
        &[
            "{",
            "}",
            "\"id\":",
            "\"text\":",
            "\"Ferry\"",
            "1e999",
            "null",
            ",",
            "\n",
            "\"people\":[",
            "]",
            "\"date\":\"2022-12-30\"",
            "\\ud800",
            "\"",
            "true",
            "[[[[",
            "\u{feff}",
        ],
    ),
];

/// Random texts of each language.
pub fn run(rounds: u64, chance: Chance) -> String {
    let today = Date::new(2023, 9, 30).unwrap();
    for round in 0..rounds {
        let mut chance = chance.of_round(round);
        let (name, pieces) = LANGUAGES[round as usize % LANGUAGES.len()];
        let bytes = text_of(pieces, &mut chance);
        let text = String::from_utf8_lossy(&bytes);
        match name {
            "span" => drop(parse_span(&text, today)),
            "dates" => assert_dates(&text),
            "actors.toml" => drop(OwnActors::parse(&text)),
            _ => read(Path::new(name), &bytes),
        }
        assert_eq!(unseal(&bytes), None);
    }
    format!("{} languages, nothing failed", LANGUAGES.len())
}

fn text_of(pieces: &[&str], chance: &mut Chance) -> Vec<u8> {
    let mut text = Vec::new();
    for _ in 0..1 + chance.below(24) {
        text.extend(chance.one_of(pieces).bytes());
        if chance.below(12) == 0 {
            text.push(chance.next() as u8);
        }
    }
    text
}

fn assert_dates(text: &str) {
    for mention in annotate_text(text, None, &OwnActors::default()).1 {
        assert!(text.get(mention.span.start..mention.span.end).is_some(), "{text:?}: {:?}", mention.span);
        assert!(mention.when.is_none_or(|when| when.first <= when.last), "{text:?}: {:?}", mention.when);
    }
}

fn read(path: &Path, bytes: &[u8]) {
    let limits = ReadLimits::default();
    let mut documents = Vec::new();
    // One that asks to stop early is none of ours.
    let _ = read_stream(path, &mut Cursor::new(bytes), &limits, &mut |read| {
        documents.extend(read.ok());
        std::ops::ControlFlow::Continue(())
    });
    for raw in documents {
        let document = Document::from_raw(raw, &());
        for annotated in annotate(&document, &OwnActors::default()) {
            let span = annotated.passage.span;
            assert!(document.text.get(span.start..span.end).is_some(), "{:?}: {span:?}", document.text);
        }
    }
}
