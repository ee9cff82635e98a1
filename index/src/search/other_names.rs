//! Does a query name an actor that goes by other names too?

use std::collections::BTreeSet;

use super::{Matches, Request, Results, find_matches};
use crate::error::Result;
use crate::plan::plan;
use crate::query::{Node, NodeKind, Occur, Query, TermForm, Warning, WarningKind};
use crate::snapshot::Snapshot;
use crate::vocabulary::{actor_terms, aliases, known_by, label};

/// Beyond so many words a query is no name.
const LONGEST_NAME: usize = 5;

/// A name of more actors says nothing of any.
const MOST_BEARERS: usize = 3;

/// Says of a query that is nothing but an actor's name in how many further passages that the filters leave the actor stands
/// under other names: of several who bear the name, the one with most. `None` where there are none, or the time was over
/// before they were counted.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where the index can't be read.
pub fn other_names(snapshot: &Snapshot, request: &Request<'_>, results: &Results) -> Result<Option<Warning>> {
    let Some(name) = plain_words(request.query) else { return Ok(None) };
    let joins = snapshot.joins()?;
    let bearers = aliases(snapshot, &name)?.into_iter().map(|alias| joins.canonical(&alias.id).to_owned());
    let mut bearers: BTreeSet<String> = bearers.collect();
    if bearers.is_empty() && results.total.passages == 0 {
        // A spelling that no text has, but the dictionary.
        bearers.extend(known_by(snapshot, &name)?);
    }
    if bearers.is_empty() || bearers.len() > MOST_BEARERS {
        return Ok(None);
    }
    let matches = find_matches(snapshot, &results.plan)?;
    let left = left_by_filters(snapshot, request)?;
    let further = bearers.into_iter().map(|id| Ok((further(snapshot, &id, request, &matches, left.as_ref())?, id)));
    let most = further.collect::<Result<Vec<_>>>()?.into_iter().max().filter(|_| !snapshot.deadline.has_stopped());
    let Some((further, id)) = most.filter(|(further, _)| *further > 0) else { return Ok(None) };
    let label = label(snapshot, &id)?;
    let message = format!(
        "'{name}' is a name of {label}; {further} further passage{} it under other names: --actor {}",
        if further == 1 { " mentions" } else { "s mention" },
        shell_word(&label)
    );
    Ok(Some(Warning::new(WarningKind::OtherNames, message)))
}

/// The passages that the filters leave; `None` where nothing is restricted.
fn left_by_filters(snapshot: &Snapshot, request: &Request<'_>) -> Result<Option<Matches>> {
    if request.filters.is_empty() {
        return Ok(None);
    }
    let all = Query { root: Node { kind: NodeKind::All, ..request.query.root.clone() } };
    find_matches(snapshot, &plan(snapshot, &all, request.filters, request.reading)?).map(Some)
}

/// In how many passages beyond those that match an actor stands, among those that the filters leave.
fn further(snapshot: &Snapshot, id: &str, request: &Request<'_>, matches: &Matches, left: Option<&Matches>) -> Result<usize> {
    let terms = actor_terms(snapshot, id, &request.filters.evidence)?;
    let mut further = 0;
    for segment in snapshot.segments() {
        let mut docs = segment.docs_of(snapshot.fields.actor, terms.iter().map(String::as_str))?;
        segment.remove_deleted(&mut docs);
        let number = segment.number as usize;
        docs.retain(|doc| !matches.segments[number].contains(doc) && left.is_none_or(|left| left.segments[number].contains(doc)));
        further += docs.len();
    }
    Ok(further)
}

/// The words of a query of nothing but plain words, as typed.
fn plain_words(query: &Query) -> Option<String> {
    let mut words = Vec::new();
    let whole = [&query.root];
    let nodes: Vec<_> = match &query.root.kind {
        NodeKind::Group(clauses) if clauses.iter().all(|clause| clause.occur == Occur::Plain) => {
            clauses.iter().map(|clause| &clause.node).collect()
        }
        NodeKind::Phrase { parts, slop: 0 } => parts.iter().collect(),
        _ => whole.to_vec(),
    };
    for node in nodes {
        let NodeKind::Term { text, form: TermForm::Stemmed | TermForm::Exact } = &node.kind else { return None };
        words.push(text.as_str());
    }
    (!words.is_empty() && words.len() <= LONGEST_NAME).then(|| words.join(" "))
}

/// A name as it is typed in a shell.
fn shell_word(name: &str) -> String {
    let plain = name.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'));
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "’")) }
}
