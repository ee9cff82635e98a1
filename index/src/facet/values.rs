//! The values of a column, read in order for many documents.

use std::ops::Range;

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
    /// Where the values of those between the first and the last of them begin in the column.
    starts: Vec<u32>,
    /// Where the values of each holder are: in the column, then among those read.
    spans: Vec<Range<u32>>,
    /// The rows to read, where they are far apart.
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl Reading {
    fn read(&mut self, column: &Column<u64>, block: &[DocId], visit: &mut impl FnMut(DocId, &[u64])) {
        self.holders.clear();
        self.spans.clear();
        match &column.index {
            ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV2(index)) => {
                self.ranks.clear();
                index.optional_index.rank_if_exists_batch(block, &mut self.holders, &mut self.ranks);
                self.list_spans(&*index.start_index_column);
            }
            index => self.list_spans_one_by_one(index, block),
        }
        self.read_values(&*column.values);
        let mut holders = self.holders.iter().zip(&self.spans).peekable();
        for doc in block {
            let span = holders.next_if(|(holder, _)| *holder == doc).map_or(0..0, |(_, span)| span.clone());
            visit(*doc, self.values_of(span));
        }
    }

    /// The values of a span; none where a damaged index tells of others than those that were read.
    fn values_of(&self, span: Range<u32>) -> &[u64] {
        self.values.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Lists where each document's values are: they end where those of the next one begin.
    fn list_spans(&mut self, starts: &dyn ColumnValues<u32>) {
        let (Some(first), Some(last)) = (self.ranks.first(), self.ranks.last()) else { return };
        if !is_dense(last.wrapping_sub(*first) as usize, self.ranks.len()) {
            self.spans.extend(self.ranks.iter().map(|rank| starts.get_val(*rank)..starts.get_val(rank + 1)));
            return;
        }
        self.starts.resize((last - first + 2) as usize, 0);
        starts.get_range(u64::from(*first), &mut self.starts);
        let span = |rank: &u32| {
            let place = rank.wrapping_sub(*first) as usize;
            self.starts.get(place..place + 2).map_or(0..0, |ends| ends[0]..ends[1])
        };
        self.spans.extend(self.ranks.iter().map(span));
    }

    fn list_spans_one_by_one(&mut self, index: &ColumnIndex, block: &[DocId]) {
        for doc in block {
            let rows = index.value_row_ids(*doc);
            if !rows.is_empty() {
                self.holders.push(*doc);
                self.spans.push(rows);
            }
        }
    }

    /// Reads the values: from the first to the last where few lie between that are not wanted, which is faster than to pick.
    fn read_values(&mut self, values: &dyn ColumnValues<u64>) {
        // A damaged index may tell of more than there are: no room is made for these.
        let rows = values.num_vals();
        self.spans.iter_mut().for_each(|span| *span = span.start.min(rows)..span.end.min(rows));
        let (Some(first), Some(last)) = (self.spans.first(), self.spans.last()) else { return };
        let (first, whole) = (first.start, last.end.saturating_sub(first.start) as usize);
        let wanted = self.spans.iter().map(ExactSizeIterator::len).sum();
        if is_dense(whole, wanted) {
            self.values.resize(whole, 0);
            values.get_range(u64::from(first), &mut self.values);
            self.spans.iter_mut().for_each(|span| *span = span.start.wrapping_sub(first)..span.end.wrapping_sub(first));
            return;
        }
        self.rows.clear();
        for span in &mut self.spans {
            let start = self.rows.len() as u32;
            self.rows.extend(span.clone());
            *span = start..self.rows.len() as u32;
        }
        self.values.resize(wanted, 0);
        values.get_vals(&self.rows, &mut self.values);
    }
}

/// Tells whether to read so many is sooner done than to pick those wanted out of them.
fn is_dense(all: usize, wanted: usize) -> bool {
    all <= 2 * wanted
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{FAST, Schema};
    use tantivy::{Index, TantivyDocument};

    use super::*;

    /// A column in which each document has one value more than the one before, up to three, then none again.
    fn column() -> Column<u64> {
        let mut schema = Schema::builder();
        let field = schema.add_u64_field("value", FAST);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 20 << 20).unwrap();
        for number in 0..5_000 {
            let mut document = TantivyDocument::new();
            (0..number % 4).for_each(|place| document.add_u64(field, number * 10 + place));
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        searcher.segment_reader(0).fast_fields().u64("value").unwrap()
    }

    #[test]
    fn values_are_those_of_each_document_however_far_apart() {
        let column = column();
        for step in [1, 2, 3, 7, 900] {
            let docs = Docs::List((3..5_000).step_by(step).collect());
            let mut read = Vec::new();
            for_each_values(&column, &docs, |doc, values| read.push((doc, values.to_vec())));
            let wanted = docs.into_list().into_iter().map(|doc| (doc, column.values_for_doc(doc).collect()));
            assert_eq!(read, wanted.collect::<Vec<_>>(), "{step}");
        }
    }

    #[test]
    fn spans_of_a_damaged_index_hold_nothing_that_was_not_read() {
        let column = column();
        let rows = column.values.num_vals();
        let most = u32::MAX;
        for spans in [&[(9, 3), (5, 7)][..], &[(5, 7), (2, 4), (6, 9)], &[(0, most), (4, most)], &[(most, most), (1, 2)]] {
            let spans = spans.iter().map(|(start, end)| *start..*end).collect();
            let mut reading = Reading { spans, ..Reading::default() };
            reading.read_values(&*column.values);
            assert!(reading.spans.iter().all(|span| reading.values_of(span.clone()).len() <= rows as usize));
        }
    }
}
