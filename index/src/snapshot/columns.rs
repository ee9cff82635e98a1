//! The columns of a segment that order documents.

use tantivy::DocId;
use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;
use tantivy::error::DataCorruption;

use crate::date::{Date, DateSpan};
use crate::schema::Fields;

/// What orders the documents of a segment apart from scores; both columns stand on records.
#[derive(Debug)]
pub struct OrderColumns {
    published: Option<StrColumn>,
    /// The first day of each span of the column, by its number: there are few, and each stands on many records.
    days: Vec<Option<Date>>,
    id: Option<StrColumn>,
}

impl OrderColumns {
    pub(super) fn open(reader: &SegmentReader) -> tantivy::Result<OrderColumns> {
        let published = text_column(reader, Fields::PUBLISHED)?;
        let mut days = Vec::new();
        if let Some(column) = &published {
            let day = |span: &[u8]| Some(std::str::from_utf8(span).ok()?.parse::<DateSpan>().ok()?.first);
            column
                .dictionary()
                .sorted_ords_to_term_cb(&Vec::from_iter(0..column.num_terms() as u64), |span| days.push(day(span)))?;
        }
        Ok(OrderColumns { published, days, id: text_column(reader, Fields::ID)? })
    }

    /// Returns the first day on which a record's document may have been published.
    pub fn published(&self, record: DocId) -> Option<Date> {
        self.days.get(ordinal(&self.published, record)? as usize).copied().flatten()
    }

    /// Returns the number of a record's id among those of the segment, in their order.
    pub fn id(&self, record: DocId) -> Option<u64> {
        ordinal(&self.id, record)
    }
}

/// Opens a column of texts. Each of its terms stands on some row: a damaged number of terms, for which others make room, would
/// ask for more memory than there is, and end the process.
pub(super) fn text_column(reader: &SegmentReader, name: &str) -> tantivy::Result<Option<StrColumn>> {
    let column = reader.fast_fields().str(name)?;
    if column.as_ref().is_some_and(|column| column.num_terms() > column.ords().values.num_vals() as usize) {
        return Err(DataCorruption::comment_only(format!("the column {name} has more terms than rows")).into());
    }
    Ok(column)
}

fn ordinal(column: &Option<StrColumn>, record: DocId) -> Option<u64> {
    column.as_ref()?.term_ords(record).next()
}
