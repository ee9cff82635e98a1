//! `index`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use nutgraf_index::folder::create_private;
use nutgraf_index::text::plural;
use nutgraf_index::writer::{IndexOptions, IndexReport, rebuild, update};

use super::own;
use super::watch::watch;
use crate::args::IndexArgs;
use crate::outcome::{Outcome, hinted};
use crate::output::json::{FORMAT, json_line};
use crate::output::progress::Bar;
use crate::output::{print, talk};
use crate::settings::{Settings, missing, now};

/// Builds an index or brings it up to date.
pub fn run(args: &IndexArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let folder = match args.paths.iter().find(|path| !is_stdin(path)) {
        Some(first) => settings.folder_for(first)?,
        None if args.paths.is_empty() => {
            let folder = settings.index_folder(None)?;
            if folder.is_dir() { folder } else { return Err(nutgraf_index::Error::NoIndex(folder).into()) }
        }
        None => {
            settings.index.clone().ok_or_else(|| hinted("stdin has no place of its own", "name the index with --index DIR"))?
        }
    };
    let paths = args.paths.iter().map(|path| if is_stdin(path) { keep_stdin(&folder) } else { Ok(path.clone()) });
    let paths: Vec<PathBuf> = paths.collect::<anyhow::Result<_>>()?;
    refuse_inside_documents(&folder, &paths)?;
    let options = IndexOptions {
        include: args.include.clone(),
        exclude: args.exclude.clone(),
        converters: (!args.pre.is_empty()).then(|| args.pre.iter().flatten().cloned().collect()),
        run_commands: true,
        follow: args.follow,
        prune: args.prune,
        optimize: args.optimize,
        threads: args.threads,
        memory: args.memory.saturating_mul(1 << 20),
        wait: args.wait.map_or(Duration::ZERO, |seconds| seconds.map_or(Duration::MAX, Duration::from_secs)),
        ..options(&folder, paths)?
    };
    let stop = stop_on_signal();
    let report = with_bar(settings, |bar| {
        if args.rebuild { rebuild(&folder, &options, bar, &stop) } else { update(&folder, &options, bar, &stop) }
    })?;
    if report.interrupted {
        return Err(interrupted(&report, args.rebuild));
    }
    report_on(&report, args.json)?;
    if args.watch {
        return watch(&folder, &options, args.json, settings, &stop);
    }
    Ok(Outcome::Done)
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Keeps what stdin says in a file beside the index, so that it can be indexed again; returns the file.
fn keep_stdin(folder: &Path) -> anyhow::Result<PathBuf> {
    let kept = beside(folder, "stdin");
    create_private(&kept).with_context(|| format!("{}", kept.display()))?;
    let file = kept.join("stdin.txt");
    let mut out = std::fs::File::create(&file).with_context(|| format!("{}", file.display()))?;
    std::io::copy(&mut std::io::stdin().lock(), &mut out)?;
    Ok(file)
}

/// What holds for the index in a folder unless something else is typed.
pub fn options(folder: &Path, roots: Vec<PathBuf>) -> anyhow::Result<IndexOptions> {
    Ok(IndexOptions { roots, own: own::texts(Some(folder))?, now: now(), ..IndexOptions::default() })
}

/// Brings an index up to date, with a progress bar.
pub fn bring_up_to_date(
    folder: &Path,
    options: &IndexOptions,
    settings: &Settings,
    stop: &AtomicBool,
) -> anyhow::Result<IndexReport> {
    with_bar(settings, |bar| update(folder, options, bar, stop))
}

fn with_bar(settings: &Settings, run: impl FnOnce(&Bar) -> nutgraf_index::Result<IndexReport>) -> anyhow::Result<IndexReport> {
    let bar = Bar::new(settings.verbose);
    let report = run(&bar);
    bar.end();
    Ok(report?)
}

/// The evidence stays untouched: no index among the documents.
fn refuse_inside_documents(folder: &Path, roots: &[PathBuf]) -> anyhow::Result<()> {
    let placed = placed(folder)?;
    for root in roots {
        let canonical = root.canonicalize().map_err(|error| missing(root, &error))?;
        if canonical.is_dir() && placed.starts_with(&canonical) {
            let message = format!("the index {} would lie among the documents of {}", folder.display(), root.display());
            return Err(hinted(message, "name a folder outside with --index, or leave it to nutgraf"));
        }
    }
    Ok(())
}

/// Where a folder lies or will lie, links and `..` followed as far as it is there.
fn placed(folder: &Path) -> std::io::Result<PathBuf> {
    let absolute = std::path::absolute(folder)?;
    let there = absolute.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    Ok(match there {
        Some((above, canonical)) => canonical.join(absolute.strip_prefix(above).unwrap_or(Path::new(""))),
        None => absolute,
    })
}

/// Returns the place beside a folder that has its name with another ending.
pub fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{ending}"));
    folder.with_file_name(name)
}

/// Returns a flag that is set when the user or the system asks the program to end.
pub fn stop_on_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    let handler = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            // Asked twice: the last commit is safe whatever happens.
            std::process::abort();
        }
        talk("stopping after what is under way; ask again to stop at once");
    });
    if handler.is_err() {
        talk("note: an interruption will lose what is not yet committed");
    }
    stop
}

/// A run that was asked to end before it was done.
fn interrupted(report: &IndexReport, rebuilds: bool) -> anyhow::Error {
    if rebuilds {
        return hinted("interrupted; the index is as it was", "run it again to build it anew");
    }
    let written = report.documents.added + report.documents.replaced;
    let kept = plural(written, "document");
    hinted(format!("interrupted; what was written so far is kept ({kept})"), "run it again to go on from there")
}

/// Tells what a run did.
pub fn report_on(report: &IndexReport, json: bool) -> anyhow::Result<()> {
    if json {
        let mut value = serde_json::to_value(report)?;
        value["format"] = FORMAT.into();
        return print(&json_line(&value)?);
    }
    let counts = report.documents;
    talk(&format!(
        "{} added, {} replaced, {} unchanged, {} removed; {}, {:.1} MB in {:.1} s",
        counts.added,
        counts.replaced,
        counts.unchanged,
        counts.removed,
        plural(report.passages, "passage"),
        report.bytes as f64 / 1e6,
        report.seconds,
    ));
    if !report.skipped.is_empty() {
        let first = &report.skipped[0];
        talk(&format!(
            "{} skipped, such as {}: {} (all: nutgraf status --skipped)",
            report.skipped.len(),
            first.path,
            first.reason
        ));
    }
    Ok(())
}
