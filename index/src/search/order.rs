//! The order among hits that score alike: newest first, then by document id, then by place. Never by address.

use std::cmp::Ordering;

use tantivy::columnar::StrColumn;

use crate::date::{Date, DateSpan};
use crate::error::Result;
use crate::schema::Fields;
use crate::snapshot::{Segment, Snapshot};
use crate::store::damaged;

/// What orders documents apart from scores.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentOrder {
    /// The first day on which it may have been published.
    pub published: Option<Date>,
    /// Its id.
    pub id: String,
}

impl DocumentOrder {
    /// Newest first, unknown last, then by id.
    pub fn newest_first(&self, other: &DocumentOrder) -> Ordering {
        known_first(other.published, self.published, self, other)
    }

    /// Oldest first, unknown last, then by id.
    pub fn oldest_first(&self, other: &DocumentOrder) -> Ordering {
        known_first(self.published, other.published, self, other)
    }
}

fn known_first(one: Option<Date>, other: Option<Date>, this: &DocumentOrder, that: &DocumentOrder) -> Ordering {
    let known = this.published.is_none().cmp(&that.published.is_none());
    known.then(one.cmp(&other)).then_with(|| this.id.cmp(&that.id))
}

/// Looks the order of documents up, segment by segment.
pub struct OrderColumns {
    segments: Vec<(Option<StrColumn>, Option<StrColumn>)>,
}

impl OrderColumns {
    /// Opens the columns.
    pub fn open(snapshot: &Snapshot) -> Result<OrderColumns> {
        let segments = snapshot.segments().map(|segment| {
            let columns = segment.reader.fast_fields();
            Ok((columns.str(Fields::PUBLISHED)?, columns.str(Fields::ID)?))
        });
        Ok(OrderColumns { segments: segments.collect::<Result<_>>()? })
    }

    /// Returns what orders a document, by its record.
    pub fn of(&self, segment: Segment<'_>, record: u32) -> Result<DocumentOrder> {
        let (published, id) = &self.segments[segment.number as usize];
        let read = |column: &Option<StrColumn>| -> Result<String> {
            let mut text = String::new();
            if let Some((column, ord)) = column.as_ref().and_then(|column| Some((column, column.term_ords(record).next()?))) {
                column.ord_to_str(ord, &mut text).map_err(|error| damaged(&segment.snapshot.folder, &error))?;
            }
            Ok(text)
        };
        let published = read(published)?.parse::<DateSpan>().ok().map(|span| span.first);
        Ok(DocumentOrder { published, id: read(id)? })
    }
}
