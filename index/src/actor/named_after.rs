//! What is named after somebody, and is nobody.
//!
//! Nobody is met with in the Indian Treaty Room but those who meet there; the George Floyd Justice in Policing Act names but him; and the
//! John F. Kennedy Center is a house, not the president.

use super::ActorKind;
use super::claim::{Claim, Scene};
use super::lexicon::WordSet;
use super::token::{Case, Token, hash_folded};

/// Where one meets.
static ROOMS: WordSet = WordSet::of("room");
/// Heads of the names of laws.
static LAWS: WordSet = WordSet::of("act law bill amendment treaty");
/// Small words inside the names of laws.
static LINKS: WordSet = WordSet::of("of in for and to on the against from with by");
/// How long such a name is, in words, at most.
const NAME_AT_MOST: usize = 12;
/// Heads of the names of bodies that bear somebody's name.
static BODIES: WordSet = WordSet::of(
    "center centre library foundation institute school university college hospital academy museum society fund prize",
);
/// Heads of the names of places that do.
static SITES: WordSet = WordSet::of("airport stadium bridge building park memorial highway parkway boulevard avenue plaza arena");

/// Leaves of the claims what is an actor's name there.
pub(crate) fn unname_things(scene: &Scene<'_>, claims: &mut Vec<Claim>) {
    let named = |token: &Token| matches!(token.case, Case::Title | Case::Caps) && !token.opens;
    let heads = |heads: &'static WordSet| {
        let is_head = move |(_, token): &(usize, &Token)| named(token) && heads.holds(token.folded);
        scene.tokens.iter().enumerate().filter(is_head).map(|(place, _)| place)
    };
    for room in heads(&ROOMS) {
        let first = name_before(scene, room, |token| token.case.is_capital());
        claims.retain(|claim| !within(claim, first, room + 1) || is_known_body(claim));
    }
    for law in heads(&LAWS).filter(|place| ends_name(scene, *place)) {
        let first = name_before(scene, law, |token| token.case.is_capital() || LINKS.holds(token.folded));
        let people = people_in_full(scene, claims);
        claims.retain_mut(|claim| !within(claim, first, law + 1) || is_known_body(claim) || keep_person(scene, &people, claim));
    }
    claims.retain(|claim| !numbers_road(scene, claim) && !is_colour(scene, claim));
    claims.iter_mut().for_each(|claim| take_head(scene, claim));
}

/// Whom a colour is said of.
static PEOPLE: WordSet = WordSet::of(
    "people communities community americans men women families children kids voters girls boys youth students workers farmers folks \
     neighborhoods",
);

/// `Black and Brown communities`, `Brown people`: nobody's name.
fn is_colour(scene: &Scene<'_>, claim: &Claim) -> bool {
    let token = |place: Option<usize>| place.and_then(|place| scene.tokens.get(place));
    let is = |token: Option<&Token>, word: &str| token.is_some_and(|token| token.folded == hash_folded(word));
    let listed = is(token(claim.first.checked_sub(1)), "and") && is(token(claim.first.checked_sub(2)), "black");
    let people = token(Some(claim.after)).is_some_and(|next| PEOPLE.holds(next.folded));
    claim.after - claim.first == 1 && is(token(Some(claim.first)), "brown") && (listed || people)
}

/// Words near the numbers of roads.
static ROADS: WordSet = WordSet::of("highway highways hwy interstate route routes turnpike expressway freeway exit road roads");
/// How near, in tokens, and how many digits such a number has, at most.
const ROAD_REACH: usize = 24;
const ROAD_DIGITS: usize = 3;

/// `US 169`, `US-75`: a road.
fn numbers_road(scene: &Scene<'_>, claim: &Claim) -> bool {
    let next = |place: usize| scene.tokens.get(place).filter(|token| !token.opens);
    let is_hyphen = |token: &Token| !token.is_word() && token.folded == hash_folded("-");
    let hyphen = usize::from(next(claim.after).is_some_and(is_hyphen));
    let number = next(claim.after + hyphen).filter(|token| token.case == Case::Number && token.span.len() <= ROAD_DIGITS);
    let near = claim.first.saturating_sub(ROAD_REACH)..(claim.after + ROAD_REACH).min(scene.tokens.len());
    claim.kind == ActorKind::State
        && number.is_some()
        && scene.tokens[claim.first].case == Case::Caps
        && scene.tokens[near].iter().any(|token| ROADS.holds(token.folded))
}

