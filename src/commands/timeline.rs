//! `timeline`.

use nutgraf_index::facet::{DateAxis, Period};
use nutgraf_index::query::Parsed;
use nutgraf_index::search::{PeriodBest, Timeline, TimelineRequest, timeline};
use serde_json::json;

use super::dates::{axis, listed, period};
use super::{open, parsed, tell};
use crate::args::{AxisArg, TimelineArgs};
use crate::outcome::Outcome;
use crate::output::json::{FORMAT, hit_value};
use crate::output::rows::{HIT_HEADER, hit_row, separated};
use crate::output::terminal::Layout;
use crate::output::{print, print_pages};
use crate::settings::{Settings, filters, reading};

/// Shows the best passage of each period.
pub fn run(args: &TimelineArgs, settings: &Settings) -> anyhow::Result<Outcome> {
    let snapshot = open(settings, None)?.answering_within(args.time.timeout);
    let filters = filters(&args.filters, settings.today)?;
    let Parsed { query, warnings } = parsed(args.query.as_deref().unwrap_or(""))?;
    let calendar = &args.calendar;
    let (axis, by) = (axis(calendar.axis.unwrap_or(AxisArg::Mentions)), period(calendar.by));
    let request = TimelineRequest {
        query: &query,
        filters: &filters,
        reading: reading(args.reading, settings.today),
        axis,
        by,
        spread: calendar.spread,
        limit: listed(calendar),
    };
    let found = timeline(&snapshot, &request)?;
    tell(&warnings);
    tell(&found.warnings);
    if calendar.json {
        print(&as_json(&found, axis, by)?)?;
    } else if calendar.csv {
        let header = [&["first", "last", "passages", "documents"], &HIT_HEADER[..]].concat();
        print(&separated(&header, &found.periods.iter().map(row).collect::<Vec<_>>(), b',')?)?;
    } else {
        let layout = Layout { settings, full: false, explain: false, context: 0 };
        print_pages(&layout.timeline(&found, by), settings)?;
    }
    Ok(if found.total.passages > 0 { Outcome::Done } else { Outcome::Nothing })
}

fn as_json(found: &Timeline, axis: DateAxis, by: Period) -> anyhow::Result<String> {
    let mut periods = Vec::with_capacity(found.periods.len());
    for PeriodBest { when, count, best } in &found.periods {
        let best = hit_value(best)?;
        periods.push(json!({"when": when, "passages": count.passages, "documents": count.documents, "best": best}));
    }
    let answer =
        json!({"format": FORMAT, "axis": axis, "by": by, "periods": periods, "coarser": found.coarser, "undated": found.undated});
    Ok(serde_json::to_string(&answer)? + "\n")
}

fn row(period: &PeriodBest) -> Vec<String> {
    let PeriodBest { when, count, best } = period;
    let mut row = vec![when.first.to_string(), when.last.to_string(), count.passages.to_string(), count.documents.to_string()];
    row.extend(hit_row(best));
    row
}
