//! How often words stand in passages, and how long passages are.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet};

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

    /// Hands on the passages from `first` up to `end` in which it occurs, with how often, and the posting list where its
    /// places are read; list by list.
    pub(super) fn visit(&mut self, first: DocId, end: DocId, mut take: impl FnMut(DocId, u32, Option<&mut SegmentPostings>)) {
        match self {
            Counter::Lists(lists) => {
                for list in lists {
                    let mut doc = seek_to(list, first);
                    while doc < end {
                        take(doc, list.term_freq(), Some(list));
                        doc = list.advance();
                    }
                }
            }
            Counter::Found(found, at) => {
                *at += found[*at..].partition_point(|(other, _)| *other < first);
                found[*at..].iter().take_while(|(other, _)| *other < end).for_each(|(doc, count)| take(*doc, *count, None));
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
    lists: impl Fn(&TermSet) -> Result<Vec<SegmentPostings>>,
    leaf: &Leaf,
    found: impl Fn() -> Result<Occurrences>,
) -> Result<Counter> {
    match (&leaf.operand, leaf.region) {
        (Operand::Terms(set), Region::Any) => Ok(Counter::Lists(lists(set)?)),
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

    /// Returns where lengths are read, if there is but one field.
    pub(super) fn only(&self) -> Option<&FieldNormReader> {
        match self.0.as_slice() {
            [reader] => Some(reader),
            _ => None,
        }
    }

    /// Returns the length of a passage, in the units of field lengths.
    pub(super) fn of(&self, doc: DocId) -> u32 {
        self.0.iter().map(|reader| FieldNormReader::id_to_fieldnorm(reader.fieldnorm_id(doc))).sum()
    }
}
