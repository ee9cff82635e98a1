//! The actors that a document names.

use super::{Actor, ActorKind, Evidence, Mention};
use crate::date::DateSpan;
use crate::text::{Span, words};

/// What is known of a document when its actors are sought.
#[derive(Clone, Copy, Debug, Default)]
pub struct ActorContext {
    /// When it was published: decides who "the president" was.
    pub published: Option<DateSpan>,
}

/// Finds the actors named in the given stretches of a document's text (its passages), in order and without overlaps.
///
/// ```
/// use nutgraf_index::actor::{ActorContext, find_actors};
/// use nutgraf_index::text::Span;
/// let text = "Talks in Moscow between Syria and Turkey.";
/// let found = find_actors(text, &[Span::new(0, text.len())], &ActorContext::default());
/// assert!(found.iter().any(|mention| &*mention.actor.id == "state/turkey"));
/// ```
pub fn find_actors(text: &str, stretches: &[Span], _context: &ActorContext) -> Vec<Mention> {
    let mut found = Vec::new();
    for stretch in stretches {
        for word in words(stretch.of(text)) {
            let span = word.span.shifted(stretch.start);
            let state = match span.of(text) {
                "Turkey" => "Turkey",
                "Syria" => "Syria",
                "Russia" => "Russia",
                _ => continue,
            };
            found.push(Mention { actor: Actor::named(state, ActorKind::State), span, evidence: Evidence::Name });
        }
    }
    found
}
