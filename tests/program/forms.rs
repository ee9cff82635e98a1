//! Format 1: every key stands there, and what is absent is `null`, never missing.

use serde_json::{Value, json};

use crate::stage::{CORPUS, Ran, Stage, hits};

/// Holds that an object has these keys: the format may grow, but loses none.
fn assert_keys(value: &Value, keys: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("{value} is no object"));
    let missing: Vec<_> = keys.iter().filter(|key| !object.contains_key(**key)).collect();
    assert!(missing.is_empty(), "{missing:?} missing in {value}");
}

/// Holds that a value is `null` or a span of days.
fn assert_days(value: &Value) {
    if !value.is_null() {
        assert_keys(value, &["first", "last"]);
        assert_eq!(value.as_object().unwrap().len(), 2, "{value}");
        assert!(value["first"].as_str() <= value["last"].as_str(), "{value}");
    }
}

/// Holds that a value is a byte range of a text.
fn assert_span(value: &Value, text: &str) {
    let place = |end: usize| usize::try_from(value[end].as_u64().unwrap()).unwrap();
    assert!(text.get(place(0)..place(1)).is_some_and(|piece| !piece.is_empty()), "{value} of {text}");
}

const DOCUMENT: &[&str] = &[
    "id",
    "path",
    "title",
    "subtitle",
    "authors",
    "source",
    "published",
    "published_evidence",
    "language",
    "passages",
    "matches",
];
const PASSAGE: &[&str] = &["ordinal", "kind", "heading", "lines", "page", "span", "text"];
const ACTOR: &[&str] = &["id", "name", "kind", "span", "evidence"];
const STATUS: &[&str] = &[
    "format",
    "index",
    "roots",
    "documents",
    "passages",
    "text_bytes",
    "index_bytes",
    "segments",
    "files",
    "age_seconds",
    "languages",
    "skipped",
    "actors",
];

const LATENCY: &[&str] = &["class", "queries", "samples", "p50_us", "p90_us", "p99_us", "max_us", "mean_us", "qps"];

#[test]
fn search_has_every_key_in_every_hit() {
    let answer = Stage::shared().search(&["harbour OR headline OR istanbul OR boats"]);
    assert_keys(&answer, &["format", "query", "warnings", "total", "took_ms", "hits"]);
    assert_eq!(answer["format"], 1);
    assert_keys(&answer["query"], &["text", "parsed", "match"]);
    assert_keys(&answer["total"], &["passages", "documents", "exact"]);
    assert_eq!(answer["total"]["exact"], true);
    assert_keys(&answer["took_ms"], &["parse", "search", "count", "fetch", "highlight"]);
    let hits = answer["hits"].as_array().unwrap();
    assert!(hits.len() > 10);
    for hit in hits {
        assert_hit(hit);
    }
}

fn assert_hit(hit: &Value) {
    assert_keys(
        hit,
        &[
            "rank",
            "score",
            "document",
            "passage",
            "highlights",
            "title_highlights",
            "heading_highlights",
            "actors",
            "dates",
            "duplicates",
        ],
    );
    assert_keys(&hit["document"], DOCUMENT);
    assert_days(&hit["document"]["published"]);
    assert_keys(&hit["passage"], PASSAGE);
    let text = hit["passage"]["text"].as_str().unwrap();
    for mark in hit["highlights"].as_array().unwrap() {
        assert_span(mark, text);
    }
    for mark in hit["title_highlights"].as_array().unwrap() {
        assert_span(mark, hit["document"]["title"].as_str().unwrap());
    }
    for actor in hit["actors"].as_array().unwrap() {
        assert_keys(actor, ACTOR);
        if !actor["span"].is_null() {
            assert_span(&actor["span"], text);
        }
    }
    for date in hit["dates"].as_array().unwrap() {
        assert_keys(date, &["when", "span", "text", "evidence"]);
        assert_days(&date["when"]);
        assert_span(&date["span"], text);
    }
}

