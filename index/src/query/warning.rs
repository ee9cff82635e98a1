//! What was repaired, read in another way than typed, cut or relaxed: everything that people must be told.

use serde::Serialize;

use crate::text::Span;

/// Something that a person should know about the answer to a query.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Warning {
    /// What happened, for programs.
    pub kind: WarningKind,
    /// What happened, for people: one sentence without a full stop.
    pub message: String,
    /// The place of the query it is about, where there is one.
    #[serde(skip)]
    pub span: Option<Span>,
}

impl Warning {
    /// A warning about no place in particular.
    pub fn new(kind: WarningKind, message: impl Into<String>) -> Warning {
        Warning { kind, message: message.into(), span: None }
    }

    /// The same warning about a place of the query.
    pub fn at(self, span: Span) -> Warning {
        Warning { span: Some(span), ..self }
    }
}

/// The kinds of warnings. In JSON their names are in kebab-case.
///
/// ```
/// use nutgraf_index::query::WarningKind;
/// assert_eq!(serde_json::to_string(&WarningKind::UnclosedQuote).unwrap(), "\"unclosed-quote\"");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningKind {
    /// A quotation mark without its partner; the phrase runs to the end.
    UnclosedQuote,
    /// A parenthesis without its partner.
    UnclosedParenthesis,
    /// An operator, mark or field with nothing to act on, left out.
    StrayOperator,
    /// A query all in capitals, whose AND, OR and NOT are words.
    AllCapitals,
    /// A form this language does not have, or not in that place.
    NotSupported,
    /// A word before a colon that is no field, read as a word.
    UnknownField,
    /// A form that can be meant in two ways, and how it was read.
    ReadAs,
    /// A pattern that stands for more words than are scored and marked.
    ExpansionCut,
    /// Nothing matched all that was asked; these are the passages that match best.
    Relaxed,
    /// Nothing matched, with what each part of the query matches alone.
    NoMatch,
    /// Nothing matched but page furniture.
    Furniture,
    /// A name that several actors bear; all of them were taken.
    AmbiguousActor,
    /// The query is the name of an actor that stands in further passages under other names.
    OtherNames,
    /// The time was over before the answer was whole.
    TimedOut,
    /// A filter names a source, author or path that no document has, and the nearest that some have.
    UnknownName,
    /// A word that no document holds, and the nearest ones that some do.
    DidYouMean,
}
