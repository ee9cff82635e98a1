//! `actors check`: is `actors.toml` what its writer meant?

use std::path::{Path, PathBuf};

use anyhow::Context;
use nutgraf_index::actor::{OwnFinding, OwnName, check_own};
use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Match, Reading, StopWords, plan};
use nutgraf_index::query::{Node, NodeKind, Query, TermForm};
use nutgraf_index::search::find_matches;
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::{Span, words};
use nutgraf_index::vocabulary::aliases;
use serde_json::json;

use crate::args::{ActorsCheckArgs, TableForm};
use crate::commands::own;
use crate::outcome::{Outcome, hinted};
use crate::output::rows::separated;
use crate::output::sanitize::sanitized;
use crate::output::{
    json::{FORMAT, json_line},
    print, talk,
};
use crate::settings::{Settings, missing};

/// Verifies the files; what is wrong makes the exit status 1.
pub fn run(args: &ActorsCheckArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let folder = settings.index_folder(None).ok();
    let files = match &args.file {
        Some(path) => vec![(path.clone(), read(path)?)],
        None => own::files(folder.as_deref())?,
    };
    if files.is_empty() {
        let places: Vec<String> = own::places(folder.as_deref()).iter().map(|path| path.display().to_string()).collect();
        return Err(hinted("there is no actors.toml", format!("write one: {}", places.join(" or "))));
    }
    let snapshot = folder.and_then(|folder| Snapshot::open(&folder).ok());
    if snapshot.is_none() {
        talk("note: without an index it can't be said which names occur");
    }
    let mut findings: Vec<(PathBuf, OwnFinding)> = Vec::new();
    for (path, text) in &files {
        let (mut found, names) = check_own(text);
        if let Some(snapshot) = &snapshot {
            found.extend(absent(snapshot, names, settings)?);
        }
        found.sort();
        findings.extend(found.into_iter().map(|finding| (path.clone(), finding)));
    }
    match args.form.form() {
        TableForm::Json => print(&as_json(&files, &findings)?)?,
        TableForm::Csv => print(&as_csv(&findings)?)?,
        TableForm::Text => print(&as_text(&files, &findings))?,
    }
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Nothing })
}

fn read(path: &Path) -> anyhow::Result<String> {
    match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(missing(path, &error)),
        other => other.with_context(|| format!("{}", path.display())),
    }
}

/// Names that stand nowhere in the index.
fn absent(snapshot: &Snapshot, names: Vec<OwnName>, settings: &Settings) -> anyhow::Result<Vec<OwnFinding>> {
    let mut absent = Vec::new();
    for OwnName { line, name } in names {
        if aliases(snapshot, &name)?.is_empty() && !occurs(snapshot, &name, settings)? {
            absent.push(OwnFinding { line, is_error: false, message: format!("'{name}' never occurs in the index") });
        }
    }
    Ok(absent)
}

/// Tells whether the words of a name stand side by side anywhere.
fn occurs(snapshot: &Snapshot, name: &str, settings: &Settings) -> anyhow::Result<bool> {
    let node = |kind| Node { span: Span::new(0, 0), kind };
    let term = |text: &str| node(NodeKind::Term { text: text.to_owned(), form: TermForm::Exact });
    let parts: Vec<Node> = words(name).map(|word| term(word.span.of(name))).collect();
    if parts.is_empty() {
        return Ok(false);
    }
    let query = Query { root: node(NodeKind::Phrase { parts, slop: 0 }) };
    let reading =
        Reading { words: Match::All, stop_words: StopWords::Match, exact: true, furniture: false, today: settings.today };
    Ok(find_matches(snapshot, &plan(snapshot, &query, &Filters::default(), reading)?)?.total.passages > 0)
}

fn severity(finding: &OwnFinding) -> &'static str {
    if finding.is_error { "error" } else { "warning" }
}

fn as_json(files: &[(PathBuf, String)], findings: &[(PathBuf, OwnFinding)]) -> anyhow::Result<String> {
    let one = |(path, finding): &(PathBuf, OwnFinding)| json!({"path": path.to_string_lossy(), "line": finding.line, "severity": severity(finding), "message": finding.message});
    let paths: Vec<_> = files.iter().map(|(path, _)| path.to_string_lossy()).collect();
    let findings: Vec<_> = findings.iter().map(one).collect();
    json_line(&json!({"format": FORMAT, "files": paths, "findings": findings}))
}

fn as_csv(findings: &[(PathBuf, OwnFinding)]) -> anyhow::Result<String> {
    let row = |(path, finding): &(PathBuf, OwnFinding)| {
        vec![path.to_string_lossy().into_owned(), finding.line.to_string(), severity(finding).into(), finding.message.clone()]
    };
    separated(&["path", "line", "severity", "message"], &findings.iter().map(row).collect::<Vec<_>>(), b',')
}

fn as_text(files: &[(PathBuf, String)], findings: &[(PathBuf, OwnFinding)]) -> String {
    let line = |(path, finding): &(PathBuf, OwnFinding)| {
        let told = format!("{}:{}: {}: {}", path.display(), finding.line, severity(finding), finding.message);
        sanitized(&told).replace('\n', " ") + "\n"
    };
    let mut text: String = findings.iter().map(line).collect();
    for (path, _) in files.iter().filter(|(path, _)| findings.iter().all(|(other, _)| other != path)) {
        text += &format!("{}: nothing wrong\n", sanitized(&path.display().to_string()));
    }
    text
}
