//! Who: the actors that matches mention, counted.
//!
//! The [roll](Roll) knows the actors of all segments by one number. The actors that matches mention get tallies in the order in
//! which they come, so that those of the frequent ones lie together; what a term means is looked up when it comes first.

use std::cmp::Reverse;

use tantivy::DocId;
use tantivy::columnar::StrColumn;

use super::census::counted;
use super::values::for_each_values;
use crate::actor::{ActorKind, Evidence};
use crate::docs::{Docs, Words};
use crate::error::Result;
use crate::schema::Fields;
use crate::snapshot::{Meaning, Roll, Segment, Snapshot};

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

/// An actor's number in the roll, in how many passages and documents it is mentioned, and in how many passages by each kind of evidence.
pub(super) type Counted = (u32, u32, u32, [u32; Evidence::ALL.len()]);

/// The actors that matches mention, with how often.
#[derive(Clone, Debug)]
pub struct ActorCounts<'s> {
    roll: &'s Roll,
    /// For each actor of the roll the place of its tally, plus one; 0 without any.
    places: Vec<u32>,
    tallies: Vec<Tally>,
}

/// Counts the actors that passages mention. `matches` holds a set for each segment. Only mentions of some kinds of evidence
/// and actors of some kinds count, where any are named.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a column can't be read.
pub fn count_actors<'s>(
    snapshot: &'s Snapshot,
    matches: &[Docs],
    evidence: &[Evidence],
    kinds: &[ActorKind],
) -> Result<ActorCounts<'s>> {
    let known = if evidence.is_empty() { counted(snapshot, matches, kinds)? } else { None };
    known.map_or_else(|| count(snapshot, matches, evidence, kinds), Ok)
}

/// Counts as [`count_actors`] does, whatever is known.
pub(super) fn count<'s>(
    snapshot: &'s Snapshot,
    matches: &[Docs],
    evidence: &[Evidence],
    kinds: &[ActorKind],
) -> Result<ActorCounts<'s>> {
    let wanted = Wanted { evidence, kinds };
    let mut counts = ActorCounts::none(snapshot.roll()?);
    let mut before = 1;
    for segment in snapshot.segments() {
        let docs = &matches[segment.number as usize];
        if let Some(column) = segment.text_column(Fields::ACTOR)?.filter(|_| !docs.is_empty()) {
            counts.add(segment, &column, docs, before, wanted)?;
        }
        before += segment.len();
    }
    Ok(counts)
}

