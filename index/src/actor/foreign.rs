//! What of the tagger's words is to be believed in another language than English?
//!
//! It has learned English: where every noun has a capital (`Das Gesetz`), or a verb follows in a place it does not expect, its
//! guesses name nobody. What holds in all languages of Latin letters stays: the names of the dictionary, acronyms, and people's
//! full names.

use super::ActorKind;
use super::claim::Scene;
use super::gazetteer::{Sighting, is_sighted};
use super::given::sex_of;
use super::lexicon::PARTICLES;
use super::tagger::Tagged;
use super::token::{Case, Token};
use crate::text::Language;

/// Leaves only the tags that are to be believed in a text of that language; all where it is English, or unknown.
pub(crate) fn believe(scene: &Scene<'_>, language: Option<Language>, sightings: &[Sighting], tags: &mut Vec<Tagged>) {
    let Some(language) = language.filter(|language| *language != Language::ENGLISH) else { return };
    tags.retain(|tag| {
        let words = &scene.tokens[tag.first..tag.after];
        is_sighted(sightings, tag.first, tag.after)
            || match tag.kind {
                Some(ActorKind::Person) => is_full_name(words) && (language.code() != "de" || sex_of(words[0].folded).is_some()),
                Some(ActorKind::Organisation) => matches!(words, [acronym] if acronym.case == Case::Caps),
                _ => false,
            }
    });
}

/// Several words, each with its capital but for particles.
fn is_full_name(words: &[Token]) -> bool {
    let fits = |token: &Token| {
        matches!(token.case, Case::Title | Case::Mixed | Case::Initial)
            || token.case == Case::Lower && PARTICLES.holds(token.folded)
    };
    words.len() >= 2 && words[0].case.is_capital() && words.iter().all(fits)
}

#[cfg(test)]
mod tests {
    use crate::actor::{ActorContext, find_actors};
    use crate::text::{Language, Span};

    #[test]
    fn german_nouns_and_verbs_are_no_actors() {
        let text = "Die Union kündigte Widerstand an. Das Gesetz wurde im März beschlossen, sagte Bundeskanzler Olaf Scholz in \
                    Berlin. Der Minister traf Martina Quillfeder und die NATO.";
        let context = ActorContext { language: Language::from_code("de"), ..ActorContext::default() };
        let found = find_actors(text, &[Span::new(0, text.len())], &context);
        let ids: Vec<&str> = found.iter().map(|mention| &*mention.actor.id).collect();
        assert_eq!(ids, ["person/olaf-scholz", "place/berlin", "person/martina-quillfeder", "organisation/nato"]);
    }
}
