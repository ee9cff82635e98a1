//! `search`.

use std::path::Path;
use std::time::Instant;

use nutgraf_index::integrity::open_verified;
use nutgraf_index::plan::{Match, Reading};
use nutgraf_index::query::{Parsed, print as print_query};
use nutgraf_index::search::{Duplicates, Request, Results, Sort, name_of, other_names, search};
use nutgraf_index::snapshot::Snapshot;

use super::{index, parsed, run_file, tell};
use crate::args::{DupsArg, SearchArgs, SortArg};
use crate::outcome::{Outcome, hinted};
use crate::output::rows::{HIT_HEADER, hit_row, markdown, separated};
use crate::output::terminal::Layout;
use crate::output::{json, print, print_pages, talk};
use crate::settings::{Settings, filters, missing, now, reading};

/// How many passages of a document stand together.
const PASSAGES_OF_DOCUMENT: usize = 3;

/// Searches and prints.
pub fn run(args: &SearchArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = snapshot(args, settings)?;
    if let Some(file) = &args.queries {
        return run_file::run(file, args, &snapshot, settings);
    }
    let mut filters = filters(&args.filters, settings.today)?;
    if let Some(glob) = below(args, &snapshot)? {
        filters.paths.push(glob);
    }
    let text = args.query.clone().unwrap_or_default();
    if text.trim().is_empty() && filters.is_empty() {
        return Err(hinted("no query", "say what to look for, or give a filter such as --actor or --published"));
    }
    let began = Instant::now();
    let Parsed { query, warnings } = parsed(&text)?;
    let parse_micros = began.elapsed().as_secs_f64() * 1e6;
    let reading = reading(args.reading, settings.today);
    let only_tells = args.quiet || args.count || args.files;
    let request = Request {
        query: &query,
        filters: &filters,
        reading: Reading { words: if reading.words == Match::Auto { Match::All } else { reading.words }, ..reading },
        may_relax: reading.words == Match::Auto && !only_tells,
        sort: match args.sort {
            SortArg::Score => Sort::Score,
            SortArg::Date => Sort::Oldest,
            SortArg::Newest => Sort::Newest,
        },
        limit: if args.quiet || args.count {
            0
        } else if args.files {
            usize::MAX
        } else {
            args.limit
        },
        offset: args.offset,
        grouped: !args.no_group,
        passages_of_document: if args.files {
            1
        } else if args.all_passages {
            usize::MAX
        } else {
            PASSAGES_OF_DOCUMENT
        },
        duplicates: match args.dups {
            // A list of files hides none that matches.
            DupsArg::Fold if args.files => Duplicates::Show,
            DupsArg::Fold => Duplicates::Fold,
            DupsArg::Show => Duplicates::Show,
            DupsArg::Only => Duplicates::Only,
        },
    };
    let mut results = search(&snapshot, &request)?;
    results.warnings.splice(0..0, warnings);
    if !only_tells {
        results.warnings.extend(other_names(&snapshot, &query, &results.plan)?);
    }
    show(args, settings, &snapshot, &text, &print_query(&query), &results, parse_micros)?;
    Ok(if results.total.passages > 0 { Outcome::Done } else { Outcome::Nothing })
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
    path.canonicalize().map_err(|error| missing(path, &error))?;
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
        let hours = (now() - note.made) / 3_600;
        if hours >= 24 {
            talk(&format!("note: the index is {} days old; --fresh brings it up to date", hours / 24));
        }
    }
    Ok(snapshot)
}

fn open_index(args: &SearchArgs, folder: &Path) -> anyhow::Result<Snapshot> {
    Ok(if args.verify { open_verified(folder)? } else { Snapshot::open(folder)? })
}

fn freshen(folder: &Path, settings: &Settings) -> anyhow::Result<()> {
    index::bring_up_to_date(folder, &index::options(folder, Vec::new())?, settings, &Default::default()).map(|_| ())
}

/// Returns the glob for what lies below the path argument, where it is a part of the collection.
fn below(args: &SearchArgs, snapshot: &Snapshot) -> anyhow::Result<Option<String>> {
    let (Some(path), Some(note)) = (&args.path_argument, &snapshot.note) else { return Ok(None) };
    let path = path.canonicalize().map_err(|error| missing(path, &error))?;
    let state = nutgraf_index::sources::FileState::read(&snapshot.folder, note)?;
    let below = state.roots.iter().find_map(|root| path.strip_prefix(&root.path).ok());
    Ok(below.filter(|below| !below.as_os_str().is_empty()).map(|below| {
        let below = escaped_glob(&below.to_string_lossy());
        if path.is_dir() { format!("{below}/**") } else { below }
    }))
}

fn escaped_glob(path: &str) -> String {
    let mut escaped = String::new();
    for character in path.chars() {
        if matches!(character, '*' | '?' | '[' | ']' | '{' | '}') {
            escaped.push_str(&format!("[{character}]"));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn show(
    args: &SearchArgs,
    settings: &Settings,
    snapshot: &Snapshot,
    text: &str,
    printed: &str,
    results: &Results,
    parse_micros: f64,
) -> anyhow::Result<()> {
    if args.quiet {
        return Ok(());
    }
    tell(&results.warnings);
    if args.explain {
        explain(printed, results);
    }
    if args.count {
        return print(&format!("{}\t{}\n", results.total.passages, results.total.documents));
    }
    if args.files {
        let end = if args.null { '\0' } else { '\n' };
        let mut paths: Vec<String> = results.hits.iter().map(|hit| hit.document.path()).collect();
        paths.dedup();
        return print(&paths.into_iter().map(|path| format!("{path}{end}")).collect::<String>());
    }
    let form = args.form;
    let rows = || results.hits.iter().map(hit_row).collect::<Vec<_>>();
    if form.json {
        return print(&json::search(text, printed, results, parse_micros)?);
    }
    if form.ndjson {
        return print(&json::search_lines(&results.hits)?);
    }
    if form.csv {
        return print(&separated(&HIT_HEADER, &rows(), b',')?);
    }
    if form.tsv {
        return print(&separated(&HIT_HEADER, &rows(), b'\t')?);
    }
    if form.md {
        return print(&markdown(&results.hits));
    }
    let layout = Layout { settings, full: args.full, explain: args.explain, context: args.context };
    let found = if args.context > 0 { layout.with_context(&results.hits, snapshot)? } else { layout.hits(&results.hits) };
    print_pages(&(found + &summary(results)), settings)
}

fn explain(printed: &str, results: &Results) {
    talk(&format!("query: {printed}"));
    if !results.plan.optional.is_empty() {
        talk(&format!("optional words: {}", results.plan.optional.join(", ")));
    }
    for leaf in results.plan.pattern.leaves() {
        talk(&format!("  {} (weight {})", name_of(leaf), leaf.weight));
    }
}

fn summary(results: &Results) -> String {
    let total = results.total;
    if total.passages == 0 {
        return "nothing found\n".to_owned();
    }
    let plural = |count: u64, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    format!("\n{} in {}\n", plural(total.passages, "passage"), plural(total.documents, "document"))
}
