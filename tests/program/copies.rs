//! Altered copies: folded under each other, found by `quote`, left out by `like`.
//!
//! The copies are made of generated passages here, and of real ones where `NUTGRAF_PASSAGES` names an NDJSON file of
//! documents with a `text` each:
//!
//! ```text
//! NUTGRAF_PASSAGES=news.ndjson cargo test --release --test program copies -- --ignored
//! ```

use std::collections::HashSet;

use nutgraf_index::fingerprint::{NEAR_DUPLICATE, fingerprint, similarity};
use nutgraf_index::quotation::Quotation;
use serde_json::Value;

use crate::stage::{Stage, hits};

/// How texts are altered.
const ALTERATIONS: [(&str, Alteration); 4] = [("cut", cut), ("reordered", reorder), ("mistyped", mistype), ("changed", change)];

type Alteration = fn(&[String], &mut Dice) -> Vec<String>;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((number ^ (number >> 31)) % most as u64).unwrap()
    }

    /// A word of made-up language; the first of the list are far more frequent, as in any text.
    fn word(&mut self) -> String {
        let number = self.below(60) * self.below(60) + self.below(4);
        let (one, two) = (number % 61, number / 61);
        format!(
            "{}{}",
            ["ka", "mo", "ri", "tel", "van", "sor", "bi"][one % 7],
            ["n", "lak", "dor", "mis", "pe", "gust", "har", "ven", "tol"][one / 7]
        ) + ["", "al", "er", "in", "os", "um", "ek", "ati", "ur", "on"][two % 10]
            + ["", "d", "t", "s", "m", "r"][two / 10]
    }

    fn sentence(&mut self, length: usize) -> Vec<String> {
        (0..length).map(|_| self.word()).collect()
    }
}

/// A third cut off.
fn cut(words: &[String], _: &mut Dice) -> Vec<String> {
    words[..words.len() - words.len() / 3].to_vec()
}

/// Its parts in another order.
fn reorder(words: &[String], dice: &mut Dice) -> Vec<String> {
    let at = words.len() / 4 + dice.below(words.len() / 2);
    [&words[at..], &words[..at]].concat()
}

/// A tenth of its words with two letters swapped.
fn mistype(words: &[String], dice: &mut Dice) -> Vec<String> {
    let mut words = words.to_vec();
    for _ in 0..words.len().div_ceil(10) {
        let word = dice.below(words.len());
        let mut letters: Vec<char> = words[word].chars().collect();
        if letters.len() > 3 {
            letters.swap(1, 2);
        }
        words[word] = letters.into_iter().collect();
    }
    words
}

/// A tenth of its words changed.
fn change(words: &[String], dice: &mut Dice) -> Vec<String> {
    let mut words = words.to_vec();
    for _ in 0..words.len().div_ceil(10) {
        let word = dice.below(words.len());
        words[word] = format!("{}x{}", dice.word(), dice.below(90));
    }
    words
}

/// Alters some passages and holds that nearly all of the copies, and nearly nothing else, count as such.
fn assert_copies_are_told(passages: &[Vec<String>], altered: usize) {
    let mut dice = Dice(7);
    let sketch = |words: &[String]| fingerprint(&words.join(" "));
    let sketches: Vec<_> = passages.iter().map(|words| sketch(words)).collect();
    let step = passages.len() / altered;
    let (mut wanted, mut right, mut wrong) = (0, 0, 0);
    for number in (0..passages.len()).step_by(step).take(altered) {
        let (_, alteration) = ALTERATIONS[dice.below(ALTERATIONS.len())];
        let copy = sketch(&alteration(&passages[number], &mut dice));
        wanted += 1;
        for (other, sketch) in sketches.iter().enumerate().filter(|(_, sketch)| similarity(copy, **sketch) >= NEAR_DUPLICATE) {
            // What is a copy of the passage itself is rightly taken for a copy of its copy.
            if other == number {
                right += 1;
            } else if similarity(sketches[number], *sketch) < NEAR_DUPLICATE {
                wrong += 1;
            }
        }
    }
    let (recall, precision) = (f64::from(right) / f64::from(wanted), f64::from(right) / f64::from(right + wrong));
    assert!(recall >= 0.95 && precision >= 0.95, "recall {recall:.3}, precision {precision:.3}");
}

#[test]
fn altered_passages_are_told_from_others() {
    let mut dice = Dice(1);
    let passages: Vec<_> = (0..2_000)
        .map(|_| {
            let length = 40 + dice.below(60);
            dice.sentence(length)
        })
        .collect();
    assert_copies_are_told(&passages, 100);
}

