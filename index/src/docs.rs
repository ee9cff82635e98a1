//! Sets of tantivy document numbers within one segment, and how they are combined.

use tantivy::postings::SegmentPostings;
use tantivy::{DocId, DocSet, TERMINATED};

/// A set of documents of one segment: a sorted list where it is sparse, bits where it is dense.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Docs {
    /// Sorted, without repetitions.
    List(Vec<DocId>),
    /// A bit for each document.
    Bits(Bits),
}

/// A bit for each document of a segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// No document out of so many.
    pub fn none(documents: u32) -> Bits {
        Bits { words: vec![0; documents.div_ceil(64) as usize] }
    }

    /// Adds a document.
    pub fn insert(&mut self, doc: DocId) {
        self.words[doc as usize / 64] |= 1 << (doc % 64);
    }

    /// Adds the documents from `first` up to `end`, which is left out.
    pub fn insert_range(&mut self, first: DocId, end: DocId) {
        for doc in first..end {
            self.insert(doc);
        }
    }

    /// Tells whether a document is in it.
    pub fn contains(&self, doc: DocId) -> bool {
        self.words.get(doc as usize / 64).is_some_and(|word| word >> (doc % 64) & 1 == 1)
    }

    /// Counts the documents.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Calls `visit` for each document, in order.
    pub fn for_each(&self, mut visit: impl FnMut(DocId)) {
        for (place, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                visit(place as u32 * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// Returns the first document at or behind `from`.
    pub fn next(&self, from: DocId) -> Option<DocId> {
        let place = from as usize / 64;
        let first = self.words.get(place)? & (u64::MAX << (from % 64));
        let rest = self.words[place + 1..].iter().copied();
        let found = std::iter::once(first).chain(rest).enumerate().find(|(_, word)| *word != 0);
        found.map(|(step, word)| (place + step) as u32 * 64 + word.trailing_zeros())
    }

    /// Returns the last document at or before `from`.
    pub fn previous(&self, from: DocId) -> Option<DocId> {
        let place = from as usize / 64;
        let first = self.words.get(place)? & (u64::MAX >> (63 - from % 64));
        let rest = self.words[..place].iter().rev().copied();
        let found = std::iter::once(first).chain(rest).enumerate().find(|(_, word)| *word != 0);
        found.map(|(step, word)| (place - step) as u32 * 64 + 63 - word.leading_zeros())
    }

    fn combine(&mut self, other: &Bits, with: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = with(*word, *other);
        }
    }
}

impl Docs {
    /// No document.
    pub fn none() -> Docs {
        Docs::List(Vec::new())
    }

    /// Counts the documents.
    pub fn len(&self) -> usize {
        match self {
            Docs::List(list) => list.len(),
            Docs::Bits(bits) => bits.len(),
        }
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        match self {
            Docs::List(list) => list.is_empty(),
            Docs::Bits(bits) => bits.is_empty(),
        }
    }

    /// Tells whether a document is in it.
    pub fn contains(&self, doc: DocId) -> bool {
        match self {
            Docs::List(list) => list.binary_search(&doc).is_ok(),
            Docs::Bits(bits) => bits.contains(doc),
        }
    }

    /// Calls `visit` for each document, in order.
    pub fn for_each(&self, mut visit: impl FnMut(DocId)) {
        match self {
            Docs::List(list) => list.iter().copied().for_each(visit),
            Docs::Bits(bits) => bits.for_each(&mut visit),
        }
    }

    /// Keeps only documents for which `keep` holds; it is asked in order.
    pub fn retain(&mut self, mut keep: impl FnMut(DocId) -> bool) {
        match self {
            Docs::List(list) => list.retain(|doc| keep(*doc)),
            Docs::Bits(bits) => {
                let mut kept = Bits { words: vec![0; bits.words.len()] };
                bits.for_each(|doc| {
                    if keep(doc) {
                        kept.insert(doc);
                    }
                });
                *bits = kept;
            }
        }
    }

    /// Returns the documents as a sorted list.
    pub fn into_list(self) -> Vec<DocId> {
        match self {
            Docs::List(list) => list,
            Docs::Bits(bits) => {
                let mut list = Vec::with_capacity(bits.len());
                bits.for_each(|doc| list.push(doc));
                list
            }
        }
    }

    /// Returns the documents as bits, out of so many.
    pub fn into_bits(self, documents: u32) -> Bits {
        match self {
            Docs::Bits(bits) => bits,
            Docs::List(list) => {
                let mut bits = Bits::none(documents);
                list.into_iter().for_each(|doc| bits.insert(doc));
                bits
            }
        }
    }

    /// Returns what is in both.
    pub fn and(self, other: Docs) -> Docs {
        match (self, other) {
            (Docs::Bits(mut one), Docs::Bits(other)) => {
                one.combine(&other, |one, other| one & other);
                Docs::Bits(one)
            }
            (Docs::List(mut list), Docs::Bits(bits)) | (Docs::Bits(bits), Docs::List(mut list)) => {
                list.retain(|doc| bits.contains(*doc));
                Docs::List(list)
            }
            (Docs::List(one), Docs::List(other)) => {
                let (mut short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
                short.retain(|doc| long.binary_search(doc).is_ok());
                Docs::List(short)
            }
        }
    }

    /// Returns what is in this one but not in the other.
    pub fn and_not(self, other: Docs) -> Docs {
        match (self, other) {
            (Docs::Bits(mut one), Docs::Bits(other)) => {
                one.combine(&other, |one, other| one & !other);
                Docs::Bits(one)
            }
            (mut one, other) => {
                one.retain(|doc| !other.contains(doc));
                one
            }
        }
    }

    /// Returns what is in at least one of many sets, out of so many documents.
    pub fn any_of(sets: Vec<Docs>, documents: u32) -> Docs {
        let total: usize = sets.iter().map(Docs::len).sum();
        if is_sparse(total, documents) && sets.iter().all(|set| matches!(set, Docs::List(_))) {
            let mut list: Vec<DocId> = Vec::with_capacity(total);
            sets.into_iter().for_each(|set| list.extend(set.into_list()));
            list.sort_unstable();
            list.dedup();
            return Docs::List(list);
        }
        let mut bits = Bits::none(documents);
        for set in sets {
            match set {
                Docs::Bits(other) => bits.combine(&other, |one, other| one | other),
                Docs::List(list) => list.into_iter().for_each(|doc| bits.insert(doc)),
            }
        }
        Docs::Bits(bits)
    }

    /// Returns all documents of posting lists, out of so many documents.
    pub fn of_postings(postings: Vec<SegmentPostings>, documents: u32) -> Docs {
        let total: usize = postings.iter().map(|one| one.doc_freq() as usize).sum();
        if is_sparse(total, documents) {
            let mut list = Vec::with_capacity(total);
            let several = postings.len() > 1;
            for mut one in postings {
                drain(&mut one, |docs| list.extend_from_slice(docs));
            }
            if several {
                list.sort_unstable();
                list.dedup();
            }
            return Docs::List(list);
        }
        let mut bits = Bits::none(documents);
        for mut one in postings {
            drain(&mut one, |docs| docs.iter().for_each(|doc| bits.insert(*doc)));
        }
        Docs::Bits(bits)
    }
}

/// Tells whether a list is the better form for so many out of so many.
fn is_sparse(count: usize, documents: u32) -> bool {
    count < documents as usize / 32 + 16
}

/// Hands all documents of a posting list on, in blocks.
fn drain(postings: &mut SegmentPostings, mut take: impl FnMut(&[DocId])) {
    let mut buffer = [0; tantivy::COLLECT_BLOCK_BUFFER_LEN];
    while postings.doc() != TERMINATED {
        let count = postings.fill_buffer(&mut buffer);
        take(&buffer[..count]);
        if count < buffer.len() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn docs(set: &BTreeSet<u32>, dense: bool) -> Docs {
        let list = Docs::List(set.iter().copied().collect());
        if dense { Docs::Bits(list.into_bits(200)) } else { list }
    }

    proptest! {
        #[test]
        fn sets_behave_as_sets(a in prop::collection::btree_set(0u32..200, 0..60), b in prop::collection::btree_set(0u32..200, 0..60),
                               dense in any::<(bool, bool)>(), at in 0u32..200) {
            let (one, other) = (docs(&a, dense.0), docs(&b, dense.1));
            let list = |set: Vec<&u32>| set.into_iter().copied().collect::<Vec<u32>>();
            prop_assert_eq!(one.clone().and(other.clone()).into_list(), list(a.intersection(&b).collect()));
            prop_assert_eq!(one.clone().and_not(other.clone()).into_list(), list(a.difference(&b).collect()));
            prop_assert_eq!(Docs::any_of(vec![one.clone(), other], 200).into_list(), list(a.union(&b).collect()));
            let bits = one.into_bits(200);
            prop_assert_eq!(bits.next(at), a.range(at..).next().copied());
            prop_assert_eq!(bits.previous(at), a.range(..=at).next_back().copied());
        }
    }
}
