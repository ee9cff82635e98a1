//! The file in which tantivy keeps what is stored, read in place.
//!
//! ```text
//! block … block | skip index | version, where the skip index begins, compressor, 15 bytes
//! block:      document … document | where each begins | how many there are
//! skip index: how many layers, where each ends | layer … layer
//! layer:      group … group, each of how many entries, first document, first byte, entry …: documents, bytes
//! ```
//! An entry of the last layer stands for a block, one of the others for a group of the next layer.
//!
//! tantivy's own reader copies the whole block for each document, and makes a list of each group it passes: that took a tenth of
//! a query. Our blocks are not packed (what is in them is), so that a document is a part of the mapped file. The layout is
//! that of tantivy 0.27 (its module `store`); anything else is refused.

use std::ops::Range;
use std::path::Path;

use tantivy::directory::{Directory, OwnedBytes};
use tantivy::{DocId, SegmentReader};

use super::Snapshot;
use crate::error::Result;
use crate::store::damaged;

/// The length of what stands at the end of the file.
const FOOTER: usize = 28;

/// The version of the layout, and the compressor that leaves blocks as they are.
const LAYOUT: (u32, u8) = (2, 0);

/// What is stored of the documents of a segment.
#[derive(Debug)]
pub struct StoredBlocks {
    blocks: OwnedBytes,
    /// The layers of the skip index, the coarsest first.
    layers: Vec<OwnedBytes>,
}

impl StoredBlocks {
    /// Maps the file of a segment.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it is not what tantivy writes.
    pub fn open(snapshot: &Snapshot, reader: &SegmentReader) -> Result<StoredBlocks> {
        let failed = |what: &dyn std::fmt::Display| damaged(&snapshot.folder, what);
        let name = format!("{}.store", reader.segment_id().uuid_string());
        let file = snapshot.searcher.index().directory().open_read(Path::new(&name)).map_err(|error| failed(&error))?;
        let bytes = file.read_bytes().map_err(|error| failed(&error))?;
        StoredBlocks::of(&bytes).ok_or_else(|| failed(&format!("{name} holds nothing that can be read")))
    }

    fn of(bytes: &OwnedBytes) -> Option<StoredBlocks> {
        let end = bytes.len().checked_sub(FOOTER)?;
        let (version, rest) = bytes[end..].split_first_chunk()?;
        let (start, rest) = rest.split_first_chunk()?;
        if (u32::from_le_bytes(*version), *rest.first()?) != LAYOUT {
            return None;
        }
        let start = usize::try_from(u64::from_le_bytes(*start)).ok().filter(|start| *start <= end)?;
        Some(StoredBlocks { blocks: bytes.slice(0..start), layers: layers_of(&bytes.slice(start..end))? })
    }

    /// Returns what tantivy wrote of a document; `None` where there is no such document, or the file is damaged.
    pub fn document(&self, doc: DocId) -> Option<&[u8]> {
        let (first, bytes) = self.block_of(doc)?;
        let (rest, count) = self.blocks.get(bytes)?.split_last_chunk()?;
        let starts = (u32::from_le_bytes(*count) as usize).checked_mul(4)?;
        let (documents, starts) = rest.split_at(rest.len().checked_sub(starts)?);
        let (starts, _) = starts.as_chunks();
        let start_of = |place: usize| starts.get(place).map(|start| u32::from_le_bytes(*start) as usize);
        let place = (doc - first) as usize;
        documents.get(start_of(place)?..start_of(place + 1).unwrap_or(documents.len()))
    }

    /// Returns the first document of the block that holds one, and where the block is.
    fn block_of(&self, doc: DocId) -> Option<(DocId, Range<usize>)> {
        let mut found = (0, 0..0);
        for layer in &self.layers {
            found = entry_of(layer.get(found.1.start..)?, doc)?;
        }
        Some(found)
    }
}

fn layers_of(index: &OwnedBytes) -> Option<Vec<OwnedBytes>> {
    let mut numbers = Numbers(index);
    let count = numbers.next()?;
    let ends = (0..count).map(|_| numbers.next()).collect::<Option<Vec<_>>>()?;
    let layers = index.slice(index.len() - numbers.0.len()..index.len());
    let starts = [0].into_iter().chain(ends.iter().copied());
    let spans = starts.zip(&ends).map(|(start, end)| (start <= *end && *end <= layers.len()).then(|| layers.slice(start..*end)));
    spans.collect()
}

