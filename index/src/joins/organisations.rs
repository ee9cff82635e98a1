//! Which names are one organisation's?
//!
//! A company's with and without its legal form, and the acronym of the only one that is called so or has these initials.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::rule::{Map, Name, SHORT_FOR_ONE};

/// Words that an acronym may leave out.
const SMALL_WORDS: &[&str] = &["of", "the", "for", "and", "in", "on", "to", "a", "an", "de", "la", "du", "des", "et", "y"];

/// What a company is by law, behind its name.
const LEGAL_FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "plc",
    "llc",
    "llp",
    "ag",
    "sa",
    "nv",
    "bv",
    "gmbh",
    "spa",
];

/// Returns which of the names are to be counted as which others.
pub(super) fn join_organisations<'c>(organisations: &[Name<'c>]) -> Map<'c> {
    let mut joined = legal_forms(organisations);
    let acronyms = acronyms(organisations, &joined);
    joined.extend(acronyms);
    joined
}

/// The words of a name without what a company is by law behind it; none where a lone word would be left.
fn without_legal_form<'n>(words: &'n [&'n str]) -> Option<&'n [&'n str]> {
    let forms = words.iter().rev().take_while(|word| LEGAL_FORMS.contains(word)).count();
    Some(&words[..words.len() - forms]).filter(|name| name.len() > 1)
}

/// Joins the names of a company with and without its legal form: `Harbour Trading Corp.`, `Harbour Trading Corporation`.
fn legal_forms<'c>(organisations: &[Name<'c>]) -> Map<'c> {
    let mut classes: BTreeMap<&[&str], Vec<&Name<'c>>> = BTreeMap::new();
    for name in organisations {
        if let Some(words) = without_legal_form(&name.words) {
            classes.entry(words).or_default().push(name);
        }
    }
    let join = |class: Vec<&Name<'c>>| {
        let known: Vec<_> = class.iter().filter(|name| !name.may_join()).collect();
        let stands = match known.as_slice() {
            [] => class.iter().max_by_key(|name| (name.of.documents, name.of.id.len(), std::cmp::Reverse(name.of.id.as_str()))),
            [one] => Some(*one),
            _ => None,
        };
        let stands = stands.map(|name| name.of.id.as_str());
        let others = class.into_iter().filter(move |name| stands.is_some_and(|stands| name.of.id != stands));
        others.filter_map(move |name| Some((name.of.id.as_str(), stands?))).collect::<Vec<_>>()
    };
    classes.into_values().flat_map(join).collect()
}

/// Joins acronyms to the one organisation that is called so beside its long name, or has these initials.
fn acronyms<'c>(organisations: &[Name<'c>], companies: &Map<'c>) -> Map<'c> {
    let mut holders: FxHashMap<String, BTreeMap<&'c str, u64>> = FxHashMap::default();
    for name in organisations.iter().filter(|name| name.words.len() > 1) {
        let initials = [initials(&name.words, false), initials(&name.words, true)];
        let stands = companies.get(name.of.id.as_str()).copied().unwrap_or(&name.of.id);
        for acronym in name.of.acronyms.iter().cloned().chain(initials).collect::<BTreeSet<_>>() {
            *holders.entry(acronym).or_default().entry(stands).or_default() += name.of.documents;
        }
    }
    let is_acronym = |name: &&Name<'_>| name.words.len() == 1 && name.words[0].len() > 2 && name.of.capitals && name.may_join();
    let fitting = organisations.iter().filter(is_acronym).filter_map(|name| {
        let mut fits = holders.get(name.words[0])?.iter();
        let (only, documents) = fits.next()?;
        let is_sure = fits.next().is_none() && name.of.documents <= SHORT_FOR_ONE * documents;
        is_sure.then_some((name.of.id.as_str(), *only))
    });
    fitting.collect()
}

fn initials(words: &[&str], without_small: bool) -> String {
    let counts = |word: &&&str| !(without_small && SMALL_WORDS.contains(*word));
    words.iter().filter(counts).filter_map(|word| word.chars().next()).collect()
}