#[test]
#[ignore = "needs NUTGRAF_PASSAGES"]
fn altered_real_passages_are_told_from_others() {
    let file = std::env::var("NUTGRAF_PASSAGES").expect("NUTGRAF_PASSAGES names a file of documents, one a line");
    let mut seen = HashSet::new();
    let mut passages = Vec::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        for paragraph in document["text"].as_str().unwrap_or("").split('\n') {
            let words: Vec<String> = paragraph.split_whitespace().map(str::to_owned).collect();
            if words.len() >= 25 && seen.insert(paragraph.to_owned()) && passages.len() < 100_000 {
                passages.push(words);
            }
        }
    }
    assert_copies_are_told(&passages, 500);
}

#[test]
fn quote_tells_altered_sentences_from_others() {
    let mut dice = Dice(3);
    let (mut found, mut others, mut wanted) = (0, 0, 0);
    for round in 0..120 {
        let length = 12 + dice.below(20);
        let sentence = dice.sentence(length);
        let (_, alteration) = ALTERATIONS[1 + round % 3];
        let (before, after) = (dice.sentence(30), dice.sentence(30));
        let copy = [&before[..], &alteration(&sentence, &mut dice), &after].concat().join(" ");
        let mut quotation = Quotation::new(&sentence.join(" ")).unwrap();
        wanted += 1;
        found += i32::from(quotation.find(&copy).is_some());
        others += i32::from(quotation.find(&dice.sentence(90).join(" ")).is_some());
    }
    assert!(f64::from(found) >= 0.95 * f64::from(wanted) && others == 0, "{found} of {wanted}, and {others} others");
}

#[test]
fn quote_finds_altered_sentences_in_an_index_and_names_what_differs() {
    let stage = Stage::shared();
    let exact = stage.json(&["quote", "“Ships need harbours”", "--json"]);
    assert_eq!(
        (exact["hits"][0]["score"].as_f64(), &exact["hits"][0]["document"]["id"]),
        (Some(1.0), &"interview-haddad.txt".into())
    );
    assert_eq!(exact["hits"][0]["copied"]["differences"], serde_json::json!([]));
    let asked = "The old tower went dim in 2013, and since then captians have steered by the lights of a petrol station";
    let altered = stage.json(&["quote", asked, "--json"]);
    assert_eq!(hits(&altered).len(), 1, "{altered}");
    let copied = &altered["hits"][0]["copied"];
    assert_eq!(copied["differences"][0], serde_json::json!({"quoted": "dim", "found": "dark"}));
    assert!(copied["differences"].to_string().contains("captians"), "{copied}");
    let ran = stage.run(&["quote", asked]);
    assert!(ran.status == 0 && ran.out.contains("alike: “dim” is “dark”"), "{}", ran.out);
    assert_eq!(stage.run(&["quote", "nothing of the kind was ever written anywhere here"]).status, 1);
    for no_sentence in ["…", "harbour"] {
        let ran = stage.run(&["quote", no_sentence]);
        assert!(ran.status == 2 && ran.err.contains("hint: "), "{}", ran.err);
    }
}

#[test]
fn quote_is_asked_for_like_search() {
    let stage = Stage::shared();
    let sentence = "Forty boats were lost at their moorings";
    let all = stage.json(&["quote", sentence, "--json", "--dups", "show"]);
    assert_eq!(hits(&all).len(), 2, "the storm and its reprint");
    let folded = stage.json(&["quote", sentence, "--json"]);
    assert_eq!((hits(&folded).len(), folded["hits"][0]["duplicates"].as_array().unwrap().len()), (1, 1));
    assert_eq!(folded["total"]["passages"], 2);
    assert_eq!(stage.run(&["quote", sentence, "--count"]).out, "2\t2\n");
    assert_eq!(stage.run(&["quote", sentence, "--path", "archive/storm-1987.txt", "--count"]).out, "1\t1\n");
}

#[test]
fn like_finds_the_same_matter_but_not_the_passage() {
    let stage = Stage::shared();
    let talks = stage.json(&["like", "wire-1#0", "--json"]);
    assert!(!hits(&talks).contains("wire-1#0") && !hits(&talks).is_empty());
    assert!(talks["hits"][0].to_string().to_lowercase().contains("harbour"), "{}", talks["hits"][0]);
    let storm = "archive/storm-1987.txt#1";
    let folded = hits(&stage.json(&["like", storm, "--json", "-n", "100", "--all-passages"]));
    assert!(!folded.contains("archive/storm-1987-reprint.txt#1"), "a copy of the passage is nothing like it");
    let shown = stage.json(&["like", storm, "--json", "--dups", "show"]);
    assert!(hits(&shown).contains("archive/storm-1987-reprint.txt#1"));
}

