//! In a language that elides its small words (`l'Iran`, `dell'Ucraina`), where does the name begin?

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::gazetteer::Gazetteer;
use super::own::OwnActors;
use super::speller::Speller;
use super::token::{Case, Token, Tokenizer, hash_folded};
use crate::text::fold::is_apostrophe;
use crate::text::{Language, Span, elided_words, elision};

/// Parts each word from the small one that is elided before it, unless it is so written in a name of the dictionary or of the
/// user's: `Giscard d'Estaing`, `Côte d'Ivoire`.
pub(super) fn part_elided(text: &str, language: Option<Language>, own: &OwnActors, tokens: &mut Vec<Token>) {
    if language.and_then(elided_words).is_none() {
        return;
    }
    let mut parted = Vec::with_capacity(tokens.len() + tokens.len() / 8);
    let mut tokenizer = Tokenizer::default();
    for token in tokens.drain(..) {
        let elided = if token.is_word() { elision(token.span.of(text), language) } else { 0 };
        if elided == 0 || is_of_names(token.folded) || own.has_word(token.folded) {
            parted.push(token);
            continue;
        }
        let host = token.span.start + elided;
        let span = Span::new(token.span.start, host);
        parted.push(Token { span, case: Case::Mark, folded: hash_folded("l'"), ..token });
        let first = parted.len();
        tokenizer.cut(text, Span::new(host, token.span.end), &mut parted);
        for part in &mut parted[first..] {
            (part.opens, part.manner) = (false, token.manner);
        }
    }
    *tokens = parted;
}

/// Whether a name of the dictionary holds a word of this folded form with an apostrophe in it.
fn is_of_names(folded: u64) -> bool {
    static WORDS: OnceLock<FxHashSet<u64>> = OnceLock::new();
    WORDS.get_or_init(words_with_apostrophes).contains(&folded)
}

fn words_with_apostrophes() -> FxHashSet<u64> {
    let mut words = FxHashSet::default();
    let mut speller = Speller::default();
    for alias in Gazetteer::shared().aliases.iter().filter(|alias| alias.text.contains(is_apostrophe)) {
        speller.spell(alias.text);
        let held = speller.tokens.iter().filter(|token| token.is_word() && token.span.of(alias.text).contains(is_apostrophe));
        words.extend(held.map(|token| token.folded));
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::actor::{ActorContext, OwnActors, find_actors_with};
    use crate::text::{Language, Span};

    fn found(text: &str, code: &str, own: &str) -> Vec<(String, String)> {
        let context = ActorContext { language: Language::from_code(code), ..ActorContext::default() };
        let own = OwnActors::parse(own).expect("the file is right");
        let mentions = find_actors_with(text, &[Span::new(0, text.len())], &context, &own);
        mentions.iter().map(|mention| (mention.actor.id.to_string(), mention.span.of(text).to_owned())).collect()
    }

    #[test]
    fn a_name_is_met_behind_an_elided_word() {
        for (text, code, id, name) in [
            ("Le président de l’Iran est parti.", "fr", "state/iran", "Iran"),
            ("L'Iran a parlé.", "fr", "state/iran", "Iran"),
            ("On dit qu'Emmanuel Macron est parti.", "fr", "person/emmanuel-macron", "Emmanuel Macron"),
            ("Il ministro dell’Iran ha parlato.", "it", "state/iran", "Iran"),
            ("La Côte d’Ivoire a parlé.", "fr", "state/ivory-coast", "Côte d’Ivoire"),
        ] {
            assert_eq!(found(text, code, ""), [(id.to_owned(), name.to_owned())], "{text}");
        }
    }

    #[test]
    fn a_name_of_the_user_may_be_written_with_it() {
        let own = "[[actor]]\nkind = 'organisation'\nname = \"L'Écho de Brume\"\n";
        assert_eq!(found("Selon L’Écho de Brume, il part.", "fr", own)[0].1, "L’Écho de Brume");
    }

    #[test]
    fn english_names_stay_whole() {
        assert_eq!(found("She met Tara D’Angelo there.", "en", "")[0].1, "Tara D’Angelo");
    }
}
