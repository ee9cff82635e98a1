//! What a file says: its documents, each with one text, its front matter, and a label for every line.

mod front;
mod furniture;
mod source;

use serde::{Deserialize, Serialize};

pub use furniture::{Recurring, line_keys};
pub use source::{
    Entry, EntrySink, Format, INSIDE, Place, READER_THREAD, RawDocument, ReadLimits, Shape, Sink, Skipped, Source, parse_record,
    read_converted, read_entries, read_entry, read_file, read_stream,
};

#[doc(hidden)]
pub use furniture::training;

use crate::actor::ActorKind;
use crate::date::DateSpan;
use crate::text::{Language, Span};
use furniture::is_invisible;

/// What a line of a document is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// The document's title.
    Title,
    /// Its second title, the dek.
    Subtitle,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Date,
    /// The title of a section.
    Heading,
    /// The article itself.
    Body,
    /// An item of a list in it.
    List,
    /// A row of a table.
    Table,
    /// What stands under a picture.
    Caption,
    /// Whose picture it is.
    Credit,
    /// A sentence of the body, repeated for the eye.
    PullQuote,
    /// About the author.
    Bio,
    /// Subjects, keywords.
    Tags,
    /// What is not the article: menus, buttons, appeals, related articles.
    Furniture,
    /// Nothing to read: white space, a rule.
    Blank,
}

/// A line of a document: what it is and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Where it stands, without its line end (LF; a CR before it belongs to the line).
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// Why, in a few words, for `inspect`.
    pub reason: &'static str,
    /// How many words it holds, by white space.
    pub words: u32,
    /// Whether it goes on with the paragraph or item of the line above: the text is wrapped at a column.
    pub goes_on: bool,
}

impl Line {
    /// Returns where its text stands, without the white space (or what is as invisible) around it.
    pub fn trimmed(&self, text: &str) -> Span {
        let whole = self.span.of(text);
        let inner = whole.trim_matches(is_invisible);
        let start =
            self.span.start + if inner.is_empty() { 0 } else { whole.len() - whole.trim_start_matches(is_invisible).len() };
        Span::new(start, start + inner.len())
    }
}

/// How the day of publication was found, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublishedEvidence {
    /// A field of the record or of the front matter.
    Field,
    /// Metadata of the page.
    Metadata,
    /// A line that says "Published" or the like.
    Stated,
    /// A date that stands alone near the title.
    DateLine,
    /// The dateline that opens an agency's report.
    Dateline,
    /// The address of the page or the name of the file.
    Address,
    /// The day on which the file was made, for want of any other.
    Made,
}

/// An actor listed with a document by whoever supplied it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Supplied {
    /// The name as supplied.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
}

/// A document: one text, every line of it labelled, and what is known about it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// What names it in its collection: a path relative to its root, or the id of its record.
    pub id: String,
    /// The file it came from, relative to the root; with `:LINE` for a record of a larger file.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// Its second title.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it appeared.
    pub source: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// When it appeared.
    pub published: Option<DateSpan>,
    /// How that is known.
    pub published_evidence: Option<PublishedEvidence>,
    /// The language it is in.
    pub language: Option<Language>,
    /// Its subjects, as stated.
    pub tags: Vec<String>,
    /// Actors listed with it.
    pub supplied: Vec<Supplied>,
    /// The text: decoded once, never rewritten. Every span is a byte range of it.
    pub text: String,
    /// Whether it is one of many in a file: a line of JSON, a row of a table.
    pub is_record: bool,
    /// Whether it has pages: a form feed ends each.
    pub paged: bool,
    /// Its lines, in order; between them stand only line ends.
    pub lines: Vec<Line>,
    /// What a collection remembers to see which lines recur: a key for each line of its source, in order, each once, odd
    /// where the line was known to recur.
    pub line_keys: Vec<u64>,
}

impl Document {
    /// Completes what a reader gave: labels the lines and takes title, authors and dates from them where no metadata
    /// says otherwise.
    pub fn from_raw(raw: RawDocument, recurring: &dyn Recurring) -> Document {
        let mut document = Document {
            id: raw.id,
            path: raw.path,
            title: raw.title,
            subtitle: raw.subtitle,
            authors: raw.authors,
            source: raw.source,
            url: raw.url,
            published: raw.published,
            published_evidence: raw.published_evidence,
            language: raw.language,
            tags: raw.tags,
            supplied: raw.supplied,
            text: raw.text,
            is_record: raw.line.is_some(),
            paged: raw.paged,
            lines: Vec::new(),
            line_keys: Vec::new(),
        };
        let marked = furniture::Marked { outside: &raw.outside, marks: &raw.marks };
        let labelled = furniture::label_lines(&document, raw.shape, marked, recurring);
        (document.lines, document.line_keys) = (labelled.lines, labelled.line_keys);
        front::complete(&mut document, front::Made { day: raw.created, by: raw.creators });
        document
    }

    /// Returns the number of the line, 1 for the first, that holds a byte of the text.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.span.start <= byte)
    }
}
