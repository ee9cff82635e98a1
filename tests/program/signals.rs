//! What happens when a run is interrupted, and when files change while they are watched.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::stage::Stage;

/// How long something may take to happen.
const PATIENCE: Duration = Duration::from_secs(30);

fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let start = Instant::now();
    while !happened() {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn start(stage: &Stage, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.env("NUTGRAF_INDEX", stage.index_folder()).env("TMPDIR", stage.temporary());
    command.args(arguments).arg(stage.documents());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status().unwrap();
    assert!(status.success(), "kill -{name}");
}

fn ended(child: &mut Child) -> ExitStatus {
    let mut status = None;
    until("the end of the program", || {
        status = child.try_wait().unwrap();
        status.is_some()
    });
    status.unwrap()
}

/// More documents than a run can read before it is interrupted.
const MANY: u64 = 400;

fn many() -> Stage {
    let stage = Stage::empty();
    for number in 0..MANY {
        let text = "The ferry of the harbour left for Mersin on Friday, 30 December 2022.\n\n".repeat(12);
        stage.write(&format!("{}/{number}.txt", number % 10), format!("Ferry {number}\n\n{text}"));
    }
    stage
}

#[test]
fn an_interrupted_run_keeps_what_it_has_and_the_next_goes_on() {
    for name in ["INT", "TERM"] {
        let stage = many();
        let mut child = start(&stage, &["index", "--json"]);
        until("the index", || stage.index_folder().join("meta.json").is_file());
        signal(&child, name);
        let status = ended(&mut child);
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((status.code(), output.stdout.len()), (Some(2), 0), "{name}: {told}");
        assert!(told.contains("error: interrupted") && told.contains("hint: run it again"), "{name}: {told}");
        assert_eq!(stage.run(&["check"]).status, 0, "{name}");
        let kept = stage.json(&["status", "--json"])["documents"].as_u64().unwrap();
        let report = stage.index();
        assert_eq!(report["documents"]["unchanged"].as_u64().unwrap(), kept, "{name}: {report}");
        assert_eq!(kept + report["documents"]["added"].as_u64().unwrap(), MANY, "{name}: {report}");
        let count = stage.run(&["search", "--count", "mersin"]).out;
        assert!(count.ends_with(&format!("\t{MANY}\n")), "{name}: {count}");
    }
}

#[test]
fn an_interrupted_measurement_leaves_no_index_behind() {
    let stage = many();
    std::fs::create_dir(stage.temporary()).unwrap();
    let left = || std::fs::read_dir(stage.temporary()).unwrap().count();
    let mut child = start(&stage, &["bench", "--index-time"]);
    until("the index", || left() > 0);
    signal(&child, "INT");
    assert_eq!((ended(&mut child).code(), left()), (Some(2), 0));
}

#[test]
fn a_file_that_changes_while_watched_is_found() {
    let stage = Stage::empty();
    stage.write("one.txt", "The ferry left the quay at dawn.\n");
    let mut child = start(&stage, &["index", "--watch"]);
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(told.any(|line| line.unwrap().contains("watching")));
    stage.write("deep/down/two.txt", "A pelican sat on the mole.\n");
    until("the file that was added", || stage.run(&["search", "-q", "pelican"]).status == 0);
    stage.write("one.txt", "The cormorant left the quay at dusk.\n");
    until("the file that was changed", || stage.run(&["search", "-q", "cormorant"]).status == 0);
    std::fs::remove_file(stage.documents().join("deep/down/two.txt")).unwrap();
    until("that the removed file leaves", || stage.run(&["search", "-q", "pelican"]).status == 1);
    signal(&child, "INT");
    assert_eq!(ended(&mut child).code(), Some(0));
    assert_eq!(stage.run(&["check"]).status, 0);
}

#[test]
fn files_that_never_rest_are_read_all_the_same() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let stage = Stage::empty();
    stage.write("one.txt", "The ferry left the quay at dawn.\n");
    let mut child = start(&stage, &["index", "--watch"]);
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(told.any(|line| line.unwrap().contains("watching")));
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let begun = Instant::now();
            while !over.load(Ordering::Relaxed) && begun.elapsed() < PATIENCE * 2 {
                stage.write("log.txt", format!("Line {:?}.\n", begun.elapsed()));
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        stage.write("two.txt", "A pelican sat on the mole.\n");
        until("the file beside one that never rests", || stage.run(&["search", "-q", "pelican"]).status == 0);
        signal(&child, "INT");
        let status = ended(&mut child);
        over.store(true, Ordering::Relaxed);
        assert_eq!(status.code(), Some(0));
    });
}
