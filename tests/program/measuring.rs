//! What `bench` tells beside times: totals that must stay, orders that a seed repeats, the speed of indexing.

use serde_json::Value;

use crate::stage::{CORPUS, Stage};

/// A list of queries, and a report of an earlier run on it that `edit` changed.
fn earlier(stage: &Stage, edit: impl FnOnce(&mut Value)) -> (tempfile::NamedTempFile, tempfile::NamedTempFile) {
    let (list, report) = (tempfile::NamedTempFile::new().unwrap(), tempfile::NamedTempFile::new().unwrap());
    std::fs::write(list.path(), "word\tharbour\nand\tharbour talks\n").unwrap();
    let mut old = stage.json(&["bench", "--runs", "1", "--json", list.path().to_str().unwrap()]);
    edit(&mut old);
    std::fs::write(report.path(), old.to_string()).unwrap();
    (list, report)
}

fn compared(stage: &Stage, edit: impl FnOnce(&mut Value), more: &[&str]) -> (i32, String) {
    let (list, report) = earlier(stage, edit);
    let (list, report) = (list.path().to_str().unwrap(), report.path().to_str().unwrap());
    let ran = stage.run(&[&["bench", "--runs", "1", "--compare", report, list], more].concat());
    (ran.status, ran.err)
}

#[test]
fn another_total_fails_however_fast() {
    let stage = Stage::shared();
    let (status, told) = compared(&stage, |old| old["totals"][0]["passages"] = 7_777.into(), &[]);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("'harbour'") && told.contains("7777"), "{told}");
    let (status, told) = compared(&stage, |old| old["index"]["passages"] = 7_777.into(), &[]);
    assert!(status == 0 && told.contains("not what it was"), "{told}");
}

#[test]
fn slower_than_allowed_fails() {
    let stage = Stage::shared();
    let set = |p50: f64| {
        move |old: &mut Value| old["classes"].as_array_mut().unwrap().iter_mut().for_each(|class| class["p50_us"] = p50.into())
    };
    assert_eq!(compared(&stage, set(0.001), &["--fail-over", "10%"]).0, 1);
    assert_eq!(compared(&stage, set(1e9), &["--fail-over", "10%"]).0, 0);
}

#[test]
fn a_fresh_process_answers_each_query() {
    let answer = Stage::shared().json(&["bench", "--cold", "--runs", "1", "--json"]);
    let all = answer["classes"].as_array().unwrap().last().unwrap();
    assert_eq!(all["queries"], all["samples"]);
}

#[test]
fn stages_add_up_to_no_more_than_the_whole() {
    let stage = Stage::shared();
    let answer = stage.json(&["bench", "--runs", "2", "--facets", "--json"]);
    for class in answer["classes"].as_array().unwrap() {
        let stages: f64 = class["stages_us"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
        assert!(stages > 0.0 && stages <= 1.001 * class["mean_us"].as_f64().unwrap(), "{class}");
    }
}

#[test]
fn indexing_is_measured_on_as_many_threads_as_asked_for() {
    for threads in ["1", "3"] {
        let ran = Stage::empty().run(&["bench", "--index-time", CORPUS, "--threads", threads]);
        assert!(ran.out.contains(&format!(" {threads} threads that analyse")), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn indexing_is_measured_stage_by_stage() {
    let answer = Stage::empty().json(&["bench", "--index-time", CORPUS, "--json"]);
    let stages = answer["stages"].as_array().unwrap();
    let names: Vec<_> = stages.iter().map(|stage| stage["stage"].as_str().unwrap()).collect();
    assert_eq!(names, ["read", "label", "cut", "tag", "dates", "analyse", "pack", "all"]);
    let threads = std::thread::available_parallelism().unwrap().get();
    assert_eq!(answer["threads"], threads);
    assert!(stages.iter().all(|stage| stage["mb_per_second"].as_f64() > Some(0.0)), "{answer}");
}
