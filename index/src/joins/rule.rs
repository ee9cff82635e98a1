//! Which ids name one actor?
//!
//! Only where exactly one fits: *J. Sullivan* and *Jake Sullivan* are *Jake J. Sullivan* while no other Sullivan of that
//! initial is named; *Mekdad* alone is *Faisal Mekdad* while no other name holds the word; *MADR* is the one organisation
//! of these initials; *Harbour Trading Corp.* is *Harbour Trading Corporation*. Of the forms of a name that which most documents use stands for all. What the dictionary or the
//! user's file names is never joined to another; nor is what came with a document. The outcome depends on the set of
//! names and their counts, not on any order.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::organisations::join_organisations;

/// An actor as documents name it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Candidate {
    /// Its id, `kind/slug`.
    pub id: String,
    /// How many documents use each of its spellings, summed up.
    pub documents: u64,
    /// Who says that it is an actor.
    pub standing: Standing,
    /// Acronyms that documents use for it beside its long name, folded.
    pub acronyms: BTreeSet<String>,
    /// Whether it is written in capitals throughout.
    pub capitals: bool,
}

/// Who says that something is an actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Standing {
    /// The texts alone.
    #[default]
    Found,
    /// Whoever supplied a document.
    Supplied,
    /// The dictionary or the user's file.
    Named,
}

/// A short name that stands in so many times as many documents as the only long one has rather another meaning.
pub(super) const SHORT_FOR_ONE: u64 = 32;

/// Words that stand before a surname and are of it.
const PARTICLES: &[&str] =
    &["al", "el", "bin", "ibn", "ben", "abu", "van", "von", "der", "den", "de", "da", "di", "do", "dos", "du", "la", "le", "ter"];

/// Returns which ids are to be counted as which others.
///
/// ```
/// use nutgraf_index::joins::{Candidate, Standing, join};
/// let found = |id: &str| Candidate {
///     id: id.into(), documents: 1, standing: Standing::Found, acronyms: Default::default(), capitals: false,
/// };
/// let joined = join(&[found("person/marta-quillfeather"), found("person/quillfeather")]);
/// assert_eq!(joined["person/quillfeather"], "person/marta-quillfeather");
/// // Two who could be meant: none is.
/// assert!(join(&[found("person/ada-stone"), found("person/jo-stone"), found("person/stone")]).is_empty());
/// ```
pub fn join(candidates: &[Candidate]) -> BTreeMap<String, String> {
    let mut people: Vec<Name<'_>> = names(candidates, "person/");
    people.sort_by_key(|name| name.of.id.as_str());
    let mut joined = variants(&people);
    joined.extend(lone_surnames(&people, &joined));
    let organisations = names(candidates, "organisation/");
    joined.extend(join_organisations(&organisations));
    joined.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())).collect()
}

/// A candidate with the words of its slug.
pub(super) struct Name<'c> {
    pub of: &'c Candidate,
    pub words: Vec<&'c str>,
}

/// From joined ids to those that stand for them.
pub(super) type Map<'c> = BTreeMap<&'c str, &'c str>;

fn names<'c>(candidates: &'c [Candidate], prefix: &str) -> Vec<Name<'c>> {
    let named = candidates.iter().filter(|of| of.id.starts_with(prefix));
    named.filter_map(|of| Some(Name { of, words: slug_words(&of.id)?.1 })).collect()
}

/// The kind of an id and the words of its slug.
pub(super) fn slug_words(id: &str) -> Option<(&str, Vec<&str>)> {
    let (kind, slug) = id.split_once('/')?;
    Some((kind, slug.split('-').filter(|word| !word.is_empty()).collect()))
}

/// Whether a person's name is a surname alone, perhaps with what belongs before it: `assad`, `al-assad`.
pub(super) fn is_lone(words: &[&str]) -> bool {
    words.split_last().is_some_and(|(_, before)| before.iter().all(|word| PARTICLES.contains(word)))
}

