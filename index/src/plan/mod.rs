//! How a query will be run: its words as terms of this index, its filters as sets of documents.

mod filter;
mod node;
mod sets;
mod word;

use tantivy::schema::Field;

use crate::actor::Evidence;
use crate::date::Date;
use crate::error::Result;
use crate::filters::Filters;
use crate::pattern::{Leaf, Pattern, Region};
use crate::query::{Query, Warning};
use crate::snapshot::Snapshot;
pub use sets::DocumentSet;

/// How many of a pattern's words score; all of them match.
pub const SCORED_EXPANSIONS: usize = 1_024;

/// How words typed beside each other are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Match {
    /// All of them.
    #[default]
    All,
    /// Any of them.
    Any,
}

/// What becomes of stop words typed bare beside other words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum StopWords {
    /// They neither exclude a passage nor make it match.
    #[default]
    Optional,
    /// They are words like any other.
    Match,
}

/// How a query is to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Whether words beside each other must all match.
    pub words: Match,
    /// What becomes of stop words.
    pub stop_words: StopWords,
    /// Whether no word is stemmed.
    pub exact: bool,
    /// Whether furniture is searched too.
    pub furniture: bool,
    /// The day that relative dates count from.
    pub today: Date,
}

impl Reading {
    /// Words in any of their forms, stop words optional, no furniture.
    pub fn new(words: Match, today: Date) -> Reading {
        Reading { words, stop_words: StopWords::Optional, exact: false, furniture: false, today }
    }
}

/// A query made ready for one snapshot.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What a passage must hold.
    pub pattern: Pattern,
    /// The sets that [`Pattern::Documents`] names.
    pub sets: Vec<DocumentSet>,
    /// The fields in which words are looked up.
    pub text_fields: Vec<Field>,
    /// What a person must be told.
    pub warnings: Vec<Warning>,
    /// Stop words that were left to themselves.
    pub optional: Vec<String>,
    /// Words that only add to the score, which nobody typed: those of the best passages.
    pub expansion: Vec<Leaf>,
}

impl Plan {
    /// A plan that nothing matches.
    pub fn nothing() -> Plan {
        Plan {
            pattern: Pattern::Nothing,
            sets: Vec::new(),
            text_fields: Vec::new(),
            warnings: Vec::new(),
            optional: Vec::new(),
            expansion: Vec::new(),
        }
    }
}

/// Makes a query and filters ready.
///
/// # Errors
///
/// [`crate::Error::UnknownActor`], [`crate::Error::Date`] or [`crate::Error::Value`] where a filter names what is not there or is no value.
pub fn plan(snapshot: &Snapshot, query: &Query, filters: &Filters, reading: Reading) -> Result<Plan> {
    let fields = snapshot.fields;
    let mut text_fields = vec![fields.text];
    if reading.furniture {
        text_fields.push(fields.furniture);
    }
    let mut planner = Planner {
        snapshot,
        reading,
        evidence: &filters.evidence,
        text_fields,
        region: Region::Any,
        sets: Vec::new(),
        warnings: Vec::new(),
        optional: Vec::new(),
    };
    let mut parts = vec![planner.pattern(&query.root)?];
    planner.add_filters(filters, &mut parts)?;
    let pattern = Pattern::all_of(parts);
    let Planner { sets, text_fields, warnings, optional, .. } = planner;
    Ok(Plan { pattern, sets, text_fields, warnings, optional, expansion: Vec::new() })
}

/// What a plan is made with.
struct Planner<'s> {
    snapshot: &'s Snapshot,
    reading: Reading,
    evidence: &'s [Evidence],
    text_fields: Vec<Field>,
    region: Region,
    sets: Vec<DocumentSet>,
    warnings: Vec<Warning>,
    optional: Vec<String>,
}
