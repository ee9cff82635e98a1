//! A posting list that is read window by window.

use std::sync::Arc;

use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, TERMINATED};

use crate::docs::{Bits, Words};

/// A posting list of a union, read up to some document.
#[derive(Clone)]
pub struct List {
    /// What one occurrence of its word weighs.
    pub weight: f32,
    /// Where its word stands, if that is known without reading the list.
    pub bits: Option<Arc<Bits>>,
    blocks: BlockSegmentPostings,
    /// The next posting of the block.
    at: usize,
}

impl List {
    /// A list that is read from its beginning.
    pub fn new(blocks: BlockSegmentPostings, weight: f32, bits: Option<Arc<Bits>>) -> List {
        List { weight, bits, blocks, at: 0 }
    }

    /// Returns how many documents it holds.
    pub fn len(&self) -> usize {
        self.blocks.doc_freq() as usize
    }

    /// Returns the first document from `from` on in which the word stands; [`TERMINATED`] behind the last. What lies before it
    /// must have been read, but for a list whose bits are known.
    pub fn next(&self, from: DocId) -> DocId {
        match &self.bits {
            Some(bits) => bits.next(from).unwrap_or(TERMINATED),
            None => self.blocks.docs().get(self.at).copied().unwrap_or(TERMINATED),
        }
    }

    /// Passes over the documents before one, which need not be read.
    pub fn skip_to(&mut self, doc: DocId) {
        if self.blocks.docs().get(self.at).is_some_and(|next| *next < doc) {
            self.at = self.blocks.seek(doc);
        }
    }

    /// Returns how often the word stands in a document, in which it does stand; these must be asked for in order.
    pub fn count_in(&mut self, doc: DocId) -> u32 {
        self.at = self.blocks.seek(doc);
        self.blocks.freq(self.at)
    }

    /// Hands on every document before `end` that was not handed on yet, with how often the word stands in it.
    pub fn take_before(&mut self, end: DocId, mut take: impl FnMut(DocId, u32)) {
        loop {
            let docs = &self.blocks.docs()[self.at..];
            let count = match docs.last() {
                None => return,
                Some(last) if *last < end => docs.len(),
                Some(_) => docs.partition_point(|doc| *doc < end),
            };
            let counts = self.blocks.freqs().iter().skip(self.at);
            docs[..count].iter().zip(counts).for_each(|(doc, count)| take(*doc, *count));
            if count < docs.len() {
                self.at += count;
                return;
            }
            self.blocks.advance();
            self.at = 0;
        }
    }
}
