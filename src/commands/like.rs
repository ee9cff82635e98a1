//! `like`: passages like a given one.

use nutgraf_index::query::print as print_query;
use nutgraf_index::search::{Request, find_passage, like_query, search};

use super::open;
use super::page::{self, Asked};
use crate::args::LikeArgs;
use crate::outcome::{Outcome, hinted};
use crate::settings::{Settings, filters};

/// Searches for what sets a passage apart, the passage and its copies left out, and prints.
pub fn run(args: &LikeArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?.answering_within(args.page.time.timeout);
    let Some((document, ordinal)) = args.passage.rsplit_once('#').and_then(|(name, number)| Some((name, number.parse().ok()?)))
    else {
        return Err(hinted(format!("'{}' names no passage", args.passage), "write DOC#PASSAGE, such as report.txt#3"));
    };
    let seed = find_passage(&snapshot, document, ordinal)?;
    let query = like_query(&snapshot, seed)?;
    let filters = filters(&args.page.filters, settings.today)?;
    let request = Request {
        seed: Some(seed),
        expand: args.expand,
        recency: args.recency,
        ..page::request(&args.page, &query, &filters, settings)
    };
    let results = search(&snapshot, &request)?;
    let asked = Asked { text: &args.passage, parsed: &print_query(&query), parse_micros: 0.0, recency: args.recency };
    page::show(&args.page, settings, &snapshot, asked, &results)
}
