//! `status`: how large and how fresh an index is, and what it leaves out.

use std::path::Path;

use nutgraf_index::joins::own_hash;
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::sources::FileState;
use nutgraf_index::store::{CommitNote, Store};
use serde_json::{Value, json};

use super::own;
use crate::args::StatusArgs;
use crate::outcome::Outcome;
use crate::output::json::FORMAT;
use crate::output::sanitize::sanitized;
use crate::output::{print, print_pages};
use crate::settings::{Settings, all_indexes, now};

/// Tells about one index, or all.
pub fn run(args: &StatusArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    if args.all {
        return all(args, settings);
    }
    let folder = settings.index_folder(None)?;
    let status = read(&folder)?;
    if args.json {
        print(&format!("{status}\n"))?;
    } else if args.skipped {
        print_pages(&skipped_lines(&status), settings)?;
    } else {
        print(&lines(&status))?;
    }
    Ok(Outcome::Done)
}

fn all(args: &StatusArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let mut found = Vec::new();
    if let Ok(entries) = std::fs::read_dir(all_indexes()?) {
        let mut folders: Vec<_> =
            entries.flatten().map(|entry| entry.path()).filter(|path| path.join("meta.json").is_file()).collect();
        folders.sort();
        found.extend(folders.iter().map(|folder| {
            read(folder).unwrap_or_else(|error| json!({"index": folder.to_string_lossy(), "error": error.to_string()}))
        }));
    }
    if args.json {
        print(&format!("{}\n", json!({"format": FORMAT, "indexes": found})))?;
    } else {
        print_pages(&found.iter().map(lines).collect::<Vec<_>>().join("\n"), settings)?;
    }
    Ok(Outcome::Done)
}

fn read(folder: &Path) -> anyhow::Result<Value> {
    let store = Store::open(folder)?;
    let Some(note) = &store.note else {
        return Ok(json!({"format": FORMAT, "index": folder.to_string_lossy(), "documents": 0, "passages": 0, "skipped": []}));
    };
    let state = FileState::read(folder, note)?;
    let skipped: Vec<_> = state.skipped().map(|one| json!({"path": one.path, "reason": one.reason})).collect();
    let segments = Snapshot::open(folder)?.segments().count();
    let roots: Vec<_> = state.roots.iter().map(|root| root.path.to_string_lossy()).collect();
    Ok(json!({
        "format": FORMAT, "index": folder.to_string_lossy(), "roots": roots,
        "documents": note.documents, "passages": note.passages, "text_bytes": note.text_bytes, "index_bytes": store.bytes(),
        "segments": segments, "files": state.roots.iter().map(|root| root.files.len()).sum::<usize>(), "age_seconds": now() - note.made,
        "languages": note.languages, "skipped": skipped, "actors": own_actors(folder, note)?,
    }))
}

/// The user's own files of actors, and whether the index knows what they say now.
fn own_actors(folder: &Path, note: &CommitNote) -> anyhow::Result<Value> {
    let (paths, texts): (Vec<_>, Vec<_>) =
        own::files(Some(folder))?.into_iter().map(|(path, text)| (path.to_string_lossy().into_owned(), text)).unzip();
    Ok(json!({"files": paths, "current": own_hash(&texts) == note.own}))
}

fn own_line(actors: &Value) -> String {
    let files: Vec<_> = actors["files"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let names = if files.is_empty() { "no actors.toml".to_owned() } else { files.join(", ") };
    let stale = if actors["current"] == false { " (changed since: nutgraf index reads what it touches again)" } else { "" };
    format!("actors     {}{stale}\n", sanitized(&names))
}

fn lines(status: &Value) -> String {
    let number = |name: &str| status[name].as_i64().unwrap_or(0);
    let megabytes = |name: &str| format!("{:.1} MB", number(name) as f64 / 1e6);
    let roots: Vec<_> = status["roots"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let skipped = status["skipped"].as_array().map_or(0, Vec::len);
    let mut text = format!("index      {}\n", sanitized(status["index"].as_str().unwrap_or("")));
    if let Some(error) = status["error"].as_str() {
        return text + &format!("error      {}\n", sanitized(error));
    }
    text += &format!("documents  {} in {} files below {}\n", number("documents"), number("files"), sanitized(&roots.join(", ")));
    text += &format!("passages   {}\n", number("passages"));
    text += &format!("text       {}\n", megabytes("text_bytes"));
    text += &format!("on disk    {} in {} segments\n", megabytes("index_bytes"), number("segments"));
    text += &format!("age        {} hours\n", number("age_seconds") / 3_600);
    if status["actors"]["files"].as_array().is_some_and(|files| !files.is_empty()) || status["actors"]["current"] == false {
        text += &own_line(&status["actors"]);
    }
    text += &format!("skipped    {skipped}{}\n", if skipped > 0 { " (nutgraf status --skipped)" } else { "" });
    text
}

fn skipped_lines(status: &Value) -> String {
    let skipped = status["skipped"].as_array().into_iter().flatten();
    let line = |one: &Value| {
        format!("{}\t{}\n", sanitized(one["path"].as_str().unwrap_or("")), sanitized(one["reason"].as_str().unwrap_or("")))
    };
    skipped.map(line).collect()
}
