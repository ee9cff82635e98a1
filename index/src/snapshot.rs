//! A frozen view of the newest commit: its segments, where documents begin in them, its dictionaries.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::columnar::StrColumn;
use tantivy::directory::OwnedBytes;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::SegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::store::StoreReader;
use tantivy::{DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::docs::{Bits, Docs};
use crate::error::Result;
use crate::folder::COMMIT;
use crate::folder::seal::SealedFile;
use crate::joins::Joins;
use crate::packing::unpack;
use crate::passage::PassageKind;
use crate::schema::{Fields, RECORD, StoredPassage, StoredRecord};
use crate::sources::RecordLines;
use crate::store::{CommitNote, Store, damaged};
use crate::text::Language;

/// A frozen view of an index.
#[derive(Debug)]
pub struct Snapshot {
    /// Where the index is.
    pub folder: PathBuf,
    /// Its fields.
    pub fields: Fields,
    /// What its commit says; `None` where nothing was committed yet.
    pub note: Option<CommitNote>,
    /// The files that its commit names.
    pub files: Vec<SealedFile>,
    /// tantivy's view.
    pub searcher: Searcher,
    segments: Vec<SegmentFacts>,
    joins: OnceLock<Joins>,
    lines: OnceLock<Option<RecordLines>>,
}

/// What is looked up once for a segment.
#[derive(Default)]
struct SegmentFacts {
    records: OnceLock<Arc<Bits>>,
    passages: OnceLock<[Arc<Docs>; 2]>,
    /// `None` where it can't be opened.
    store: OnceLock<Option<StoreReader>>,
    order: OnceLock<Option<OrderColumns>>,
}

/// What orders the documents of a segment apart from scores; both columns stand on records.
#[derive(Debug)]
pub struct OrderColumns {
    /// When they were published.
    pub published: Option<StrColumn>,
    /// Their ids.
    pub id: Option<StrColumn>,
}

impl std::fmt::Debug for SegmentFacts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SegmentFacts").field("records", &self.records.get().is_some()).finish_non_exhaustive()
    }
}

/// A segment of a snapshot.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'s> {
    /// Its number.
    pub number: u32,
    /// tantivy's reader.
    pub reader: &'s SegmentReader,
    /// The snapshot it belongs to.
    pub snapshot: &'s Snapshot,
}

