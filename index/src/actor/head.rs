//! What do the words of a name say about it, whatever the tagger took it for?
//!
//! A university is no place and a commission no person; behind `General` or `EPA Administrator` a person is named; `Biden-Harris
//! Administration` has the names of two in it.

use super::ActorKind;
use super::claim::Scene;
use super::gazetteer::{Alias, Sighting, is_sighted};
use super::given::sex_of;
use super::lexicon::{COMPANY_FORMS, GENERIC, PARTICLES, TITLES, WordSet};
use super::name::is_everyday;
use super::tagger::Tagged;
use super::tagger::names::NameSort;
use super::tagger::sorts::Sort;
use super::token::{Case, Token, hash_folded};

/// Last words of the names of organisations.
static ORGANISATIONS: WordSet = WordSet::of(
    "university institute institution commission committee subcommittee council ministry department agency association foundation \
     federation bureau academy airlines airways",
);
/// Last words of the names of places.
static SITES: WordSet = WordSet::of("island islands river mountain mountains peninsula lake ocean sea strait archipelago");
/// What a company is by law, as it stands behind most names.
static FORMS: WordSet = WordSet::of("inc corp ltd co");
/// Offices behind which their holder is named.
pub(super) static HOLDERS: WordSet = WordSet::of(
    "president minister senator secretary governor congressman congresswoman representative ambassador chancellor general colonel \
     lieutenant sergeant professor premier spokesman spokeswoman mayor justice speaker administrator advisor adviser coordinator \
     commissioner director captain admiral envoy chairman chairwoman",
);
/// Those who govern, under the name of whoever leads them.
static GOVERNMENTS: WordSet = WordSet::of("administration government regime presidency");
/// How many words a name behind an office has, at most.
const NAME_AT_MOST: usize = 4;

/// The tags, each as what its words say that it is; in order.
pub(crate) fn heed_words(scene: &Scene<'_>, sightings: &[Sighting], tags: impl Iterator<Item = Tagged>) -> Vec<Tagged> {
    let mut heeded: Vec<Tagged> = Vec::new();
    let mut behind_office = false;
    for tag in tags {
        let heard = heed(scene, sightings, tag);
        match heeded.last_mut() {
            // Of `Justice Ketanji Brown Jackson` the tagger made two names.
            Some(before) if behind_office && goes_on(scene, *before, heard) => before.after = heard.after,
            _ => heeded.push(heard),
        }
        behind_office = heard.first != tag.first;
    }
    heeded
}

fn goes_on(scene: &Scene<'_>, before: Tagged, tag: Tagged) -> bool {
    before.after == tag.first && tag.kind == Some(ActorKind::Person) && !scene.tokens[tag.first].opens
}

fn heed(scene: &Scene<'_>, sightings: &[Sighting], tag: Tagged) -> Tagged {
    let Some(kind) = tag.kind else { return tag };
    if kind != ActorKind::Organisation && scene.tokens.get(tag.after).is_some_and(is_form_behind) {
        return Tagged { kind: Some(ActorKind::Organisation), after: tag.after + 1, ..tag };
    }
    if let Some(first) = owned_person(scene, sightings, tag) {
        return Tagged { first, kind: Some(ActorKind::Person), ..tag };
    }
    let words = &scene.tokens[tag.first..tag.after];
    let [.., last] = words else { return tag };
    let is_sighted = is_sighted(sightings, tag.first, tag.after);
    if let Some(kind) = kind_by_neighbours(scene, tag).filter(|_| words.len() == 1 && !is_sighted) {
        return Tagged { kind: Some(kind), ..tag };
    }
    if words.len() < 2 || is_sighted {
        return tag;
    }
    if kind == ActorKind::Place && is_persons_name(words) {
        return Tagged { kind: Some(ActorKind::Person), ..tag };
    }
    if kind != ActorKind::Organisation && ends_as_organisation(last) {
        return Tagged { kind: Some(ActorKind::Organisation), ..tag };
    }
    if kind == ActorKind::Organisation && last.case == Case::Title && SITES.holds(last.folded) {
        return Tagged { kind: Some(ActorKind::Place), ..tag };
    }
    if kind == ActorKind::Person && GOVERNMENTS.holds(last.folded) {
        return Tagged { after: tag.after - 1, ..tag };
    }
    match name_behind_office(words).filter(|_| kind != ActorKind::Person) {
        Some(place) => Tagged { first: tag.first + place, after: tag.after, kind: Some(ActorKind::Person) },
        None => tag,
    }
}

