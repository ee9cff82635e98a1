//! An OR of words, matched and scored in one walk over its posting lists.
//!
//! All postings must be read to count what matches, so that lists are read word by word (term-at-a-time, H. Turtle and J.
//! Flood, *Query Evaluation: Strategies and Optimizations*, 1995), in windows of documents whose sums stay in the cache.

use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, TERMINATED};

use super::{Best, Lengths, MOST_PART, Norms, Weights};
use crate::deadline::Deadline;
use crate::docs::{Bits, Docs};
use crate::snapshot::Segment;

/// How many documents are summed up at once.
const WINDOW: u32 = 1 << 14;

/// How many of them a word of bits holds.
const WORD: u32 = u64::BITS;

/// A posting list of the union, read up to some document.
struct List {
    blocks: BlockSegmentPostings,
    /// The next posting of the block.
    at: usize,
    weight: f32,
}

/// Walks posting lists, each with the weight of its word, and offers each passage that stands in one of them to the best by
/// its score by BM25 alone, but one that is left out. Forms of a word that have lists of their own count as words of their
/// own. Returns all the passages, deleted ones left out.
pub fn walk_union(
    segment: Segment<'_>,
    weights: &Weights<'_>,
    lists: Vec<(BlockSegmentPostings, f32)>,
    lengths: &Lengths,
    left_out: Option<DocId>,
    best: &mut Best,
) -> Docs {
    let postings = lists.iter().map(|(blocks, _)| blocks.doc_freq() as usize).sum();
    let mut lists: Vec<List> = lists.into_iter().map(|(blocks, weight)| List { blocks, at: 0, weight }).collect();
    lists.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let mut union = Union {
        number: segment.number,
        alive: segment.alive(),
        deadline: &segment.snapshot.deadline,
        norms: weights.norms(lengths),
        left_out,
        found: Docs::room_for(postings, segment.len()),
        best,
    };
    match lists.as_mut_slice() {
        [list] => union.walk_one(list),
        lists => union.walk_all(lists, WINDOW.min(segment.len().next_multiple_of(WORD))),
    }
    union.found
}

/// A union of words in a segment.
struct Union<'u> {
    number: u32,
    /// Which documents are not deleted, where any is.
    alive: Option<&'u Bits>,
    deadline: &'u Deadline,
    norms: Norms<'u>,
    left_out: Option<DocId>,
    found: Docs,
    best: &'u mut Best,
}

impl Union<'_> {
    fn walk_one(&mut self, list: &mut List) {
        let weight = list.weight;
        list.take_before(TERMINATED, |doc, count| {
            if self.alive.is_none_or(|alive| alive.contains(doc)) {
                self.found.push(doc);
                if weight * self.norms.most_part(count) > self.best.least() {
                    self.offer(weight * self.norms.part(doc, count), doc);
                }
            }
        });
    }

    fn walk_all(&mut self, lists: &mut [List], window: u32) {
        let mut sums = vec![0.0; window as usize];
        let mut touched = vec![0u64; (window / WORD) as usize];
        while let Some(first) = lists.iter().map(List::next).min().filter(|first| *first != TERMINATED) {
            if self.deadline.is_over() {
                return;
            }
            let start = first - first % WORD;
            self.sum_up(lists, start, &mut sums, &mut touched);
            self.hand_on(start, &mut sums, &mut touched);
        }
    }

    /// Adds up what the lists score in a window, the rarest word first. A passage that a word and those behind it can't take
    /// among the best any more matches all the same, but its length, which is slow to look up, is not asked for (as in
    /// MaxScore, H. Turtle and J. Flood, 1995): its sum stays below what it would be.
    fn sum_up(&self, lists: &mut [List], start: DocId, sums: &mut [f32], touched: &mut [u64]) {
        let end = start + sums.len() as u32;
        let mut open: f32 = lists.iter().map(|list| list.weight * MOST_PART).sum();
        for list in lists {
            let weight = list.weight;
            open -= weight * MOST_PART;
            let needed = self.best.least() - open;
            list.take_before(end, |doc, count| {
                let place = (doc - start) as usize;
                if sums[place] + weight * self.norms.most_part(count) > needed {
                    sums[place] += weight * self.norms.part(doc, count);
                }
                touched[place / WORD as usize] |= 1 << (place as u32 % WORD);
            });
        }
    }

    /// Hands on what a window holds, and clears it.
    fn hand_on(&mut self, start: DocId, sums: &mut [f32], touched: &mut [u64]) {
        for (place, word) in touched.iter_mut().enumerate().filter(|(_, word)| **word != 0) {
            let set = std::mem::take(word);
            let first = start + place as u32 * WORD;
            let kept = set & self.alive.map_or(u64::MAX, |alive| alive.word(first / WORD));
            self.found.push_word(first / WORD, kept);
            let sums = &mut sums[place * WORD as usize..][..WORD as usize];
            let mut rest = set;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                let sum = std::mem::take(&mut sums[bit as usize]);
                if sum > self.best.least() && kept >> bit & 1 == 1 {
                    self.offer(sum, first + bit);
                }
                rest &= rest - 1;
            }
        }
    }

    fn offer(&mut self, score: f32, doc: DocId) {
        if self.left_out != Some(doc) {
            self.best.offer(score, self.number, doc);
        }
    }
}

impl List {
    /// The next document; [`TERMINATED`] behind the last.
    fn next(&self) -> DocId {
        self.blocks.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Hands on every document before `end` that was not handed on yet, with how often the word stands in it.
    fn take_before(&mut self, end: DocId, mut take: impl FnMut(DocId, u32)) {
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
