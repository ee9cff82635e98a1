//! Whose ministry?
//!
//! Every state has a foreign ministry, a parliament, a supreme court: the bare words name a different body in each document.
//! So a body of a state is one actor with that state: the one named beside it (`Turkey's Defence Ministry`), else the one
//! beside which the document names the same body, else that of the dateline, else the state that the document names most by far.
//! A body whose state is open is nobody in particular, and no actor; but of a chamber the words of the document may have told
//! already whose it is (`bipartisan`).

use rustc_hash::FxHashMap;

use super::claim::Scene;
use super::cue::is_dateline;
use super::lexicon::WordSet;
use super::token::{Token, hash_folded};
use super::{Actor, ActorKind, Evidence, Mention};
use crate::text::Span;

/// Bodies that most states have, besides ministries.
const BODIES: &[&str] = &[
    "parliament",
    "congress",
    "senate",
    "house of representatives",
    "supreme court",
    "constitutional court",
    "central bank",
    "national assembly",
    "national security council",
    "central election commission",
    "election commission",
    "electoral commission",
    "air force",
    "armed forces",
    "coast guard",
    "cabinet",
    "army",
    "navy",
];

/// Chambers that the dictionary gives to a state where the words of the document agree.
const CHAMBERS: &[&str] = &["congress", "senate", "house of representatives"];

/// What a ministry is for, in the words of the tables and in others.
const FIELDS: &[(&str, &str)] = &[
    ("foreign affairs", "foreign"),
    ("external affairs", "foreign"),
    ("external relations", "foreign"),
    ("defense", "defence"),
    ("national defense", "defence"),
    ("national defence", "defence"),
    ("the interior", "interior"),
    ("internal affairs", "interior"),
    ("home affairs", "home"),
    ("labor", "labour"),
    ("public health", "health"),
];

/// States that are named with an article.
static WITH_ARTICLE: WordSet = WordSet::of(
    "united democratic republic central czech dominican european soviet philippines netherlands maldives bahamas gambia comoros \
     solomon marshall holy",
);

/// Gives each mention of a state's body the state, and drops those whose state is open.
pub(crate) fn seat_bodies(scene: &Scene<'_>, mentions: &mut Vec<Mention>) {
    let bodies: Vec<Option<Body>> = mentions.iter().map(|mention| Body::of(scene, mention)).collect();
    if bodies.iter().all(Option::is_none) {
        return;
    }
    let beside: Vec<Option<Actor>> = bodies
        .iter()
        .enumerate()
        .map(|(place, body)| body.as_ref().and_then(|body| state_beside(scene, mentions, place, body)))
        .collect();
    let seats = seats(&bodies, &beside);
    let home = dateline_state(scene, mentions).or_else(|| chief_state(mentions));
    let mut seated = Vec::with_capacity(mentions.len());
    for ((mention, body), beside) in mentions.drain(..).zip(bodies).zip(beside) {
        let Some(body) = body else {
            seated.push(mention);
            continue;
        };
        if body.is_told && beside.is_none() {
            seated.push(mention);
            continue;
        }
        let elsewhere = || seats.get(&body.name).cloned().flatten();
        if let Some(state) = beside.or_else(elsewhere).or_else(|| home.clone()) {
            seated.extend(body.mentions(scene, &mention, &state));
        }
    }
    *mentions = seated;
}

/// A body of some state, as a mention names it.
struct Body {
    /// Its name without its state: `foreign ministry`.
    name: String,
    /// Where the words of the body stand, and the state's before or behind them.
    span: Span,
    state: Option<(Span, Actor)>,
    /// Whether the words around it have told whose it is.
    is_told: bool,
}

