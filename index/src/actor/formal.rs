//! Is a longer name but a known actor's, written in full?
//!
//! `Kingdom of Laos` and `Hungarian People's Republic` are states, `Nikita S. Khrushchev` is a man of the dictionary; the `United
//! States Code` is no place, though it begins with one.

use super::claim::Scene;
use super::gazetteer::{Alias, Sighting};
use super::lexicon::WordSet;
use super::tagger::Tagged;
use super::token::{Case, Token, hash_folded};
use super::{ActorKind, Evidence};

/// Words of the full names of states.
static FORMS: WordSet = WordSet::of(
    "republic kingdom federation union commonwealth principality duchy grand sultanate emirate state states dominion empire \
     federal federative democratic people peoples popular socialist soviet islamic arab united plurinational bolivarian oriental of \
     the s",
);
/// Words of the full names of cities and of the states of a state: `State of Hawaii`.
static TOWNS: WordSet = WordSet::of("city town state commonwealth of the");
/// The last word of such a name that begins with a people: `Hungarian People's Republic`.
static REALMS: WordSet = WordSet::of("republic kingdom union state");
/// Heads of the names of places that may begin with a state's.
static SITES: WordSet = WordSet::of(
    "city bay island islands river province canal valley strait straits sea ocean border borders peninsula plateau mountains \
     mountain hills lake street avenue square park airport bridge coast gulf desert falls creek county region zone territory \
     beach port harbour harbor highlands basin delta heights road north south east west proper",
);

/// Whether the tagged words around a state's name are its full name.
pub(crate) fn is_state_in_full(scene: &Scene<'_>, sighting: &Sighting, alias: &Alias, tag: &Tagged) -> bool {
    let is_place = scene.gazetteer.known(alias).kind == ActorKind::Place;
    let set = if is_place { &TOWNS } else { &FORMS };
    let forms = |words: &[Token]| words.iter().all(|token| set.holds(token.folded) || !token.is_word());
    let (before, behind) = (&scene.tokens[tag.first..sighting.first], &scene.tokens[sighting.after..tag.after]);
    match (before, behind) {
        ([form, ..], []) => {
            let of = scene.tokens[tag.first..tag.after].iter().any(|token| token.folded == hash_folded("of"));
            form.case.is_capital() && of && forms(before)
        }
        ([], [.., realm]) => alias.evidence == Evidence::Demonym && REALMS.holds(realm.folded) && forms(behind),
        _ => false,
    }
}

/// Whether what is tagged as a place only begins with a state: `United States District Judge`.
pub(crate) fn begins_with_state(scene: &Scene<'_>, sighting: &Sighting, alias: &Alias, tag: &Tagged) -> bool {
    let last = &scene.tokens[tag.after - 1];
    tag.kind == Some(ActorKind::Place)
        && scene.gazetteer.known(alias).kind == ActorKind::State
        && (sighting.first == tag.first && !alias.weak)
        && !matches!(alias.evidence, Evidence::Demonym | Evidence::Capital)
        && !SITES.holds(last.folded)
}

/// The known person whose name this is with a middle name more: an initial, or one after the father.
pub(crate) fn with_middle_name(scene: &Scene<'_>, tokens: &[Token]) -> Option<Alias> {
    let [first, middle @ .., last] = tokens else { return None };
    let is_fathers = |token: &Token| {
        let name = token.span.of(scene.text);
        ["ovich", "evich", "ovych", "evna", "ovna"].iter().any(|ending| name.ends_with(ending))
    };
    let extra = !middle.is_empty() && middle.iter().all(|token| token.case == Case::Initial || is_fathers(token));
    let words = [first.folded, last.folded].into_iter();
    let found = scene.gazetteer.look_up(words, ActorKind::Person).filter(|_| extra && first.case != Case::Initial)?;
    (found.evidence != Evidence::Surname).then_some(*found)
}

/// The known person whose surname this is, behind initials that fit: `J. V. Stalin`.
pub(crate) fn with_initials(scene: &Scene<'_>, tokens: &[Token]) -> Option<Alias> {
    let [initial, others @ .., last] = tokens else { return None };
    let initials = initial.case == Case::Initial && others.iter().all(|token| token.case == Case::Initial);
    let found = scene.gazetteer.look_up([last.folded].into_iter(), ActorKind::Person).filter(|_| initials)?;
    let letter = initial.span.of(scene.text).chars().next();
    let fits = found.evidence == Evidence::Surname && scene.gazetteer.known(found).name.chars().next() == letter;
    fits.then(|| found.sure(Evidence::Alias))
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn states_in_full_are_their_state() {
        assert_eq!(ids("The Kingdom of Laos was told."), ["state/laos"]);
        assert_eq!(ids("He spoke for the Hungarian People's Republic."), ["state/hungary"]);
        assert_eq!(ids("They live in the State of Hawaii."), ["place/hawaii"]);
    }

    #[test]
    fn middle_names_and_initials_lead_to_the_known_person() {
        for name in ["Nikita S. Khrushchev", "Nikita Sergeevich Khrushchev"] {
            assert_eq!(ids(&format!("We heard {name} speak.")), ["person/nikita-khrushchev"], "{name}");
        }
        assert_eq!(ids("A letter by V. V. Putin arrived."), ["person/vladimir-putin"]);
    }
}
