//! Which filter names a source, author or path that no document has, and what may have been meant?

use std::collections::BTreeSet;

use globset::Glob;
use strsim::osa_distance;
use tantivy::schema::Field;

use super::Request;
use crate::error::Result;
use crate::query::{FilterField, Node, NodeKind, Occur, Warning, WarningKind};
use crate::snapshot::Snapshot;
use crate::text::fold_phrase;
use crate::vocabulary::each_with_prefix;

/// How many names are offered in place of one.
const OFFERED: usize = 3;

/// Tells of each name that a filter asks for, and no document has, which ones are nearest to it.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where a dictionary can't be read.
pub fn tell_unknown(snapshot: &Snapshot, request: &Request<'_>) -> Result<Vec<Warning>> {
    let filters = request.filters;
    let typed =
        [(FilterField::Source, &filters.sources), (FilterField::Author, &filters.authors), (FilterField::Path, &filters.paths)];
    let mut asked: Vec<(FilterField, &str)> =
        typed.into_iter().flat_map(|(field, names)| names.iter().map(move |name| (field, name.as_str()))).collect();
    collect_filters(&request.query.root, &mut asked);
    let mut warnings = Vec::new();
    for (field, name) in asked {
        let (what, near) = match field {
            FilterField::Source => ("source", nearest_names(snapshot, snapshot.fields.source, name)?),
            FilterField::Author => ("author", nearest_names(snapshot, snapshot.fields.author, name)?),
            FilterField::Path => ("path", nearest_paths(snapshot, name)?),
            _ => continue,
        };
        let Some(near) = near else { continue };
        let nearest = if near.is_empty() { String::new() } else { format!("; nearest: {}", near.join(", ")) };
        warnings.push(Warning::new(WarningKind::UnknownName, format!("no document has the {what} '{name}'{nearest}")));
    }
    Ok(warnings)
}

/// Collects the filters that are part of a query and must hold.
fn collect_filters<'q>(node: &'q Node, asked: &mut Vec<(FilterField, &'q str)>) {
    match &node.kind {
        NodeKind::Filter(field, text) => asked.push((*field, text)),
        NodeKind::Group(clauses) => {
            let required = clauses.iter().filter(|clause| clause.occur != Occur::MustNot);
            required.for_each(|clause| collect_filters(&clause.node, asked));
        }
        NodeKind::And(nodes) => nodes.iter().for_each(|node| collect_filters(node, asked)),
        NodeKind::Boost(inner, _) => collect_filters(inner, asked),
        _ => {}
    }
}

/// The values of a field nearest to a name, by as many of their words as it has; `None` where one holds it, or it is a pattern.
fn nearest_names(snapshot: &Snapshot, field: Field, name: &str) -> Result<Option<Vec<String>>> {
    if name.contains(['*', '?']) {
        return Ok(None);
    }
    let wanted = fold_phrase(name);
    let count = wanted.split(' ').count();
    let distance = |value: &str| {
        let words: Vec<&str> = value.split(' ').collect();
        let parts = words.windows(count.min(words.len())).map(|words| osa_distance(&words.join(" "), &wanted));
        parts.min().unwrap_or(usize::MAX)
    };
    nearest(snapshot, field, wanted.chars().count() / 3, &distance)
}

/// The paths nearest to a glob, or the glob of all that lies below it; `None` where a document has such a path.
fn nearest_paths(snapshot: &Snapshot, glob: &str) -> Result<Option<Vec<String>>> {
    let Ok(matcher) = Glob::new(glob).map(|glob| glob.compile_matcher()) else { return Ok(None) };
    let folder = format!("{}/", glob.trim_end_matches('/'));
    let mut is_folder = false;
    each_with_prefix(snapshot, snapshot.fields.path, &folder, &mut |_, _| is_folder = true)?;
    if is_folder {
        return Ok(Some(vec![format!("{folder}*")]));
    }
    let distance = |path: &str| match matcher.is_match(path) {
        true => 0,
        false => path.rsplit('/').next().into_iter().chain([path]).map(|part| osa_distance(part, glob)).min().unwrap_or(0).max(1),
    };
    nearest(snapshot, snapshot.fields.path, glob.chars().count() / 3, &distance)
}

/// The values of a field that are at most so far away, the nearest first; `None` where one is no distance away.
fn nearest(snapshot: &Snapshot, field: Field, farthest: usize, distance: &dyn Fn(&str) -> usize) -> Result<Option<Vec<String>>> {
    let mut near: BTreeSet<(usize, String)> = BTreeSet::new();
    each_with_prefix(snapshot, field, "", &mut |value, _| {
        let distance = distance(value);
        if distance <= farthest {
            near.insert((distance, value.to_owned()));
            if near.len() > OFFERED {
                near.pop_last();
            }
        }
    })?;
    let is_known = near.first().is_some_and(|(distance, _)| *distance == 0);
    Ok((!is_known).then(|| near.into_iter().map(|(_, value)| value).collect()))
}
