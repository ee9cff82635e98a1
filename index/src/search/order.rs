//! The order among hits that score alike: newest first, then by document id, then by place. Never by address.

use std::cmp::Ordering;

use tantivy::columnar::StrColumn;

use crate::date::{Date, DateSpan};
use crate::error::Result;
use crate::snapshot::{OrderColumns, Segment};
use crate::store::damaged;

/// What orders a document apart from scores.
#[derive(Clone, Copy, Debug)]
pub struct DocumentOrder<'s> {
    /// The first day on which it may have been published.
    published: Option<Date>,
    /// The number of its id among those of its segment, in order.
    id: Option<u64>,
    segment: Segment<'s>,
    columns: &'s OrderColumns,
}

impl<'s> DocumentOrder<'s> {
    /// Looks up what orders a document, by its record.
    pub fn of(segment: Segment<'s>, record: u32) -> Result<DocumentOrder<'s>> {
        let columns = segment.order()?;
        let published = match ordinal(&columns.published, record) {
            Some(ordinal) => text(segment, &columns.published, ordinal)?.parse::<DateSpan>().ok().map(|span| span.first),
            None => None,
        };
        Ok(DocumentOrder { published, id: ordinal(&columns.id, record), segment, columns })
    }

    /// Returns the first day on which the document may have been published.
    pub fn published(&self) -> Option<Date> {
        self.published
    }

    /// Returns the id of the document.
    pub fn id(&self) -> Result<String> {
        self.id.map_or(Ok(String::new()), |ordinal| text(self.segment, &self.columns.id, ordinal))
    }

    /// Newest first, unknown last, then by id.
    pub fn newest_first(&self, other: &DocumentOrder<'_>) -> Ordering {
        known_first(other.published, self.published, self, other)
    }

    /// Oldest first, unknown last, then by id.
    pub fn oldest_first(&self, other: &DocumentOrder<'_>) -> Ordering {
        known_first(self.published, other.published, self, other)
    }

    /// Compares ids: within a segment by their numbers, which costs nothing. Across segments they are read; one that can't
    /// be is damage that reading the hit tells.
    fn by_id(&self, other: &DocumentOrder<'_>) -> Ordering {
        if self.segment.number == other.segment.number {
            return self.id.cmp(&other.id);
        }
        self.id().unwrap_or_default().cmp(&other.id().unwrap_or_default())
    }
}

fn known_first(one: Option<Date>, other: Option<Date>, this: &DocumentOrder<'_>, that: &DocumentOrder<'_>) -> Ordering {
    let known = this.published.is_none().cmp(&that.published.is_none());
    known.then(one.cmp(&other)).then_with(|| this.by_id(that))
}

fn ordinal(column: &Option<StrColumn>, record: u32) -> Option<u64> {
    column.as_ref()?.term_ords(record).next()
}

fn text(segment: Segment<'_>, column: &Option<StrColumn>, ordinal: u64) -> Result<String> {
    let mut text = String::new();
    if let Some(column) = column {
        column.ord_to_str(ordinal, &mut text).map_err(|error| damaged(&segment.snapshot.folder, &error))?;
    }
    Ok(text)
}
