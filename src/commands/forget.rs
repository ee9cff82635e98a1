//! `forget`.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::Context;
use nutgraf_index::folder::lock::WriterLock;

use super::below::ensure_touches;
use super::index::beside;
use crate::args::ForgetArgs;
use crate::outcome::Outcome;
use crate::output::talk;
use crate::settings::Settings;

/// Removes the index of a collection, and nothing else.
pub fn run(args: &ForgetArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let folder = settings.folder_once_for(&args.path)?;
    if !folder.join("meta.json").is_file() {
        return Err(nutgraf_index::Error::NoIndex(folder).into());
    }
    if settings.index.is_some() {
        ensure_touches(&args.path, &folder)?;
    }
    let _lock = WriterLock::take(&folder, Duration::ZERO, &AtomicBool::new(false))?;
    std::fs::remove_dir_all(&folder).with_context(|| format!("{}", folder.display()))?;
    let kept = beside(&folder, "stdin");
    if kept.is_dir() {
        std::fs::remove_dir_all(&kept).with_context(|| format!("{}", kept.display()))?;
    }
    talk(&format!("removed {}", folder.display()));
    Ok(Outcome::Done)
}
