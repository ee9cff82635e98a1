//! Indexes of this format, of an older and of a newer one.
//!
//! `tests/formats/N` is a small index of format N, as it was written. An index that can no longer be opened, or that
//! answers otherwise, is of another format: [`FORMAT`] must then be raised, and the index of the new format made by
//!
//! ```text
//! cargo test --test program -- --ignored make_an_index_of_this_format
//! ```

use std::path::{Path, PathBuf};

use nutgraf_index::folder::seal::{seal, unseal};
use nutgraf_index::schema::FORMAT;

use crate::stage::{Ran, Stage, hits};

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/formats/{FORMAT}"))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// A stage whose index is the one that is kept, with the format that it says it has changed.
fn of_format(format: u32) -> Stage {
    let stage = Stage::corpus();
    copy(&kept(), &stage.index_folder());
    let place = stage.index_folder().join("meta.json");
    let unsealed = unseal(&std::fs::read(&place).unwrap()).unwrap();
    let (from, to) = (format!("\\\"format\\\":{FORMAT},"), format!("\\\"format\\\":{format},"));
    let meta = String::from_utf8(unsealed.meta).unwrap();
    assert!(meta.contains(&from), "{meta}");
    std::fs::write(place, seal(meta.replace(&from, &to).as_bytes(), &unsealed.files).unwrap()).unwrap();
    stage
}

#[test]
fn the_index_that_is_kept_is_searched() {
    assert!(kept().is_dir(), "no index of format {FORMAT} is kept; see the head of this file");
    let stage = Stage::empty();
    copy(&kept(), &stage.index_folder());
    let found = stage.search(&["harbour talks"]);
    assert_eq!(hits(&found).into_iter().collect::<Vec<_>>(), ["letter.md#0", "wire-1#0"], "{found}");
    let hit = found["hits"].as_array().unwrap().iter().find(|hit| hit["document"]["id"] == "wire-1").unwrap();
    assert_eq!(hit["document"]["path"], "wire.ndjson:1");
    assert_eq!(hit["document"]["published"]["first"], "2022-12-30");
    assert_eq!(stage.hits(&["talks", "--actor", "iran"]).len(), 1);
    assert_eq!(stage.hits(&["--mentions", "2022-12-28"]).len(), 1);
    assert_eq!(stage.run(&["check"]).status, 0);
}

#[test]
fn a_newer_index_is_refused_and_an_older_one_built_anew() {
    for (format, told) in [(FORMAT + 1, "newer nutgraf"), (FORMAT - 1, "--rebuild")] {
        let stage = of_format(format);
        for command in [&["search", "harbour"][..], &["actors"], &["status"], &["index"]] {
            let ran = stage.run(command);
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{command:?}: {}", ran.err);
            assert!(ran.err.contains(&format!("has format {format}")) && ran.err.contains(told), "{}", ran.err);
        }
        let ran = stage.run(&["index", "--rebuild", stage.documents().to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(!stage.hits(&["harbour"]).is_empty());
    }
}

#[test]
fn an_index_that_was_never_sealed_is_an_older_one() {
    let stage = Stage::empty();
    copy(&kept(), &stage.index_folder());
    let place = stage.index_folder().join("meta.json");
    let meta = unseal(&std::fs::read(&place).unwrap()).unwrap().meta;
    std::fs::write(place, meta).unwrap();
    let ran = stage.run(&["search", "harbour"]);
    assert!(ran.status == 2 && ran.err.contains("has format 1") && ran.err.contains("--rebuild"), "{}", ran.err);
}

#[test]
#[ignore = "makes what the other tests read"]
fn make_an_index_of_this_format() {
    let documents = std::env::temp_dir().join("nutgraf-sample");
    std::fs::create_dir_all(&documents).unwrap();
    let letter = "# A letter\n\nThe harbour talks of Wednesday went well, the keeper wrote.\n\nThe lamp burned all night.\n";
    let wire = "{\"id\":\"wire-1\",\"title\":\"Iran welcomes talks\",\"published\":\"2022-12-30\",\"source\":\"Gulf Wire\",\
                \"text\":\"Tehran welcomed the harbour talks of 28 December 2022.\"}\n";
    std::fs::write(documents.join("letter.md"), letter).unwrap();
    std::fs::write(documents.join("wire.ndjson"), wire).unwrap();
    let stage = Stage::empty();
    let ran = Ran::of(&mut stage.command(&["index", "--threads", "1", documents.to_str().unwrap()]));
    assert_eq!(ran.status, 0, "{}", ran.err);
    if kept().exists() {
        std::fs::remove_dir_all(kept()).unwrap();
    }
    copy(&stage.index_folder(), &kept());
    for needless in ["writer.lock", "README.txt"] {
        std::fs::remove_file(kept().join(needless)).unwrap();
    }
    std::fs::remove_dir_all(documents).unwrap();
}
