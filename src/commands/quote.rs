//! `quote`: exact and altered copies of a sentence.

use nutgraf_index::query::{parse_words, print as print_query};
use nutgraf_index::search::quote;
use nutgraf_index::text::words;

use super::open;
use super::page::{self, Asked};
use crate::args::QuoteArgs;
use crate::outcome::{Outcome, hinted};
use crate::settings::{Settings, filters};

/// Looks for copies and prints them, those most like the sentence first.
pub fn run(args: &QuoteArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let query = parse_words(&args.sentence);
    if query.root.kind == nutgraf_index::query::NodeKind::All {
        return Err(hinted("no sentence", "say what was said: nutgraf quote \"we will be back\""));
    }
    if words(&args.sentence).nth(1).is_none() {
        let word = args.sentence.trim();
        return Err(hinted(
            format!("'{word}' is one word, and no sentence"),
            format!("to find a word: nutgraf search '={word}'"),
        ));
    }
    page::ensure_shown(&args.page)?;
    let snapshot = open(settings, None)?.answering_within(args.page.time.timeout);
    let filters = filters(&args.page.filters, settings.today)?;
    let request = page::request(&args.page, &query, &filters, settings);
    let results = quote(&snapshot, &args.sentence, &request)?;
    let asked = Asked { text: &args.sentence, parsed: &print_query(&query), parse_micros: 0.0, recency: false };
    page::show(&args.page, settings, &snapshot, asked, &results)
}