/// Forms of address, of people only.
static ADDRESSES: WordSet = WordSet::of("mr mrs ms messrs mme");
/// What an organisation is, said right before its name: `the group Timidria`.
static BODIES_BEFORE: WordSet =
    WordSet::of("group company firm subsidiary newspaper daily magazine agency party bank airline maker chain charity");
/// What a place is, said right behind its name: `Khost province`.
static SITES_BEHIND: WordSet = WordSet::of("province region district village town county");

/// `Sheryl Stolberg`: a given name and a surname, and no place.
fn is_persons_name(words: &[Token]) -> bool {
    let [given, surname] = words else { return false };
    let borne = NameSort::of(surname.folded);
    let is_site = SITES.holds(surname.folded) || SITES_BEHIND.holds(surname.folded) || is_everyday(surname);
    sex_of(given.folded).is_some() && borne.surname > 0 && borne.place < 2 && !is_site && surname.case != Case::Lower
}

/// What the words beside a name of one word say that it is, whatever the tagger took it for.
fn kind_by_neighbours(scene: &Scene<'_>, tag: Tagged) -> Option<ActorKind> {
    let here = &scene.tokens[tag.first];
    let before = tag.first.checked_sub(1).map(|place| &scene.tokens[place]).filter(|_| !here.opens && !here.joined);
    let behind = scene.tokens.get(tag.after).filter(|next| !next.opens && !next.joined && next.case == Case::Lower);
    let is = |token: Option<&Token>, words: &WordSet| token.is_some_and(|token| words.holds(token.folded));
    let is_thanked = || tag.kind == Some(ActorKind::Organisation) && is_addressed(scene, tag);
    if is(before, &ADDRESSES) || is_thanked() {
        Some(ActorKind::Person)
    } else if is(before.filter(|before| before.case == Case::Lower), &BODIES_BEFORE) {
        Some(ActorKind::Organisation)
    } else if is(behind, &SITES_BEHIND) {
        Some(ActorKind::Place)
    } else {
        None
    }
}

/// What is said to somebody before the name: `Thanks, Karine.`
static GREETINGS: WordSet = WordSet::of("thanks you much lot hi hey hello welcome congratulations please sorry");

/// Whether a name of one word stands between a comma behind a greeting and another mark: so people are spoken to.
fn is_addressed(scene: &Scene<'_>, tag: Tagged) -> bool {
    let here = &scene.tokens[tag.first];
    let Some([greeting, comma]) = tag.first.checked_sub(2).map(|place| [&scene.tokens[place], &scene.tokens[place + 1]]) else {
        return false;
    };
    let is_greeted = GREETINGS.holds(greeting.folded) && comma.folded == hash_folded(",") && !here.opens;
    is_greeted && here.case == Case::Title && !is_everyday(here) && scene.tokens.get(tag.after).is_none_or(|next| !next.is_word())
}

/// `Michigan State University`, `Pennzoil Co`.
fn ends_as_organisation(last: &Token) -> bool {
    let company = COMPANY_FORMS.holds(last.folded) || last.folded == hash_folded("co") && last.case == Case::Title;
    last.case.is_capital() && (company || ORGANISATIONS.holds(last.folded))
}

/// Where a known person's name begins that somebody else's possessive stands before: of `Turkey's Kemal Kilicdaroglu` at the third.
fn owned_person(scene: &Scene<'_>, sightings: &[Sighting], tag: Tagged) -> Option<usize> {
    let owner = (tag.first + 1..tag.after).rev().find(|place| scene.tokens[*place].folded == hash_folded("'s"))?;
    let at = sightings.partition_point(|sighting| sighting.first <= owner);
    let sighting = sightings.get(at).filter(|sighting| (sighting.first, sighting.after) == (owner + 1, tag.after))?;
    let is_person = |alias: &Alias| scene.gazetteer.known(alias).kind == ActorKind::Person;
    scene.gazetteer.readings(sighting.alias).any(is_person).then_some(owner + 1)
}

