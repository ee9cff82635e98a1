//! Who is meant, in this document?
//!
//! A document introduces an actor by a full name and goes on with less: a surname, an acronym, a part of the name. So the
//! long names are collected first, then each short one is asked which long one it stands for. What no dictionary knows takes
//! its id from its longest name in the document.

use super::cast::{Cast, Member, NAMESAKES_AT_MOST, is_generic, own_actor};
use super::claim::{Claim, Scene};
use super::cue::{CapitalUse, capital_use};
use super::definition::{Definitions, Meaning, is_variant};
use super::gazetteer::Alias;
use super::lexicon::{JOINED, STANDING_TITLES};
use super::name::{Initial, name_words, person_words};
use super::namesake::{Bearing, only_namesake, sex_of_known};
use super::office::{in_office, namesake_in_office};
use super::team::Teams;
use super::token::{Case, Token, hash_folded};
use super::{Actor, ActorKind, Evidence, Mention};
use crate::date::DateSpan;

/// Turns claims into mentions of actors, one id an actor.
pub(crate) fn resolve(scene: &Scene<'_>, claims: &[Claim], teams: &Teams, published: Option<DateSpan>) -> Vec<Mention> {
    let cast = Cast { published, ..Cast::gather(scene, claims) };
    let definitions = Definitions::gather(scene, claims);
    let mention = |claim: &Claim| match definitions.of(scene, claim) {
        None => cast.mention(scene, claim).map(|mention| teams.field(scene, &cast, claim, mention)),
        Some(Meaning::Nobody) => None,
        Some(Meaning::Claim(number)) => {
            let actor = cast.mention(scene, &claims[number])?.actor;
            Some(Mention { actor, span: scene.tokens[claim.first].span, evidence: Evidence::Acronym })
        }
    };
    claims.iter().filter_map(mention).collect()
}

impl Cast {
    fn mention(&self, scene: &Scene<'_>, claim: &Claim) -> Option<Mention> {
        let tokens = &scene.tokens[claim.first..claim.after];
        let span = tokens.first()?.span.cover(tokens.last()?.span);
        if names_language(scene, claim) {
            return None;
        }
        let (actor, evidence) = match claim.known.is_none() && is_generic(tokens) {
            true => (self.generic(tokens)?, Evidence::Alias),
            false => self.identify(scene, claim),
        };
        Some(Mention { actor, span, evidence: if makes_adjective(scene, claim.after) { Evidence::Demonym } else { evidence } })
    }

    /// Who is meant, and by what kind of name.
    fn identify(&self, scene: &Scene<'_>, claim: &Claim) -> (Actor, Evidence) {
        let tokens = name_words(scene, claim);
        match (claim.kind, claim.known) {
            (ActorKind::State | ActorKind::Place, Some(alias)) if self.is_surname_here(scene, claim, &alias) => {
                let holder = tokens.last().and_then(|last| self.holder(ActorKind::Person, last.folded));
                (holder.unwrap_or_else(|| own_actor(scene, claim)), Evidence::Surname)
            }
            (ActorKind::State, Some(alias)) if alias.evidence == Evidence::Capital => self.capital(scene, claim, &alias),
            (ActorKind::Person, Some(alias)) if alias.evidence == Evidence::Surname => {
                let here = tokens.last().and_then(|last| self.bearer(scene, claim, last));
                let then = || self.published.and_then(|published| namesake_in_office(alias.text, published));
                (here.or_else(then).unwrap_or_else(|| own_actor(scene, claim)), Evidence::Surname)
            }
            (ActorKind::Organisation, Some(alias)) if alias.evidence == Evidence::Acronym => {
                let here = tokens.first().and_then(|acronym| self.written_out(scene, acronym, &alias));
                (here.unwrap_or_else(|| own_actor(scene, claim)), Evidence::Acronym)
            }
            (_, Some(alias)) => (own_actor(scene, claim), alias.evidence),
            (ActorKind::Person, None) => self.tagged_person(scene, claim, tokens),
            (kind, None) => self.tagged_name(scene, claim, kind, tokens),
        }
    }

