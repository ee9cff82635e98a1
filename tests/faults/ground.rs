//! A collection, its index, and what is in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use nutgraf_index::date::Date;
use nutgraf_index::filters::Filters;
use nutgraf_index::folder::names;
use nutgraf_index::integrity::verify;
use nutgraf_index::plan::{Match, Reading};
use nutgraf_index::query::parse;
use nutgraf_index::search::{Request, Results, search};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::store::Store;
use nutgraf_index::writer::{IndexOptions, update};
use tempfile::TempDir;

/// Documents by id, each with all its passages.
pub type Contents = BTreeMap<String, String>;

/// A folder for documents and one for their index.
#[derive(Clone)]
pub struct Ground {
    folder: Arc<TempDir>,
    index: String,
}

impl Ground {
    pub fn new() -> Ground {
        let ground = Ground { folder: Arc::new(tempfile::tempdir().unwrap()), index: "index".into() };
        std::fs::create_dir(ground.documents()).unwrap();
        ground
    }

    /// The sample corpus and some documents more, in an index of several segments with deletions.
    pub fn sample() -> Ground {
        let ground = Ground::new();
        copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus")), &ground.documents());
        ground.update();
        for number in 0..6 {
            ground.write_version(number, 1);
        }
        ground.update();
        for number in 3..9 {
            ground.write_version(number, 2);
        }
        ground.update();
        ground
    }

    /// The same documents, and a copy of the index under another name.
    pub fn with_copy(&self, name: &str) -> Ground {
        let copied = Ground { folder: self.folder.clone(), index: name.to_owned() };
        copy(&self.index(), &copied.index());
        copied
    }

    pub fn documents(&self) -> PathBuf {
        self.folder.path().join("documents")
    }

    pub fn index(&self) -> PathBuf {
        self.folder.path().join(&self.index)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.documents().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes version `version` of document `number`: three paragraphs, each of which says which version it is of.
    pub fn write_version(&self, number: usize, version: u64) {
        self.write(&name_of(number), text_of(number, version));
    }

    /// Brings the index up to date in this process.
    pub fn update(&self) {
        update(&self.index(), &self.options(), &(), &AtomicBool::new(false)).unwrap();
    }

    pub fn options(&self) -> IndexOptions {
        IndexOptions { roots: vec![self.documents()], threads: 1, memory: 20 << 20, ..IndexOptions::default() }
    }

    /// A run of the program on this index.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        command.env("NUTGRAF_INDEX", self.index()).env_remove("RUST_BACKTRACE").env("PAGER", "cat");
        command.args(arguments).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// A run that indexes the documents.
    pub fn indexing(&self) -> Command {
        let mut command = self.command(&["index", "--memory", "40"]);
        command.arg(self.documents()).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Holds that the index is whole and that nothing lies beside it that belongs to no commit.
    pub fn assert_tidy(&self, round: &str) {
        assert_whole(&self.index(), round);
        let store = Store::open(&self.index()).unwrap();
        let beside: Vec<String> = names(&self.index()).unwrap().difference(&store.living()).cloned().collect();
        // The notice, the commit, the lock, and the states of the commit before, kept for its readers: files, lines, companions.
        assert!(beside.len() <= 9, "{round}: left beside the index: {beside:?}");
    }
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

pub fn name_of(number: usize) -> String {
    format!("document-{number}.txt")
}

pub fn text_of(number: usize, version: u64) -> String {
    let paragraph = format!("Ferry {number} of the harbour left for Mersin on 30 December 2022, with version{version}.\n\n");
    format!("Ferry {number} leaves\n\n{}", paragraph.repeat(3))
}

/// Holds that every byte of an index is what was written.
pub fn assert_whole(index: &Path, round: &str) {
    let findings = verify(index).unwrap();
    assert!(findings.damaged.is_empty(), "{round}: {:?}", findings.damaged);
}

/// Reads all documents of an index with all their passages; nothing where there is no index.
pub fn contents(index: &Path) -> Contents {
    let mut contents = Contents::new();
    let snapshot = match Snapshot::open(index) {
        Err(nutgraf_index::Error::NoIndex(_)) => return contents,
        opened => opened.unwrap(),
    };
    for segment in snapshot.segments() {
        segment.records().unwrap().for_each(|record| {
            if segment.reader.alive_bitset().is_some_and(|alive| !alive.is_alive(record)) {
                return;
            }
            let stored = snapshot.record(segment.address(record)).unwrap();
            let passages = record + 1..segment.end_of_document(record).unwrap();
            let texts = passages.map(|passage| snapshot.passage(segment.address(passage)).unwrap().text);
            let before = contents.insert(stored.id.clone(), texts.collect::<Vec<_>>().join("\n"));
            assert_eq!(before, None, "{} stands in the index twice", stored.id);
        });
    }
    contents
}

/// The version of a document all of whose paragraphs are of one version.
pub fn version_of(text: &str) -> Option<u64> {
    let mut versions = text.split("version").skip(1).map(|rest| rest.split('.').next().unwrap_or("").parse::<u64>().ok());
    let first = versions.next()??;
    versions.all(|version| version == Some(first)).then_some(first)
}

/// Searches as the program does.
pub fn find(snapshot: &Snapshot, query: &str, filters: &Filters) -> nutgraf_index::Result<Results> {
    let parsed = parse(query)?;
    let reading = Reading::new(Match::All, Date::new(2023, 9, 30).unwrap());
    let request = Request { may_relax: true, explains: true, ..Request::new(&parsed.query, filters, reading) };
    search(snapshot, &request)
}
