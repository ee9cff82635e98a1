//! Which ids may name one actor, though it is not certain enough to join them?

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::rule::{Candidate, SHORT_FOR_ONE, Standing, is_lone, slug_words};
use crate::text::fold_phrase;

/// Two ids that a person should look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The rarer one.
    pub from: String,
    /// In how many documents it stands.
    pub from_documents: u64,
    /// The one that may be meant.
    pub to: String,
    /// In how many documents that stands.
    pub to_documents: u64,
    /// What speaks for it.
    pub reason: &'static str,
}

/// So many times as many documents speak for one reading of a short name before it is proposed.
const FAR_MORE: u64 = 10;

/// A word of fewer letters is too short for one letter to be a slip.
const SHORTEST_SLIP: usize = 5;

/// More names than this that differ in one word only are no slips but a common name.
const COMMON: usize = 100;

/// Proposes joins beyond those that are certain (`joined`), those that touch most documents first.
///
/// ```
/// use nutgraf_index::joins::{Candidate, Standing, suggest};
/// let found = |id: &str, documents| Candidate {
///     id: id.into(), documents, standing: Standing::Found, acronyms: Default::default(), capitals: false,
/// };
/// let proposed = suggest(&[found("person/sergei-lavrov", 90), found("person/sergei-lavrow", 2)], &Default::default());
/// assert_eq!((proposed[0].from.as_str(), proposed[0].to.as_str()), ("person/sergei-lavrow", "person/sergei-lavrov"));
/// ```
pub fn suggest(candidates: &[Candidate], joined: &BTreeMap<String, String>) -> Vec<Suggestion> {
    let mut open: Vec<&Candidate> = candidates.iter().filter(|one| !joined.contains_key(&one.id)).collect();
    open.sort_by_key(|one| &one.id);
    let mut found = slips(&open);
    found.extend(surnames(&open));
    found.extend(kinds(&open));
    found.sort_by(|one, other| (other.from_documents, &one.from, &one.to).cmp(&(one.from_documents, &other.from, &other.to)));
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|one| seen.insert(one.from.clone()));
    found
}

/// Makes a suggestion of two: the one that others know, or that more documents name, stands.
fn pair(one: &Candidate, other: &Candidate, reason: &'static str) -> Option<Suggestion> {
    let worth = |one: &Candidate| (one.standing, one.documents, std::cmp::Reverse(one.id.clone()));
    let (from, to) = if worth(one) < worth(other) { (one, other) } else { (other, one) };
    (from.standing != Standing::Named).then(|| Suggestion {
        from: from.id.clone(),
        from_documents: from.documents,
        to: to.id.clone(),
        to_documents: to.documents,
        reason,
    })
}

/// A name without one of its words.
#[derive(PartialEq, Eq, Hash)]
struct Frame<'c> {
    kind: &'c str,
    place: usize,
    others: Vec<&'c str>,
}

/// Names of people and organisations of which one word differs by a letter.
fn slips(open: &[&Candidate]) -> Vec<Suggestion> {
    let mut alike: FxHashMap<Frame<'_>, Vec<(&str, &Candidate)>> = FxHashMap::default();
    for one in open {
        let Some((kind, words)) = slug_words(&one.id).filter(|(kind, _)| matches!(*kind, "person" | "organisation")) else {
            continue;
        };
        for place in (0..words.len()).filter(|place| words.len() > 1 && words[*place].chars().count() >= SHORTEST_SLIP) {
            let mut others = words.clone();
            let word = others.remove(place);
            alike.entry(Frame { kind, place, others }).or_default().push((word, one));
        }
    }
    let mut found = Vec::new();
    for group in alike.values().filter(|group| (2..=COMMON).contains(&group.len())) {
        for (number, (word, one)) in group.iter().enumerate() {
            let near = group[number + 1..].iter().filter(|(other, _)| strsim::osa_distance(word, other) == 1);
            found.extend(near.filter_map(|(_, other)| pair(one, other, "one letter differs")));
        }
    }
    found
}

/// Surnames alone that several bear, of whom one is named far more than all others.
fn surnames(open: &[&Candidate]) -> Vec<Suggestion> {
    let mut holders: FxHashMap<&str, Vec<&Candidate>> = FxHashMap::default();
    let mut lone = Vec::new();
    for one in open {
        let Some((_, words)) = slug_words(&one.id).filter(|(kind, _)| *kind == "person") else { continue };
        match words.last() {
            Some(last) if is_lone(&words) => lone.push((*last, *one)),
            Some(last) => holders.entry(last).or_default().push(one),
            None => {}
        }
    }
    let found = lone.into_iter().filter_map(|(surname, one)| {
        let holders = holders.get(surname)?;
        let first = holders.iter().max_by_key(|holder| (holder.documents, std::cmp::Reverse(&holder.id)))?;
        let others: u64 = holders.iter().map(|holder| holder.documents).sum::<u64>() - first.documents;
        let is_known = first.documents > 1 && one.documents <= SHORT_FOR_ONE * first.documents;
        let is_clear = one.standing == Standing::Found && first.documents > FAR_MORE * others && is_known;
        is_clear.then(|| Suggestion {
            from: one.id.clone(),
            from_documents: one.documents,
            to: first.id.clone(),
            to_documents: first.documents,
            reason: "of those with this surname by far the most named",
        })
    });
    found.collect()
}

/// One name taken for actors of several kinds.
fn kinds(open: &[&Candidate]) -> Vec<Suggestion> {
    let mut named: BTreeMap<&str, Vec<&Candidate>> = BTreeMap::new();
    for one in open {
        if let Some((_, slug)) = one.id.split_once('/') {
            named.entry(slug).or_default().push(one);
        }
    }
    let doubles = named.values().filter_map(|several| match several.as_slice() {
        [one, other] => pair(one, other, "the same name, taken for another kind"),
        _ => None,
    });
    doubles.filter(|one| !fold_phrase(&one.from).is_empty() && one.from_documents > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(id: &str, documents: u64) -> Candidate {
        Candidate { id: id.into(), documents, ..Candidate::default() }
    }

    fn proposed(candidates: &[Candidate]) -> Vec<(String, String)> {
        suggest(candidates, &BTreeMap::new()).into_iter().map(|one| (one.from, one.to)).collect()
    }

    #[test]
    fn slips_surnames_and_kinds_are_proposed() {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(
            proposed(&[
                found("person/marta-quillfether", 1),
                found("person/marta-quillfeather", 3),
                found("person/mario-quill", 3)
            ]),
            [pair("person/marta-quillfether", "person/marta-quillfeather")]
        );
        assert_eq!(
            proposed(&[found("person/stone", 5), found("person/ada-stone", 90), found("person/jo-stone", 1)]),
            [pair("person/stone", "person/ada-stone")]
        );
        assert_eq!(
            proposed(&[found("person/harbour-watch", 2), found("organisation/harbour-watch", 7)]),
            [pair("person/harbour-watch", "organisation/harbour-watch")]
        );
        assert_eq!(proposed(&[found("person/stone", 5), found("person/ada-stone", 9), found("person/jo-stone", 1)]), []);
    }
}