/// Finds the entry of a layer that holds a document, from the first one of a group on: its first document, and where in the next
/// layer, or among the blocks, what it stands for is.
fn entry_of(layer: &[u8], target: DocId) -> Option<(DocId, Range<usize>)> {
    let mut numbers = Numbers(layer);
    loop {
        let (count, mut doc, mut start) = (numbers.next()?, numbers.next()?, numbers.next()?);
        for _ in 0..count {
            let (documents, bytes) = (numbers.next()?, numbers.next()?);
            let end = start.checked_add(bytes)?;
            if doc + documents > target as usize {
                return Some((DocId::try_from(doc).ok().filter(|doc| *doc <= target)?, start..end));
            }
            doc += documents;
            start = end;
        }
    }
}

/// Numbers of 7 bits a byte, the last byte of each marked.
struct Numbers<'b>(&'b [u8]);

impl Numbers<'_> {
    /// Takes the next one off. None of ours has more than 48 bits.
    fn next(&mut self) -> Option<usize> {
        let (number, rest) = read_number(self.0)?;
        self.0 = rest;
        (number >> 48 == 0).then_some(number)
    }
}

/// Reads a number of 7 bits a byte, the last byte marked.
pub(super) fn read_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0;
    for (place, byte) in bytes.iter().enumerate().take(9) {
        number |= usize::from(byte & 127) << (7 * place);
        if byte & 128 != 0 {
            return Some((number, &bytes[place + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::directory::RamDirectory;
    use tantivy::schema::{STORED, Schema};
    use tantivy::store::{Compressor, StoreReader};
    use tantivy::{Index, IndexSettings, TantivyDocument};

    use super::*;

    /// The file of so many documents, and tantivy's reader of it.
    fn written(documents: u32) -> (OwnedBytes, StoreReader) {
        let mut schema = Schema::builder();
        let field = schema.add_bytes_field("stored", STORED);
        let settings =
            IndexSettings { docstore_compression: Compressor::None, docstore_blocksize: 200, ..IndexSettings::default() };
        let index = Index::create(RamDirectory::create(), schema.build(), settings).unwrap();
        let mut writer = index.writer_with_num_threads(1, 20 << 20).unwrap();
        for number in 0..documents {
            let mut document = TantivyDocument::new();
            document.add_bytes(field, number.to_string().repeat(1 + number as usize % 40).as_bytes());
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let reader = searcher.segment_reader(0);
        let name = format!("{}.store", reader.segment_id().uuid_string());
        let bytes = index.directory().open_read(Path::new(&name)).unwrap().read_bytes().unwrap();
        (bytes, reader.get_store_reader(1).unwrap())
    }

    #[test]
    fn every_document_is_what_tantivy_reads() {
        // Up to four layers.
        for documents in [1, 2, 60, 700, 6_000] {
            let (bytes, reader) = written(documents);
            let blocks = StoredBlocks::of(&bytes).unwrap();
            for doc in 0..documents {
                assert_eq!(blocks.document(doc).unwrap(), reader.get_document_bytes(doc).unwrap().as_slice(), "{doc}");
            }
            assert_eq!(blocks.document(documents), None);
        }
    }

    proptest! {
        #[test]
        fn damage_is_never_a_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in 0usize..60) {
            thread_local!(static BYTES: Vec<u8> = written(300).0.to_vec());
            let mut bytes = BYTES.with(Vec::clone);
            for (place, value) in changes {
                // Most of what can mislead stands at the end.
                let behind = place.index(bytes.len().min(400)) + 1;
                let at = bytes.len() - behind;
                bytes[at] = value;
            }
            bytes.truncate(bytes.len() - cut % 3 * cut);
            if let Some(blocks) = StoredBlocks::of(&OwnedBytes::new(bytes)) {
                for doc in (0..310).chain([u32::MAX]) {
                    let _ = blocks.document(doc);
                }
            }
        }
    }
}
