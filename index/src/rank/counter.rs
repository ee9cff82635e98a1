//! How often words stand in passages, and how long passages are.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use crate::error::Result;
use crate::pattern::{Leaf, Operand, Region, TermSet};
use crate::plan::Plan;
use crate::snapshot::{Segment, seek_to};

/// How often a leaf occurs in each passage of a segment, where that isn't read off one posting list.
pub type Occurrences = Arc<Vec<(DocId, u32)>>;

/// How often a leaf occurs in one passage after another.
pub enum Counter {
    /// Read off posting lists.
    Lists(Vec<SegmentPostings>),
    /// Looked up in what was found.
    Found(Occurrences, usize),
}

impl Counter {
    /// Returns how often it occurs in a passage; passages must be asked for in order.
    pub fn count(&mut self, doc: DocId) -> u32 {
        match self {
            Counter::Lists(lists) => {
                lists.iter_mut().map(|list| if seek_to(list, doc) == doc { list.term_freq() } else { 0 }).sum()
            }
            Counter::Found(found, at) => {
                *at += found[*at..].partition_point(|(other, _)| *other < doc);
                found.get(*at).filter(|(other, _)| *other == doc).map_or(0, |(_, count)| *count)
            }
        }
    }

    /// Hands on every passage in which it occurs, with how often, list by list.
    pub fn for_each(self, mut take: impl FnMut(DocId, u32)) {
        match self {
            Counter::Lists(lists) => {
                for mut list in lists {
                    while list.doc() != TERMINATED {
                        take(list.doc(), list.term_freq());
                        list.advance();
                    }
                }
            }
            Counter::Found(found, _) => found.iter().for_each(|(doc, count)| take(*doc, *count)),
        }
    }

    /// Returns how often it occurs in the passages from `first` up to `end`.
    pub(super) fn count_range(&mut self, first: DocId, end: DocId) -> u32 {
        match self {
            Counter::Lists(lists) => {
                let mut sum = 0;
                for list in lists {
                    let mut doc = seek_to(list, first);
                    while doc < end {
                        sum += list.term_freq();
                        doc = list.advance();
                    }
                }
                sum
            }
            Counter::Found(found, at) => {
                *at += found[*at..].partition_point(|(other, _)| *other < first);
                found[*at..].iter().take_while(|(other, _)| *other < end).map(|(_, count)| count).sum()
            }
        }
    }
}

/// Opens a counter for a leaf; `found` gives the occurrences of one that is no plain set of words.
///
/// # Errors
///
/// [`crate::Error::Tantivy`] where postings can't be read.
pub fn counter(
    lists: impl Fn(&TermSet, IndexRecordOption) -> Result<Vec<SegmentPostings>>,
    leaf: &Leaf,
    found: impl Fn() -> Result<Occurrences>,
) -> Result<Counter> {
    match (&leaf.operand, leaf.region) {
        (Operand::Terms(set), Region::Any) => Ok(Counter::Lists(lists(set, IndexRecordOption::WithFreqs)?)),
        _ => Ok(Counter::Found(found()?, 0)),
    }
}

/// How long passages are.
pub struct Lengths(Vec<FieldNormReader>);

impl Lengths {
    /// Opens the lengths of a segment's passages.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where they can't be read.
    pub fn open(segment: Segment<'_>, plan: &Plan) -> Result<Lengths> {
        let readers = plan.text_fields.iter().map(|field| Ok(segment.reader.get_fieldnorms_reader(*field)?));
        readers.collect::<Result<_>>().map(Lengths)
    }

    /// Returns the length of a passage, in the units of field lengths.
    pub(super) fn of(&self, doc: DocId) -> u32 {
        self.0.iter().map(|reader| reader.fieldnorm(doc)).sum()
    }
}
