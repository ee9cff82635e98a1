//! What is told where nothing matches, and what further ranking only adds to scores.

use crate::stage::{Stage, hits};

/// The warnings of an answer that found nothing all of which is asked, by kind.
fn warnings(arguments: &[&str], kind: &str) -> Vec<String> {
    let answer = Stage::shared().json(&[&["search", "--json"], arguments].concat());
    let all = answer["warnings"].as_array().unwrap();
    all.iter().filter(|one| one["kind"] == kind).map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_part_that_kills_a_query_is_named_with_counts() {
    let told = warnings(&["--match", "all", "harbour zzzqqq"], "no-match");
    assert!(told.len() == 1 && told[0].contains("zzzqqq: 0") && !told[0].contains("harbour: 0"), "{told:?}");
    let relaxed = warnings(&["harbour zzzqqq"], "relaxed");
    assert!(relaxed[0].contains("zzzqqq: 0"), "{relaxed:?}");
}

#[test]
fn words_that_stand_apart_are_counted_without_quotes() {
    let told = warnings(&["\"harbour ankara\""], "no-match");
    assert!(told[0].contains("harbour ankara, anywhere in a passage: ") && !told[0].ends_with(": 0)"), "{told:?}");
}

#[test]
fn furniture_that_would_match_is_told() {
    let told = warnings(&["newsletter"], "furniture");
    assert!(told.len() == 1 && told[0].starts_with("1 passage of page furniture would match"), "{told:?}");
    assert!(warnings(&["zzzqqq"], "furniture").is_empty());
    assert!(warnings(&["newsletter", "--furniture"], "furniture").is_empty());
}

#[test]
fn counts_by_actor_and_date_of_nothing_say_so_and_why() {
    for command in ["actors", "dates", "timeline"] {
        let ran = Stage::shared().run(&[command, "harbour zzzqqq"]);
        assert_eq!((ran.status, ran.out.as_str()), (1, "nothing found\n"), "{command}");
        assert!(ran.err.contains("zzzqqq: 0"), "{command}: {}", ran.err);
        let ran = Stage::shared().run(&[command, "harbour", "--published", "1901"]);
        assert!(ran.status == 1 && ran.err.contains("without the filters"), "{command}: {}", ran.err);
    }
    let ran = Stage::shared().run(&["actors", "harbour", "--match", "zzz*"]);
    assert!(ran.out == "nothing found\n" && ran.err.contains("no actor in them has a name like 'zzz*'"), "{}", ran.err);
}

#[test]
fn a_filter_that_names_what_is_not_there_brings_the_nearest() {
    let stage = Stage::empty();
    let record = r#"{"id":"1","text":"The harbour opened.","source":"De Kust","author":"Helen Strand"}"#;
    stage.write("wires/coast.ndjson", record);
    stage.index();
    for (arguments, told) in [
        (["harbour", "--source", "De Kost"], "no document has the source 'De Kost'; nearest: de kust"),
        (["harbour", "--author", "Helen Strnd"], "nearest: helen strand"),
        (["harbour", "--author", "strnd"], "nearest: helen strand"),
        (["harbour", "--path", "wires"], "nearest: wires/*"),
        (["harbour", "--path", "cost.ndjson"], "nearest: wires/coast.ndjson"),
        (["harbour", "--path", "xyz/*"], "no document has the path 'xyz/*'"),
        (["harbour author:strnd", "--match", "all"], "nearest: helen strand"),
    ] {
        let ran = stage.run(&[&["search"][..], &arguments].concat());
        assert!(ran.status == 1 && ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
    let ran = stage.run(&["search", "ferry", "--source", "kust"]);
    assert!(!ran.err.contains("no document has"), "{}", ran.err);
}

#[test]
fn filters_that_leave_nothing_are_told() {
    let told = warnings(&["harbour", "--published", "1999"], "no-match");
    assert!(told[0].contains("without the filters"), "{told:?}");
}

#[test]
fn mistyped_words_bring_those_of_the_index() {
    let told = warnings(&["lihgthouse"], "did-you-mean");
    assert!(told[0].contains("did you mean lighthouse ("), "{told:?}");
    let told = warnings(&["--match", "all", "lihgthouse AND latakia"], "did-you-mean");
    assert!(told.iter().any(|one| one.starts_with("lighthouse AND latakia would match")), "{told:?}");
    assert!(warnings(&["zzzqqq"], "did-you-mean").is_empty());
}

#[test]
fn a_mistyped_name_brings_the_actor() {
    let told = warnings(&["samir hadad"], "did-you-mean");
    assert!(told.iter().any(|one| one.contains("@\"Samir Haddad\"")), "{told:?}");
}

#[test]
fn what_expands_a_query_only_orders_its_hits() {
    let stage = Stage::shared();
    let (plain, expanded) = (stage.search(&["harbour talks"]), stage.search(&["harbour talks", "--expand"]));
    assert_eq!((hits(&plain), &plain["total"]), (hits(&expanded), &expanded["total"]));
    let marks = |answer: &serde_json::Value| {
        let all = answer["hits"].as_array().unwrap().iter();
        let mut marks: Vec<String> = all.map(|hit| format!("{}{}", hit["document"]["id"], hit["highlights"])).collect();
        marks.sort();
        marks
    };
    assert_eq!(marks(&plain), marks(&expanded), "nothing is lit that was not asked for");
    let ran = stage.run(&["search", "harbour talks", "--expand", "--explain"]);
    assert!(ran.err.contains("expanded by:") && ran.out.contains("+ expansion "), "{}{}", ran.err, ran.out);
}

#[test]
fn recency_lifts_the_newer_of_two_that_are_alike() {
    let stage = Stage::empty();
    let record = |id: &str, date: &str, text: &str| serde_json::json!({"id": id, "date": date, "text": text}).to_string();
    let texts = [
        record("old", "2021-01-01", "The ferry waited at the pier, and the ferry left."),
        record("new", "2023-09-29", "The ferry waited at the pier with many others."),
    ];
    stage.write("wire.ndjson", texts.join("\n"));
    stage.index();
    let first = |flags: &[&str]| stage.search(&[&["ferry"], flags].concat())["hits"][0]["document"]["id"].clone();
    assert_eq!((first(&[]), first(&["--recency"])), ("old".into(), "new".into()));
    let ran = stage.run(&["search", "ferry", "--recency", "--explain"]);
    assert!(ran.err.contains("half-life") && ran.out.contains("+ recency "), "{}{}", ran.err, ran.out);
}

#[test]
fn a_search_out_of_time_found_something_or_fails_but_never_found_nothing() {
    for query in ["harbour", "-harbour", "harbour -ferry", "\"the harbour\"", "har*", "/h.*r/", "same:sentence(harbour ferry)"] {
        let all = Stage::shared().json(&["search", "--json", "--timeout", "1m", "-n", "999", "--match", "all", "--", query]);
        assert_eq!(all["total"]["exact"], true, "{query}");
        let cut = Stage::shared().json(&["search", "--json", "--timeout", "0s", "-n", "999", "--match", "all", "--", query]);
        assert_eq!((&cut["total"]["exact"], hits(&cut).is_subset(&hits(&all))), (&false.into(), true), "{query}");
        assert!(cut["warnings"].as_array().unwrap().iter().any(|one| one["kind"] == "timed-out"), "{query}: {cut}");
        for form in [&["--ndjson"][..], &["--count"], &["-q"], &[]] {
            let ran = Stage::shared().run(&[&["search", "--timeout", "0s"], form, &["--match", "all", "--", query]].concat());
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{query} {form:?}: {}", ran.err);
            assert!(ran.err.contains("time was over") && ran.err.contains("hint: "), "{}", ran.err);
        }
    }
}

#[test]
fn counts_of_parts_are_those_within_the_filters() {
    let stage = Stage::empty();
    let record = |id: &str, day: &str| format!(r#"{{"id":"{id}","text":"Gas flows to {id} again.","date":"{day}"}}"#);
    stage.write("a.jsonl", [record("one", "2021-05-01"), record("two", "2022-05-01"), record("three", "2022-06-01")].join("\n"));
    stage.index();
    let ran = stage.run(&["search", "gas zzqx", "--since", "2022"]);
    assert!(ran.err.contains("gas: 2, zzqx: 0"), "{}", ran.err);
}

#[test]
fn other_names_are_counted_within_the_filters() {
    let stage = Stage::empty();
    let record = |id: &str, day: &str, text: &str| serde_json::json!({"id": id, "date": day, "text": text}).to_string();
    let texts = [
        record("1", "2021-05-01", "Tehran rejected what Moscow offered."),
        record("2", "2021-06-01", "Iran said no."),
        record("3", "2022-06-01", "Iran said yes."),
    ];
    stage.write("a.jsonl", texts.join("\n"));
    stage.index();
    let told = |flags: &[&str]| stage.run(&[&["search", "tehran"], flags].concat()).err;
    assert!(told(&[]).contains("2 further passages mention"), "{}", told(&[]));
    assert!(told(&["--published", "2021"]).contains("1 further passage mentions"), "{}", told(&["--published", "2021"]));
}

#[test]
fn a_spelling_that_only_the_dictionary_knows_is_told() {
    let stage = Stage::empty();
    stage.write("a.txt", "President Volodymyr Zelenskyy spoke in Kyiv on Monday.");
    stage.index();
    let ran = stage.run(&["search", "Zelensky"]);
    assert!(ran.err.contains("is a name of Volodymyr Zelensky"), "{}", ran.err);
}
