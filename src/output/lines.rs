//! The lines of a document side by side with what they are taken for, and why.

use anstyle::{AnsiColor, Style};
use nutgraf_index::document::{Document, Label};

use super::columns::fitted;
use super::style::{Painter, QUIET};
use crate::settings::Settings;

/// The longest label takes so many columns.
const LABEL: usize = 10;

/// The reason takes a third of what number and label leave, but not less or more columns than these.
const REASON: (usize, usize) = (18, 38);

/// Returns a row for each line: number, label, text and reason, cut to the width of the screen.
pub fn lines(document: &Document, settings: &Settings) -> String {
    let painter = Painter { color: settings.color, links: false };
    let number = document.lines.len().to_string().len().max(3);
    let room = settings.columns.saturating_sub(number + 1 + LABEL + 1 + 2);
    let reason = (room / 3).clamp(REASON.0, REASON.1);
    let mut rows = String::new();
    for (place, line) in document.lines.iter().enumerate() {
        let label = painter.paint(style(line.label), &format!("{:LABEL$}", name(line.label)));
        if line.label == Label::Blank {
            rows += &format!("{:>number$} {}\n", place + 1, label.trim_end());
            continue;
        }
        let text = fitted(line.span.of(&document.text).trim_end(), room.saturating_sub(reason));
        let because = fitted(line.reason, reason);
        rows += &format!(
            "{:>number$} {label} {}  {}\n",
            place + 1,
            painter.paint(Style::new(), &text),
            painter.paint(QUIET, because.trim_end())
        );
    }
    rows
}

fn name(label: Label) -> String {
    serde_json::to_value(label).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn style(label: Label) -> Style {
    match label {
        Label::Title | Label::Subtitle | Label::Heading => AnsiColor::Green.on_default(),
        Label::Byline | Label::Date | Label::Tags => AnsiColor::Cyan.on_default(),
        Label::Body | Label::List | Label::Table => Style::new(),
        _ => QUIET,
    }
}
