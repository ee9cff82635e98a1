//! One segment of a snapshot: its postings, and where documents begin in it.

use std::sync::{Arc, OnceLock};

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::Snapshot;
use super::blocks::StoredBlocks;
use super::columns::Columns;
use super::frequent::FrequentWords;
use super::records::Records;
use crate::docs::{Bits, Docs, Words};
use crate::error::Result;
use crate::passage::PassageKind;
use crate::store::damaged;

/// A word is frequent that stands in one document of so many.
const FREQUENT: u32 = 16;

/// What is looked up once for a segment.
#[derive(Default)]
pub(super) struct SegmentFacts {
    /// The dictionary of the text, which each word of a query is looked up in several times.
    text: OnceLock<Arc<InvertedIndexReader>>,
    frequent: FrequentWords,
    /// Which documents are not deleted; `None` where none is.
    alive: OnceLock<Option<Bits>>,
    passages: OnceLock<Arc<Docs>>,
    article: OnceLock<Arc<Docs>>,
    pub(super) blocks: OnceLock<StoredBlocks>,
    pub(super) columns: Columns,
}

impl std::fmt::Debug for SegmentFacts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SegmentFacts").field("passages", &self.passages.get().is_some()).finish_non_exhaustive()
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
        if field != self.snapshot.fields.text {
            return Ok(self.reader.inverted_index(field)?);
        }
        let kept = &self.facts().text;
        if let Some(text) = kept.get() {
            return Ok(text.clone());
        }
        let opened = self.reader.inverted_index(field)?;
        Ok(kept.get_or_init(|| opened).clone())
    }

    pub(super) fn facts(&self) -> &'s SegmentFacts {
        &self.snapshot.segments[self.number as usize]
    }

    /// Opens the postings of a term; `None` where the segment lacks it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where they can't be read.
    pub fn postings(&self, field: Field, term: &str, option: IndexRecordOption) -> Result<Option<SegmentPostings>> {
        let inverted = self.inverted(field)?;
        let postings = inverted.read_postings(&Term::from_field_text(field, term), option);
        postings.map_err(|error| damaged(&self.snapshot.folder, &error))
    }

    /// Opens the documents of a term, block by block; `None` where the segment lacks it.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where they can't be read.
    pub fn blocks(&self, field: Field, term: &str, option: IndexRecordOption) -> Result<Option<BlockSegmentPostings>> {
        let blocks = self.inverted(field)?.read_block_postings(&Term::from_field_text(field, term), option);
        blocks.map_err(|error| damaged(&self.snapshot.folder, &error))
    }

    /// Counts the documents that hold a term, deleted ones among them.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where the dictionary can't be read.
    pub fn document_frequency(&self, field: Field, term: &str) -> Result<u32> {
        let found = self.inverted(field)?.doc_freq(&Term::from_field_text(field, term));
        found.map_err(|error| damaged(&self.snapshot.folder, &error))
    }

    /// Returns all documents with one of these terms.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where they can't be read.
    pub fn docs_of<'t>(&self, field: Field, terms: impl IntoIterator<Item = &'t str>) -> Result<Docs> {
        let mut lists = Vec::new();
        for term in terms {
            lists.extend(self.blocks(field, term, IndexRecordOption::Basic)?);
        }
        Ok(Docs::of_postings(lists, self.len()))
    }

    /// Returns the documents of a word that stands in so many, if it is so frequent that they are kept as bits.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where they can't be read.
    pub fn frequent(&self, field: Field, term: &str, documents: u32) -> Result<Option<Arc<Bits>>> {
        if documents < self.len() / FREQUENT {
            return Ok(None);
        }
        let all = self.snapshot.searcher.segment_readers().iter().map(|reader| reader.max_doc() as usize).sum();
        self.facts().frequent.get(field, term, all, || Ok(self.docs_of(field, [term])?.into_bits(self.len())))
    }

    /// Returns where the records are.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where they can't be read.
    pub fn records(&self) -> Result<&'s Records> {
        let records = self.snapshot.records()?.get(self.number as usize);
        records.ok_or_else(|| damaged(&self.snapshot.folder, &"a segment without its records"))
    }

    /// Returns all passages that are not deleted, furniture among them.
    ///
    /// # Errors
    ///
    /// As [`Segment::records`].
    pub fn passages(&self) -> Result<Arc<Docs>> {
        let facts = self.facts();
        if let Some(passages) = facts.passages.get() {
            return Ok(passages.clone());
        }
        let mut every = Bits::none(self.len());
        every.insert_range(0, self.len());
        let mut every = Docs::Bits(every);
        self.remove_deleted(&mut every);
        let every = every.and_not(Docs::Bits(self.records()?.bits()));
        Ok(facts.passages.get_or_init(|| Arc::new(every)).clone())
    }

    /// Returns all passages that are not deleted but furniture.
    ///
    /// # Errors
    ///
    /// As [`Segment::docs_of`].
    pub fn article(&self) -> Result<Arc<Docs>> {
        let facts = self.facts();
        if let Some(article) = facts.article.get() {
            return Ok(article.clone());
        }
        let furniture = self.docs_of(self.snapshot.fields.kind, [PassageKind::Furniture.name()])?;
        let article = self.passages()?.as_ref().clone().and_not(furniture);
        Ok(facts.article.get_or_init(|| Arc::new(article)).clone())
    }

    /// Takes deleted documents out of a set.
    pub fn remove_deleted(&self, docs: &mut Docs) {
        if let Some(alive) = self.alive() {
            docs.keep(alive);
        }
    }

    /// Returns which documents are not deleted; `None` where none is.
    pub fn alive(&self) -> Option<&'s Bits> {
        let facts = self.facts();
        let alive = facts.alive.get_or_init(|| {
            let kept = self.reader.alive_bitset()?;
            let mut alive = BitSet::with_max_value_and_full(self.len());
            alive.intersect_update(kept.bitset());
            let word = |place| u64::from_le_bytes(alive.tinyset(place).into_bytes());
            Some(Bits::of_words((0..self.len().div_ceil(u64::BITS)).map(word)))
        });
        alive.as_ref()
    }

    /// Returns the record of a passage.
    ///
    /// # Errors
    ///
    /// As [`Segment::records`].
    pub fn record_of(&self, passage: DocId) -> Result<DocId> {
        let record = self.records()?.previous(passage);
        Ok(record.unwrap_or(0))
    }

    /// Returns the first document number behind the passages of the document to which a passage belongs.
    ///
    /// # Errors
    ///
    /// As [`Segment::records`].
    pub fn end_of_document(&self, passage: DocId) -> Result<DocId> {
        let next = self.records()?.next(passage + 1);
        Ok(next.unwrap_or(self.len()))
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
        Ok(self.records()?.count_documents(passages))
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
