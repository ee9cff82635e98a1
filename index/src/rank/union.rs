//! An OR of words, matched and scored in one walk over its posting lists.
//!
//! All postings must be read to count what matches, so that lists are read word by word (term-at-a-time, H. Turtle and J.
//! Flood, *Query Evaluation: Strategies and Optimizations*, 1995), in windows of documents whose sums stay in the cache.

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::Field;
use tantivy::{DocId, TERMINATED};

use super::list::List;
use super::{Best, Lengths, MOST_PART, Norms, Weights};
use crate::deadline::Deadline;
use crate::docs::{Bits, Docs};
use crate::error::Result;
use crate::snapshot::Segment;

/// How many documents are summed up at once.
const WINDOW: u32 = 1 << 14;

/// How many are where few of them are met: to clear a window and look through it takes longer then than to sum up.
const SMALL_WINDOW: u32 = 1 << 9;

/// How many of them a word of bits holds.
const WORD: u32 = u64::BITS;

/// A list is short that has no more than so many times the passages wanted.
const SHORT: usize = 16;

/// A posting list of a word in a field.
pub struct Posted<'p> {
    /// The field.
    pub field: Field,
    /// The word.
    pub term: &'p str,
    /// The list.
    pub blocks: BlockSegmentPostings,
    /// What one occurrence weighs.
    pub weight: f32,
}

/// Walks posting lists, and offers each passage that stands in one of them to the best by its score by BM25 alone, but one
/// that is left out. Forms of a word that have lists of their own count as words of their own. Returns all the passages,
/// deleted ones left out.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a list can't be read.
pub fn walk_union(
    segment: Segment<'_>,
    weights: &Weights<'_>,
    mut posted: Vec<Posted<'_>>,
    lengths: &Lengths,
    left_out: Option<DocId>,
    best: &mut Best,
) -> Result<Docs> {
    posted.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let postings = posted.iter().map(|posted| posted.blocks.doc_freq() as usize).sum();
    let mut lists = lists(segment, posted)?;
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
        lists => union.walk_all(lists, window_for(postings, segment.len())),
    }
    Ok(union.found)
}

/// Returns how many of so many documents to sum up at once, by how many postings there are.
fn window_for(postings: usize, documents: u32) -> u32 {
    let is_sparse = postings < (documents / SMALL_WINDOW) as usize;
    (if is_sparse { SMALL_WINDOW } else { WINDOW }).min(documents.next_multiple_of(WORD))
}

