//! The course of a run: walk, survey, read and write, cut again what recurs otherwise now, commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::cast::call_the_roll;
use super::collect::Collector;
use super::convert::{Commands, Converters};
use super::merging::merge_the_smallest;
use super::read::Run;
use super::retag::mark_touched;
use super::roots::{add_roots, chosen_roots, set_converters};
use super::survey::survey;
use super::walk::{Found, walk};
use super::workers::{Pool, Setting};
use super::{IndexOptions, IndexReport, Progress};
use crate::actor::OwnActors;
use crate::error::Result;
use crate::joins::own_hash;
use crate::snapshot::Snapshot;
use crate::sources::FileState;
use crate::store::Store;

/// Cutting documents again changes which lines recur only where their files have changed meanwhile: the next run sees to what
/// is left after so many rounds.
const MOST_ROUNDS: usize = 3;

/// Reads what changed since `state` into an index that is open.
pub fn fill(
    store: &Store,
    state: FileState,
    options: &IndexOptions,
    progress: &dyn Progress,
    stop: &AtomicBool,
) -> Result<IndexReport> {
    let began = Instant::now();
    let own = Arc::new(OwnActors::parse_all(&options.own)?);
    let mut filling = Filling::begin(store, state, options, progress, stop, own.clone())?;
    filling.survey()?;
    filling.bring_up_to_date()?;
    filling.cut_outdated_again()?;
    let mut report = filling.collector.finish(&filling.state, options, &own)?;
    if !stop.load(Ordering::Relaxed) {
        merge_the_smallest(store, report.passages)?;
        call_the_roll(&store.folder)?;
    }
    report.skipped = filling.state.skipped().cloned().collect();
    report.seconds = began.elapsed().as_secs_f64();
    report.interrupted = stop.load(Ordering::Relaxed);
    Ok(report)
}

/// A run under way.
struct Filling<'w> {
    collector: Collector<'w>,
    state: FileState,
    /// The roots, by number, and what was found in each.
    walked: Vec<(usize, Found)>,
    setting: Setting,
    threads: usize,
    options: &'w IndexOptions,
    stop: &'w AtomicBool,
}

impl<'w> Filling<'w> {
    fn begin(
        store: &'w Store,
        mut state: FileState,
        options: &'w IndexOptions,
        progress: &'w dyn Progress,
        stop: &'w AtomicBool,
        own: Arc<OwnActors>,
    ) -> Result<Filling<'w>> {
        add_roots(&mut state, options)?;
        let chosen = chosen_roots(&state, options)?;
        let collector = Collector::new(store, options, progress)?;
        if store.note.as_ref().is_some_and(|note| note.own != own_hash(own.texts())) {
            mark_touched(&Snapshot::open(&store.folder)?, &mut state, &own)?;
        }
        let threads = match options.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        };
        let mut walked = Vec::new();
        for number in chosen {
            if let Some(converters) = &options.converters {
                set_converters(&mut state.roots[number], converters)?;
            }
            walked.push((number, walk(&state.roots[number], progress)?));
        }
        let recurring = collector.recurring.clone();
        let setting = Setting { fields: store.fields, limits: options.limits, own, recurring };
        Ok(Filling { collector, state, walked, setting, threads, options, stop })
    }

    fn survey(&mut self) -> Result<()> {
        for (number, found) in &self.walked {
            let root = &self.state.roots[*number];
            std::thread::scope(|scope| {
                let pool = Pool::start(scope, self.threads, root.path.clone(), &self.setting);
                survey(&mut self.collector, &pool, root, &found.files, self.stop)
            })?;
        }
        Ok(())
    }

    fn bring_up_to_date(&mut self) -> Result<()> {
        let prune = self.options.prune;
        self.with_each_root(|run, found| run.bring_up_to_date(found, prune))
    }

    /// Documents whose lines recur otherwise than when they were cut.
    fn cut_outdated_again(&mut self) -> Result<()> {
        for _ in 0..MOST_ROUNDS {
            let outdated = self.collector.outdated()?;
            if outdated.is_empty() || self.stop.load(Ordering::Relaxed) {
                break;
            }
            self.with_each_root(|run, found| run.cut_again(&found.files, outdated.clone()))?;
        }
        Ok(())
    }

    fn with_each_root(&mut self, task: impl Fn(Run<'_, 'w>, &Found) -> Result<()>) -> Result<()> {
        for (number, found) in &self.walked {
            let root = &self.state.roots[*number];
            let commands = Commands { converters: Converters::of(&root.converters)?, may_run: self.options.run_commands };
            let path = root.path.clone();
            std::thread::scope(|scope| {
                let pool = Pool::start(scope, self.threads, path, &self.setting);
                let run = Run::new(&mut self.collector, pool, &mut self.state, *number, self.stop);
                task(run.with_commands(commands), found)
            })?;
        }
        Ok(())
    }
}
