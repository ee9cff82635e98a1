//! Which passages of a segment match a pattern: all of them, exactly, without scores.

use std::cell::RefCell;
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, TERMINATED};

use super::fetch::Fetcher;
use crate::analyzer::{FRONT_GAP, decode_place};
use crate::docs::Docs;
use crate::error::Result;
use crate::highlight::highlight;
use crate::pattern::{Leaf, Operand, Pattern, Region, TermField, TermSet};
use crate::plan::Plan;
use crate::proximity::{Arrangement, Occurrence, arrange};
use crate::rank::Occurrences;
use crate::schema::Fields;
use crate::snapshot::{Segment, seek_to};

/// Beyond so many posting lists, an operand's places are collected once instead of looked up for each passage.
const MANY_LISTS: usize = 8;

/// Evaluates patterns on one segment.
pub struct Matcher<'s> {
    segment: Segment<'s>,
    plan: &'s Plan,
    furniture: bool,
    /// What was found of leaves at positions: scoring asks for it again.
    placed: RefCell<Vec<(Leaf, Occurrences)>>,
}

impl<'s> Matcher<'s> {
    /// A matcher for a plan.
    pub fn new(segment: Segment<'s>, plan: &'s Plan) -> Matcher<'s> {
        Matcher { segment, plan, furniture: plan.text_fields.len() > 1, placed: RefCell::default() }
    }

    /// Returns all passages that match the plan, deleted ones left out.
    pub fn matching(&self) -> Result<Docs> {
        let mut docs = self.docs(&self.plan.pattern)?;
        self.segment.remove_deleted(&mut docs);
        Ok(docs)
    }

    /// Returns what was found of leaves at positions on the way.
    pub fn into_placed(self) -> Vec<(Leaf, Occurrences)> {
        self.placed.into_inner()
    }

    fn docs(&self, pattern: &Pattern) -> Result<Docs> {
        match pattern {
            Pattern::All | Pattern::Optional(_) => Ok(self.segment.passages(self.furniture)?.as_ref().clone()),
            Pattern::Nothing => Ok(Docs::none()),
            Pattern::Leaf(leaf) => self.leaf(leaf),
            Pattern::And(inner) => self.all_of(inner),
            Pattern::Or(inner) => self.any_of(inner),
            Pattern::Not(inner) => Ok(self.segment.passages(self.furniture)?.as_ref().clone().and_not(self.docs(inner)?)),
            Pattern::Documents(set) => self.plan.sets[*set].passages(self.segment).map(|docs| self.without_furniture(docs))?,
            Pattern::SameSentence(inner) => self.same_sentence(pattern, inner),
        }
    }

    fn without_furniture(&self, docs: Docs) -> Result<Docs> {
        Ok(docs.and(self.segment.passages(self.furniture)?.as_ref().clone()))
    }

    fn any_of(&self, inner: &[Pattern]) -> Result<Docs> {
        let (lists, others): (Vec<_>, Vec<_>) = inner.iter().partition(|pattern| self.is_plain(pattern));
        let mut postings = Vec::new();
        for pattern in lists {
            if let Pattern::Leaf(leaf) = pattern {
                postings.extend(self.postings_of(leaf, IndexRecordOption::Basic)?);
            }
        }
        let mut sets = vec![Docs::of_postings(postings, self.segment.len())];
        for pattern in others {
            sets.push(self.docs(pattern)?);
        }
        Ok(if sets.len() == 1 { sets.remove(0) } else { Docs::any_of(sets, self.segment.len()) })
    }

    fn is_plain(&self, pattern: &Pattern) -> bool {
        matches!(pattern, Pattern::Leaf(Leaf { operand: Operand::Terms(_), region: Region::Any, .. }))
    }

    /// Walks the rarest word and looks the others up in it; then the parts that are no plain words.
    fn all_of(&self, inner: &[Pattern]) -> Result<Docs> {
        let mut single = Vec::new();
        let mut docs: Option<Docs> = None;
        let mut excluded = Vec::new();
        for pattern in inner {
            match pattern {
                Pattern::Optional(_) => {}
                Pattern::Not(inner) => excluded.push(inner),
                Pattern::Leaf(leaf) if self.is_plain(pattern) => {
                    let mut lists = self.postings_of(leaf, IndexRecordOption::Basic)?;
                    match lists.len() {
                        0 => return Ok(Docs::none()),
                        1 => single.extend(lists.pop()),
                        _ => docs = Some(intersected(docs, Docs::of_postings(lists, self.segment.len()))),
                    }
                }
                other => docs = Some(intersected(docs, self.docs(other)?)),
            }
        }
        let mut docs = match (intersection(single, self.segment.len()), docs) {
            (Some(one), Some(other)) => one.and(other),
            (Some(docs), None) | (None, Some(docs)) => docs,
            (None, None) => self.segment.passages(self.furniture)?.as_ref().clone(),
        };
        for pattern in excluded {
            docs = docs.and_not(self.docs(pattern)?);
        }
        Ok(docs)
    }

    fn same_sentence(&self, pattern: &Pattern, inner: &Pattern) -> Result<Docs> {
        // What a sentence must not hold may stand in another one.
        let mut docs = self.docs(&inner.without_exclusions())?;
        self.segment.remove_deleted(&mut docs);
        let mut fetcher = Fetcher::new(pattern);
        let mut failure = None;
        docs.retain(|doc| {
            let lit = fetcher.fetch(self.segment, doc).map(|(_, marked)| highlight(pattern, &marked).is_some());
            lit.unwrap_or_else(|error| {
                failure = Some(error);
                false
            })
        });
        failure.map_or(Ok(docs), Err)
    }

    fn leaf(&self, leaf: &Leaf) -> Result<Docs> {
        match (&leaf.operand, leaf.region) {
            (Operand::Terms(_), Region::Any) => {
                Ok(Docs::of_postings(self.postings_of(leaf, IndexRecordOption::Basic)?, self.segment.len()))
            }
            _ => {
                let found = Arc::new(self.positional(leaf)?);
                let docs = found.iter().map(|(doc, _)| *doc).collect();
                self.placed.borrow_mut().push((leaf.clone(), found));
                Ok(Docs::List(docs))
            }
        }
    }

    fn postings_of(&self, leaf: &Leaf, option: IndexRecordOption) -> Result<Vec<SegmentPostings>> {
        match &leaf.operand {
            Operand::Terms(set) => self.postings_of_set(set, option),
            _ => Ok(Vec::new()),
        }
    }

    /// Opens the postings of every term of a set, in every field where it can stand.
    pub fn postings_of_set(&self, set: &TermSet, option: IndexRecordOption) -> Result<Vec<SegmentPostings>> {
        let mut lists = Vec::new();
        for field in self.fields_of(set.field) {
            for term in &set.terms {
                lists.extend(self.segment.postings(*field, term, option)?);
            }
        }
        Ok(lists)
    }

    fn fields_of(&self, field: TermField) -> &[Field] {
        let fields = &self.segment.snapshot.fields;
        match field {
            TermField::Text => &self.plan.text_fields,
            TermField::Actor => std::slice::from_ref(&fields.actor),
            TermField::Mentioned => std::slice::from_ref(&fields.mentioned),
        }
    }

    /// Returns the passages in which a leaf occurs at fitting positions, with how often, in order.
    pub fn positional(&self, leaf: &Leaf) -> Result<Vec<(DocId, u32)>> {
        let candidates = self.candidates(&leaf.operand)?;
        let mut cursor = self.cursor(&leaf.operand, &candidates)?;
        let regions = Regions::open(self.segment, leaf.region)?;
        let mut found = Vec::new();
        let mut places = Vec::new();
        candidates.for_each(|doc| {
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
            Operand::Terms(set) => {
                Ok(Docs::of_postings(self.postings_of_set(set, IndexRecordOption::Basic)?, self.segment.len()))
            }
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
                            single.extend(self.postings_of_set(set, IndexRecordOption::Basic)?);
                        }
                        other => docs = Some(intersected(docs, self.candidates(other)?)),
                    }
                }
                let wanted = operands.iter().filter(|operand| matches!(operand, Operand::Terms(set) if set.terms.len() == 1));
                if self.plan.text_fields.len() == 1 && single.len() < wanted.count() {
                    return Ok(Docs::none());
                }
                Ok(match (intersection(single, self.segment.len()), docs) {
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

fn intersected(docs: Option<Docs>, other: Docs) -> Docs {
    match docs {
        Some(docs) => docs.and(other),
        None => other,
    }
}

/// Intersects posting lists by walking the shortest; `None` where there are none.
fn intersection(mut lists: Vec<SegmentPostings>, documents: u32) -> Option<Docs> {
    lists.sort_by_key(SegmentPostings::doc_freq);
    if lists.len() < 2 {
        return (!lists.is_empty()).then(|| Docs::of_postings(lists, documents));
    }
    let (first, others) = lists.split_first_mut()?;
    let mut found = Vec::with_capacity(first.doc_freq() as usize / 4);
    let mut doc = first.doc();
    'walk: while doc != TERMINATED {
        for other in others.iter_mut() {
            let reached = seek_to(other, doc);
            if reached != doc {
                doc = seek_to(first, reached);
                continue 'walk;
            }
        }
        found.push(doc);
        doc = first.advance();
    }
    Some(Docs::List(found))
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
                out.extend(arrange(places, *arrangement, usize::MAX).into_iter().map(|placed| placed.whole));
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
pub struct Regions {
    region: Region,
    front: Option<Column<u64>>,
}

impl Regions {
    /// Opens what a region needs.
    pub fn open(segment: Segment<'_>, region: Region) -> Result<Regions> {
        let front = match region {
            Region::Any => None,
            _ => segment.reader.fast_fields().column_opt(Fields::FRONT)?,
        };
        Ok(Regions { region, front })
    }

    /// Tells whether a place of a passage lies in the region.
    pub fn holds(&self, doc: DocId, place: Occurrence) -> bool {
        let front = || self.front.as_ref().and_then(|column| column.first(doc));
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