#[test]
fn a_passage_is_its_file_at_its_span() {
    for hit in Stage::shared().search(&["harbour OR ferry"])["hits"].as_array().unwrap() {
        let path = hit["document"]["path"].as_str().unwrap();
        if !path.ends_with(".txt") || path.contains("1254") {
            continue;
        }
        let file = std::fs::read_to_string(std::path::Path::new(CORPUS).join(path)).unwrap();
        let place = |end: usize| hit["passage"]["span"][end].as_u64().unwrap() as usize;
        assert_eq!(&file[place(0)..place(1)], hit["passage"]["text"].as_str().unwrap(), "{path}");
        let first = hit["passage"]["lines"][0].as_u64().unwrap() as usize;
        assert_eq!(file[..place(0)].matches('\n').count() + 1, first, "{path}");
    }
}

#[test]
fn hits_of_a_document_stand_together_and_its_matches_are_counted() {
    let answer = Stage::shared().json(&["search", "harbour OR turkey OR syria OR ankara", "--json", "-n", "100"]);
    let ids: Vec<_> = answer["hits"].as_array().unwrap().iter().map(|hit| hit["document"]["id"].to_string()).collect();
    let runs: Vec<_> = ids.chunk_by(|one, next| one == next).map(|run| (run[0].clone(), run.len())).collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(runs.len(), distinct.len(), "{runs:?}");
    assert!(runs.iter().all(|(_, count)| *count <= 3), "{runs:?}");
    for hit in answer["hits"].as_array().unwrap() {
        assert!(hit["document"]["matches"].as_u64() <= hit["document"]["passages"].as_u64());
    }
}

#[test]
fn a_copy_stands_under_the_passage_that_ranks_best() {
    let stage = Stage::shared();
    let folded = stage.json(&["search", "moorings mole", "--json"]);
    let shown = stage.json(&["search", "moorings mole", "--json", "--dups", "show"]);
    assert_eq!((folded["total"].clone(), hits(&shown).len()), (shown["total"].clone(), 2), "folding changes no count");
    let [hit] = folded["hits"].as_array().unwrap().as_slice() else { panic!("{folded}") };
    let [copy] = hit["duplicates"].as_array().unwrap().as_slice() else { panic!("{hit}") };
    assert_keys(copy, &["document", "passage"]);
    let name = format!("{}#{}", copy["document"].as_str().unwrap(), copy["passage"]);
    assert!(hits(&shown).contains(&name) && !hits(&folded).contains(&name), "{name}");
}

#[test]
fn lines_of_ndjson_are_the_hits_of_json() {
    let stage = Stage::shared();
    let lines = stage.run(&["search", "harbour", "--ndjson"]).out;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(lines), stage.json(&["search", "harbour", "--json"])["hits"]);
}

#[test]
fn tables_have_a_row_a_hit() {
    let stage = Stage::shared();
    let hits = stage.json(&["search", "harbour", "--json"])["hits"].as_array().unwrap().len();
    for (flag, separator) in [("--csv", ','), ("--tsv", '\t')] {
        let table = stage.run(&["search", "harbour", flag]).out;
        assert_eq!(table.lines().count(), hits + 1, "{flag}");
        let header = format!("rank{separator}score{separator}document");
        assert!(table.starts_with(&header), "{flag}");
    }
    let markdown = stage.run(&["search", "harbour", "--md"]).out;
    assert!(markdown.starts_with("## ") && markdown.contains("**harbour**"), "{markdown}");
}

#[test]
fn actors_count_by_evidence() {
    let answer = Stage::shared().json(&["actors", "harbour", "--json"]);
    assert_keys(&answer, &["format", "actors"]);
    let actors = answer["actors"].as_array().unwrap();
    assert!(actors.iter().any(|actor| actor["name"] == "Turkey"));
    for actor in actors {
        assert_keys(actor, &["id", "name", "kind", "passages", "documents", "evidence"]);
        let most = actor["evidence"].as_object().unwrap().values().filter_map(Value::as_u64).max();
        assert!(most.is_some() && most <= actor["passages"].as_u64(), "{actor}");
    }
}

