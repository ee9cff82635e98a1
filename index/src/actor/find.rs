//! The actors that a document names.

use super::Mention;
use super::aka::join_names;
use super::body::seat_bodies;
use super::claim::{Scene, claims, is_sized_as_name};
use super::context::decide;
use super::elided::part_elided;
use super::eponym::join_surnames;
use super::foreign::believe;
use super::gazetteer::Gazetteer;
use super::listing::{add_codes, place_listed};
use super::named_after::unname_things;
use super::office::add_titles;
use super::own::{Contexts, OwnActors};
use super::resolve::resolve;
use super::sport::field_teams;
use super::standing::add_standing_titles;
use super::tagger::tag;
use super::token::Tokenizer;
use super::vote::settle;
use crate::date::DateSpan;
use crate::text::{Language, Span};

/// What is known of a document when its actors are sought.
#[derive(Clone, Copy, Debug, Default)]
pub struct ActorContext<'d> {
    /// When it was published: decides who "the president" was.
    pub published: Option<DateSpan>,
    /// The language it is in; taken for English where unknown.
    pub language: Option<Language>,
    /// What stands above its text: title and subtitle. They too may hold the context that an actor of the user's own asks for.
    pub headings: [&'d str; 2],
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
pub fn find_actors(text: &str, stretches: &[Span], context: &ActorContext<'_>) -> Vec<Mention> {
    find_actors_with(text, stretches, context, &OwnActors::default())
}

/// Finds actors as [`find_actors`] does, with the user's own file laid over the dictionary.
pub fn find_actors_with(text: &str, stretches: &[Span], context: &ActorContext<'_>, own: &OwnActors) -> Vec<Mention> {
    let gazetteer = Gazetteer::shared();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut tokenizer = Tokenizer::default();
    for stretch in stretches.iter().filter(|stretch| text.get(stretch.start..stretch.end).is_some()) {
        tokenizer.cut(text, *stretch, &mut tokens);
    }
    part_elided(text, context.language, own, &mut tokens);
    let mut sightings = Vec::new();
    gazetteer.find(text, &tokens, &mut sightings);
    let scene = Scene { text, tokens: &tokens, gazetteer };
    let mut tags = tag(&scene, &sightings);
    believe(&scene, context.language, &sightings, &mut tags);
    let mut claims = claims(&scene, &sightings, &tags);
    settle(&scene, &mut claims);
    join_surnames(&scene, &mut claims);
    place_listed(&scene, &mut claims);
    add_codes(&scene, &mut claims);
    unname_things(&scene, &mut claims);
    let teams = field_teams(&scene, &tags, &mut claims);
    decide(&scene, &mut claims);
    claims.retain(|claim| is_sized_as_name(&tokens[claim.first..claim.after]));
    let mut mentions = resolve(&scene, &claims, &teams, context.published);
    join_names(&scene, &mut mentions);
    seat_bodies(&scene, &mut mentions);
    add_standing_titles(&scene, &mut mentions);
    if let Some(published) = context.published {
        add_titles(&scene, published, &mut mentions);
    }
    own.override_mentions(Contexts::of(text, context.headings), &tokens, mentions)
}

/// The ids of the actors in a text that is all prose: what the tests of each part look at.
#[cfg(test)]
pub(super) fn ids_in(text: &str) -> Vec<String> {
    let found = find_actors(text, &[Span::new(0, text.len())], &ActorContext::default());
    found.iter().map(|mention| mention.actor.id.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Evidence;

    fn found(text: &str) -> Vec<(String, Evidence)> {
        let mentions = find_actors(text, &[Span::new(0, text.len())], &ActorContext::default());
        mentions.iter().map(|mention| (mention.actor.id.to_string(), mention.evidence)).collect()
    }

    fn ids(text: &str) -> Vec<String> {
        found(text).into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn people_of_the_news_are_one_actor_each_under_all_names() {
        for (text, id) in [
            ("Erdoğan left.", "person/recep-tayyip-erdogan"),
            ("He met President Erdogan.", "person/recep-tayyip-erdogan"),
            ("He met Bashar Assad.", "person/bashar-al-assad"),
            ("the Assad regime", "person/bashar-al-assad"),
            ("said Sergey Lavrov", "person/sergei-lavrov"),
            ("Syrian foreign minister Faisal Mekdad", "person/faisal-mekdad"),
            ("a visit by President Ebrahim Raisi", "person/ebrahim-raisi"),
            ("Secretary of State Antony Blinken said", "person/antony-blinken"),
            ("Kremlin spokesman Dmitry Peskov", "person/dmitry-peskov"),
            ("the Kurdistan Workers Party and others", "organisation/kurdistan-workers-party"),
            ("the outlawed PKK", "organisation/kurdistan-workers-party"),
            ("the Kurdish-led SDF", "organisation/syrian-democratic-forces"),
            ("an Arab League summit", "organisation/arab-league"),
            ("sparking a NATO crisis", "organisation/nato"),
            ("the UAE later joined", "state/united-arab-emirates"),
        ] {
            assert!(ids(text).contains(&id.to_owned()), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn capitals_and_demonyms_are_their_state_by_evidence_of_their_own() {
        let text = "A deal between Ankara and Damascus; Turkish troops left.";
        assert_eq!(
            found(text),
            [
                ("state/turkey".to_owned(), Evidence::Capital),
                ("state/syria".to_owned(), Evidence::Capital),
                ("state/turkey".to_owned(), Evidence::Demonym),
            ]
        );
        assert_eq!(ids("They met in Moscow."), ["place/moscow"]);
    }

    #[test]
    fn headings_and_menus_name_nobody() {
        for text in ["Fast Facts", "Related Publications", "Contact", "Vision and Mission", "Video gallery", "Terms of Service"] {
            assert!(ids(text).is_empty(), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn short_names_follow_long_ones() {
        let text = "The Harbour Defence League (HDL) met. Its head, Marta Quillfeather, spoke for the HDL. Quillfeather left.";
        let found = ids(text);
        let (league, head) = ("organisation/harbour-defence-league", "person/marta-quillfeather");
        assert_eq!(found, [league, league, head, league, head]);
    }

    #[test]
    fn joined_names_are_several() {
        assert_eq!(ids("A Putin-Assad meeting"), ["person/vladimir-putin", "person/bashar-al-assad"]);
        assert_eq!(ids("the Syria-Turkey talks"), ["state/syria", "state/turkey"]);
    }

    #[test]
    fn stretches_that_are_no_spans_of_the_text_are_left_out() {
        let stretches = [Span::new(5, 2), Span::new(0, 99), Span::new(1, 3)];
        assert!(find_actors("é Turkey", &stretches, &ActorContext::default()).is_empty());
    }
}
