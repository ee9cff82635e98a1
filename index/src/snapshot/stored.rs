//! What is stored of documents and passages, read back.

use tantivy::DocAddress;

use super::Snapshot;
use super::blocks::{StoredBlocks, read_number};
use crate::error::Result;
use crate::packing::unpack;
use crate::schema::{StoredActors, StoredPassage, StoredRecord};
use crate::store::damaged;

impl Snapshot {
    /// Reads what is stored of a document.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be decoded.
    pub fn record(&self, address: DocAddress) -> Result<StoredRecord> {
        Ok(self.record_with_actors(address)?.0)
    }

    /// Reads what is stored of a document, with its actors.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be decoded.
    pub fn record_with_actors(&self, address: DocAddress) -> Result<(StoredRecord, StoredActors)> {
        let mut bytes = self.stored(address)?;
        let (record, behind) = postcard::take_from_bytes(&bytes).map_err(|error| damaged(&self.folder, &error))?;
        let length = bytes.len() - behind.len();
        bytes.drain(..length);
        Ok((record, StoredActors::behind_record(bytes)))
    }

    /// Reads what is stored of a passage.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be decoded.
    pub fn passage(&self, address: DocAddress) -> Result<StoredPassage> {
        postcard::from_bytes(&self.stored(address)?).map_err(|error| damaged(&self.folder, &error))
    }

    /// Returns what is stored of a passage or record, as it was before it was packed.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be read.
    pub fn stored(&self, address: DocAddress) -> Result<Vec<u8>> {
        let blocks = self.blocks(address.segment_ord)?;
        let framed = blocks.document(address.doc_id).ok_or_else(|| damaged(&self.folder, &"a document that is not stored"))?;
        let packed = unframed(framed).ok_or_else(|| damaged(&self.folder, &"a document without its stored field"))?;
        unpack(packed).map_err(|error| damaged(&self.folder, &error))
    }

    fn blocks(&self, segment: u32) -> Result<&StoredBlocks> {
        let kept = &self.segments[segment as usize].blocks;
        if let Some(blocks) = kept.get() {
            return Ok(blocks);
        }
        let opened = StoredBlocks::open(self, self.searcher.segment_reader(segment))?;
        Ok(kept.get_or_init(|| opened))
    }
}

/// Takes the bytes of the one stored field out of tantivy's framing: the number of fields, the field, its type, its length.
///
/// tantivy's own reader copies them byte by byte, which took a tenth of a query.
fn unframed(framed: &[u8]) -> Option<&[u8]> {
    let (count, rest) = read_number(framed)?;
    let (length, bytes) = read_number(rest.get(5..)?)?;
    (count == 1 && bytes.len() == length).then_some(bytes)
}
