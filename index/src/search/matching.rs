//! Which passages of a segment match a pattern: all of them, exactly, without scores.

use std::cell::RefCell;
use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};

use super::fetch::Fetcher;
use crate::docs::Docs;
use crate::error::Result;
use crate::highlight::highlight;
use crate::pattern::{Leaf, Operand, Pattern, Region, TermField, TermSet};
use crate::plan::Plan;
use crate::rank::{Occurrences, Posted};
use crate::snapshot::Segment;

/// Evaluates patterns on one segment.
pub struct Matcher<'s> {
    pub(super) segment: Segment<'s>,
    pub(super) plan: &'s Plan,
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
            Pattern::All | Pattern::Optional(_) => self.searched(),
            Pattern::Nothing => Ok(Docs::none()),
            Pattern::Leaf(leaf) => self.leaf(leaf),
            Pattern::And(inner) => self.all_of(inner),
            Pattern::Or(inner) => self.any_of(inner),
            Pattern::Not(inner) => self.without(self.searched()?, inner),
            Pattern::Documents(set) => self.plan.sets[*set].passages(self.segment).map(|docs| self.without_furniture(docs))?,
            Pattern::SameSentence(inner) => self.same_sentence(pattern, inner, None),
        }
    }

    /// The passages that are searched: all, or all but furniture.
    fn searched(&self) -> Result<Docs> {
        let passages = if self.furniture { self.segment.passages()? } else { self.segment.article()? };
        Ok(passages.as_ref().clone())
    }

    fn without_furniture(&self, docs: Docs) -> Result<Docs> {
        Ok(docs.and(self.searched()?))
    }

    /// Takes out what matches another pattern; all, where the time was over before that was known.
    fn without(&self, docs: Docs, excluded: &Pattern) -> Result<Docs> {
        let docs = docs.and_not(self.docs(excluded)?);
        Ok(if self.segment.snapshot.deadline.has_stopped() { Docs::none() } else { docs })
    }

    fn any_of(&self, inner: &[Pattern]) -> Result<Docs> {
        let (lists, others): (Vec<_>, Vec<_>) = inner.iter().partition(|pattern| self.is_plain(pattern));
        let mut postings = Vec::new();
        for pattern in lists {
            if let Pattern::Leaf(leaf) = pattern {
                postings.extend(self.blocks_of(leaf)?);
            }
        }
        let mut sets = vec![Docs::of_postings(postings, self.segment.len())];
        for pattern in others {
            sets.push(self.docs(pattern)?);
        }
        Ok(Docs::any_of(sets, self.segment.len()))
    }

    fn is_plain(&self, pattern: &Pattern) -> bool {
        matches!(pattern, Pattern::Leaf(Leaf { operand: Operand::Terms(_), region: Region::Any, .. }))
    }

    /// Walks the rarest word and looks the others up in it; then the parts that are no plain words.
    fn all_of(&self, inner: &[Pattern]) -> Result<Docs> {
        let (mut words, mut others, mut excluded, mut sentences) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for pattern in inner {
            match pattern {
                Pattern::Optional(_) => {}
                Pattern::Not(inner) => excluded.push(inner),
                Pattern::SameSentence(inner) => sentences.push((pattern, inner)),
                Pattern::Leaf(leaf) if self.is_plain(pattern) => words.push(self.blocks_of(leaf)?),
                other => others.push(other),
            }
        }
        if words.iter().any(Vec::is_empty) {
            return Ok(Docs::none());
        }
        let mut docs = Docs::in_all_unions(words, self.segment.len());
        for other in others {
            docs = Some(intersected(docs, self.docs(other)?));
        }
        // Sentences are read from the stored text, which is slow: only of what is left.
        for (pattern, inner) in sentences {
            docs = Some(self.same_sentence(pattern, inner, docs)?);
        }
        let mut docs = docs.map_or_else(|| self.searched(), Ok)?;
        for pattern in excluded {
            docs = self.without(docs, pattern)?;
        }
        Ok(docs)
    }

    /// Finds the passages, out of some where they are given, with all of it in one sentence.
    fn same_sentence(&self, pattern: &Pattern, inner: &Pattern, within: Option<Docs>) -> Result<Docs> {
        // What a sentence must not hold may stand in another one.
        let mut docs = intersected(within, self.docs(&inner.without_exclusions())?);
        self.segment.remove_deleted(&mut docs);
        let mut fetcher = Fetcher::new(pattern);
        let mut failure = None;
        docs.retain(|doc| {
            if self.segment.snapshot.deadline.is_over() {
                return false;
            }
            let lit = fetcher.marked_passage(self.segment, doc).map(|marked| highlight(pattern, &marked).is_some());
            lit.unwrap_or_else(|error| {
                failure = Some(error);
                false
            })
        });
        failure.map_or(Ok(docs), Err)
    }

    fn leaf(&self, leaf: &Leaf) -> Result<Docs> {
        match (&leaf.operand, leaf.region) {
            (Operand::Terms(_), Region::Any) => Ok(Docs::of_postings(self.blocks_of(leaf)?, self.segment.len())),
            _ => {
                let found = Arc::new(self.positional(leaf)?);
                let docs = found.iter().map(|(doc, _)| *doc).collect();
                self.placed.borrow_mut().push((leaf.clone(), found));
                Ok(Docs::List(docs))
            }
        }
    }

    fn blocks_of(&self, leaf: &Leaf) -> Result<Vec<BlockSegmentPostings>> {
        match &leaf.operand {
            Operand::Terms(set) => self.blocks_of_set(set, IndexRecordOption::Basic),
            _ => Ok(Vec::new()),
        }
    }

    /// Opens the documents of every term of a set, block by block, in every field where it can stand.
    pub fn blocks_of_set(&self, set: &TermSet, option: IndexRecordOption) -> Result<Vec<BlockSegmentPostings>> {
        let mut lists = Vec::new();
        for field in self.fields_of(set.field) {
            for term in &set.terms {
                lists.extend(self.segment.blocks(*field, term, option)?);
            }
        }
        Ok(lists)
    }

    /// Opens the posting lists of every term of a set, in every field where it can stand, for a union in which they weigh so much.
    pub fn posted<'t>(&self, set: &'t TermSet, weight: f32) -> Result<Vec<Posted<'t>>> {
        let mut lists = Vec::new();
        for field in self.fields_of(set.field) {
            for term in &set.terms {
                let blocks = self.segment.blocks(*field, term, IndexRecordOption::WithFreqs)?;
                lists.extend(blocks.map(|blocks| Posted { field: *field, term, blocks, weight }));
            }
        }
        Ok(lists)
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

    pub(super) fn fields_of(&self, field: TermField) -> &[Field] {
        let fields = &self.segment.snapshot.fields;
        match field {
            TermField::Text => &self.plan.text_fields,
            TermField::Actor => std::slice::from_ref(&fields.actor),
            TermField::Mentioned => std::slice::from_ref(&fields.mentioned),
        }
    }
}

/// Intersects a set with what was found before, if anything was.
pub(super) fn intersected(docs: Option<Docs>, other: Docs) -> Docs {
    match docs {
        Some(docs) => docs.and(other),
        None => other,
    }
}
