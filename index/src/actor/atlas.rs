//! What does this document say of capitals, places and states?

use rustc_hash::FxHashSet;

use super::claim::{Claim, Scene};
use super::cue::{CapitalUse, capital_use, is_ruled};
use super::token::{Case, Token, hash_folded};
use super::{ActorKind, Evidence};

fn capital(claim: &Claim) -> Option<u32> {
    claim.known.filter(|alias| alias.evidence == Evidence::Capital).map(|alias| alias.actor)
}

/// The states whose capital is what the document is about: it begins with the name alone, or says that this is the capital.
pub(super) fn capitals_as_cities(scene: &Scene<'_>, claims: &[Claim]) -> FxHashSet<u32> {
    let is_city = |claim: &&Claim| {
        let titles = claim.first == 0 && scene.tokens.get(claim.after).is_none_or(|next| next.opens);
        capital(claim).is_some() && (titles && scene.tokens[0].case == Case::Title || is_called_capital(scene, claim))
    };
    claims.iter().filter(is_city).filter_map(capital).collect()
}

/// How far behind a city's name it may be said to be a capital, in tokens.
const CAPITAL_REACH: usize = 20;

/// `Athens (Greek: Athína) is the capital of Greece`.
fn is_called_capital(scene: &Scene<'_>, claim: &Claim) -> bool {
    let is = |token: &Token, words: &[&str]| words.iter().any(|word| token.folded == hash_folded(word));
    let sentence = scene.tokens[claim.after..].iter().take(CAPITAL_REACH).take_while(|token| !token.opens);
    let mut behind = sentence.skip_while(|token| !is(token, &["is", "was", "remains", "became"]));
    let said = behind.next().is_some();
    said && behind.find(|token| !is(token, &["the", "a", "'s"])).is_some_and(|token| is(token, &["capital"]))
}

/// The states whose capital the document names as a power.
pub(super) fn capitals_as_powers(scene: &Scene<'_>, claims: &[Claim]) -> FxHashSet<u32> {
    let is_power = |claim: &&Claim| capital(claim).is_some() && capital_use(scene, claim.first, claim.after) == CapitalUse::Power;
    claims.iter().filter(is_power).filter_map(capital).collect()
}

/// The places and states of one word that are named as a place: `in Jordan`.
pub(super) fn sites(scene: &Scene<'_>, claims: &[Claim]) -> FxHashSet<u64> {
    let as_place = |claim: &&Claim| {
        matches!(claim.kind, ActorKind::State | ActorKind::Place)
            && claim.after - claim.first == 1
            && capital_use(scene, claim.first, claim.after) == CapitalUse::Place
            && scene.tokens.get(claim.after).is_none_or(|next| next.folded != hash_folded("'s"))
    };
    claims.iter().filter(as_place).map(|claim| scene.tokens[claim.first].folded).collect()
}

/// The places and states of one word that are named as those who rule or are ruled: `Jordan's prime minister`.
pub(super) fn ruled(scene: &Scene<'_>, claims: &[Claim]) -> FxHashSet<u64> {
    let is_power = |claim: &&Claim| {
        matches!(claim.kind, ActorKind::State | ActorKind::Place)
            && claim.after - claim.first == 1
            && is_ruled(scene, claim.after)
    };
    claims.iter().filter(is_power).map(|claim| scene.tokens[claim.first].folded).collect()
}
