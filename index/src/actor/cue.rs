//! What do the words around a name say about it?

use super::claim::Scene;
use super::lexicon::WordSet;
use super::token::{Case, Token, hash_folded};

/// How a capital is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CapitalUse {
    /// As a place: `in Moscow`, `Moscow-based`, a dateline.
    Place,
    /// As a power: `between Ankara and Damascus`, `Moscow wants`.
    Power,
    /// The words around it do not say.
    Open,
}

/// Words before a capital that make it a place.
static PLACE_BEFORE: WordSet = WordSet::of(
    "in at near outside around across throughout inside downtown central visited visit reached left via northern southern \
     eastern western flew east west south north into leave arrived city capital to from airport greater surrounding entered entering leaving \
     fled loco took taken seized captured filled flooded shook bombed shelled besieged stormed through above",
);
/// Words behind a capital that make it a place.
static PLACE_BEHIND: WordSet = WordSet::of(
    "beat beats fashion marathon based airport street suburb suburbs time hotel police hospital university summit meeting conference stock exchange mayor \
     court district region school born area residents",
);
/// Words before a capital that make it a power.
static POWER_BEFORE: WordSet = WordSet::of(
    "between with against by while that urge urged pressure support supported supports by for and warned accused toward towards",
);
/// Words behind a capital that make it a power.
static POWER_BEHIND: WordSet = WordSet::of(
    "said says has had have will would wants want wanted supports supported backs backed hopes hoped needs must should could can \
     may might does did is was denied denies rejects rejected accused accuses considers views sees sought seeks agreed insists \
     insisted announced called calls continues responded remains became also and warned warns urged urges blamed blames threatened \
     threatens vowed vows condemned condemns welcomed welcomes dismissed dismisses imposed imposes recognised recognises recognized \
     recognizes refused refuses pledged pledges demanded demands retaliated asked asks told tells claimed claims fears feared hoped \
     proposed proposes ordered expelled recalled summoned severed pushed pushes pressed presses signalled signaled \
     denounced denounces signed approved reacted ruled",
);

/// How a capital is named where it stands.
pub(crate) fn capital_use(scene: &Scene<'_>, first: usize, after: usize) -> CapitalUse {
    let here = &scene.tokens[first];
    let before = first.checked_sub(1).map(|place| &scene.tokens[place]).filter(|_| !here.opens);
    let behind = scene.tokens.get(after).filter(|token| !token.opens);
    let in_set = |token: Option<&Token>, words: &WordSet| token.is_some_and(|token| words.holds(token.folded));
    let counted = behind.is_some_and(|token| token.case == Case::Number);
    let listed = here.opens && behind.is_none_or(|token| !token.is_word()) && is_dateline(scene, after);
    if in_set(before, &PLACE_BEFORE)
        || names_district(scene, first, after)
        || is_listed_as_place(scene, first)
        || is_travelled_to(scene, first)
        || is_side_of(scene, first)
        || is_possessive(behind) && belongs_to_place(scene, after + 1)
        || in_set(behind, &PLACE_BEHIND)
        || counted
        || listed
        || here.opens && is_dateline(scene, after)
    {
        CapitalUse::Place
    } else if in_set(before, &POWER_BEFORE) || in_set(behind, &POWER_BEHIND) || is_possessive(behind) {
        CapitalUse::Power
    } else {
        CapitalUse::Open
    }
}

/// `Washington, D.C.`, `Mexico City`: the city by its own words.
fn names_district(scene: &Scene<'_>, first: usize, after: usize) -> bool {
    after > first + 1 && ["dc", "city"].iter().any(|word| scene.tokens[after - 1].folded == hash_folded(word))
}

/// Words for what a city has and a state has not.
static OF_A_CITY: WordSet = WordSet::of(
    "airport streets suburbs outskirts old main mayor population skyline subway metro neighborhoods neighbourhoods residents walls \
     squares square downtown districts central northern southern eastern western ftse stock",
);
/// Words that with `of` tell where something is.
static SIDES: WordSet = WordSet::of(
    "north south east west northeast northwest southeast southwest outside edge outskirts suburb suburbs streets street city capital \
     mayor siege bombing centre center heart district districts people residents port university bishop",
);

/// `to Damascus and Beirut`, `left for Seoul`: the word that makes it a place stands further off.
fn is_listed_as_place(scene: &Scene<'_>, first: usize) -> bool {
    let [.., far, near, before] = scene.tokens.get(..first).unwrap_or_default() else { return false };
    let is = |token: &Token, word: &str| token.folded == hash_folded(word);
    let listed = (is(before, "and") || is(before, "or")) && near.case.is_capital() && PLACE_BEFORE.holds(far.folded);
    let left = is(before, "for") && ["left", "leave", "leaving", "leaves", "departed"].iter().any(|verb| is(near, verb));
    !before.opens && (listed || left)
}