#[test]
fn a_count_of_an_actor_is_what_its_filter_finds() {
    let stage = Stage::shared();
    let answer = stage.json(&["actors", "--json"]);
    for name in ["Turkey", "Syria", "Greece"] {
        let actor = answer["actors"].as_array().unwrap().iter().find(|actor| actor["name"] == name).unwrap();
        let total = &stage.search(&["--actor", name])["total"];
        assert_eq!((&actor["passages"], &actor["documents"]), (&total["passages"], &total["documents"]), "{name}");
    }
}

#[test]
fn dates_count_every_passage_once_at_most() {
    let stage = Stage::shared();
    let all = stage.search(&["harbour"])["total"].clone();
    for axis in ["published", "mentions"] {
        let answer = stage.json(&["dates", "harbour", "--axis", axis, "--by", "year", "--json"]);
        assert_keys(&answer, &["format", "axis", "by", "buckets", "coarser", "undated"]);
        for side in ["coarser", "undated"] {
            assert_keys(&answer[side], &["passages", "documents"]);
        }
        let buckets = answer["buckets"].as_array().unwrap();
        assert!(!buckets.is_empty(), "{axis}");
        for bucket in buckets {
            assert_keys(bucket, &["when", "passages", "documents"]);
            assert_days(&bucket["when"]);
        }
        if axis == "published" {
            let passages = |value: &Value| value["passages"].as_u64().unwrap();
            let sum = buckets.iter().map(passages).sum::<u64>() + passages(&answer["coarser"]) + passages(&answer["undated"]);
            assert_eq!(Some(sum), all["passages"].as_u64());
        }
    }
}

#[test]
fn inspect_labels_every_line() {
    let stage = Stage::empty();
    for name in ["harbour-talks.txt", "wrapped-report.txt", "analysis.md", "lighthouse.html", "liman-windows-1254.txt"] {
        let answer = stage.json(&["inspect", "--json", &format!("{CORPUS}/{name}")]);
        assert_keys(&answer, &["format", "document", "lines", "passages"]);
        assert_keys(&answer["document"], DOCUMENT);
        for (place, line) in answer["lines"].as_array().unwrap().iter().enumerate() {
            assert_keys(line, &["line", "label", "reason"]);
            assert_eq!(line["line"], place + 1, "{name}");
        }
        for (place, passage) in answer["passages"].as_array().unwrap().iter().enumerate() {
            assert_keys(passage, &[PASSAGE, &["actors", "dates"]].concat());
            assert_eq!(passage["ordinal"], place, "{name}");
        }
    }
}

#[test]
fn inspect_tells_the_article_from_the_page() {
    let answer = Stage::empty().json(&["inspect", "--json", &format!("{CORPUS}/harbour-talks.txt")]);
    let label = |line: usize| answer["lines"][line - 1]["label"].as_str().unwrap();
    assert_eq!((label(1), label(19), label(29), label(34)), ("furniture", "title", "body", "furniture"));
    assert_eq!(answer["document"]["published"], json!({"first": "2022-12-28", "last": "2022-12-28"}));
}

#[test]
fn annotate_answers_line_by_line_in_order() {
    let lines = [
        json!({"id": "a", "text": "Ankara and the Turkish government met NATO on Wednesday.", "published": "2022-12-30"}),
        json!({"id": 2, "text": "", "published": null}),
    ];
    let typed = format!("{}\n{}\n", lines[0], lines[1]);
    let ran = Ran::of(Stage::empty().command(&["annotate"]).write_stdin(typed));
    let answers: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((answers.len(), &answers[0]["id"], &answers[1]["id"]), (2, &json!("a"), &json!(2)));
    for answer in &answers {
        assert_keys(answer, &["id", "actors", "dates"]);
    }
    assert!(answers[0]["actors"].as_array().unwrap().iter().any(|actor| actor["id"] == "state/turkey"));
    for date in answers[0]["dates"].as_array().unwrap() {
        assert_keys(date, &["when", "span", "text", "kind", "value", "evidence"]);
    }
    assert_eq!(answers[0]["dates"][0]["when"], json!({"first": "2022-12-28", "last": "2022-12-28"}));
}

