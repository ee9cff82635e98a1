//! `status`: how large and how fresh an index is, and what it leaves out.

use std::path::Path;

use nutgraf_index::document::Skipped;
use nutgraf_index::joins::own_hash;
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::sources::FileState;
use nutgraf_index::store::Store;
use nutgraf_index::text::plural;
use serde::Serialize;
use serde_json::json;

use super::own;
use crate::args::StatusArgs;
use crate::outcome::Outcome;
use crate::output::json::{FORMAT, json_line};
use crate::output::sanitize::sanitized;
use crate::output::{print, print_pages};
use crate::settings::{Settings, all_indexes, now};

/// What there is to know of an index.
#[derive(Debug, Default, Serialize)]
struct Status {
    format: u32,
    /// Its folder.
    index: String,
    roots: Vec<String>,
    documents: u64,
    passages: u64,
    text_bytes: u64,
    index_bytes: u64,
    segments: usize,
    files: usize,
    /// `None` where nothing was committed yet.
    age_seconds: Option<i64>,
    languages: Vec<String>,
    skipped: Vec<Skipped>,
    actors: OwnFiles,
}

/// The user's own files of actors.
#[derive(Debug, Default, Serialize)]
struct OwnFiles {
    files: Vec<String>,
    /// Whether the index knows what they say now.
    current: bool,
}

/// One of all indexes.
#[derive(Serialize)]
#[serde(untagged)]
enum Listed {
    Read(Box<Status>),
    Unreadable { index: String, error: String },
}

/// Tells about one index, or all.
pub fn run(args: &StatusArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    if args.all {
        return all(args, settings);
    }
    let status = read(&settings.index_folder(None)?)?;
    if args.json {
        print(&json_line(&status)?)?;
    } else if args.skipped {
        print_pages(&skipped_lines(&status.skipped), settings)?;
    } else {
        print(&lines(&status))?;
    }
    Ok(Outcome::Done)
}

fn all(args: &StatusArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let entries = std::fs::read_dir(all_indexes()?).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.join("meta.json").is_file()).collect();
    folders.sort();
    let listed = folders.iter().map(|folder| match read(folder) {
        Ok(status) => Listed::Read(Box::new(status)),
        Err(error) => Listed::Unreadable { index: named(folder), error: error.to_string() },
    });
    let listed: Vec<Listed> = listed.collect();
    if args.json {
        print(&format!("{}\n", json!({"format": FORMAT, "indexes": listed})))?;
    } else {
        print_pages(&listed.iter().map(listed_lines).collect::<Vec<_>>().join("\n"), settings)?;
    }
    Ok(Outcome::Done)
}

fn named(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn read(folder: &Path) -> anyhow::Result<Status> {
    let store = Store::open(folder)?;
    let (files, texts): (Vec<_>, Vec<_>) = own::files(Some(folder))?.into_iter().unzip();
    let files = files.iter().map(|file| named(file)).collect();
    let Some(note) = &store.note else {
        let actors = OwnFiles { files, current: texts.is_empty() };
        return Ok(Status { format: FORMAT, index: named(folder), actors, ..Status::default() });
    };
    let state = FileState::read(folder, note)?;
    Ok(Status {
        format: FORMAT,
        index: named(folder),
        roots: state.roots.iter().map(|root| named(&root.path)).collect(),
        documents: note.documents,
        passages: note.passages,
        text_bytes: note.text_bytes,
        index_bytes: store.bytes(),
        segments: Snapshot::open(folder)?.segments().count(),
        files: state.roots.iter().map(|root| root.files.len()).sum(),
        age_seconds: Some(now() - note.made),
        languages: note.languages.clone(),
        skipped: state.skipped().cloned().collect(),
        actors: OwnFiles { files, current: own_hash(&texts) == note.own },
    })
}

fn listed_lines(listed: &Listed) -> String {
    match listed {
        Listed::Read(status) => lines(status),
        Listed::Unreadable { index, error } => format!("index      {}\nerror      {}\n", sanitized(index), sanitized(error)),
    }
}

fn lines(status: &Status) -> String {
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    let mut text = format!("index      {}\n", sanitized(&status.index));
    let files = plural(status.files as u64, "file");
    text += &format!("documents  {} in {files} below {}\n", status.documents, sanitized(&status.roots.join(", ")));
    text += &format!("passages   {}\n", status.passages);
    text += &format!("text       {}\n", megabytes(status.text_bytes));
    let segments = plural(status.segments as u64, "segment");
    text += &format!("on disk    {} in {segments}\n", megabytes(status.index_bytes));
    if let Some(seconds) = status.age_seconds {
        text += &format!("age        {}\n", plural(seconds.max(0) as u64 / 3_600, "hour"));
    }
    if !status.actors.files.is_empty() || !status.actors.current {
        text += &own_line(&status.actors);
    }
    let skipped = status.skipped.len();
    text + &format!("skipped    {skipped}{}\n", if skipped > 0 { " (nutgraf status --skipped)" } else { "" })
}

fn own_line(actors: &OwnFiles) -> String {
    let names = if actors.files.is_empty() { "no actors.toml".to_owned() } else { actors.files.join(", ") };
    let stale = if actors.current { "" } else { " (changed since: nutgraf index reads what it touches again)" };
    format!("actors     {}{stale}\n", sanitized(&names))
}

fn skipped_lines(skipped: &[Skipped]) -> String {
    skipped.iter().map(|one| format!("{}\t{}\n", sanitized(&one.path), sanitized(&one.reason))).collect()
}
