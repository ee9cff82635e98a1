//! What does a stretch of words name: what the dictionary says, or what the tagger says?
//!
//! The dictionary knows who somebody is, the tagger knows how far a name reaches and what kind of name it is here. Where both
//! speak, the longer name wins; a name of the dictionary that also means something else needs the tagger's word for it.

use super::compound::compound_claims;
use super::definition::written_out;
use super::formal::{begins_with_state, is_state_in_full, with_initials, with_middle_name};
use super::gazetteer::{Alias, Gazetteer, Sighting};
use super::given::sex_of;
use super::head::heed_words;
use super::lexicon::{COMPANY_FORMS, DIRECTIONS, JOINED, NO_ACTORS, OFFICES, PARTICLES, TITLES, WordSet};
use super::name::{is_everyday, without_forms};
use super::solemn::{is_field, is_solemn};
use super::tagger::Tagged;
use super::token::{Case, Manner, Token, hash_folded};
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

/// Decides between sightings and tags, both in order; the claims are in order and do not overlap.
pub(crate) fn claims(scene: &Scene<'_>, sightings: &[Sighting], tags: &[Tagged]) -> Vec<Claim> {
    let apart = tags.iter().flat_map(|tag| part_at_and(scene, sightings, *tag));
    let heeded = heed_words(scene, sightings, apart);
    let mut named: Vec<Tagged> = heeded.into_iter().filter_map(|tag| as_actor(scene, sightings, tag)).collect();
    unname_acronyms(scene, &mut named);
    let tags: Vec<Tagged> = named.into_iter().filter_map(|tag| trim(scene, tag)).collect();
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
    for compound in compound_claims(scene, sightings) {
        claims.retain(|claim| claim.after <= compound.first || compound.after <= claim.first);
        claims.push(compound);
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
    if given.case == Case::Title && !here.opens && !here.joined && sex_of(given.folded).is_some() && !is_everyday(given) {
        let joined = tokens.get(claim.after).is_some_and(|next| next.joined && next.case == Case::Title);
        (claim.first, claim.after, claim.known) = (claim.first - 1, claim.after + usize::from(joined), None);
    }
}

/// Two people or places that `and` joins are two names; of organisations, where the dictionary knows the second.
fn part_at_and(scene: &Scene<'_>, sightings: &[Sighting], tag: Tagged) -> impl Iterator<Item = Tagged> {
    let and = hash_folded("and");
    let at = (tag.first + 1..tag.after.saturating_sub(1)).find(|place| scene.tokens[*place].folded == and);
    let known = |first: usize, after: usize| {
        let at = sightings.partition_point(|sighting| sighting.first < first);
        sightings.get(at).is_some_and(|sighting| (sighting.first, sighting.after) == (first, after))
    };
    let within = |place: usize| {
        let at = sightings.partition_point(|sighting| sighting.after <= place);
        sightings.get(at).is_some_and(|sighting| sighting.first < place)
    };
    let parts = at.filter(|place| match tag.kind {
        Some(ActorKind::Person | ActorKind::Place) => !within(*place),
        Some(_) => known(place + 1, tag.after) && !within(*place),
        None => false,
    });
    let (first, second) = match parts {
        Some(place) => (Tagged { after: place, ..tag }, Some(Tagged { first: place + 1, ..tag })),
        None => (tag, None),
    };
    std::iter::once(first).chain(second)
}

/// Whether a small word is of a name before it, as in `Kim Yong-nam`.
fn goes_on_joined(token: &Token, tag: Tagged) -> bool {
    let may = matches!(tag.kind, Some(ActorKind::Person | ActorKind::Place));
    may && token.joined && token.case == Case::Lower && !JOINED.holds(token.folded)
}

/// Takes from a tag what is not of the name; `None` where nothing is left.
fn trim(scene: &Scene<'_>, mut tag: Tagged) -> Option<Tagged> {
    let tokens = scene.tokens;
    if tag.kind.is_none() {
        return Some(tag);
    }
    if let Some(place) = (tag.first + 1..tag.after).find(|place| parts_names(scene.text, &tokens[*place])) {
        tag.after = place;
    }
    let joined = |place: &usize| tokens[*place].joined && JOINED.holds(tokens[*place].folded);
    match (tag.first + 1..tag.after).rev().find(joined) {
        Some(place) if place + 1 < tag.after => tag.first = place + 1,
        Some(place) => tag.after = place,
        None => {}
    }
    while tokens.get(tag.after).is_some_and(|next| goes_on_joined(next, tag)) {
        tag.after += 1;
    }
    while tag.after > tag.first && tokens[tag.after - 1].case == Case::Lower && !goes_on_joined(&tokens[tag.after - 1], tag) {
        tag.after -= 1;
    }
    if tag.after > tag.first + 1 && asks(&tokens[tag.first]) {
        tag.first += 1;
    }
    if tag.after > tag.first + 1 && COMPANY_FORMS.holds(tokens[tag.after - 1].folded) {
        tag.kind = Some(ActorKind::Organisation);
    }
    let small = |token: &Token| DIRECTIONS.holds(token.folded) || LINKS.holds(token.folded);
    while tag.first < tag.after && tokens[tag.first].case == Case::Lower && small(&tokens[tag.first]) {
        tag.first += 1;
    }
    if tag.kind == Some(ActorKind::Person) {
        keep_name(tokens, &mut tag);
        let titles = tokens[tag.first..tag.after].iter().take_while(|token| TITLES.holds(token.folded)).count();
        tag.first += titles;
        // Of `King of Athens` no name is left.
        let left = tokens[tag.first..tag.after].first()?;
        if titles > 0 && left.case == Case::Lower && left.folded == hash_folded("of") {
            return None;
        }
    }
    let is_word = |token: &Token| token.is_word() && token.case != Case::Number;
    tokens[tag.first..tag.after].iter().any(is_word).then_some(tag)
}

/// Marks that no name has inside: `Norfolk Southern Corp <NSC`; but a quotation may mark its lines.
fn parts_names(text: &str, token: &Token) -> bool {
    !token.is_word() && token.folded == hash_folded("*") && token.span.of(text) != ">"
}

/// Small words with which no name begins.
static LINKS: WordSet = WordSet::of("of and or for in to at on by with from");

/// The sign of a question in a transcript: `Q  Karoline, what does he think?`
fn asks(token: &Token) -> bool {
    token.opens && token.case == Case::Initial && token.span.len() == 1 && token.folded == hash_folded("q")
}

struct Verdict {
    claim: Option<Claim>,
    outranks_tags: bool,
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
fn judge(scene: &Scene<'_>, so_far: &[Sighting], on: &[Sighting], tags: &[Tagged]) -> Verdict {
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

/// Leaves of a person's claim what stands behind an office, a possessive or a small word that is no part of names: of `Pennsylvania
/// Senator Rick Santorum` the last two; of `Carles Puigdemont of Junts` the first two.
fn keep_name(tokens: &[Token], tag: &mut Tagged) {
    let breaks = |place: &usize| {
        let token = &tokens[*place];
        OFFICES.holds(token.folded) || token.case == Case::Lower && token.span.len() <= 2 && !PARTICLES.holds(token.folded)
    };
    if let Some(place) = (tag.first..tag.after.saturating_sub(1)).rev().find(breaks) {
        tag.first = place + 1;
    }
    let is = |place: &usize, word: &str| tokens[*place].folded == hash_folded(word);
    if let Some(owner) = (tag.first..tag.after.saturating_sub(1)).rev().find(|place| is(place, "'s")) {
        tag.first = owner + 1;
    }
    if let Some(of) = (tag.first + 2..tag.after).find(|place| is(place, "of")) {
        tag.after = of;
    }
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
