//! Who is meant, in this document?
//!
//! A document introduces an actor by a full name and goes on with less: a surname, an acronym, a part of the name. So the
//! long names are collected first, then each short one is asked which long one it stands for. What no dictionary knows takes
//! its id from its longest name in the document.

use rustc_hash::{FxHashMap, FxHashSet};

use super::claim::{Claim, Scene};
use super::cue::{CapitalUse, capital_use};
use super::definition::{Definitions, Meaning, is_variant};
use super::gazetteer::{Alias, Known};
use super::given::{Sex, sex_of};
use super::lexicon::{GENERIC, JOINED, STANDING_TITLES};
use super::name::{Initial, bracketed, initials, is_fuller, is_proper_head, name_words, organisation_words, person_words};
use super::namesake::{Bearing, sex_of_known};
use super::office::{in_office, namesake_in_office};
use super::token::{Case, Token, hash_folded};
use super::wording::head_of;
use super::{Actor, ActorKind, Evidence, Mention};
use crate::date::DateSpan;
use crate::text::fold_phrase;

/// Turns claims into mentions of actors, one id an actor.
pub(crate) fn resolve(scene: &Scene<'_>, claims: &[Claim], published: Option<DateSpan>) -> Vec<Mention> {
    let cast = Cast { published, ..Cast::gather(scene, claims) };
    let definitions = Definitions::gather(scene, claims);
    let mention = |claim: &Claim| match definitions.of(scene, claim) {
        None => cast.mention(scene, claim),
        Some(Meaning::Nobody) => None,
        Some(Meaning::Claim(number)) => {
            let actor = cast.mention(scene, &claims[number])?.actor;
            Some(Mention { actor, span: scene.tokens[claim.first].span, evidence: Evidence::Acronym })
        }
    };
    claims.iter().filter_map(mention).collect()
}

/// The actors that the document introduces, by the short names it may use for them.
#[derive(Default)]
struct Cast {
    actors: Vec<Member>,
    /// From the hash of a person's last name, or of an organisation's acronym, to the actors that have it.
    short: FxHashMap<(ActorKind, u64), Vec<usize>>,
    /// From the words of an organisation's whole name to it.
    organisations: FxHashMap<Vec<u64>, usize>,
    /// From a general word (`commission`) to the organisations whose names it heads.
    generic: FxHashMap<u64, Vec<usize>>,
    /// The last words of people's full names.
    last_names: FxHashSet<u64>,
    /// The states whose capital is only a place here: it is never named as a power.
    stays_place: FxHashSet<u32>,
    /// The places and states of one word that the document names as a place somewhere.
    sites: FxHashSet<u64>,
    /// When the document appeared.
    published: Option<DateSpan>,
}

struct Member {
    actor: Actor,
    /// The words of its longest name here.
    words: Vec<u64>,
    /// The first letter of a person's name, and whether the first name is but that.
    initial: Initial,
    /// What the dictionary knows of it.
    known: Option<&'static Known>,
    /// Of a person: what stands around the first mention, and the sex.
    bearing: Bearing,
    sex: Option<Sex>,
    /// The claim that introduces it, and where its words begin.
    first_claim: usize,
    at: usize,
}

/// How far behind an organisation's name, in bytes, a general word still means it where the document has several.
const GENERIC_REACH: usize = 400;

impl Cast {
    fn gather(scene: &Scene<'_>, claims: &[Claim]) -> Cast {
        let mut cast = Cast { stays_place: capitals_as_places(scene, claims), sites: sites(scene, claims), ..Cast::default() };
        for (number, claim) in claims.iter().enumerate() {
            let tokens = &scene.tokens[claim.first..claim.after];
            match claim.kind {
                ActorKind::Person if tokens.len() >= 2 => cast.introduce_person(scene, claim, number),
                ActorKind::Organisation if tokens.len() >= 2 => cast.introduce_organisation(scene, claim, number),
                _ => {}
            }
        }
        cast
    }