impl Body {
    fn of(scene: &Scene<'_>, mention: &Mention) -> Option<Body> {
        if mention.actor.kind != ActorKind::Organisation {
            return None;
        }
        let first = scene.tokens.partition_point(|token| token.span.end <= mention.span.start);
        let after = scene.tokens.partition_point(|token| token.span.start < mention.span.end);
        let tokens = scene.tokens.get(first..after)?;
        let article = usize::from(tokens.first()?.folded == hash_folded("the"));
        let before = state_at(scene, first + article, after);
        let start = before.as_ref().map_or(article, |(words, ..)| article + words);
        // Of `Supreme Court of the United States`, which the dictionary knows, nothing is taken.
        let may_end = before.is_none() && mention.evidence == Evidence::Tagger;
        let behind = if may_end { state_of(scene, first + start, after) } else { None };
        let end = behind.as_ref().map_or(tokens.len(), |(of, ..)| of - first);
        let body = tokens.get(start..end).filter(|body| !body.is_empty())?;
        let name = body_name(scene.text, body)?;
        let span = body[0].span.cover(body[body.len() - 1].span);
        let state = before.or(behind).map(|(_, span, actor)| (span, actor));
        let is_told = CHAMBERS.contains(&name.as_str()) && mention.evidence != Evidence::Tagger;
        Some(Body { name, span: if state.is_some() { span } else { mention.span }, state, is_told })
    }

    /// The mention of the body, and of the state that it swallowed.
    fn mentions(&self, scene: &Scene<'_>, mention: &Mention, state: &Actor) -> impl Iterator<Item = Mention> {
        let swallowed = self.state.as_ref().map(|(span, actor)| {
            let evidence = if span.of(scene.text) == &*actor.name { Evidence::Name } else { Evidence::Alias };
            Mention { actor: actor.clone(), span: *span, evidence }
        });
        let body = Mention { actor: self.actor(scene, state), span: self.span, evidence: mention.evidence };
        let mut mentions: Vec<Mention> = swallowed.into_iter().chain([body]).collect();
        mentions.sort_by_key(|mention| mention.span.start);
        mentions.into_iter()
    }

    /// The body of that state: the dictionary's, where it knows it.
    fn actor(&self, scene: &Scene<'_>, state: &Actor) -> Actor {
        let article = state.name.split(' ').next().is_some_and(|word| WITH_ARTICLE.holds(hash_folded(&word.to_lowercase())));
        let name = format!("{} of {}{}", titled(&self.name), if article { "the " } else { "" }, state.name);
        let words = |text: &str| text.split(' ').map(|word| hash_folded(&crate::text::fold_phrase(word))).collect::<Vec<_>>();
        let known = [words(&format!("{} {}", state.name, self.name)), words(&name)]
            .into_iter()
            .find_map(|words| scene.gazetteer.look_up(words.into_iter(), ActorKind::Organisation));
        known.map_or_else(|| Actor::named(&name, ActorKind::Organisation), |alias| scene.gazetteer.known(alias).actor().clone())
    }
}

fn titled(name: &str) -> String {
    let capital =
        |word: &str| word.chars().next().map(|first| first.to_uppercase().chain(word.chars().skip(1)).collect::<String>());
    name.split(' ').filter_map(capital).collect::<Vec<_>>().join(" ")
}

/// The name of the body that these words are, if they are one.
fn body_name(text: &str, tokens: &[Token]) -> Option<String> {
    let words: Vec<String> =
        tokens.iter().filter(|token| token.is_word()).map(|token| token.span.of(text).to_lowercase()).collect();
    let name = words.join(" ");
    if let Some(field) = name.strip_suffix(" ministry") {
        return Some(format!("{} ministry", field_of(field)));
    }
    for lead in ["ministry of ", "ministry for "] {
        if let Some(field) = name.strip_prefix(lead) {
            return Some(format!("{} ministry", field_of(field.split(" of ").next()?)));
        }
    }
    BODIES.contains(&name.as_str()).then_some(name)
}

fn field_of(words: &str) -> &str {
    FIELDS.iter().find(|(other, _)| *other == words).map_or(words, |(_, field)| field)
}

