//! A document while it is read: its paragraphs one below the other, what each is, its notes below the paragraph that bears them.

use crate::document::Label;
use crate::text::Span;

/// A table whose cells have more words is one by which a page is laid out, unless they are few.
const LONGEST_CELL: usize = 40;

/// What a paragraph is by its style.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Style {
    #[default]
    Plain,
    Title,
    Heading,
    Item,
}

/// A paragraph that is under way.
#[derive(Default)]
struct Open {
    text: String,
    style: Style,
}

/// A table that is under way: the cells of its rows, each with its paragraphs.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Vec<String>>>,
}

/// What was read so far.
#[derive(Default)]
pub struct Paper {
    /// The text: a blank line between paragraphs, the rows of a table one below the other.
    pub text: String,
    /// The first paragraph of the style of titles.
    pub title: Option<String>,
    /// The lines of which the styles tell what they are.
    pub marks: Vec<(Span, Label)>,
    open: Vec<Open>,
    tables: Vec<Table>,
    notes: Vec<String>,
}

impl Paper {
    /// Begins a paragraph; a box in one may hold others.
    pub fn begin(&mut self) {
        self.open.push(Open::default());
    }

    /// Tells what the paragraph under way is.
    pub fn style(&mut self, style: Style) {
        if let Some(open) = self.open.last_mut() {
            open.style = style;
        }
    }

    /// Tells that the paragraph under way is an item of a list; a numbered heading is none.
    pub fn style_item(&mut self) {
        if self.open.last().is_some_and(|open| open.style == Style::Plain) {
            self.style(Style::Item);
        }
    }

    /// Writes into the paragraph under way.
    pub fn write(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    /// Ends the paragraph under way.
    pub fn end(&mut self) {
        let Some(Open { text, style }) = self.open.pop() else { return };
        match self.tables.last_mut().and_then(|table| table.rows.last_mut()?.last_mut()) {
            Some(cell) => cell.push(text.trim().to_owned()),
            None => {
                self.put(&text, style);
                self.put_notes();
            }
        }
    }

    /// Takes the text of a note, to be put below the paragraph or table that bears it.
    pub fn note(&mut self, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.notes.push(text);
        }
    }

    fn put(&mut self, text: &str, style: Style) {
        let text = text.trim_end();
        if text.trim().is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(if style == Style::Item { "• " } else { "" });
        self.text.push_str(if style == Style::Plain { text } else { text.trim_start() });
        let span = Span::new(start, self.text.len());
        match style {
            Style::Title if self.title.is_none() => self.title = Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Style::Heading => self.marks.push((span, Label::Heading)),
            _ => {}
        }
        self.text.push_str("\n\n");
    }

    fn put_notes(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.put(&note, Style::Plain);
        }
    }

    /// Begins a table, a row of it, a cell of the row.
    pub fn begin_table(&mut self) {
        self.tables.push(Table::default());
    }

    pub fn begin_row(&mut self) {
        self.tables.last_mut().into_iter().for_each(|table| table.rows.push(Vec::new()));
    }

    pub fn begin_cell(&mut self) {
        self.tables.last_mut().and_then(|table| table.rows.last_mut()).into_iter().for_each(|row| row.push(Vec::new()));
    }

    /// Ends a table; one inside a cell is the text of that cell.
    pub fn end_table(&mut self) {
        let Some(Table { rows }) = self.tables.pop() else { return };
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.rows.last_mut()?.last_mut()) {
            cell.extend(rows.into_iter().flatten().flatten());
            return;
        }
        if is_of_cells(&rows) {
            self.put_rows(&rows);
        } else {
            rows.into_iter().flatten().flatten().for_each(|paragraph| self.put(&paragraph, Style::Plain));
        }
        self.put_notes();
    }

    fn put_rows(&mut self, rows: &[Vec<Vec<String>>]) {
        let cell = |cell: &Vec<String>| cell.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        let rows = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | "));
        for row in rows.filter(|row| row.contains(char::is_alphanumeric)) {
            let start = self.text.len();
            self.text.push_str(row.trim());
            self.marks.push((Span::new(start, self.text.len()), Label::Table));
            self.text.push('\n');
        }
        self.text.push('\n');
    }
}

/// Tells whether a table has rows of several cells, few of them long.
fn is_of_cells(rows: &[Vec<Vec<String>>]) -> bool {
    let cells = || rows.iter().flatten();
    let words = |cell: &Vec<String>| cell.iter().map(|paragraph| paragraph.split_whitespace().count()).sum::<usize>();
    let long = cells().filter(|cell| words(cell) > LONGEST_CELL).count();
    rows.len() > 1 && rows.iter().any(|row| row.len() > 1) && long * 10 <= cells().count()
}
