//! What to tell where nothing matches: which part of the query no passage holds, and which words may have been meant.

use std::collections::BTreeMap;

use super::{Request, count_passages};
use crate::error::Result;
use crate::filters::Filters;
use crate::plan::{Match, Reading, StopWords, plan};
use crate::query::{Clause, Node, NodeKind, Occur, Query, TermForm, Warning, WarningKind, print};
use crate::snapshot::Snapshot;
use crate::text::{fold_phrase, is_stop_word, plural};
use crate::vocabulary::{nearest_actor, nearest_words};

/// How many parts of a query are counted, and how many unknown words looked up.
const MOST_PARTS: usize = 16;
const MOST_UNKNOWN: usize = 4;

/// How many words are offered in place of one.
const OFFERED: usize = 3;

/// The most words of a query that is taken for a misspelled name.
const LONGEST_NAME: usize = 5;

/// Says how many passages hold each part of a query, as in `lavrow: 0, moscow: 120`.
///
/// # Errors
///
/// As [`plan`] and [`count_passages`].
fn tell_parts(snapshot: &Snapshot, request: &Request<'_>) -> Result<String> {
    let mut told = Vec::new();
    for part in parts(&request.query.root).into_iter().take(MOST_PARTS) {
        let count = count(snapshot, part, request, request.filters)?;
        told.push(format!("{}: {count}", print(&Query { root: part.clone() })));
        let words = words_of(part);
        if count == 0 && words.len() > 1 {
            let apart = side_by_side(words);
            told.push(format!(
                "{}, anywhere in a passage: {}",
                print(&Query { root: apart.clone() }),
                self::count(snapshot, &apart, request, request.filters)?
            ));
        }
    }
    Ok(told.join(", "))
}

/// Tells that nothing matches as a whole, and so what is shown.
///
/// # Errors
///
/// As [`plan`] and [`count_passages`].
pub fn tell_relaxed(snapshot: &Snapshot, request: &Request<'_>) -> Result<Warning> {
    let counts = tell_parts(snapshot, request)?;
    let message = format!("no passage holds all of it; shown are those that match best ({counts})");
    Ok(Warning::new(WarningKind::Relaxed, message))
}

/// Tells why nothing matches: by parts, or by the filters.
///
/// # Errors
///
/// As [`plan`] and [`count_passages`].
pub fn tell_nothing(snapshot: &Snapshot, request: &Request<'_>) -> Result<Warning> {
    let all = Filters::default();
    let without_filters = if request.filters.is_empty() { 0 } else { count(snapshot, &request.query.root, request, &all)? };
    let message = match without_filters {
        0 => format!("no passage matches ({})", tell_parts(snapshot, request)?),
        count => format!("no passage matches; without the filters {count} would"),
    };
    Ok(Warning::new(WarningKind::NoMatch, message))
}

/// Says how much page furniture matches, which is not searched unless that is asked for; `None` where none does.
///
/// # Errors
///
/// As [`plan`] and [`count_passages`].
pub fn tell_furniture(snapshot: &Snapshot, request: &Request<'_>) -> Result<Option<Warning>> {
    let reading = Reading { furniture: true, ..strict(request.reading) };
    let found = count_passages(snapshot, &plan(snapshot, request.query, request.filters, reading)?)?;
    let message = || format!("{} of page furniture would match: --furniture searches it too", plural(found, "passage"));
    Ok((found > 0).then(|| Warning::new(WarningKind::Furniture, message())))
}

/// Offers other words for those that no passage holds, and the query with them.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a dictionary can't be read.
pub fn did_you_mean(snapshot: &Snapshot, request: &Request<'_>) -> Result<Vec<Warning>> {
    let mut unknown = Vec::new();
    collect_words(&request.query.root, &mut unknown);
    let mut warnings = Vec::new();
    let mut better: BTreeMap<String, String> = BTreeMap::new();
    for (node, text) in unknown.iter().take(MOST_PARTS) {
        if better.len() >= MOST_UNKNOWN || better.contains_key(*text) || count(snapshot, node, request, &Filters::default())? > 0
        {
            continue;
        }
        let near = nearest_words(snapshot, &fold_phrase(text), OFFERED)?;
        let Some((best, _)) = near.first() else { continue };
        let offered: Vec<String> = near.iter().map(|(word, count)| format!("{word} ({count})")).collect();
        let message = format!("no passage holds '{text}'; did you mean {}?", offered.join(", "));
        warnings.push(Warning::new(WarningKind::DidYouMean, message));
        better.insert((*text).to_owned(), best.clone());
    }
    warnings.extend(whole_query(snapshot, request, &better)?);
    warnings.extend(name(snapshot, &request.query.root)?);
    Ok(warnings)
}

/// Offers the query with better words, where it matches.
fn whole_query(snapshot: &Snapshot, request: &Request<'_>, better: &BTreeMap<String, String>) -> Result<Option<Warning>> {
    if better.is_empty() || matches!(request.query.root.kind, NodeKind::Term { .. }) {
        return Ok(None);
    }
    let root = replaced(&request.query.root, better);
    let plan = plan(snapshot, &Query { root: root.clone() }, request.filters, strict(request.reading))?;
    let count = count_passages(snapshot, &plan)?;
    let message = || format!("{} would match {}", print(&Query { root }), plural(count, "passage"));
    Ok((count > 0).then(|| Warning::new(WarningKind::DidYouMean, message())))
}

