//! Who is also known as whom?
//!
//! A text that says so itself (`Samuel Clemens, better known as Mark Twain`) names one actor by both names, there and wherever either
//! stands again. An island has its name with and without the word for what it is.

use rustc_hash::FxHashMap;

use super::claim::Scene;
use super::{Actor, ActorKind, Mention};

/// Words that stand right before somebody's other name.
const CUES: &[&str] = &[
    "known as",
    "known professionally as",
    "known simply as",
    "a.k.a.",
    "aka",
    "alias",
    "nicknamed",
    "pseudonym",
    "pen name",
    "stage name",
    "nom de guerre",
    "née",
    "born",
    "formerly",
    "self-identified as",
];
/// Words that may stand before such words.
const ADVERBS: &[&str] = &[
    "also",
    "better",
    "best",
    "known",
    "called",
    "commonly",
    "widely",
    "popularly",
    "often",
    "sometimes",
    "usually",
    "now",
    "previously",
    "later",
    "by",
    "under",
    "her",
    "his",
    "their",
    "its",
    "the",
    "a",
    "or",
];
/// Marks at which a clause begins.
const CLAUSE: [char; 5] = [',', '(', ')', '–', '—'];
/// What may stand between such words and the name.
const BEFORE_NAME: &[char] = &[' ', '"', '“', '‘', '\'', '(', ':', ','];
/// How far apart, in bytes, two such names stand at most.
const REACH: usize = 160;
/// What islands are called, in the ids of places.
const ISLANDS: &[&str] = &["-islands", "-island"];

/// Gives one actor the mentions of all its names; the mentions are in order.
pub(crate) fn join_names(scene: &Scene<'_>, mentions: &mut [Mention]) {
    let mut joined = also_known(scene, mentions);
    joined.extend(islands(scene, mentions));
    if joined.is_empty() {
        return;
    }
    for mention in mentions {
        if let Some(actor) = joined.get(&*mention.actor.id) {
            mention.actor = actor.clone();
        }
    }
}

/// The actors, by their ids, whom the text also calls by another name: of two the dictionary's stays, else the first.
fn also_known(scene: &Scene<'_>, mentions: &[Mention]) -> FxHashMap<String, Actor> {
    let mut joined: FxHashMap<String, Actor> = FxHashMap::default();
    for (place, other) in mentions.iter().enumerate() {
        let Some(start) = cue_before(scene.text, other.span.start).filter(|_| !owns(scene, other)) else { continue };
        let same_kind = |mention: &&Mention| mention.actor.kind == other.actor.kind;
        let Some(first) = mentions[..place].iter().rev().find(same_kind) else { continue };
        let before = scene.text.get(first.span.end..start);
        if first.actor.id == other.actor.id || !before.is_some_and(is_apposition) {
            continue;
        }
        let first = joined.get(&*first.actor.id).unwrap_or(&first.actor).clone();
        match (is_known(scene, &first), is_known(scene, &other.actor)) {
            (_, false) => _ = joined.insert(other.actor.id.to_string(), first),
            (false, true) => _ = joined.insert(first.id.to_string(), other.actor.clone()),
            (true, true) => {}
        }
    }
    joined
}

/// Whether the dictionary has the actor.
fn is_known(scene: &Scene<'_>, actor: &Actor) -> bool {
    scene.gazetteer.named(&actor.name, actor.kind).is_some()
}

/// York, known as England's jewel, is not England.
fn owns(scene: &Scene<'_>, mention: &Mention) -> bool {
    scene.text.get(mention.span.end..).is_some_and(|rest| rest.starts_with(['\'', '’']))
}

/// Where the words begin that stand before somebody's other name, if they stand right before the name that begins at a place.
fn cue_before(text: &str, name: usize) -> Option<usize> {
    let lead = text.get(..name)?.trim_end_matches("the ").trim_end_matches(BEFORE_NAME);
    CUES.iter().find_map(|cue| {
        let start = lead.len().checked_sub(cue.len())?;
        lead.get(start..).filter(|words| words.eq_ignore_ascii_case(cue)).map(|_| start)
    })
}

/// Whether what stands between a name and such words only adds to the name: `, better`, ` (`.
fn is_apposition(between: &str) -> bool {
    if between.len() > REACH || between.contains('\n') || between.contains(". ") || !between.ends_with([' ', '(']) {
        return false;
    }
    let (opening, clause) = between.rsplit_once(CLAUSE).unwrap_or(("", between));
    let apart = opening.trim().is_empty() || opening.trim_start().starts_with(CLAUSE);
    let adds = clause.split_whitespace().all(|word| ADVERBS.contains(&word));
    apart && adds && !opening.contains(" and ") && !opening.contains(" who ")
}

/// `Socotra` where the text also has `Socotra Island`, `the Chathams` where it has the `Chatham Islands`.
fn islands(scene: &Scene<'_>, mentions: &[Mention]) -> FxHashMap<String, Actor> {
    let mut joined = FxHashMap::default();
    for island in mentions.iter().map(|mention| &mention.actor).filter(|actor| actor.kind == ActorKind::Place) {
        let Some((name, word)) = ISLANDS.iter().find_map(|word| Some((island.id.strip_suffix(word)?, *word))) else { continue };
        let short = mentions.iter().map(|mention| &mention.actor).find(|actor| &*actor.id == name);
        match (short.filter(|short| is_known(scene, short)), word == "-island") {
            // The Pacific Islands are not the Pacific.
            (Some(known), true) if !is_known(scene, island) => _ = joined.insert(island.id.to_string(), known.clone()),
            (Some(_), _) => {}
            (None, is_one) => {
                joined.insert(name.to_owned(), island.clone());
                joined.extend((!is_one).then(|| (format!("{name}s"), island.clone())));
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn two_names_of_one_person_are_one_actor() {
        let text = "Marta Quillfeather (born June 3, 1970), better known by her stage name Anna Starling, sings. Starling left.";
        assert!(ids(text).iter().all(|id| id == "person/marta-quillfeather"), "{:?}", ids(text));
        let text = "Marta Quillfeather, also known as Anna Starling, met a man known as Peter Harrow.";
        let found = ids(text);
        assert_eq!(found, ["person/marta-quillfeather", "person/marta-quillfeather", "person/peter-harrow"]);
        assert_eq!(ids("He saw York, known as England's oldest town."), ["place/york", "place/england"]);
        assert_eq!(ids("Ethel Quillfeather (née Brown) sang."), ["person/ethel-quillfeather"; 2]);
    }

    #[test]
    fn an_island_is_one_without_the_word() {
        let text = "He went to Warrnor Island in May. On Warrnor he met many people, and in Warrnor it rained.";
        assert!(ids(text).iter().all(|id| id == "place/warrnor-island"), "{:?}", ids(text));
    }
}
