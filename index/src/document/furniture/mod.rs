//! Which lines are the article, and which are the page around it.

mod measure;
mod wrapping;

use super::source::{Shape, front_matter};
use super::{Document, Label, Line};
use crate::text::Span;
pub(super) use measure::is_invisible;
use measure::{End, Measure, measure_lines};

/// Tells which lines recur across the documents of a source, and so are furniture.
pub trait Recurring {
    /// Tells whether the line of this hash ([`line_hash`]) stands in five or more documents of this source.
    fn recurs(&self, source: Option<&str>, line_hash: u64) -> bool;
}

/// A collection of which nothing is known.
impl Recurring for () {
    fn recurs(&self, _source: Option<&str>, _line_hash: u64) -> bool {
        false
    }
}

/// Returns the hash by which a collection remembers a line; white space around it does not count.
///
/// It is kept in indexes, so it must never change (no library's hash).
///
/// ```
/// use nutgraf_index::document::line_hash;
/// assert_eq!(line_hash("  Share this article\r"), line_hash("Share this article"));
/// assert_ne!(line_hash("Share this article"), line_hash("Share this page"));
/// ```
pub fn line_hash(line: &str) -> u64 {
    let bytes = line.trim_matches(is_invisible).as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    for piece in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..piece.len()].copy_from_slice(piece);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    }
    hash
}

/// Tells whether a line is one that a collection should remember: a rule or a lone number recurs by chance.
///
/// ```
/// use nutgraf_index::document::counts_for_recurrence;
/// assert!(counts_for_recurrence("Share this article"));
/// assert!(!counts_for_recurrence("* * *") && !counts_for_recurrence("2022"));
/// ```
pub fn counts_for_recurrence(line: &str) -> bool {
    line.chars().filter(|character| character.is_alphabetic()).take(3).count() == 3
}

/// The labels of a document's lines, and how its lines are to be read.
pub struct Labelled {
    /// One for each line of the text.
    pub lines: Vec<Line>,
    /// Whether paragraphs end at blank lines only.
    pub wrapped: bool,
}

/// Labels every line of a document's text.
pub fn label_lines(document: &Document, shape: Shape, recurring: &dyn Recurring) -> Labelled {
    let text = document.text.as_str();
    let measures = measure_lines(text);
    let wrapped = wrapping::is_wrapped(&measures);
    let mut labels = vec![(Label::Body, "prose"); measures.len()];
    for (place, measure) in measures.iter().enumerate() {
        let trimmed = measure.trimmed.of(text);
        if measure.is_blank() {
            labels[place] = (Label::Blank, "nothing to read");
        } else if counts_for_recurrence(trimmed) && recurring.recurs(document.source.as_deref(), line_hash(trimmed)) {
            labels[place] = (Label::Furniture, "recurs across the source");
        } else if measure.bullet > 0 {
            labels[place] = (Label::List, "bullet");
        } else if is_heading(&measures, place) {
            labels[place] = (Label::Heading, "short line above prose");
        }
    }
    if shape == Shape::Markdown {
        label_markdown(text, &measures, &mut labels);
    }
    if document.title.is_none() && shape != Shape::Record {
        label_title(&mut labels);
    }
    let lines = measures.iter().zip(labels).map(|(measure, (label, reason))| Line {
        span: measure.line,
        label,
        reason,
        words: measure.words,
    });
    Labelled { lines: lines.collect(), wrapped }
}

/// At most twelve words without an end mark, above a longer line.
fn is_heading(measures: &[Measure], place: usize) -> bool {
    let line = &measures[place];
    let below = measures[place + 1..].iter().find(|below| !below.is_blank());
    let parted = place == 0 || measures[place - 1].is_blank();
    line.words <= 12
        && parted
        && line.end == End::Open
        && !line.starts_small
        && below.is_some_and(|below| below.words > 12 || below.bullet > 0)
}

fn label_markdown(text: &str, measures: &[Measure], labels: &mut [(Label, &'static str)]) {
    let matter = front_matter(text).unwrap_or(0);
    for (measure, label) in measures.iter().zip(labels) {
        if measure.line.end < matter && label.0 != Label::Blank {
            *label = (Label::Furniture, "front matter");
        } else if Span::of(measure.trimmed, text).starts_with('#') && label.0 != Label::Blank {
            *label = (Label::Heading, "marked as heading");
        }
    }
}

fn label_title(labels: &mut [(Label, &'static str)]) {
    let first = labels.iter_mut().find(|label| !matches!(label.0, Label::Blank | Label::Furniture));
    if let Some(label) = first.filter(|label| matches!(label.0, Label::Body | Label::Heading)) {
        *label = (Label::Title, "first line");
    }
}
