//! `like`: passages like a given one.

use nutgraf_index::Error;
use nutgraf_index::query::print as print_query;
use nutgraf_index::search::{Hit, Request, address_of, like_query, search};
use nutgraf_index::snapshot::Snapshot;

use super::named::{Named, named};
use super::open;
use super::page::{self, Asked};
use crate::args::LikeArgs;
use crate::outcome::{Outcome, hinted};
use crate::settings::{Settings, filters};

/// Searches for what sets a passage apart, the passage and its copies left out, and prints.
pub fn run(args: &LikeArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    page::ensure_shown(&args.page)?;
    let snapshot = open(settings, None)?.answering_within(args.page.time.timeout);
    let passage = passage(&args.passage, &snapshot)?;
    let unknown = || Error::UnknownDocument(args.passage.clone());
    let seed = address_of(&snapshot, &passage)?.ok_or_else(unknown)?;
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

/// The passage that a name stands for; a name of several is answered with theirs.
fn passage(what: &str, snapshot: &Snapshot) -> anyhow::Result<Hit> {
    let mut hits = match named(what, snapshot)? {
        Named::Passages(hits) => hits,
        Named::Passage(ordinal, hits) => hits.into_iter().filter(|hit| hit.ordinal == ordinal).collect(),
    };
    match hits.len() {
        0 => Err(Error::UnknownDocument(what.to_owned()).into()),
        1 => Ok(hits.remove(0)),
        several => {
            let name = |hit: &Hit| format!("{}#{}", hit.document.record.id, hit.ordinal);
            let message = format!("'{what}' names {several} passages");
            Err(hinted(message, format!("name one of them: {} … {}", name(&hits[0]), name(&hits[several - 1]))))
        }
    }
}
