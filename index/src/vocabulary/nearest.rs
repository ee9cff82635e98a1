//! Which words and names of the index may a mistyped one be a slip for?

use std::collections::BTreeMap;

use tantivy_fst::Automaton;

use super::names::{alive, is_borrowed};
use super::{Fuzzy, collect, parse_alias};
use crate::error::Result;
use crate::naming::MARK;
use crate::snapshot::Snapshot;
use crate::store::damaged;
use crate::text::fold_phrase;

/// The fewest letters of a word in which two slips are allowed, and in which one is.
const TWO_SLIPS: usize = 6;
const ONE_SLIP: usize = 3;

/// Returns the words of the index nearest to a folded one that it may be a slip for, with how many passages hold each:
/// fewer slips first, then the more frequent.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a dictionary can't be read.
pub fn nearest_words(snapshot: &Snapshot, word: &str, most: usize) -> Result<Vec<(String, u64)>> {
    let Some(near) = within_slips(word) else { return Ok(Vec::new()) };
    let found = collect(snapshot, &[snapshot.fields.text], &near, "")?;
    let has_digit = |word: &str| word.contains(|letter: char| letter.is_ascii_digit());
    let others = found.into_iter().filter(|(found, _)| found != word && has_digit(found) == has_digit(word));
    let mut ranked: Vec<(usize, String, u64)> =
        others.map(|(found, count)| (strsim::osa_distance(&found, word), found, count)).collect();
    ranked.sort_by(|one, other| (one.0, other.2, &one.1).cmp(&(other.0, one.2, &other.1)));
    ranked.truncate(most);
    Ok(ranked.into_iter().map(|(_, found, count)| (found, count)).collect())
}

/// Returns the name, nearly the folded one, that most documents give to an actor, and how many do; `None` where there is
/// none, or one of this very name.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where the dictionary can't be read.
pub fn nearest_actor(snapshot: &Snapshot, name: &str) -> Result<Option<(String, u64)>> {
    let Some(near) = within_slips(name).map(Alias) else { return Ok(None) };
    let mut named: BTreeMap<String, u64> = BTreeMap::new();
    for segment in snapshot.segments() {
        let inverted = segment.inverted(snapshot.fields.alias)?;
        let stream = inverted.terms().search(&near).into_stream();
        let mut stream = stream.map_err(|error| damaged(&snapshot.folder, &error))?;
        while stream.advance() {
            let documents = alive(segment, &inverted, stream.value()).map_err(|error| damaged(&snapshot.folder, &error))?;
            let alias = std::str::from_utf8(stream.key()).ok().and_then(|term| parse_alias(term, documents));
            let Some(alias) = alias.filter(|alias| documents > 0 && !is_borrowed(alias.evidence)) else { continue };
            if fold_phrase(&alias.surface) == name {
                return Ok(None);
            }
            *named.entry(alias.surface).or_insert(0) += documents;
        }
    }
    Ok(named.into_iter().max_by_key(|(_, documents)| *documents))
}

/// Returns what is as near to a folded word as slips may take it; `None` where it is too short for any, or too long.
fn within_slips(word: &str) -> Option<Fuzzy> {
    let distance = match word.chars().count() {
        TWO_SLIPS.. => 2,
        ONE_SLIP.. => 1,
        _ => return None,
    };
    Fuzzy::new(word, distance)
}

/// Entries of the dictionary of aliases whose folded name is near another.
struct Alias(Fuzzy);

impl Automaton for Alias {
    /// How far the name was read; nothing once it ended and was near enough.
    type State = Option<u32>;

    fn start(&self) -> Option<u32> {
        Some(self.0.start())
    }

    fn is_match(&self, state: &Option<u32>) -> bool {
        state.is_none()
    }

    fn can_match(&self, state: &Option<u32>) -> bool {
        state.is_none_or(|state| self.0.can_match(&state))
    }

    fn accept(&self, state: &Option<u32>, byte: u8) -> Option<u32> {
        let state = (*state)?;
        if byte == MARK as u8 && self.0.is_match(&state) {
            return None;
        }
        Some(self.0.accept(&state, byte))
    }
}
