//! A second run reads what changed, and only that.

use serde_json::{Value, json};

use crate::stage::{Ran, Stage};

fn counts(report: &Value) -> [u64; 4] {
    ["added", "replaced", "unchanged", "removed"].map(|name| report["documents"][name].as_u64().unwrap())
}

/// Three files, one of three records.
fn small() -> Stage {
    let stage = Stage::empty();
    stage.write("one.txt", "The ferry left the quay at dawn.\n");
    stage.write("two.txt", "The lighthouse keeper wrote a letter.\n");
    stage.write("wire.ndjson", records(&["Grain waits.", "Oil sails.", "Steel sinks."]));
    assert_eq!(counts(&stage.index()), [5, 0, 0, 0]);
    stage
}

fn records(texts: &[&str]) -> String {
    texts.iter().enumerate().map(|(number, text)| format!("{}\n", json!({"id": number, "text": text}))).collect()
}

#[test]
fn indexing_twice_changes_nothing() {
    let stage = Stage::indexed();
    let before = stage.search(&["harbour"])["hits"].clone();
    let report = stage.index();
    let [added, replaced, unchanged, removed] = counts(&report);
    assert_eq!((added, replaced, removed), (0, 0, 0), "{report}");
    assert_eq!(Some(unchanged), stage.json(&["status", "--json"])["documents"].as_u64());
    assert_eq!(before, stage.search(&["harbour"])["hits"]);
}

#[test]
fn a_changed_file_is_replaced() {
    let stage = small();
    stage.write("one.txt", "The ferry came back to the quay at dusk, late as ever.\n");
    assert_eq!(counts(&stage.index()), [0, 1, 4, 0]);
    assert!(stage.hits(&["dawn"]).is_empty());
    assert_eq!(stage.hits(&["dusk"]).len(), 1);
}

#[test]
fn a_touched_file_is_unchanged() {
    let stage = small();
    stage.write("one.txt", "The ferry left the quay at dawn.\n");
    assert_eq!(counts(&stage.index()), [0, 0, 5, 0]);
}

#[test]
fn an_added_file_is_added_and_a_removed_one_leaves() {
    let stage = small();
    stage.write("three.txt", "A pelican sat on the mole.\n");
    std::fs::remove_file(stage.documents().join("two.txt")).unwrap();
    assert_eq!(counts(&stage.index()), [1, 0, 4, 1]);
    assert_eq!((stage.hits(&["pelican"]).len(), stage.hits(&["lighthouse"]).len()), (1, 0));
}

#[test]
fn a_changed_line_reindexes_its_record_alone() {
    let stage = small();
    stage.write("wire.ndjson", records(&["Grain waits.", "Oil stays.", "Steel sinks."]));
    assert_eq!(counts(&stage.index()), [0, 1, 4, 0]);
    assert_eq!((stage.hits(&["=stays"]).len(), stage.hits(&["=sails"]).len()), (1, 0));
}

#[test]
fn an_inserted_line_moves_the_others_without_reading_them() {
    let stage = small();
    let inserted =
        format!("{}\n{}", json!({"id": "x", "text": "Copper floats."}), records(&["Grain waits.", "Oil sails.", "Steel sinks."]));
    stage.write("wire.ndjson", inserted);
    assert_eq!(counts(&stage.index()), [1, 0, 5, 0]);
    assert_eq!(stage.search(&["steel"])["hits"][0]["document"]["path"], "wire.ndjson:4");
}

#[test]
fn an_empty_root_removes_nothing_without_prune() {
    let stage = small();
    std::fs::remove_dir_all(stage.documents()).unwrap();
    std::fs::create_dir(stage.documents()).unwrap();
    assert_eq!(counts(&stage.index())[3], 0);
    assert_eq!(stage.hits(&["ferry"]).len(), 1);
    let ran = stage.run(&["index", "--prune", "--json", stage.documents().to_str().unwrap()]);
    assert_eq!(counts(&serde_json::from_str(&ran.out).unwrap())[3], 5, "{}", ran.err);
    assert!(stage.hits(&["ferry"]).is_empty());
}

