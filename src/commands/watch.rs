//! `index --watch`: brings an index up to date whenever files change, until told to end.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::Context;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use nutgraf_index::Error;
use nutgraf_index::sources::FileState;
use nutgraf_index::store::Store;
use nutgraf_index::writer::IndexOptions;

use super::index::{bring_up_to_date, report_on};
use super::own;
use crate::outcome::Outcome;
use crate::output::talk;
use crate::settings::{Settings, now};

/// How long files must rest before a watched collection is read again.
const REST: Duration = Duration::from_millis(300);

/// How long a rest is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Watches the roots of an index; being told to end is its only end.
pub fn watch(
    folder: &Path,
    options: &IndexOptions,
    json: bool,
    settings: &Settings,
    stop: &AtomicBool,
) -> anyhow::Result<Outcome> {
    let (_watcher, changes) = watch_roots(folder)?;
    talk("watching; interrupt to end");
    // What changed between the first run and the watcher's start was told to nobody.
    let mut due = true;
    while !stop.load(Ordering::Relaxed) {
        if !due && changes.recv_timeout(REST).is_err() {
            continue;
        }
        wait_for_rest(&changes, stop);
        // A file of actors that is being written, and can't be understood just now, changes nothing.
        let own = own::texts(Some(folder)).unwrap_or_else(|_| options.own.clone());
        let options = IndexOptions { now: now(), roots: Vec::new(), own, ..options.clone() };
        due = match bring_up_to_date(folder, &options, settings, stop) {
            Ok(report) => {
                let counts = report.documents;
                if counts.added + counts.replaced + counts.removed > 0 {
                    report_on(&report, json)?;
                }
                false
            }
            Err(error) if is_locked(&error) => {
                talk(&format!("note: {error}; trying again"));
                std::thread::sleep(REST);
                true
            }
            Err(error) => return Err(error),
        };
    }
    Ok(Outcome::Done)
}

/// Waits until files rest, or for so long that they may never.
fn wait_for_rest(changes: &Receiver<()>, stop: &AtomicBool) {
    let until = Instant::now() + PATIENCE;
    while !stop.load(Ordering::Relaxed) && Instant::now() < until && changes.recv_timeout(REST).is_ok() {}
}

fn is_locked(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<Error>(), Some(Error::Locked { .. }))
}

/// Starts to watch every root that the index knows.
fn watch_roots(folder: &Path) -> anyhow::Result<(RecommendedWatcher, Receiver<()>)> {
    let (changed, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_read = event.as_ref().is_ok_and(|event| event.kind.is_access());
        if !is_read {
            // The receiver is gone only when the program ends.
            let _ = changed.send(());
        }
    })?;
    let note = Store::open(folder)?.note.context("nothing was committed to this index")?;
    for root in FileState::read(folder, &note)?.roots {
        watcher.watch(&root.path, RecursiveMode::Recursive).with_context(|| format!("{}", root.path.display()))?;
    }
    Ok((watcher, changes))
}
