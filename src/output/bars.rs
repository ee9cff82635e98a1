//! Counts as bars.

use unicode_width::UnicodeWidthStr;

use super::sanitize::sanitized;
use super::style::{BAR, Painter, QUIET};
use crate::settings::Settings;

/// A line of a list of counts.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is counted.
    pub name: String,
    /// In how many passages, or documents where these alone count.
    pub passages: u64,
    /// In how many documents; `None` where these alone count.
    pub documents: Option<u64>,
    /// A quiet word beside it.
    pub aside: String,
}

/// Lays rows out with bars as long as their passages.
pub fn bars(rows: &[Row], settings: &Settings) -> String {
    let painter = Painter { color: settings.color, links: false };
    let names: Vec<String> = rows.iter().map(|row| sanitized(&row.name).replace('\n', " ")).collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0).min(36);
    let most = rows.iter().map(|row| row.passages).max().unwrap_or(1).max(1);
    let room = settings.width.saturating_sub(widest + 42).clamp(8, 40);
    let mut text = String::new();
    for (row, name) in rows.iter().zip(names) {
        if row.passages == 0 {
            text.push_str(&format!("{name} {}\n", painter.paint(QUIET, &row.aside)));
            continue;
        }
        let pad = " ".repeat(widest.saturating_sub(name.width()));
        let length = (row.passages as usize * room).div_ceil(most as usize);
        let bar = painter.paint(BAR, &"█".repeat(length));
        let space = " ".repeat(room - length.min(room));
        let documents = row.documents.map_or(String::new(), |documents| format!(" in {documents:>6}"));
        let aside = painter.paint(QUIET, &row.aside);
        text.push_str(&format!("{name}{pad}  {bar}{space} {:>8}{documents}  {aside}\n", row.passages));
    }
    text
}
