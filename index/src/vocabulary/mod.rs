//! Which terms of the index a pattern stands for, and whom a name names there.

mod cast;
mod names;
mod nearest;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use levenshtein_automata::{DFA as EditDistance, Distance, LevenshteinAutomatonBuilder};
use regex_automata::Anchored;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use tantivy::schema::Field;
use tantivy_fst::Automaton;

pub use cast::cast;
pub use names::{Alias, actor_terms, actors_named, aliases, aliases_of, known_by, label, labels, parse_alias};
pub use nearest::{nearest_actor, nearest_words};

use crate::analyzer::LONGEST_TERM;
use crate::deadline::Ask;
use crate::error::{Error, Result};
use crate::query::TermForm;
use crate::snapshot::Snapshot;
use crate::store::damaged;
use crate::text::{fold_into, fold_phrase};

/// How large the automaton of one pattern may become, in bytes; what keeps hostile patterns cheap.
const AUTOMATON_BYTES: usize = 1 << 20;

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
        TermForm::Regex => collect(snapshot, fields, &Expression::new(&folded_expression(text))?, ""),
        TermForm::Fuzzy(distance) => {
            let first: String = text.chars().take(1).collect();
            let Some(near) = Fuzzy::new(text, distance.min(2)) else { return Ok(BTreeMap::new()) };
            collect(snapshot, fields, &near, &first)
        }
        TermForm::Range => expand_range(snapshot, fields, text),
        TermForm::Stemmed | TermForm::Exact => Ok(BTreeMap::from([(text.to_owned(), 0)])),
    }
}

/// Folds what a regular expression asks for literally, as words are folded; a letter behind a backslash is a class of characters.
fn folded_expression(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let (mut is_escaped, mut is_in_class) = (false, false);
    for character in text.chars() {
        match character {
            // Words hold letters, digits and points. What else Unicode counts as of a word would make large automata.
            'w' if is_escaped && !is_in_class => folded.replace_range(folded.len() - 1.., "[^.]"),
            letter if letter.is_alphabetic() && !is_escaped => fold_into(letter.encode_utf8(&mut [0; 4]), &mut folded),
            other => folded.push(other),
        }
        is_in_class = !is_escaped && character == '[' || is_in_class && (is_escaped || character != ']');
        is_escaped = character == '\\' && !is_escaped;
    }
    folded
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
            let mut ask = Ask::new(&snapshot.deadline);
            while stream.advance() {
                if ask.is_over() {
                    return Err(Error::TimedOut);
                }
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
            let mut ask = Ask::new(&snapshot.deadline);
            while stream.advance() {
                if ask.is_over() {
                    return Err(Error::TimedOut);
                }
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
            let is_large = error.is_size_limit_exceeded() || cause.contains("exceeded limit");
            let cause = if is_large { "it asks for too much" } else { cause.lines().last().unwrap_or_default() };
            Error::Value(format!("regular expression: {cause}"))
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

// The same for every word, and slow to make.
static ONE_SLIP: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_SLIPS: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

/// Words within an edit distance (Damerau's: a swap of neighbours is one edit).
struct Fuzzy {
    distance: u8,
    automaton: EditDistance,
}

impl Fuzzy {
    /// Words within so many slips, 1 or 2, of a folded one; `None` where it is longer than any word of an index: its automaton
    /// would be huge.
    fn new(word: &str, distance: u8) -> Option<Fuzzy> {
        let builder = if distance == 1 { &ONE_SLIP } else { &TWO_SLIPS };
        (word.len() <= LONGEST_TERM).then(|| Fuzzy { distance, automaton: builder.build_dfa(word) })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What makes automata large, with `N` for a bound.
    const HOSTILE: [&str; 10] = [
        "([a-z]{1,N}){1,N}",
        "(a*)*b",
        "(.*){N}",
        "((a{0,N}){0,N}){0,N}",
        "[^b]*a[^b]{N}",
        "(a?){N}a{N}",
        "\\p{L}{N}",
        "(?i)(straße|ß){N}",
        "((a|b)(c|d)(e|f)){N}",
        ".{0,N}ferry.{0,N}",
    ];

    #[test]
    fn no_pattern_makes_more_than_its_share_of_states() {
        for (pattern, bound) in HOSTILE.iter().flat_map(|pattern| [2, 9, 31, 99, 999, 65_536].map(|bound| (pattern, bound))) {
            let pattern = pattern.replace('N', &bound.to_string());
            let bytes = Expression::new(&pattern).map_or(0, |expression| expression.0.memory_usage());
            assert!(bytes <= AUTOMATON_BYTES, "{pattern}: {bytes} bytes");
        }
    }
}
