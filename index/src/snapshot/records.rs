//! Where the records of a segment are, before anybody needs all of them at once.

use tantivy::DocId;
use tantivy::SegmentReader;
use tantivy::columnar::column_index::{OptionalIndex, Set, open_column_index};
use tantivy::columnar::{ColumnIndex, ColumnType, Version};

use crate::schema::Fields;

/// The records of a segment, looked up in the column that all passages have and they alone. Where nearly every document has a
/// column, its index is a mapped bit for each with how many stand before (Jacobson, Space-efficient Static Trees and Graphs,
/// 1989): a page of hits needs a few of its bytes, where the bits of all records must be read first, and what so many hold is
/// counted sooner than these are made.
#[derive(Debug)]
pub struct MappedRecords(OptionalIndex);

impl MappedRecords {
    /// Opens the index of the column, which stands before its values, and its length behind them: to open these too takes longer
    /// than all look-ups of a page. `None` where it has none of this kind, as where there are no passages at all.
    pub(super) fn open(reader: &SegmentReader) -> Option<MappedRecords> {
        let column = reader.fast_fields().dynamic_column_handle(Fields::PASSAGE, ColumnType::U64).ok()??;
        let bytes = column.file_slice().read_bytes().ok()?;
        let (columns, length) = bytes.split_last_chunk()?;
        let length = u32::from_le_bytes(*length) as usize;
        let index = bytes.slice(0..length.min(columns.len()));
        match open_column_index(index, Version::V2).ok()? {
            ColumnIndex::Optional(index) if index.num_docs() == reader.max_doc() => Some(MappedRecords(index)),
            _ => None,
        }
    }

    /// Counts the records before a document, or one behind the last.
    fn before(&self, doc: DocId) -> u32 {
        doc.saturating_sub(self.0.rank(doc))
    }

    /// Returns the last record up to and with a document.
    pub fn previous(&self, doc: DocId) -> Option<DocId> {
        let records = self.before(doc + 1);
        // As far back as there are as many records up to there, it is a passage of the same one.
        let steps = (records > 0).then(|| first_step(doc, |step| self.before(doc - step) < records))?;
        Some(doc - steps)
    }

    /// Returns the first record from a document on.
    pub fn next(&self, doc: DocId) -> Option<DocId> {
        let before = self.before(doc);
        let behind = self.0.num_docs().checked_sub(doc + 1).filter(|_| before < self.before(self.0.num_docs()))?;
        Some(doc + first_step(behind, |step| self.before(doc + step + 1) > before))
    }

    /// Counts the documents to which passages belong, which come in order.
    pub fn count_documents(&self, passages: &[DocId]) -> u64 {
        let mut count = DocumentCount::default();
        passages.chunks(BLOCK).for_each(|block| count.add(&self.0, block));
        count.documents
    }
}

/// How many passages are looked up at once: one by one takes twice as long.
const BLOCK: usize = 1_024;

/// Counts the documents of passages that come in order.
#[derive(Default)]
struct DocumentCount {
    documents: u64,
    /// How many records stand before the last passage.
    last: Option<u32>,
    /// Reused from block to block.
    passages: Vec<DocId>,
    ranks: Vec<u32>,
}

impl DocumentCount {
    fn add(&mut self, column: &OptionalIndex, block: &[DocId]) {
        self.passages.clear();
        self.ranks.clear();
        column.rank_if_exists_batch(block, &mut self.passages, &mut self.ranks);
        for (passage, rank) in self.passages.iter().zip(&self.ranks) {
            let number = Some(passage.saturating_sub(*rank));
            self.documents += u64::from(number != self.last);
            self.last = number;
        }
    }
}

/// Returns the first number of steps, up to `most`, from which on something holds: steps double until it does, so that few are
/// tried where it is near. (The index knows the number of a record by its place at once, but not the other way round.)
fn first_step(most: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, 0);
    while high < most && !holds(high) {
        low = high + 1;
        high = (high * 2 + 1).min(most);
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::Docs;
    use crate::snapshot::Snapshot;
    use crate::writer::indexed_corpus;

    #[test]
    fn records_are_where_their_bits_are() {
        let (_folder, index) = indexed_corpus();
        let snapshot = Snapshot::open(&index).unwrap();
        for segment in snapshot.segments() {
            let (mapped, records) = (MappedRecords::open(segment.reader).unwrap(), segment.records().unwrap());
            for doc in 0..segment.len() {
                assert_eq!(mapped.previous(doc), records.previous(doc), "{doc}");
                assert_eq!(mapped.next(doc), records.next(doc), "{doc}");
            }
            for step in [1, 3, 40] {
                let passages: Vec<u32> = (0..segment.len()).step_by(step).filter(|doc| !records.contains(*doc)).collect();
                assert_eq!(mapped.count_documents(&passages), Docs::List(passages).count_runs(records) as u64, "{step}");
            }
        }
    }

    #[test]
    fn the_first_step_is_found_however_far_it_is() {
        for most in 0..40 {
            for wanted in 0..=most {
                assert_eq!(first_step(most, |step| step >= wanted), wanted);
            }
        }
    }
}
