//! One size, built and searched by the program.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::corpus::Corpus;

/// How often the memory of a running build is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// What a size comes to.
pub struct Figures {
    /// How many passages there are.
    pub passages: f64,
    /// How long the build took.
    pub seconds: f64,
    /// The size of the text, of the index, and of the most memory of its own that the building process had, in bytes: pages of
    /// files that it maps are the system's to take back. No memory is known where `/proc` does not tell.
    pub text: f64,
    pub index: f64,
    pub memory: f64,
    /// The median of a whole process for a query, in milliseconds.
    pub cold: f64,
    /// Median and 99th percentile of a query in a process that stays, in milliseconds.
    pub p50: f64,
    pub p99: f64,
}

impl Figures {
    /// The head of the table, as Markdown.
    pub const HEADER: &str = "| passages | text MB | build s | MB/s | index / text | peak memory MB | whole process p50 ms | p50 ms | p99 ms |\n|---|---|---|---|---|---|---|---|---|";

    /// A row of the table.
    pub fn row(&self) -> String {
        format!(
            "| {:.0} | {:.0} | {:.1} | {:.1} | {:.2} | {:.0} | {:.1} | {:.2} | {:.1} |",
            self.passages,
            self.text / 1e6,
            self.seconds,
            self.text / 1e6 / self.seconds,
            self.index / self.text,
            self.memory / 1e6,
            self.cold,
            self.p50,
            self.p99
        )
    }
}

/// Builds an index of about so many passages and measures it; its files are gone afterwards.
pub fn measure(corpus: &Corpus, passages: u64, folder: &Path, queries: Option<&Path>) -> Figures {
    let (records, index) = (folder.join("records.ndjson"), folder.join("index"));
    corpus.write(passages, &records);
    let (report, memory) = build(&records, &index);
    std::fs::remove_file(&records).expect("the records are removed");
    let warm = bench(&index, queries, &["--runs", "3"]);
    let cold = bench(&index, queries, &["--runs", "1", "--cold"]);
    let all = |report: &Value, figure: &str| {
        let classes = report["classes"].as_array().expect("classes");
        classes.last().and_then(|all| all[figure].as_f64()).expect("a figure") / 1e3
    };
    let figures = Figures {
        passages: warm["index"]["passages"].as_f64().expect("passages"),
        seconds: report["seconds"].as_f64().expect("seconds"),
        text: report["bytes"].as_f64().expect("bytes"),
        index: warm["index"]["bytes"].as_f64().expect("bytes"),
        memory,
        cold: all(&cold, "p50_us"),
        p50: all(&warm, "p50_us"),
        p99: all(&warm, "p99_us"),
    };
    std::fs::remove_dir_all(&index).expect("the index is removed");
    figures
}

fn program(index: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.arg("--index").arg(index).args(arguments).stdout(Stdio::piped());
    command
}

fn build(records: &Path, index: &Path) -> (Value, f64) {
    let began = Instant::now();
    let child = program(index, &["index", "--json"]).arg(records).stderr(Stdio::null()).spawn().expect("the program starts");
    let (answer, memory) = watched(child);
    eprintln!("built in {:.0} s", began.elapsed().as_secs_f64());
    (answer, memory)
}

/// Waits for a process and returns what it printed, and how much memory of its own it had at most.
fn watched(mut child: Child) -> (Value, f64) {
    let mut largest = 0.0_f64;
    // Read beside, so that a child that prints much is not kept waiting.
    let mut stdout = child.stdout.take().expect("a pipe");
    let reading = std::thread::spawn(move || {
        let mut printed = Vec::new();
        stdout.read_to_end(&mut printed).map(|_| printed)
    });
    while child.try_wait().expect("a state").is_none() {
        largest = largest.max(own_memory(child.id()).unwrap_or(0.0));
        std::thread::sleep(LOOK);
    }
    assert!(child.wait().expect("a status").success(), "the index is built");
    let printed = reading.join().expect("the reader ends").expect("its output");
    (serde_json::from_slice(&printed).expect("a report"), largest)
}

/// The memory of a process that no file backs, in bytes, as Linux tells it.
fn own_memory(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kilobytes: f64 = line.trim().split(' ').next()?.parse().ok()?;
    Some(kilobytes * 1024.0)
}

fn bench(index: &Path, queries: Option<&Path>, more: &[&str]) -> Value {
    let output = program(index, &["bench", "--json"]).args(queries).args(more).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a report")
}