impl Name<'_> {
    pub fn may_join(&self) -> bool {
        self.of.standing == Standing::Found
    }

    /// The last word and the first: what a longer form of the name has too, but that it may write out the first.
    fn ends(&self) -> Option<(&str, &str)> {
        Some((self.words.last()?, self.words.first()?))
    }

    /// The ends of the forms that this one may be a longer form of: with the first word, and with its letter alone.
    fn ends_of_shorter(&self) -> impl Iterator<Item = (&str, &str)> {
        let letter = self.ends().and_then(|(last, first)| Some((last, first.get(..first.chars().next()?.len_utf8())?)));
        let letter = letter.filter(|ends| Some(*ends) != self.ends());
        self.ends().into_iter().chain(letter)
    }

    /// How well the form stands for others: a first name before an initial, then the form that most documents use, then
    /// the longest.
    fn worth(&self) -> impl Ord {
        let first_name = self.words.first().is_some_and(|word| word.chars().count() > 1);
        (first_name, self.of.documents, self.of.id.len(), std::cmp::Reverse(self.of.id.as_str()))
    }
}

/// Joins the forms of full names: with and without middle names, with initials or names, with and without first names.
fn variants<'c>(people: &[Name<'c>]) -> Map<'c> {
    let full: Vec<&Name<'c>> = people.iter().filter(|name| !is_lone(&name.words)).collect();
    let mut tails: FxHashMap<&[&str], Vec<usize>> = FxHashMap::default();
    let mut namesakes: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
    for (number, name) in full.iter().enumerate() {
        for tail in 1..name.words.len() {
            tails.entry(&name.words[tail..]).or_default().push(number);
        }
        for ends in name.ends_of_shorter() {
            namesakes.entry(ends).or_default().push(number);
        }
    }
    let longer = |number: usize| -> Vec<usize> {
        let words = &full[number].words;
        let same_tail = tails.get(words.as_slice()).into_iter().flatten();
        let namesakes = full[number].ends().and_then(|ends| namesakes.get(&ends)).into_iter().flatten();
        let same_last = namesakes.filter(|other| abbreviates(words, &full[**other].words));
        let fits = |other: &usize| full[number].may_join() || full[*other].may_join();
        let mut longer: Vec<usize> = same_tail.chain(same_last).copied().filter(fits).collect();
        longer.sort_unstable();
        longer.dedup();
        longer
    };
    let fits: Vec<Vec<usize>> = (0..full.len()).map(longer).collect();
    let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..full.len() {
        let mut longest = fits[number].iter().filter(|other| fits[**other].is_empty());
        if let (Some(only), None) = (longest.next(), longest.next()) {
            classes.entry(*only).or_default().push(number);
        }
    }
    classes.into_iter().flat_map(|(longest, shorter)| merge(&full, longest, &shorter)).collect()
}

/// Joins a class of forms to the one that stands for it; not where two of them are known to be two.
fn merge<'c>(full: &[&Name<'c>], longest: usize, shorter: &[usize]) -> Vec<(&'c str, &'c str)> {
    let class = || shorter.iter().chain([&longest]).map(|number| full[*number]);
    let known: Vec<_> = class().filter(|name| !name.may_join()).collect();
    let stands = match known.as_slice() {
        // The end of a name is no name to be known by.
        [] => class().max_by_key(|name| (!is_end_of(name, full[longest]), name.worth())),
        [one] => Some(*one),
        _ => None,
    };
    let Some(stands) = stands.map(|name| name.of.id.as_str()) else { return Vec::new() };
    class().map(|name| name.of.id.as_str()).filter(|id| *id != stands).map(|id| (id, stands)).collect()
}

fn is_end_of(name: &Name<'_>, longest: &Name<'_>) -> bool {
    name.words.len() < longest.words.len() && longest.words.ends_with(&name.words)
}

