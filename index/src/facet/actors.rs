//! Who: the actors that matches mention, counted.
//!
//! The ids of all segments are numbered in one sorted list, so that a mention is two array look-ups and actors of equal
//! counts are in the order of their ids. Only the terms that the matches use are read.

use std::cmp::{Ordering, Reverse};

use tantivy::DocId;
use tantivy::columnar::StrColumn;

use crate::actor::{ActorKind, Evidence};
use crate::docs::Docs;
use crate::error::Result;
use crate::joins::Table;
use crate::naming::ActorTerm;
use crate::schema::Fields;
use crate::snapshot::{Segment, Snapshot};
use crate::store::damaged;

/// How often an actor is mentioned.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ActorCount {
    /// Its id.
    pub id: String,
    /// In how many passages.
    pub passages: u64,
    /// In how many documents.
    pub documents: u64,
    /// In how many passages by each kind of evidence, in the order of [`Evidence::ALL`].
    pub evidence: [u64; Evidence::ALL.len()],
}

/// The actors that matches mention, with how often.
#[derive(Clone, Debug, Default)]
pub struct ActorCounts {
    ids: Ids,
    tallies: Vec<Tally>,
    evidence: Vec<[u32; Evidence::ALL.len()]>,
}

/// Counts the actors that passages mention. `matches` holds a set for each segment. Only mentions of some kinds of evidence
/// and actors of some kinds count, where any are named.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a column can't be read.
pub fn count_actors(snapshot: &Snapshot, matches: &[Docs], evidence: &[Evidence], kinds: &[ActorKind]) -> Result<ActorCounts> {
    let wanted = Wanted { evidence, kinds };
    let mut parts = Vec::new();
    for segment in snapshot.segments() {
        let docs = &matches[segment.number as usize];
        if let Some(column) = segment.text_column(Fields::ACTOR)?.filter(|_| !docs.is_empty()) {
            let terms = Terms::read(segment, &column, docs, wanted)?;
            parts.push(Part { segment, docs, column, terms });
        }
    }
    let mut ids: Vec<&str> = parts.iter().flat_map(|part| part.terms.ids.iter()).collect();
    sort_runs(&mut ids);
    let joins = joined(&mut ids, &snapshot.joins()?.joined);
    let meanings: Vec<Vec<u32>> = parts.iter().map(|part| part.terms.numbered(&ids, &joins)).collect();
    let mut counts = ActorCounts {
        tallies: vec![Tally::default(); ids.len()],
        evidence: vec![[0; Evidence::ALL.len()]; ids.len()],
        ids: ids.iter().copied().collect(),
    };
    let mut before = 1;
    for (part, meaning) in parts.iter().zip(&meanings) {
        part.tally(meaning, before, &mut counts)?;
        before += part.segment.len();
    }
    Ok(counts)
}

/// Sorts what segments bring in sorted runs, which a stable sort knows to use.
fn sort_runs(ids: &mut Vec<&str>) {
    ids.sort();
    ids.dedup();
}

/// Returns for each id the number of the one that stands for it, and adds those that are missing.
fn joined<'i>(ids: &mut Vec<&'i str>, table: &'i Table) -> Vec<u32> {
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

impl ActorCounts {
    /// Returns how many actors are mentioned.
    pub fn len(&self) -> usize {
        self.tallies.iter().filter(|tally| tally.passages > 0).count()
    }

    /// Tells whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the count of an actor; none of it where it is not mentioned.
    pub fn of(&self, id: &str) -> ActorCount {
        let absent = || ActorCount { id: id.to_owned(), ..ActorCount::default() };
        self.ids.number(id).map_or_else(absent, |number| self.count(number))
    }

    /// Returns in how many passages an actor stands.
    pub fn passages_of(&self, id: &str) -> u64 {
        self.ids.number(id).map_or(0, |number| u64::from(self.tallies[number].passages))
    }

