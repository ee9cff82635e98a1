//! Which documents does a change of the user's own actors touch?
//!
//! Those that hold all words of a changed name, that mention a changed actor, or with which one of its names was supplied:
//! a few too many, but none too few. They are marked in the file state, so that this run reads them again, or, where it is
//! interrupted, a later one.

use rustc_hash::FxHashSet;
use tantivy::DocId;

use crate::actor::OwnActors;
use crate::analyzer::folded_words;
use crate::docs::{Bits, Docs, Words};
use crate::error::Result;
use crate::joins::own_hash;
use crate::naming::AliasTerm;
use crate::snapshot::{Segment, Snapshot};
use crate::sources::FileState;
use crate::vocabulary::{actor_terms, each_with_prefix};

/// Marks the documents that must be read again since the user's own actors are no longer those by which they were read.
pub fn mark_touched(snapshot: &Snapshot, state: &mut FileState, own: &OwnActors) -> Result<()> {
    let Some(note) = &snapshot.note else { return Ok(()) };
    if note.own == own_hash(own.texts()) {
        return Ok(());
    }
    let earlier = &snapshot.joins()?.own;
    let earlier = if own_hash(earlier) == note.own { OwnActors::parse_all(earlier).ok() } else { None };
    let keys = match earlier {
        Some(earlier) => touched(snapshot, &own.changed_since(&earlier))?,
        // What they were is not known any more.
        None => state.documents().map(|document| document.key).collect(),
    };
    state.mark_stale(&keys);
    Ok(())
}

/// Returns the keys of the documents in which names or actors stand.
fn touched(snapshot: &Snapshot, (names, ids): &(Vec<String>, Vec<String>)) -> Result<FxHashSet<u64>> {
    let mut keys = FxHashSet::default();
    for segment in snapshot.segments() {
        let mut found = vec![Docs::none()];
        for name in names {
            found.push(Docs::Bits(documents_with_words(segment, name)?));
            found.push(Docs::Bits(documents_called(segment, name)?));
        }
        for id in ids {
            let terms = actor_terms(snapshot, id, &[])?;
            let passages = segment.docs_of(snapshot.fields.actor, terms.iter().map(String::as_str))?;
            found.push(Docs::Bits(records_of(segment, &passages)?));
        }
        let mut records = Docs::any_of(found, segment.len());
        segment.remove_deleted(&mut records);
        for record in records.into_list() {
            keys.insert(snapshot.record(segment.address(record))?.key);
        }
    }
    Ok(keys)
}

/// The records of documents that hold all words of a name somewhere.
fn documents_with_words(segment: Segment<'_>, name: &str) -> Result<Bits> {
    let mut all: Option<Docs> = None;
    for word in folded_words(name, None) {
        let passages = segment.docs_of(segment.snapshot.fields.text, [word.word.as_str()])?;
        let records = Docs::Bits(records_of(segment, &passages)?);
        all = Some(match all {
            Some(all) => all.and(records),
            None => records,
        });
    }
    Ok(all.unwrap_or(Docs::none()).into_bits(segment.len()))
}

/// The records of documents that name somebody so, in their text or in what was supplied with them.
fn documents_called(segment: Segment<'_>, name: &str) -> Result<Bits> {
    let mut terms = Vec::new();
    let alias = segment.snapshot.fields.alias;
    each_with_prefix(segment.snapshot, alias, &AliasTerm::prefix(name), &mut |term, _| terms.push(term.to_owned()))?;
    Ok(segment.docs_of(alias, terms.iter().map(String::as_str))?.into_bits(segment.len()))
}

fn records_of(segment: Segment<'_>, passages: &Docs) -> Result<Bits> {
    let records = segment.records()?;
    let mut found = Bits::none(segment.len());
    let mut end: DocId = 0;
    passages.for_each(|passage| {
        if passage >= end {
            found.insert(records.previous(passage).unwrap_or(0));
            end = records.next(passage + 1).unwrap_or(u32::MAX);
        }
    });
    Ok(found)
}
