//! Whom a name names in an index, and by which names an actor goes there.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::each_term;
use crate::actor::{Actor, ActorKind, Evidence, dictionary_actors, dictionary_name};
use crate::error::{Error, Result};
use crate::naming::{ActorTerm, AliasTerm};
use crate::snapshot::{Segment, Snapshot};
use crate::store::damaged;
use crate::text::fold_phrase;

/// A name that documents of the index give to an actor.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Alias {
    /// The actor's id.
    pub id: String,
    /// How mentions under this name count.
    pub evidence: Evidence,
    /// The name as written.
    pub surface: String,
    /// How many documents write it so.
    pub documents: u64,
}

/// Calls `visit` with each entry of the dictionary of aliases that begins so, in each segment anew, and the number of documents
/// that use it; deleted ones that are not merged away yet don't count.
///
/// # Errors
///
/// [`Error::Damaged`] where the dictionary can't be read.
pub fn each_alias(snapshot: &Snapshot, prefix: &str, visit: &mut dyn FnMut(&str, u64)) -> Result<()> {
    let failed = |error: &dyn std::fmt::Display| damaged(&snapshot.folder, error);
    for segment in snapshot.segments() {
        let inverted = segment.inverted(snapshot.fields.alias)?;
        let mut stream = inverted.terms().range().ge(prefix).into_stream().map_err(|error| failed(&error))?;
        while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
            let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
            let documents = alive(segment, &inverted, stream.value()).map_err(|error| failed(&error))?;
            if documents > 0 {
                visit(term, documents);
            }
        }
    }
    Ok(())
}

/// How many documents of a segment hold a term, without those that are deleted.
pub(super) fn alive(segment: Segment<'_>, inverted: &InvertedIndexReader, term: &TermInfo) -> io::Result<u64> {
    let Some(alive) = segment.reader.alive_bitset() else { return Ok(u64::from(term.doc_freq)) };
    let mut postings = inverted.read_postings_from_terminfo(term, IndexRecordOption::Basic)?;
    let (mut count, mut doc) = (0, postings.doc());
    while doc != TERMINATED {
        count += u64::from(alive.is_alive(doc));
        doc = postings.advance();
    }
    Ok(count)
}

/// Returns everything that a name stands for in the index, whatever its case or accents.
///
/// # Errors
///
/// [`Error::Damaged`] where the dictionary can't be read.
pub fn aliases(snapshot: &Snapshot, name: &str) -> Result<Vec<Alias>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    each_alias(snapshot, &AliasTerm::prefix(name), &mut |term, count| *counts.entry(term.to_owned()).or_insert(0) += count)?;
    Ok(counts.into_iter().filter_map(|(term, documents)| parse_alias(&term, documents)).collect())
}

/// Returns all names that documents give to an actor and those joined to it, the most used first.
///
/// # Errors
///
/// [`Error::Damaged`] where the dictionary can't be read.
pub fn aliases_of(snapshot: &Snapshot, id: &str) -> Result<Vec<Alias>> {
    let ids: FxHashSet<&str> = snapshot.joins()?.members.values(id).chain([id]).collect();
    let mut counts: FxHashMap<(String, Evidence), u64> = FxHashMap::default();
    each_alias(snapshot, "", &mut |term, documents| {
        if let Some(alias) = AliasTerm::read(term).filter(|alias| ids.contains(alias.id)) {
            *counts.entry((alias.surface.to_owned(), alias.evidence)).or_insert(0) += documents;
        }
    })?;
    let named = |((surface, evidence), documents)| Alias { id: id.to_owned(), evidence, surface, documents };
    let mut found: Vec<Alias> = counts.into_iter().map(named).collect();
    found.sort_by(|one, other| other.documents.cmp(&one.documents).then_with(|| one.cmp(other)));
    Ok(found)
}

/// Reads an entry of the dictionary of aliases.
pub fn parse_alias(term: &str, documents: u64) -> Option<Alias> {
    let AliasTerm { id, evidence, surface, .. } = AliasTerm::read(term)?;
    Some(Alias { id: id.to_owned(), evidence, surface: surface.to_owned(), documents })
}

