//! Where operands stand in one passage after another: what phrases, NEAR, fields, actors and dates are found by.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use super::matching::{Matcher, intersected};
use super::parts::Parts;
use crate::analyzer::decode_place;
use crate::deadline::Ask;
use crate::docs::Docs;
use crate::error::Result;
use crate::pattern::{Leaf, Operand, TermField};
use crate::proximity::{Arrangement, Occurrence, stretches};
use crate::snapshot::seek_to;

/// Beyond so many posting lists, an operand's places are collected once instead of looked up for each passage.
const MANY_LISTS: usize = 8;

impl Matcher<'_> {
    /// Returns the passages in which a leaf occurs at fitting positions, with how often, in order.
    pub fn positional(&self, leaf: &Leaf) -> Result<Vec<(DocId, u32)>> {
        let candidates = self.candidates(&leaf.operand)?;
        let parts = Parts::open(self.segment, leaf)?;
        let mut cursor = self.cursor(&leaf.operand, &candidates, parts)?;
        let mut found = Vec::new();
        let mut places = Vec::new();
        let mut ask = Ask::new(&self.segment.snapshot.deadline);
        candidates.for_each(|doc| {
            if ask.is_over() {
                return;
            }
            places.clear();
            cursor.occurrences(doc, &mut places);
            places.retain(|place| leaf.region.holds(*place));
            if !places.is_empty() {
                found.push((doc, places.len() as u32));
            }
        });
        Ok(found)
    }

    /// Returns the passages that hold all that an operand needs, wherever it stands.
    fn candidates(&self, operand: &Operand) -> Result<Docs> {
        match operand {
            Operand::Terms(set) => Ok(Docs::of_postings(self.blocks_of_set(set, IndexRecordOption::Basic)?, self.segment.len())),
            Operand::AnyOf(operands) => {
                let sets = operands.iter().map(|operand| self.candidates(operand)).collect::<Result<_>>()?;
                Ok(Docs::any_of(sets, self.segment.len()))
            }
            Operand::Arranged { operands, .. } => {
                let (mut words, mut others) = (Vec::new(), Vec::new());
                for operand in operands {
                    match operand {
                        Operand::Terms(set) => words.push(self.blocks_of_set(set, IndexRecordOption::Basic)?),
                        other => others.push(other),
                    }
                }
                if words.iter().any(Vec::is_empty) {
                    return Ok(Docs::none());
                }
                let mut docs = Docs::in_all_unions(words, self.segment.len());
                for other in others {
                    docs = Some(intersected(docs, self.candidates(other)?));
                }
                Ok(docs.unwrap_or_else(Docs::none))
            }
        }
    }

    fn cursor<'s>(&self, operand: &Operand, candidates: &Docs, parts: Parts<'s>) -> Result<Cursor<'s>> {
        Ok(match operand {
            Operand::Terms(set) => {
                let lists = self.postings_of_set(set, IndexRecordOption::WithFreqsAndPositions)?;
                let is_mention = set.field != TermField::Text;
                if lists.len() > MANY_LISTS {
                    collected(lists, candidates, is_mention, parts)
                } else {
                    Cursor::Lists { lists, is_mention, parts, buffer: Vec::new() }
                }
            }
            Operand::AnyOf(operands) => {
                Cursor::AnyOf(operands.iter().map(|operand| self.cursor(operand, candidates, parts)).collect::<Result<_>>()?)
            }
            Operand::Arranged { operands, arrangement } => Cursor::Arranged {
                cursors: operands.iter().map(|operand| self.cursor(operand, candidates, parts)).collect::<Result<_>>()?,
                places: vec![Vec::new(); operands.len()],
                arrangement: *arrangement,
            },
        })
    }
}

/// The places of an operand, passage by passage in order.
enum Cursor<'s> {
    Lists { lists: Vec<SegmentPostings>, is_mention: bool, parts: Parts<'s>, buffer: Vec<u32> },
    Collected { places: Vec<(DocId, Occurrence)>, at: usize },
    AnyOf(Vec<Cursor<'s>>),
    Arranged { cursors: Vec<Cursor<'s>>, places: Vec<Vec<Occurrence>>, arrangement: Arrangement },
}

impl Cursor<'_> {
    /// Appends the operand's occurrences in a passage, sorted; passages must be asked for in order.
    fn occurrences(&mut self, doc: DocId, out: &mut Vec<Occurrence>) {
        match self {
            Cursor::Lists { lists, is_mention, parts, buffer } => {
                let several = lists.len() > 1;
                let part = parts.of(doc);
                for list in lists {
                    if seek_to(list, doc) == doc {
                        list.positions(buffer);
                        out.extend(buffer.iter().map(|position| part.spread(occurrence(*position, *is_mention))));
                    }
                }
                if several {
                    out.sort_unstable();
                    out.dedup();
                }
            }
            Cursor::Collected { places, at } => {
                *at += places[*at..].partition_point(|(found, _)| *found < doc);
                out.extend(places[*at..].iter().take_while(|(found, _)| *found == doc).map(|(_, place)| *place));
            }
            Cursor::AnyOf(cursors) => {
                cursors.iter_mut().for_each(|cursor| cursor.occurrences(doc, out));
                out.sort_unstable();
                out.dedup();
            }
            Cursor::Arranged { cursors, places, arrangement } => {
                for (cursor, places) in cursors.iter_mut().zip(places.iter_mut()) {
                    places.clear();
                    cursor.occurrences(doc, places);
                    if places.is_empty() {
                        return;
                    }
                }
                out.extend(stretches(places, *arrangement));
            }
        }
    }
}

fn occurrence(position: u32, is_mention: bool) -> Occurrence {
    if !is_mention {
        return Occurrence::word(position);
    }
    let (first, length) = decode_place(position);
    Occurrence { first, last: first + length - 1 }
}

/// Walks many posting lists once, keeping only what stands in the candidates.
fn collected<'s>(lists: Vec<SegmentPostings>, candidates: &Docs, is_mention: bool, parts: Parts<'s>) -> Cursor<'s> {
    let mut places = Vec::new();
    let mut buffer = Vec::new();
    for mut list in lists {
        let mut doc = list.doc();
        while doc != TERMINATED {
            if candidates.contains(doc) {
                let part = parts.of(doc);
                list.positions(&mut buffer);
                places.extend(buffer.iter().map(|position| (doc, part.spread(occurrence(*position, is_mention)))));
            }
            doc = list.advance();
        }
    }
    places.sort_unstable();
    places.dedup();
    Cursor::Collected { places, at: 0 }
}
