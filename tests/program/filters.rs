//! Filters restrict and never score; flags and query syntax mean the same.

use crate::stage::Stage;

/// Restrictions of every kind that leave something of the sample.
const FILTERS: &[&[&str]] = &[
    &["--actor", "turkey"],
    &["--actor", "turkey", "--actor", "syria"],
    &["--actor", "turkey", "--actor", "greece", "--any-actor"],
    &["--actor", "turkey", "--evidence", "capital"],
    &["--kind", "person"],
    &["--published", "2023"],
    &["--published", "2022-12..2023-03"],
    &["--mentions", "2022-12"],
    &["--mentions", "2022-12", "--loose"],
    &["--mentions", "2022-12", "--within"],
    &["--since", "2023-01-01"],
    &["--until", "2022-12-31"],
    &["--undated"],
    &["--source", "Gulf Wire"],
    &["--author", "Ferrante"],
    &["--lang", "en"],
    &["--path", "*.ndjson"],
];

#[test]
fn a_filter_never_adds_a_hit() {
    let stage = Stage::shared();
    for query in ["harbour", "\"harbour talks\"", "turkey OR syria", "the"] {
        let all = stage.hits(&[query]);
        for filter in FILTERS {
            let some = stage.hits(&[&[query, "--match", "all"], *filter].concat());
            assert!(some.is_subset(&all), "{query} {filter:?}: {:?}", some.difference(&all));
        }
    }
}

#[test]
fn every_filter_leaves_something_and_takes_something() {
    let stage = Stage::shared();
    let all = stage.hits(&["--", "-zzzqqq"]);
    for filter in FILTERS {
        let some = stage.hits(filter);
        assert!(!some.is_empty() && some.len() < all.len(), "{filter:?}: {} of {}", some.len(), all.len());
    }
}

#[test]
fn a_filter_changes_no_score() {
    let stage = Stage::shared();
    let score = |arguments: &[&str]| {
        let answer = stage.search(arguments);
        let hit = answer["hits"].as_array().unwrap().iter().find(|hit| hit["document"]["id"] == "wire-1").unwrap().clone();
        hit["score"].as_f64().unwrap()
    };
    assert_eq!(score(&["harbour talks"]), score(&["harbour talks", "--source", "Gulf Wire", "--actor", "Nasrin Tavakoli"]));
}

#[test]
fn flags_and_fields_mean_the_same() {
    let stage = Stage::shared();
    for (flags, query) in [
        (["--actor", "turkey"], "actor:turkey"),
        (["--published", "2022-12"], "published:2022-12"),
        (["--mentions", "2022-12"], "mentions:2022-12"),
        (["--source", "Gulf Wire"], "source:\"Gulf Wire\""),
        (["--author", "Ferrante"], "author:Ferrante"),
        (["--lang", "tr"], "lang:tr"),
    ] {
        let hits = stage.hits(&flags);
        assert!(!hits.is_empty(), "{flags:?}");
        assert_eq!(hits, stage.hits(&[query]), "{flags:?} and {query}");
    }
}

#[test]
fn a_filter_alone_is_ordered_by_date() {
    let answer = Stage::shared().search(&["--source", "Gulf Wire"]);
    let first = |hit: &serde_json::Value| hit["document"]["published"]["first"].as_str().map(str::to_owned);
    let days: Vec<_> = answer["hits"].as_array().unwrap().iter().filter_map(first).collect();
    assert!(days.len() > 2 && days.is_sorted_by(|one, next| one >= next), "{days:?}");
    assert!(answer["hits"][0]["score"].is_null());
}

#[test]
fn supplied_actors_belong_to_every_passage_of_their_document() {
    let answer = Stage::shared().search(&["--actor", "World Food Programme"]);
    let hits = answer["hits"].as_array().unwrap();
    assert!(!hits.is_empty() && hits.iter().all(|hit| hit["document"]["id"] == "wire-2"));
    for hit in hits {
        let supplied = hit["actors"].as_array().unwrap().iter().find(|actor| actor["evidence"] == "supplied").unwrap();
        assert!(supplied["span"].is_null());
    }
}

