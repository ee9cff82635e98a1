//! What can't be done: one line of what failed, a hint of what would work, status 2, nothing on stdout.

use crate::stage::{Ran, Stage};

/// Holds that a command fails as it should, and returns what it told.
fn refused(ran: Ran) -> String {
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
    let errors = ran.err.lines().filter(|line| line.starts_with("error: ")).count();
    assert_eq!(errors, 1, "{}", ran.err);
    ran.err
}

#[test]
fn an_unknown_flag() {
    let told = refused(Stage::shared().run(&["search", "harbour", "--jsno"]));
    assert!(told.contains("--jsno") && told.contains("--json"), "{told}");
}

#[test]
fn a_flag_without_the_one_it_belongs_to() {
    for arguments in [
        &["search", "harbour", "--format", "trec"][..],
        &["search", "harbour", "--group"],
        &["search", "harbour", "-0"],
        &["search", "harbour", "--any-actor"],
        &["search", "harbour", "--loose"],
        &["search", "harbour", "--within"],
        &["search", "harbour", "-C", "1", "--json"],
        &["search", "harbour", "-C", "1", "--md"],
        &["search", "harbour", "-C", "1", "--files"],
        &["search", "harbour", "--explain", "--csv"],
        &["like", "wire-1#0", "-C", "1", "--ndjson"],
        &["search", "harbour", "--dups", "only", "--count"],
        &["show", "harbour-talks.txt", "-C", "1"],
        &["search", "harbour", "--queries", "list.ndjson", "--format", "trec"],
        &["search", "--queries", "list.ndjson", "--format", "trec", "--json"],
        &["search", "--queries", "list.ndjson", "--format", "trec", "--sort", "-date"],
        &["bench", "--compare", "report.json", "--fail-over", "10x"],
        &["bench", "--cold", "--actor", "turkey"],
        &["bench", "--cold", "--exact"],
        &["bench", "--index-time", "nowhere", "--match", "any"],
    ] {
        let told = refused(Stage::shared().run(arguments));
        assert!(!told.contains("list.ndjson:") && !told.contains("report.json:"), "{arguments:?}: {told}");
    }
}

#[test]
fn a_bad_date() {
    for arguments in [["--published", "2022-02-30"], ["--mentions", "sometime"], ["--since", "28/28/2022"]] {
        let told = refused(Stage::shared().run(&[&["search", "harbour"][..], &arguments].concat()));
        assert!(told.contains(arguments[1]) && told.contains("hint: "), "{told}");
    }
}

#[test]
fn days_that_end_before_they_begin() {
    let told = refused(Stage::shared().run(&["search", "harbour", "--since", "2025", "--until", "2020"]));
    assert!(told.contains("--since 2025-01-01 is later than --until 2020-12-31"), "{told}");
    let told = refused(Stage::shared().run(&["dates", "--published", "2024-01-15..2024-01-10"]));
    assert!(told.contains("ends before it begins"), "{told}");
}

#[test]
fn a_bad_query_has_a_caret_below_its_place() {
    let told = refused(Stage::shared().run(&["search", "lavrov NEAR/0 moscow"]));
    let lines: Vec<_> = told.lines().collect();
    let query = lines.iter().position(|line| line.trim() == "lavrov NEAR/0 moscow").expect("the query");
    assert_eq!(lines[query].find("NEAR"), lines[query + 1].find('^'), "{told}");
    assert!(told.contains("hint: "), "{told}");
}

#[test]
fn a_bad_query_is_no_json_either() {
    refused(Stage::shared().run(&["search", "--json", "a*"]));
    refused(Stage::shared().run(&["search", "--count", "/(/"]));
}

#[test]
fn a_missing_index() {
    let told = refused(Stage::empty().run(&["search", "harbour"]));
    assert!(told.contains("no index") && told.contains("hint: ") && told.contains("nutgraf index"), "{told}");
    for command in ["actors", "dates", "status", "check", "bench"] {
        refused(Stage::empty().run(&[command]));
    }
}

#[test]
fn a_missing_path_hints_at_quoting() {
    let told = refused(Stage::shared().run(&["search", "harbour", "talks"]));
    assert!(told.contains("hint: quote"), "{told}");
    for arguments in [&["index", "nowhere"][..], &["inspect", "nowhere.txt"], &["bench", "--index-time", "nowhere"]] {
        let told = refused(Stage::empty().run(arguments));
        assert!(told.contains("nowhere") && !told.contains("quote"), "{told}");
    }
}

#[test]
fn an_unknown_actor_names_its_nearest() {
    let told = refused(Stage::shared().run(&["search", "--actor", "Erdogam"]));
    assert!(told.contains("hint: ") && told.contains("Erdo"), "{told}");
}

#[test]
fn unknown_names_are_answered_with_the_known_ones() {
    for arguments in [["--kind", "animal"], ["--evidence", "rumour"], ["--lang", "elvish"]] {
        let told = refused(Stage::shared().run(&[&["search", "harbour"][..], &arguments].concat()));
        assert!(told.contains(arguments[1]) && told.contains("hint: "), "{told}");
    }
}

