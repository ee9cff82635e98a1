//! Damaged, locked and read-only indexes; files that can't be read.

use std::path::{Path, PathBuf};

use crate::stage::{Ran, Stage};

/// The reason for which a file was skipped.
fn reason(stage: &Stage, path: &str) -> String {
    let status = stage.json(&["status", "--json"]);
    let skipped = status["skipped"].as_array().unwrap().iter().find(|one| one["path"] == path);
    skipped.unwrap_or_else(|| panic!("{path} is not among the skipped: {status}"))["reason"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_skipped_has_its_reason() {
    let stage = Stage::corpus();
    stage.write("tide.bin", [0_u8, 159, 146, 150, 0, 1, 2, 3].repeat(64));
    stage.write("void.txt", "");
    let report = stage.index();
    let skipped = report["skipped"].as_array().unwrap();
    assert!(skipped.iter().all(|one| one["reason"].as_str().is_some_and(|reason| reason.len() > 3)), "{report}");
    assert!(reason(&stage, "tide.bin").contains("binary"));
    assert!(!reason(&stage, "void.txt").is_empty());
    assert!(reason(&stage, "wire.ndjson:6").contains("id"));
    assert!(reason(&stage, "wire.ndjson:7").contains("JSON"));
    let listed = stage.run(&["status", "--skipped"]).out;
    assert_eq!(listed.lines().count(), skipped.len(), "{listed}");
}

#[cfg(unix)]
#[test]
fn pipes_and_links_never_block() {
    let stage = Stage::corpus();
    std::os::unix::fs::symlink("nowhere", stage.documents().join("dangling.txt")).unwrap();
    std::os::unix::fs::symlink(stage.documents(), stage.documents().join("loop")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(stage.documents().join("pipe.txt")).status();
    stage.index();
    assert!(reason(&stage, "dangling.txt").contains("link"));
    assert!(reason(&stage, "loop").contains("link"));
    if pipe.is_ok_and(|status| status.success()) {
        assert!(reason(&stage, "pipe.txt").contains("pipe"));
    }
    let followed = stage.run(&["index", "--follow", stage.documents().to_str().unwrap()]);
    assert_eq!(followed.status, 0, "{}", followed.err);
}

#[test]
fn one_broken_file_never_stops_a_run() {
    let stage = Stage::corpus();
    stage.write("cut.ndjson.zst", [0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x00, 0x01]);
    stage.write("cut.txt.gz", [0x1f, 0x8b, 0x08, 0x00, 0x00]);
    stage.write("half.html", "<html><body><p>Half a page, no end <b");
    stage.write("long.txt", "harbour ".repeat(400_000));
    stage.index();
    assert!(!reason(&stage, "cut.txt.gz").is_empty());
    assert!(!stage.hits(&["ferry"]).is_empty());
}

/// The files of an index, largest first.
fn index_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort_by_key(|file| std::cmp::Reverse(std::fs::metadata(file).unwrap().len()));
    files
}

fn is_truncatable(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    !name.ends_with(".lock") && name != "README.txt" && std::fs::metadata(file).unwrap().len() > 8
}

#[test]
fn a_damaged_index_is_told_in_one_line() {
    let whole = Stage::indexed();
    let files: Vec<_> = index_files(&whole.index_folder()).into_iter().filter(|file| is_truncatable(file)).collect();
    assert!(files.len() > 3, "{files:?}");
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let checked = whole.run(&["check"]);
        assert_eq!(checked.status, 1, "{name}: {} {}", checked.out, checked.err);
        let ran = whole.run(&["search", "harbour talks", "--actor", "turkey", "--published", "2022..2023"]);
        assert!(ran.status >= 0 && ran.status <= 2 && !ran.err.contains("panicked"), "{name}: {}", ran.err);
        if ran.status == 2 {
            assert_eq!(ran.err.lines().filter(|line| line.starts_with("error: ")).count(), 1, "{name}: {}", ran.err);
        }
        std::fs::write(&file, bytes).unwrap();
    }
    assert_eq!(whole.run(&["check"]).status, 0);
}

#[test]
fn a_torn_commit_is_an_error_with_a_hint() {
    let stage = Stage::indexed();
    let meta = stage.index_folder().join("meta.json");
    let text = std::fs::read(&meta).unwrap();
    std::fs::write(&meta, &text[..text.len() / 2]).unwrap();
    for command in [vec!["search", "harbour"], vec!["actors"], vec!["dates"], vec!["status"]] {
        let ran = stage.run(&command);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{command:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: ") && ran.err.contains("damaged") && ran.err.contains("hint: "), "{}", ran.err);
    }
}

#[test]
fn a_changed_document_is_found_by_check() {
    let stage = Stage::indexed();
    stage.write("ceasefire.txt", "Something else altogether, and longer than it was before.\n");
    assert_eq!(stage.run(&["check"]).status, 0);
    let ran = stage.run(&["check", "--files"]);
    assert!(ran.status == 1 && ran.out.contains("ceasefire.txt"), "{}", ran.out);
}

#[test]
fn a_touched_document_is_none_that_changed() {
    let stage = Stage::indexed();
    for entry in std::fs::read_dir(stage.documents()).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(bytes) = std::fs::read(&path) {
            std::fs::write(&path, bytes).unwrap();
        }
    }
    let ran = stage.run(&["check", "--files"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    let records = stage.documents().join("wire.ndjson");
    let text = std::fs::read_to_string(&records).unwrap();
    std::fs::write(&records, text.replacen("the", "The", 1)).unwrap();
    let ran = stage.run(&["check", "--files"]);
    assert!(ran.status == 1 && ran.out.contains("wire.ndjson") && ran.out.matches("changed").count() == 1, "{}", ran.out);
}

/// Makes a folder and all in it read-only, or writable again.
fn set_read_only(folder: &Path, read_only: bool) {
    for path in index_files(folder).into_iter().chain([folder.to_owned()]) {
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let is_folder = path.is_dir();
            permissions.set_mode(match (read_only, is_folder) {
                (true, true) => 0o500,
                (true, false) => 0o400,
                (false, true) => 0o700,
                (false, false) => 0o600,
            });
        }
        #[cfg(not(unix))]
        permissions.set_readonly(read_only);
        std::fs::set_permissions(&path, permissions).unwrap();
    }
}

#[test]
fn a_read_only_index_is_searched_and_left_as_it_is() {
    let stage = Stage::indexed();
    let names = || index_files(&stage.index_folder()).into_iter().collect::<std::collections::BTreeSet<_>>();
    let before = names();
    set_read_only(&stage.index_folder(), true);
    let ran = stage.run(&["search", "harbour"]);
    let counted = stage.run(&["actors", "harbour"]);
    set_read_only(&stage.index_folder(), false);
    assert_eq!((ran.status, counted.status), (0, 0), "{}{}", ran.err, counted.err);
    assert_eq!(before, names());
}

#[test]
fn a_locked_index_is_searched_but_not_written() {
    let stage = Stage::indexed();
    let place = stage.index_folder().join("writer.lock");
    let lock = std::fs::OpenOptions::new().write(true).create(true).truncate(false).open(place).unwrap();
    lock.try_lock().unwrap();
    stage.write("late.txt", "A cormorant dived off the pier.\n");
    let ran = stage.run(&["index", "--json"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(ran.err.starts_with("error: ") && ran.err.contains("being written") && ran.err.contains("hint: "), "{}", ran.err);
    assert_eq!(stage.run(&["search", "harbour"]).status, 0);
    drop(lock);
    assert_eq!(stage.run(&["index"]).status, 0);
    assert_eq!(stage.hits(&["cormorant"]).len(), 1);
}

#[test]
fn readers_see_whole_commits_while_a_run_writes() {
    let stage = Stage::indexed();
    let before = stage.search(&["harbour"])["total"].clone();
    for number in 0..200 {
        stage.write(&format!("more/{number}.txt"), format!("The harbour of day {number} lay quiet in the rain.\n"));
    }
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| stage.index());
        let mut seen = Vec::new();
        while !writer.is_finished() {
            seen.push(stage.search(&["harbour"])["total"]["documents"].as_u64().unwrap());
        }
        writer.join().unwrap();
        let after = stage.search(&["harbour"])["total"]["documents"].as_u64().unwrap();
        assert_eq!(Some(after), before["documents"].as_u64().map(|count| count + 200));
        assert!(seen.iter().all(|count| Some(*count) == before["documents"].as_u64() || *count == after), "{seen:?}");
        assert!(seen.is_sorted(), "{seen:?}");
    });
}

#[test]
fn the_index_folder_is_its_owners_alone() {
    let stage = Stage::indexed();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(stage.index_folder()).unwrap().permissions().mode() & 0o077, 0);
    }
    let notice = std::fs::read_to_string(stage.index_folder().join("README.txt")).unwrap();
    assert!(notice.contains("holds the texts"), "{notice}");
    assert!(Ran::of(&mut stage.command(&["search", "harbour"])).status == 0);
}

