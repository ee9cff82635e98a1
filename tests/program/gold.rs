use std::collections::BTreeSet;

use nutgraf_index::actor::OwnActors;
use nutgraf_index::annotate::annotate_text;
use nutgraf_index::date::{Date, DateSpan};
use serde::Deserialize;

/// A passage annotated by hand; see `tests/gold/README.md`.
#[derive(Deserialize)]
struct Passage {
    published: Option<Date>,
    text: String,
    actors: BTreeSet<String>,
}

/// How many actors of passages were found rightly, found at all, and wanted.
#[derive(Default)]
struct Tally {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Tally {
    fn of(gold: &str) -> Tally {
        let mut tally = Tally::default();
        for line in gold.lines() {
            let passage: Passage = serde_json::from_str(line).unwrap();
            let (mentions, _) = annotate_text(&passage.text, passage.published.map(DateSpan::day), &OwnActors::default());
            let found: BTreeSet<String> = mentions.iter().map(|mention| mention.actor.id.to_string()).collect();
            tally.right += found.intersection(&passage.actors).count();
            tally.found += found.len();
            tally.wanted += passage.actors.len();
        }
        tally
    }

    fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted) as f64
    }
}

/// The least F1, in per cent, of actors by passage.
const TUNING_FLOOR: f64 = 92.0;
const HELD_OUT_FLOOR: f64 = 88.0;

#[test]
fn the_actors_of_passages_are_those_that_a_reader_finds() {
    for (half, gold, floor) in [
        ("tuning", include_str!("../gold/tuning.jsonl"), TUNING_FLOOR),
        ("held out", include_str!("../gold/held_out.jsonl"), HELD_OUT_FLOOR),
    ] {
        let tally = Tally::of(gold);
        assert!(tally.f1() >= floor, "{half}: {:.1}, {} of {} and {}", tally.f1(), tally.right, tally.found, tally.wanted);
    }
}
