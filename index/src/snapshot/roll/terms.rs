//! The terms of a segment's actor column, and their ids put in one order with those of others.

use tantivy::columnar::StrColumn;

use super::{EVIDENCE_BITS, NOBODY};
use crate::actor::Evidence;
use crate::error::Result;
use crate::joins::Table;
use crate::naming::ActorTerm;
use crate::snapshot::Snapshot;
use crate::store::damaged;

/// The terms of a segment's actor column.
#[derive(Default)]
pub(super) struct Terms {
    /// The ids in order, one behind the other, and where each ends.
    text: String,
    ends: Vec<usize>,
    /// For each term the place of its id among these and of its evidence among all kinds; `None` where it is none of ours.
    uses: Vec<Option<(usize, Evidence)>>,
}

impl Terms {
    pub(super) fn read(snapshot: &Snapshot, column: &StrColumn) -> Result<Terms> {
        let all: Vec<u64> = (0..column.num_terms() as u64).collect();
        let mut terms = Terms::default();
        let read = column.dictionary().sorted_ords_to_term_cb(&all, |term| {
            let term = std::str::from_utf8(term).ok().and_then(ActorTerm::read);
            let meant = term.map(|ActorTerm { id, evidence }| (terms.place_of(id), evidence));
            terms.uses.push(meant);
        });
        read.map_err(|error| damaged(&snapshot.folder, &error))?;
        Ok(terms)
    }

    /// The place of an id that is the last one or comes behind it.
    fn place_of(&mut self, id: &str) -> usize {
        if self.ends.is_empty() || self.id(self.ends.len() - 1) != id {
            self.text.push_str(id);
            self.ends.push(self.text.len());
        }
        self.ends.len() - 1
    }

    fn id(&self, place: usize) -> &str {
        &self.text[place.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[place]]
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|place| self.id(place))
    }

    /// For each term the number of its actor and the place of its evidence in one number. `ids` are those of all segments, and
    /// `stand` holds the number of the one that stands for each.
    pub(super) fn meanings(&self, ids: &[&str], stand: &[u32]) -> Vec<u32> {
        let mut number = 0;
        let numbers = self.ids().map(|id| {
            number += ids[number..].iter().position(|known| *known == id).unwrap_or(0);
            stand[number]
        });
        let numbers: Vec<u32> = numbers.collect();
        let meaning = |(place, evidence): (usize, Evidence)| numbers[place] << EVIDENCE_BITS | evidence as u32;
        self.uses.iter().map(|used| used.map_or(NOBODY, meaning)).collect()
    }
}

/// Sorts what segments bring in sorted runs, which a stable sort knows to use.
pub(super) fn sort_runs(ids: &mut Vec<&str>) {
    ids.sort();
    ids.dedup();
}

/// Returns for each id the number of the one that stands for it, and adds those that are missing.
pub(super) fn joined<'i>(ids: &mut Vec<&'i str>, table: &'i Table) -> Vec<u32> {
    let pairs: Vec<_> = table.iter().filter(|(from, _)| ids.binary_search(from).is_ok()).collect();
    ids.extend(pairs.iter().map(|(_, to)| *to));
    sort_runs(ids);
    let mut numbers: Vec<u32> = (0..ids.len() as u32).collect();
    for (from, to) in pairs {
        if let (Ok(from), Ok(to)) = (ids.binary_search(&from), ids.binary_search(&to)) {
            numbers[from] = to as u32;
        }
    }
    numbers
}