#[test]
fn an_unknown_document() {
    refused(Stage::shared().run(&["show", "nothing.txt"]));
    refused(Stage::shared().run(&["show", "wire-1#99"]));
}

#[test]
fn no_query_and_no_filter() {
    let told = refused(Stage::shared().run(&["search"]));
    assert!(told.contains("hint: "), "{told}");
}

#[test]
fn an_index_among_the_documents() {
    let stage = Stage::corpus();
    let inside = stage.documents().join("index");
    let ran = Ran::of(&mut stage.bare(&["--index", inside.to_str().unwrap(), "index", stage.documents().to_str().unwrap()]));
    assert!(refused(ran).contains("among the documents"));
    assert!(!inside.exists());
}

#[test]
fn a_path_outside_of_all_roots() {
    let stage = Stage::shared();
    let told = refused(stage.run(&["search", "harbour", stage.index_folder().to_str().unwrap()]));
    assert!(told.contains("no part of the index") && told.contains("hint: add it: nutgraf index"), "{told}");
}

#[test]
fn a_count_that_would_not_be_whole() {
    for command in ["actors", "dates", "timeline"] {
        let told = refused(Stage::shared().run(&[command, "harbour OR ferry", "--timeout", "0s"]));
        assert!(told.contains("time was over") && told.contains("hint: "), "{command}: {told}");
    }
    assert!(refused(Stage::shared().run(&["search", "harbour", "--timeout", "soon"])).contains("500ms"));
}

#[test]
fn hostile_queries_end_at_once() {
    let stage = Stage::shared();
    for query in ["(".repeat(50_000), "a NEAR/9 ".repeat(5_000), "\"".repeat(20_000), "ab* ".repeat(2_000)] {
        let ran = stage.run(&["search", "--count", &query]);
        assert!((0..=2).contains(&ran.status), "{}", ran.err);
        assert!(ran.err.len() < 4_000, "{} bytes of talk", ran.err.len());
    }
}

#[test]
fn only_the_index_of_the_path_is_forgotten() {
    let (stage, other) = (Stage::indexed(), Stage::corpus());
    let documents = other.documents();
    let ran = stage.run(&["forget", documents.to_str().unwrap()]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(stage.index_folder().join("meta.json").is_file(), "it is still there");
    assert_eq!(stage.run(&["forget", stage.documents().to_str().unwrap()]).status, 0);
    assert!(!stage.index_folder().exists());
}

#[test]
fn an_index_that_is_not_there_is_not_brought_up_to_date() {
    let stage = Stage::empty();
    let ran = stage.run(&["index"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(!stage.index_folder().exists());
}

#[test]
fn a_wrong_query_of_a_list_is_named_by_its_line_before_anything_is_measured() {
    let stage = Stage::indexed();
    let list = stage.documents().join("list.tsv");
    std::fs::write(&list, "one\tharbour\ntwo\tharbour NEAR/0 talks\n").unwrap();
    let ran = stage.run(&["bench", list.to_str().unwrap()]);
    assert!(ran.status == 2 && ran.err.contains("list.tsv:2:") && ran.out.is_empty(), "{} {}", ran.err, ran.out);
    std::fs::write(&list, "one\tharbour\n").unwrap();
    let ran = stage.run(&["bench", list.to_str().unwrap(), "--compare", "/nowhere.json"]);
    assert!(ran.status == 2 && ran.out.is_empty(), "{}", ran.out);
}

#[test]
fn a_word_longer_than_any_of_the_index_costs_no_more_than_others() {
    let stage = Stage::shared();
    let long = "q".repeat(60_000);
    for query in [long.clone(), format!("{long}~2"), format!("{long}~1 harbour")] {
        let mut command = stage.command(&["search", &query]);
        let ran = Ran::of(command.timeout(std::time::Duration::from_secs(5)));
        assert!(ran.status == 0 || ran.status == 1, "{}", ran.err);
    }
}

#[test]
fn a_regular_expression_that_asks_for_too_much_is_refused_at_its_place() {
    let told = refused(Stage::shared().run(&["search", r"harbour /\p{L}{1,400}[^b]{1,400}/"]));
    assert!(told.contains('^') && told.contains("hint: "), "{told}");
    assert_eq!(Stage::shared().run(&["search", "--count", r"/\w{3,40}/"]).status, 0);
}

#[test]
fn a_timeline_out_of_time_is_an_error_and_never_a_part_of_one() {
    let stage = Stage::indexed();
    let whole = stage.run(&["timeline", "harbour"]).out;
    for time in ["0ms", "1ms", "2ms", "5ms", "20ms"] {
        let ran = stage.run(&["timeline", "harbour", "--timeout", time]);
        assert!(ran.status == 2 && ran.out.is_empty() || ran.out == whole, "{time}: {}", ran.out);
    }
}
