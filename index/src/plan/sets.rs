//! Sets of documents that a query restricts to.

use std::collections::BTreeSet;

use tantivy::schema::Field;

use crate::docs::Docs;
use crate::error::Result;
use crate::snapshot::Segment;

/// A restriction on documents, resolved to terms of their records.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DocumentSet {
    /// Those with one of these terms.
    With(Field, BTreeSet<String>),
    /// Those without any term of this field.
    Without(Field, BTreeSet<String>),
}

impl DocumentSet {
    /// Returns the passages of the documents in the set.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the segment can't be read.
    pub fn passages(&self, segment: Segment<'_>) -> Result<Docs> {
        let (DocumentSet::With(field, terms) | DocumentSet::Without(field, terms)) = self;
        let mut records = segment.docs_of(*field, terms.iter().map(String::as_str))?;
        if matches!(self, DocumentSet::Without(..)) {
            records = Docs::Bits(segment.records()?.bits()).and_not(records);
        }
        segment.passages_of_records(&records)
    }
}