#[test]
fn a_path_restricts_to_what_lies_below_it() {
    let stage = Stage::indexed();
    let archive = stage.documents().join("archive");
    let hits = stage.hits(&["harbour", archive.to_str().unwrap()]);
    assert!(!hits.is_empty() && hits.iter().all(|hit| hit.starts_with("archive/")), "{hits:?}");
}

/// A collection of two roots which share the name of a file, each with a word of its own in it, and a root that is a file.
fn two_roots() -> Stage {
    let stage = Stage::empty();
    for (name, word) in [("one/talks.md", "quay"), ("two/talks.md", "mole"), ("two/sub/other.md", "pier"), ("three.md", "jetty")]
    {
        stage.write(name, format!("# Harbour\n\nThe harbour has a {word}.\n"));
    }
    for root in ["one", "two", "three.md"] {
        let ran = stage.run(&["index", stage.documents().join(root).to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
    stage
}

#[test]
fn a_path_restricts_among_several_roots() {
    let stage = two_roots();
    for (path, words) in [
        ("one", vec!["quay"]),
        ("one/talks.md", vec!["quay"]),
        ("two", vec!["mole", "pier"]),
        ("two/talks.md", vec!["mole"]),
        ("two/sub", vec!["pier"]),
        ("three.md", vec!["jetty"]),
        ("", vec!["jetty", "mole", "pier", "quay"]),
    ] {
        let below = stage.documents().join(path);
        let answer = stage.search(&["harbour", below.to_str().unwrap()]);
        let text = |hit: &serde_json::Value| hit["passage"]["text"].as_str().unwrap().to_owned();
        let found: String = answer["hits"].as_array().unwrap().iter().map(text).collect();
        let all = ["jetty", "mole", "pier", "quay"];
        let found: Vec<_> = all.into_iter().filter(|word| found.contains(word)).collect();
        assert_eq!(found, words, "{path}");
    }
    let two = stage.documents().join("two");
    let both = stage.hits(&["harbour", "--path", "talks.md", two.to_str().unwrap()]);
    assert_eq!(both.len(), 1, "a glob and a path both restrict: {both:?}");
}

#[test]
fn a_path_may_be_an_archive() {
    let stage = Stage::empty();
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(21);
    archive.append_data(&mut header, "inside.txt", &b"The harbour is a door"[..]).unwrap();
    stage.write("old.tar", archive.into_inner().unwrap());
    stage.write("plain.txt", "The harbour is a wall.\n");
    stage.index();
    let hits = stage.hits(&["harbour", stage.documents().join("old.tar").to_str().unwrap()]);
    assert_eq!(hits.into_iter().collect::<Vec<_>>(), ["old.tar!/inside.txt#0"]);
}

#[test]
fn counts_agree_with_what_is_listed() {
    let stage = Stage::shared();
    for query in ["harbour", "turkey", "harbour OR ferry", "\"harbour talks\"", "-moscow"] {
        let answer = stage.search(&["--match", "all", "--", query]);
        let documents: std::collections::BTreeSet<_> =
            answer["hits"].as_array().unwrap().iter().map(|hit| hit["document"]["id"].to_string()).collect();
        let total = &answer["total"];
        assert_eq!(total["passages"].as_u64(), Some(crate::stage::hits(&answer).len() as u64), "{query}");
        assert_eq!(total["documents"].as_u64(), Some(documents.len() as u64), "{query}");
        let counted = stage.run(&["search", "--count", "--", query]).out;
        assert_eq!(counted, format!("{}\t{}\n", total["passages"], total["documents"]), "{query}");
    }
}

#[test]
fn a_supplied_actor_stands_at_no_place_of_the_text() {
    let stage = Stage::empty();
    let record = serde_json::json!({"id": "1", "title": "Boats", "text": "The harbour opened.", "actors": ["Turkey"]});
    stage.write("wire.ndjson", record.to_string());
    stage.index();
    let found = |query: &str| stage.search(&[query])["total"]["passages"].clone();
    assert_eq!(found("@turkey harbour"), 1);
    for query in ["@turkey NEAR/200 harbour", "\"harbour @turkey\"~200", "title:@turkey", "heading:@turkey"] {
        assert_eq!(found(query), 0, "{query}");
    }
    assert_eq!(found("boats NEAR/200 harbour"), 0, "title and text are apart, however far NEAR reaches");
}
