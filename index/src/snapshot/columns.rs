//! The fast columns of a segment: what stands on each of its documents, read by number.

use std::sync::OnceLock;

use tantivy::columnar::{Column, StrColumn};
use tantivy::error::DataCorruption;
use tantivy::{DocId, TantivyError};

use super::segment::Segment;
use crate::date::Date;
use crate::error::Result;
use crate::schema::{Fields, day_of};

/// The columns of a segment that are opened once.
#[derive(Default)]
pub(super) struct Columns {
    days: OnceLock<Option<Column<u64>>>,
    ids: OnceLock<Option<StrColumn>>,
    fronts: OnceLock<Option<Column<u64>>>,
    sketches: OnceLock<Option<Column<u64>>>,
}

impl<'s> Segment<'s> {
    /// Returns the column that says where text, heading and title of a passage end; `None` where no passage has either.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where it can't be read.
    pub fn fronts(&self) -> Result<Option<&'s Column<u64>>> {
        self.column(Fields::FRONT, &self.facts().columns.fronts)
    }

    /// Returns the column of fingerprints.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where it can't be read.
    pub fn sketches(&self) -> Result<Option<&'s Column<u64>>> {
        self.column(Fields::SKETCH, &self.facts().columns.sketches)
    }

    /// Returns the column of the first days of publication, which every record has.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where it can't be read.
    pub fn days(&self) -> Result<Option<&'s Column<u64>>> {
        self.column(Fields::DAY, &self.facts().columns.days)
    }

    /// Opens a column of texts. Each of its terms stands on some row: a damaged number of terms, for which others make room, would
    /// ask for more memory than there is, and end the process.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where it can't be read, or names more terms than it has rows.
    pub fn text_column(&self, name: &str) -> Result<Option<StrColumn>> {
        let column = self.reader.fast_fields().str(name)?;
        if column.as_ref().is_some_and(|column| column.num_terms() > column.ords().values.num_vals() as usize) {
            let what = DataCorruption::comment_only(format!("the column {name} has more terms than rows"));
            return Err(TantivyError::from(what).into());
        }
        Ok(column)
    }

    /// To open a column takes longer than to read ten passages.
    fn column(&self, name: &str, kept: &'s OnceLock<Option<Column<u64>>>) -> Result<Option<&'s Column<u64>>> {
        if let Some(column) = kept.get() {
            return Ok(column.as_ref());
        }
        let opened = self.reader.fast_fields().column_opt(name)?;
        Ok(kept.get_or_init(|| opened).as_ref())
    }

    /// Returns the first day on which the document of a record may have been published.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the column of days can't be read.
    pub fn published(&self, record: DocId) -> Result<Option<Date>> {
        Ok(self.days()?.and_then(|days| days.first(record)).and_then(day_of))
    }

    /// Returns the number of a record's id among those of the segment, in their order.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where the column of ids can't be read.
    pub fn id_number(&self, record: DocId) -> Result<Option<u64>> {
        let kept = &self.facts().columns.ids;
        let ids = match kept.get() {
            Some(ids) => ids,
            None => {
                let opened = self.text_column(Fields::ID)?;
                kept.get_or_init(|| opened)
            }
        };
        Ok(ids.as_ref().and_then(|ids| ids.term_ords(record).next()))
    }
}
