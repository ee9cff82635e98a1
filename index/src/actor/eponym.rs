//! Is a place's name somebody's surname?
//!
//! `MaliVai Washington`, `BRIAN HOLLAND`: behind a given name the name of a place, and that of somebody else, is but a surname. And where
//! the tagger saw only the given name (`JOE MOORER` in a list of names), it is not that of whoever else is called so here.

use super::claim::{Claim, Scene};
use super::given::is_given;
use super::lexicon::{BEHIND_NAMES, NO_ACTORS, OFFICES, TITLES, is_function_word};
use super::name::is_everyday;
use super::tagger::names::NameSort;
use super::tagger::sorts::Sort;
use super::token::{Case, Token, hash_folded};
use super::{ActorKind, Evidence};

/// Joins given names with the surnames behind them; the claims are in order.
pub(crate) fn join_surnames(scene: &Scene<'_>, claims: &mut Vec<Claim>) {
    let mut joined: Vec<Claim> = Vec::with_capacity(claims.len());
    for (number, claim) in claims.iter().enumerate() {
        let before = joined.last().copied();
        if before.is_some_and(|before| before.after > claim.first) {
            continue;
        }
        let given = before.filter(|before| before.after == claim.first && is_lone_given(scene, before));
        if let Some(given) = given.filter(|_| may_be_surname(scene, claim)) {
            joined.pop();
            joined.push(person(scene, given.first, claim.after));
        } else if is_site(claim) && before.is_none_or(|before| before.after < claim.first) && has_given_before(scene, claim) {
            joined.push(person(scene, claim.first - 1, claim.after));
        } else if let Some(after) = surnames_behind(scene, claim, &claims[number + 1..]) {
            joined.push(person(scene, claim.first, after));
        } else if is_bearer(scene, claims, claim) {
            joined.push(person(scene, claim.first, claim.after));
        } else {
            joined.push(*claim);
        }
    }
    *claims = joined;
}

fn person(scene: &Scene<'_>, first: usize, after: usize) -> Claim {
    let joined = scene.tokens[after..].iter().take_while(|token| token.joined && token.case.is_capital()).count();
    let words = scene.tokens[first..after + joined].iter().map(|token| token.folded);
    let known = scene.gazetteer.look_up(words, ActorKind::Person).copied();
    Claim { first, after: after + joined, kind: ActorKind::Person, known }
}

fn is_site(claim: &Claim) -> bool {
    let is_name = claim.known.is_none_or(|alias| alias.evidence != Evidence::Demonym);
    matches!(claim.kind, ActorKind::State | ActorKind::Place) && claim.after - claim.first == 1 && is_name
}

/// A claim of one word that is a given name.
fn is_lone_given(scene: &Scene<'_>, claim: &Claim) -> bool {
    let token = &scene.tokens[claim.first];
    claim.kind == ActorKind::Person && claim.after - claim.first == 1 && claim.known.is_none() && is_given(token.folded)
}

/// The place of one word, or the surname of somebody known, behind a given name written like it.
fn may_be_surname(scene: &Scene<'_>, claim: &Claim) -> bool {
    let is_surname = claim.kind == ActorKind::Person && claim.known.is_some_and(|alias| alias.evidence == Evidence::Surname);
    (is_surname || is_site(claim)) && claim.after - claim.first == 1 && follows(&scene.tokens[claim.first - 1..=claim.first])
}

/// A given name, no claim and no other word, right before a place.
fn has_given_before(scene: &Scene<'_>, claim: &Claim) -> bool {
    let Some(given) = claim.first.checked_sub(1).map(|place| &scene.tokens[place]) else { return false };
    is_given(given.folded) && !is_everyday(given) && follows(&scene.tokens[claim.first - 1..=claim.first])
}

/// Whether the second word stands right behind the first, written like it.
fn follows(words: &[Token]) -> bool {
    let [given, surname] = words else { return false };
    let alike = match surname.case {
        Case::Caps => given.case == Case::Caps,
        Case::Title | Case::Mixed => given.case == Case::Title,
        _ => false,
    };
    alike && !surname.opens && !surname.joined
}

/// How many words a name has behind the given name, at most.
const SURNAMES_AT_MOST: usize = 3;

/// Where the unclaimed surnames behind a lone given name end.
fn surnames_behind(scene: &Scene<'_>, claim: &Claim, next: &[Claim]) -> Option<usize> {
    if !is_lone_given(scene, claim) {
        return None;
    }
    let free = |place: usize| next.first().is_none_or(|next| next.first > place);
    let goes_on = |place: &usize| free(*place) && is_surname(scene, *place);
    (claim.after..scene.tokens.len()).take(SURNAMES_AT_MOST).take_while(goes_on).last().map(|last| last + 1)
}

/// Whether a word is a surname behind the word before it.
fn is_surname(scene: &Scene<'_>, place: usize) -> bool {
    let surname = &scene.tokens[place];
    let plain = [&NO_ACTORS, &TITLES, &OFFICES, &BEHIND_NAMES].iter().any(|words| words.holds(surname.folded));
    let rare = matches!(Sort::of(surname.folded).case, 0 | 5);
    let borne = surname.case == Case::Caps && NameSort::of(surname.folded).surname > 0;
    (rare || borne) && !plain && !is_function_word(surname.folded) && follows(&scene.tokens[place - 1..=place])
}

/// A place of two words that nobody knows, of which the second is a place of the dictionary that the text also has alone, with a word
/// for people behind it: `Washington, who lost`.
fn is_bearer(scene: &Scene<'_>, claims: &[Claim], claim: &Claim) -> bool {
    let [_, last] = &scene.tokens[claim.first..claim.after] else { return false };
    let alone = |other: &Claim| is_site(other) && scene.tokens[other.first].folded == last.folded && is_who(scene, other.after);
    claim.kind == ActorKind::Place && claim.known.is_none() && !last.joined && claims.iter().any(alone)
}

fn is_who(scene: &Scene<'_>, after: usize) -> bool {
    let [comma, who] = scene.tokens.get(after..after + 2).unwrap_or_default() else { return false };
    comma.folded == hash_folded(",") && who.folded == hash_folded("who")
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn behind_a_given_name_a_place_is_a_surname() {
        for (text, id) in [
            ("GEORGE HOUSTON, 47620-112", "person/george-houston"),
            ("Clemency goes to Brian Holland and others.", "person/brian-holland"),
            ("They freed MARCUS BOLTON yesterday.", "person/marcus-bolton"),
        ] {
            assert_eq!(ids(text), [id], "{text}");
        }
        assert_eq!(ids("He flew to Jordan with Anna. Turkey protested."), ["state/jordan", "person/anna", "state/turkey"]);
    }

    #[test]
    fn who_is_named_like_a_place_keeps_the_name() {
        let text = "Tennis: finalist MaliVai Washington lost. Washington, who led, fell short as he lost to Alex O'Brien.";
        let found = ids(text);
        assert_eq!(found.iter().filter(|id| *id == "person/malivai-washington").count(), 2, "{found:?}");
    }
}
