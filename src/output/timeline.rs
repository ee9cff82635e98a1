//! A timeline as a person reads it: each period with its best passage.

use nutgraf_index::date::DateSpan;
use nutgraf_index::facet::Period;
use nutgraf_index::search::Timeline;

use super::NOTHING;
use super::rows::{short_span, told_count};
use super::style::{BAR, QUIET};
use super::terminal::Layout;

impl Layout<'_> {
    /// Lays a timeline out, gaps shown.
    pub fn timeline(&self, found: &Timeline, by: Period) -> String {
        let painter = self.painter();
        let mut text = String::new();
        let mut before: Option<DateSpan> = None;
        for period in &found.periods {
            if before.is_some_and(|before| by.next(before) != period.when) {
                text += &format!("{}\n\n", painter.paint(QUIET, "… nothing between"));
            }
            before = Some(period.when);
            let (name, count) = (
                painter.paint(BAR, &short_span(period.when)),
                painter.paint(QUIET, &told_count(period.count.passages, period.count.documents)),
            );
            text += &format!("{name}  {count}\n");
            text += &self.head(&period.best, 1);
            text += &self.passage(&period.best);
            text.push('\n');
        }
        for (name, count) in [("longer spans", found.coarser), ("without a date", found.undated)] {
            if count.passages > 0 {
                text += &format!("{name}: {}\n", told_count(count.passages, count.documents));
            }
        }
        if found.total.passages == 0 { NOTHING.to_owned() } else { text }
    }
}
