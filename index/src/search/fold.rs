//! Folds copies of a passage, altered ones too, under the one that ranks best.
//!
//! Only fingerprints are compared, per query and in rank order: a folded copy is always found by a query that ranks it
//! first, and counts are not touched.

use tantivy::DocId;
use tantivy::columnar::Column;

use super::select::Chosen;
use super::{Duplicates, Request};
use crate::error::Result;
use crate::fingerprint::{Fingerprint, NEAR_DUPLICATE, similarity};
use crate::snapshot::Snapshot;

/// How many of the best candidates are compared; what a page of any usual size shows and far beyond.
pub const COMPARED: usize = 1_000;

/// The passages kept so far, with their fingerprints.
pub struct Folder<'s> {
    sketches: Vec<Option<&'s Column<u64>>>,
    kept: Vec<(Fingerprint, usize, u32, DocId)>,
    /// The passage that is left out with its copies.
    seed: Option<Fingerprint>,
    compared: usize,
    is_on: bool,
}

impl<'s> Folder<'s> {
    /// Opens the fingerprints, unless copies are to be shown.
    pub fn open(snapshot: &'s Snapshot, request: &Request<'_>) -> Result<Folder<'s>> {
        let is_on = request.duplicates != Duplicates::Show;
        let mut sketches = Vec::new();
        for segment in snapshot.segments().filter(|_| is_on) {
            sketches.push(segment.sketches()?);
        }
        let mut folder = Folder { sketches, kept: Vec::new(), seed: None, compared: 0, is_on };
        folder.seed = request.seed.filter(|_| is_on).and_then(|seed| folder.fingerprint(seed.segment_ord, seed.doc_id));
        Ok(folder)
    }

    /// Tells whether no more passages are compared.
    pub fn is_done(&self) -> bool {
        !self.is_on || self.compared >= COMPARED
    }

    /// Adds a candidate to the copies of a passage kept before, and tells so; else, where it will be kept in the group of
    /// that number, remembers it.
    pub fn fold(&mut self, candidate: &Chosen, group: Option<usize>, groups: &mut [Vec<Chosen>]) -> bool {
        if self.is_done() {
            return false;
        }
        self.compared += 1;
        let Some(fingerprint) = self.fingerprint(candidate.segment, candidate.doc) else { return false };
        if self.seed.is_some_and(|seed| similarity(seed, fingerprint) >= NEAR_DUPLICATE) {
            return true;
        }
        let copied = self.kept.iter().find(|(kept, ..)| similarity(*kept, fingerprint) >= NEAR_DUPLICATE);
        if let Some((_, number, segment, doc)) = copied {
            let original = groups[*number].iter_mut().find(|chosen| (chosen.segment, chosen.doc) == (*segment, *doc));
            if let Some(original) = original {
                original.copies.push((candidate.segment, candidate.doc));
                return true;
            }
        }
        if let Some(group) = group {
            self.kept.push((fingerprint, group, candidate.segment, candidate.doc));
        }
        false
    }

    fn fingerprint(&self, segment: u32, doc: DocId) -> Option<Fingerprint> {
        let mut numbers = self.sketches[segment as usize]?.values_for_doc(doc);
        Some(Fingerprint([numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?]))
    }
}
