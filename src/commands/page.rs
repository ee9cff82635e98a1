//! What every command does that finds passages: it asks for a page of them, and prints it.

use nutgraf_index::Error;
use nutgraf_index::filters::Filters;
use nutgraf_index::plan::{Match, Reading};
use nutgraf_index::query::Query;
use nutgraf_index::search::{Duplicates, HALF_LIFE_DAYS, Request, Results, Sort, name_of};
use nutgraf_index::snapshot::Snapshot;

use super::tell;
use crate::args::{DupsArg, Form, PageArgs, SortArg};
use crate::outcome::{Outcome, hinted};
use crate::output::rows::{HIT_HEADER, hit_row, markdown, separated, told_count};
use crate::output::terminal::Layout;
use crate::output::{NOTHING, json, print, print_names, print_pages, talk};
use crate::settings::Settings;

/// How many passages of a document stand together.
const PASSAGES_OF_DOCUMENT: usize = 3;

/// A query as typed and as understood.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'q> {
    /// As typed.
    pub text: &'q str,
    /// As understood, in the query language.
    pub parsed: &'q str,
    /// How long understanding took.
    pub parse_micros: f64,
    /// Whether recent documents score more.
    pub recency: bool,
}

impl PageArgs {
    /// Tells whether no passage is to be shown, but whether, how many or in which files.
    pub fn only_tells(&self) -> bool {
        self.quiet || self.count || self.files
    }
}

/// How many documents or passages are shown unless told otherwise.
pub const LIMIT: usize = 10;

/// Refuses to count by what only a page shows: folding changes no count, so that one of copies alone there is none.
pub fn ensure_shown(args: &PageArgs) -> anyhow::Result<()> {
    if args.dups == DupsArg::Only && (args.count || args.quiet) {
        return Err(hinted(
            "--dups only shows which passages have copies, and counts none",
            "to list them all: -n 1000000 --ndjson",
        ));
    }
    Ok(())
}

/// Makes a request for the page asked for: any word of the query is enough.
pub fn request<'q>(args: &PageArgs, query: &'q Query, filters: &'q Filters, settings: &Settings) -> Request<'q> {
    Request {
        sort: match args.sort {
            SortArg::Score => Sort::Score,
            SortArg::Date => Sort::Oldest,
            SortArg::Newest => Sort::Newest,
        },
        limit: match (args.quiet || args.count, args.files) {
            (true, _) => 0,
            (_, true) => args.limit.unwrap_or(usize::MAX),
            _ => args.limit.unwrap_or(LIMIT),
        },
        offset: args.offset,
        grouped: args.files || !args.no_group,
        passages_of_document: match (args.files, args.all_passages) {
            (true, _) => 1,
            (_, true) => usize::MAX,
            _ => PASSAGES_OF_DOCUMENT,
        },
        duplicates: match args.dups {
            // A list of files hides none that matches.
            DupsArg::Fold if args.files => Duplicates::Show,
            DupsArg::Fold => Duplicates::Fold,
            DupsArg::Show => Duplicates::Show,
            DupsArg::Only => Duplicates::Only,
        },
        // A page names one, and says how many there are.
        named_copies: if args.form.form() == Form::Page { 1 } else { usize::MAX },
        explains: true,
        ..Request::new(query, filters, Reading::new(Match::Any, settings.today))
    }
}

/// Prints what was found in the form asked for; what must be told goes to stderr.
pub fn show(
    args: &PageArgs,
    settings: &Settings,
    snapshot: &Snapshot,
    asked: Asked<'_>,
    results: &Results,
) -> anyhow::Result<Outcome> {
    // An object says itself that not all was looked at; of every other form nothing would look like nothing found.
    if results.total.passages == 0 && !results.exact && (args.quiet || args.form.form() != Form::Json) {
        return Err(Error::TimedOut.into());
    }
    if !args.quiet {
        print_results(args, settings, snapshot, asked, results)?;
    }
    Ok(if results.total.passages > 0 { Outcome::Done } else { Outcome::Nothing })
}

fn print_results(
    args: &PageArgs,
    settings: &Settings,
    snapshot: &Snapshot,
    asked: Asked<'_>,
    results: &Results,
) -> anyhow::Result<()> {
    tell(&results.warnings);
    if args.explain {
        explain(asked, results);
    }
    let is_json = matches!(args.form.form(), Form::Json);
    if args.count && !is_json {
        return print(&format!("{}\t{}\n", results.total.passages, results.total.documents));
    }
    if args.files && !is_json {
        let end = if args.null { '\0' } else { '\n' };
        return print_names(results.hits.iter().map(|hit| hit.document.path()), end);
    }
    let rows = || results.hits.iter().map(hit_row).collect::<Vec<_>>();
    match args.form.form() {
        Form::Json => print(&json::search(asked.text, asked.parsed, results, asked.parse_micros, args.explain)?),
        Form::Ndjson => print(&json::search_lines(&results.hits, args.explain)?),
        Form::Csv => print(&separated(&HIT_HEADER, &rows(), b',')?),
        Form::Tsv => print(&separated(&HIT_HEADER, &rows(), b'\t')?),
        Form::Markdown => print(&markdown(&results.hits)),
        Form::Page => {
            let layout = Layout { settings, full: args.full, explain: args.explain, context: args.context };
            print_pages(&(layout.hits(&results.hits, snapshot)? + &summary(results, args.dups)), settings)
        }
    }
}

fn explain(asked: Asked<'_>, results: &Results) {
    let plan = &results.plan;
    talk(&format!("query: {}", asked.parsed));
    if !plan.optional.is_empty() {
        talk(&format!("optional words: {}", plan.optional.join(", ")));
    }
    for leaf in plan.pattern.leaves() {
        talk(&format!("  {} (weight {})", name_of(leaf), leaf.weight));
    }
    if !plan.expansion.is_empty() {
        let words = plan.expansion.iter().map(|leaf| format!("{} {:.2}", name_of(leaf), leaf.weight));
        talk(&format!("expanded by: {}", words.collect::<Vec<_>>().join(", ")));
    }
    if asked.recency {
        talk(&format!("recent documents score more; what is added has a half-life of {HALF_LIFE_DAYS} days"));
    }
}

fn summary(results: &Results, dups: DupsArg) -> String {
    let total = results.total;
    if total.passages == 0 {
        return NOTHING.to_owned();
    }
    let told = told_count(total.passages, total.documents);
    match dups {
        DupsArg::Only if results.hits.is_empty() => format!("{told}; none of them has a copy\n"),
        DupsArg::Only => format!("\n{told}; shown are those with copies\n"),
        DupsArg::Fold | DupsArg::Show => format!("\n{told}\n"),
    }
}
