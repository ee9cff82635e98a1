//! What is searched for, and how much of it is wanted.

use tantivy::DocAddress;

use crate::filters::Filters;
use crate::plan::Reading;
use crate::query::Query;

/// The order of hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// Best first; by date, newest first, where nothing scores.
    #[default]
    Score,
    /// Oldest first; unknown dates last.
    Oldest,
    /// Newest first; unknown dates last.
    Newest,
}

/// What becomes of copies of a passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Duplicates {
    /// They stand under the copy that ranks best.
    #[default]
    Fold,
    /// They stand where they rank.
    Show,
    /// Only passages that have copies are shown.
    Only,
}

/// What to search for, and how much of it to return.
#[derive(Clone, Debug)]
pub struct Request<'q> {
    /// The query.
    pub query: &'q Query,
    /// What restricts it.
    pub filters: &'q Filters,
    /// How its words are read.
    pub reading: Reading,
    /// Whether any of its words is enough where not all are found: told in a warning.
    pub may_relax: bool,
    /// The order of hits.
    pub sort: Sort,
    /// How many documents (passages, if not grouped) to return.
    pub limit: usize,
    /// How many to leave out first.
    pub offset: usize,
    /// Whether passages of a document stand together.
    pub grouped: bool,
    /// How many passages of a document to return when grouped.
    pub passages_of_document: usize,
    /// What becomes of copies.
    pub duplicates: Duplicates,
    /// How many of a hit's copies are named, for which their documents must be read; all are counted.
    pub named_copies: usize,
    /// Whether words that the best passages share add to the scores.
    pub expand: bool,
    /// Whether recent documents score more.
    pub recency: bool,
    /// Whether it is told why nothing matches, and which other words may: to find that out takes longer than most queries.
    pub explains: bool,
    /// A passage to leave out, and its copies with it where copies are folded: what others are to be like.
    pub seed: Option<DocAddress>,
}

impl<'q> Request<'q> {
    /// Asks for the ten best documents, at most three passages of each, copies under the best. Nothing is relaxed, expanded
    /// or explained, and no document is lifted or left out.
    pub fn new(query: &'q Query, filters: &'q Filters, reading: Reading) -> Request<'q> {
        Request {
            query,
            filters,
            reading,
            may_relax: false,
            sort: Sort::Score,
            limit: 10,
            offset: 0,
            grouped: true,
            passages_of_document: 3,
            duplicates: Duplicates::Fold,
            named_copies: usize::MAX,
            expand: false,
            recency: false,
            explains: false,
            seed: None,
        }
    }
}
