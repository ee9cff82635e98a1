//! Whom does this document introduce?
//!
//! Its long names, each with the short ones by which it may go on: surname, acronym, first word, general word.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::atlas::{capitals_as_cities, capitals_as_powers, ruled, sites};
use super::claim::{Claim, Scene};
use super::gazetteer::Known;
use super::given::{Sex, sex_of};
use super::lexicon::{GENERIC, WordSet};
use super::name::{Initial, bracketed, initials, is_fuller, is_proper_head, name_words, organisation_words, person_words};
use super::namesake::{Bearing, sex_of_known};
use super::nickname::is_same_given;
use super::token::{Token, hash_folded};
use super::wording::head_of;
use super::{Actor, ActorKind, Evidence};
use crate::date::DateSpan;
use crate::text::fold_phrase;

/// The actors that the document introduces, by the short names it may use for them.
#[derive(Default)]
pub(super) struct Cast {
    pub actors: Vec<Member>,
    /// From the hash of a person's last name, or of an organisation's acronym, to the actors that have it.
    pub short: FxHashMap<(ActorKind, u64), Vec<usize>>,
    /// From the words of a person's whole name to the person.
    pub people: FxHashMap<Vec<u64>, usize>,
    /// From the words of an organisation's whole name to it.
    pub organisations: FxHashMap<Vec<u64>, usize>,
    /// From a general word (`commission`) to the organisations whose names it heads.
    pub generic: FxHashMap<u64, Vec<usize>>,
    /// The last words of people's full names, and where the first of them begins.
    pub last_names: FxHashMap<u64, usize>,
    /// The ids of all of them.
    pub ids: FxHashSet<Arc<str>>,
    /// The states whose capital the document names as a power somewhere.
    pub powers: FxHashSet<u32>,
    /// The states of whose capital the document tells as of a city.
    pub cities: FxHashSet<u32>,
    /// The places and states of one word that the document names as a place somewhere.
    pub sites: FxHashSet<u64>,
    /// The states of one word of which the document names what only a state has somewhere.
    pub ruled: FxHashSet<u64>,
    /// When the document appeared.
    pub published: Option<DateSpan>,
}

/// An actor that the document introduces.
pub(super) struct Member {
    pub actor: Actor,
    /// The words of its longest name here.
    pub words: Vec<u64>,
    /// The first letter of a person's name, and whether the first name is but that.
    pub initial: Initial,
    /// What the dictionary knows of it.
    pub known: Option<&'static Known>,
    /// Of a person: what stands around the first mention, and the sex.
    pub bearing: Bearing,
    pub sex: Option<Sex>,
    /// The claim that introduces it, and where its words begin.
    pub first_claim: usize,
    pub at: usize,
}

/// What a middle name is cut down to.
static LETTERS: WordSet = WordSet::of("a b c d e f g h i j k l m n o p q r s t u v w x y z");

/// How far behind an organisation's name, in bytes, a general word still means it where the document has several.
const GENERIC_REACH: usize = 400;

/// Where more bear a name than this, the document is a register: only so many are asked whether they are meant by less than
/// their whole name.
pub(super) const NAMESAKES_AT_MOST: usize = 64;

impl Cast {
    /// Collects the names in full.
    pub fn gather(scene: &Scene<'_>, claims: &[Claim]) -> Cast {
        let (powers, cities) = (capitals_as_powers(scene, claims), capitals_as_cities(scene, claims));
        let (sites, ruled) = (sites(scene, claims), ruled(scene, claims));
        let mut cast = Cast { powers, cities, sites, ruled, ..Cast::default() };
        for (number, claim) in claims.iter().enumerate() {
            let tokens = &scene.tokens[claim.first..claim.after];
            match claim.kind {
                ActorKind::Person if tokens.len() >= 2 => cast.introduce_person(scene, claim, number),
                ActorKind::Organisation if tokens.len() >= 2 => cast.introduce_organisation(scene, claim, number),
                _ => {}
            }
        }
        cast.ids = cast.actors.iter().map(|member| member.actor.id.clone()).collect();
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
        let unheard = (!self.people.contains_key(&words)).then(|| words.clone());
        self.enroll(scene, claim, member, (words, initial), number);
        if let Some(words) = unheard.filter(|words| self.actors[member].words == *words) {
            self.people.insert(words, member);
        }
        self.last_names.entry(last).or_insert(scene.tokens[claim.first].span.start);
        for name in [last, first] {
            enlist(self.short.entry((ActorKind::Person, name)).or_default(), member);
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
            enlist(self.generic.entry(head).or_default(), member);
        }
        let mut names: Vec<u64> = initials(scene, tokens).iter().map(|letters| hash_folded(letters)).collect();
        names.extend(bracketed(scene, claim.after));
        names.extend(tokens.first().map(|token| token.folded).filter(|_| is_proper_head(scene, tokens)));
        for name in names {
            enlist(self.short.entry((ActorKind::Organisation, name)).or_default(), member);
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
            Some(member) => {
                let generation = member.initial.generation.or(initial.generation);
                let is_fuller = || is_fuller((&words, initial), (&member.words, member.initial));
                if member.known.is_none() && (known.is_some() || is_fuller() || is_shouted_form(&member.actor, &actor)) {
                    (member.actor, member.words, member.initial, member.known) = (actor, words, initial, known);
                }
                member.initial.generation = generation;
            }
        }
    }

