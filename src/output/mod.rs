//! What is printed: stdout is data, stderr is talk; text from documents never drives the terminal.

pub mod bars;
pub mod columns;
pub mod excerpt;
pub mod json;
pub mod lines;
pub mod progress;
pub mod rows;
pub mod sanitize;
pub mod style;
pub mod terminal;
mod timeline;

use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

use crate::settings::Settings;

/// What a person reads where nothing matches.
pub const NOTHING: &str = "nothing found\n";

/// Prints data to stdout.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints names of files, each behind the other with `end`: as they are for a program, made harmless on a terminal.
pub fn print_names(names: impl Iterator<Item = String>, end: char) -> anyhow::Result<()> {
    let is_terminal = std::io::stdout().is_terminal();
    let names =
        names.map(|name| if is_terminal { format!("{}{end}", sanitize::sanitized(&name)) } else { format!("{name}{end}") });
    print(&names.collect::<String>())
}

/// Prints what a person reads: through a pager, where there is one and stdout is a terminal.
pub fn print_pages(text: &str, settings: &Settings) -> anyhow::Result<()> {
    if settings.pager && page(text).is_some() {
        return Ok(());
    }
    print(text)
}

/// Runs the pager; `None` where there is none.
fn page(text: &str) -> Option<()> {
    let pager = std::env::var("PAGER").ok().filter(|pager| !pager.trim().is_empty());
    let pager = pager.unwrap_or_else(|| "less -FRX".to_owned());
    let mut words = pager.split_whitespace();
    let mut child = Command::new(words.next()?).args(words).stdin(Stdio::piped()).spawn().ok()?;
    // A reader who leaves the pager early closes the pipe: nothing is wrong then.
    let _ = child.stdin.take()?.write_all(text.as_bytes());
    child.wait().ok().map(|_| ())
}

/// Tells a person something: a line on stderr, made harmless whatever is told.
pub fn talk(line: &str) {
    let line = sanitize::sanitized(line).replace('\n', " ");
    // Where stderr is closed, nobody is there to be told.
    let _ = writeln!(std::io::stderr(), "{line}");
}