/// Whether a name is a shorter form of another with the same last word: the first words agree, or one is the initial of the
/// other, and the middle names are among the other's, in order.
fn abbreviates(short: &[&str], long: &[&str]) -> bool {
    let ([first, middle @ .., last], [long_first, long_middle @ .., long_last]) = (short, long) else { return false };
    if last != long_last || short == long || !stands_for(first, long_first) {
        return false;
    }
    let mut rest = long_middle.iter();
    middle.iter().all(|word| rest.any(|other| stands_for(word, other)))
}

/// Whether a word is another, or its initial.
fn stands_for(word: &str, other: &str) -> bool {
    word == other || word.chars().count() == 1 && other.starts_with(word)
}

/// Joins surnames that stand alone to the one full name that holds the word, and holds it last.
fn lone_surnames<'c>(people: &[Name<'c>], joined: &Map<'c>) -> Map<'c> {
    let mut holders: FxHashMap<&str, BTreeSet<&'c str>> = FxHashMap::default();
    let mut counts: FxHashMap<&str, u64> = FxHashMap::default();
    for name in people.iter().filter(|name| !is_lone(&name.words)) {
        let id = joined.get(name.of.id.as_str()).copied().unwrap_or(&name.of.id);
        let count = counts.entry(id).or_default();
        *count = (*count).max(name.of.documents);
        name.words.iter().for_each(|word| {
            holders.entry(word).or_default().insert(id);
        });
    }
    let mut map = Map::new();
    for lone in people.iter().filter(|name| is_lone(&name.words) && name.may_join()) {
        let Some(surname) = lone.words.last().filter(|word| word.chars().count() > 1) else { continue };
        let Some(holders) = holders.get(surname) else { continue };
        let mut fits = holders.iter();
        if let (Some(only), None) = (fits.next(), fits.next())
            && only.ends_with(&format!("-{surname}"))
            && lone.of.documents <= SHORT_FOR_ONE * counts[only]
        {
            map.insert(&lone.of.id, *only);
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(id: &str) -> Candidate {
        let (standing, id) = match (id.strip_prefix('!'), id.strip_prefix('+')) {
            (Some(id), _) => (Standing::Named, id),
            (_, Some(id)) => (Standing::Supplied, id),
            _ => (Standing::Found, id),
        };
        let capitals = id.starts_with("organisation/") && !id.contains('-');
        Candidate { id: id.into(), documents: 1, standing, acronyms: BTreeSet::new(), capitals }
    }

    fn joined(ids: &[&str]) -> Vec<(String, String)> {
        join(&ids.iter().map(|id| found(id)).collect::<Vec<_>>()).into_iter().collect()
    }

    fn pair(from: &str, to: &str) -> (String, String) {
        (from.into(), to.into())
    }

    #[test]
    fn forms_of_a_name_are_one_while_one_fits() {
        for (forms, stands) in [
            (["person/marta-quillfeather", "person/m-quillfeather"], "person/marta-quillfeather"),
            (["person/marta-quillfeather", "person/marta-jane-quillfeather"], "person/marta-jane-quillfeather"),
            (["!person/marta-quillfeather", "person/marta-j-quillfeather"], "person/marta-quillfeather"),
            (["+person/quillfeather", "person/marta-quillfeather"], ""),
            (["!person/marta-quillfeather", "!person/marta-jane-quillfeather"], ""),
            (["person/marta-quillfeather", "person/mary-quillfeather"], ""),
            (["person/quill-marta", "person/marta-quill"], ""),
        ] {
            let map = joined(&forms);
            assert_eq!(map.first().map_or("", |(_, to)| to), stands, "{forms:?}: {map:?}");
        }
        let mut end = found("person/jane-quillfeather");
        end.documents = 9;
        assert!(join(&[end, found("person/marta-jane-quillfeather")]).contains_key("person/jane-quillfeather"));
        let mut ada = found("person/ada-lind");
        ada.documents = 9;
        assert_eq!(join(&[ada, found("person/ada-maria-lind")])["person/ada-maria-lind"], "person/ada-lind");
    }

    #[test]
    fn ambiguity_undoes_a_join() {
        let one = ["person/george-bush", "person/george-w-bush", "person/bush"];
        assert_eq!(joined(&one).len(), 2);
        assert_eq!(joined(&["person/george-bush", "person/george-w-bush", "person/george-h-bush", "person/bush"]), []);
        assert_eq!(joined(&["person/al-assad", "person/bashar-al-assad"]), [pair("person/al-assad", "person/bashar-al-assad")]);
        // Whom a first name names too can't be told.
        assert_eq!(joined(&["person/martin", "person/paul-martin", "person/martin-frost"]), []);
    }

    #[test]
    fn an_acronym_is_the_one_body_of_its_initials() {
        let (short, long) = ("organisation/hdl", "organisation/harbour-defence-league");
        assert_eq!(joined(&[short, long]), [pair(short, long)]);
        assert_eq!(joined(&["organisation/mou", "organisation/ministry-of-utilities"]).len(), 1);
        assert_eq!(joined(&["organisation/mu", "organisation/ministry-of-utilities"]), []);
        assert_eq!(joined(&[short, long, "organisation/highland-dock-lines"]), []);
        let bracketed = Candidate { acronyms: BTreeSet::from(["hdx".into()]), ..found("organisation/harbour-exchange") };
        assert_eq!(join(&[found("organisation/hdx"), bracketed])["organisation/hdx"], "organisation/harbour-exchange");
    }

    #[test]
    fn a_company_is_one_under_any_legal_form() {
        let (short, bare) = ("organisation/harbour-trading-corp", "organisation/harbour-trading");
        let full = "organisation/harbour-trading-corporation";
        assert_eq!(joined(&[short, full]), [pair(short, full)]);
        assert_eq!(joined(&[bare, "!organisation/harbour-trading-corporation"]), [pair(bare, full)]);
        assert_eq!(joined(&["!organisation/harbour-trading-co", "!organisation/harbour-trading-corporation"]), []);
        assert_eq!(joined(&["organisation/trading", "organisation/trading-corporation"]), []);
        assert_eq!(joined(&["organisation/htc", bare, full]), [pair(bare, full), pair("organisation/htc", full)]);
    }

    #[test]
    fn a_roll_of_one_surname_is_not_compared_by_pairs() {
        let roll = (0..6_000).map(|number| format!("person/m{number}-quillfeather"));
        let mut ids: Vec<Candidate> = roll.map(|id| found(&id)).collect();
        ids.extend(["person/marta-quillfeather", "person/marta-j-quillfeather", "person/m-quillfeather"].map(found));
        assert_eq!(join(&ids).keys().collect::<Vec<_>>().len(), 1);
    }

    #[test]
    fn a_word_that_is_everywhere_is_no_surname() {
        let everywhere = Candidate { documents: 1_000, ..found("person/charter") };
        assert!(join(&[everywhere, found("person/rodrigo-charter")]).is_empty());
    }

    proptest! {
        #[test]
        fn neither_order_nor_chains(ids in prop::collection::vec("[!+]?person/(a|b|ab)(-(c|d|cd)){0,2}-(e|fe)|person/(e|fe|cd)", 0..8), turn in 0usize..8) {
            let distinct: BTreeSet<String> = ids.iter().map(|id| id.trim_start_matches(['!', '+']).to_owned()).collect();
            prop_assume!(distinct.len() == ids.len());
            let mut candidates: Vec<Candidate> = ids.iter().map(|id| found(id)).collect();
            let map = join(&candidates);
            for (from, to) in &map {
                prop_assert!(!map.contains_key(to), "{from} to {to} to {}", map[to]);
                prop_assert!(distinct.contains(to));
                prop_assert!(candidates.iter().all(|one| one.id != *from || one.standing == Standing::Found));
            }
            let places = candidates.len().max(1);
            candidates.rotate_left(turn % places);
            prop_assert_eq!(join(&candidates), map);
        }
    }
}
