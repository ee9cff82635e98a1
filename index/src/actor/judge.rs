//! What is a known name worth against what the tagger says of the same words?

use super::claim::{Claim, Scene};
use super::formal::{begins_with_state, is_state_in_full};
use super::gazetteer::{Alias, Sighting};
use super::lexicon::{DIRECTIONS, JOINED, NO_ACTORS, TITLES};
use super::solemn::is_field;
use super::tagger::Tagged;
use super::token::{Case, Manner, Token, hash_folded};
use super::{ActorKind, Evidence};

/// What becomes of a known name, and of the tags that touch it.
pub(super) struct Verdict {
    pub claim: Option<Claim>,
    pub outranks_tags: bool,
}

impl Verdict {
    const NONE: Verdict = Verdict { claim: None, outranks_tags: false };
}

/// Whether a tag is several known names joined by hyphens (`Putin-Assad`), or a known name and an office (`UN
/// Secretary-General`).
fn is_sum_of_names(tokens: &[Token], so_far: &[Sighting], on: &[Sighting], tag: &Tagged) -> bool {
    let known = |place: usize| {
        let holds = |sighting: &Sighting| sighting.first <= place && place < sighting.after;
        so_far.iter().rev().take_while(|sighting| sighting.after > tag.first).any(holds)
            || on.iter().take_while(|sighting| sighting.first < tag.after).any(holds)
    };
    let joint = (tag.first + 1..tag.after).any(|place| tokens[place].joined);
    let office = |place: usize| tag.kind != Some(ActorKind::Person) && TITLES.holds(tokens[place].folded);
    let offices = (tag.first..tag.after).any(office);
    // A headline runs names together: `Lebed Chechnya peace plan`.
    let run_together = tag.kind == Some(ActorKind::Person);
    let all_joined = (tag.first + 1..tag.after).all(|place| tokens[place].joined) && known(tag.first);
    all_joined && joint || (joint || offices || run_together) && (tag.first..tag.after).all(|place| known(place) || office(place))
}

/// Judges the last sighting of `so_far`, the first of `on`, against the tags that touch it.
pub(super) fn judge(scene: &Scene<'_>, so_far: &[Sighting], on: &[Sighting], tags: &[Tagged]) -> Verdict {
    let Some(sighting) = on.first() else { return Verdict::NONE };
    let tokens = &scene.tokens[sighting.first..sighting.after];
    let fits = |alias: &&Alias| alias.fits(scene.text, tokens) && !is_common_word(alias, tokens);
    let readings: Vec<&Alias> = scene.gazetteer.readings(sighting.alias).filter(fits).collect();
    let Some(first) = readings.first() else { return Verdict::NONE };
    if first.weak && is_field(scene, Tagged { first: sighting.first, after: sighting.after, kind: None }) {
        return Verdict::NONE;
    }
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
        let is_sum = !first.weak && is_sum_of_names(scene.tokens, so_far, on, tag);
        let sum = Verdict { claim: Some(claim(first, sighting)), outranks_tags: true };
        return if is_sum { sum } else { judge_inside(scene, sighting, tag, &readings) };
    }
    let goes_on = tag.first >= sighting.first && tag.after > sighting.after && tag.kind == Some(ActorKind::Person);
    if goes_on && TITLES.holds(tokens[0].folded) {
        return Verdict::NONE;
    }
    if let Some(alias) = agreed(tag.kind) {
        return Verdict { claim: Some(claim(alias, sighting)), outranks_tags: true };
    }
    let shouted = scene.tokens[sighting.first].manner == Manner::Shouted;
    let overruled = same && sighting.after - sighting.first == 1 && tag.kind.is_some() && first.weak && !shouted;
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
    let is_site = |alias: &&&Alias| matches!(scene.gazetteer.known(alias).kind, ActorKind::State | ActorKind::Place);
    if let Some(alias) = readings.iter().find(is_site) {
        let (first, after) = match () {
            () if is_state_in_full(scene, sighting, alias, tag) => (tag.first, tag.after),
            () if begins_with_state(scene, sighting, alias, tag) => (sighting.first, sighting.after),
            () => (0, 0),
        };
        if first < after {
            let known = if after == tag.after { alias.sure(Evidence::Alias) } else { **alias };
            let claim = Claim { first, after, kind: scene.gazetteer.known(alias).kind, known: Some(known) };
            return Verdict { claim: Some(claim), outranks_tags: true };
        }
    }
    let site = readings.iter().find(is_site);
    let adjective = |token: &Token| [&NO_ACTORS, &JOINED, &DIRECTIONS].iter().any(|words| words.holds(token.folded));
    if let Some(alias) = site.filter(|alias| !alias.weak && alias.evidence != Evidence::Demonym)
        && sighting.after == tag.after
        && scene.tokens[tag.first..sighting.first].iter().all(adjective)
    {
        let kind = scene.gazetteer.known(alias).kind;
        let claim = Claim { first: sighting.first, after: sighting.after, kind, known: Some(**alias) };
        return Verdict { claim: Some(claim), outranks_tags: true };
    }
    let (first, after) = match tag.kind {
        Some(ActorKind::Person) => (tag.first, tag.after),
        Some(ActorKind::Organisation) if only_article_before(scene, sighting, tag) => {
            return Verdict { claim: organisation(scene, readings, tag), outranks_tags: true };
        }
        _ if sighting.after == tag.after => (sighting.first, sighting.after),
        _ => return Verdict::NONE,
    };
    let claim = person.map(|alias| Claim { first, after, kind: ActorKind::Person, known: Some(**alias) });
    Verdict { outranks_tags: claim.is_some(), claim }
}

/// Whether the tag adds but a `The` to the name, as in `The New York Times`.
fn only_article_before(scene: &Scene<'_>, sighting: &Sighting, tag: &Tagged) -> bool {
    let article = &scene.tokens[tag.first];
    tag.first + 1 == sighting.first && tag.after == sighting.after && !article.opens && article.folded == hash_folded("the")
}

fn organisation(scene: &Scene<'_>, readings: &[&Alias], tag: &Tagged) -> Option<Claim> {
    let kind = ActorKind::Organisation;
    let alias = readings.iter().find(|alias| scene.gazetteer.known(alias).kind == kind)?;
    Some(Claim { first: tag.first, after: tag.after, kind, known: Some(**alias) })
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

/// In a line of capitals `US`, `WHO` and `IS` are more often words than acronyms.
fn is_common_word(alias: &Alias, tokens: &[Token]) -> bool {
    const WORDS: &[&str] = &["us", "who", "is", "it", "au", "care", "rand", "ice", "nam", "mit", "milf", "alba", "cis", "eta"];
    let [token] = tokens else { return false };
    token.manner == Manner::Shouted
        && token.case == Case::Caps
        && alias.text.bytes().all(|byte| !byte.is_ascii_lowercase() && byte != b'.')
        && WORDS.iter().any(|word| hash_folded(word) == token.folded)
}