#[test]
fn bench_sums_up_each_class_and_all() {
    let stage = Stage::shared();
    let list = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(list.path(), "word\tharbour\nword\tferry\nphrase\t\"harbour talks\"\n").unwrap();
    let answer = stage.json(&["bench", "--runs", "2", "--json", list.path().to_str().unwrap()]);
    assert_keys(&answer, &["format", "index", "machine", "runs", "threads", "classes", "totals", "warnings"]);
    assert_keys(&answer["index"], &["passages", "documents", "bytes", "segments"]);
    let classes = answer["classes"].as_array().unwrap();
    let samples = |class: &Value| (class["class"].as_str().unwrap().to_owned(), class["samples"].as_u64().unwrap());
    let expected = [("phrase", 2), ("word", 4), ("all", 6)].map(|(name, count)| (name.to_owned(), count));
    assert_eq!(classes.iter().map(samples).collect::<Vec<_>>(), expected);
    for class in classes {
        assert_keys(class, &[LATENCY, &["stages_us"]].concat());
        assert!(class["p50_us"].as_f64() <= class["p99_us"].as_f64(), "{class}");
    }
}

#[test]
fn bench_samples_are_what_search_finds() {
    let stage = Stage::shared();
    let list = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(list.path(), "harbour talks\n").unwrap();
    let sample = stage.json(&["bench", "--runs", "3", "--samples", "-", list.path().to_str().unwrap()]);
    assert_keys(&sample, &["query", "class", "us", "total", "hits"]);
    assert_eq!(sample["us"].as_array().unwrap().len(), 3);
    let answer = stage.json(&["search", "harbour talks", "--no-group", "--json"]);
    assert_eq!(sample["total"], answer["total"]);
    let hits = answer["hits"].as_array().unwrap();
    let id = |hit: &Value| format!("{}#{}", hit["document"]["id"].as_str().unwrap(), hit["passage"]["ordinal"]);
    assert_eq!(sample["hits"], json!(hits.iter().map(id).collect::<Vec<_>>()));
}

#[test]
fn status_and_check_say_what_there_is() {
    let stage = Stage::shared();
    let status = stage.json(&["status", "--json"]);
    assert_eq!((&status["format"], &status["documents"]), (&json!(1), &stage.search(&["--", "-zzzqqq"])["total"]["documents"]));
    assert_keys(&status, STATUS);
    assert_keys(&status["actors"], &["files", "current"]);
    for skipped in status["skipped"].as_array().unwrap() {
        assert_keys(skipped, &["path", "reason"]);
    }
    let check = stage.json(&["check", "--files", "--json"]);
    assert_eq!((&check["format"], &check["damaged"], &check["changed"]), (&json!(1), &json!([]), &json!([])));
    assert_eq!(stage.run(&["check", "--files"]).status, 0);
}

#[test]
fn index_reports_as_json() {
    let report = Stage::corpus().index();
    assert_keys(&report, &["format", "documents", "passages", "bytes", "skipped", "seconds"]);
    assert_keys(&report["documents"], &["added", "replaced", "unchanged", "removed"]);
}

#[test]
fn runs_have_strictly_falling_scores() {
    let stage = Stage::shared();
    let queries = tempfile::NamedTempFile::new().unwrap();
    let text = json!({"id": "q 1", "text": "the harbour talks AND harbour"});
    std::fs::write(queries.path(), format!("{text}\n{}\n", json!({"id": 2, "query": "\"harbour talks\""}))).unwrap();
    let run = stage.run(&["search", "--queries", queries.path().to_str().unwrap(), "--format", "trec"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let rows: Vec<Vec<&str>> = run.out.lines().map(|line| line.split(' ').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 6 && row[1] == "Q0" && row[5] == "nutgraf"), "{}", run.out);
    for rows in rows.chunk_by(|one, next| one[0] == next[0]) {
        let scores: Vec<f32> = rows.iter().map(|row| row[4].parse().unwrap()).collect();
        assert!(scores.len() > 1 && scores.is_sorted_by(|one, next| one > next), "{scores:?}");
    }
    assert_eq!((rows.first().unwrap()[0], rows.last().unwrap()[0]), ("q%201", "2"));
}
