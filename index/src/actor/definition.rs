//! What does the text itself say that an acronym stands for?
//!
//! `the Financial Stability Board (FSB)`: a text that writes an acronym out overrules the dictionary, from there to the next such
//! place. Words that name no organisation (`Inflation Reduction Act (IRA)`) take the acronym with them. The words must fit the
//! letters, or be a name of the dictionary; else they are a translation (`Republican People's Party (CHP)`), or stand there by chance.

use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::claim::{Claim, Scene};
use super::gazetteer::Alias;
use super::lexicon::{GENERIC, WordSet, is_function_word};
use super::name::bracketed;
use super::token::{Case, Token, hash_folded};
use super::wording::{head_of, paper_head};
use super::{ActorKind, Evidence};
use crate::text::fold_phrase;

/// Heads of the names of organisations that a text writes out with their acronym.
static BODIES: WordSet = WordSet::of(
    "administration agency alliance army association authority bank board bureau center centre coalition commission committee confederation congress \
     corporation council department federation force forces foundation front fund government group institute league ministry movement \
     network office organization organisation party service services society union university",
);

/// The organisations that nothing else claims, but that the text names with an acronym behind: `Food Standards Agency (FSA)`.
pub(crate) fn written_out(scene: &Scene<'_>, claims: &[Claim]) -> Vec<Claim> {
    let found = brackets(scene).filter_map(|place| {
        let words = spelled_out(scene, place, &letters_of(scene, &scene.tokens[place + 1])?)?;
        let first = place - words.len();
        let near = claims.partition_point(|claim| claim.after <= first);
        let free = claims.get(near).is_none_or(|claim| claim.first >= place);
        let known = scene.gazetteer.look_up(words.iter().map(|token| token.folded), ActorKind::Organisation).copied();
        let claim = Claim { first, after: place, kind: ActorKind::Organisation, known };
        (words.len() >= 2 && is_body(words) && free).then_some(claim)
    });
    found.collect()
}

/// The places of brackets that hold an acronym.
fn brackets(scene: &Scene<'_>) -> impl Iterator<Item = usize> {
    let open = hash_folded("(");
    let opens = move |(_, token): &(usize, &Token)| token.case == Case::Mark && token.folded == open;
    let places = scene.tokens.iter().enumerate().filter(opens).map(|(place, _)| place);
    places.filter(|place| bracketed(scene, *place).is_some())
}

/// What an acronym stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Meaning {
    /// What the claim of this number names.
    Claim(usize),
    /// No actor.
    Nobody,
}

/// The acronyms that a text writes out, each with its places in order.
#[derive(Default)]
pub(crate) struct Definitions(FxHashMap<u64, Vec<Definition>>);

struct Definition {
    /// The token at which it stands in brackets.
    at: usize,
    meaning: Meaning,
}

impl Definitions {
    /// Collects them; the claims are in order.
    pub fn gather(scene: &Scene<'_>, claims: &[Claim]) -> Definitions {
        let in_full = LazyCell::new(|| named_in_full(claims));
        let mut definitions = Definitions::default();
        for at in brackets(scene).map(|place| place + 1) {
            if let Some(meaning) = meaning_at(scene, claims, &in_full, at - 1) {
                definitions.0.entry(scene.tokens[at].folded).or_default().push(Definition { at, meaning });
            }
        }
        definitions
    }

    /// What the claim stands for, if it is an acronym that the text writes out: in the last place before it, else in the first.
    pub fn of(&self, scene: &Scene<'_>, claim: &Claim) -> Option<Meaning> {
        let is_sure = |alias: Alias| claim.kind != ActorKind::Organisation && alias.evidence != Evidence::Acronym;
        if self.0.is_empty() || claim.after - claim.first != 1 || claim.known.is_some_and(is_sure) {
            return None;
        }
        let places = self.0.get(&scene.tokens[claim.first].folded)?;
        let before = places.partition_point(|definition| definition.at <= claim.first);
        places.get(before.saturating_sub(1)).map(|definition| definition.meaning)
    }
}

