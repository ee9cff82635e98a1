//! Which terms of the index a pattern stands for, and whom a name names there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use levenshtein_automata::{DFA as EditDistance, Distance, LevenshteinAutomatonBuilder};
use regex_automata::Anchored;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use crate::actor::{ActorKind, Evidence, dictionary_actors, dictionary_name};
use crate::analyzer::EVIDENCE_MARK;
use crate::error::{Error, Result};
use crate::query::TermForm;
use crate::snapshot::Snapshot;
use crate::store::damaged;
use crate::text::fold_phrase;

/// How large the automaton of one pattern may become, in bytes; what keeps hostile patterns cheap.
const AUTOMATON_BYTES: usize = 2 << 20;

/// Returns the words that a wildcard, fuzzy word, regular expression or range stands for, with how many passages hold each.
///
/// # Errors
///
/// [`Error::Value`] where the pattern is no pattern or too large.
pub fn expand(snapshot: &Snapshot, fields: &[Field], text: &str, form: TermForm) -> Result<BTreeMap<String, u64>> {
    match form {
        TermForm::Wildcard => {
            let literal: String = text.chars().take_while(|character| !matches!(character, '*' | '?')).collect();
            let pattern = wildcard_pattern(text);
            collect(snapshot, fields, &Expression::new(&pattern)?, &literal)
        }
        TermForm::Regex => collect(snapshot, fields, &Expression::new(text)?, ""),
        TermForm::Fuzzy(distance) => {
            let first: String = text.chars().take(1).collect();
            let builder = LevenshteinAutomatonBuilder::new(distance.min(2), true);
            collect(snapshot, fields, &Fuzzy { distance: distance.min(2), automaton: builder.build_dfa(text) }, &first)
        }
        TermForm::Range => expand_range(snapshot, fields, text),
        TermForm::Stemmed | TermForm::Exact => Ok(BTreeMap::from([(text.to_owned(), 0)])),
    }
}

fn wildcard_pattern(text: &str) -> String {
    let mut pattern = String::new();
    for character in text.chars() {
        match character {
            '*' => pattern.push_str(".*"),
            '?' => pattern.push('.'),
            '.' => pattern.push_str("\\."),
            other => pattern.push(other),
        }
    }
    pattern
}

fn expand_range(snapshot: &Snapshot, fields: &[Field], text: &str) -> Result<BTreeMap<String, u64>> {
    let (low, high) = text.split_once(" TO ").unwrap_or((text, text));
    let (low, high) = (fold_phrase(low.trim_matches('*')), fold_phrase(high.trim_matches('*')));
    let mut found = BTreeMap::new();
    each_term(snapshot, fields, &low, &mut |term, count| {
        let below = high.is_empty() || term <= high.as_str();
        if below && is_word(term) {
            *found.entry(term.to_owned()).or_insert(0) += count;
        }
        below
    })?;
    Ok(found)
}

/// Calls `visit` for each term at or behind `from`, in each segment anew, until it says false.
fn each_term(snapshot: &Snapshot, fields: &[Field], from: &str, visit: &mut dyn FnMut(&str, u64) -> bool) -> Result<()> {
    for segment in snapshot.segments() {
        for field in fields {
            let inverted = segment.inverted(*field)?;
            let stream = inverted.terms().range().ge(from).into_stream();
            let mut stream = stream.map_err(|error| damaged(&snapshot.folder, &error))?;
            while stream.advance() {
                let count = u64::from(stream.value().doc_freq);
                if std::str::from_utf8(stream.key()).is_ok_and(|term| !visit(term, count)) {
                    break;
                }
            }
        }
    }
    Ok(())
}

/// Calls `visit` for each term of a field that begins with `prefix`, in each segment anew.
///
/// # Errors
///
/// [`Error::Damaged`] where a dictionary can't be read.
pub fn each_with_prefix(snapshot: &Snapshot, field: Field, prefix: &str, visit: &mut dyn FnMut(&str, u64)) -> Result<()> {
    each_term(snapshot, &[field], prefix, &mut |term, count| {
        let holds = term.starts_with(prefix);
        if holds {
            visit(term, count);
        }
        holds
    })
}

fn collect<A: Automaton>(snapshot: &Snapshot, fields: &[Field], automaton: &A, literal: &str) -> Result<BTreeMap<String, u64>>
where
    A::State: Clone,
{
    let mut found = BTreeMap::new();
    for segment in snapshot.segments() {
        for field in fields {
            let inverted = segment.inverted(*field)?;
            let mut builder = inverted.terms().search(automaton).ge(if literal.is_empty() { "0" } else { literal });
            if !literal.is_empty() {
                builder = builder.lt(format!("{literal}\u{10ffff}"));
            }
            let mut stream = builder.into_stream().map_err(|error| damaged(&snapshot.folder, &error))?;
            while stream.advance() {
                if let Some(term) = std::str::from_utf8(stream.key()).ok().filter(|term| is_word(term)) {
                    *found.entry(term.to_owned()).or_insert(0) += u64::from(stream.value().doc_freq);
                }
            }
        }
    }
    Ok(found)
}