/// Returns the ids of the actors that a name, in any spelling, may mean: those it names in the strongest way.
///
/// # Errors
///
/// [`Error::UnknownActor`] with the nearest names where there is none.
pub fn actors_named(snapshot: &Snapshot, name: &str, kind: Option<ActorKind>) -> Result<BTreeSet<String>> {
    if ActorKind::of_id(name).is_some() && !actor_terms(snapshot, name, &[])?.is_empty() {
        return Ok(BTreeSet::from([snapshot.joins()?.canonical(name).to_owned()]));
    }
    let joins = snapshot.joins()?;
    let mut found = aliases(snapshot, name)?;
    found.retain(|alias| kind.is_none_or(|kind| ActorKind::of_id(&alias.id) == Some(kind)));
    for alias in &mut found {
        alias.id = joins.canonical(&alias.id).to_owned();
    }
    let strong: BTreeSet<String> =
        found.iter().filter(|alias| !is_borrowed(alias.evidence)).map(|alias| alias.id.clone()).collect();
    if !strong.is_empty() {
        return Ok(strong);
    }
    if found.is_empty() {
        let known = unwritten(snapshot, name, kind)?;
        if !known.is_empty() {
            return Ok(known);
        }
        let bearers = surnamed(snapshot, name)?;
        if bearers.len() == 1 && kind.is_none_or(|kind| kind == ActorKind::Person) {
            return Ok(bearers);
        }
        return Err(Error::UnknownActor { name: name.to_owned(), nearest: nearest_names(snapshot, name)? });
    }
    Ok(found.into_iter().map(|alias| alias.id).collect())
}

/// Returns the actors of the index that the dictionary knows by a name, whether any document uses it or not.
///
/// # Errors
///
/// As [`actor_terms`].
pub fn known_by(snapshot: &Snapshot, name: &str) -> Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for actor in dictionary_actors(name) {
        if !actor_terms(snapshot, &actor.id, &[])?.is_empty() {
            ids.insert(actor.id.to_string());
        }
    }
    Ok(ids)
}

/// Returns the actors of the index that the dictionary knows by a name which no document uses, or that are shown under it:
/// nobody writes "Foreign Ministry of Turkey".
fn unwritten(snapshot: &Snapshot, name: &str, kind: Option<ActorKind>) -> Result<BTreeSet<String>> {
    let slugs = ActorKind::ALL.into_iter().map(|kind| Actor::named(name, kind));
    let mut known: BTreeSet<String> =
        dictionary_actors(name).into_iter().chain(slugs).map(|actor| actor.id.to_string()).collect();
    let (folded, joins) = (fold_phrase(name), snapshot.joins()?);
    let shown = joins.names.iter().filter(|(_, shown)| fold_phrase(shown) == folded);
    known.extend(shown.map(|(id, _)| id.to_owned()));
    let mut ids = BTreeSet::new();
    for id in known.into_iter().filter(|id| kind.is_none_or(|kind| ActorKind::of_id(id) == Some(kind))) {
        if !actor_terms(snapshot, &id, &[])?.is_empty() {
            ids.insert(joins.canonical(&id).to_owned());
        }
    }
    Ok(ids)
}

/// Returns the persons whose names end so, where no document calls anybody that alone.
fn surnamed(snapshot: &Snapshot, name: &str) -> Result<BTreeSet<String>> {
    let (ending, joins) = (format!(" {}", fold_phrase(name)), snapshot.joins()?);
    let mut ids = BTreeSet::new();
    each_alias(snapshot, "", &mut |term, _| {
        let Some(AliasTerm { folded, id, .. }) = AliasTerm::read(term) else { return };
        if ActorKind::of_id(id) == Some(ActorKind::Person) && folded.ends_with(&ending) {
            ids.insert(joins.canonical(id).to_owned());
        }
    })?;
    Ok(ids)
}

/// Tells evidence that lends another's name: a capital for its state, a nationality, an office.
pub(super) fn is_borrowed(evidence: Evidence) -> bool {
    matches!(evidence, Evidence::Capital | Evidence::Demonym | Evidence::Title)
}

/// Returns the terms under which the mentions of an actor, and of those joined to it, stand; only those of some kinds of
/// evidence, if any are named.
///
/// # Errors
///
/// [`Error::Tantivy`] where the dictionary can't be read.
pub fn actor_terms(snapshot: &Snapshot, id: &str, evidence: &[Evidence]) -> Result<BTreeSet<String>> {
    let mut terms = BTreeSet::new();
    for id in snapshot.joins()?.members.values(id).chain([id]) {
        for one in Evidence::ALL.into_iter().filter(|one| evidence.is_empty() || evidence.contains(one)) {
            let term = ActorTerm { id, evidence: one }.to_string();
            if snapshot.document_frequency(snapshot.fields.actor, &term)? > 0 {
                terms.insert(term);
            }
        }
    }
    Ok(terms)
}

/// Returns the name to show for an actor: the user's or the dictionary's, or as written in most documents under its own name.
///
/// # Errors
///
/// [`Error::Damaged`] where the dictionary can't be read.
pub fn label(snapshot: &Snapshot, id: &str) -> Result<String> {
    if let Some(name) = given_name(snapshot, id)? {
        return Ok(name.to_owned());
    }
    let mut spellings = Spellings::default();
    for alias in aliases(snapshot, &slug_words(id))?.into_iter().filter(|alias| alias.id == id) {
        spellings.add(&alias.surface, alias.documents);
    }
    Ok(spellings.first().unwrap_or_else(|| titled_slug(id)))
}

