//! Does a place's name stand for its team?
//!
//! In a report on sport `Belgium 2 Turkey 1` names two teams: who asks for the state wants none of it. So in such a document
//! the name of a place that plays is an organisation of that name, and the place where the words around it say so.

use rustc_hash::FxHashSet;

use super::claim::{Claim, Scene};
use super::cue::is_dateline;
use super::lexicon::WordSet;
use super::tagger::Tagged;
use super::tagger::names::NameSort;
use super::team::{self, Teams};
use super::token::{Case, Manner, Token, hash_folded};
use super::{ActorKind, Evidence};

/// Words of which a text without sport has hardly one.
static SPORTS: WordSet = WordSet::of(
    "soccer football rugby cricket tennis basketball baseball hockey volleyball handball nba nfl nhl mlb uefa fifa semifinal \
     semifinals quarterfinal quarterfinals playoff playoffs innings wicket wickets batsman batsmen bowler goalkeeper midfielder \
     striker winger halftime touchdown quarterback pitcher relegated standings fixtures premiership scoreboard goalless",
);
/// Words that a report on sport has beside them.
static PLAY: WordSet = WordSet::of(
    "league division championship championships cup tournament match matches goal goals scored scorers penalty coach squad team \
     teams player players referee stadium results seeded medal win wins won beat lost draw drew defeated victory champion \
     champions season runs final round defender overs game games score scores",
);
/// Words before a place that make it a place even there.
static PLACE_BEFORE: WordSet = WordSet::of("in at near outside around from of to through across");
/// Words before a name that make it a team.
static TEAM_BEFORE: WordSet =
    WordSet::of("against v vs versus beat beating beats defeated defeating over downed thrashed edged past put");
/// Words behind a name that make it a team.
static TEAM_BEHIND: WordSet = WordSet::of(
    "beat beats lost won drew defeated play plays played face faces faced crushed thrashed edged led lead leads trail trailed \
     trailing scored captain coach striker midfielder defender goalkeeper squad team players player batsman bowler winger forward \
     manager innings side fans v vs versus won win wins qualified advance advanced host hosts kicked bowled batted",
);
/// The least share of such words, in thousandths of all.
const LEAST_SHARE: usize = 30;
/// The digits of a score, at most; more make a year.
const SCORE_DIGITS: usize = 3;

/// Makes the places that play in a report on sport organisations; returns the teams.
pub(crate) fn field_teams(scene: &Scene<'_>, tags: &[Tagged], claims: &mut [Claim]) -> Teams {
    if !is_report(scene.tokens) {
        return Teams::default();
    }
    let mut teams = rename_clubs(scene, tags, claims);
    let playing: FxHashSet<u64> = claims
        .iter()
        .filter(|claim| is_site(scene, claim) && plays(scene, tags, claim))
        .map(|claim| name_of(scene, claim))
        .collect();
    for claim in claims.iter_mut().filter(|claim| is_site(scene, claim)) {
        if playing.contains(&name_of(scene, claim)) && (plays(scene, tags, claim) || !is_place(scene, claim)) {
            claim.kind = ActorKind::Organisation;
            claim.known = claim.known.filter(|alias| alias.evidence != Evidence::Capital);
        } else if claim.known.is_some_and(|alias| alias.evidence == Evidence::Capital) {
            // No government plays: a capital is a city here.
            let words = scene.tokens[claim.first..claim.after].iter().map(|token| token.folded);
            claim.kind = ActorKind::Place;
            claim.known = scene.gazetteer.look_up(words, ActorKind::Place).copied();
        }
    }
    let is_named_like_place = |claim: &&Claim| {
        claim.kind == ActorKind::Organisation
            && claim.known.is_none()
            && claim.after - claim.first == 1
            && NameSort::of(scene.tokens[claim.first].folded).place > 0
            && plays(scene, tags, claim)
    };
    teams.extend(playing);
    teams.extend(claims.iter().filter(is_named_like_place).map(|claim| name_of(scene, claim)));
    Teams::of(scene.tokens, teams)
}

/// A surname for which the dictionary has somebody is a club's there (`Bolton`) where the tagger says so or it plays, and nobody is
/// named in full by it.
fn rename_clubs(scene: &Scene<'_>, tags: &[Tagged], claims: &mut [Claim]) -> FxHashSet<u64> {
    let full: FxHashSet<u64> = claims
        .iter()
        .filter(|claim| claim.kind == ActorKind::Person && claim.after - claim.first >= 2)
        .map(|claim| scene.tokens[claim.after - 1].folded)
        .collect();
    let is_bare = |claim: &&mut Claim| {
        claim.known.is_some_and(|alias| alias.evidence == Evidence::Surname)
            && claim.after - claim.first == 1
            && !full.contains(&scene.tokens[claim.first].folded)
    };
    let clubs: FxHashSet<u64> =
        claims.iter_mut().filter(is_bare).filter(|claim| plays(scene, tags, claim)).map(|claim| name_of(scene, claim)).collect();
    for claim in claims.iter_mut().filter(is_bare).filter(|claim| clubs.contains(&name_of(scene, claim))) {
        (claim.kind, claim.known) = (ActorKind::Organisation, None);
    }
    clubs
}

/// Whether the text is a report on sport: words of sport in it, and many that go with them.
fn is_report(tokens: &[Token]) -> bool {
    let (mut sports, mut play, mut words) = (0, 0, 0);
    for token in tokens.iter().filter(|token| token.is_word() && token.case != Case::Number) {
        words += 1;
        sports += usize::from(SPORTS.holds(token.folded));
        play += usize::from(PLAY.holds(token.folded));
    }
    sports >= 1 && sports + play >= 3 && (sports + play) * 1000 >= words * LEAST_SHARE
}