    /// The person whom a name of several words names: who is called just so here, else the only one whose first and last word
    /// agree, else the first of whom one name holds all words of the other, or who has it turned (`Higuchi Natsu`).
    pub fn person(&self, words: &[u64], initial: Initial) -> Option<usize> {
        let (first, last) = (words.first()?, words.last()?);
        let whole = self.people.get(words).copied().filter(|member| {
            let Member { words: name, initial: other, .. } = &self.actors[*member];
            name == words && initial.generation == other.generation
        });
        if whole.is_some() {
            return whole;
        }
        let holders = self.short.get(&(ActorKind::Person, *last))?.iter().copied().take(NAMESAKES_AT_MOST);
        let namesakes = holders.filter(|member| {
            let Member { words: name, initial: other, .. } = &self.actors[*member];
            !initial.is_of_another_generation(*other) && !have_other_initials(words, name)
        });
        let agrees = |member: &usize| {
            let Member { words: name, initial: other, .. } = &self.actors[*member];
            let is_given = |given: &u64| given == first || is_same_given(*given, *first);
            name.last() == Some(last) && (name.first().is_some_and(is_given) || initial.stands_for(*other))
        };
        let mut agreeing = namesakes.clone().filter(agrees);
        if let Some(one) = agreeing.next() {
            return agreeing.next().is_none().then_some(one);
        }
        let holds = |member: &usize| {
            let name = &self.actors[*member].words;
            let turned = matches!((words, name.as_slice()), ([a, b], [c, d]) if a == d && b == c);
            // A saint's name, whose `Saint` is gone.
            let alone = words.len() == 1 && name.first() == Some(first);
            turned || alone || name.last() == Some(last) && (holds_all(name, words) || holds_all(words, name))
        };
        namesakes.clone().find(holds)
    }

    /// The organisation of which a general word is short (`the Commission`): the only one, introduced
    /// before, or the last one introduced shortly before.
    pub fn generic(&self, tokens: &[Token]) -> Option<Actor> {
        let state = |token: &Token| ["state", "states"].iter().any(|word| token.folded == hash_folded(word));
        let last = tokens.last().filter(|last| is_generic(tokens) && !state(last))?;
        let holders = self.generic.get(&last.folded)?;
        let introduced = holders.partition_point(|member| self.actors[*member].at <= last.span.start);
        let nearest = &self.actors[holders[introduced.checked_sub(1)?]];
        (holders.len() == 1 || last.span.start < nearest.at + GENERIC_REACH).then(|| nearest.actor.clone())
    }

    /// The club that has the name of a place and a word of its own behind it: `Milwaukee Brewers`; none where there are several.
    pub fn club(&self, place: &[Token]) -> Option<Actor> {
        let begins = |words: &Vec<u64>| {
            words.len() == place.len() + 1 && words.iter().zip(place).all(|(word, token)| *word == token.folded)
        };
        let mut clubs = self.organisations.iter().filter(|(words, _)| begins(words));
        let (_, only) = clubs.next()?;
        clubs.next().is_none().then(|| self.actors[*only].actor.clone())
    }

    /// The actor that a short name stands for, where there is but one.
    pub fn holder(&self, kind: ActorKind, short: u64) -> Option<Actor> {
        let holders = self.short.get(&(kind, short))?;
        match holders.as_slice() {
            [only] => Some(self.actors[*only].actor.clone()),
            // Of several the one whom the dictionary knows, then the one that was introduced first, is the story's.
            several => several
                .iter()
                .take(NAMESAKES_AT_MOST)
                .map(|member| &self.actors[*member])
                .min_by_key(|member| (member.known.is_none(), member.first_claim))
                .map(|member| member.actor.clone()),
        }
    }
}

