//! Places in lists and addresses.
//!
//! `the counties of Clinton, Jefferson and Johnson` has no president in it, and `Clinton, Maryland` is a town.

use super::claim::{Claim, Scene};
use super::lexicon::WordSet;
use super::token::{Case, hash_folded};
use super::{ActorKind, Evidence};

/// What is listed by name behind `of`.
static LISTED: WordSet =
    WordSet::of("counties parishes municipalities cities towns villages provinces districts boroughs governorates prefectures");
/// The member states of the United States, as they stand behind a town and a comma.
const MEMBER_STATES: &[&str] = &[
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "North Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
];

/// The codes of those that are also words, as they stand behind a town and a comma: `Bartlesville, OK`.
const CODES: &[(&str, &str)] = &[
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("IN", "Indiana"),
    ("ME", "Maine"),
    ("HI", "Hawaii"),
    ("OH", "Ohio"),
    ("PA", "Pennsylvania"),
    ("MA", "Massachusetts"),
    ("LA", "Louisiana"),
    ("AL", "Alabama"),
    ("DE", "Delaware"),
    ("ID", "Idaho"),
    ("CO", "Colorado"),
    ("MO", "Missouri"),
];

/// Adds the member states named by such a code; the claims are in order.
pub(crate) fn add_codes(scene: &Scene<'_>, claims: &mut Vec<Claim>) {
    let comma = hash_folded(",");
    let behind_town = |claim: &Claim| {
        let [mark, code] = scene.tokens.get(claim.after..claim.after + 2)? else { return None };
        let is_site = claim.kind == ActorKind::Place && !mark.is_word() && mark.folded == comma && code.case == Case::Caps;
        let (_, state) = CODES.iter().find(|(name, _)| is_site && *name == code.span.of(scene.text))?;
        let known = scene.gazetteer.named(state, ActorKind::Place)?.sure(Evidence::Alias);
        Some(Claim { first: claim.after + 1, after: claim.after + 2, kind: ActorKind::Place, known: Some(known) })
    };
    let added: Vec<Claim> = claims.iter().filter_map(behind_town).collect();
    if !added.is_empty() {
        claims.retain(|claim| !added.iter().any(|code| claim.first <= code.first && code.first < claim.after));
        claims.extend(added);
        claims.sort_by_key(|claim| claim.first);
    }
}

/// Makes places of the names that only a place can have where they stand.
pub(crate) fn place_listed(scene: &Scene<'_>, claims: &mut [Claim]) {
    let lists = lists(scene);
    for number in 0..claims.len() {
        let claim = &claims[number];
        let listed = || lists.iter().any(|(first, after)| *first <= claim.first && claim.after <= *after);
        if may_be_place(scene, claim) && (listed() || is_in_member_state(scene, claim, claims.get(number + 1))) {
            let words = scene.tokens[claim.first..claim.after].iter().map(|token| token.folded);
            let known = scene.gazetteer.look_up(words, ActorKind::Place).copied();
            (claims[number].kind, claims[number].known) = (ActorKind::Place, known);
        }
    }
}

/// One word that was taken for somebody, or for a body that no dictionary knows.
fn may_be_place(scene: &Scene<'_>, claim: &Claim) -> bool {
    let person = claim.kind == ActorKind::Person;
    let body = claim.kind == ActorKind::Organisation && claim.known.is_none();
    let short = claim.after - claim.first == 1 || person && begins_as_saint(scene, claim);
    (person || body) && short && matches!(scene.tokens[claim.first].case, Case::Title | Case::Mixed)
}

/// `Saint John`, `St. Louis`.
fn begins_as_saint(scene: &Scene<'_>, claim: &Claim) -> bool {
    claim.after - claim.first == 2 && ["st", "saint"].iter().any(|word| scene.tokens[claim.first].folded == hash_folded(word))
}

/// `Clinton, Maryland`: the next claim, behind a comma, is a member state.
fn is_in_member_state(scene: &Scene<'_>, claim: &Claim, next: Option<&Claim>) -> bool {
    let comma = scene.tokens.get(claim.after).is_some_and(|token| token.folded == hash_folded(",") && !token.is_word());
    let Some(next) = next.filter(|next| comma && next.first == claim.after + 1) else { return false };
    let named = |alias| {
        MEMBER_STATES.contains(&scene.gazetteer.known(&alias).name) || scene.tokens[next.first].span.of(scene.text) == "Georgia"
    };
    let is_site = matches!(next.kind, ActorKind::State | ActorKind::Place);
    is_site && (next.known.is_some_and(named) || begins_as_saint(scene, claim))
}

/// The stretches of tokens in which places are listed.
fn lists(scene: &Scene<'_>) -> Vec<(usize, usize)> {
    let tokens = scene.tokens;
    let begins = |place: &usize| {
        LISTED.holds(tokens[*place].folded) && tokens.get(place + 1).is_some_and(|of| of.folded == hash_folded("of") && !of.opens)
    };
    let goes_on = |place: &usize| {
        let token = &tokens[*place];
        let link = [",", "and", "the"].iter().any(|word| token.folded == hash_folded(word));
        !token.opens && (token.case.is_capital() || link)
    };
    let list =
        |place: usize| (place + 2, (place + 2..tokens.len()).take_while(goes_on).last().map_or(place + 2, |last| last + 1));
    (0..tokens.len()).filter(begins).map(list).collect()
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn counties_are_nobody() {
        let text = "Aid goes to the counties of Allen, Clinton, Jefferson, Johnson, and Thomas. Clinton spoke.";
        let found = ids(text);
        assert!(found[..found.len() - 1].iter().all(|id| id.starts_with("place/")), "{found:?}");
        assert_eq!(found.last().map(String::as_str), Some("person/bill-clinton"), "{found:?}");
    }

    #[test]
    fn a_code_behind_a_town_is_its_state() {
        assert_eq!(
            ids("Take the road from Bartlesville, OK, or go by air. OK, we will."),
            ["place/bartlesville", "place/oklahoma"]
        );
    }

    #[test]
    fn a_town_stands_before_its_state() {
        assert_eq!(ids("He lives in Clinton, Maryland, and works."), ["place/clinton", "place/maryland"]);
        assert_eq!(ids("They met in Saint John, New Brunswick."), ["place/saint-john", "place/new-brunswick"]);
        assert_eq!(ids("She went to Jackson, Mississippi."), ["place/jackson", "place/mississippi"]);
    }
}
