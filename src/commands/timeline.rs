//! `timeline`.

use nutgraf_index::facet::{DateAxis, Period};
use nutgraf_index::query::Parsed;
use nutgraf_index::search::{PeriodBest, Timeline, TimelineRequest, timeline};
use serde_json::json;

use super::dates::{COUNT_HEADER, axis, count_row, listed, period};
use super::{open, parsed, tell, tell_nothing};
use crate::args::{AxisArg, TableForm, TimelineArgs};
use crate::outcome::Outcome;
use crate::output::json::{FORMAT, hit_value, json_line};
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
    if found.total.passages == 0 {
        tell_nothing(&snapshot, &query, &filters, request.reading)?;
    }
    match calendar.form.form() {
        TableForm::Json => print(&as_json(&found, axis, by)?)?,
        TableForm::Csv => print(&as_csv(&found)?)?,
        TableForm::Text => {
            let layout = Layout { settings, full: false, explain: false, context: 0 };
            print_pages(&layout.timeline(&found, by), settings)?;
        }
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
    json_line(&answer)
}

fn as_csv(found: &Timeline) -> anyhow::Result<String> {
    let row = |period: &PeriodBest| [count_row(period.when, period.count), hit_row(&period.best)].concat();
    let header = [&COUNT_HEADER[..], &HIT_HEADER[..]].concat();
    separated(&header, &found.periods.iter().map(row).collect::<Vec<_>>(), b',')
}