/// Makes lists ready, the heaviest first; where a word is so frequent that its bits are kept, and light beside the heaviest
/// (so that soon no passage is among the best for it alone), it goes by its bits.
fn lists(segment: Segment<'_>, posted: Vec<Posted<'_>>) -> Result<Vec<List>> {
    let heaviest = posted.first().map_or(0.0, |first| first.weight);
    let mut rest: f32 = posted.iter().map(|posted| posted.weight * MOST_PART).sum();
    let mut lists = Vec::with_capacity(posted.len());
    for Posted { field, term, blocks, weight } in posted {
        let bits = if rest < heaviest { segment.frequent(field, term, blocks.doc_freq())? } else { None };
        lists.push(List::new(blocks, weight, bits));
        rest -= weight * MOST_PART;
    }
    Ok(lists)
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

    /// Reads a short list of a heavy word by itself: what its best passages score at least spares reading the lists of frequent
    /// words up to the place where as many are met.
    fn look_ahead(&mut self, lists: &[List]) {
        let wanted = self.best.most();
        let is_short = |list: &&List| (wanted..=SHORT * wanted).contains(&list.len());
        let Some(heaviest) = lists.iter().find(is_short) else { return };
        let mut ahead = Best::new(wanted);
        heaviest.clone().take_before(TERMINATED, |doc, count| {
            if self.alive.is_none_or(|alive| alive.contains(doc)) && self.left_out != Some(doc) {
                ahead.offer(heaviest.weight * self.norms.part(doc, count), self.number, doc);
            }
        });
        if let Some(score) = ahead.last_score() {
            self.best.pass_over_below(score);
        }
    }

    fn walk_all(&mut self, lists: &mut [List], size: u32) {
        if lists.iter().any(|list| list.bits.is_some()) {
            self.look_ahead(lists);
        }
        let mut window = Window::new(size);
        let mut end = 0;
        while let Some(first) = lists.iter().map(|list| list.next(end)).min().filter(|first| *first != TERMINATED) {
            if self.deadline.is_over() {
                return;
            }
            window.start = first - first % WORD;
            end = window.start + size;
            self.sum_up(lists, &mut window);
            self.hand_on(&mut window);
        }
    }

    /// Adds up what the lists score in a window, the heaviest word first. A passage that a word and those behind it can't take
    /// among the best any more matches all the same, but its length, which is slow to look up, is not asked for (as in
    /// MaxScore, H. Turtle and J. Flood, 1995): its sum stays below what it would be.
    fn sum_up(&self, lists: &mut [List], window: &mut Window) {
        let least = self.best.least();
        let mut open: f32 = lists.iter().map(|list| list.weight * MOST_PART).sum();
        let mut is_settled = false;
        for list in lists {
            let with_this = open;
            open -= list.weight * MOST_PART;
            let bits = list.bits.clone().filter(|_| with_this <= least);
            if bits.is_some() && !is_settled {
                // No list behind takes a passage among the best that has no sum by now.
                window.scored.copy_from_slice(&window.matched);
                is_settled = true;
            }
            match bits {
                Some(bits) => self.sum_up_bits(list, &bits, window, (least - with_this, least - open)),
                None => self.sum_up_list(list, window, least - open),
            }
        }
        if !is_settled {
            window.scored.copy_from_slice(&window.matched);
        }
    }

    fn sum_up_list(&self, list: &mut List, window: &mut Window, needed: f32) {
        let (start, end, weight) = (window.start, window.end(), list.weight);
        let (sums, matched) = (window.sums.as_mut_slice(), window.matched.as_mut_slice());
        list.skip_to(start);
        list.take_before(end, |doc, count| {
            let place = (doc - start) as usize;
            if sums[place] + weight * self.norms.most_part(count) > needed {
                sums[place] += weight * self.norms.part(doc, count);
            }
            matched[place / WORD as usize] |= 1 << (place as u32 % WORD);
        });
    }

    /// The same for a word whose bits are known and that takes no passage among the best alone: only of those that have more than
    /// the first number by now is its list read, and where they have the second with it, their length looked up.
    fn sum_up_bits(&self, list: &mut List, bits: &Bits, window: &mut Window, (before, with_it): (f32, f32)) {
        for place in 0..window.matched.len() {
            let word = bits.word(window.start / WORD + place as u32);
            window.matched[place] |= word;
            let mut both = word & window.scored[place];
            while both != 0 {
                let at = place * WORD as usize + both.trailing_zeros() as usize;
                both &= both - 1;
                if window.sums[at] > before {
                    let doc = window.start + at as u32;
                    let count = list.count_in(doc);
                    if window.sums[at] + list.weight * self.norms.most_part(count) > with_it {
                        window.sums[at] += list.weight * self.norms.part(doc, count);
                    }
                }
            }
        }
    }

    /// Hands on what a window holds, and clears it.
    fn hand_on(&mut self, window: &mut Window) {
        for place in 0..window.matched.len() {
            let matched = std::mem::take(&mut window.matched[place]);
            if matched == 0 {
                continue;
            }
            let first = window.start + place as u32 * WORD;
            let alive = self.alive.map_or(u64::MAX, |alive| alive.word(first / WORD));
            self.found.push_word(first / WORD, matched & alive);
            let sums = &mut window.sums[place * WORD as usize..][..WORD as usize];
            let mut rest = std::mem::take(&mut window.scored[place]);
            while rest != 0 {
                let bit = rest.trailing_zeros();
                let sum = std::mem::take(&mut sums[bit as usize]);
                if sum > self.best.least() && alive >> bit & 1 == 1 {
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

/// A run of documents whose sums are kept at once.
struct Window {
    start: DocId,
    sums: Vec<f32>,
    /// A bit for each document that a word stands in.
    matched: Vec<u64>,
    /// A bit for each of them that may have a sum.
    scored: Vec<u64>,
}

impl Window {
    fn new(size: u32) -> Window {
        let words = (size / WORD) as usize;
        Window { start: 0, sums: vec![0.0; size as usize], matched: vec![0; words], scored: vec![0; words] }
    }

    fn end(&self) -> DocId {
        self.start + self.sums.len() as u32
    }
}
