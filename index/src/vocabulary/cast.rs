//! All actors of an index, as its documents name them now.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::names::each_alias;
use crate::actor::{Evidence, OwnActors, dictionary_name};
use crate::error::Result;
use crate::joins::{Candidate, Standing};
use crate::naming::AliasTerm;
use crate::snapshot::Snapshot;

/// What the texts of an index say of an actor.
#[derive(Default)]
struct Facts {
    documents: u64,
    /// Documents that write it in capitals.
    shouting: u64,
    supplied: bool,
    acronyms: BTreeSet<String>,
}

/// Collects the actors that documents of the index name, each under the id it has in its document. Documents that are
/// deleted but not yet merged away do not count.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where the dictionary can't be read.
pub fn cast(snapshot: &Snapshot, own: &OwnActors) -> Result<Vec<Candidate>> {
    let mut cast: FxHashMap<String, Facts> = FxHashMap::default();
    each_alias(snapshot, "", &mut |term, documents| take(&mut cast, term, documents))?;
    let candidates = cast.into_iter().map(|(id, facts)| Candidate {
        // Who supplied a document says no more of an actor than the dictionary does.
        standing: match own.with_id(&id).is_some() || dictionary_name(&id).is_some() {
            true => Standing::Named,
            false if facts.supplied => Standing::Supplied,
            false => Standing::Found,
        },
        documents: facts.documents,
        acronyms: facts.acronyms,
        capitals: facts.shouting * 2 > facts.documents,
        id,
    });
    Ok(candidates.collect())
}

fn take(cast: &mut FxHashMap<String, Facts>, term: &str, documents: u64) {
    let Some(AliasTerm { folded, id, evidence, surface }) = AliasTerm::read(term) else { return };
    if !cast.contains_key(id) {
        cast.insert(id.to_owned(), Facts::default());
    }
    let Some(facts) = cast.get_mut(id) else { return };
    facts.documents += documents;
    facts.shouting += if surface.chars().any(char::is_lowercase) { 0 } else { documents };
    facts.supplied |= evidence == Evidence::Supplied;
    if evidence == Evidence::Acronym {
        facts.acronyms.insert(folded.to_owned());
    }
}