/// Whether a name ends with the word: neither `Law of the Sea` nor `Bill Clinton` does.
fn ends_name(scene: &Scene<'_>, place: usize) -> bool {
    let manner = scene.tokens[place].manner;
    let goes_on =
        |next: &Token| !next.opens && next.manner == manner && (next.case.is_capital() || next.folded == hash_folded("of"));
    !scene.tokens.get(place + 1).is_some_and(goes_on)
}

/// Where the words before a head begin that are of its name.
fn name_before(scene: &Scene<'_>, head: usize, is_of_name: impl Fn(&Token) -> bool) -> usize {
    let mut first = head;
    while head - first < NAME_AT_MOST && !scene.tokens[first].opens {
        let Some(before) = first.checked_sub(1).filter(|place| is_of_name(&scene.tokens[*place])) else { break };
        first = before;
    }
    first
}

fn within(claim: &Claim, first: usize, after: usize) -> bool {
    first <= claim.first && claim.after <= after && first < after
}

/// Bodies of the dictionary are named there nonetheless: `White House Situation Room`.
fn is_known_body(claim: &Claim) -> bool {
    claim.kind == ActorKind::Organisation && claim.known.is_some()
}

/// The first two words of the names of people.
fn people_in_full(scene: &Scene<'_>, claims: &[Claim]) -> Vec<[u64; 2]> {
    let in_full = |claim: &&Claim| claim.kind == ActorKind::Person && claim.after - claim.first >= 2;
    claims.iter().filter(in_full).map(|claim| first_words(scene, claim)).collect()
}

fn first_words(scene: &Scene<'_>, claim: &Claim) -> [u64; 2] {
    [scene.tokens[claim.first].folded, scene.tokens[claim.first + 1].folded]
}

/// Of a body that is but a part of a law's name nothing is left but the person with whose name it begins; whether there is one. People,
/// states and places stay.
fn keep_person(scene: &Scene<'_>, people: &[[u64; 2]], claim: &mut Claim) -> bool {
    if claim.kind != ActorKind::Organisation {
        return true;
    }
    let named = claim.after - claim.first >= 2 && people.contains(&first_words(scene, claim));
    if named {
        *claim = Claim { after: claim.first + 2, kind: ActorKind::Person, known: None, ..*claim };
    }
    named
}

/// `John F. Kennedy` before `Center` is the body's name, not his.
fn take_head(scene: &Scene<'_>, claim: &mut Claim) {
    let kind = |place: usize| kind_of_head(scene.tokens.get(place)?);
    if claim.kind != ActorKind::Person || claim.after - claim.first < 2 {
        return;
    }
    if let Some(kind) = kind(claim.after - 1).filter(|_| claim.after - claim.first > 2) {
        *claim = Claim { kind, known: None, ..*claim };
    } else if let Some(kind) = kind(claim.after).filter(|_| ends_name(scene, claim.after)) {
        *claim = Claim { first: claim.first, after: claim.after + 1, kind, known: None };
    }
}

/// What bears somebody's name before such a word.
fn kind_of_head(head: &Token) -> Option<ActorKind> {
    let heads = head.case == Case::Title && !head.opens && !head.joined;
    let kinds = [(&BODIES, ActorKind::Organisation), (&SITES, ActorKind::Place)];
    kinds.into_iter().find(|(heads, _)| heads.holds(head.folded)).map(|(_, kind)| kind).filter(|_| heads)
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn in_a_room_nobody_is_named() {
        assert_eq!(ids("They met in the Indian Treaty Room of the White House."), ["organisation/white-house"]);
        assert!(ids("She spoke in the James S. Brady Press Briefing Room yesterday.").is_empty());
        assert!(ids("He waits in the State Dining Room today.").is_empty());
    }

    #[test]
    fn a_law_names_but_the_person() {
        let text = "He said the George Floyd Justice in Policing Act honours George Floyd.";
        assert_eq!(ids(text), ["person/george-floyd"; 2]);
    }

    #[test]
    fn a_road_is_no_state() {
        assert!(ids("Take US 75 north, then the turnpike to US-169.").is_empty());
        assert_eq!(ids("The US 101 times said no to it."), ["state/united-states"]);
    }

    #[test]
    fn a_colour_is_nobody() {
        assert_eq!(ids("Kris Brown spoke for Black and Brown communities."), ["person/kris-brown"]);
        assert!(ids("He fired Patriot missiles and wrote of the Monroe Doctrine.").is_empty());
    }

    #[test]
    fn a_house_is_not_its_patron() {
        assert_eq!(ids("They sang at the John F. Kennedy Center in May."), ["organisation/john-f-kennedy-center"]);
    }
}
