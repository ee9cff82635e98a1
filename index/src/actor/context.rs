//! Which of several known actors does a name mean here?
//!
//! `Congo` is two states, `Korea` two, `Georgia` a state and a state of another; a president's surname may be his father's too.
//! The words of the document decide: each meaning has words that go with it, and the nearer one stands, the more it counts.
//! Where they decide nothing, no known actor is meant. A meaning may also be no actor (`CPI` is mostly an index), or an actor
//! that the dictionary does not know (a Wagner without mercenaries is somebody).

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::claim::{Claim, Scene};
use super::gazetteer::{Alias, Gazetteer};
use super::provinces::member_state;
use super::token::{Token, hash_folded};
use super::{ActorKind, Evidence};

/// One meaning of a name.
struct Meaning {
    /// The known actor, if it is one.
    alias: Option<Alias>,
    /// What kind of actor; `None` of what is none.
    kind: Option<ActorKind>,
    /// The folded words that go with it.
    words: FxHashSet<u64>,
    /// What it weighs without any of them.
    prior: usize,
}

/// The names that mean several actors, with their meanings, from the table.
fn meanings() -> &'static FxHashMap<u64, Vec<Meaning>> {
    static MEANINGS: OnceLock<FxHashMap<u64, Vec<Meaning>>> = OnceLock::new();
    MEANINGS.get_or_init(|| {
        let mut meanings: FxHashMap<u64, Vec<Meaning>> = FxHashMap::default();
        for line in include_str!("tables/ambiguous.tsv").lines().filter(|line| !line.starts_with('#')) {
            for name in line.split('\t').next().unwrap_or_default().split('|') {
                meanings.entry(name_hash(name.split(' ').map(hash_folded))).or_default().extend(Meaning::parse(line));
            }
        }
        meanings
    })
}

/// The hash of a name's words.
fn name_hash(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(0, |hash, word| hash.rotate_left(11) ^ word)
}

impl Meaning {
    fn parse(line: &'static str) -> Option<Meaning> {
        let mut columns = line.split('\t').skip(1);
        let kind = ActorKind::of_id(columns.next()?);
        let alias = match (columns.next()?, kind) {
            ("-", _) => None,
            (name, kind) => Some(Gazetteer::shared().named(name, kind?)?),
        };
        let prior = columns.next()?.parse().ok()?;
        let words = columns.next()?.split_ascii_whitespace().map(hash_folded).collect();
        Some(Meaning { alias, kind, words, prior })
    }
}

/// Within how many tokens a word counts as near.
const NEAR: usize = 12;
/// What such a word weighs; one elsewhere in the document weighs 1.
const NEAR_WEIGHT: usize = 4;
/// More words elsewhere say no more.
const FAR_AT_MOST: usize = 6;

/// Gives the names of several actors the one that the words around them mean, or none.
pub(crate) fn decide(scene: &Scene<'_>, claims: &mut Vec<Claim>) {
    let mut places: FxHashMap<u64, Vec<Vec<usize>>> = FxHashMap::default();
    claims.retain_mut(|claim| {
        if let Some(alias) = member_state(scene, claim) {
            (claim.kind, claim.known) = (ActorKind::Place, Some(alias));
            return true;
        }
        let words = &scene.tokens[claim.first..claim.after];
        let name = name_hash(words.iter().map(|token| token.folded));
        let is_site_here = is_site(Some(claim.kind));
        let alike = |meanings: &&Vec<Meaning>| meanings.iter().any(|meaning| is_site(meaning.kind) == is_site_here);
        let able = claim.kind != ActorKind::Person;
        let Some(meanings) = meanings().get(&name).filter(alike).filter(|_| able) else { return true };
        let places = places.entry(name).or_insert_with(|| meanings.iter().map(|meaning| meaning.places(scene)).collect());
        settle(claim, meant(claim.first, meanings, places))
    });
}

/// Gives a claim its meaning; whether it still is a claim.
fn settle(claim: &mut Claim, meaning: Option<&Meaning>) -> bool {
    let evidence = claim.known.map_or(Evidence::Alias, |alias| alias.evidence);
    let known = claim.known.map(|alias| alias.actor);
    match meaning {
        Some(Meaning { kind: None, .. }) => return false,
        Some(Meaning { kind: Some(kind), alias, .. }) if known.is_none() || known != alias.map(|alias| alias.actor) => {
            let evidence = if *kind == ActorKind::Place { Evidence::Alias } else { evidence };
            (claim.kind, claim.known) = (*kind, alias.map(|alias| alias.sure(evidence)));
        }
        Some(_) => {}
        // A people whose state is open is no actor; a name may still be that of a river or peninsula.
        None if evidence == Evidence::Demonym => return false,
        None if is_site(Some(claim.kind)) => (claim.kind, claim.known) = (ActorKind::Place, None),
        None => claim.known = None,
    }
    true
}

