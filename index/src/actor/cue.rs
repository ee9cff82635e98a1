//! What do the words around a name say about it?

use super::claim::Scene;
use super::token::{Token, hash_folded};

/// Words after which a capital is a place where something happens, folded.
const PLACE_CUES: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "from",
    "around",
    "across",
    "throughout",
    "inside",
    "downtown",
    "central",
    "visited",
    "visit",
    "toward",
    "reached",
    "left",
    "via",
    "northern",
    "southern",
    "eastern",
    "western",
    "flew",
    "east",
    "west",
    "south",
    "north",
    "into",
];

/// Words after a capital that make it a place.
const PLACE_FOLLOWERS: &[&str] =
    &["based", "airport", "street", "suburb", "time", "hotel", "police", "hospital", "university", "summit"];

/// Whether a capital is named as a place: `in Moscow`, `Moscow-based`, a dateline.
pub(crate) fn is_locative(scene: &Scene<'_>, first: usize, after: usize) -> bool {
    let before = first.checked_sub(1).map(|place| &scene.tokens[place]);
    let behind = scene.tokens.get(after);
    let named = |token: Option<&Token>, words: &[&str]| {
        token.is_some_and(|token| words.iter().any(|word| hash_folded(word) == token.folded))
    };
    let opens = scene.tokens[first].opens;
    !opens && named(before, PLACE_CUES) || named(behind, PLACE_FOLLOWERS) || opens && is_dateline(scene, after)
}

/// `MOSCOW (Reuters) -`, `ANKARA, Turkey —`.
fn is_dateline(scene: &Scene<'_>, after: usize) -> bool {
    let rest = scene.tokens.get(after..).unwrap_or_default();
    let dash = hash_folded("-");
    rest.iter().take(6).take_while(|token| !token.opens).any(|token| token.folded == dash && !token.is_word())
}
