//! Forms of output.

use clap::Args;

/// A form of hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// For a person.
    Page,
    /// One JSON object.
    Json,
    /// A JSON object a hit.
    Ndjson,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// Markdown.
    Markdown,
}

// Forms of output for programs.
#[derive(Clone, Copy, Debug, Default, Args)]
#[group(multiple = false)]
#[command(next_help_heading = "Output")]
pub struct FormArgs {
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// A JSON object a hit
    #[arg(long)]
    pub ndjson: bool,
    /// Comma-separated values
    #[arg(long)]
    pub csv: bool,
    /// Tab-separated values
    #[arg(long)]
    pub tsv: bool,
    /// Markdown
    #[arg(long)]
    pub md: bool,
}

impl FormArgs {
    /// Returns the form asked for.
    pub fn form(self) -> Form {
        let asked = [
            (self.json, Form::Json),
            (self.ndjson, Form::Ndjson),
            (self.csv, Form::Csv),
            (self.tsv, Form::Tsv),
            (self.md, Form::Markdown),
        ];
        asked.into_iter().find(|(is_asked, _)| *is_asked).map_or(Form::Page, |(_, form)| form)
    }
}

/// A form of tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableForm {
    /// For a person.
    Text,
    /// One JSON object.
    Json,
    /// Comma-separated values.
    Csv,
}

// Forms of tables for programs.
#[derive(Clone, Copy, Debug, Default, Args)]
#[group(multiple = false)]
pub struct TableArgs {
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// Comma-separated values
    #[arg(long)]
    pub csv: bool,
}

impl TableArgs {
    /// Returns the form asked for.
    pub fn form(self) -> TableForm {
        match (self.json, self.csv) {
            (true, _) => TableForm::Json,
            (_, true) => TableForm::Csv,
            _ => TableForm::Text,
        }
    }

    /// Returns how many rows there may be: as many as asked for, else `listed` for a person and all for a program.
    pub fn most(self, asked: Option<usize>, listed: usize) -> usize {
        asked.unwrap_or(if self.form() == TableForm::Text { listed } else { usize::MAX })
    }
}
