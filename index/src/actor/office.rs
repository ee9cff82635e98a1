//! Who held an office when the document appeared?
//!
//! "The Turkish president" names a person without a name. Where the dictionary knows who held the office on the document's
//! date, the words of the office are a mention of that person, with evidence `title`; the state keeps its own mention.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::claim::Scene;
use super::gazetteer::Gazetteer;
use super::token::{Token, hash_folded};
use super::{Actor, ActorKind, Evidence, Mention};
use crate::date::DateSpan;
use crate::text::fold_phrase;

/// The offices that the tables know, with the words that name them.
const OFFICES: &[(&str, &[&str])] = &[
    ("vice president", &["vice president"]),
    ("president", &["president"]),
    ("prime minister", &["prime minister", "premier"]),
    ("foreign minister", &["foreign minister", "foreign secretary", "top diplomat"]),
    ("defence minister", &["defence minister", "defense minister", "defense secretary", "defence secretary"]),
    ("secretary of state", &["secretary of state"]),
    ("secretary-general", &["secretary general", "chief"]),
    ("supreme leader", &["supreme leader"]),
    ("crown prince", &["crown prince"]),
    ("chancellor", &["chancellor"]),
    ("king", &["king"]),
    ("sultan", &["sultan"]),
    ("emir", &["emir"]),
    ("leader", &["leader"]),
];

/// One term of an office.
#[derive(Clone, Copy, Debug)]
struct Term {
    /// The holder's place in the gazetteer.
    holder: usize,
    /// The months of its beginning and end, counted from the year 0.
    first: i32,
    last: i32,
}

/// All terms, by the hash of the state's or body's name and the office.
type Terms = FxHashMap<(u64, &'static str), Vec<Term>>;

fn terms() -> &'static Terms {
    static TERMS: OnceLock<Terms> = OnceLock::new();
    TERMS.get_or_init(|| {
        let mut terms = Terms::default();
        for (holder, known) in Gazetteer::shared().actors.iter().enumerate() {
            for (seat, office, first, last) in known.offices.split('|').filter_map(parse_term) {
                terms.entry((hash_folded(seat), office)).or_default().push(Term { holder, first, last });
            }
        }
        terms
    })
}

/// Parses `turkey:president:2014-08..`.
fn parse_term(term: &'static str) -> Option<(&'static str, &'static str, i32, i32)> {
    let mut parts = term.split(':');
    let (seat, office, (first, last)) = (parts.next()?, parts.next()?, parts.next()?.split_once("..")?);
    Some((seat, office, month(first)?, if last.is_empty() { i32::MAX } else { month(last)? }))
}

fn month(written: &str) -> Option<i32> {
    let (year, month) = written.split_once('-')?;
    Some(year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()?)
}

/// Who held an office in all of a span's months, where it was one person.
fn holder(seat: &str, office: &'static str, when: DateSpan) -> Option<Actor> {
    let [first, last] = months_of(when);
    let terms = terms().get(&(hash_folded(&fold_phrase(seat)), office))?;
    let mut holding = terms.iter().filter(|term| term.first <= last && first <= term.last);
    let only = holding.next().filter(|term| term.first <= first && last <= term.last)?;
    holding.next().is_none().then(|| Gazetteer::shared().actors[only.holder].actor().clone())
}

/// Who bears a surname in an office at that time, where the one for whom it usually stands is in none: `Bush` in 1990.
pub(crate) fn namesake_in_office(surname: &str, published: DateSpan) -> Option<Actor> {
    in_office(last_word(surname), published)
}

/// The only person in an office at that time whose last name has this hash.
pub(crate) fn in_office(last_name: u64, published: DateSpan) -> Option<Actor> {
    let [first, last] = months_of(published);
    let mut then = namesakes().get(&last_name)?.iter().filter(|term| term.first <= last && first <= term.last);
    let only = then.next()?.holder;
    then.all(|term| term.holder == only).then(|| Gazetteer::shared().actors[only].actor().clone())
}

/// All terms, by the hash of the holder's last name.
fn namesakes() -> &'static FxHashMap<u64, Vec<Term>> {
    static NAMESAKES: OnceLock<FxHashMap<u64, Vec<Term>>> = OnceLock::new();
    NAMESAKES.get_or_init(|| {
        let mut namesakes: FxHashMap<u64, Vec<Term>> = FxHashMap::default();
        for (holder, known) in Gazetteer::shared().actors.iter().enumerate() {
            for (_, _, first, last) in known.offices.split('|').filter_map(parse_term) {
                namesakes.entry(last_word(known.name)).or_default().push(Term { holder, first, last });
            }
        }
        namesakes
    })
}