    /// Whether a place's name is rather the surname of somebody whom the document has introduced: Washington, Jordan.
    fn is_surname_here(&self, scene: &Scene<'_>, claim: &Claim, alias: &Alias) -> bool {
        let here = &scene.tokens[claim.first];
        let is_introduced = |at: usize| at < here.span.start || Bearing::of(scene, claim).speaks();
        claim.after - claim.first == 1
            && self.last_names.get(&here.folded).is_some_and(|at| is_introduced(*at))
            && (alias.weak || alias.evidence == Evidence::Capital || !self.sites.contains(&here.folded))
            && !self.ruled.contains(&here.folded)
            && capital_use(scene, claim.first, claim.after) != CapitalUse::Place
    }

    /// The one organisation that the document names in full, and whose letters an acronym has, where it never so names the one for
    /// which the dictionary has them: `MIT` beside the institute of technology is not the Turkish service.
    fn written_out(&self, scene: &Scene<'_>, acronym: &Token, alias: &Alias) -> Option<Actor> {
        let [only] = self.short.get(&(ActorKind::Organisation, acronym.folded))?.as_slice() else { return None };
        let usual = scene.gazetteer.known(alias).actor();
        let actor = &self.actors[*only].actor;
        (!self.ids.contains(&usual.id) && !is_variant(scene, &actor.name, acronym)).then(|| actor.clone())
    }

    /// A capital stands for its state, except where something happens there.
    fn capital(&self, scene: &Scene<'_>, claim: &Claim, alias: &Alias) -> (Actor, Evidence) {
        let state = scene.gazetteer.known(alias).actor();
        let as_place = match capital_use(scene, claim.first, claim.after) {
            CapitalUse::Place => true,
            _ if self.cities.contains(&alias.actor) => true,
            CapitalUse::Power => false,
            CapitalUse::Open => !self.powers.contains(&alias.actor),
        };
        let words = scene.tokens[claim.first..claim.after].iter().map(|token| token.folded);
        match scene.gazetteer.look_up(words, ActorKind::Place).filter(|_| as_place) {
            Some(place) => (scene.gazetteer.known(place).actor().clone(), place.evidence),
            None => (state.clone(), Evidence::Capital),
        }
    }

    fn tagged_person(&self, scene: &Scene<'_>, claim: &Claim, tokens: &[Token]) -> (Actor, Evidence) {
        if let [name] = tokens {
            let titled = || is_titled(scene, claim).then_some(self.published).flatten();
            let holder = self.bearer(scene, claim, name);
            let holder = holder.or_else(|| titled().and_then(|published| in_office(name.folded, published)));
            return holder.map_or_else(|| (own_actor(scene, claim), Evidence::Tagger), |actor| (actor, Evidence::Surname));
        }
        match self.person(&person_words(tokens), Initial::of(scene, tokens)).map(|member| &self.actors[member]) {
            Some(Member { actor, known: Some(_), .. }) => (actor.clone(), Evidence::Alias),
            Some(Member { actor, .. }) => (actor.clone(), Evidence::Tagger),
            None => (own_actor(scene, claim), Evidence::Tagger),
        }
    }

    fn tagged_name(&self, scene: &Scene<'_>, claim: &Claim, kind: ActorKind, tokens: &[Token]) -> (Actor, Evidence) {
        if let ([name], ActorKind::Organisation) = (tokens, kind)
            && let Some(actor) = self.holder(kind, name.folded)
        {
            return (actor, if name.case == Case::Caps { Evidence::Acronym } else { Evidence::Alias });
        }
        (own_actor(scene, claim), Evidence::Tagger)
    }

