//! Is what the tagger takes for a name the name of an actor?
//!
//! A law, an award and an office are written like organisations and are none; a government is its state; and under the
//! capitals of a heading everyday words look like names. What is wrongly called an actor costs more than one that is missed.

use rustc_hash::FxHashSet;

use super::claim::{Claim, Scene};
use super::cue::is_participle;
use super::gazetteer::{Sighting, is_sighted};
use super::lexicon::{BEHIND_NAMES, COMPANY_FORMS, DIRECTIONS, NO_ACTORS, TITLES, WordSet};
use super::name::bracketed;
use super::solemn::is_solemn;
use super::tagger::Tagged;
use super::tagger::sorts::Sort;
use super::token::{Case, Manner, Token, hash_folded};
use super::{ActorKind, Evidence};

/// Heads of the names of papers, events and honours.
static PAPERS: WordSet = WordSet::of(
    "act law bill treaty agreement agreements accord accords convention conventions charter protocol agenda declaration resolution \
     order proclamation memorandum constitution award awards prize medal depression recession war wars summit ceremony budget \
     amendment deal plan olympics games pact doctrine day month program programme initiative policy goal goals round strategy acts laws bills treaties orders \
     address report reports regulation regulations plans resolutions programs programmes year decade code statute grant grants \
     allies officers",
);
/// Heads that stand last, whatever comes before: `Violence Against Women Act`.
static LAST_PAPERS: WordSet = WordSet::of("act law bill treaty agreement convention protocol");
/// Heads of the names of offices.
static ROLES: WordSet = WordSet::of(
    "advisor adviser coordinator attorney lady minister secretary officer administrator ambassador president premier spokesman \
     spokeswoman spokesperson chair chairman chairwoman commissioner director governor envoy representative counsel counselor nominee \
     candidate leader prophet professor manager protector",
);
/// Those who govern a state, as a body.
static GOVERNMENTS: WordSet = WordSet::of("government administration regime authorities");
/// Sides that alone are no place.
static SIDES: WordSet = WordSet::of("central northern southern eastern western mainland rural inner outer greater");
/// Words that begin names and are none.
static ARTICLES: WordSet = WordSet::of("the a an this that these those");
/// What a sickness, a weapon or a ware that is named comes in.
static STRAINS: WordSet = WordSet::of(
    "variant variants subvariant subvariants strain strains missile missiles rifle rifles tank tanks helicopter helicopters vaccine vaccines \
     smartphone smartphones",
);
/// What is made and sold under a name of its own: machines, programs, medicines, weapons. From general knowledge.
static PRODUCTS: WordSet = WordSet::of(
    "iphone iphones ipad ipads ipod macbook imac android playstation xbox kindle photoshop chatgpt gmail bitcoin ethereum dogecoin \
     paxlovid remdesivir molnupiravir hydroxychloroquine ivermectin ozempic wegovy viagra prozac oxycontin tylenol narcan naloxone insulin \
     fentanyl corolla prius camry javelin javelins himars kalashnikov dreamliner powerpoint wifi bluetooth usb linux unix",
);
/// Small words at which the head of a name ends.
static LINKS: WordSet = WordSet::of("of for on between against with to in concerning");
/// What is written like an organisation, and is none.
const NO_NAMES: &[&str] = &[
    "social security",
    "deep state",
    "public assistance",
    "fast facts",
    "great society",
    "new deal",
    "eid al adha",
    "eid al fitr",
    "pell grant",
    "pell grants",
    "national anthem",
    "board of directors",
    "roman catholic",
    "roman catholics",
];