/// Offers an actor whose name is nearly what was typed.
fn name(snapshot: &Snapshot, root: &Node) -> Result<Option<Warning>> {
    let words = words_of(root);
    let NodeKind::Group(_) = root.kind else { return Ok(None) };
    if !(2..=LONGEST_NAME).contains(&words.len()) {
        return Ok(None);
    }
    let typed: Vec<&str> = words.iter().filter_map(|node| text_of(node)).collect();
    let found = nearest_actor(snapshot, &fold_phrase(&typed.join(" ")))?;
    Ok(found.map(|(name, documents)| {
        let message = format!("did you mean the actor {name} ({})? search for @\"{name}\"", plural(documents, "document"));
        Warning::new(WarningKind::DidYouMean, message)
    }))
}

/// Counts the passages that a part of a query matches alone, among those that filters leave.
fn count(snapshot: &Snapshot, part: &Node, request: &Request<'_>, filters: &Filters) -> Result<u64> {
    let plan = plan(snapshot, &Query { root: part.clone() }, filters, strict(request.reading))?;
    count_passages(snapshot, &plan)
}

fn strict(reading: Reading) -> Reading {
    Reading { words: Match::All, stop_words: StopWords::Optional, ..reading }
}

/// Returns the parts that must all match: those of groups and ANDs, what is excluded and what is optional left out.
fn parts(node: &Node) -> Vec<&Node> {
    match &node.kind {
        NodeKind::Group(clauses) => {
            let required = |clause: &&Clause| clause.occur != Occur::MustNot && !is_stop(&clause.node);
            clauses.iter().filter(required).flat_map(|clause| parts(&clause.node)).collect()
        }
        NodeKind::And(nodes) => nodes.iter().flat_map(parts).collect(),
        NodeKind::Boost(inner, _) => parts(inner),
        NodeKind::Not(_) => Vec::new(),
        _ => vec![node],
    }
}

fn is_stop(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Term { text, form: TermForm::Stemmed } if is_stop_word(&fold_phrase(text)))
}

/// Returns the words that a group, phrase or NEAR is made of; none where it holds anything else.
fn words_of(node: &Node) -> Vec<&Node> {
    let nodes: Vec<&Node> = match &node.kind {
        NodeKind::Phrase { parts, .. } | NodeKind::Near { parts, .. } => parts.iter().collect(),
        NodeKind::Group(clauses) => clauses.iter().map(|clause| &clause.node).collect(),
        _ => Vec::new(),
    };
    if nodes.iter().all(|node| text_of(node).is_some()) { nodes } else { Vec::new() }
}

fn text_of(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Term { text, form: TermForm::Stemmed | TermForm::Exact } => Some(text),
        _ => None,
    }
}

fn side_by_side(words: Vec<&Node>) -> Node {
    let span = words.iter().map(|word| word.span).reduce(crate::text::Span::cover).unwrap_or_default();
    let clause = |node: &Node| Clause { occur: Occur::Plain, node: node.clone() };
    Node { span, kind: NodeKind::Group(words.into_iter().map(clause).collect()) }
}

/// Collects the words of a query that a match can need.
fn collect_words<'q>(node: &'q Node, words: &mut Vec<(&'q Node, &'q str)>) {
    match &node.kind {
        NodeKind::Term { .. } => words.extend(text_of(node).map(|text| (node, text))),
        NodeKind::Group(clauses) => {
            let required = clauses.iter().filter(|clause| clause.occur != Occur::MustNot);
            required.for_each(|clause| collect_words(&clause.node, words));
        }
        NodeKind::And(nodes) | NodeKind::Or(nodes) => nodes.iter().for_each(|node| collect_words(node, words)),
        NodeKind::Phrase { parts, .. } | NodeKind::Near { parts, .. } => parts.iter().for_each(|node| collect_words(node, words)),
        NodeKind::Boost(inner, _) | NodeKind::Within(_, inner) | NodeKind::SameSentence(inner) => collect_words(inner, words),
        NodeKind::All | NodeKind::Not(_) | NodeKind::Filter(..) | NodeKind::Actor { .. } => {}
    }
}

/// Returns a query with other words in the place of some.
fn replaced(node: &Node, better: &BTreeMap<String, String>) -> Node {
    let each = |nodes: &[Node]| nodes.iter().map(|node| replaced(node, better)).collect();
    let inner = |node: &Node| Box::new(replaced(node, better));
    let kind = match &node.kind {
        NodeKind::Term { text, form: TermForm::Stemmed | TermForm::Exact } if better.contains_key(text) => {
            NodeKind::Term { text: better[text].clone(), form: TermForm::Stemmed }
        }
        NodeKind::Group(clauses) => NodeKind::Group(
            clauses.iter().map(|clause| Clause { node: replaced(&clause.node, better), ..clause.clone() }).collect(),
        ),
        NodeKind::And(nodes) => NodeKind::And(each(nodes)),
        NodeKind::Or(nodes) => NodeKind::Or(each(nodes)),
        NodeKind::Phrase { parts, slop } => NodeKind::Phrase { parts: each(parts), slop: *slop },
        NodeKind::Near { parts, within, ordered } => NodeKind::Near { parts: each(parts), within: *within, ordered: *ordered },
        NodeKind::Boost(node, by) => NodeKind::Boost(inner(node), *by),
        NodeKind::Within(field, node) => NodeKind::Within(*field, inner(node)),
        NodeKind::SameSentence(node) => NodeKind::SameSentence(inner(node)),
        other => other.clone(),
    };
    Node { span: node.span, kind }
}
