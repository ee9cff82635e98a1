//! Two states in one adjective: `Franco-German`, `Sino-Indian`.
//!
//! The first has a form of its own there, which alone is no name of it: Franco was a general.

use super::claim::{Claim, Scene};
use super::gazetteer::Sighting;
use super::token::{Token, hash_folded};
use super::{ActorKind, Evidence};

/// The forms, and the states as the tables name them.
const FORMS: &[(&str, &str)] = &[
    ("anglo", "United Kingdom"),
    ("franco", "France"),
    ("graeco", "Greece"),
    ("greco", "Greece"),
    ("hispano", "Spain"),
    ("indo", "India"),
    ("italo", "Italy"),
    ("luso", "Portugal"),
    ("russo", "Russia"),
    ("sino", "China"),
    ("turco", "Turkey"),
];

/// The claims that such adjectives make, in order: one of each state.
pub(crate) fn compound_claims(scene: &Scene<'_>, sightings: &[Sighting]) -> Vec<Claim> {
    let joined = sightings.iter().filter(|sighting| sighting.first > 0 && scene.tokens[sighting.first].joined);
    joined.filter_map(|sighting| both(scene, sighting)).flatten().collect()
}

fn both(scene: &Scene<'_>, sighting: &Sighting) -> Option<[Claim; 2]> {
    let place = sighting.first - 1;
    let state = state_of_form(&scene.tokens[place])?;
    let front = scene.gazetteer.named(state, ActorKind::State)?.sure(Evidence::Demonym);
    let demonym = scene.gazetteer.readings(sighting.alias).find(|alias| alias.evidence == Evidence::Demonym)?;
    // Indo-Chinese is what Indochina is.
    if state == "India" && scene.gazetteer.known(demonym).name == "China" {
        return None;
    }
    let claim = |first, after, known| Claim { first, after, kind: ActorKind::State, known: Some(known) };
    Some([claim(place, place + 1, front), claim(sighting.first, sighting.after, *demonym)])
}

fn state_of_form(token: &Token) -> Option<&'static str> {
    let is_form = |(form, _): &&(&str, &str)| token.folded == hash_folded(form);
    FORMS.iter().find(is_form).filter(|_| token.case.is_capital()).map(|(_, state)| *state)
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn both_states_of_a_compound_are_named() {
        assert_eq!(ids("The Franco-German summit met."), ["state/france", "state/germany"]);
        assert_eq!(ids("The Sino-Indian border is long."), ["state/china", "state/india"]);
        assert_eq!(ids("They signed an Anglo-Irish treaty."), ["state/united-kingdom", "state/ireland"]);
        assert_eq!(ids("The Russo-Ukrainian war goes on."), ["state/russia", "state/ukraine"]);
        assert!(!ids("The Indo-Chinese peninsula is long.").contains(&"state/india".into()));
        assert!(!ids("In the Indo-Pacific we trade.").contains(&"state/india".into()));
    }
}