    /// Who bears a surname here: of several, and of one whom the words around the surname exclude, the one whom they mean.
    fn bearer(&self, scene: &Scene<'_>, claim: &Claim, surname: &Token) -> Option<Actor> {
        let bearing = Bearing::of(scene, claim);
        let usual = claim.known.map(|alias| scene.gazetteer.known(&alias));
        let excluded = usual.is_some_and(|known| bearing.excludes(sex_of_known(known)));
        let holders = self.short.get(&(ActorKind::Person, surname.folded)).map_or(&[][..], Vec::as_slice);
        let holders = &holders[..holders.len().min(NAMESAKES_AT_MOST)];
        if !bearing.speaks() || holders.is_empty() && !excluded {
            return self.holder(ActorKind::Person, surname.folded);
        }
        let members = holders.iter().map(|member| &self.actors[*member]);
        if bearing.asks_for_office() {
            let holds = |member: &&Member| {
                member.known.is_some_and(|known| bearing.held_by(known)) || bearing.shares_title(&member.bearing)
            };
            let then = || self.published.and_then(|published| in_office(surname.folded, published));
            let usual = || {
                let known = usual.filter(|known| bearing.held_by(known))?;
                then().or_else(|| Some(known.actor().clone()))
            };
            let holder = members.clone().find(holds).map(|member| member.actor.clone()).or_else(usual);
            if holder.is_some() {
                return holder;
            }
        }
        let fitting = members.filter(|member| !bearing.excludes(member.sex));
        let is_open = |member: &Member| bearing.sex.is_some() && member.sex.is_none();
        let fitting = fitting.min_by_key(|member| (is_open(member), member.known.is_none(), member.first_claim));
        let usual = || usual.filter(|_| !excluded).map(|known| known.actor().clone());
        let namesake = || bearing.sex.and_then(|sex| only_namesake(surname.span.of(scene.text), sex)).cloned();
        let nobody = || Actor::named(surname.span.of(scene.text), ActorKind::Person);
        fitting.map(|member| member.actor.clone()).or_else(usual).or_else(namesake).or_else(|| Some(nobody()))
    }
}

/// Whether a title stands before a name: `Secretary Cardona`.
fn is_titled(scene: &Scene<'_>, claim: &Claim) -> bool {
    let before = claim.first.checked_sub(1).map(|place| &scene.tokens[place]);
    before.is_some_and(|token| token.case == Case::Title && STANDING_TITLES.holds(token.folded))
        && !scene.tokens[claim.first].opens
}

/// `Portuguese-speaking`: a language, and no state.
fn names_language(scene: &Scene<'_>, claim: &Claim) -> bool {
    let speaks = |token: &Token| token.joined && token.folded == hash_folded("speaking");
    claim.known.is_some_and(|alias| alias.evidence == Evidence::Demonym) && scene.tokens.get(claim.after).is_some_and(speaks)
}

/// Whether a name only begins an adjective: `U.S.-led`, `Brussels-based`.
fn makes_adjective(scene: &Scene<'_>, after: usize) -> bool {
    scene.tokens.get(after).is_some_and(|next| next.joined && next.case == Case::Lower && JOINED.holds(next.folded))
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;
    use crate::actor::{ActorContext, Evidence, find_actors};
    use crate::text::Span;

    #[test]
    fn a_turned_name_is_the_same_persons() {
        assert_eq!(ids("Quillfeather Marta wrote it. Then Marta Quillfeather left."), ["person/quillfeather-marta"; 2]);
    }

    #[test]
    fn a_general_word_means_what_was_introduced() {
        let text = "Our Organization was founded in 1945. The Palestine Liberation Organization signed.";
        assert_eq!(ids(text), ["organisation/palestine-liberation-organization"]);
        let text = "The European Commission met in Brussels. On Monday the Commission adopted it.";
        assert_eq!(ids(text).iter().filter(|id| *id == "organisation/european-commission").count(), 2, "{:?}", ids(text));
    }

    #[test]
    fn a_state_before_a_person_of_that_name_stays_one() {
        let (state, person) = ("state/jordan", "person/michael-jordan");
        assert_eq!(ids("Jordan borders Syria. Michael Jordan scored."), [state, "state/syria", person]);
        let text = "They met Michael Jordan there. Jordan's prime minister left.";
        assert_eq!(ids(text), [person, state]);
        assert_eq!(ids("They met Michael Jordan there. Jordan smiled."), [person; 2]);
        assert_eq!(ids("They thanked Secretary Jordan. Then Michael Jordan left."), [person; 2]);
    }

    #[test]
    fn another_form_of_a_known_name_is_an_alias() {
        let text = "George W. Bush spoke at noon. Then George Bush left.";
        let found = find_actors(text, &[Span::new(0, text.len())], &ActorContext::default());
        assert!(found.iter().all(|mention| &*mention.actor.id == "person/george-w-bush"), "{found:?}");
        assert!(found.iter().all(|mention| mention.evidence != Evidence::Tagger), "{found:?}");
    }

    #[test]
    fn letters_are_those_of_who_is_named() {
        let institute = "organisation/massachusetts-institute-of-technology";
        assert_eq!(ids("She left the Massachusetts Institute of Technology. MIT was proud."), [institute; 2]);
    }
}
