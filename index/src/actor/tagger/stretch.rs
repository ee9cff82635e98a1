//! Where can a name stand at all?

use std::ops::Range;

use crate::actor::gazetteer::Sighting;
use crate::actor::lexicon::is_function_word;
use crate::actor::token::{Case, Token};

/// How many small words may stand between two capitals of one stretch.
const BRIDGE: usize = 2;
/// The length of a stretch, at most: what has no end of a sentence is read in parts, so that neither scores nor memory grow with it.
const LONGEST: usize = 256;

/// The stretches of tokens around capitals and known names, within sentences, in order.
pub(in crate::actor) fn around_capitals<'t>(
    tokens: &'t [Token],
    sightings: &'t [Sighting],
) -> impl Iterator<Item = Range<usize>> + 't {
    let (mut at, mut end) = (0, 0);
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
        let start = if at > end && !tokens[at].opens { at - 1 } else { at };
        let mut last = at;
        at += 1;
        while at < tokens.len() && !tokens[at].opens && at - last <= BRIDGE + 1 && at - start < LONGEST {
            if hot(at) {
                last = at;
            }
            at += 1;
        }
        at = last + 1;
        end = if at < tokens.len() && !tokens[at].opens && at - start < LONGEST { at + 1 } else { at };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::token::Tokenizer;
    use crate::text::Span;

    #[test]
    fn what_has_no_end_is_read_in_parts() {
        let text = "Anna Berta went and said so with ".repeat(400);
        let mut tokens = Vec::new();
        Tokenizer::default().cut(&text, Span::new(0, text.len()), &mut tokens);
        let stretches: Vec<Range<usize>> = around_capitals(&tokens, &[]).collect();
        assert!(stretches.iter().all(|stretch| stretch.len() <= LONGEST + 1));
        assert!(stretches.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let read = |place: usize| stretches.iter().any(|stretch| stretch.contains(&place));
        assert!((0..tokens.len()).all(|place| !is_hot(&tokens, place) || read(place)));
    }
}