/// How many documents write a name in which way, whatever the kind of evidence.
#[derive(Default)]
struct Spellings(BTreeMap<String, u64>);

impl Spellings {
    fn add(&mut self, surface: &str, documents: u64) {
        match self.0.get_mut(surface) {
            Some(count) => *count += documents,
            None => drop(self.0.insert(surface.to_owned(), documents)),
        }
    }

    /// The spelling of most documents, of equally many the first in order.
    fn first(self) -> Option<String> {
        self.0.into_iter().rev().max_by_key(|(_, documents)| *documents).map(|(surface, _)| surface)
    }
}

/// Up to so many names are looked up one by one; more are cheaper in one walk over the dictionary. On 100,000 passages the walk
/// takes as long as some 700 looked up so, on more passages as long as more.
const LOOKED_UP: usize = 1_000;

/// Returns the names to show for many actors at once, by id, as [`label`] says.
///
/// # Errors
///
/// [`Error::Damaged`] where the dictionary can't be read.
pub fn labels(snapshot: &Snapshot, ids: &[&str]) -> Result<HashMap<String, String>> {
    if ids.len() > LOOKED_UP {
        return walk_for_labels(snapshot, ids);
    }
    ids.iter().map(|id| Ok(((*id).to_owned(), label(snapshot, id)?))).collect()
}

fn walk_for_labels(snapshot: &Snapshot, ids: &[&str]) -> Result<HashMap<String, String>> {
    let mut named: HashMap<String, String> = HashMap::with_capacity(ids.len());
    let mut spellings: FxHashMap<&str, Spellings> = FxHashMap::default();
    for id in ids {
        match given_name(snapshot, id)? {
            Some(name) => drop(named.insert((*id).to_owned(), name.to_owned())),
            None => drop(spellings.insert(id, Spellings::default())),
        }
    }
    each_alias(snapshot, "", &mut |term, documents| {
        let Some(AliasTerm { folded, id, surface, .. }) = AliasTerm::read(term) else { return };
        if let Some(known) = spellings.get_mut(id).filter(|_| is_own_name(id, folded)) {
            known.add(surface, documents);
        }
    })?;
    for (id, known) in spellings {
        named.insert(id.to_owned(), known.first().unwrap_or_else(|| titled_slug(id)));
    }
    Ok(named)
}

/// Returns the name that the user's file or the dictionary gives an actor; kept with the joins, so that the dictionary need
/// not be made ready only for this.
fn given_name<'s>(snapshot: &'s Snapshot, id: &str) -> Result<Option<&'s str>> {
    let names = &snapshot.joins()?.names;
    Ok(if names.is_empty() { dictionary_name(id) } else { names.value(id) })
}

/// Returns the words of an id's slug, which are the folded name of an actor that no dictionary knows.
fn slug_words(id: &str) -> String {
    id.split_once('/').map_or(id, |(_, slug)| slug).replace('-', " ")
}

/// Returns the name to show of an actor that no text calls by its whole name: `Foreign Ministry of Turkey`.
fn titled_slug(id: &str) -> String {
    let titled = |word: &str| match word {
        "of" | "the" | "and" | "for" => word.to_owned(),
        _ => word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect(),
    };
    slug_words(id).split(' ').map(titled).collect::<Vec<String>>().join(" ")
}

fn is_own_name(id: &str, folded: &str) -> bool {
    let slug = id.split_once('/').map_or(id, |(_, slug)| slug);
    slug.len() == folded.len()
        && slug.bytes().zip(folded.bytes()).all(|(one, other)| one == other || one == b'-' && other == b' ')
}

/// How many names are offered in place of an unknown one.
const OFFERED: usize = 3;

fn nearest_names(snapshot: &Snapshot, name: &str) -> Result<Vec<String>> {
    let wanted = fold_phrase(name);
    let mut nearest: Vec<(usize, String)> = Vec::new();
    each_term(snapshot, &[snapshot.fields.alias], "", &mut |term, _| {
        let Some(AliasTerm { folded, surface, .. }) = AliasTerm::read(term) else { return true };
        let holds = wanted.len() >= 4 && folded.split(' ').any(|word| word == wanted);
        // Names whose lengths alone are too far apart need no comparing, which takes the product of both.
        if holds || folded.len().abs_diff(wanted.len()) <= wanted.len() / 3 {
            let distance = if holds { 1 } else { strsim::damerau_levenshtein(folded, &wanted) };
            if distance <= wanted.len() / 3 {
                nearest.push((distance, surface.to_owned()));
            }
        }
        true
    })?;
    nearest.sort();
    nearest.dedup_by(|one, other| one.1 == other.1);
    Ok(nearest.into_iter().map(|(_, name)| name).take(OFFERED).collect())
}
