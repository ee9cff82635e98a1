//! Looks over what changed before any of it is cut, for its lines alone: what recurs is known then, and few documents have
//! to be cut twice.
//!
//! A survey costs a few hundredths of what follows. Formats of which that is not so are left out, and files that only a
//! command can read: their lines become known as they are cut, and the earlier documents that this touches are cut again.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::Receiver;
use rustc_hash::FxHashSet;

use super::collect::Collector;
use super::convert::{Commands, Converters};
use super::jobs::{Known, hand_on};
use super::read::is_untouched;
use super::walk::FoundFile;
use super::workers::{DocumentLines, Pool};
use crate::document::Format;
use crate::error::Result;
use crate::sources::Root;

/// Takes the lines of all documents of a root that are new or have changed into the line table.
pub fn survey(collector: &mut Collector<'_>, pool: &Pool<'_>, root: &Root, files: &[FoundFile], stop: &AtomicBool) -> Result<()> {
    let converters = Converters::of(&root.converters)?;
    let mut under_way: VecDeque<Receiver<Vec<DocumentLines>>> = VecDeque::new();
    for file in files {
        let known = root.files.get(&file.relative);
        let is_old = known.is_some_and(|known| is_untouched(known, file, collector.last_made));
        let is_text = Format::of_path(Path::new(&file.relative)).is_text() && converters.find(&file.relative).is_none();
        if is_old || !is_text {
            continue;
        }
        let known = known.map(|known| Known::of(known, &FxHashSet::default())).unwrap_or_default();
        let limits = collector.limits;
        let mut outcome = Ok(());
        // A file that can't be read is told of when it is to be indexed.
        let _ = hand_on(file, &known, &Commands::default(), &limits, &mut |job| {
            under_way.push_back(pool.survey(job));
            if under_way.len() >= pool.most() {
                outcome = take_oldest(collector, &mut under_way);
            }
            if outcome.is_err() || stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        outcome?;
        if stop.load(Ordering::Relaxed) {
            break;
        }
    }
    while !under_way.is_empty() {
        take_oldest(collector, &mut under_way)?;
    }
    Ok(())
}

fn take_oldest(collector: &mut Collector<'_>, under_way: &mut VecDeque<Receiver<Vec<DocumentLines>>>) -> Result<()> {
    let table = collector.line_table()?;
    for (document, lines) in under_way.pop_front().and_then(|oldest| oldest.recv().ok()).into_iter().flatten() {
        table.survey(document, lines);
    }
    Ok(())
}
