//! Which team is it?
//!
//! A place has a team in each game: England's cricketers are not its footballers. So a team that has but the name of its place is named
//! with the game, as far as the report tells which; where the report has the club in full (`the Milwaukee Brewers`), it is that club.

use rustc_hash::FxHashSet;

use super::cast::{Cast, own_actor};
use super::claim::{Claim, Scene};
use super::token::{Token, hash_folded};
use super::{Actor, ActorKind, Mention};

/// The games, each with words that reports on it have and others have not.
const GAMES: &[(&str, &str)] = &[
    ("soccer", "soccer uefa fifa goalkeeper midfielder striker halftime goalless equaliser"),
    ("cricket", "cricket wicket wickets batsman batsmen bowler bowled bowlers lbw overs"),
    ("rugby", "rugby scrum scrumhalf flyhalf tries"),
    ("tennis", "tennis seeded wimbledon baseline racket"),
    ("baseball", "baseball pitcher pitchers homer homered homers rbi mlb shortstop inning"),
    ("basketball", "basketball nba rebounds wnba euroleague"),
    ("ice hockey", "hockey nhl puck"),
    ("American football", "nfl touchdown touchdowns quarterback"),
    ("volleyball", "volleyball"),
    ("handball", "handball"),
];

/// The teams of a report that have the name of a place, and their game.
#[derive(Default)]
pub(crate) struct Teams {
    game: Option<&'static str>,
    names: FxHashSet<u64>,
}

impl Teams {
    /// Teams of these names, in the game of which the text has the most words.
    pub fn of(tokens: &[Token], names: FxHashSet<u64>) -> Teams {
        let game = if names.is_empty() { None } else { game_of(tokens) };
        Teams { game, names }
    }

    /// The mention, of the team itself if it names one.
    pub(super) fn field(&self, scene: &Scene<'_>, cast: &Cast, claim: &Claim, mention: Mention) -> Mention {
        let words = &scene.tokens[claim.first..claim.after];
        let is_team = claim.kind == ActorKind::Organisation && self.names.contains(&name_of(words));
        if !is_team || mention.actor.id != own_actor(scene, claim).id {
            return mention;
        }
        let named = || self.game.map(|game| Actor::named(&format!("{} ({game})", mention.actor.name), ActorKind::Organisation));
        match cast.club(words).or_else(named) {
            Some(actor) => Mention { actor, ..mention },
            None => mention,
        }
    }
}

/// The hash of a name's words.
pub(super) fn name_of(words: &[Token]) -> u64 {
    words.iter().fold(0u64, |hash, token| hash.rotate_left(11) ^ token.folded)
}

/// The game of which the text has the most words; `None` where it has none, or of two the same.
fn game_of(tokens: &[Token]) -> Option<&'static str> {
    let words: Vec<Vec<u64>> = GAMES.iter().map(|(_, words)| words.split(' ').map(hash_folded).collect()).collect();
    let mut counts = vec![0; GAMES.len()];
    for token in tokens.iter().filter(|token| token.is_word()) {
        for (count, _) in counts.iter_mut().zip(&words).filter(|(_, words)| words.contains(&token.folded)) {
            *count += 1;
        }
    }
    let most = *counts.iter().max()?;
    let mut leaders = GAMES.iter().zip(&counts).filter(|(_, count)| **count == most && most > 0);
    let ((game, _), _) = leaders.next()?;
    leaders.next().is_none().then_some(*game)
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn a_place_has_a_team_in_each_game() {
        let cricket = "Cricket: England beat Pakistan by five wickets. The England bowler took three wickets in the match.";
        assert!(ids(cricket).contains(&"organisation/england-cricket".into()), "{:?}", ids(cricket));
        let soccer = "Soccer: England beat Pakistan 2-1. The England striker scored twice in the match.";
        assert!(ids(soccer).contains(&"organisation/england-soccer".into()), "{:?}", ids(soccer));
    }

    #[test]
    fn a_team_is_the_club_that_the_report_names_in_full() {
        let text = "Baseball: the Milwaukee Brewers beat Texas 5-4. Milwaukee won 10 games with a homer by their pitcher.";
        let found = ids(text);
        assert_eq!(found.iter().filter(|id| *id == "organisation/milwaukee-brewers").count(), 2, "{found:?}");
        assert!(found.contains(&"organisation/texas-baseball".into()), "{found:?}");
    }
}
