//! Counts as bars.

use unicode_width::UnicodeWidthStr;

use super::columns::fitted;
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

/// How many columns each part of a row takes.
struct Columns {
    name: usize,
    /// None, where there is no room for bars.
    bar: usize,
    passages: usize,
    documents: usize,
}

/// The room of bars, and the columns of counts where there is room for bars.
const BAR_ROOM: (usize, usize) = (8, 40);
const COUNTS: (usize, usize) = (8, 6);

/// What stands between the parts of a row.
const BETWEEN: usize = "  ".len() + " ".len() + " in ".len() + "  ".len();

/// The fewest columns of a name.
const NAME: usize = 10;

impl Columns {
    /// Divides a width: names are shown whole where they leave room for bars, and bars only where names need not be cut short.
    fn of(rows: &[Row], names: &[String], width: usize) -> Columns {
        let counted = || rows.iter().filter(|row| row.passages > 0);
        let name = rows.iter().zip(names).filter(|(row, _)| row.passages > 0).map(|(_, name)| name.width()).max().unwrap_or(0);
        let aside = counted().map(|row| row.aside.width()).max().unwrap_or(0);
        let (passages, documents) = COUNTS;
        let left = width.saturating_sub(BETWEEN + passages + documents + aside);
        if left >= name.min(2 * NAME) + BAR_ROOM.0 {
            let name = name.min(left - BAR_ROOM.0);
            return Columns { name, bar: (left - name).min(BAR_ROOM.1), passages, documents };
        }
        let digits = |count: &dyn Fn(&Row) -> u64| counted().map(|row| count(row).to_string().len()).max().unwrap_or(0);
        let (passages, documents) = (digits(&|row| row.passages), digits(&|row| row.documents.unwrap_or(0)));
        let left = width.saturating_sub(BETWEEN - 1 + passages + documents + aside);
        Columns { name: name.min(left.max(NAME)), bar: 0, passages, documents }
    }
}

/// Lays rows out with bars as long as their passages.
pub fn bars(rows: &[Row], settings: &Settings) -> String {
    let painter = Painter { color: settings.color, links: false };
    let names: Vec<String> = rows.iter().map(|row| sanitized(&row.name).replace('\n', " ")).collect();
    let columns = Columns::of(rows, &names, settings.width);
    let most = rows.iter().map(|row| row.passages).max().unwrap_or(1).max(1);
    let mut text = String::new();
    for (row, name) in rows.iter().zip(names) {
        if row.passages == 0 {
            text.push_str(&format!("{name} {}\n", painter.paint(QUIET, &row.aside)));
            continue;
        }
        let Columns { passages, documents, .. } = columns;
        let documents = row.documents.map_or(String::new(), |count| format!(" in {count:>documents$}"));
        let bar = bar(row.passages, most, columns.bar, painter);
        let aside = painter.paint(QUIET, &row.aside);
        text.push_str(&format!("{}  {bar}{:>passages$}{documents}  {aside}\n", fitted(&name, columns.name), row.passages));
    }
    text
}

/// A bar and the room behind it; nothing where there is no room.
fn bar(passages: u64, most: u64, room: usize, painter: Painter) -> String {
    if room == 0 {
        return String::new();
    }
    let length = (passages as usize * room).div_ceil(most as usize);
    format!("{}{} ", painter.paint(BAR, &"█".repeat(length)), " ".repeat(room - length.min(room)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_never_wider_than_the_screen() {
        let long = "Economic Community of West African States";
        let row = |name: &str, passages| Row { name: name.into(), passages, documents: Some(7), aside: "organisation".into() };
        let rows = [row(long, 2_425), row("NATO", 12)];
        for width in [40, 60, 80, 110, 200] {
            let names = rows.clone().map(|row| row.name);
            let Columns { name, bar, passages, documents } = Columns::of(&rows, &names, width);
            let between = BETWEEN - usize::from(bar == 0);
            assert!(name + bar + passages + documents + between + "organisation".len() <= width, "{width}");
            assert!(name >= NAME && (name == long.len() || width < 100), "{width}: {name}");
        }
    }
}