/// What goes from one place to another, and between places.
static TRAVEL: WordSet =
    WordSet::of("flight flights train trains route routes road roads railway highway bus buses ferry traffic");
/// What falls, and so falls on a place.
static WEATHER: WordSet = WordSet::of("snow rain hail fog ash bombs missiles rockets shells");

/// `Flights between Paris and Berlin`, `Snow fell on Moscow and Washington`: both capitals are places.
fn is_travelled_to(scene: &Scene<'_>, first: usize) -> bool {
    let is = |token: &Token, word: &str| token.folded == hash_folded(word);
    let leads = |words: &[Token]| match words {
        [.., what, between] if is(between, "between") => TRAVEL.holds(what.folded),
        [.., what, fell, on] if is(on, "on") && is(fell, "fell") => WEATHER.holds(what.folded),
        _ => false,
    };
    let before = scene.tokens.get(..first).unwrap_or_default();
    leads(before) || matches!(before, [lead @ .., other, and] if is(and, "and") && other.case.is_capital() && leads(lead))
}

/// `Moscow's airport`: whether the word behind the possessive is a city's.
fn belongs_to_place(scene: &Scene<'_>, behind: usize) -> bool {
    scene.tokens.get(behind).is_some_and(|token| !token.opens && OF_A_CITY.holds(token.folded))
}

/// What a state or city has and somebody of that name has not: `Jordan's King Abdullah`.
static OF_A_POWER: WordSet = WordSet::of(
    "king queen crown emir sultan president premier prime foreign ambassador mayor governor interior finance parliament",
);
/// What a state does and somebody of that name does not: `Jordan borders Syria`.
static DOES_A_POWER: WordSet = WordSet::of("borders bordered annexed invaded ratified expelled severed exports imports");

/// Whether what stands behind a name is said of states only.
pub(crate) fn is_ruled(scene: &Scene<'_>, after: usize) -> bool {
    let [behind, rest @ ..] = scene.tokens.get(after..).unwrap_or_default() else { return false };
    let owns = is_possessive(Some(behind)) && rest.first().is_some_and(|owned| OF_A_POWER.holds(owned.folded));
    !behind.opens && (owns || DOES_A_POWER.holds(behind.folded))
}

/// `70 miles west of Moscow`, `the mayor of Ankara`.
fn is_side_of(scene: &Scene<'_>, first: usize) -> bool {
    let [.., side, of] = scene.tokens.get(..first).unwrap_or_default() else { return false };
    of.folded == hash_folded("of") && !of.opens && SIDES.holds(side.folded)
}

fn is_possessive(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.folded == hash_folded("'s") && !token.is_word())
}

/// Whether a name with which a line opens is followed as the place of a report is: `MOSCOW (Reuters) -`, `ANKARA, Turkey —`, or a line that
/// ends after the name.
pub(crate) fn is_dateline(scene: &Scene<'_>, after: usize) -> bool {
    let rest = scene.tokens.get(after..).unwrap_or_default();
    let dash = hash_folded("-");
    let mut line = rest.iter().take(6).take_while(|token| !token.opens);
    rest.first().is_none_or(|token| token.opens) || line.any(|token| token.folded == dash && !token.is_word())
}

/// Words that go on behind a participle, and seldom behind a name.
static JOINERS: WordSet = WordSet::of("in by with behind against around under as for together we");

/// Whether a sentence begins with what is no name but a participle: `United in gratitude, we go on`.
pub(super) fn is_participle(tokens: &[Token], first: usize, after: usize) -> bool {
    let [word] = &tokens[first..after] else { return false };
    let behind = tokens.get(after).filter(|next| next.case == Case::Lower && !next.opens);
    word.opens && word.folded == hash_folded("united") && behind.is_some_and(|next| JOINERS.holds(next.folded))
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn where_something_happens_is_a_place() {
        for text in [
            "Flights between Paris and Berlin were cut.",
            "Protesters filled Tehran.",
            "Snow fell on Moscow and Washington.",
            "Madrid beat Barcelona.",
            "Paris Fashion Week opened.",
        ] {
            let found = ids(text);
            assert!(!found.is_empty() && found.iter().all(|id| id.starts_with("place/")), "{text}: {found:?}");
        }
        assert_eq!(ids("Talks between Paris and Berlin failed."), ["state/france", "state/germany"]);
        assert_eq!(ids("Mexico City is large."), ["place/mexico-city"]);
        assert_eq!(ids("Ankara imposed tariffs on steel."), ["state/turkey"]);
    }
}