impl<'s> ActorCounts<'s> {
    /// No mention of anybody.
    pub(super) fn none(roll: &'s Roll) -> ActorCounts<'s> {
        ActorCounts { roll, places: vec![0; roll.len()], tallies: Vec::new() }
    }

    /// Adds the count of an actor that has none yet, if it is of one of some kinds, where any are named.
    pub(super) fn insert(&mut self, (actor, passages, documents, evidence): Counted, kinds: &[ActorKind]) {
        let is_wanted = kinds.is_empty() || self.roll.kind(actor).is_some_and(|kind| kinds.contains(&kind));
        if let Some(place) = self.places.get_mut(actor as usize).filter(|_| is_wanted) {
            self.tallies.push(Tally { actor, passages, documents, evidence, ..Tally::default() });
            *place = self.tallies.len() as u32;
        }
    }

    /// Returns what was counted, in no order.
    pub(super) fn counted(&self) -> impl Iterator<Item = Counted> {
        self.tallies.iter().map(|tally| (tally.actor, tally.passages, tally.documents, tally.evidence))
    }

    /// Returns how many actors are mentioned.
    pub fn len(&self) -> usize {
        self.tallies.len()
    }

    /// Tells whether none is.
    pub fn is_empty(&self) -> bool {
        self.tallies.is_empty()
    }

    /// Returns the count of an actor; none of it where it is not mentioned.
    pub fn of(&self, id: &str) -> ActorCount {
        let absent = || ActorCount { id: id.to_owned(), ..ActorCount::default() };
        self.tally(id).map_or_else(absent, |tally| self.count(tally))
    }

    /// Returns in how many passages an actor stands.
    pub fn passages_of(&self, id: &str) -> u64 {
        self.tally(id).map_or(0, |tally| u64::from(tally.passages))
    }

    /// Returns every actor's id with in how many passages it stands, in order of ids.
    pub fn passages(&self) -> impl Iterator<Item = (&str, u64)> {
        let tallies = self.places.iter().filter_map(|place| self.tallies.get(place.checked_sub(1)? as usize));
        tallies.map(|tally| (self.roll.id(tally.actor), u64::from(tally.passages)))
    }

    /// Returns up to so many actors, most passages first, then by id.
    pub fn most(&self, limit: usize) -> Vec<ActorCount> {
        let mut order: Vec<(Reverse<u32>, u32, u32)> =
            self.tallies.iter().zip(0..).map(|(tally, place)| (Reverse(tally.passages), tally.actor, place)).collect();
        if limit < order.len() {
            order.select_nth_unstable(limit);
            order.truncate(limit);
        }
        order.sort_unstable();
        order.into_iter().map(|(.., place)| self.count(&self.tallies[place as usize])).collect()
    }

    fn tally(&self, id: &str) -> Option<&Tally> {
        let place = self.places.get(self.roll.number(id)? as usize)?.checked_sub(1)?;
        self.tallies.get(place as usize)
    }

    fn count(&self, tally: &Tally) -> ActorCount {
        let (passages, documents) = (u64::from(tally.passages), u64::from(tally.documents));
        ActorCount { id: self.roll.id(tally.actor).to_owned(), passages, documents, evidence: tally.evidence.map(u64::from) }
    }

    /// Adds the matches of a segment; `before` is a number below all that its passages are to be known by.
    fn add(&mut self, segment: Segment<'_>, column: &StrColumn, docs: &Docs, before: u32, wanted: Wanted<'_>) -> Result<()> {
        let records = segment.records()?;
        let mut terms = vec![Term::Unknown; self.roll.terms(segment.number)];
        let (mut document, mut end) = (0, 0);
        for_each_values(column.ords(), docs, |doc, ordinals| {
            if doc >= end {
                document = before + doc;
                end = records.next(doc + 1).unwrap_or(DocId::MAX);
            }
            for ordinal in ordinals {
                let Some(term) = terms.get_mut(*ordinal as usize) else { continue };
                if let Term::Unknown = term {
                    *term = self.term(self.roll.meaning(segment.number, *ordinal), wanted);
                }
                if let Term::Counted { tally, evidence } = *term {
                    self.tallies[tally as usize].add(before + doc, document, evidence);
                }
            }
        });
        Ok(())
    }

    /// What a term of this meaning comes to.
    fn term(&mut self, meaning: Option<Meaning>, wanted: Wanted<'_>) -> Term {
        let meaning = meaning.filter(|meaning| wanted.counts(*meaning, self.roll));
        let Some(Meaning { actor, evidence }) = meaning else { return Term::Uncounted };
        let Some(place) = self.places.get_mut(actor as usize) else { return Term::Uncounted };
        if *place == 0 {
            self.tallies.push(Tally { actor, ..Tally::default() });
            *place = self.tallies.len() as u32;
        }
        Term::Counted { tally: *place - 1, evidence }
    }
}

/// Which mentions count.
#[derive(Clone, Copy)]
struct Wanted<'w> {
    evidence: &'w [Evidence],
    kinds: &'w [ActorKind],
}

impl Wanted<'_> {
    fn counts(self, meaning: Meaning, roll: &Roll) -> bool {
        (self.evidence.is_empty() || self.evidence.contains(&meaning.evidence))
            && (self.kinds.is_empty() || roll.kind(meaning.actor).is_some_and(|kind| self.kinds.contains(&kind)))
    }
}

/// What is known of a term of a segment's column.
#[derive(Clone, Copy)]
enum Term {
    Unknown,
    Uncounted,
    Counted { tally: u32, evidence: Evidence },
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// The number of the actor.
    actor: u32,
    passages: u32,
    documents: u32,
    /// The last passage and document counted, by numbers that no other has, but 0.
    last_passage: u32,
    last_document: u32,
    /// The kinds of evidence counted in the last passage, as bits.
    seen: u16,
    evidence: [u32; Evidence::ALL.len()],
}

impl Tally {
    /// Counts a mention. Without branches, of which no processor could guess the half: which document is new to which actor.
    #[inline]
    fn add(&mut self, passage: u32, document: u32, evidence: Evidence) {
        let is_new = self.last_passage != passage;
        self.passages += u32::from(is_new);
        self.last_passage = passage;
        self.documents += u32::from(self.last_document != document);
        self.last_document = document;
        let bit = 1 << evidence as u16;
        let seen = if is_new { 0 } else { self.seen };
        self.evidence[evidence as usize] += u32::from(seen & bit == 0);
        self.seen = seen | bit;
    }
}
