//! Where operands stand in one passage after another: what phrases, NEAR, fields, actors and dates are found by.

use tantivy::columnar::Column;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use super::matching::{Matcher, intersected};
use crate::analyzer::{FRONT_GAP, decode_place};
use crate::deadline::Ask;
use crate::docs::Docs;
use crate::error::Result;
use crate::pattern::{Leaf, Operand, Region, TermField};
use crate::proximity::{Arrangement, Occurrence, stretches};
use crate::snapshot::{Segment, seek_to};

/// Beyond so many posting lists, an operand's places are collected once instead of looked up for each passage.
const MANY_LISTS: usize = 8;

impl Matcher<'_> {
    /// Returns the passages in which a leaf occurs at fitting positions, with how often, in order.
    pub fn positional(&self, leaf: &Leaf) -> Result<Vec<(DocId, u32)>> {
        let candidates = self.candidates(&leaf.operand)?;
        let mut cursor = self.cursor(&leaf.operand, &candidates)?;
        let regions = Regions::open(self.segment, leaf.region)?;
        let mut found = Vec::new();
        let mut places = Vec::new();
        let mut ask = Ask::new(&self.segment.snapshot.deadline);
        candidates.for_each(|doc| {
            if ask.is_over() {
                return;
            }
            places.clear();
            cursor.occurrences(doc, &mut places);
            places.retain(|place| regions.holds(doc, *place));
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
                let mut single = Vec::new();
                let mut docs = None;
                for operand in operands {
                    match operand {
                        Operand::Terms(set) if set.terms.len() == 1 && self.fields_of(set.field).len() == 1 => {
                            single.extend(self.blocks_of_set(set, IndexRecordOption::Basic)?);
                        }
                        other => docs = Some(intersected(docs, self.candidates(other)?)),
                    }
                }
                let wanted = operands.iter().filter(|operand| matches!(operand, Operand::Terms(set) if set.terms.len() == 1));
                if self.plan.text_fields.len() == 1 && single.len() < wanted.count() {
                    return Ok(Docs::none());
                }
                Ok(match (Docs::in_all_postings(single, self.segment.len()), docs) {
                    (Some(one), Some(other)) => one.and(other),
                    (Some(docs), None) | (None, Some(docs)) => docs,
                    (None, None) => Docs::none(),
                })
            }
        }
    }

    fn cursor(&self, operand: &Operand, candidates: &Docs) -> Result<Cursor> {
        Ok(match operand {
            Operand::Terms(set) => {
                let lists = self.postings_of_set(set, IndexRecordOption::WithFreqsAndPositions)?;
                let is_mention = set.field != TermField::Text;
                if lists.len() > MANY_LISTS {
                    collected(lists, candidates, is_mention)
                } else {
                    Cursor::Lists { lists, is_mention, buffer: Vec::new() }
                }
            }
            Operand::AnyOf(operands) => {
                Cursor::AnyOf(operands.iter().map(|operand| self.cursor(operand, candidates)).collect::<Result<_>>()?)
            }
            Operand::Arranged { operands, arrangement } => Cursor::Arranged {
                cursors: operands.iter().map(|operand| self.cursor(operand, candidates)).collect::<Result<_>>()?,
                places: vec![Vec::new(); operands.len()],
                arrangement: *arrangement,
            },
        })
    }
}

/// The places of an operand, passage by passage in order.
enum Cursor {
    Lists { lists: Vec<SegmentPostings>, is_mention: bool, buffer: Vec<u32> },
    Collected { places: Vec<(DocId, Occurrence)>, at: usize },
    AnyOf(Vec<Cursor>),
    Arranged { cursors: Vec<Cursor>, places: Vec<Vec<Occurrence>>, arrangement: Arrangement },
}

impl Cursor {
    /// Appends the operand's occurrences in a passage, sorted; passages must be asked for in order.
    fn occurrences(&mut self, doc: DocId, out: &mut Vec<Occurrence>) {
        match self {
            Cursor::Lists { lists, is_mention, buffer } => {
                let several = lists.len() > 1;
                for list in lists {
                    if seek_to(list, doc) == doc {
                        list.positions(buffer);
                        out.extend(buffer.iter().map(|position| occurrence(*position, *is_mention)));
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
                out.sort_unstable();
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
fn collected(lists: Vec<SegmentPostings>, candidates: &Docs, is_mention: bool) -> Cursor {
    let mut places = Vec::new();
    let mut buffer = Vec::new();
    for mut list in lists {
        let mut doc = list.doc();
        while doc != TERMINATED {
            if candidates.contains(doc) {
                list.positions(&mut buffer);
                places.extend(buffer.iter().map(|position| (doc, occurrence(*position, is_mention))));
            }
            doc = list.advance();
        }
    }
    places.sort_unstable();
    places.dedup();
    Cursor::Collected { places, at: 0 }
}

/// Where text, heading and title of each passage lie in positions.
pub struct Regions<'s> {
    region: Region,
    front: Option<&'s Column<u64>>,
}

impl<'s> Regions<'s> {
    /// Opens what a region needs.
    pub fn open(segment: Segment<'s>, region: Region) -> Result<Regions<'s>> {
        let front = match region {
            Region::Any => None,
            _ => segment.fronts()?,
        };
        Ok(Regions { region, front })
    }

    /// Tells whether a place of a passage lies in the region.
    pub fn holds(&self, doc: DocId, place: Occurrence) -> bool {
        let front = || self.front.and_then(|column| column.first(doc));
        match self.region {
            Region::Any => true,
            Region::Text => front().is_none_or(|front| place.first < text_end(front)),
            Region::Heading => front().is_some_and(|front| (text_end(front)..title_start(front)).contains(&place.first)),
            Region::Title => front().is_some_and(|front| place.first >= title_start(front)),
        }
    }
}

/// The number of words of the text itself, out of the value of the column.
pub fn text_end(front: u64) -> u32 {
    (front >> 32) as u32
}

/// The number of words of the heading, out of the value of the column; 0 where it belongs to another passage.
pub fn heading_words(front: u64) -> u32 {
    front as u32
}

/// A position behind the heading and before the title.
fn title_start(front: u64) -> u32 {
    match heading_words(front) {
        0 => text_end(front),
        words => text_end(front) + FRONT_GAP + words + FRONT_GAP / 2,
    }
}