#[cfg(unix)]
#[test]
fn what_is_read_from_stdin_is_kept_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::empty();
    let ran = Ran::of(stage.command(&["index", "-"]).write_stdin("A cormorant dived off the pier.\n"));
    assert_eq!(ran.status, 0, "{}", ran.err);
    let kept = std::fs::metadata(stage.index_folder().with_file_name("index.stdin")).unwrap();
    assert_eq!(kept.permissions().mode() & 0o077, 0);
}

#[test]
fn an_index_whose_writer_ends_soon_is_waited_for() {
    let stage = Stage::indexed();
    let place = stage.index_folder().join("writer.lock");
    let lock = std::fs::OpenOptions::new().write(true).open(place).unwrap();
    lock.try_lock().unwrap();
    let refused = stage.run(&["index", "--wait=0"]);
    assert!(refused.status == 2 && refused.err.contains("--wait"), "{}", refused.err);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| stage.run(&["index", "--wait=30"]));
        std::thread::sleep(std::time::Duration::from_millis(300));
        drop(lock);
        assert_eq!(waiting.join().unwrap().status, 0);
    });
}

#[test]
fn a_damaged_index_is_refused_by_a_verified_search_and_built_anew() {
    let stage = Stage::indexed();
    let before = stage.hits(&["harbour"]);
    assert_eq!(before, stage.hits(&["harbour", "--verify"]));
    let largest = index_files(&stage.index_folder()).into_iter().next().unwrap();
    let mut bytes = std::fs::read(&largest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&largest, bytes).unwrap();
    let name = largest.file_name().unwrap().to_string_lossy().into_owned();
    let checked = stage.run(&["check"]);
    assert!(checked.status == 1 && checked.out.contains(&name), "{}", checked.out);
    let refused = stage.run(&["search", "harbour", "--verify"]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains(&name) && refused.err.contains("hint: "), "{}", refused.err);
    assert_eq!(stage.run(&["index", "--rebuild"]).status, 0);
    assert_eq!(before, stage.hits(&["harbour", "--verify"]));
}

#[test]
fn an_index_is_placed_where_its_path_leads() {
    let stage = Stage::empty();
    stage.write("one.txt", "The ferry left the quay at dawn.\n");
    let from_inside = |index: &str| {
        let mut command = stage.bare(&["index", ".", "--index", index]);
        Ran::of(command.current_dir(stage.documents()))
    };
    assert_eq!(from_inside("../beside/index").status, 0);
    let inside = from_inside("../documents/deep/index");
    assert!(inside.status == 2 && inside.err.contains("among the documents"), "{}", inside.err);
}
