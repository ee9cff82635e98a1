//! A query that is mere text: a title, a question, a passage to find others by.

use rustc_hash::FxHashMap;

use super::ast::{Clause, Node, NodeKind, Occur, Query, TermForm};
use crate::text::{Span, fold, words};

/// How fast further repetitions of a word stop to count (the *k3* of BM25).
const K3: f32 = 1.5;

/// Reads plain words: no mark, operator or field means anything, and a word that is repeated weighs by its count, each time
/// less.
///
/// ```
/// use nutgraf_index::query::parse_words;
/// assert_eq!(parse_words("War and -peace: AND war?").to_string(), "War^1.43 and^1.43 peace");
/// ```
pub fn parse_words(text: &str) -> Query {
    let mut terms: Vec<(Span, u16)> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for word in words(text) {
        let place = *known.entry(fold(word.span.of(text))).or_insert(terms.len());
        match terms.get_mut(place) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => terms.push((word.span, 1)),
        }
    }
    let mut clauses: Vec<Clause> = terms.into_iter().map(|(span, count)| clause(text, span, count)).collect();
    let kind = match clauses.len() {
        0 => NodeKind::All,
        1 => clauses.remove(0).node.kind,
        _ => NodeKind::Group(clauses),
    };
    Query { root: Node { span: Span::new(0, text.len()), kind } }
}

fn clause(text: &str, span: Span, count: u16) -> Clause {
    let term = NodeKind::Term { text: span.of(text).to_owned(), form: TermForm::Stemmed };
    let kind = match count {
        1 => term,
        _ => NodeKind::Boost(Box::new(Node { span, kind: term }), weight(f32::from(count))),
    };
    Clause { occur: Occur::Plain, node: Node { span, kind } }
}

/// Returns what a word weighs that is there so many times, in hundredths.
fn weight(count: f32) -> f32 {
    ((K3 + 1.0) * count / (K3 + count) * 100.0).round() / 100.0
}