/// The tag, if it may name an actor; a paper or event is still a name, but no actor's.
pub(crate) fn as_actor(scene: &Scene<'_>, sightings: &[Sighting], tag: Tagged) -> Option<Tagged> {
    let words = &scene.tokens[tag.first..tag.after];
    let (Some(kind), [.., last]) = (tag.kind, words) else { return Some(tag) };
    let is_known = || is_sighted(sightings, tag.first, tag.after);
    if is_no_name(words) {
        return None;
    }
    if !is_known() && is_solemn(scene, tag) {
        // Its acronym, too, is nobody's.
        let written_out = words.len() > 1 && bracketed(scene, tag.after).is_some() && !begins_with_actor(scene, sightings, tag);
        return written_out.then_some(Tagged { kind: None, ..tag });
    }
    let only = |set: &WordSet| words.iter().all(|token| set.holds(token.folded) || !token.is_word());
    if only(&BEHIND_NAMES)
        || only(&ARTICLES)
        || only(&COMPANY_FORMS)
        || is_code(scene.text, words)
        || is_strain(scene, tag)
        || is_roman(scene.text, words)
        || is_product(words) && !is_known()
    {
        return None;
    }
    let is_title = |token: &Token| token.case == Case::Title && TITLES.holds(token.folded);
    if kind != ActorKind::Person && words.iter().all(is_title) && !is_known() {
        return None;
    }
    let like_law = kind == ActorKind::Person && words[0].case == Case::Caps && words[0].manner == Manner::Plain;
    if (kind != ActorKind::Person || like_law) && words.len() >= 2 && !is_known() {
        if let Some(head) = paper_head(words) {
            let paper = Tagged { kind: None, after: tag.first + head + 1, ..tag };
            return (!begins_with_actor(scene, sightings, tag)).then_some(paper);
        }
        let head = head_of(words).map_or(0, |head| words[head].folded);
        let governs = GOVERNMENTS.holds(head) && (head != last.folded || begins_with_known(sightings, tag));
        let office = is_office(words) || head != last.folded && ROLES.holds(head);
        if governs || office {
            return None;
        }
    }
    let titles_only = |token: &Token| TITLES.holds(token.folded) || ROLES.holds(token.folded) || is_first(token);
    let role = ROLES.holds(last.folded) && last.case == Case::Title;
    let nobody = kind == ActorKind::Person && words.len() >= 2 && (role || words.iter().all(titles_only));
    let title_of = is_title_of(words) && !is_known();
    let not_alone = |token: &Token| NO_ACTORS.holds(token.folded) || !token.is_word();
    let half_people = words.len() == 2 && last.joined && words.iter().any(|token| NO_ACTORS.holds(token.folded));
    let people = words.len() >= 2 && words.iter().all(not_alone) || half_people && kind != ActorKind::Person;
    let sides = words.iter().all(|token| token.joined || !token.is_word() || DIRECTIONS.holds(token.folded))
        && DIRECTIONS.holds(last.folded);
    (!nobody && !title_of && (!people || is_known()) && (!sides || words.len() == 1 || is_known())).then_some(tag)
}

/// `the Delta variant`, `Patriot missiles`.
fn is_strain(scene: &Scene<'_>, tag: Tagged) -> bool {
    scene.tokens.get(tag.after).is_some_and(|next| !next.opens && STRAINS.holds(next.folded))
}

/// The place of the head of a paper's name: `Executive Order 13466`, `Violence Against Women Act`.
pub(crate) fn paper_head(words: &[Token]) -> Option<usize> {
    let numbers = words.iter().rev().take_while(|token| token.case == Case::Number).count();
    let words = &words[..words.len() - numbers];
    let last = words.len().checked_sub(1)?;
    let head = if LAST_PAPERS.holds(words[last].folded) { last } else { head_of(words)? };
    PAPERS.holds(words[head].folded).then_some(head)
}

fn is_first(token: &Token) -> bool {
    token.folded == hash_folded("first")
}

/// Whether a tag begins with a known name that stands for an actor there too: `White House Internship Program`, but not
/// `Paris Agreement`.
fn begins_with_actor(scene: &Scene<'_>, sightings: &[Sighting], tag: Tagged) -> bool {
    let at = sightings.partition_point(|sighting| sighting.first < tag.first);
    let Some(sighting) = sightings.get(at).filter(|sighting| sighting.first == tag.first) else { return false };
    scene.gazetteer.readings(sighting.alias).next().is_some_and(|alias| {
        !alias.weak
            && !matches!(alias.evidence, Evidence::Capital | Evidence::Demonym)
            && scene.gazetteer.known(alias).kind != ActorKind::Place
    })
}

fn begins_with_known(sightings: &[Sighting], tag: Tagged) -> bool {
    let at = sightings.partition_point(|sighting| sighting.first < tag.first);
    sightings.get(at).is_some_and(|sighting| sighting.first == tag.first && sighting.after < tag.after)
}

/// The acronym in brackets behind a paper is the paper's, there and wherever it stands: `American Rescue Plan (ARP)`.
pub(crate) fn unname_acronyms(scene: &Scene<'_>, tags: &mut [Tagged]) {
    let papers = tags.iter().filter(|tag| tag.kind.is_none());
    let acronyms: FxHashSet<u64> = papers.filter_map(|tag| bracketed(scene, tag.after)).collect();
    for tag in tags.iter_mut().filter(|tag| tag.after == tag.first + 1) {
        let word = &scene.tokens[tag.first];
        if word.case == Case::Caps && acronyms.contains(&word.folded) {
            tag.kind = None;
        }
    }
}

fn is_no_name(words: &[Token]) -> bool {
    let spells = |name: &str| {
        name.split(' ').count() == words.len()
            && name.split(' ').zip(words).all(|(word, token)| token.folded == hash_folded(word))
    };
    NO_NAMES.iter().any(|name| spells(name))
}

/// `Governor of Virginia`: a title and no name.
fn is_title_of(words: &[Token]) -> bool {
    let [title, of, ..] = words else { return false };
    of.folded == hash_folded("of") && (TITLES.holds(title.folded) || ROLES.holds(title.folded))
}

/// The place of the head of a name: its last word before `of`, `between` and the like.
pub(crate) fn head_of(words: &[Token]) -> Option<usize> {
    let link = words.iter().skip(1).position(|token| LINKS.holds(token.folded));
    Some(link.unwrap_or(words.len() - 1)).filter(|head| words[*head].is_word())
}