    /// Returns every actor's id with in how many passages it stands, in order of ids.
    pub fn passages(&self) -> impl Iterator<Item = (&str, u64)> {
        let counted = self.ids.iter().zip(&self.tallies).filter(|(_, tally)| tally.passages > 0);
        counted.map(|(id, tally)| (id, u64::from(tally.passages)))
    }

    /// Returns up to so many actors, most passages first, then by id.
    pub fn most(&self, limit: usize) -> Vec<ActorCount> {
        let mut numbers: Vec<usize> = (0..self.tallies.len()).filter(|number| self.tallies[*number].passages > 0).collect();
        let order = |number: &usize| (Reverse(self.tallies[*number].passages), *number);
        if limit < numbers.len() {
            numbers.select_nth_unstable_by_key(limit, order);
            numbers.truncate(limit);
        }
        numbers.sort_unstable_by_key(order);
        numbers.into_iter().map(|number| self.count(number)).collect()
    }

    fn count(&self, number: usize) -> ActorCount {
        let Tally { passages, documents, .. } = self.tallies[number];
        let (passages, documents) = (u64::from(passages), u64::from(documents));
        ActorCount { id: self.ids.get(number).to_owned(), passages, documents, evidence: self.evidence[number].map(u64::from) }
    }
}

/// Ids in order, one behind the other in one text: a hundred thousand strings take longer to make than to count.
#[derive(Clone, Debug, Default)]
struct Ids {
    text: String,
    /// For each id where it ends in the text.
    ends: Vec<u32>,
}

impl Ids {
    fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len() as u32);
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    fn last(&self) -> Option<&str> {
        self.len().checked_sub(1).map(|number| self.get(number))
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number))
    }

    fn number(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.get(middle).cmp(id) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

impl<'i> FromIterator<&'i str> for Ids {
    fn from_iter<I: IntoIterator<Item = &'i str>>(ids: I) -> Ids {
        let mut list = Ids::default();
        ids.into_iter().for_each(|id| list.push(id));
        list
    }
}

/// Which mentions count.
#[derive(Clone, Copy)]
struct Wanted<'w> {
    evidence: &'w [Evidence],
    kinds: &'w [ActorKind],
}

impl Wanted<'_> {
    fn counts(self, term: ActorTerm<'_>) -> bool {
        (self.evidence.is_empty() || self.evidence.contains(&term.evidence))
            && (self.kinds.is_empty() || ActorKind::of_id(term.id).is_some_and(|kind| self.kinds.contains(&kind)))
    }
}

/// A segment with matches.
struct Part<'s> {
    segment: Segment<'s>,
    docs: &'s Docs,
    column: StrColumn,
    terms: Terms,
}

/// The terms of a segment's actor column that its matches use.
#[derive(Default)]
struct Terms {
    ids: Ids,
    /// Ordinals that count, with the place of the id among `ids` and of the evidence among all kinds.
    uses: Vec<(u32, u32, u8)>,
    /// How many ordinals the column has.
    ordinals: usize,
}

/// With fewer than one match for so many terms it is looked first which terms the matches use.
const TERMS_A_MATCH: usize = 8;

impl Terms {
    fn read(segment: Segment<'_>, column: &StrColumn, docs: &Docs, wanted: Wanted<'_>) -> Result<Terms> {
        let used: Vec<u64> = match docs.len() < column.num_terms() / TERMS_A_MATCH {
            true => used_ordinals(column, docs),
            false => (0..column.num_terms() as u64).collect(),
        };
        let mut terms = Terms { ordinals: column.num_terms(), ..Terms::default() };
        let mut ordinals = used.iter();
        let read = column.dictionary().sorted_ords_to_term_cb(&used, |term| {
            let ordinal = ordinals.next().copied().unwrap_or(0);
            terms.take(ordinal as u32, std::str::from_utf8(term).unwrap_or_default(), wanted);
        });
        read.map_err(|error| damaged(&segment.snapshot.folder, &error))?;
        Ok(terms)
    }

