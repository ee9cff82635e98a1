//! How the program behaves among others: pipes, colours, escape sequences, exit statuses.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::stage::{CORPUS, Ran, Stage};

#[test]
fn exit_statuses_tell_hits_from_none_and_errors() {
    let stage = Stage::shared();
    for (arguments, status) in [
        (vec!["search", "harbour"], 0),
        (vec!["search", "zzzqqq"], 1),
        (vec!["search", "-q", "harbour"], 0),
        (vec!["search", "-q", "zzzqqq"], 1),
        (vec!["search", "--count", "lighthouse oranges"], 1),
        (vec!["search", "--files", "zzzqqq"], 1),
        (vec!["actors", "harbour"], 0),
        (vec!["actors", "zzzqqq"], 1),
        (vec!["dates", "harbour"], 0),
        (vec!["dates", "zzzqqq"], 1),
        (vec!["show", "wire-1"], 0),
        (vec!["status"], 0),
        (vec!["check"], 0),
        (vec!["--version"], 0),
        (vec!["--help"], 0),
        (vec!["nonsense"], 2),
    ] {
        assert_eq!(stage.run(&arguments).status, status, "{arguments:?}");
    }
}

#[test]
fn quiet_prints_nothing() {
    let ran = Stage::shared().run(&["search", "-q", "harbour"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
}

#[test]
fn files_are_listed_once_each() {
    let stage = Stage::shared();
    let lines = stage.run(&["search", "--files", "harbour"]).out;
    let distinct: std::collections::BTreeSet<_> = lines.lines().collect();
    let documents = stage.search(&["harbour"])["total"]["documents"].as_u64().unwrap();
    assert_eq!((lines.lines().count(), distinct.len() as u64), (distinct.len(), documents));
    assert_eq!(stage.run(&["search", "--files", "--no-group", "harbour"]).out, lines);
    let with_nul = stage.run(&["search", "--files", "-0", "harbour"]).out;
    assert_eq!(with_nul.replace('\0', "\n"), lines);
}

#[test]
fn folding_hides_no_file() {
    let stage = Stage::shared();
    let listed = |dups: &str| stage.run(&["search", "--files", "moorings mole", "--dups", dups]).out.lines().count();
    assert_eq!((listed("fold"), listed("show")), (2, 2));
}

/// Everything a page can hold that would drive a terminal.
const HOSTILE: &str =
    "The harbour \u{1b}]0;owned\u{7} talks \u{1b}[2J went \u{202e}on\u{202c} \u{9b}31m and \u{8}\u{8}on\r\u{200b}.\n";

#[test]
fn no_escape_sequence_of_a_document_reaches_the_terminal() {
    let stage = Stage::empty();
    stage.write("hostile.txt", format!("\u{1b}[31mHarbour\u{1b}[0m news\n\nBy Eve \u{1b}[5mBlink\n\n{HOSTILE}"));
    stage.write("wire.ndjson", serde_json::json!({"id": "a\u{1b}[31m", "title": HOSTILE, "text": HOSTILE, "source": HOSTILE, "people": ["Eve \u{1b}[5m"]}).to_string());
    stage.write("analysis \u{1b}[31m.md", format!("# Harbour \u{1b}[2J\n\n{HOSTILE}"));
    stage.index();
    let hostile = stage.documents().join("hostile.txt");
    for arguments in [
        vec!["search", "harbour"],
        vec!["search", "harbour", "--md"],
        vec!["search", "harbour", "-C", "1", "--explain"],
        vec!["search", "--kind", "person"],
        vec!["actors"],
        vec!["dates"],
        vec!["show", "hostile.txt"],
        vec!["inspect", hostile.to_str().unwrap()],
        vec!["status", "--skipped"],
        vec!["search", "harbour \u{1b}[31m", "--explain"],
        vec!["search", "(harbour \u{1b}[31m NEAR/0 x"],
    ] {
        let ran = stage.run(&[&["--color", "never"], &arguments[..]].concat());
        let told = ran.out + &ran.err;
        let bad = told.chars().find(|character| is_hostile(*character));
        assert_eq!(bad, None, "{arguments:?}: {told:?}");
    }
    let painted = stage.run(&["--color", "always", "search", "harbour"]).out;
    assert!(painted.contains("\u{1b}["), "colours were asked for");
    for foreign in ["\u{1b}]0", "\u{1b}[2J", "\u{1b}[5m", "\u{202e}", "\u{9b}", "\u{7}", "\u{8}"] {
        assert!(!painted.contains(foreign), "{foreign:?} in {painted:?}");
    }
}

fn is_hostile(character: char) -> bool {
    (character.is_control() && character != '\n' && character != '\t')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{200b}')
}

#[test]
fn a_spreadsheet_reads_no_formula() {
    let stage = Stage::empty();
    stage.write("wire.ndjson", serde_json::json!({"id": "=1+1", "title": "@harbour", "text": "=harbour(1)"}).to_string());
    stage.index();
    let table = stage.run(&["search", "harbour", "--csv"]).out;
    assert!(!table.contains(",=") && !table.contains(",@") && table.contains("'="), "{table}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let stage = Stage::shared();
    for arguments in
        [vec!["search", "harbour"], vec!["search", "harbour", "--json"], vec!["actors"], vec!["man"], vec!["completions", "bash"]]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = plain(&stage, &arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.starts_with("error: "), "{arguments:?}: {told}");
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    let stage = Stage::empty();
    let text: String = (0..30_000).map(|number| format!("{}\n", serde_json::json!({"id": number, "text": "harbour"}))).collect();
    stage.write("wire.ndjson", &text[..text.len() / 10]);
    stage.index();
    let mut child = plain(&stage, &["search", "harbour", "--ndjson", "-n", "3000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("{\"rank\":1,"), "{first}");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

/// A command whose ends the test holds itself.
fn plain(stage: &Stage, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.env("NUTGRAF_INDEX", stage.index_folder()).env_remove("PAGER").args(arguments);
    command
}

#[test]
fn show_gives_a_passage_in_its_context() {
    let stage = Stage::shared();
    let document = stage.run(&["show", "harbour-talks.txt"]).out;
    assert!(document.contains("Fishermen in Samandağ") && document.contains("met in Moscow"), "{document}");
    let hit = stage.search(&["fishermen hopeful"])["hits"][0].clone();
    let name = format!("{}#{}", hit["document"]["id"].as_str().unwrap(), hit["passage"]["ordinal"]);
    let alone = stage.run(&["show", "-C", "0", &name]).out;
    assert!(alone.contains("Fishermen") && !alone.contains("met in Moscow"), "{alone}");
}

#[test]
fn a_context_may_be_wider_than_any_document() {
    let stage = Stage::shared();
    let widest = u32::MAX.to_string();
    let shown = stage.run(&["show", "harbour-talks.txt#2", "-C", &widest]);
    assert_eq!((shown.status, shown.out), (0, stage.run(&["show", "harbour-talks.txt"]).out));
    let found = stage.run(&["search", "fishermen hopeful", "-n", "1", "-C", &widest]);
    assert!(found.status == 0 && found.out.contains("met in Moscow"), "{}", found.err);
    let beyond = (1_u64 << 32).to_string();
    for command in [["show", "harbour-talks.txt#2"], ["search", "harbour"]] {
        assert_eq!(stage.run(&[&command[..], &["-C", &beyond]].concat()).status, 2, "{command:?}");
    }
}

#[test]
fn completions_and_manual_name_every_command() {
    let stage = Stage::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = stage.run(&["completions", shell]);
        assert!(ran.status == 0 && ran.out.contains("annotate"), "{shell}");
    }
    let manual = stage.run(&["man"]);
    assert!(manual.status == 0 && manual.out.contains(".TH"), "{}", manual.err);
    assert!(["search", "inspect", "bench", "forget"].iter().all(|name| manual.out.contains(name)));
}

#[test]
fn the_readme_shows_what_its_first_command_prints() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let screen = readme.split_once("```text\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    let ran = Ran::of(&mut Stage::empty().bare(&["search", "harbour talks", CORPUS]));
    assert_eq!(ran.status, 0, "{}", ran.err);
    let mut rest = ran.out.as_str();
    for shown in screen.split("[…]").map(str::trim) {
        let Some((_, after)) = rest.split_once(shown) else { panic!("the README shows\n{shown}\nwhich is not in\n{rest}") };
        rest = after;
    }
}

#[test]
fn a_query_that_is_a_flag_or_a_command_follows_two_dashes() {
    let stage = Stage::shared();
    assert_eq!(stage.run(&["search", "--", "-moscow"]).status, 0);
    assert_eq!(stage.run(&["search", "--", "show"]).status, stage.run(&["search", "show"]).status);
}

#[test]
fn explain_gives_programs_the_parts_of_each_score() {
    let stage = Stage::shared();
    let plain = stage.json(&["search", "harbour talks", "--json"]);
    assert!(plain["hits"][0].get("parts").is_none());
    let explained = stage.json(&["search", "harbour talks", "--json", "--explain"]);
    for hit in explained["hits"].as_array().unwrap() {
        let sum: f64 = hit["parts"].as_object().unwrap().values().map(|part| part.as_f64().unwrap()).sum();
        assert!((sum - hit["score"].as_f64().unwrap()).abs() < 1e-3, "{hit}");
    }
    let lines = stage.run(&["search", "harbour talks", "--ndjson", "--explain"]).out;
    assert!(lines.lines().all(|line| line.contains("\"proximity\":")), "{lines}");
    assert!(!stage.run(&["search", "harbour", "--explain", "--all-passages"]).out.contains("-0.000"));
}

#[test]
fn explain_says_how_a_query_was_read() {
    let ran = Stage::shared().run(&["search", "the harbour talks", "--explain"]);
    assert!(ran.err.contains("query:") && ran.err.contains("optional words: the") && ran.out.contains("score"), "{}", ran.err);
}

#[test]
fn what_stands_below_a_hit_can_be_shown() {
    let stage = Stage::shared();
    for query in ["harbour talks", "lighthouse", "moorings"] {
        let hit = stage.search(&[query])["hits"][0].clone();
        let shown = stage.run(&["show", hit["document"]["path"].as_str().unwrap(), "--json"]).out;
        assert!(shown.contains(&hit["passage"]["text"].to_string()), "{query}: {shown}");
    }
    let first = stage.run(&["show", "harbour-talks.txt:1"]);
    let whole = stage.run(&["show", "harbour-talks.txt"]);
    assert!(first.status != 0 || first.out.len() < whole.out.len(), "a line is not the document");
    assert_eq!(stage.run(&["show", "harbour-talks.txt:99999"]).status, 2);
}

#[test]
fn a_list_of_files_is_as_long_as_asked() {
    let stage = Stage::shared();
    let lines = |flags: &[&str]| stage.run(&[&["search", "--files", "harbour"], flags].concat()).out.lines().count();
    assert!(lines(&[]) > 10);
    assert_eq!(lines(&["-n", "3"]), 3);
}

#[test]
fn a_line_that_is_no_text_ends_no_stream() {
    let stage = Stage::shared();
    let lines = "{\"id\":1,\"text\":\"In Turkey.\"}\nnonsense\n{\"id\":2,\"text\":\"In Syria.\"}\n";
    let ran = Ran::of(stage.command(&["annotate"]).write_stdin(lines));
    assert_eq!((ran.status, ran.out.lines().count()), (2, 2), "{}", ran.err);
    assert!(ran.err.contains("line 2") && ran.err.contains("1 line left out"), "{}", ran.err);
}

#[test]
fn words_that_are_none_are_told_in_a_run() {
    let stage = Stage::shared();
    let file = stage.index_folder().with_file_name("topics.ndjson");
    std::fs::write(&file, "{\"id\":\"1\",\"text\":\"…\"}\n{\"id\":\"2\",\"text\":\"ferry\"}\n").unwrap();
    let ran = stage.run(&["search", "--queries", file.to_str().unwrap(), "--format", "trec"]);
    assert!(ran.out.lines().all(|line| line.starts_with("2 ")) && ran.err.contains("no word"), "{}{}", ran.out, ran.err);
    assert_eq!(ran.status, 0, "it asks for nothing");
    std::fs::write(&file, "{\"id\":\"2\",\"text\":\"ferry\"}\nferry\n").unwrap();
    let ran = stage.run(&["search", "--queries", file.to_str().unwrap(), "--format", "trec"]);
    assert!(ran.status == 2 && ran.err.contains("1 line left out") && ran.out.lines().count() > 1, "{}", ran.err);
}

#[test]
fn what_is_repaired_in_a_run_is_told_with_its_line() {
    let stage = Stage::shared();
    let file = stage.index_folder().with_file_name("repaired.ndjson");
    std::fs::write(&file, "{\"id\":\"1\",\"query\":\"ferry\"}\n{\"id\":\"2\",\"query\":\"(ferry\"}\n").unwrap();
    let ran = stage.run(&["search", "--queries", file.to_str().unwrap(), "--format", "trec"]);
    assert!(ran.status == 0 && ran.err.contains("repaired.ndjson:2: ") && ran.err.contains("closed at the end"), "{}", ran.err);
}

#[test]
fn a_heading_that_is_the_title_stands_once() {
    let shown = Stage::shared().run(&["search", "dullest negotiations"]).out;
    assert_eq!(shown.matches("Small steps across a narrow sea").count(), 1, "{shown}");
    assert!(Stage::shared().run(&["search", "fishing boats", "--path", "analysis.md"]).out.contains("› What Ankara wants"));
}
