//! Hostile regexes and random queries: an answer or one line of what is wrong, soon.

use std::time::{Duration, Instant};

use nutgraf_index::filters::Filters;
use nutgraf_index::query::{parse, point_at, print};
use nutgraf_index::snapshot::Snapshot;

use crate::chance::Chance;
use crate::ground::{Ground, find};

/// How long a hostile regex may take, refused or searched.
const SOON: Duration = Duration::from_millis(if cfg!(debug_assertions) { 8_000 } else { 200 });

/// Of so many random queries that can be read, one is searched.
const SEARCHED: u64 = 50;

/// What regexes are made of that take long.
const HOSTILE: [&str; 14] = [
    "([a-z]{1,N}){1,N}",
    "(a*)*b",
    "(a|aa)+$",
    "(.*){N}",
    "((a{0,N}){0,N}){0,N}",
    "(x+x+)+y",
    "[^b]*a[^b]{N}",
    "(a?){N}a{N}",
    "(\\w+\\s?)*z",
    "\\p{L}{N}",
    "(ab|ba|a|b){N}.*",
    "(?i)(straße|ß){N}",
    "((a|b)(c|d)(e|f)){N}",
    ".{0,N}ferry.{0,N}",
];

/// Hostile regexes with bounds of all sizes.
pub fn run_regexes(rounds: u64, chance: Chance) -> String {
    let ground = Ground::sample();
    let snapshot = Snapshot::open(&ground.index()).unwrap();
    let (mut slowest, mut refused) = (Duration::ZERO, 0);
    for round in 0..rounds {
        let mut chance = chance.of_round(round);
        let bound = [2, 5, 9, 10, 31, 99, 100, 999, 1_000, 65_536][chance.below(10)];
        let regex = HOSTILE[round as usize % HOSTILE.len()].replace('N', &bound.to_string());
        let begun = Instant::now();
        refused += u64::from(find(&snapshot, &format!("/{regex}/"), &Filters::default()).is_err());
        let took = begun.elapsed();
        assert!(took < SOON, "{regex} took {took:?}");
        slowest = slowest.max(took);
    }
    format!("{refused} refused, slowest {} ms", slowest.as_millis())
}

/// What random queries are made of.
const PIECES: [&str; 56] = [
    "harbour",
    "ferry",
    "talks",
    "the",
    "erdoğan",
    "İstanbul",
    "U.S.",
    "\u{301}",
    "東京",
    "é",
    "\u{202e}",
    "\0",
    "a",
    " ",
    " ",
    " ",
    "\t",
    "\n",
    "(",
    ")",
    "\"",
    "“",
    "”",
    "'",
    "[",
    "]",
    "{",
    "}",
    "/",
    "/fer+y/",
    "\\",
    "*",
    "?",
    "~",
    "~2",
    "~999999999999",
    "^",
    "^2",
    "=",
    "@",
    "@turkey",
    "@\"",
    ":",
    "title:",
    "mentions:",
    "published:2022",
    "source:",
    " OR ",
    " AND ",
    " NOT ",
    " NEAR/5 ",
    " NEAR/0 ",
    " ADJ/99999999999 ",
    "-",
    "+",
    "[a TO b]",
];

/// Random queries: each is read, printed and read again; some are searched.
pub fn run_random(rounds: u64, chance: Chance) -> String {
    let ground = Ground::sample();
    let snapshot = Snapshot::open(&ground.index()).unwrap();
    let (mut readable, mut searched) = (0, 0);
    for round in 0..rounds {
        let mut chance = chance.of_round(round);
        let length = 1 + chance.below(12);
        let text: String = (0..length).map(|_| *chance.one_of(&PIECES)).collect();
        match parse(&text) {
            Ok(parsed) => {
                let printed = print(&parsed.query);
                assert!(parse(&printed).is_ok(), "round {round}: {text:?} is printed as {printed:?}");
                readable += 1;
                if readable % SEARCHED == 0 {
                    searched += u64::from(find(&snapshot, &text, &Filters::default()).is_ok());
                }
            }
            Err(nutgraf_index::Error::Query { message, at, .. }) => {
                assert!(at <= text.len() && !message.contains('\n'), "round {round}: {text:?}: {message} at {at}");
                assert!(point_at(&text, at).contains('^'), "round {round}: {text:?}");
            }
            Err(other) => panic!("round {round}: {text:?}: {other}"),
        }
    }
    format!("{readable} readable, {searched} searched")
}
