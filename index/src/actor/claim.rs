//! What does a stretch of words name: what the dictionary says, or what the tagger says?
//!
//! The dictionary knows who somebody is, the tagger knows how far a name reaches and what kind of name it is here. Where both
//! speak, the longer name wins; a name of the dictionary that also means something else needs the tagger's word for it.

use super::gazetteer::{Alias, Gazetteer, Sighting};
use super::lexicon::{JOINED, TITLES};
use super::tagger::Tagged;
use super::token::{Case, Manner, Token, hash_folded};
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

/// Decides between sightings and tags, both in order; the claims are in order and do not overlap.
pub(crate) fn claims(scene: &Scene<'_>, sightings: &[Sighting], tags: &[Tagged]) -> Vec<Claim> {
    let mut claims = Vec::with_capacity(sightings.len() + tags.len());
    let mut open_tags = vec![true; tags.len()];
    let mut from = 0;
    for sighting in sightings {
        while from < tags.len() && tags[from].after <= sighting.first {
            from += 1;
        }
        let touching = tags[from..].iter().take_while(|tag| tag.first < sighting.after).count();
        let verdict = judge(scene, sighting, &tags[from..from + touching]);
        if let Some(claim) = verdict.claim {
            claims.push(claim);
        }
        if verdict.outranks_tags {
            open_tags[from..from + touching].fill(false);
        }
    }
    let left = tags.iter().zip(&open_tags).filter(|(_, open)| **open).map(|(tag, _)| tag);
    claims.extend(left.filter_map(|tag| Some(Claim { first: tag.first, after: tag.after, kind: tag.kind?, known: None })));
    claims.retain_mut(|claim| trim(scene, claim));
    claims.sort_by_key(|claim| (claim.first, claim.known.is_none()));
    drop_overlaps(&mut claims);
    claims
}

/// Takes from a claim what is not of the name; `false` where nothing is left.
fn trim(scene: &Scene<'_>, claim: &mut Claim) -> bool {
    let tokens = scene.tokens;
    if claim.known.is_none() {
        let joined = |place: &usize| tokens[*place].joined && JOINED.holds(tokens[*place].folded);
        match (claim.first + 1..claim.after).rev().find(joined) {
            Some(place) if place + 1 < claim.after => claim.first = place + 1,
            Some(place) => claim.after = place,
            None => {}
        }
    }
    if claim.kind == ActorKind::Person {
        while claim.first < claim.after
            && TITLES.holds(tokens[claim.first].folded)
            && (claim.known.is_none() || claim.after - claim.first > 1)
        {
            claim.first += 1;
        }
    }
    claim.first < claim.after
}

struct Verdict {
    claim: Option<Claim>,
    outranks_tags: bool,
}

fn judge(scene: &Scene<'_>, sighting: &Sighting, tags: &[Tagged]) -> Verdict {
    let tokens = &scene.tokens[sighting.first..sighting.after];
    let fits = |alias: &&Alias| alias.fits(scene.text, tokens) && !is_common_word(alias, tokens);
    let readings: Vec<&Alias> = scene.gazetteer.readings(sighting.alias).filter(fits).collect();
    let Some(first) = readings.first() else { return Verdict { claim: None, outranks_tags: false } };
    let claim = |alias: &Alias, sighting: &Sighting| Claim {
        first: sighting.first,
        after: sighting.after,
        kind: scene.gazetteer.known(alias).kind,
        known: Some(*alias),
    };
    let agreed = |kind: Option<ActorKind>| readings.iter().find(|alias| agrees(kind, scene.gazetteer.known(alias).kind, alias));
    let [tag, ..] = tags else {
        let sure = readings.iter().find(|alias| !alias.weak);
        return Verdict { claim: sure.map(|alias| claim(alias, sighting)), outranks_tags: false };
    };
    let same = tag.first == sighting.first && tag.after == sighting.after;
    let tag_is_longer = tag.first <= sighting.first && tag.after >= sighting.after && !same;
    if tag_is_longer {
        return judge_inside(scene, sighting, tag, &readings);
    }
    if let Some(alias) = agreed(tag.kind) {
        return Verdict { claim: Some(claim(alias, sighting)), outranks_tags: true };
    }
    let overruled = same && sighting.after - sighting.first == 1 && tag.kind.is_some() && (first.weak || yields(first, tag.kind));
    if overruled || first.weak {
        return Verdict { claim: None, outranks_tags: false };
    }
    Verdict { claim: Some(claim(first, sighting)), outranks_tags: true }
}

/// A known name within a longer tagged one: the tagged name is somebody else's, unless it is the person's own with more
/// words around it (`Sheikh Mohammed bin Zayed Al Nahyan`), or an office before it (`State Antony Blinken`).
fn judge_inside(scene: &Scene<'_>, sighting: &Sighting, tag: &Tagged, readings: &[&Alias]) -> Verdict {
    let whole_name = |alias: &&&Alias| {
        scene.gazetteer.known(alias).kind == ActorKind::Person
            && alias.evidence != Evidence::Surname
            && sighting.after - sighting.first >= 2
    };
    let person = readings.iter().find(whole_name);
    let (first, after) = match tag.kind {
        Some(ActorKind::Person) => (tag.first, tag.after),
        _ if sighting.after == tag.after => (sighting.first, sighting.after),
        _ => return Verdict { claim: None, outranks_tags: false },
    };
    let claim = person.map(|alias| Claim { first, after, kind: ActorKind::Person, known: Some(**alias) });
    Verdict { outranks_tags: claim.is_some(), claim }
}

/// Whether what the tagger says fits a reading; a demonym is tagged as some other name.
fn agrees(tagged: Option<ActorKind>, kind: ActorKind, alias: &Alias) -> bool {
    match tagged {
        None => alias.evidence == Evidence::Demonym,
        Some(_) if alias.evidence == Evidence::Demonym => false,
        Some(ActorKind::Place | ActorKind::State) => matches!(kind, ActorKind::Place | ActorKind::State),
        Some(tagged) => tagged == kind,
    }
}

/// Whether a sure name gives way to a tagger that sees a person in it.
fn yields(alias: &Alias, tagged: Option<ActorKind>) -> bool {
    alias.evidence == Evidence::Capital && tagged == Some(ActorKind::Person)
}

/// In a line of capitals `US`, `WHO` and `IS` are more often words than acronyms.
fn is_common_word(alias: &Alias, tokens: &[Token]) -> bool {
    const WORDS: &[&str] = &["us", "who", "is", "it", "au", "care", "rand", "ice", "nam", "mit", "milf", "alba", "cis", "eta"];
    let [token] = tokens else { return false };
    token.manner == Manner::Shouted
        && token.case == Case::Caps
        && alias.text.bytes().all(|byte| !byte.is_ascii_lowercase() && byte != b'.')
        && WORDS.iter().any(|word| hash_folded(word) == token.folded)
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
