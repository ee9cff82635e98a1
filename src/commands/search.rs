//! `search`.

use std::path::Path;
use std::time::Instant;

use nutgraf_index::integrity::open_verified;
use nutgraf_index::query::{Parsed, print as print_query};
use nutgraf_index::search::{Request, other_names, search};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::plural;

use super::below::below;
use super::page::{self, Asked};
use super::{index, parsed, pointed, run_file};
use crate::args::SearchArgs;
use crate::outcome::{Outcome, hinted};
use crate::output::talk;
use crate::settings::{Settings, filters, missing, now, reading};

/// Searches and prints.
pub fn run(args: &SearchArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    page::ensure_shown(&args.page)?;
    let snapshot = snapshot(args, settings)?.answering_within(args.page.time.timeout);
    if let Some(file) = &args.queries {
        return run_file::run(file, args, &snapshot, settings);
    }
    let mut filters = filters(&args.page.filters, settings.today)?;
    if let Some(path) = &args.path_argument {
        filters.only = below(path, &snapshot)?;
    }
    let text = args.query.clone().unwrap_or_default();
    if text.trim().is_empty() && filters.is_empty() {
        return Err(hinted("no query", "say what to look for, or give a filter such as --actor or --published"));
    }
    let began = Instant::now();
    let Parsed { query, warnings } = parsed(&text)?;
    let parse_micros = began.elapsed().as_secs_f64() * 1e6;
    let request = Request {
        reading: reading(args.reading, settings.today),
        may_relax: args.reading.may_relax() && !args.page.only_tells(),
        expand: args.expand,
        recency: args.recency,
        ..page::request(&args.page, &query, &filters, settings)
    };
    let mut results = search(&snapshot, &request).map_err(|error| pointed(&text, error))?;
    results.warnings.splice(0..0, warnings);
    if !args.page.only_tells() && results.exact {
        results.warnings.extend(other_names(&snapshot, &request, &results)?);
    }
    let asked = Asked { text: &text, parsed: &print_query(&query), parse_micros, recency: args.recency };
    let outcome = page::show(&args.page, settings, &snapshot, asked, &results);
    // The process ends with this, and the system takes mapped files back faster than they are given back one by one.
    std::mem::forget(snapshot);
    outcome
}

/// Opens the index; builds one first where a path is given that has none.
fn snapshot(args: &SearchArgs, settings: &Settings) -> anyhow::Result<Snapshot> {
    let path = args.path_argument.as_deref();
    let Some(path) = path else {
        let folder = settings.index_folder(None)?;
        if args.fresh {
            freshen(&folder, settings)?;
        }
        return open_index(args, &folder);
    };
    ensure_exists(path)?;
    let known = settings.index_folder(Some(path)).ok().filter(|folder| folder.join("meta.json").is_file());
    match known {
        Some(folder) if args.fresh => freshen(&folder, settings)?,
        Some(_) => {}
        None => {
            let folder = settings.folder_for(path)?;
            talk(&format!("indexing {} (kept in {})", path.display(), folder.display()));
            index::bring_up_to_date(&folder, &index::options(&folder, vec![path.to_owned()])?, settings, &Default::default())?;
        }
    }
    let snapshot = open_index(args, &settings.index_folder(Some(path))?)?;
    if let Some(note) = snapshot.note.as_ref().filter(|_| !args.fresh) {
        let days = (now() - note.made).max(0) as u64 / 86_400;
        if days > 0 {
            talk(&format!("note: the index is {} old; --fresh brings it up to date", plural(days, "day")));
        }
    }
    Ok(snapshot)
}

/// A path that does not exist may be the rest of a query.
fn ensure_exists(path: &Path) -> anyhow::Result<()> {
    let Err(error) = path.canonicalize() else { return Ok(()) };
    let told = missing(path, &error);
    let is_absent = error.kind() == std::io::ErrorKind::NotFound;
    Err(if is_absent {
        hinted(told.to_string(), "quote a query of several words: nutgraf search 'two words' PATH")
    } else {
        told
    })
}

fn open_index(args: &SearchArgs, folder: &Path) -> anyhow::Result<Snapshot> {
    Ok(if args.verify { open_verified(folder)? } else { Snapshot::open(folder)? })
}

fn freshen(folder: &Path, settings: &Settings) -> anyhow::Result<()> {
    index::bring_up_to_date(folder, &index::options(folder, Vec::new())?, settings, &Default::default()).map(|_| ())
}