/// The state with whose name the words from `first` begin: the number of words, where they stand, and which.
fn state_at(scene: &Scene<'_>, first: usize, after: usize) -> Option<(usize, Span, Actor)> {
    let tokens = scene.tokens.get(first..after)?;
    let mut sightings = Vec::new();
    scene.gazetteer.find(scene.text, tokens, &mut sightings);
    let sighting = sightings.first().filter(|sighting| sighting.first == 0)?;
    let is_state = |alias: &&super::gazetteer::Alias| scene.gazetteer.known(alias).kind == ActorKind::State;
    let alias = scene.gazetteer.readings(sighting.alias).find(is_state)?;
    let span = tokens[0].span.cover(tokens[sighting.after - 1].span);
    let possessive = tokens.get(sighting.after).is_some_and(|token| token.folded == hash_folded("'s"));
    Some((sighting.after + usize::from(possessive), span, scene.gazetteer.known(alias).actor().clone()))
}

/// The state with whose name the words from `first` end, behind `of`: the place of the `of`, where the name stands, and which.
fn state_of(scene: &Scene<'_>, first: usize, after: usize) -> Option<(usize, Span, Actor)> {
    let is = |place: usize, word: &str| scene.tokens[place].folded == hash_folded(word);
    let of = (first..after).rev().find(|place| is(*place, "of"))?;
    let name = of + 1 + usize::from(of + 1 < after && is(of + 1, "the"));
    let (words, span, actor) = state_at(scene, name, after)?;
    (name + words == after).then_some((of, span, actor))
}

/// The state in the mention, right before it (`Turkish`, `Turkey's`), or behind it (`of Ukraine`).
fn state_beside(scene: &Scene<'_>, mentions: &[Mention], place: usize, body: &Body) -> Option<Actor> {
    if let Some((_, actor)) = &body.state {
        return Some(actor.clone());
    }
    let is_state = |mention: &&Mention| mention.actor.kind == ActorKind::State;
    let between = |left: usize, right: usize| scene.text.get(left..right).map(str::trim);
    let before = place.checked_sub(1).and_then(|before| mentions.get(before)).filter(is_state);
    let joins = |mention: &&Mention| matches!(between(mention.span.end, body.span.start), Some("" | "'s" | "’s" | "'" | "’"));
    if let Some(mention) = before.filter(joins) {
        return Some(mention.actor.clone());
    }
    let next = mentions.get(place + 1)?;
    if between(body.span.end, next.span.start) == Some("in") && next.actor.kind == ActorKind::Place {
        return capital_of(scene, next.span);
    }
    let behind = Some(next).filter(is_state);
    let follows = |mention: &&Mention| matches!(between(body.span.end, mention.span.start), Some("of" | "of the" | "in" | ","));
    behind.filter(follows).map(|mention| mention.actor.clone())
}

/// The state of each body that the document names beside one; `None` where it names several.
fn seats(bodies: &[Option<Body>], beside: &[Option<Actor>]) -> FxHashMap<String, Option<Actor>> {
    let mut seats: FxHashMap<String, Option<Actor>> = FxHashMap::default();
    for (body, state) in bodies.iter().zip(beside) {
        if let (Some(body), Some(state)) = (body, state) {
            let seat = seats.entry(body.name.clone()).or_insert_with(|| Some(state.clone()));
            if seat.as_ref().is_some_and(|seat| seat.id != state.id) {
                *seat = None;
            }
        }
    }
    seats
}

/// How many mentions may stand before the dateline: a heading's and a byline's.
const BEFORE_DATELINE: usize = 8;

/// The state from whose capital the document reports.
fn dateline_state(scene: &Scene<'_>, mentions: &[Mention]) -> Option<Actor> {
    let reported = |mention: &Mention| {
        let at = scene.tokens.partition_point(|token| token.span.end <= mention.span.start);
        let after = scene.tokens.partition_point(|token| token.span.start < mention.span.end);
        let dated = scene.tokens.get(at).is_some_and(|token| token.opens) && is_dateline(scene, after);
        capital_of(scene, mention.span).filter(|_| dated)
    };
    mentions.iter().take(BEFORE_DATELINE).find_map(reported)
}

/// The state whose capital these words name.
fn capital_of(scene: &Scene<'_>, span: Span) -> Option<Actor> {
    let at = scene.tokens.partition_point(|token| token.span.end <= span.start);
    let after = scene.tokens.partition_point(|token| token.span.start < span.end);
    let words = scene.tokens.get(at..after)?.iter().map(|token| token.folded);
    let capital = scene.gazetteer.look_up(words, ActorKind::State)?;
    (capital.evidence == Evidence::Capital).then(|| scene.gazetteer.known(capital).actor().clone())
}