/// What the words before the bracket at a place make of the acronym in it.
fn meaning_at(scene: &Scene<'_>, claims: &[Claim], in_full: &FxHashSet<u32>, place: usize) -> Option<Meaning> {
    let acronym = &scene.tokens[place + 1];
    let letters = letters_of(scene, acronym)?;
    let next = claims.partition_point(|claim| claim.after <= place);
    match next.checked_sub(1).map(|number| (number, &claims[number])).filter(|(_, claim)| claim.after == place) {
        Some((number, claim)) => {
            let words = &scene.tokens[claim.first..claim.after];
            let names_it = claim.kind == ActorKind::Organisation && words.len() >= 2;
            let is_written_out =
                begin_with(scene, words, &letters) || is_full_name(claim) && !is_elsewhere(scene, in_full, claim, acronym);
            let is_other =
                is_full_name(claim) || !is_variant(scene, text_of(scene, words), acronym) && !is_own_name(scene, acronym);
            (names_it && is_written_out && is_other).then_some(Meaning::Claim(number))
        }
        None => {
            let words = spelled_out(scene, place, &letters)?;
            let first = claims.partition_point(|claim| claim.after <= place - words.len());
            let is_free = claims.get(first).is_none_or(|claim| claim.first >= place) && !is_body(words);
            let is_nobody = (is_free || paper_head(words).is_some()) && !is_variant(scene, text_of(scene, words), acronym);
            is_nobody.then_some(Meaning::Nobody)
        }
    }
}

/// The actors of the dictionary that the text names by more than one word.
fn named_in_full(claims: &[Claim]) -> FxHashSet<u32> {
    let in_full = claims.iter().filter(|claim| claim.after > claim.first + 1);
    in_full.filter_map(|claim| claim.known).map(|alias| alias.actor).collect()
}

/// Whether the text names in full another that the dictionary has the acronym for: then it says nothing of the claim before the
/// bracket.
fn is_elsewhere(scene: &Scene<'_>, in_full: &FxHashSet<u32>, claim: &Claim, acronym: &Token) -> bool {
    let usual = scene.gazetteer.look_up(std::iter::once(acronym.folded), ActorKind::Organisation).map(|alias| alias.actor);
    usual.is_some_and(|usual| in_full.contains(&usual)) && usual != claim.known.map(|alias| alias.actor)
}

/// Whether words are the name of an organisation by their head and their capitals.
fn is_body(words: &[Token]) -> bool {
    let capitals = words.iter().all(|token| token.case == Case::Title || is_function_word(token.folded));
    capitals && head_of(words).is_some_and(|head| BODIES.holds(words[head].folded))
}

fn is_full_name(claim: &Claim) -> bool {
    claim.known.is_some_and(|alias| matches!(alias.evidence, Evidence::Name | Evidence::Alias))
}

/// The letters of an acronym, small; none where it has other signs, or fewer than two.
fn letters_of(scene: &Scene<'_>, acronym: &Token) -> Option<Vec<char>> {
    let written = acronym.span.of(scene.text);
    let letters: Vec<char> = written.chars().filter(|sign| *sign != '.').map(|sign| sign.to_ascii_lowercase()).collect();
    (letters.len() >= 2 && letters.iter().all(char::is_ascii_lowercase)).then_some(letters)
}

fn first_letter(scene: &Scene<'_>, token: &Token) -> Option<char> {
    token.span.of(scene.text).chars().next().map(|letter| letter.to_ascii_lowercase())
}

/// Whether the letters begin words of the name, in order, the first letter the first word.
fn begin_with(scene: &Scene<'_>, words: &[Token], letters: &[char]) -> bool {
    let words = match words {
        [the, rest @ ..] if the.folded == hash_folded("the") => rest,
        all => all,
    };
    let mut initials = words.iter().filter_map(|token| first_letter(scene, token));
    words.first().and_then(|first| first_letter(scene, first)) == letters.first().copied()
        && letters.iter().all(|letter| initials.any(|initial| initial == *letter))
}

/// The words right before a bracket of which each begins with its letter, but for small words between them.
fn spelled_out<'t>(scene: &Scene<'t>, place: usize, letters: &[char]) -> Option<&'t [Token]> {
    let (mut at, mut left) = (place, letters);
    while let [rest @ .., last] = left {
        at = at.checked_sub(1)?;
        let token = &scene.tokens[at];
        if !token.is_word() || token.opens && !rest.is_empty() {
            return None;
        }
        match first_letter(scene, token) {
            Some(letter) if letter == *last => left = rest,
            _ if token.case == Case::Lower && is_function_word(token.folded) => {}
            _ => return None,
        }
    }
    Some(&scene.tokens[at..place])
}

fn text_of<'t>(scene: &Scene<'t>, words: &[Token]) -> &'t str {
    words[0].span.cover(words[words.len() - 1].span).of(scene.text)
}