    fn take(&mut self, ordinal: u32, term: &str, wanted: Wanted<'_>) {
        let Some(ActorTerm { id, evidence }) = ActorTerm::read(term).filter(|term| wanted.counts(*term)) else { return };
        if self.ids.last() != Some(id) {
            self.ids.push(id);
        }
        self.uses.push((ordinal, self.ids.len() as u32 - 1, evidence as u8));
    }

    /// For each ordinal the number of its actor and the place of its evidence in one number; [`UNCOUNTED`] for others.
    fn numbered(&self, ids: &[&str], joins: &[u32]) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(self.ids.len());
        let mut number = 0;
        for id in self.ids.iter() {
            number += ids[number..].iter().position(|known| *known == id).unwrap_or(0);
            numbers.push(joins[number]);
        }
        let mut meaning = vec![UNCOUNTED; self.ordinals];
        for (ordinal, place, evidence) in &self.uses {
            meaning[*ordinal as usize] = numbers[*place as usize] << EVIDENCE_BITS | u32::from(*evidence);
        }
        meaning
    }
}

/// How many bits of a meaning say the place of the evidence.
const EVIDENCE_BITS: u32 = 4;

/// The meaning of an ordinal that does not count.
const UNCOUNTED: u32 = u32::MAX;

fn used_ordinals(column: &StrColumn, docs: &Docs) -> Vec<u64> {
    let mut used = Vec::new();
    for_each_value(column, docs, |_, ordinal| used.push(ordinal));
    used.sort_unstable();
    used.dedup();
    used
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    passages: u32,
    documents: u32,
    /// The last passage and document counted, by numbers that no other has, but 0.
    last_passage: u32,
    last_document: u32,
    /// The kinds of evidence counted in the last passage, as bits.
    seen: u16,
}

impl Part<'_> {
    fn tally(&self, meaning: &[u32], before: u32, counts: &mut ActorCounts) -> Result<()> {
        let records = self.segment.records()?;
        let (mut document, mut end) = (0, 0);
        for_each_value(&self.column, self.docs, |doc, ordinal| {
            if doc >= end {
                document = before + doc;
                end = records.next(doc + 1).unwrap_or(u32::MAX);
            }
            let meaning = meaning[ordinal as usize];
            if meaning != UNCOUNTED {
                let number = (meaning >> EVIDENCE_BITS) as usize;
                let place = meaning & ((1 << EVIDENCE_BITS) - 1);
                if counts.tallies[number].is_fresh(before + doc, document, place) {
                    counts.evidence[number][place as usize] += 1;
                }
            }
        });
        Ok(())
    }
}

impl Tally {
    /// Counts a mention; tells whether it is the first of its evidence in the passage.
    fn is_fresh(&mut self, passage: u32, document: u32, place: u32) -> bool {
        if self.last_passage != passage {
            self.passages += 1;
            self.last_passage = passage;
            self.seen = 0;
            if self.last_document != document {
                self.documents += 1;
                self.last_document = document;
            }
        }
        let fresh = self.seen >> place & 1 == 0;
        self.seen |= 1 << place;
        fresh
    }
}

/// How many passages' values are read at once: one by one costs several times as much.
const BLOCK: usize = 1_024;

/// Calls `visit` with each passage and each of its ordinals, in order of passages.
fn for_each_value(column: &StrColumn, docs: &Docs, mut visit: impl FnMut(DocId, u64)) {
    let (mut found, mut rows, mut ordinals) = (Vec::new(), Vec::new(), Vec::new());
    let mut read = |block: &mut Vec<DocId>| {
        found.clear();
        rows.clear();
        column.ords().row_ids_for_docs(block, &mut found, &mut rows);
        ordinals.resize(rows.len(), 0);
        column.ords().values.get_vals(&rows, &mut ordinals);
        found.iter().zip(&ordinals).for_each(|(doc, ordinal)| visit(*doc, *ordinal));
        block.clear();
    };
    let mut block = Vec::with_capacity(BLOCK);
    docs.for_each(|doc| {
        block.push(doc);
        if block.len() == BLOCK {
            read(&mut block);
        }
    });
    read(&mut block);
}
