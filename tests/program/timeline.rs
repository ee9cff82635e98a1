//! The best passage of each period.

use serde_json::{Value, json};

use crate::stage::Stage;

fn periods(arguments: &[&str]) -> Vec<Value> {
    let answer = Stage::shared().json(&[&["timeline", "--json"], arguments].concat());
    assert_eq!(answer["format"], 1);
    answer["periods"].as_array().unwrap().clone()
}

/// The periods of a count by date, as `(when, passages, documents)`.
fn buckets(arguments: &[&str]) -> Vec<Value> {
    let answer = Stage::shared().json(&[&["dates", "--json"], arguments].concat());
    answer["buckets"].as_array().unwrap().clone()
}

#[test]
fn periods_count_as_dates_does() {
    for axis in ["published", "mentions"] {
        for by in ["year", "month", "week", "day"] {
            let arguments = ["harbour", "--axis", axis, "--by", by];
            let counted: Vec<_> = periods(&arguments)
                .iter()
                .map(|period| json!({"when": period["when"], "passages": period["passages"], "documents": period["documents"]}))
                .collect();
            assert_eq!(counted, buckets(&arguments), "{axis} by {by}");
        }
    }
}

#[test]
fn the_best_passage_of_a_month_is_what_a_search_in_it_finds_first() {
    let stage = Stage::shared();
    for period in periods(&["harbour", "--axis", "published", "--by", "month"]) {
        let span = format!("{}..{}", period["when"]["first"].as_str().unwrap(), period["when"]["last"].as_str().unwrap());
        let found = stage.search(&["harbour", "--published", &span, "--no-group"]);
        let scores = [&period["best"], &found["hits"][0]].map(|hit| hit["score"].as_f64().unwrap());
        assert!((scores[0] - scores[1]).abs() < 1e-4, "{span}: {scores:?}");
        let name = |hit: &Value| (hit["document"]["id"].clone(), hit["passage"]["ordinal"].clone());
        assert_eq!(name(&period["best"]), name(&found["hits"][0]), "{span}");
    }
}

#[test]
fn a_passage_stands_where_it_mentions_a_date_which_is_lit() {
    for period in periods(&["--axis", "mentions", "--by", "day"]) {
        let best = &period["best"];
        let dates = best["dates"].as_array().unwrap();
        let named = dates.iter().find(|date| date["when"] == period["when"]).unwrap();
        let marks = best["highlights"].as_array().unwrap();
        let holds = |mark: &Value| mark[0].as_u64() <= named["span"][0].as_u64() && mark[1].as_u64() >= named["span"][1].as_u64();
        assert!(marks.iter().any(holds), "{best}");
    }
}

#[test]
fn a_filter_of_mentions_restricts_the_periods() {
    let found = periods(&["--mentions", "2022", "--by", "year"]);
    assert!(!found.is_empty());
    assert!(found.iter().all(|period| period["when"]["first"] == "2022-01-01"), "{found:?}");
}

#[test]
fn tables_and_ends() {
    let stage = Stage::shared();
    let table = stage.run(&["timeline", "harbour", "--csv"]).out;
    assert!(table.starts_with("first,last,passages,documents,rank,score,document"), "{table}");
    assert_eq!(table.lines().count(), periods(&["harbour"]).len() + 1);
    let latest = |arguments: &[&str]| periods(arguments).last().unwrap()["when"].clone();
    assert_eq!(periods(&["harbour", "-n", "1"]).len(), 1);
    assert_eq!(latest(&["harbour", "-n", "1"]), latest(&["harbour"]));
    let nothing = stage.run(&["timeline", "zzzqqq"]);
    assert_eq!((nothing.status, nothing.out.as_str()), (1, "nothing found\n"));
}
