//! Which words of what the tagger marks are the name?
//!
//! Titles, offices, directions, possessives and what else stands before or behind a name go; two names that `and` joins are two.

use super::ActorKind;
use super::claim::Scene;
use super::gazetteer::{Sighting, is_sighted};
use super::lexicon::{COMPANY_FORMS, DIRECTIONS, JOINED, OFFICES, PARTICLES, TITLES, WordSet};
use super::name::is_everyday;
use super::tagger::Tagged;
use super::tagger::names::NameSort;
use super::token::{Case, Manner, Token, hash_folded};

/// Two people or places that `and` joins are two names; of organisations, where the dictionary knows the second.
pub(super) fn part_at_and(scene: &Scene<'_>, sightings: &[Sighting], tag: Tagged) -> impl Iterator<Item = Tagged> {
    let and = hash_folded("and");
    let at = (tag.first + 1..tag.after.saturating_sub(1)).find(|place| scene.tokens[*place].folded == and);
    let within = |place: usize| {
        let at = sightings.partition_point(|sighting| sighting.after <= place);
        sightings.get(at).is_some_and(|sighting| sighting.first < place)
    };
    let parts = at.filter(|place| match tag.kind {
        Some(ActorKind::Person | ActorKind::Place) => !within(*place),
        Some(_) => is_sighted(sightings, place + 1, tag.after) && !within(*place),
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
pub(super) fn trim(scene: &Scene<'_>, mut tag: Tagged) -> Option<Tagged> {
    let tokens = scene.tokens;
    if tag.kind.is_none() {
        return Some(tag);
    }
    while tag.first < tag.after && !tokens[tag.first].is_word() {
        tag.first += 1;
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
        leave_headline(scene, &mut tag);
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

/// Takes from a person's name in a heading the everyday word behind it: `Readout of Vice President Harris Call`.
fn leave_headline(scene: &Scene<'_>, tag: &mut Tagged) {
    let words = &scene.tokens[tag.first..tag.after];
    let [name @ .., last] = words else { return };
    let is_surname = |token: &Token| scene.gazetteer.look_up(std::iter::once(token.folded), ActorKind::Person).is_some();
    let is_name = name.len() >= 2 || name.first().is_some_and(is_surname);
    if is_name
        && last.manner == Manner::Titled
        && last.case.is_capital()
        && is_everyday(last)
        && NameSort::of(last.folded).surname < 2
    {
        tag.after -= 1;
    }
}

/// Small words with which no name begins.
static LINKS: WordSet = WordSet::of("of and or for in to at on by with from");

/// The sign of a question in a transcript: `Q  Karoline, what does he think?`
fn asks(token: &Token) -> bool {
    token.opens && token.case == Case::Initial && token.span.len() == 1 && token.folded == hash_folded("q")
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
