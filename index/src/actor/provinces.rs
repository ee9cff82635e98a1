//! Is it a city, or the member state of the same name?
//!
//! `New York` is the city, and `Washington` a power, unless the words beside them speak of a state of the United States: `New York
//! state`, `Washington Governor Jay Inslee`, `(D-NY)`.

use super::claim::{Claim, Scene};
use super::gazetteer::Alias;
use super::lexicon::WordSet;
use super::token::{Case, Token, hash_folded};
use super::{ActorKind, Evidence};

/// The words of the name, and the member state.
const SHARED: &[(&[&str], &str)] =
    &[(&["new", "york"], "New York State"), (&["ny"], "New York State"), (&["washington"], "Washington State")];

/// What a member state has and a city has not.
static OF_A_STATE: WordSet = WordSet::of("governor governors gov legislature lieutenant");
/// The parties, as a letter before the member state of a member of Congress.
static PARTIES: WordSet = WordSet::of("d r i");

/// The member state that a claim names, where the words beside it say so.
pub(crate) fn member_state(scene: &Scene<'_>, claim: &Claim) -> Option<Alias> {
    if !matches!(claim.kind, ActorKind::State | ActorKind::Place) {
        return None;
    }
    let words = &scene.tokens[claim.first..claim.after];
    let behind = scene.tokens.get(claim.after).filter(|token| !token.opens);
    let has = behind.is_some_and(|token| OF_A_STATE.holds(token.folded) || is_small_state(token));
    if !has && !follows_party(scene, claim) {
        return None;
    }
    let spells = |name: &[&str]| name.iter().map(|word| hash_folded(word)).eq(words.iter().map(|token| token.folded));
    let (_, state) = SHARED.iter().find(|(name, _)| spells(name))?;
    Some(scene.gazetteer.named(state, ActorKind::Place)?.sure(Evidence::Alias))
}

fn is_small_state(token: &Token) -> bool {
    token.case == Case::Lower && token.folded == hash_folded("state")
}

/// `D-NY`, `R-N.Y.`
fn follows_party(scene: &Scene<'_>, claim: &Claim) -> bool {
    let before = claim.first.checked_sub(1).map(|place| &scene.tokens[place]);
    scene.tokens[claim.first].joined && before.is_some_and(|token| token.case == Case::Initial && PARTIES.holds(token.folded))
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn what_a_member_state_has_tells_it_from_the_city() {
        for text in
            ["New York Governor Kathy Hochul spoke.", "They live in New York state.", "Senator Chuck Schumer (D-NY) spoke."]
        {
            assert!(ids(text).contains(&"place/new-york-state".into()), "{text}: {:?}", ids(text));
        }
        assert_eq!(ids("He lives in New York."), ["place/new-york-city"]);
    }

    #[test]
    fn the_capital_under_all_names_and_the_state() {
        let text = "Washington state officials and Washington, D.C. police met.";
        assert_eq!(ids(text), ["place/washington-state", "place/washington-dc"]);
        let text = "They met in the District of Columbia, in Washington D.C. and in Washington, DC.";
        assert_eq!(ids(text), ["place/washington-dc"; 3]);
        assert_eq!(ids("He lives in D.C. and works there."), ["place/washington-dc"]);
    }
}
