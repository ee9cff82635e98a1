//! What is stored of documents and passages, read back.

use tantivy::DocAddress;
use tantivy::directory::OwnedBytes;

use super::Snapshot;
use crate::error::Result;
use crate::packing::unpack;
use crate::schema::{StoredActors, StoredPassage, StoredRecord};
use crate::store::damaged;

/// How many blocks of stored passages are kept: they are not packed as blocks, so to keep them gains nothing.
const STORE_BLOCKS: usize = 1;

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
        let framed = self.framed(address)?;
        let packed = unframed(&framed).ok_or_else(|| damaged(&self.folder, &"a document without its stored field"))?;
        unpack(packed).map_err(|error| damaged(&self.folder, &error))
    }

    /// Returns what tantivy's store keeps of a document: its one stored field, in tantivy's own framing.
    fn framed(&self, address: DocAddress) -> Result<OwnedBytes> {
        let facts = &self.segments[address.segment_ord as usize];
        let failed = |error: &dyn std::fmt::Display| damaged(&self.folder, error);
        let store = match facts.store.get() {
            Some(store) => store,
            None => {
                let opened = self.searcher.segment_reader(address.segment_ord).get_store_reader(STORE_BLOCKS);
                facts.store.get_or_init(|| opened.ok())
            }
        };
        let store = store.as_ref().ok_or_else(|| failed(&"the stored passages can't be opened"))?;
        store.get_document_bytes(address.doc_id).map_err(|error| failed(&error))
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

/// Reads a number of 7 bits a byte, the last byte marked.
fn read_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0;
    for (place, byte) in bytes.iter().enumerate().take(9) {
        number |= usize::from(byte & 127) << (7 * place);
        if byte & 128 != 0 {
            return Some((number, &bytes[place + 1..]));
        }
    }
    None
}
