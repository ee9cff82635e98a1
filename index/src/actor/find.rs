//! The actors that a document names.

use super::Mention;
use super::claim::{Scene, claims};
use super::gazetteer::Gazetteer;
use super::office::{add_standing_titles, add_titles};
use super::own::OwnActors;
use super::resolve::resolve;
use super::tagger::tag;
use super::token::Tokenizer;
use super::vote::settle;
use crate::date::DateSpan;
use crate::text::Span;

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
pub fn find_actors(text: &str, stretches: &[Span], context: &ActorContext) -> Vec<Mention> {
    find_actors_with(text, stretches, context, &OwnActors::default())
}

/// Finds actors as [`find_actors`] does, with the user's own file laid over the dictionary.
pub fn find_actors_with(text: &str, stretches: &[Span], context: &ActorContext, own: &OwnActors) -> Vec<Mention> {
    let gazetteer = Gazetteer::shared();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut tokenizer = Tokenizer::default();
    for stretch in stretches.iter().filter(|stretch| text.get(stretch.start..stretch.end).is_some()) {
        tokenizer.cut(text, *stretch, &mut tokens);
    }
    let mut sightings = Vec::new();
    gazetteer.find(text, &tokens, &mut sightings);
    let scene = Scene { text, tokens: &tokens, gazetteer };
    let tags = tag(&scene, &sightings);
    let mut claims = claims(&scene, &sightings, &tags);
    settle(&scene, &mut claims);
    let mut mentions = resolve(&scene, &claims);
    add_standing_titles(&scene, &mut mentions);
    if let Some(published) = context.published {
        add_titles(&scene, published, &mut mentions);
    }
    own.override_mentions(text, &tokens, mentions)
}