fn is_site(kind: Option<ActorKind>) -> bool {
    matches!(kind, Some(ActorKind::State | ActorKind::Place))
}

/// The meaning that weighs most; `None` where none weighs anything, or two the same.
fn meant<'m>(at: usize, meanings: &'m [Meaning], places: &[Vec<usize>]) -> Option<&'m Meaning> {
    let mut weights: Vec<(usize, &Meaning)> =
        meanings.iter().zip(places).map(|(meaning, places)| (meaning.prior + weight(at, places), meaning)).collect();
    weights.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    match weights.as_slice() {
        [(0, _), ..] | [] => None,
        [(first, _), (second, _), ..] if first == second => None,
        [(_, meaning), ..] => Some(meaning),
    }
}

impl Meaning {
    /// Where the document has words that go with it.
    fn places(&self, scene: &Scene<'_>) -> Vec<usize> {
        let goes_with = |(place, token): (usize, &Token)| self.words.contains(&token.folded).then_some(place);
        scene.tokens.iter().enumerate().filter_map(goes_with).collect()
    }
}

/// What words at these places, which are in order, weigh for a name at `at`.
fn weight(at: usize, places: &[usize]) -> usize {
    let before = |end: usize| places.partition_point(|place| *place < end);
    let near = before(at + NEAR + 1) - before(at.saturating_sub(NEAR));
    near * NEAR_WEIGHT + (places.len() - near).min(FAR_AT_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::find::ids_in as ids;

    #[test]
    fn every_meaning_is_in_the_tables() {
        for line in include_str!("tables/ambiguous.tsv").lines().filter(|line| !line.starts_with('#')) {
            assert!(Meaning::parse(line).is_some(), "{line}");
        }
    }

    #[test]
    fn the_two_states_on_the_congo() {
        let (kinshasa, brazzaville) =
            ("state/democratic-republic-of-the-congo".to_owned(), "state/republic-of-the-congo".to_owned());
        assert!(ids("Rebels of M23 took the town of Goma in eastern Congo.").contains(&kinshasa));
        assert!(ids("President Denis Sassou Nguesso of Congo arrived from Brazzaville.").contains(&brazzaville));
        let open = ids("They shipped timber down the river from Congo.");
        assert!(!open.contains(&kinshasa) && !open.contains(&brazzaville), "{open:?}");
    }

    #[test]
    fn north_and_south_korea() {
        assert!(ids("Kim Jong Un watched a test near Pyongyang; Korea fired again.").contains(&"state/north-korea".into()));
        assert!(ids("Samsung said in Seoul that Korea was its best market.").contains(&"state/south-korea".into()));
    }

    #[test]
    fn georgia_here_and_there() {
        assert!(ids("Russia invaded Georgia in 2008.").contains(&"state/georgia".into()));
        let found = ids("Voters in Georgia and Pennsylvania chose; Governor Kemp of Georgia spoke in Atlanta.");
        assert!(found.contains(&"place/georgia-us-state".into()) && !found.contains(&"state/georgia".into()), "{found:?}");
    }

    #[test]
    fn an_acronym_without_its_organisation_is_an_index_or_a_tax_credit() {
        for text in ["In May the CPI rose 3 percent.", "Buyers claim IRA tax credits for cars."] {
            assert!(ids(text).is_empty(), "{text}: {:?}", ids(text));
        }
        assert!(ids("The IRA bombed a hotel in Belfast.").contains(&"organisation/irish-republican-army".into()));
    }

    #[test]
    fn wagner_is_a_group_only_among_mercenaries() {
        let group = "organisation/wagner-group".to_owned();
        assert!(ids("Prigozhin said that Wagner fighters had left Bakhmut.").contains(&group));
        assert!(ids("The Wagner Group fought. Wagner left Africa.").iter().filter(|id| **id == group).count() == 2);
        for text in ["We heard Wagner's opera.", "Titus, Wagner, and Slotkin voted."] {
            assert!(!ids(text).contains(&group), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn washington_is_a_power_a_state_of_it_or_a_man() {
        assert!(ids("Washington warned Moscow again.").contains(&"state/united-states".into()));
        assert!(ids("He flew to Seattle, Washington, on Monday.").contains(&"place/washington-state".into()));
        assert!(ids("George Washington wrote that. Washington never lied.").iter().all(|id| id == "person/george-washington"));
    }
}
