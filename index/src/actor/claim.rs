//! What does a stretch of words name: what the dictionary says, or what the tagger says?
//!
//! The dictionary knows who somebody is, the tagger knows how far a name reaches and what kind of name it is here. Where both
//! speak, the longer name wins; a name of the dictionary that also means something else needs the tagger's word for it.

use super::compound::compound_claims;
use super::definition::written_out;
use super::formal::{with_initials, with_middle_name};
use super::gazetteer::{Alias, Gazetteer, Sighting};
use super::given::is_given;
use super::head::heed_words;
use super::judge::judge;
use super::lexicon::TITLES;
use super::name::{is_everyday, without_forms};
use super::solemn::is_solemn;
use super::tagger::Tagged;
use super::token::{Case, Token};
use super::trim::{part_at_and, trim};
use super::wording::{as_actor, is_plain_wording, unname_acronyms};
use super::{ActorKind, Evidence};

/// Words that name an actor, before the document has its say about which.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    /// The first token and the one after the last.
    pub first: usize,
    pub after: usize,
    /// What kind of actor.
    pub kind: ActorKind,
    /// The reading of the dictionary; `None` where only the tagger speaks.
    pub known: Option<Alias>,
}

/// A text with what was found in it so far.
pub(crate) struct Scene<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub gazetteer: &'static Gazetteer,
}

/// The words of a name at most, and its bytes in the text: what is longer is a list without commas, or no text at all.
const WORDS_AT_MOST: usize = 32;
const BYTES_AT_MOST: usize = 400;

/// Whether words may be a name by their length.
pub(super) fn is_sized_as_name(words: &[Token]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    words.len() <= WORDS_AT_MOST && first.span.cover(last.span).len() <= BYTES_AT_MOST
}

/// Decides between sightings and tags, both in order; the claims are in order and do not overlap.
pub(crate) fn claims(scene: &Scene<'_>, sightings: &[Sighting], tags: &[Tagged]) -> Vec<Claim> {
    let apart = tags.iter().flat_map(|tag| part_at_and(scene, sightings, *tag));
    let heeded = heed_words(scene, sightings, apart);
    let mut named: Vec<Tagged> = heeded.into_iter().filter_map(|tag| as_actor(scene, sightings, tag)).collect();
    unname_acronyms(scene, &mut named);
    let trimmed = named.into_iter().filter_map(|tag| trim(scene, tag));
    let tags: Vec<Tagged> = trimmed.filter(|tag| is_sized_as_name(&scene.tokens[tag.first..tag.after])).collect();
    let mut claims = Vec::with_capacity(sightings.len() + tags.len());
    let mut open_tags = vec![true; tags.len()];
    let mut from = 0;
    for (number, sighting) in sightings.iter().enumerate() {
        while from < tags.len() && tags[from].after <= sighting.first {
            from += 1;
        }
        let touching = tags[from..].iter().take_while(|tag| tag.first < sighting.after).count();
        let verdict = judge(scene, &sightings[..=number], &sightings[number..], &tags[from..from + touching]);
        claims.extend(verdict.claim);
        if verdict.outranks_tags {
            open_tags[from..from + touching].fill(false);
        }
    }
    let left = tags.iter().zip(&open_tags).filter(|(_, open)| **open).map(|(tag, _)| tag);
    claims.extend(left.filter_map(|tag| claim_of_tag(scene, tag)));
    claims.iter_mut().for_each(|claim| claim.first += titles(scene.tokens, claim));
    claims.iter_mut().for_each(|claim| take_given_name(scene.tokens, claim));
    let compounds = compound_claims(scene, sightings);
    if !compounds.is_empty() {
        // They stand in order and apart, so that the first which ends behind a claim's begin is the only one to ask.
        let next = |claim: &Claim| compounds.partition_point(|compound| compound.after <= claim.first);
        claims.retain(|claim| compounds.get(next(claim)).is_none_or(|compound| claim.after <= compound.first));
        claims.extend(compounds);
    }
    claims.sort_by_key(|claim| (claim.first, claim.known.is_none()));
    drop_overlaps(&mut claims);
    let written_out = written_out(scene, &claims);
    if !written_out.is_empty() {
        claims.extend(written_out);
        claims.sort_by_key(|claim| claim.first);
    }
    claims
}

