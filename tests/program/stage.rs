//! A collection and its index in a folder of their own, and the program run on them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The documents that we wrote.
pub const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");

/// The day that relative dates count from.
const TODAY: &str = "2023-09-30";

/// How long a run of the program may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A collection and the place of its index.
pub struct Stage {
    folder: TempDir,
}

/// What a run of the program left.
#[derive(Debug)]
pub struct Ran {
    /// The exit status.
    pub status: i32,
    /// What it printed.
    pub out: String,
    /// What it told.
    pub err: String,
}

impl Stage {
    /// A collection without documents.
    pub fn empty() -> Stage {
        let stage = Stage { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(stage.documents()).unwrap();
        stage
    }

    /// A copy of the sample corpus, not yet indexed.
    pub fn corpus() -> Stage {
        let stage = Stage::empty();
        copy(Path::new(CORPUS), &stage.documents());
        stage
    }

    /// A copy of the sample corpus, indexed.
    pub fn indexed() -> Stage {
        let stage = Stage::corpus();
        stage.index();
        stage
    }

    /// The sample corpus, indexed once for all tests that change nothing.
    pub fn shared() -> Arc<Stage> {
        static SHARED: Mutex<Weak<Stage>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        shared.upgrade().unwrap_or_else(|| {
            let stage = Arc::new(Stage::indexed());
            *shared = Arc::downgrade(&stage);
            stage
        })
    }

    pub fn documents(&self) -> PathBuf {
        self.folder.path().join("documents")
    }

    pub fn index_folder(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    /// Where a run that is told so keeps what is to go.
    pub fn temporary(&self) -> PathBuf {
        self.folder.path().join("temporary")
    }

    /// Writes a document.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.documents().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes the user's own file of actors for this index.
    pub fn write_own(&self, text: &str) {
        std::fs::write(self.folder.path().join("index.actors.toml"), text).unwrap();
    }

    /// Brings the index up to date and returns the report.
    pub fn index(&self) -> Value {
        let ran = self.run(&["index", "--json", self.documents().to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }

    /// A command on this index, from a folder where nothing else is found.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare(arguments);
        command.env("NUTGRAF_INDEX", self.index_folder());
        command
    }

    /// A command that is told of no index.
    pub fn bare(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        command.current_dir(self.folder.path()).timeout(PATIENCE);
        command.env("XDG_DATA_HOME", self.folder.path().join("data"));
        command.env("XDG_CONFIG_HOME", self.folder.path().join("config"));
        for name in ["NUTGRAF_INDEX", "NO_COLOR", "PAGER", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command.args(["--today", TODAY]).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// Runs what prints one JSON object.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(arguments);
        assert!(ran.status < 2, "{arguments:?}: {}", ran.err);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", ran.out))
    }

    /// Searches for all passages, copies among them.
    pub fn search(&self, arguments: &[&str]) -> Value {
        self.json(&[&["search", "--json", "-n", "10000", "--all-passages", "--dups", "show"], arguments].concat())
    }

    /// The passages that match, as `document#ordinal`.
    pub fn hits(&self, arguments: &[&str]) -> BTreeSet<String> {
        hits(&self.search(arguments))
    }
}

impl Ran {
    pub fn of(command: &mut Command) -> Ran {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Ran { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// The hits of an answer, as `document#ordinal`.
pub fn hits(answer: &Value) -> BTreeSet<String> {
    let name = |hit: &Value| format!("{}#{}", hit["document"]["id"].as_str().unwrap(), hit["passage"]["ordinal"]);
    answer["hits"].as_array().unwrap().iter().map(name).collect()
}

/// What is lit in the text of a hit.
pub fn lit(hit: &Value) -> Vec<&str> {
    let text = hit["passage"]["text"].as_str().unwrap();
    let place = |mark: &Value, end: usize| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
    hit["highlights"].as_array().unwrap().iter().map(|mark| &text[place(mark, 0)..place(mark, 1)]).collect()
}

/// Everything lit in an answer.
pub fn all_lit(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().flat_map(lit).collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