/// The state that the document is about: named at least twice as often as any other.
fn chief_state(mentions: &[Mention]) -> Option<Actor> {
    let mut counts: Vec<(usize, &Actor)> = Vec::new();
    for state in mentions.iter().map(|mention| &mention.actor).filter(|actor| actor.kind == ActorKind::State) {
        match counts.iter_mut().find(|(_, known)| known.id == state.id) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, state)),
        }
    }
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let runner_up = counts.get(1).map_or(0, |(count, _)| *count);
    counts.first().filter(|(count, _)| *count >= 2 * runner_up).map(|(_, state)| (*state).clone())
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;
    use crate::actor::{ActorContext, find_actors};
    use crate::text::Span;

    fn bodies(text: &str) -> Vec<String> {
        let found = find_actors(text, &[Span::new(0, text.len())], &ActorContext::default());
        let ids = found.iter().map(|mention| mention.actor.id.to_string());
        ids.filter(|id| id.starts_with("organisation/") && !id.contains("reuters")).collect()
    }

    #[test]
    fn a_ministry_is_that_of_the_state_beside_it() {
        assert_eq!(bodies("The Russian Foreign Ministry said so."), ["organisation/foreign-ministry-of-russia"]);
        assert_eq!(bodies("Russia's Ministry of Foreign Affairs said so."), ["organisation/foreign-ministry-of-russia"]);
        let text = "Turkey's Defence Ministry confirmed it, and Greece was told. The Defense Ministry later published a video.";
        assert_eq!(bodies(text), ["organisation/defence-ministry-of-turkey"; 2]);
    }

    #[test]
    fn a_ministry_may_be_followed_by_its_state() {
        assert_eq!(ids("The Supreme Court of the United States ruled."), ["organisation/united-states-supreme-court"]);
        let text = "The Turkish Foreign Ministry protested. The Ministry of Foreign Affairs of Japan agreed.";
        assert_eq!(bodies(text), ["organisation/foreign-ministry-of-turkey", "organisation/foreign-ministry-of-japan"]);
        assert_eq!(
            ids("The Ministry of Health of Ukraine said so."),
            ["organisation/health-ministry-of-ukraine", "state/ukraine"]
        );
        let text = "The Ministry of Defence of the United Kingdom said so.";
        assert_eq!(ids(text), ["organisation/defence-ministry-of-the-united-kingdom", "state/united-kingdom"]);
    }

    #[test]
    fn a_chamber_is_that_of_its_own_state() {
        let peru = "Peru's Congress voted on Monday. Later Congress acted again.";
        assert_eq!(bodies(peru), ["organisation/congress-of-peru"; 2]);
        assert_eq!(bodies("Brazil's Congress passed the law."), ["organisation/congress-of-brazil"]);
        assert_eq!(bodies("In India the Congress would fight."), ["organisation/indian-national-congress"]);
        assert_eq!(bodies("The House of Representatives in Abuja met."), ["organisation/house-of-representatives-of-nigeria"]);
        let philippines = "The House of Representatives of the Philippines voted.";
        assert_eq!(bodies(philippines), ["organisation/house-of-representatives-of-the-philippines"]);
        assert_eq!(bodies("I call on Congress to act."), ["organisation/united-states-congress"]);
        let bill = "The House of Representatives passed it with bipartisan votes on China; China protested.";
        assert_eq!(bodies(bill), ["organisation/united-states-house-of-representatives"]);
    }

    #[test]
    fn the_dateline_tells_the_state() {
        let text = "ANKARA (Reuters) - The Interior Ministry said that Syria and Iraq had been told.";
        assert_eq!(bodies(text), ["organisation/interior-ministry-of-turkey"]);
    }

    #[test]
    fn a_body_of_no_state_is_nobody() {
        assert!(bodies("The Foreign Ministry said that it had summoned the ambassador.").is_empty());
    }
}
