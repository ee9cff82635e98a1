//! Sets of documents from posting lists.

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;

use super::{Bits, Docs, is_few, is_sparse};

impl Docs {
    /// Returns all documents of posting lists, out of so many documents.
    pub fn of_postings(postings: Vec<BlockSegmentPostings>, documents: u32) -> Docs {
        let total = postings_in(&postings);
        let several = postings.len() > 1;
        if if several { is_few(total, documents) } else { is_sparse(total, documents) } {
            let mut list = Vec::with_capacity(total);
            postings.into_iter().for_each(|one| for_each_block(one, |block| list.extend_from_slice(block.docs())));
            if several {
                list.sort();
                list.dedup();
            }
            return Docs::List(list);
        }
        let mut bits = Bits::none(documents);
        for one in postings {
            let mut in_order = bits.in_order();
            for_each_block(one, |block| block.docs().iter().for_each(|doc| in_order.set(*doc)));
        }
        Docs::Bits(bits)
    }

    /// Returns the documents that each of some unions of posting lists holds, out of so many documents; `None` where there are
    /// no unions. The smallest is looked up in the others.
    pub fn in_all_unions(mut unions: Vec<Vec<BlockSegmentPostings>>, documents: u32) -> Option<Docs> {
        unions.sort_by_cached_key(|lists| postings_in(lists));
        let mut unions = unions.into_iter();
        let mut docs = Docs::of_postings(unions.next()?, documents);
        for lists in unions {
            docs = match docs {
                Docs::List(list) if is_jump(list.len() * lists.len(), postings_in(&lists), documents) => {
                    Docs::List(found_in(list, lists))
                }
                docs => docs.and(Docs::Bits(Docs::of_postings(lists, documents).into_bits(documents))),
            };
        }
        Some(docs)
    }
}

/// How many postings lists hold.
fn postings_in(lists: &[BlockSegmentPostings]) -> usize {
    lists.iter().map(|list| list.doc_freq() as usize).sum()
}

/// Calls `take` with each block of a posting list.
pub fn for_each_block(mut postings: BlockSegmentPostings, mut take: impl FnMut(&BlockSegmentPostings)) {
    while !postings.docs().is_empty() {
        take(&postings);
        postings.advance();
    }
}

/// Keeps the documents of a sorted list that stand in one of some posting lists, whose blocks between them are jumped over.
fn found_in(mut list: Vec<DocId>, mut lists: Vec<BlockSegmentPostings>) -> Vec<DocId> {
    list.retain(|doc| {
        lists.iter_mut().any(|postings| {
            let place = postings.seek(*doc);
            postings.doc(place) == *doc
        })
    });
    list
}

/// Tells whether so many lookups in posting lists are cheaper than to read them all. To look one up was measured to cost as
/// much as to read a dozen, and bits as much as half a document a word.
fn is_jump(lookups: usize, postings: usize, documents: u32) -> bool {
    12 * lookups < postings + documents as usize / 128
}