/// `Pennzoil` before `Co.`
fn is_form_behind(token: &Token) -> bool {
    token.case == Case::Title && !token.opens && !token.joined && FORMS.holds(token.folded)
}

/// Where in the words the name of an office's holder begins: of `EPA Administrator Michael Regan` at the third.
fn name_behind_office(words: &[Token]) -> Option<usize> {
    let office = words.iter().rposition(|token| token.case == Case::Title && HOLDERS.holds(token.folded))?;
    let name = &words[office + 1..];
    let whole = !words[..office].iter().any(|token| token.case == Case::Lower);
    let is_name = |token: &Token| {
        let capital = matches!(token.case, Case::Title | Case::Mixed | Case::Initial);
        let plain = is_everyday(token) || GENERIC.holds(token.folded) || TITLES.holds(token.folded);
        let particle = PARTICLES.holds(token.folded) && token.folded != hash_folded("of");
        capital && (!plain || token.case == Case::Initial) || particle
    };
    let ends_well = name.last().is_some_and(|last| matches!(last.case, Case::Title | Case::Mixed));
    // `Criminal Justice Services`: what stands before `Justice` is no office.
    let field = office > 0 && words[office].folded == hash_folded("justice") && !TITLES.holds(words[office - 1].folded);
    // `General Mills`: a lone word has to be a rare one, or one that is nothing but a name.
    let lone = matches!(name, [only] if !matches!(Sort::of(only.folded).case, 0 | 5));
    let is_whole_name = ends_well && !lone && name.len() <= NAME_AT_MOST && name.iter().all(is_name);
    (whole && !field && is_whole_name).then_some(office + 1)
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn behind_an_office_a_person_is_named() {
        for (text, id) in [
            ("He killed General Qasim Soleimani.", "person/qasem-soleimani"),
            ("He met National Security Advisor Akiba Takeo.", "person/akiba-takeo"),
            ("We heard EPA Administrator Regan speak.", "person/regan"),
            ("Associate Attorney General Vanita Gupta spoke.", "person/vanita-gupta"),
            ("Justice Ketanji Brown Jackson dissented.", "person/ketanji-brown-jackson"),
            ("North Carolina Speaker Destin Hall spoke.", "person/destin-hall"),
        ] {
            let found = ids(text);
            assert!(found.contains(&id.to_owned()), "{text}: {found:?}");
            assert_eq!(found.iter().filter(|id| id.starts_with("person/")).count(), 1, "{text}: {found:?}");
        }
    }

    #[test]
    fn bodies_that_begin_like_an_office_stay() {
        for (text, id) in [
            ("He works for General Motors and others.", "organisation/general-motors"),
            ("He wrote to the Justice Department.", "organisation/us-department-of-justice"),
            ("He bought it from General Mills.", "organisation/general-mills"),
            ("A petition went to the General Congress of Guatemala.", "state/guatemala"),
        ] {
            assert!(ids(text).contains(&id.to_owned()), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn the_last_word_tells_an_organisation() {
        for (text, id) in [
            ("Shares of Pennzoil Co rose.", "organisation/pennzoil"),
            ("He studied at Michigan State University.", "organisation/michigan-state-university"),
            ("He studied at Catholic University.", "organisation/catholic-university"),
        ] {
            assert_eq!(ids(text), [id], "{text}");
        }
    }

    #[test]
    fn what_is_said_beside_a_name_counts() {
        assert_eq!(ids("The group Timidria had planned it."), ["organisation/timidria"]);
        assert_eq!(ids("NATO has held Mr. Tesic twice."), ["organisation/nato", "person/tesic"]);
        assert_eq!(ids("He fled to Warrnor province."), ["place/warrnor"]);
        for text in ["Okay. Thanks, Karine. Thanks, Administrator.", "Thank you so much, Karine."] {
            assert_eq!(ids(text), ["person/karine"], "{text}");
        }
        assert_eq!(ids("Thank you, NATO. United in gratitude, we go on."), ["organisation/nato"]);
    }

    #[test]
    fn an_administration_is_that_of_those_who_name_it() {
        assert_eq!(ids("The Biden-Harris Administration acts.")[0], "person/joe-biden");
    }
}