/// Tells a folded word from a stem or a cased form.
fn is_word(term: &str) -> bool {
    !term.starts_with(crate::analyzer::STEM_MARK) && !term.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// A regular expression over whole terms.
struct Expression(dense::DFA<Vec<u32>>);

impl Expression {
    fn new(pattern: &str) -> Result<Expression> {
        let config = dense::Config::new()
            .start_kind(StartKind::Anchored)
            .match_kind(regex_automata::MatchKind::All)
            .dfa_size_limit(Some(AUTOMATON_BYTES))
            .determinize_size_limit(Some(AUTOMATON_BYTES));
        let limits = thompson::Config::new().nfa_size_limit(Some(AUTOMATON_BYTES / 2));
        let built = dense::Builder::new().configure(config).thompson(limits).build(pattern);
        built.map(Expression).map_err(|error| {
            let cause = std::error::Error::source(&error).map_or(error.to_string(), |source| source.to_string());
            Error::Value(format!("regular expression: {}", cause.lines().last().unwrap_or_default()))
        })
    }
}

impl Automaton for Expression {
    type State = StateID;

    fn start(&self) -> StateID {
        let config = start::Config::new().anchored(Anchored::Yes);
        self.0.start_state(&config).unwrap_or_default()
    }

    fn is_match(&self, state: &StateID) -> bool {
        self.0.is_match_state(self.0.next_eoi_state(*state))
    }

    fn can_match(&self, state: &StateID) -> bool {
        !self.0.is_dead_state(*state) && !self.0.is_quit_state(*state)
    }

    fn accept(&self, state: &StateID, byte: u8) -> StateID {
        self.0.next_state(*state, byte)
    }
}

/// Words within an edit distance (Damerau's: a swap of neighbours is one edit).
struct Fuzzy {
    distance: u8,
    automaton: EditDistance,
}

impl Automaton for Fuzzy {
    type State = u32;

    fn start(&self) -> u32 {
        self.automaton.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.automaton.distance(*state), Distance::Exact(distance) if distance <= self.distance)
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != levenshtein_automata::SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.automaton.transition(*state, byte)
    }
}

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

/// Returns everything that a name stands for in the index, whatever its case or accents.
///
/// # Errors
///
/// [`Error::Damaged`] where the dictionary can't be read.
pub fn aliases(snapshot: &Snapshot, name: &str) -> Result<Vec<Alias>> {
    let prefix = format!("{}{EVIDENCE_MARK}", fold_phrase(name));
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    each_with_prefix(snapshot, snapshot.fields.alias, &prefix, &mut |term, count| {
        *counts.entry(term.to_owned()).or_insert(0) += count
    })?;
    Ok(counts.into_iter().filter_map(|(term, documents)| parse_alias(&term, documents)).collect())
}

/// Reads an entry of the dictionary of aliases.
pub fn parse_alias(term: &str, documents: u64) -> Option<Alias> {
    let mut parts = term.split(EVIDENCE_MARK).skip(1);
    let (id, evidence, surface) = (parts.next()?, parts.next()?, parts.next()?);
    let evidence = Evidence::ALL.into_iter().find(|one| (*one as u8).to_string() == evidence)?;
    Some(Alias { id: id.to_owned(), evidence, surface: surface.to_owned(), documents })
}

/// Returns the ids of the actors that a name, in any spelling, may mean: those it names in the strongest way.
///
/// # Errors
///
/// [`Error::UnknownActor`] with the nearest names where there is none.
pub fn actors_named(snapshot: &Snapshot, name: &str, kind: Option<ActorKind>) -> Result<BTreeSet<String>> {
    if ActorKind::of_id(name).is_some() && !actor_terms(snapshot, name, &[])?.is_empty() {
        return Ok(BTreeSet::from([name.to_owned()]));
    }
    let mut found = aliases(snapshot, name)?;
    found.retain(|alias| kind.is_none_or(|kind| ActorKind::of_id(&alias.id) == Some(kind)));
    let strong: BTreeSet<String> =
        found.iter().filter(|alias| !is_borrowed(alias.evidence)).map(|alias| alias.id.clone()).collect();
    if !strong.is_empty() {
        return Ok(strong);
    }
    let known = dictionary_ids(snapshot, name, kind)?;
    if found.is_empty() && !known.is_empty() {
        return Ok(known);
    }
    if found.is_empty() {
        return Err(Error::UnknownActor { name: name.to_owned(), nearest: nearest_names(snapshot, name)? });
    }
    Ok(found.into_iter().map(|alias| alias.id).collect())
}