fn last_word(name: &str) -> u64 {
    hash_folded(fold_phrase(name).rsplit(' ').next().unwrap_or_default())
}

/// The first and last month of a span, counted from the year 0.
fn months_of(span: DateSpan) -> [i32; 2] {
    [span.first, span.last].map(|day| i32::from(day.year()) * 12 + i32::from(day.month()))
}

/// Adds mentions of people by their office alone, keeping the order.
pub(crate) fn add_titles(scene: &Scene<'_>, published: DateSpan, mentions: &mut Vec<Mention>) {
    let mut titled = Vec::new();
    for (place, mention) in mentions.iter().enumerate().filter(|(_, mention)| has_offices(mention)) {
        let next = mentions.get(place + 1).map_or(usize::MAX, |mention| mention.span.start);
        titled.extend(titled_behind(scene, published, mention, next));
        titled.extend(titled_before(scene, published, mention));
    }
    titled.extend(lone_offices(scene, published));
    add(titled, mentions);
}

/// Offices of which the world has but one, so that they need no seat beside them: the word, the seat, the office.
const LONE_OFFICES: &[(&str, &str, &str)] = &[("pope", "vatican city", "pope"), ("pontiff", "vatican city", "pope")];

/// `the Pope`; not before a name.
fn lone_offices(scene: &Scene<'_>, published: DateSpan) -> Vec<Mention> {
    let words: Vec<u64> = LONE_OFFICES.iter().map(|(word, ..)| hash_folded(word)).collect();
    let mut titled = Vec::new();
    for (place, token) in scene.tokens.iter().enumerate() {
        let Some(which) = words.iter().position(|word| *word == token.folded) else { continue };
        let (_, seat, office) = LONE_OFFICES[which];
        let before_name = scene.tokens.get(place + 1).is_some_and(|next| !next.opens && next.case.is_capital());
        if let Some(actor) = holder(seat, office, published).filter(|_| !before_name) {
            titled.push(Mention { actor, span: token.span, evidence: Evidence::Title });
        }
    }
    titled
}

/// Adds mentions where there is none yet, keeping the order.
pub(super) fn add(mut titled: Vec<Mention>, mentions: &mut Vec<Mention>) {
    titled.retain(|title| {
        let at = mentions.partition_point(|mention| mention.span.end <= title.span.start);
        mentions.get(at).is_none_or(|mention| !mention.span.overlaps(title.span))
    });
    if !titled.is_empty() {
        mentions.extend(titled);
        mentions.sort_by_key(|mention| mention.span.start);
        mentions.dedup_by_key(|mention| mention.span.start);
    }
}

/// Whether who is named may have offices.
pub(super) fn has_offices(mention: &Mention) -> bool {
    matches!(mention.actor.kind, ActorKind::State | ActorKind::Organisation) && mention.evidence != Evidence::Capital
}

/// `Turkish president`, `Turkey's president`, `NATO secretary-general`; not before a name.
fn titled_behind(scene: &Scene<'_>, published: DateSpan, mention: &Mention, next: usize) -> Option<Mention> {
    let at = scene.tokens.partition_point(|token| token.span.end <= mention.span.end);
    let possessive = scene.tokens.get(at).is_some_and(|token| token.folded == hash_folded("'s"));
    let at = at + usize::from(possessive);
    let (office, words) = office_at(scene.tokens, at)?;
    let tokens = &scene.tokens[at..at + words];
    let span = tokens[0].span.cover(tokens[words - 1].span);
    let before_name = scene.tokens.get(at + words).is_some_and(|token| !token.opens && token.case.is_capital());
    if before_name || span.end > next || span.start > mention.span.end + 3 {
        return None;
    }
    let actor = holder(&mention.actor.name, office, published)?;
    Some(Mention { actor, span, evidence: Evidence::Title })
}

