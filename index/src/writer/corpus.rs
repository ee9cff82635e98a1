//! The sample corpus, indexed for tests.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use tempfile::TempDir;

use super::{IndexOptions, update};

/// An index of the sample corpus, and the folder that goes with it.
pub fn indexed_corpus() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let index = folder.path().join("index");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let options = IndexOptions { roots: vec![corpus], ..IndexOptions::default() };
    update(&index, &options, &(), &AtomicBool::new(false)).unwrap();
    (folder, index)
}