#[test]
fn a_missing_root_removes_nothing() {
    let stage = small();
    std::fs::rename(stage.documents(), stage.documents().with_extension("away")).unwrap();
    let ran = stage.run(&["index", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(counts(&serde_json::from_str(&ran.out).unwrap())[3], 0);
    assert_eq!(stage.hits(&["ferry"]).len(), 1);
}

#[test]
fn without_a_path_all_roots_are_brought_up_to_date() {
    let stage = small();
    stage.write("three.txt", "A pelican sat on the mole.\n");
    assert_eq!(stage.run(&["index"]).status, 0);
    assert_eq!(stage.hits(&["pelican"]).len(), 1);
}

#[test]
fn a_search_updates_first_where_asked() {
    let stage = small();
    stage.write("three.txt", "A pelican sat on the mole.\n");
    assert_eq!(stage.run(&["search", "pelican"]).status, 1);
    assert_eq!(stage.run(&["search", "pelican", "--fresh"]).status, 0);
}

#[test]
fn order_and_batches_do_not_matter() {
    let (one, other) = (Stage::corpus(), Stage::empty());
    one.index();
    let mut files: Vec<_> = std::fs::read_dir(one.documents()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().rev().filter(|file| file.is_file()) {
        std::fs::copy(file, other.documents().join(file.file_name().unwrap())).unwrap();
        other.index();
    }
    for query in ["-zzzqqq", "harbour -path:archive/**", "turkey"] {
        let keep = |hits: std::collections::BTreeSet<String>| -> Vec<String> {
            hits.into_iter().filter(|hit| !hit.starts_with("archive/")).collect()
        };
        assert_eq!(keep(one.hits(&["--", query])), keep(other.hits(&["--", query])), "{query}");
    }
}

#[test]
fn a_rebuilt_index_answers_the_same() {
    let stage = Stage::indexed();
    let before = stage.hits(&["harbour OR turkey"]);
    assert_eq!(stage.run(&["index", "--rebuild"]).status, 0);
    assert_eq!(before, stage.hits(&["harbour OR turkey"]));
    assert_eq!(stage.run(&["index", "--optimize"]).status, 0);
    assert_eq!(before, stage.hits(&["harbour OR turkey"]));
    assert_eq!(stage.run(&["check"]).status, 0);
}

#[test]
fn one_command_is_enough_for_a_newcomer() {
    let stage = Stage::corpus();
    let documents = stage.documents();
    let first = Ran::of(&mut stage.bare(&["search", "harbour talks", documents.to_str().unwrap()]));
    assert_eq!(first.status, 0, "{}", first.err);
    assert!(first.out.contains("harbour talks") && first.err.contains("indexing"), "{}", first.err);
    assert!(!documents.join("index").exists() && !stage.index_folder().exists());
    let mut inside = stage.bare(&["search", "--files", "harbour talks"]);
    let inside = Ran::of(inside.current_dir(documents.join("archive")));
    assert!(inside.status == 0 && inside.out.contains("harbour-talks.txt"), "{}", inside.err);
    let gone = Ran::of(&mut stage.bare(&["forget", documents.to_str().unwrap()]));
    assert_eq!(gone.status, 0, "{}", gone.err);
    assert_eq!(Ran::of(stage.bare(&["search", "harbour"]).current_dir(&documents)).status, 2);
}

#[cfg(unix)]
#[test]
fn the_index_of_a_collection_that_is_gone_can_be_forgotten() {
    let stage = Stage::corpus();
    let link = stage.documents().with_file_name("link");
    std::os::unix::fs::symlink(stage.documents().parent().unwrap(), &link).unwrap();
    assert_eq!(Ran::of(&mut stage.bare(&["index", "link/documents"])).status, 0);
    std::fs::remove_dir_all(stage.documents()).unwrap();
    for status in [0, 2] {
        let gone = Ran::of(&mut stage.bare(&["forget", "link/documents"]));
        assert_eq!(gone.status, status, "{}", gone.err);
    }
}

#[test]
fn standard_input_is_a_document() {
    let stage = Stage::empty();
    let ran = Ran::of(stage.command(&["index", "--json", "-"]).write_stdin("A cormorant dived off the pier.\n"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(stage.hits(&["cormorant"]).len(), 1);
}

#[test]
fn a_byte_order_mark_and_windows_letters_are_read() {
    let stage = Stage::empty();
    stage.write("marked.txt", "\u{feff}The cormorant dived off the pier.\n");
    let wide: Vec<u8> = "\u{feff}The pelican sat on the mole.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    stage.write("wide.txt", wide);
    stage.write(
        "turkish.txt",
        b"\xddskenderun liman\xfdnda bug\xfcn \xfe\xfeyle bir g\xfcn ya\xfeand\xfd, bal\xfdk\xe7\xfdlar d\xf6nd\xfc.\n",
    );
    stage.index();
    for word in ["cormorant", "pelican", "iskenderun", "balıkçılar"] {
        assert_eq!(stage.hits(&[word]).len(), 1, "{word}");
    }
}
