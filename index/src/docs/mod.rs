//! Sets of tantivy document numbers within one segment, and how they are combined.

mod bits;
mod postings;
mod words;

use tantivy::DocId;

pub use bits::Bits;
pub use postings::for_each_block;
pub use words::Words;

/// A set of documents of one segment: a sorted list where it is sparse, bits where it is dense.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Docs {
    /// Sorted, without repetitions.
    List(Vec<DocId>),
    /// A bit for each document.
    Bits(Bits),
}

impl Docs {
    /// No document.
    pub fn none() -> Docs {
        Docs::List(Vec::new())
    }

    /// No document, in the better form for so many out of so many.
    pub fn room_for(count: usize, documents: u32) -> Docs {
        if is_sparse(count, documents) { Docs::List(Vec::with_capacity(count)) } else { Docs::Bits(Bits::none(documents)) }
    }

    /// Adds a document behind all others.
    pub fn push(&mut self, doc: DocId) {
        match self {
            Docs::List(list) => list.push(doc),
            Docs::Bits(bits) => bits.insert(doc),
        }
    }

    /// Adds documents of a word of bits behind all others.
    pub fn push_word(&mut self, place: u32, word: u64) {
        match self {
            Docs::List(list) => {
                let mut rest = word;
                while rest != 0 {
                    list.push(place * u64::BITS + rest.trailing_zeros());
                    rest &= rest - 1;
                }
            }
            Docs::Bits(bits) => bits.insert_word(place, word),
        }
    }

    /// Counts the documents.
    pub fn len(&self) -> usize {
        match self {
            Docs::List(list) => list.len(),
            Docs::Bits(bits) => bits.len(),
        }
    }

    /// The first of them.
    pub fn first(&self) -> Option<DocId> {
        match self {
            Docs::List(list) => list.first().copied(),
            Docs::Bits(bits) => bits.next(0),
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

    /// Counts the runs of documents of which at least one is in it; a run begins at each document of `starts`.
    pub fn count_runs(&self, starts: &impl Words) -> usize {
        let list = match self {
            Docs::Bits(bits) => return bits.count_runs(starts),
            Docs::List(list) => list,
        };
        let (mut count, mut last) = (0, None);
        for doc in list {
            let start = starts.previous(*doc);
            count += usize::from(last.is_none_or(|last| start > Some(last)));
            last = Some(*doc);
        }
        count
    }

    /// Counts the documents from `first` up to `end`, which is left out.
    pub fn count_range(&self, first: DocId, end: DocId) -> usize {
        match self {
            Docs::List(list) => list.partition_point(|doc| *doc < end) - list.partition_point(|doc| *doc < first),
            Docs::Bits(bits) => (first..end).filter(|doc| bits.contains(*doc)).count(),
        }
    }

    /// Returns the documents from `first` up to `end`, which is left out.
    pub fn in_range(&self, first: DocId, end: DocId) -> impl Iterator<Item = DocId> + '_ {
        (first..end).filter(|doc| self.contains(*doc))
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
                let mut lost = bits.clone();
                bits.for_each(|doc| {
                    if keep(doc) {
                        lost.remove_one(doc);
                    }
                });
                bits.remove(&lost);
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
                one.keep(&other);
                Docs::Bits(one)
            }
            (Docs::List(mut list), Docs::Bits(bits)) | (Docs::Bits(bits), Docs::List(mut list)) => {
                list.retain(|doc| bits.contains(*doc));
                Docs::List(list)
            }
            (Docs::List(one), Docs::List(other)) => {
                let (mut short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
                let mut rest = long.as_slice();
                short.retain(|doc| {
                    rest = behind(rest, *doc);
                    rest.first() == Some(doc)
                });
                Docs::List(short)
            }
        }
    }

    /// Keeps those that a set of bits holds.
    pub fn keep(&mut self, other: &Bits) {
        match self {
            Docs::Bits(bits) => bits.keep(other),
            Docs::List(list) => list.retain(|doc| other.contains(*doc)),
        }
    }

    /// Returns what is in this one but not in the other.
    pub fn and_not(self, other: Docs) -> Docs {
        match (self, other) {
            (Docs::Bits(mut one), Docs::Bits(other)) => {
                one.remove(&other);
                Docs::Bits(one)
            }
            (Docs::Bits(mut one), Docs::List(other)) => {
                other.into_iter().for_each(|doc| one.remove_one(doc));
                Docs::Bits(one)
            }
            (mut one, other) => {
                one.retain(|doc| !other.contains(doc));
                one
            }
        }
    }

    /// Returns what is in at least one of many sets, out of so many documents.
    pub fn any_of(mut sets: Vec<Docs>, documents: u32) -> Docs {
        if sets.len() == 1 {
            return sets.remove(0);
        }
        let total: usize = sets.iter().map(Docs::len).sum();
        if is_few(total, documents) && sets.iter().all(|set| matches!(set, Docs::List(_))) {
            let mut list: Vec<DocId> = Vec::with_capacity(total);
            sets.into_iter().for_each(|set| list.extend(set.into_list()));
            list.sort();
            list.dedup();
            return Docs::List(list);
        }
        let mut bits = Bits::none(documents);
        for set in sets {
            match set {
                Docs::Bits(other) => bits.add(&other),
                Docs::List(list) => list.into_iter().for_each(|doc| bits.insert(doc)),
            }
        }
        Docs::Bits(bits)
    }
}

/// Returns the part of a sorted list from the first document that is not before `doc`, in steps that double.
fn behind(list: &[DocId], doc: DocId) -> &[DocId] {
    let mut step = 1;
    while list.get(step - 1).is_some_and(|other| *other < doc) {
        step *= 2;
    }
    let start = step / 2;
    let end = (step - 1).min(list.len());
    &list[start + list[start..end].partition_point(|other| *other < doc)..]
}

/// Tells whether a list is the better form for so many out of so many: bits cost something for each document there is.
fn is_sparse(count: usize, documents: u32) -> bool {
    count < documents as usize / 64 + 16
}

/// The same for what must be sorted first.
fn is_few(count: usize, documents: u32) -> bool {
    count < documents as usize / 512 + 16
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
                               dense in any::<(bool, bool)>()) {
            let (one, other) = (docs(&a, dense.0), docs(&b, dense.1));
            let list = |set: Vec<&u32>| set.into_iter().copied().collect::<Vec<u32>>();
            prop_assert_eq!(one.clone().and(other.clone()).into_list(), list(a.intersection(&b).collect()));
            prop_assert_eq!(one.clone().and_not(other.clone()).into_list(), list(a.difference(&b).collect()));
            prop_assert_eq!(Docs::any_of(vec![one.clone(), other], 200).into_list(), list(a.union(&b).collect()));
        }
    }
}