/// `the president of Turkey`, `president of the United States`.
fn titled_before(scene: &Scene<'_>, published: DateSpan, mention: &Mention) -> Option<Mention> {
    let mut at = scene.tokens.partition_point(|token| token.span.end <= mention.span.start);
    let is = |at: usize, word: &str| scene.tokens.get(at).is_some_and(|token| token.folded == hash_folded(word));
    at -= usize::from(at > 0 && is(at - 1, "the"));
    at = at.checked_sub(1).filter(|at| is(*at, "of"))?;
    let (start, office, words) = (1..=2).rev().find_map(|words| {
        let start = at.checked_sub(words)?;
        office_at(scene.tokens, start).filter(|(_, length)| *length == words).map(|(office, words)| (start, office, words))
    })?;
    let actor = holder(&mention.actor.name, office, published)?;
    let span = scene.tokens[start].span.cover(scene.tokens[start + words - 1].span);
    Some(Mention { actor, span, evidence: Evidence::Title })
}

/// The office whose words stand at a token, and their number; the longest.
fn office_at(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let further = |place: usize, word: &u64| tokens.get(at + place).is_some_and(|token| token.folded == *word && !token.opens);
    let stands = |name: &&OfficeName| name.further.iter().zip(1..).all(|(word, place)| further(place, word));
    let names = office_names().get(&tokens.get(at)?.folded)?;
    let longest = names.iter().filter(stands).max_by_key(|name| name.further.len())?;
    Some((longest.office, longest.further.len() + 1))
}

/// A name of an office, with the hashes of its words behind the first.
struct OfficeName {
    office: &'static str,
    further: Vec<u64>,
}

/// The names of offices, by the hash of their first word.
fn office_names() -> &'static FxHashMap<u64, Vec<OfficeName>> {
    static NAMES: OnceLock<FxHashMap<u64, Vec<OfficeName>>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut known: FxHashMap<u64, Vec<OfficeName>> = FxHashMap::default();
        for (office, name) in OFFICES.iter().flat_map(|(office, names)| names.iter().map(move |name| (*office, *name))) {
            let mut words = name.split(' ').map(hash_folded);
            let Some(first) = words.next() else { continue };
            known.entry(first).or_default().push(OfficeName { office, further: words.collect() });
        }
        known
    })
}

#[cfg(test)]
mod tests {
    use crate::actor::{ActorContext, Evidence, find_actors};
    use crate::date::{Date, DateSpan};
    use crate::text::Span;

    fn titled(text: &str, year: i16) -> Vec<(String, String)> {
        let published = Date::new(year, 6, 1).map(DateSpan::day);
        let found = find_actors(text, &[Span::new(0, text.len())], &ActorContext { published, ..ActorContext::default() });
        let titles = found.iter().filter(|mention| mention.evidence == Evidence::Title);
        titles.map(|mention| (mention.actor.id.to_string(), mention.span.of(text).to_owned())).collect()
    }

    fn one(id: &str, words: &str) -> Vec<(String, String)> {
        vec![(id.to_owned(), words.to_owned())]
    }

    #[test]
    fn the_date_decides_who_held_an_office() {
        assert_eq!(titled("The Turkish president left.", 2022), one("person/recep-tayyip-erdogan", "president"));
        assert_eq!(titled("The Turkish president left.", 2010), one("person/abdullah-gul", "president"));
        assert_eq!(titled("Syria's foreign minister left.", 2022), one("person/faisal-mekdad", "foreign minister"));
        assert_eq!(titled("He met the president of the United States.", 1995), one("person/bill-clinton", "president"));
        assert_eq!(titled("The Iranian supreme leader agreed.", 2015), one("person/ali-khamenei", "supreme leader"));
    }

    #[test]
    fn a_surname_is_that_of_who_was_in_office() {
        let bush = |year| {
            let published = Date::new(year, 6, 1).map(DateSpan::day);
            let text = "Bush spoke on a carrier.";
            find_actors(text, &[Span::new(0, text.len())], &ActorContext { published, ..ActorContext::default() })[0]
                .actor
                .id
                .to_string()
        };
        assert_eq!(bush(1990), "person/george-h-w-bush");
        assert_eq!([bush(2003), bush(2015)], ["person/george-w-bush"; 2]);
    }

    #[test]
    fn the_pope_needs_no_state_beside_him() {
        assert_eq!(titled("The Pope prayed for peace.", 2016), one("person/pope-francis", "Pope"));
        assert!(titled("Pope Benedict prayed for peace.", 2016).is_empty());
    }

    #[test]
    fn an_office_before_a_name_is_no_mention() {
        assert!(titled("Turkish President Recep Tayyip Erdogan left.", 2022).is_empty());
        assert!(titled("The Atlantean president left.", 2022).is_empty());
    }
}