/// Whether the dictionary has the acronym as an organisation's name and knows no longer one, so that this must be it: `PBS`.
fn is_own_name(scene: &Scene<'_>, acronym: &Token) -> bool {
    let known = scene.gazetteer.look_up(std::iter::once(acronym.folded), ActorKind::Organisation);
    known.is_some_and(|alias| !alias.text.contains(' ') && alias.text == scene.gazetteer.known(alias).name)
}

/// Whether a name is but another form of the one for which the dictionary has the acronym: each word of the shorter begins
/// like one of the longer, but for general ones.
pub(super) fn is_variant(scene: &Scene<'_>, name: &str, acronym: &Token) -> bool {
    let known = scene.gazetteer.look_up(std::iter::once(acronym.folded), ActorKind::Organisation);
    let Some(known) = known.map(|alias| scene.gazetteer.known(alias)) else { return false };
    let stems = |name: &str| -> Vec<String> {
        let folded = fold_phrase(name);
        let says = |word: &&str| !is_function_word(hash_folded(word)) && !GENERIC.holds(hash_folded(word));
        let content = folded.split(' ').filter(says);
        content.map(|word| word.chars().take(5).collect()).collect()
    };
    let (mut longer, mut shorter) = (stems(known.name), stems(name));
    if longer.len() < shorter.len() {
        std::mem::swap(&mut longer, &mut shorter);
    }
    shorter.len() >= 2 && shorter.iter().all(|stem| longer.contains(stem))
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn an_acronym_is_what_the_text_writes_out() {
        for (text, id) in [
            ("The Financial Stability Board (FSB) met. The FSB said so.", "organisation/financial-stability-board"),
            ("The State Trading Corporation (STC) bought wheat. STC left.", "organisation/state-trading-corporation"),
            ("The Royal Society for Birds (RSF) counted. RSF said so.", "organisation/royal-society-for-birds"),
            ("The Irish Republican Army (IRA) fought. The IRA disarmed.", "organisation/irish-republican-army"),
        ] {
            assert_eq!(ids(text), [id; 3], "{text}");
        }
    }

    #[test]
    fn the_acronym_of_a_law_or_index_is_nobody() {
        for text in [
            "The Inflation Reduction Act (IRA) funded solar. The IRA also cut drug prices.",
            "The Consumer Price Index (CPI) rose. The CPI fell later.",
            "Under the Foreign Assistance Act (FAA) funds flowed. The FAA was amended.",
            "The consumer price index (CPI) rose.",
        ] {
            assert!(ids(text).is_empty(), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn a_second_definition_holds_from_there_on() {
        let text = "The Free Syrian Army (FSA) fought, and the FSA won. Later the Food Standards Agency (FSA) met. The FSA left.";
        let (army, agency) = ("organisation/free-syrian-army", "organisation/food-standards-agency");
        assert_eq!(ids(text), [army, army, army, agency, agency, agency]);
    }

    #[test]
    fn the_acronym_behind_a_translated_name_is_its_own() {
        let text = "The Republican People's Party (CHP) met. The California Highway Patrol (CHP) drove.";
        let (party, patrol) = ("organisation/republican-people-party", "organisation/california-highway-patrol");
        assert_eq!(ids(text), [party, party, patrol, patrol]);
    }

    #[test]
    fn many_acronyms_are_each_looked_up_once() {
        // Quadratic once.
        let text = "The Financial Stability Board (FSB) met. The FSB left. Syrian Democratic Forces (PKK) met. ".repeat(400);
        assert_eq!(ids(&text).len(), 5 * 400);
    }

    #[test]
    fn what_stands_before_by_chance_defines_nothing() {
        let text = "Customs and Border Protection in the Department of Homeland Security (CBP) knows. CBP said so.";
        assert_eq!(ids(text).last().map(String::as_str), Some("organisation/customs-and-border-protection"));
        let text = "The Public Broadcasting Service (PBS) met. PBS said so.";
        assert_eq!(ids(text), ["organisation/pbs"; 3]);
        assert_eq!(ids("The Deputies Committee (DC) met. DC attendees left."), ["organisation/deputies-committee"; 3]);
    }

    #[test]
    fn translations_and_variants_leave_the_dictionary_its_word() {
        assert!(ids("The opposition party (CHP) met.").contains(&"organisation/republican-people-party".into()));
        let found = ids("The Organisation for Prohibition of Chemical Weapons (OPCW) met. The OPCW left.");
        assert_eq!(found.last().map(String::as_str), Some("organisation/organisation-for-the-prohibition-of-chemical-weapons"));
    }
}
