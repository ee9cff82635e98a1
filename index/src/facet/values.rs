//! The values of a column, read in order for many documents.

use tantivy::DocId;
use tantivy::columnar::column_index::MultiValueIndex;
use tantivy::columnar::{Column, ColumnIndex, ColumnValues};

use crate::docs::Docs;

/// How many documents' values are read at once: one by one costs several times as much.
const BLOCK: usize = 1_024;

/// Calls `visit` with each document of a set, in order, and its values.
pub fn for_each_values(column: &Column<u64>, docs: &Docs, mut visit: impl FnMut(DocId, &[u64])) {
    let mut reading = Reading::default();
    let mut block = Vec::with_capacity(BLOCK);
    docs.for_each(|doc| {
        block.push(doc);
        if block.len() == BLOCK {
            reading.read(column, &block, &mut visit);
            block.clear();
        }
    });
    reading.read(column, &block, &mut visit);
}

/// What is reused from block to block.
#[derive(Default)]
struct Reading {
    /// The documents that have values, and the place of each among all that have.
    holders: Vec<DocId>,
    ranks: Vec<u32>,
    /// Where the values of each end among those of the block.
    ends: Vec<usize>,
    /// For each value its row in the column, and what stands there.
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl Reading {
    fn read(&mut self, column: &Column<u64>, block: &[DocId], visit: &mut impl FnMut(DocId, &[u64])) {
        self.holders.clear();
        self.ends.clear();
        self.rows.clear();
        match &column.index {
            ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV2(index)) => {
                self.ranks.clear();
                index.optional_index.rank_if_exists_batch(block, &mut self.holders, &mut self.ranks);
                self.list_rows(&*index.start_index_column);
            }
            index => self.list_rows_one_by_one(index, block),
        }
        self.values.resize(self.rows.len(), 0);
        column.values.get_vals(&self.rows, &mut self.values);
        let mut holders = self.holders.iter().zip(&self.ends).peekable();
        let mut start = 0;
        for doc in block {
            let end = holders.next_if(|(holder, _)| *holder == doc).map_or(start, |(_, end)| *end);
            visit(*doc, &self.values[start..end]);
            start = end;
        }
    }

    /// Lists the rows of each document's values, which end where those of the next one begin.
    fn list_rows(&mut self, starts: &dyn ColumnValues<u32>) {
        let (mut next, mut start) = (None, 0);
        for rank in &self.ranks {
            if next != Some(*rank) {
                start = starts.get_val(*rank);
            }
            let end = starts.get_val(rank + 1);
            self.rows.extend(start..end);
            self.ends.push(self.rows.len());
            (next, start) = (Some(rank + 1), end);
        }
    }

    fn list_rows_one_by_one(&mut self, index: &ColumnIndex, block: &[DocId]) {
        for doc in block {
            let rows = index.value_row_ids(*doc);
            if !rows.is_empty() {
                self.holders.push(*doc);
                self.rows.extend(rows);
                self.ends.push(self.rows.len());
            }
        }
    }
}