/// Whether a claim names a state or place by its name.
fn is_site(scene: &Scene<'_>, claim: &Claim) -> bool {
    matches!(claim.kind, ActorKind::State | ActorKind::Place)
        && claim.known.is_none_or(|alias| alias.evidence != Evidence::Demonym)
        && claim.after - claim.first <= 3
        && !scene.tokens[claim.first..claim.after].iter().any(|token| token.joined)
}

fn name_of(scene: &Scene<'_>, claim: &Claim) -> u64 {
    team::name_of(&scene.tokens[claim.first..claim.after])
}

/// Whether the words around a name, or the tagger, say that it plays.
fn plays(scene: &Scene<'_>, tags: &[Tagged], claim: &Claim) -> bool {
    let (before, behind) = around(scene, claim);
    let is = |token: Option<&Token>, set: &WordSet| token.is_some_and(|token| set.holds(token.folded));
    let scores = |token: Option<&Token>| {
        token.is_some_and(|token| token.case == Case::Number && token.span.len() <= SCORE_DIGITS && !token.opens)
    };
    let at = tags.partition_point(|tag| tag.first < claim.first);
    let tagged = tags
        .get(at)
        .is_some_and(|tag| (tag.first, tag.after, tag.kind) == (claim.first, claim.after, Some(ActorKind::Organisation)));
    let cues = is(before, &TEAM_BEFORE)
        || is(behind, &TEAM_BEHIND)
        || scores(before)
        || scores(behind)
        || fixture(scene, claim)
        || lineup(scene, claim);
    (cues || tagged) && !is_place(scene, claim)
}

/// `BOSTON AT CALIFORNIA`, as timetables have it.
fn fixture(scene: &Scene<'_>, claim: &Claim) -> bool {
    let (before, behind) = around(scene, claim);
    let at = |token: Option<&Token>| token.is_some_and(|token| token.folded == hash_folded("at") && token.case == Case::Caps);
    scene.tokens[claim.first].manner == Manner::Shouted && (at(before) || at(behind))
}

/// `Turkey - Sergen Yalcin, …`: a line of its players.
fn lineup(scene: &Scene<'_>, claim: &Claim) -> bool {
    let here = &scene.tokens[claim.first];
    let [mark, next] = scene.tokens.get(claim.after..claim.after + 2).unwrap_or_default() else { return false };
    let listed = !mark.is_word() && (mark.folded == hash_folded("-") || mark.folded == hash_folded(":"));
    here.opens && here.case == Case::Title && listed && !next.opens && (next.case.is_capital() || next.case == Case::Number)
}

/// Whether the words around a name say that it is a place: `in Turkey`, `(Belgium)`, `MADRID 1996-08-30`.
fn is_place(scene: &Scene<'_>, claim: &Claim) -> bool {
    let (before, behind) = around(scene, claim);
    let mark =
        |token: Option<&Token>, mark: &str| token.is_some_and(|token| !token.is_word() && token.folded == hash_folded(mark));
    let year = behind.is_some_and(|token| token.case == Case::Number && token.span.len() > SCORE_DIGITS);
    let here = &scene.tokens[claim.first];
    let dateline = mark(before, ",") && year
        || here.opens && (year || here.case == Case::Caps && is_dateline(scene, claim.after) && behind.is_some());
    let bracketed = mark(before, "(") && mark(behind, ")");
    let region = scene.tokens.get(claim.after + 1).is_some_and(|token| token.case.is_capital());
    let seat = mark(behind, ",") && region;
    let place_before = before.is_some_and(|token| PLACE_BEFORE.holds(token.folded) && token.case == Case::Lower);
    place_before || bracketed || dateline || seat && claim.first > 0 && here.opens
}

fn around<'s>(scene: &'s Scene<'_>, claim: &Claim) -> (Option<&'s Token>, Option<&'s Token>) {
    let opens = scene.tokens[claim.first].opens;
    let before = claim.first.checked_sub(1).map(|place| &scene.tokens[place]).filter(|_| !opens);
    (before, scene.tokens.get(claim.after).filter(|token| !token.opens))
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn who_plays_is_a_team() {
        let text = "Soccer: Belgium beat Turkey 2-1 in a World Cup match in France.\nThe midfielder scored for Belgium.";
        let found = ids(text);
        assert!(
            found.contains(&"organisation/belgium-soccer".into()) && found.contains(&"organisation/turkey-soccer".into()),
            "{found:?}"
        );
        assert!(found.contains(&"state/france".into()), "{found:?}");
    }

    #[test]
    fn a_club_is_not_whoever_has_its_name() {
        let text = "Soccer: Bolton beat Wigan 2-1 in the Premier League. The Bolton striker scored twice.";
        let found = ids(text);
        assert!(
            found.contains(&"organisation/bolton-soccer".into()) && !found.contains(&"person/john-bolton".into()),
            "{found:?}"
        );
        let named = "John Bolton watched soccer: Wigan beat Derby 2-1 in the match. Bolton beat the crowd home.";
        assert_eq!(ids(named).iter().filter(|id| *id == "person/john-bolton").count(), 2, "{:?}", ids(named));
    }

    #[test]
    fn states_that_win_wars_do_not_play() {
        assert_eq!(ids("Turkey beat Greece in the war and won. The final result was a draw."), ["state/turkey", "state/greece"]);
    }
}
