//! A query that is mere text: a title, a question, a passage to find others by.

use rustc_hash::FxHashMap;

use super::ast::{Clause, Node, NodeKind, Occur, Query, TermForm};
use crate::text::{Span, fold, words};

/// Reads plain words: no mark, operator or field means anything, and a word that is repeated weighs by its count.
///
/// ```
/// use nutgraf_index::query::parse_words;
/// assert_eq!(parse_words("War and -peace: AND war?").to_string(), "War^2 and^2 peace");
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
        _ => NodeKind::Boost(Box::new(Node { span, kind: term }), f32::from(count)),
    };
    Clause { occur: Occur::Plain, node: Node { span, kind } }
}