    fn introduce_person(&mut self, scene: &Scene<'_>, claim: &Claim, number: usize) {
        if claim.known.is_some_and(|alias| alias.evidence == Evidence::Surname) {
            return;
        }
        let tokens = name_words(scene, claim);
        // Of two words that only a hyphen joins (`Lebed-Chechnya`) neither is a surname.
        if tokens.len() < 2 || tokens.len() == 2 && tokens[1].joined {
            return;
        }
        let words = person_words(tokens);
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return };
        let initial = Initial::of(scene, tokens);
        let member = self.person(&words, initial).unwrap_or(self.actors.len());
        self.enroll(scene, claim, member, (words, initial), number);
        self.last_names.insert(last);
        for name in [last, first] {
            let holders = self.short.entry((ActorKind::Person, name)).or_default();
            if !holders.contains(&member) {
                holders.push(member);
            }
        }
    }

    fn introduce_organisation(&mut self, scene: &Scene<'_>, claim: &Claim, number: usize) {
        let tokens = name_words(scene, claim);
        if is_generic(tokens) {
            return;
        }
        let words = organisation_words(tokens);
        let member = *self.organisations.entry(words.clone()).or_insert(self.actors.len());
        self.enroll(scene, claim, member, (words, Initial::default()), number);
        if let Some(head) = head_of(tokens).map(|head| tokens[head].folded).filter(|head| GENERIC.holds(*head)) {
            let holders = self.generic.entry(head).or_default();
            if !holders.contains(&member) {
                holders.push(member);
            }
        }
        let mut names: Vec<u64> = initials(scene, tokens).iter().map(|letters| hash_folded(letters)).collect();
        names.extend(bracketed(scene, claim.after));
        names.extend(tokens.first().map(|token| token.folded).filter(|_| is_proper_head(scene, tokens)));
        for name in names {
            let holders = self.short.entry((ActorKind::Organisation, name)).or_default();
            if !holders.contains(&member) {
                holders.push(member);
            }
        }
    }

    /// Adds an actor, or another name of one: the dictionary's word stands, else the longest name takes over.
    fn enroll(&mut self, scene: &Scene<'_>, claim: &Claim, member: usize, name: (Vec<u64>, Initial), number: usize) {
        let known = claim.known.map(|alias| scene.gazetteer.known(&alias));
        let (actor, (words, initial)) = (own_actor(scene, claim), name);
        let is_person = claim.kind == ActorKind::Person;
        let bearing = if is_person { Bearing::of(scene, claim) } else { Bearing::default() };
        let given = || words.first().filter(|_| is_person).and_then(|word| sex_of(*word));
        let sex = bearing.sex.or_else(|| known.and_then(sex_of_known)).or_else(given);
        match self.actors.get_mut(member) {
            None => self.actors.push(Member {
                actor,
                words,
                initial,
                known,
                bearing,
                sex,
                first_claim: number,
                at: scene.tokens[claim.first].span.start,
            }),
            Some(member)
                if member.known.is_none()
                    && (known.is_some() || is_fuller((&words, initial), (&member.words, member.initial))) =>
            {
                (member.actor, member.words, member.initial, member.known) = (actor, words, initial, known);
            }
            Some(_) => {}
        }
    }

    /// The person whom a name of several words names: first and last word agree, or one name holds all words of the other,
    /// or it is turned (`Higuchi Natsu`).
    fn person(&self, words: &[u64], initial: Initial) -> Option<usize> {
        let (first, last) = (words.first()?, words.last()?);
        let namesakes = self.short.get(&(ActorKind::Person, *last))?;
        let same = |member: &&usize| {
            let Member { words: name, initial: other, .. } = &self.actors[**member];
            let agree = name.first() == Some(first) || initial.stands_for(*other);
            let turned = matches!((words, name.as_slice()), ([a, b], [c, d]) if a == d && b == c);
            turned || name.last() == Some(last) && (agree || holds_all(name, words) || holds_all(words, name))
        };
        namesakes.iter().find(same).copied()
    }

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

    /// Whether a place's name is rather the surname of somebody whom the document introduces: Washington, Jordan.
    fn is_surname_here(&self, scene: &Scene<'_>, claim: &Claim, alias: &Alias) -> bool {
        claim.after - claim.first == 1
            && (alias.weak || alias.evidence == Evidence::Capital || !self.sites.contains(&scene.tokens[claim.first].folded))
            && capital_use(scene, claim.first, claim.after) != CapitalUse::Place
            && self.last_names.contains(&scene.tokens[claim.first].folded)
    }

    /// The one organisation that the document names in full, and whose letters an acronym has, where it never so names the one for
    /// which the dictionary has them: `MIT` beside the institute of technology is not the Turkish service.
    fn written_out(&self, scene: &Scene<'_>, acronym: &Token, alias: &Alias) -> Option<Actor> {
        let [only] = self.short.get(&(ActorKind::Organisation, acronym.folded))?.as_slice() else { return None };
        let usual = scene.gazetteer.known(alias).actor();
        let is_named = self.actors.iter().any(|member| member.actor.id == usual.id);
        let actor = &self.actors[*only].actor;
        (!is_named && !is_variant(scene, &actor.name, acronym)).then(|| actor.clone())
    }

    /// A capital stands for its state, except where something happens there.
    fn capital(&self, scene: &Scene<'_>, claim: &Claim, alias: &Alias) -> (Actor, Evidence) {
        let state = scene.gazetteer.known(alias).actor();
        let as_place = match capital_use(scene, claim.first, claim.after) {
            CapitalUse::Place => true,
            CapitalUse::Power => false,
            CapitalUse::Open => self.stays_place.contains(&alias.actor),
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
        let member =
            self.person(&person_words(tokens), Initial::of(scene, tokens)).map(|member| self.actors[member].actor.clone());
        (member.unwrap_or_else(|| own_actor(scene, claim)), Evidence::Tagger)
    }

    fn tagged_name(&self, scene: &Scene<'_>, claim: &Claim, kind: ActorKind, tokens: &[Token]) -> (Actor, Evidence) {
        if let ([name], ActorKind::Organisation) = (tokens, kind)
            && let Some(actor) = self.holder(kind, name.folded)
        {
            return (actor, if name.case == Case::Caps { Evidence::Acronym } else { Evidence::Alias });
        }
        (own_actor(scene, claim), Evidence::Tagger)
    }

    /// The organisation of which a general word is short (`the Commission`): the only one, introduced
    /// before, or the last one introduced shortly before.
    fn generic(&self, tokens: &[Token]) -> Option<Actor> {
        let state = |token: &Token| ["state", "states"].iter().any(|word| token.folded == hash_folded(word));
        let last = tokens.last().filter(|last| is_generic(tokens) && !state(last))?;
        let holders = self.generic.get(&last.folded)?.iter().map(|member| &self.actors[*member]);
        let before = |member: &&Member| (member.at..member.at + GENERIC_REACH).contains(&last.span.start);
        let (nearest, only) = (holders.clone().filter(before).max_by_key(|member| member.at), holders.clone().count() == 1);
        let introduced = |member: &&Member| only && member.at < last.span.start;
        nearest.or_else(|| holders.clone().next().filter(introduced)).map(|member| member.actor.clone())
    }

    /// The actor that a short name stands for, where there is but one.
    fn holder(&self, kind: ActorKind, short: u64) -> Option<Actor> {
        let holders = self.short.get(&(kind, short))?;
        match holders.as_slice() {
            [only] => Some(self.actors[*only].actor.clone()),
            // Of several the one whom the dictionary knows, then the one that was introduced first, is the story's.
            several => several
                .iter()
                .map(|member| &self.actors[*member])
                .min_by_key(|member| (member.known.is_none(), member.first_claim))
                .map(|member| member.actor.clone()),
        }
    }

    /// Who bears a surname here: of several, and of one whom the words around the surname exclude, the one whom they mean.
    fn bearer(&self, scene: &Scene<'_>, claim: &Claim, surname: &Token) -> Option<Actor> {
        let bearing = Bearing::of(scene, claim);
        let usual = claim.known.map(|alias| scene.gazetteer.known(&alias));
        let excluded = usual.is_some_and(|known| bearing.excludes(sex_of_known(known)));
        let holders = self.short.get(&(ActorKind::Person, surname.folded)).map_or(&[][..], Vec::as_slice);
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
        let fitting = fitting.min_by_key(|member| (member.known.is_none(), member.first_claim));
        let usual = || usual.filter(|_| !excluded).map(|known| known.actor().clone());
        let namesake = || bearing.sex.and_then(|sex| only_namesake(scene, surname, sex));
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

/// Whether words name an organisation only in general: `the Commission`, `Member States`.
fn is_generic(tokens: &[Token]) -> bool {
    let words = match tokens {
        [the, rest @ ..] if the.folded == hash_folded("the") => rest,
        all => all,
    };
    !words.is_empty() && words.len() <= 2 && words.iter().all(|token| GENERIC.holds(token.folded))
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

/// The only person of the dictionary with that surname and sex.
fn only_namesake(scene: &Scene<'_>, surname: &Token, sex: Sex) -> Option<Actor> {
    let name = fold_phrase(surname.span.of(scene.text));
    let bears = |known: &&Known| {
        known.kind == ActorKind::Person
            && sex_of_known(known) == Some(sex)
            && fold_phrase(known.name).rsplit(' ').next() == Some(name.as_str())
    };
    let mut bearers = scene.gazetteer.actors.iter().filter(bears);
    let only = bearers.next()?;
    bearers.next().is_none().then(|| only.actor().clone())
}

fn holds_all(name: &[u64], words: &[u64]) -> bool {
    words.len() >= 2 && words.iter().all(|word| name.contains(word))
}

/// The states whose capital the document names as a place, and never as a power.
fn capitals_as_places(scene: &Scene<'_>, claims: &[Claim]) -> FxHashSet<u32> {
    let capital = |claim: &Claim| claim.known.filter(|alias| alias.evidence == Evidence::Capital).map(|alias| alias.actor);
    let uses = |wanted: CapitalUse| {
        let used = move |claim: &&Claim| capital(claim).is_some() && capital_use(scene, claim.first, claim.after) == wanted;
        claims.iter().filter(used).filter_map(capital).collect::<FxHashSet<u32>>()
    };
    &uses(CapitalUse::Place) - &uses(CapitalUse::Power)
}

/// The places and states of one word that are named as a place: `in Jordan`.
fn sites(scene: &Scene<'_>, claims: &[Claim]) -> FxHashSet<u64> {
    let as_place = |claim: &&Claim| {
        matches!(claim.kind, ActorKind::State | ActorKind::Place)
            && claim.after - claim.first == 1
            && capital_use(scene, claim.first, claim.after) == CapitalUse::Place
            && scene.tokens.get(claim.after).is_none_or(|next| next.folded != hash_folded("'s"))
    };
    claims.iter().filter(as_place).map(|claim| scene.tokens[claim.first].folded).collect()
}

/// The actor of the dictionary, else the one that the words themselves name.
fn own_actor(scene: &Scene<'_>, claim: &Claim) -> Actor {
    if let Some(alias) = claim.known {
        let known = scene.gazetteer.known(&alias);
        // A team has the name of its place, and is none.
        return if known.kind == claim.kind { known.actor().clone() } else { Actor::named(known.name, claim.kind) };
    }
    let words = name_words(scene, claim);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Actor::named("", claim.kind) };
    let name = first.span.cover(last.span).of(scene.text);
    let shown: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let actor = Actor::named(&shown, claim.kind);
    match fold_phrase(&shown).is_empty() {
        true => Actor { id: format!("{}/{}", claim.kind.name(), shown.to_lowercase()).into(), ..actor },
        false => actor,
    }
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn a_turned_name_is_the_same_persons() {
        assert_eq!(ids("Quillfeather Marta wrote it. Then Marta Quillfeather left."), ["person/quillfeather-marta"; 2]);
    }

    #[test]
    fn a_general_word_means_what_was_introduced() {
        let text = "Our Organization was founded in 1945. The Palestine Liberation Organization signed.";
        assert_eq!(ids(text), ["organisation/palestine-liberation-organization"]);
        let text = "The Palestine Liberation Organization signed. They thanked the Organization for it.";
        assert_eq!(ids(text), ["organisation/palestine-liberation-organization"; 2]);
    }

    #[test]
    fn letters_are_those_of_who_is_named() {
        let institute = "organisation/massachusetts-institute-of-technology";
        assert_eq!(ids("She left the Massachusetts Institute of Technology. MIT was proud."), [institute; 2]);
    }
}