#[test]
fn like_of_no_passage_is_an_error_with_a_hint() {
    for (asked, told) in [("harbour-talks.txt", "passages"), ("wire-1#99", "wire-1#99"), ("zzz#0", "zzz#0")] {
        let ran = Stage::shared().run(&["like", asked]);
        assert!(ran.status == 2 && ran.err.contains(told), "{asked}: {}", ran.err);
    }
}

#[test]
fn like_takes_the_names_that_stand_below_hits() {
    let stage = Stage::empty();
    let long = |word: &str| format!("The {word} left the harbour. ").repeat(40);
    let record = |id: &str| serde_json::json!({"id": id, "text": format!("{}\n\n{}", long("ferry"), long("tug"))}).to_string();
    stage.write("wire.ndjson", [record("one"), record("two")].join("\n"));
    stage.write("note.txt", "A note\n\nThe ferry was late again, and the tug was not there.");
    stage.index();
    let told = |asked: &str| {
        let ran = stage.run(&["like", asked]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{asked}: {}", ran.err);
        ran.err
    };
    assert!(told("wire.ndjson#0").contains("one#0 … two#0"), "{}", told("wire.ndjson#0"));
    assert!(told("wire.ndjson:2").contains("names"), "a record of several passages");
    for one in ["wire.ndjson:2#0", "two#1", "note.txt:3", "note.txt#1"] {
        assert_eq!(stage.run(&["like", one]).status, 0, "{one}");
        assert_eq!(stage.run(&["show", one]).status, 0, "{one}");
    }
}

/// Six reports, of which each two are copies, a year apart, among many others that name the ferry more often.
fn reprinted() -> Stage {
    let stage = Stage::empty();
    let mut dice = Dice(11);
    let mut records = Vec::new();
    let mut record = |id: String, year: usize, text: &str| {
        records.push(serde_json::json!({"id": id, "date": format!("{year}-05-01"), "text": text}).to_string());
    };
    for number in 0..3 {
        let text = format!("The ferry left. {}.", dice.sentence(40).join(" "));
        record(format!("first-{number}"), 2010 + number, &text);
        record(format!("again-{number}"), 2020 + number, &text);
    }
    for number in 0..30 {
        record(format!("other-{number}"), 2000, &format!("Ferry after ferry. {}.", dice.sentence(20).join(" ")));
    }
    stage.write("reports.ndjson", records.join("\n"));
    stage.index();
    stage
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["document"]["id"].as_str().unwrap()).collect()
}

#[test]
fn copies_stand_under_the_first_in_the_order_of_dates_too() {
    let stage = reprinted();
    for asked in [&["search", "left"][..], &["search", "--published", "2010..2022"]] {
        let oldest = stage.json(&[asked, &["--json", "--sort", "date"]].concat());
        assert_eq!(ids(&oldest), ["first-0", "first-1", "first-2"]);
        assert_eq!(oldest["hits"][0]["duplicates"][0]["document"], "again-0");
        let newest = stage.json(&[asked, &["--json", "--sort", "-date", "-n", "2", "--offset", "1"]].concat());
        assert_eq!(ids(&newest), ["again-1", "again-0"]);
        let shown = stage.json(&[asked, &["--json", "--sort", "date", "--dups", "show"]].concat());
        assert_eq!(ids(&shown), ["first-0", "first-1", "first-2", "again-0", "again-1", "again-2"]);
    }
}

#[test]
fn only_copies_fill_the_page() {
    let stage = reprinted();
    for sort in ["score", "date", "-date"] {
        let all = stage.json(&["search", "ferry", "--json", "--dups", "only", "--sort", sort]);
        assert_eq!(ids(&all).len(), 3, "{sort}: {all}");
        let page = stage.json(&["search", "ferry", "--json", "--dups", "only", "--sort", sort, "-n", "1", "--offset", "1"]);
        assert_eq!(ids(&page), ids(&all)[1..2], "{sort}");
    }
    let shown = stage.run(&["search", "ferry", "--dups", "only"]).out;
    assert!(shown.ends_with("36 passages in 36 documents; shown are those with copies\n"), "{shown}");
    let none = stage.run(&["search", "after", "--dups", "only"]).out;
    assert!(none.ends_with("30 passages in 30 documents; none of them has a copy\n"), "{none}");
}