/// What only the tagger claims; the dictionary may still know the words.
fn claim_of_tag(scene: &Scene<'_>, tag: &Tagged) -> Option<Claim> {
    let claim = Claim { first: tag.first, after: tag.after, kind: tag.kind?, known: None };
    if is_plain_wording(scene.tokens, &claim) {
        return None;
    }
    let look_up = |words: &[Token]| scene.gazetteer.look_up(words.iter().map(|token| token.folded), claim.kind);
    let words = &scene.tokens[tag.first..tag.after];
    let bare = || look_up(without_forms(words)).filter(|_| claim.kind == ActorKind::Organisation);
    let known = look_up(words).or_else(bare).filter(|alias| alias.evidence != Evidence::Capital).copied();
    if known.is_none() && is_solemn(scene, *tag) {
        return None;
    }
    let person = || with_middle_name(scene, words).or_else(|| with_initials(scene, words));
    Some(Claim { known: known.or_else(|| person().filter(|_| claim.kind == ActorKind::Person)), ..claim })
}

/// How many titles stand before a person's name.
fn titles(tokens: &[Token], claim: &Claim) -> usize {
    let words = &tokens[claim.first..claim.after];
    let titles = words.iter().take_while(|token| TITLES.holds(token.folded)).count();
    if claim.kind == ActorKind::Person { titles.min(words.len() - 1) } else { 0 }
}

/// Gives a surname that is known alone the given name before it: Chelsea Clinton is not Bill.
fn take_given_name(tokens: &[Token], claim: &mut Claim) {
    let is_surname = claim.known.is_some_and(|alias| alias.evidence == Evidence::Surname) && claim.kind == ActorKind::Person;
    let Some(given) = claim.first.checked_sub(1).map(|place| &tokens[place]).filter(|_| is_surname) else { return };
    let here = &tokens[claim.first];
    let alike = given.case == Case::Title || given.case == Case::Caps && here.case == Case::Caps;
    if alike && !here.opens && !here.joined && is_given(given.folded) && !is_everyday(given) {
        let joined = tokens.get(claim.after).is_some_and(|next| next.joined && next.case == Case::Title);
        (claim.first, claim.after, claim.known) = (claim.first - 1, claim.after + usize::from(joined), None);
    }
}

/// Of claims that overlap the longer stays; of equals the earlier in the list.
fn drop_overlaps(claims: &mut Vec<Claim>) {
    let mut kept: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims.drain(..) {
        match kept.last() {
            Some(last) if last.after > claim.first => {
                if claim.after - claim.first > last.after - last.first {
                    kept.pop();
                    kept.push(claim);
                }
            }
            _ => kept.push(claim),
        }
    }
    *claims = kept;
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn no_name_goes_across_a_semicolon() {
        assert_eq!(ids("States of the Gulf; East Timor; and Peru."), ["place/persian-gulf", "state/east-timor", "state/peru"]);
        let found = ids("They crossed the Delaware; Anna Quillfeather was there.");
        assert_eq!(found, ["place/delaware", "person/anna-quillfeather"]);
    }

    #[test]
    fn who_owns_and_who_is_owned_are_two() {
        assert_eq!(ids("Turkey's Kemal Kilicdaroglu lost."), ["state/turkey", "person/kemal-kilicdaroglu"]);
        assert_eq!(ids("Carles Puigdemont of Junts spoke.")[0], "person/carles-puigdemont");
    }

    #[test]
    fn names_in_a_row_are_weighed_by_the_piece() {
        // Cubic once: minutes.
        let found = ids(&"Putin Assad ".repeat(600));
        assert_eq!(found.iter().filter(|id| *id == "person/vladimir-putin").count(), 600);
    }

    #[test]
    fn a_name_without_end_is_none() {
        let endless = format!("Mr. A{} left.", "b".repeat(70_000));
        for text in [endless, "Anna\u{a0}Berta\u{a0}".repeat(900), format!("He met Anna Kim{}.", "-nam".repeat(300))] {
            assert!(ids(&text).iter().all(|id| id.len() < 500), "{}", &text[..40]);
        }
        assert_eq!(ids("He met Anna Kim-nam."), ["person/anna-kim-nam"]);
    }

    #[test]
    fn a_title_alone_is_nobody() {
        assert_eq!(ids("Emir Tamim bin Hamad Al Thani arrived."), ["person/tamim-bin-hamad-al-thani"]);
    }

    #[test]
    fn strains_and_grants_are_no_actors() {
        for text in ["The Delta variant spread, then Omicron spread.", "She got a Pell Grant for it.", "The firm, Ltd, was sold."]
        {
            assert!(ids(text).is_empty(), "{text}: {:?}", ids(text));
        }
    }
}