/// Whether words name an organisation only in general: `the Commission`, `Member States`.
pub(super) fn is_generic(tokens: &[Token]) -> bool {
    let words = match tokens {
        [the, rest @ ..] if the.folded == hash_folded("the") => rest,
        all => all,
    };
    !words.is_empty() && words.len() <= 2 && words.iter().all(|token| GENERIC.holds(token.folded))
}

/// Adds a member to those that have a name, who stand in the order in which they were introduced.
fn enlist(holders: &mut Vec<usize>, member: usize) {
    if let Err(place) = holders.binary_search(&member) {
        holders.insert(place, member);
    }
}

/// Whether a name is in capitals throughout, and another the same as it is written elsewhere.
fn is_shouted_form(shouted: &Actor, other: &Actor) -> bool {
    let in_capitals = |name: &str| !name.chars().any(char::is_lowercase);
    shouted.id == other.id && in_capitals(&shouted.name) && !in_capitals(&other.name)
}

/// Whether two names have middle initials, and not the same: `Peter A. Quill` is not `Peter B. Quill`.
fn have_other_initials(name: &[u64], other: &[u64]) -> bool {
    let ([_, name @ .., _], [_, other @ .., _]) = (name, other) else { return false };
    let (short, long) = if name.len() <= other.len() { (name, other) } else { (other, name) };
    let mut rest = long.iter();
    short.iter().chain(long).all(|word| LETTERS.holds(*word)) && !short.iter().all(|letter| rest.any(|other| other == letter))
}

fn holds_all(name: &[u64], words: &[u64]) -> bool {
    words.len() >= 2 && words.iter().all(|word| name.contains(word))
}

/// The actor of the dictionary, else the one that the words themselves name.
pub(super) fn own_actor(scene: &Scene<'_>, claim: &Claim) -> Actor {
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
    use crate::actor::{ActorContext, find_actors};
    use crate::text::Span;

    #[test]
    fn father_and_son_are_two() {
        let text = "John Quillfeather Sr. and John Quillfeather Jr. met.";
        assert_eq!(ids(text), ["person/john-quillfeather-sr", "person/john-quillfeather-jr"]);
        let text = "John Quillfeather, Sr., and John Quillfeather, Jr., met. John Quillfeather\nJr. spoke.";
        let (father, son) = ("person/john-quillfeather-sr", "person/john-quillfeather-jr");
        assert_eq!(ids(text), [father, son, son]);
        for name in ["Robert F. Kennedy, Jr.", "Robert F. Kennedy Jr.", "ROBERT F. KENNEDY, JR."] {
            assert_eq!(ids(&format!("He met {name} there.")), ["person/robert-f-kennedy-jr"], "{name}");
        }
        assert_eq!(ids("President Joseph R. Biden, Jr., met Donald Trump, Jr."), ["person/joe-biden", "person/donald-trump-jr"]);
        let text = "Peter A. Quillfeather met Peter B. Quillfeather. Then Peter A. Quillfeather left.";
        let (one, other) = ("person/peter-a-quillfeather", "person/peter-b-quillfeather");
        assert_eq!(ids(text), [one, other, one]);
        assert_eq!(ids("Peter A. Quillfeather came. Peter Quillfeather left."), [one; 2]);
    }

    #[test]
    fn an_initial_that_two_fit_is_neither() {
        for text in ["J. Quill spoke. John Quill left. James Quill came.", "James Quill came. J. Quill spoke. John Quill left."] {
            let found = ids(text);
            assert!(found.contains(&"person/j-quill".into()) && found.contains(&"person/john-quill".into()), "{found:?}");
        }
        assert_eq!(ids("J. Quill spoke. John Quill left."), ["person/john-quill"; 2]);
    }

    #[test]
    fn in_a_register_each_is_known_by_the_whole_name() {
        let given = |number: usize| ["ba", "de", "fi", "go", "ku", "la", "me", "ni"][number % 8];
        let name = |number: usize| format!("Q{}{}{}", given(number), given(number / 8), given(number / 64));
        let text: String = (0..300).map(|number| format!("He met {} Quillfeather there. ", name(number))).collect();
        let once = ids(&text);
        assert!(once.iter().collect::<std::collections::BTreeSet<_>>().len() == once.len() && once.len() > 250);
        assert_eq!(ids(&text.repeat(2)), [once.clone(), once].concat());
    }

    #[test]
    fn of_a_name_that_is_shouted_first_the_quiet_form_is_shown() {
        let text = "JOHN QUILLFEATHER LEFT.\nJohn Quillfeather stayed in the house for the night.";
        let found = find_actors(text, &[Span::new(0, text.len())], &ActorContext::default());
        let names: Vec<&str> = found.iter().map(|mention| &*mention.actor.name).collect();
        assert_eq!(names, ["John Quillfeather"; 2]);
    }
}
