//! Where can a name stand at all?

use std::ops::Range;

use crate::actor::gazetteer::Sighting;
use crate::actor::lexicon::is_function_word;
use crate::actor::token::{Case, Token};

/// How many small words may stand between two capitals of one stretch.
const BRIDGE: usize = 2;

/// The stretches of tokens around capitals and known names, within sentences, in order.
pub(in crate::actor) fn around_capitals<'t>(
    tokens: &'t [Token],
    sightings: &'t [Sighting],
) -> impl Iterator<Item = Range<usize>> + 't {
    let mut at = 0;
    let mut next_sighting = 0;
    std::iter::from_fn(move || {
        let mut hot = |place: usize| {
            while sightings.get(next_sighting).is_some_and(|sighting| sighting.after <= place) {
                next_sighting += 1;
            }
            sightings.get(next_sighting).is_some_and(|sighting| sighting.first <= place) || is_hot(tokens, place)
        };
        while at < tokens.len() && !hot(at) {
            at += 1;
        }
        if at == tokens.len() {
            return None;
        }
        let start = if at > 0 && !tokens[at].opens { at - 1 } else { at };
        let mut last = at;
        at += 1;
        while at < tokens.len() && !tokens[at].opens && at - last <= BRIDGE + 1 {
            if hot(at) {
                last = at;
            }
            at += 1;
        }
        at = last + 1;
        let end = if at < tokens.len() && !tokens[at].opens { at + 1 } else { at };
        at = end;
        Some(start..end)
    })
}

/// Whether a name may begin at a token: a capital that is not merely a sentence's first word.
fn is_hot(tokens: &[Token], place: usize) -> bool {
    let token = &tokens[place];
    if !token.case.is_capital() {
        return false;
    }
    let before_capital = tokens.get(place + 1).is_some_and(|next| next.case.is_capital() && !next.opens);
    match token.case {
        Case::Title if token.opens => before_capital || !is_function_word(token.folded),
        Case::Initial => before_capital || !is_function_word(token.folded),
        _ => true,
    }
}
