//! Whom does a title mean that stands alone?
//!
//! A document that names `President Biden` goes on with `the President`: a title written with a capital is his whom alone the document
//! names with it, unless the words before it tell of another.

use rustc_hash::FxHashMap;

use super::claim::Scene;
use super::lexicon::{STANDING_TITLES, WordSet};
use super::office::{add, has_offices};
use super::token::{Case, Manner, Token, hash_folded};
use super::{Actor, ActorKind, Evidence, Mention};

/// Bodies whose own president is addressed in them: `Mr. President`.
const CHAIRED: &[&str] = &["organisation/united-nations-general-assembly", "organisation/united-nations-security-council"];
/// Words of address before a title.
static ADDRESSES: WordSet = WordSet::of("mr madam mme madame");

/// Adds mentions by a title alone, written with a capital (`the President`), where the document names just one person with it
/// (`President Biden`); not by that of another seat (`the DHS Secretary`), nor by the address of a chair.
pub(crate) fn add_standing_titles(scene: &Scene<'_>, mentions: &mut Vec<Mention>) {
    let holders = standing_holders(scene, mentions);
    if holders.is_empty() {
        return;
    }
    let is_other = others_titles(scene, mentions);
    let stands = |place: &usize| {
        let (token, next) = (&scene.tokens[*place], scene.tokens.get(place + 1));
        let before_name = next.is_some_and(|next| !next.opens && (next.case.is_capital() || next.folded == hash_folded("of")));
        token.case == Case::Title && !token.opens && token.manner == Manner::Plain && !before_name && !is_other(*place)
    };
    let mut titled = Vec::new();
    for place in (0..scene.tokens.len()).filter(stands) {
        let token = &scene.tokens[place];
        if let Some(Some(actor)) = holders.get(&title_at(scene.tokens, place)) {
            let start = if token.joined { place - 1 } else { place };
            let span = scene.tokens[start].span.cover(token.span);
            titled.push(Mention { actor: actor.clone(), span, evidence: Evidence::Title });
        }
    }
    add(titled, mentions);
}

/// Whether a title, by its place, is that of another seat (`the DHS Secretary`) or the address of a chair.
fn others_titles<'s>(scene: &'s Scene<'_>, mentions: &[Mention]) -> impl Fn(usize) -> bool + use<'s> {
    let chaired = mentions.iter().any(|mention| CHAIRED.contains(&&*mention.actor.id));
    let seats: Vec<usize> = mentions.iter().filter(|mention| has_offices(mention)).map(|mention| mention.span.end).collect();
    move |place| {
        let Some(before) = place.checked_sub(1).map(|before| &scene.tokens[before]) else { return false };
        chaired && ADDRESSES.holds(before.folded) || seats.binary_search(&before.span.end).is_ok()
    }
}

/// The people named right behind each title; `None` where they are several.
fn standing_holders(scene: &Scene<'_>, mentions: &[Mention]) -> FxHashMap<u64, Option<Actor>> {
    let mut holders: FxHashMap<u64, Option<Actor>> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| mention.actor.kind == ActorKind::Person) {
        let at = scene.tokens.partition_point(|token| token.span.end <= mention.span.start);
        let Some(title) = at.checked_sub(1).map(|place| &scene.tokens[place]) else { continue };
        if title.case == Case::Title && STANDING_TITLES.holds(title.folded) && !scene.tokens[at].opens {
            let holder = holders.entry(title_at(scene.tokens, at - 1)).or_insert_with(|| Some(mention.actor.clone()));
            if holder.as_ref().is_some_and(|holder| holder.id != mention.actor.id) {
                *holder = None;
            }
        }
    }
    holders
}

/// The title whose last word stands there: a `Secretary-General` is no general.
fn title_at(tokens: &[Token], place: usize) -> u64 {
    let token = &tokens[place];
    match place.checked_sub(1).filter(|_| token.joined) {
        Some(before) => token.folded ^ tokens[before].folded.rotate_left(11),
        None => token.folded,
    }
}

#[cfg(test)]
mod tests {
    use crate::actor::{ActorContext, Evidence, find_actors};
    use crate::text::Span;

    fn titled(text: &str) -> Vec<(String, String)> {
        let found = find_actors(text, &[Span::new(0, text.len())], &ActorContext::default());
        let titles = found.iter().filter(|mention| mention.evidence == Evidence::Title);
        titles.map(|mention| (mention.actor.id.to_string(), mention.span.of(text).to_owned())).collect()
    }

    fn one(id: &str, words: &str) -> Vec<(String, String)> {
        vec![(id.to_owned(), words.to_owned())]
    }

    #[test]
    fn a_title_with_a_capital_goes_on_for_a_name() {
        let text = "We heard Secretary Cardona. Then the Secretary left, and a secretary wrote.";
        assert_eq!(titled(text), one("person/cardona", "Secretary"));
    }

    #[test]
    fn a_title_joined_to_another_is_its_own() {
        let text = "We heard General Anna Quill. Then our Secretary-General left, and the General left.";
        assert_eq!(titled(text), one("person/anna-quill", "General"));
    }

    #[test]
    fn a_title_of_another_seat_is_anothers() {
        let text = "We heard Secretary Cardona. Then the DHS Secretary left, and the Secretary agreed.";
        assert_eq!(titled(text), one("person/cardona", "Secretary"));
    }

    #[test]
    fn who_presides_over_an_assembly_is_nobody_from_home() {
        let speech = "Mr. President, President Senghor greets the General Assembly of the United Nations.";
        assert!(titled(speech).is_empty());
        let question = "We saw President Quillfeather. And what now, Mr. President, is the plan?";
        assert_eq!(titled(question), one("person/quillfeather", "President"));
    }
}
