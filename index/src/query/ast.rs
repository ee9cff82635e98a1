//! The tree of a query. Equality ignores where things stood in the typed text.

use crate::actor::ActorKind;
use crate::text::Span;

/// A query: what was typed, and the tree it means.
#[derive(Clone, PartialEq, Debug)]
pub struct Query {
    /// The tree.
    pub root: Node,
}

/// A node of a query, and where it stands in the typed text.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its place in the typed text.
    pub span: Span,
    /// What it asks.
    pub kind: NodeKind,
}

impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.kind == other.kind
    }
}

/// What a node asks of a passage.
#[derive(Clone, PartialEq, Debug)]
pub enum NodeKind {
    /// Nothing: every passage matches.
    All,
    /// A word or a pattern of words.
    Term {
        /// The word as typed, without the marks that say its form.
        text: String,
        /// How it is compared.
        form: TermForm,
    },
    /// Parts side by side, in this order. Parts are terms, actors, dates, or an `Or` of these.
    Phrase {
        /// The parts; a phrase of one is a plain word in quotes, which no list of stop words makes optional.
        parts: Vec<Node>,
        /// How far parts may stand from their places, in words, as in Lucene.
        slop: u32,
    },
    /// Parts near each other. Parts are terms, phrases, actors, dates, `Near`, or an `Or` of these.
    Near {
        /// At least two parts; neighbours of an ordered chain are at most `within` apart.
        parts: Vec<Node>,
        /// At most so many words from one to the other; side by side is 1.
        within: u32,
        /// In this order only (ADJ).
        ordered: bool,
    },
    /// Things typed beside each other, with the marks `+` and `-`: all or any of the plain ones, as `--match` says.
    Group(Vec<Clause>),
    /// All of them.
    And(Vec<Node>),
    /// At least one of them.
    Or(Vec<Node>),
    /// Every passage but those of the inner node.
    Not(Box<Node>),
    /// The inner node, its score multiplied.
    Boost(Box<Node>, f32),
    /// The inner node, in one part of the document only.
    Within(TextField, Box<Node>),
    /// A restriction on the document or on a mention; never scores.
    Filter(FilterField, String),
    /// An actor under any of its names.
    Actor {
        /// The name asked for.
        name: String,
        /// Only actors of this kind.
        kind: Option<ActorKind>,
    },
    /// The inner node, within one sentence.
    SameSentence(Box<Node>),
}

/// One of the things typed beside each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Clause {
    /// Its mark.
    pub occur: Occur,
    /// The thing.
    pub node: Node,
}

/// The mark before a clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Occur {
    /// None: as `--match` says.
    Plain,
    /// `+`: it must match.
    Must,
    /// `-`: it must not match.
    MustNot,
}

/// How a term is compared with the words of a passage. All forms fold case and diacritics.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TermForm {
    /// By stem.
    Stemmed,
    /// `=word`: by its own form.
    Exact,
    /// `word*`, `w?rd`: `*` any letters, `?` one.
    Wildcard,
    /// `word~1`: at most so many letters changed, added, left out or swapped; the first letter holds.
    Fuzzy(u8),
    /// `/regex/`, against the whole folded word.
    Regex,
    /// `[a TO b]`: words from one to the other in the alphabet, `text` being `a TO b`, `*` for an open end.
    Range,
}

/// A part of a document whose words can be asked for alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TextField {
    /// Its title or subtitle.
    Title,
    /// The heading above the passage.
    Heading,
    /// The passage itself.
    Text,
}

/// What a filter looks at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FilterField {
    /// Who wrote it.
    Author,
    /// Where it appeared.
    Source,
    /// Its path, a glob.
    Path,
    /// Its language.
    Language,
    /// When it was published: a span of days.
    Published,
    /// A date that the passage mentions: a span of days.
    Mentions,
}