/// Returns the actors of the index that the dictionary knows by a name which no document uses.
fn dictionary_ids(snapshot: &Snapshot, name: &str, kind: Option<ActorKind>) -> Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for actor in dictionary_actors(name).into_iter().filter(|actor| kind.is_none_or(|kind| actor.kind == kind)) {
        if !actor_terms(snapshot, &actor.id, &[])?.is_empty() {
            ids.insert(actor.id.to_string());
        }
    }
    Ok(ids)
}

/// Tells evidence that lends another's name: a capital for its state, a nationality, an office.
fn is_borrowed(evidence: Evidence) -> bool {
    matches!(evidence, Evidence::Capital | Evidence::Demonym | Evidence::Title)
}

/// Returns the terms under which an actor's mentions stand; only those of some kinds of evidence, if any are named.
///
/// # Errors
///
/// [`Error::Tantivy`] where the dictionary can't be read.
pub fn actor_terms(snapshot: &Snapshot, id: &str, evidence: &[Evidence]) -> Result<BTreeSet<String>> {
    let mut terms = BTreeSet::new();
    for one in Evidence::ALL.into_iter().filter(|one| evidence.is_empty() || evidence.contains(one)) {
        let term = format!("{id}{EVIDENCE_MARK}{}", one as u8);
        if snapshot.document_frequency(snapshot.fields.actor, &term)? > 0 {
            terms.insert(term);
        }
    }
    Ok(terms)
}

/// Returns the name to show for an actor: the dictionary's, or as written in most documents under its own name.
///
/// # Errors
///
/// [`Error::Damaged`] where the dictionary can't be read.
pub fn label(snapshot: &Snapshot, id: &str) -> Result<String> {
    if let Some(name) = dictionary_name(id) {
        return Ok(name.to_owned());
    }
    let slug = slug_words(id);
    let own = aliases(snapshot, &slug)?.into_iter().filter(|alias| alias.id == id);
    let best = own.max_by(|one, other| (one.documents, &other.surface).cmp(&(other.documents, &one.surface)));
    Ok(best.map_or(slug, |alias| alias.surface))
}

/// Returns the names to show for many actors at once, by id: one walk over the dictionary, as [`label`] says.
///
/// # Errors
///
/// [`Error::Damaged`] where the dictionary can't be read.
pub fn labels(snapshot: &Snapshot, ids: &[&str]) -> Result<HashMap<String, String>> {
    let wanted: FxHashSet<&str> = ids.iter().copied().collect();
    let mut counts: FxHashMap<(String, String), u64> = FxHashMap::default();
    each_with_prefix(snapshot, snapshot.fields.alias, "", &mut |term, documents| {
        let mut parts = term.split(EVIDENCE_MARK);
        let (Some(folded), Some(id), Some(surface)) = (parts.next(), parts.next(), parts.nth(1)) else { return };
        if wanted.contains(id) && is_own_name(id, folded) {
            *counts.entry((id.to_owned(), surface.to_owned())).or_insert(0) += documents;
        }
    })?;
    let mut best: FxHashMap<String, (u64, std::cmp::Reverse<String>)> = FxHashMap::default();
    for ((id, surface), documents) in counts {
        let candidate = (documents, std::cmp::Reverse(surface));
        let kept = best.entry(id).or_insert_with(|| candidate.clone());
        if *kept < candidate {
            *kept = candidate;
        }
    }
    let mut named: HashMap<String, String> = best.into_iter().map(|(id, (_, surface))| (id, surface.0)).collect();
    for id in ids {
        if let Some(name) = dictionary_name(id) {
            named.insert((*id).to_owned(), name.to_owned());
        }
        named.entry((*id).to_owned()).or_insert_with(|| slug_words(id));
    }
    Ok(named)
}

/// Returns the words of an id's slug, which are the folded name of an actor that no dictionary knows.
fn slug_words(id: &str) -> String {
    id.split_once('/').map_or(id, |(_, slug)| slug).replace('-', " ")
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
    each_term(snapshot, &[snapshot.fields.alias], "", &mut |term, documents| {
        let folded = term.split(EVIDENCE_MARK).next().unwrap_or("");
        let holds = wanted.len() >= 4 && folded.split(' ').any(|word| word == wanted);
        let distance = if holds { 1 } else { strsim::damerau_levenshtein(folded, &wanted) };
        if distance <= wanted.len() / 3 {
            nearest.extend(parse_alias(term, documents).map(|alias| (distance, alias.surface)));
        }
        true
    })?;
    nearest.sort();
    nearest.dedup_by(|one, other| one.1 == other.1);
    Ok(nearest.into_iter().map(|(_, name)| name).take(OFFERED).collect())
}
