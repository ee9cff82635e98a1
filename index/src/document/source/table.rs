//! Tables (CSV, TSV): each row is a document, its text in one of the columns.
//!
//! A row is handed on as the record that it stands for, so that tables and record files are read by the same rules.

use std::io::BufRead;
use std::path::Path;

use serde_json::{Map, Value};

use super::many::{Entry, EntrySink, Place};
use super::names::{NAMES, TEXT, plain};
use super::rows::{Row, Rows};
use super::{ReadLimits, Skipped};

/// How many rows are asked which column is the longest.
const SAMPLE: usize = 100;

/// Cuts a table into its rows. Where no column is named as texts usually are, the longest on average is taken, and the
/// remark says so.
pub fn cut(
    path: &Path,
    reader: &mut dyn BufRead,
    limits: &ReadLimits,
    sink: &mut EntrySink<'_>,
) -> std::io::Result<Option<String>> {
    let mut rows = Rows::open(path, reader, limits)?;
    let head = loop {
        match rows.next() {
            None => return Ok(None),
            Some(Ok(row)) => break row,
            Some(Err(skipped)) => {
                if sink(Err(skipped)).is_break() {
                    return Ok(None);
                }
            }
        }
    };
    let sample: Vec<Result<Row, Skipped>> = rows.by_ref().take(SAMPLE).collect();
    let (columns, has_head) = Columns::of(&head, &sample);
    let first = (!has_head).then_some(Ok(head));
    for row in first.into_iter().chain(sample).chain(rows) {
        if sink(row.map(|row| columns.entry(row))).is_break() {
            break;
        }
    }
    Ok(columns.remark(path))
}

/// Which column is what.
struct Columns {
    /// The field of a record that each column is; `None` for those passed over.
    fields: Vec<Option<&'static str>>,
    /// The column that was taken for the text without being named so.
    guessed: Option<String>,
}

impl Columns {
    /// Reads the first row as names, unless it looks like any other.
    fn of(head: &Row, sample: &[Result<Row, Skipped>]) -> (Columns, bool) {
        let names: Vec<String> = head.cells.iter().map(|cell| plain(cell)).collect();
        let mut fields = vec![None; names.len()];
        for (field, known) in NAMES {
            if let Some(column) = known.iter().find_map(|name| names.iter().position(|cell| cell == name)) {
                fields[column] = fields[column].or(Some(*field));
            }
        }
        let has_head = fields.iter().any(Option::is_some) || looks_like_names(head);
        let mut columns = Columns { fields, guessed: None };
        if !columns.fields.contains(&Some(TEXT)) {
            columns.guess_text(head, sample, has_head);
        }
        (columns, has_head)
    }

    fn guess_text(&mut self, head: &Row, sample: &[Result<Row, Skipped>], has_head: bool) {
        let rows = || sample.iter().flatten().chain((!has_head).then_some(head));
        let length = |column: usize| rows().map(|row| row.cells.get(column).map_or(0, String::len)).sum::<usize>();
        let widest = rows().map(|row| row.cells.len()).max().unwrap_or_default();
        self.fields.resize(widest.max(self.fields.len()), None);
        let free = (0..self.fields.len()).filter(|column| self.fields[*column].is_none());
        // Of columns of one length the first.
        let Some(longest) = free.rev().max_by_key(|column| length(*column)).filter(|column| length(*column) > 0) else { return };
        self.fields[longest] = Some(TEXT);
        let named = head.cells.get(longest).filter(|_| has_head);
        self.guessed = Some(named.map_or_else(|| format!("{}", longest + 1), |name| format!("'{name}'")));
    }

    fn remark(&self, path: &Path) -> Option<String> {
        let column = self.guessed.as_ref()?;
        Some(format!("{}: no column is named as a text; column {column}, the longest, is read as one", path.to_string_lossy()))
    }

    /// The record that a row stands for.
    fn entry(&self, row: Row) -> Entry {
        let mut record = Map::new();
        for (field, cell) in self.fields.iter().zip(row.cells) {
            if let Some(field) = field.filter(|_| !cell.is_empty()) {
                record.insert(field.to_owned(), Value::String(cell));
            }
        }
        Entry { place: Place::Line(row.line), bytes: Value::Object(record).to_string().into_bytes() }
    }
}

/// Names are short, differ, and are no numbers.
fn looks_like_names(head: &Row) -> bool {
    let name = |cell: &String| !cell.is_empty() && cell.len() < 40 && !cell.starts_with(|first: char| first.is_ascii_digit());
    let distinct: std::collections::BTreeSet<_> = head.cells.iter().collect();
    head.cells.len() > 1 && head.cells.iter().all(name) && distinct.len() == head.cells.len()
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    fn read(path: &str, table: &str) -> (Vec<(usize, Value)>, Option<String>) {
        let mut rows = Vec::new();
        let remark = cut(path.as_ref(), &mut table.as_bytes(), &ReadLimits::default(), &mut |entry| {
            let Entry { place: Place::Line(line), bytes } = entry.unwrap() else { panic!() };
            rows.push((line, serde_json::from_slice(&bytes).unwrap()));
            ControlFlow::Continue(())
        });
        (rows, remark.unwrap())
    }

    #[test]
    fn columns_are_chosen_by_their_names() {
        let table =
            "ID,Headline,Publish Date,Content,n\n7,\"Talks, again\",2022-12-28,\"They met.\nThey parted.\",3\n\n8,x,,y,\n";
        let (rows, remark) = read("a.csv", table);
        let first =
            serde_json::json!({"id": "7", "title": "Talks, again", "published": "2022-12-28", "text": "They met.\nThey parted."});
        assert_eq!(rows[0], (2, first));
        assert_eq!((rows[1].0, rows.len(), remark), (5, 2, None));
    }

    #[test]
    fn else_the_longest_is_the_text_and_the_user_is_told() {
        let (rows, remark) = read("a.tsv", "port\tnote\nMersin\tThey met, and parted.\n");
        assert_eq!(rows[0].1["text"], "They met, and parted.");
        assert!(remark.unwrap().contains("'note'"));
        let (rows, remark) = read("a.csv", "1;They met.\n2;They parted.\n");
        assert_eq!((rows.len(), &rows[0].1["text"]), (2, &Value::from("They met.")));
        assert!(remark.unwrap().contains("column 2"));
    }

    #[test]
    fn a_cell_beyond_the_limit_is_told() {
        let limits = ReadLimits { record_bytes: 30, ..ReadLimits::default() };
        let table = format!("id,text\n1,\"{}\"\n2,short\n", "long ".repeat(50));
        let mut seen = Vec::new();
        let read = cut("a.csv".as_ref(), &mut table.as_bytes(), &limits, &mut |entry| {
            seen.push(entry.map(|entry| entry.place).map_err(|skipped| skipped.path));
            ControlFlow::Continue(())
        });
        assert!(read.is_ok());
        assert_eq!(seen, [Err("a.csv:2".to_owned()), Ok(Place::Line(3))]);
    }

    proptest::proptest! {
        #[test]
        fn no_table_panics(table in "[a-c,;\"\n\t0-9]{0,200}") {
            let _: std::io::Result<Option<String>> =
                cut("a.csv".as_ref(), &mut table.as_bytes(), &ReadLimits::default(), &mut |_| ControlFlow::Continue(()));
        }
    }
}