/// `White House Coordinator`, `Secretary-General`; but not `Office of the Attorney General`.
fn is_office(words: &[Token]) -> bool {
    let [.., before, last] = words else { return false };
    let general = last.folded == hash_folded("general") && TITLES.holds(before.folded) | ROLES.holds(before.folded);
    (ROLES.holds(last.folded) || general) && !words.iter().any(|token| token.folded == hash_folded("of"))
}

/// Whether the last word is that of a product.
fn is_product(words: &[Token]) -> bool {
    words.last().is_some_and(|last| PRODUCTS.holds(last.folded))
}

/// `XXIX`: a number.
fn is_roman(text: &str, words: &[Token]) -> bool {
    let digits = |token: &Token| token.case == Case::Caps && token.span.of(text).bytes().all(|byte| b"IVX".contains(&byte));
    words.iter().all(|token| token.manner == Manner::Plain && digits(token))
}

/// `F-1`, `T-72`: no word of two letters.
fn is_code(text: &str, words: &[Token]) -> bool {
    let is_word = |token: &Token| token.is_word() && token.span.of(text).chars().filter(|c| c.is_alphabetic()).count() >= 2;
    words.iter().any(|token| token.case == Case::Number) && !words.iter().any(is_word)
}

/// Whether a tagged name is no name after all: a people or a feast, or everyday words under a heading's capitals.
pub(crate) fn is_plain_wording(tokens: &[Token], claim: &Claim) -> bool {
    let words = &tokens[claim.first..claim.after];
    if let [word] = words
        && (NO_ACTORS.holds(word.folded) || claim.kind == ActorKind::Place && SIDES.holds(word.folded))
    {
        return true;
    }
    if is_mere_site(tokens, claim) || is_participle(tokens, claim.first, claim.after) {
        return true;
    }
    let in_heading = words[0].manner == Manner::Titled;
    let whole_line = words[0].opens && tokens.get(claim.after).is_none_or(|next| next.opens);
    let limit = if in_heading || whole_line { 3 } else { 2 };
    let everyday = |token: &Token| (1..=limit).contains(&Sort::of(token.folded).case) || !token.is_word();
    let capitals_mean_nothing = words[0].manner != Manner::Plain || whole_line || words.len() == 1 && words[0].opens;
    capitals_mean_nothing && words.iter().all(everyday)
}

/// Words for a site that name none alone: `up to the Hill`.
static SITES: WordSet = WordSet::of(
    "hill valley river bridge tower gate harbor harbour bay coast island islands lake mountain mountains peninsula ocean sea canal \
     castle palace cathedral hall garden gardens square street avenue road park station airport beach forest cape border borders chamber united",
);

/// Words that point at a thing of which there is but one here.
static POINTERS: WordSet = WordSet::of("the this that our your their");

/// `this Hall`, `the River`: a site without its name.
pub(crate) fn is_mere_site(tokens: &[Token], claim: &Claim) -> bool {
    let [word] = &tokens[claim.first..claim.after] else { return false };
    let before = claim.first.checked_sub(1).map(|place| &tokens[place]);
    let the = before.is_some_and(|before| POINTERS.holds(before.folded) && !word.opens);
    the && word.case == Case::Title && SITES.holds(word.folded)
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn laws_honours_and_offices_are_no_actors() {
        for text in [
            "Congressmen will vote on the Harbour Safety Act and the Clean Rivers Law.",
            "He asked the Senior Harbour Advisor to sign the Executive Order.",
            "The Secretary-General and the First Lady listened.",
            "She holds an F-1 visa and lived through the Great Depression.",
        ] {
            assert!(ids(text).iter().all(|id| !id.contains('-')), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn a_site_without_its_name_is_no_place() {
        for text in ["He went up to the Hill to talk.", "Folks on the Hill know this.", "They crossed the River at night."] {
            assert!(ids(text).is_empty(), "{text}: {:?}", ids(text));
        }
        assert_eq!(ids("He works on Capitol Hill."), ["organisation/capitol-hill"]);
    }

    #[test]
    fn a_government_is_its_state() {
        assert_eq!(ids("We thank the South African Government for this."), ["state/south-africa"]);
    }

    #[test]
    fn an_article_is_no_name() {
        // From a statement of the White House of 2 December 2022.
        let text = "A graduate of University of Missouri – Columbia with a Bachelor’s of Science in Animal Science, he’s had a \
                    distinguished career in ranch management, agribusiness, and livestock breed association management, \
                    including serving as senior operational management with the American Quarter Horse Association, The \
                    Quarter Horse Journal and The Quarter Racing Journal, Vice-President of the American Polled Hereford \
                    Association, and Executive Director of the New Mexico Livestock Board.";
        assert!(ids(text).iter().all(|id| id != "organisation/the"), "{:?}", ids(text));
    }

    #[test]
    fn korean_names_keep_their_last_syllable() {
        assert_eq!(ids("The envoy Pak Yong-dok arrived."), ["person/pak-yong-dok"]);
    }
}