impl Snapshot {
    /// Opens the newest commit of the index in a folder.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn open(folder: &Path) -> Result<Snapshot> {
        loop {
            let commit = std::fs::read(folder.join(COMMIT)).ok();
            let opened = Snapshot::open_commit(folder);
            // A writer may take files away between our reading what the newest commit names and our opening them: then
            // there is a newer commit by now. Not every missing file is an error: tantivy takes one of positions for empty.
            if std::fs::read(folder.join(COMMIT)).ok() == commit {
                return opened;
            }
        }
    }

    fn open_commit(folder: &Path) -> Result<Snapshot> {
        Snapshot::of(Store::open(folder)?)
    }

    /// Opens the segments of an index that is open.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where segment files are missing or broken.
    pub fn of(store: Store) -> Result<Snapshot> {
        let searcher = store.searcher()?;
        let segments = searcher.segment_readers().iter().map(|_| SegmentFacts::default()).collect();
        let Store { folder, fields, note, files, .. } = store;
        Ok(Snapshot { folder, fields, note, files, searcher, segments, lines: OnceLock::new(), joins: OnceLock::new() })
    }

    /// Returns the segments.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.searcher.segment_readers().iter().enumerate().map(|(number, reader)| Segment {
            number: number as u32,
            reader,
            snapshot: self,
        })
    }

    /// Returns a segment by number.
    pub fn segment(&self, number: u32) -> Segment<'_> {
        Segment { number, reader: self.searcher.segment_reader(number), snapshot: self }
    }

    /// Returns how many passages there are, furniture left out; at least 1, for averages.
    pub fn passages(&self) -> u64 {
        self.note.as_ref().map_or(1, |note| note.passages.max(1))
    }

    /// Returns the languages that documents are in; `None` for unknown.
    pub fn languages(&self) -> Vec<Option<Language>> {
        let codes = self.note.iter().flat_map(|note| &note.languages);
        codes.map(|code| Language::from_code(code)).collect()
    }

    /// Returns who is one actor across documents.
    ///
    /// # Errors
    ///
    /// As [`Joins::read`].
    pub fn joins(&self) -> Result<&Joins> {
        if let Some(joins) = self.joins.get() {
            return Ok(joins);
        }
        let joins = self.note.as_ref().map_or(Ok(Joins::default()), |note| Joins::read(&self.folder, note))?;
        Ok(self.joins.get_or_init(|| joins))
    }

    /// Returns the line of its file on which a record stands now.
    ///
    /// # Errors
    ///
    /// As [`RecordLines::open`].
    pub fn line_of(&self, key: u64) -> Result<Option<u32>> {
        let lines = match self.lines.get() {
            Some(lines) => lines,
            None => {
                let opened = self.note.as_ref().map(|note| RecordLines::open(&self.folder, note)).transpose()?;
                self.lines.get_or_init(|| opened)
            }
        };
        Ok(lines.as_ref().and_then(|lines| lines.line_of(key)))
    }

    /// Counts the passages that hold a term.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where a segment can't be read.
    pub fn document_frequency(&self, field: Field, term: &str) -> Result<u64> {
        Ok(self.searcher.doc_freq(&Term::from_field_text(field, term))?)
    }

    /// Reads what is stored of a document.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be decoded.
    pub fn record(&self, address: DocAddress) -> Result<StoredRecord> {
        self.decoded(address)
    }

    /// Reads what is stored of a passage.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be decoded.
    pub fn passage(&self, address: DocAddress) -> Result<StoredPassage> {
        self.decoded(address)
    }

    fn decoded<T: serde::de::DeserializeOwned>(&self, address: DocAddress) -> Result<T> {
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

/// How many blocks of stored passages are kept: they are not packed as blocks, so to keep them gains nothing.
const STORE_BLOCKS: usize = 1;

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

impl<'s> Segment<'s> {
    /// Returns how many tantivy documents there are, deleted ones among them.
    pub fn len(&self) -> u32 {
        self.reader.max_doc()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the inverted index of a field.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where it can't be read.
    pub fn inverted(&self, field: Field) -> Result<Arc<InvertedIndexReader>> {
        Ok(self.reader.inverted_index(field)?)
    }

    /// Opens the postings of a term; `None` where the segment lacks it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where they can't be read.
    pub fn postings(&self, field: Field, term: &str, option: IndexRecordOption) -> Result<Option<SegmentPostings>> {
        let inverted = self.inverted(field)?;
        let postings = inverted.read_postings(&Term::from_field_text(field, term), option);
        postings.map_err(|error| damaged(&self.snapshot.folder, &error))
    }

    /// Returns all documents with one of these terms.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where they can't be read.
    pub fn docs_of<'t>(&self, field: Field, terms: impl IntoIterator<Item = &'t str>) -> Result<Docs> {
        let mut lists = Vec::new();
        for term in terms {
            lists.extend(self.postings(field, term, IndexRecordOption::Basic)?);
        }
        Ok(Docs::of_postings(lists, self.len()))
    }

    /// Returns where the records are.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where they can't be read.
    pub fn records(&self) -> Result<Arc<Bits>> {
        let facts = &self.snapshot.segments[self.number as usize];
        if let Some(records) = facts.records.get() {
            return Ok(records.clone());
        }
        let records = self.docs_of(self.snapshot.fields.kind, [RECORD])?.into_bits(self.len());
        Ok(facts.records.get_or_init(|| Arc::new(records)).clone())
    }

    /// Returns all passages that are not deleted; furniture only where asked.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Tantivy`] where they can't be read.
    pub fn passages(&self, furniture: bool) -> Result<Arc<Docs>> {
        let facts = &self.snapshot.segments[self.number as usize];
        if let Some(passages) = facts.passages.get() {
            return Ok(passages[usize::from(furniture)].clone());
        }
        let mut every = Bits::none(self.len());
        every.insert_range(0, self.len());
        let mut every = Docs::Bits(every);
        self.remove_deleted(&mut every);
        let every = every.and_not(Docs::Bits(self.records()?.as_ref().clone()));
        let article = every.clone().and_not(self.docs_of(self.snapshot.fields.kind, [PassageKind::Furniture.name()])?);
        Ok(facts.passages.get_or_init(|| [Arc::new(article), Arc::new(every)])[usize::from(furniture)].clone())
    }

    /// Takes deleted documents out of a set.
    pub fn remove_deleted(&self, docs: &mut Docs) {
        if let Some(alive) = self.reader.alive_bitset() {
            docs.retain(|doc| alive.is_alive(doc));
        }
    }

    /// Returns the record of a passage.
    ///
    /// # Errors
    ///
    /// As [`Segment::records`].
    pub fn record_of(&self, passage: DocId) -> Result<DocId> {
        Ok(self.records()?.previous(passage).unwrap_or(0))
    }

    /// Returns the first document number behind the passages of the document to which a passage belongs.
    ///
    /// # Errors
    ///
    /// As [`Segment::records`].
    pub fn end_of_document(&self, passage: DocId) -> Result<DocId> {
        Ok(self.records()?.next(passage + 1).unwrap_or(self.len()))
    }

    /// Turns a set of records into the set of their passages.
    ///
    /// # Errors
    ///
    /// As [`Segment::records`].
    pub fn passages_of_records(&self, found: &Docs) -> Result<Docs> {
        let records = self.records()?;
        let mut passages = Bits::none(self.len());
        found.for_each(|record| passages.insert_range(record + 1, records.next(record + 1).unwrap_or(self.len())));
        Ok(Docs::Bits(passages))
    }

    /// Counts the documents to which passages belong.
    ///
    /// # Errors
    ///
    /// As [`Segment::records`].
    pub fn count_documents(&self, passages: &Docs) -> Result<u64> {
        let records = self.records()?;
        let (mut count, mut end) = (0, 0);
        passages.for_each(|passage| {
            if passage >= end {
                count += 1;
                end = records.next(passage + 1).unwrap_or(u32::MAX);
            }
        });
        Ok(count)
    }

    /// Returns what orders its documents apart from scores.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be read.
    pub fn order(&self) -> Result<&'s OrderColumns> {
        let facts = &self.snapshot.segments[self.number as usize];
        let open = || -> tantivy::Result<OrderColumns> {
            let columns = self.reader.fast_fields();
            Ok(OrderColumns { published: columns.str(Fields::PUBLISHED)?, id: columns.str(Fields::ID)? })
        };
        let columns = facts.order.get_or_init(|| open().ok());
        columns.as_ref().ok_or_else(|| damaged(&self.snapshot.folder, &"the dates and ids of documents can't be opened"))
    }

    /// Returns the address of a document of this segment.
    pub fn address(&self, doc: DocId) -> DocAddress {
        DocAddress::new(self.number, doc)
    }
}

/// Moves postings to the first document at or behind `target`, if they are not there yet.
pub fn seek_to(postings: &mut SegmentPostings, target: DocId) -> DocId {
    match postings.doc() {
        doc if doc >= target => doc,
        TERMINATED => TERMINATED,
        _ => postings.seek(target),
    }
}
