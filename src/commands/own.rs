//! The user's own files of actors: where they are, and what they say. They are looked for beside the index and among the
//! user's settings, never among the documents.

use std::path::{Path, PathBuf};

use anyhow::Context;
use etcetera::BaseStrategy;
use nutgraf_index::actor::OwnActors;

use super::index::beside;

/// The name of the user's file for all indexes; that of one index has the index's name before it.
const NAME: &str = "actors.toml";

/// Returns where files are looked for, whether there are any: beside the index, whose word comes first, then among the
/// user's settings.
pub fn places(folder: Option<&Path>) -> Vec<PathBuf> {
    let of_user = etcetera::choose_base_strategy().ok().map(|base| base.config_dir().join("nutgraf").join(NAME));
    folder.map(|folder| beside(folder, NAME)).into_iter().chain(of_user).collect()
}

/// Returns the files that there are, with their texts.
pub fn files(folder: Option<&Path>) -> anyhow::Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for path in places(folder).into_iter().filter(|path| path.exists()) {
        let text = std::fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
        files.push((path, text));
    }
    Ok(files)
}

/// Returns the texts of the files that there are, each of which can be understood.
pub fn texts(folder: Option<&Path>) -> anyhow::Result<Vec<String>> {
    let read = files(folder)?.into_iter().map(|(path, text)| {
        OwnActors::parse(&text).with_context(|| format!("{}", path.display()))?;
        Ok(text)
    });
    read.collect()
}

/// Returns what the files that there are say of actors.
pub fn actors(folder: Option<&Path>) -> anyhow::Result<OwnActors> {
    Ok(OwnActors::parse_all(&texts(folder)?)?)
}
