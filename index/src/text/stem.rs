//! Which word forms belong together, by the language of the document (Snowball's algorithms).

use frostem::{Algorithm, Stemmer};

use super::Language;

/// Parts a stem from the language it was found by.
const LANGUAGE_MARK: char = '\u{1}';

/// Appends the stem of a folded word in a language, English if it is unknown; where the language has none, every word is its own
/// stem.
///
/// Stems of other languages than English bear the language's code, so that French `cube` does not find English `cub`.
///
/// ```
/// use nutgraf_index::text::{Language, stem_into};
/// let mut stem = String::new();
/// stem_into("talks", Some(Language::ENGLISH), &mut stem);
/// assert_eq!(stem, "talk");
/// ```
pub fn stem_into(word: &str, language: Option<Language>, stem: &mut String) {
    Stemming::of(language).stem_into(word, stem);
}

/// Takes a stem apart: without its mark, and the code of the language by which it was found; `None` where the stem is an English
/// one, or a word of a language without stems.
///
/// ```
/// use nutgraf_index::text::{Language, stem_into, unmarked_stem};
/// let (mut french, mut english) = (String::new(), String::new());
/// stem_into("cubes", Language::from_code("fr"), &mut french);
/// stem_into("cubes", None, &mut english);
/// assert_eq!((unmarked_stem(&french), unmarked_stem(&english)), (("cub", Some("fr")), ("cube", None)));
/// ```
pub fn unmarked_stem(stem: &str) -> (&str, Option<&str>) {
    stem.split_once(LANGUAGE_MARK).map_or((stem, None), |(stem, code)| (stem, Some(code)))
}

/// How the words of a language are stemmed.
#[derive(Clone, Copy)]
struct Stemming {
    stemmer: Option<Stemmer>,
    /// What marks the stems, unless they are English.
    mark: Option<Language>,
}

impl Stemming {
    fn of(language: Option<Language>) -> Stemming {
        let language = language.unwrap_or(Language::ENGLISH);
        let mark = (language != Language::ENGLISH).then_some(language);
        Stemming { stemmer: algorithm(language).map(Stemmer::new), mark }
    }

    fn stem_into(self, word: &str, stem: &mut String) {
        let Some(stemmer) = self.stemmer else { return stem.push_str(word) };
        stem.push_str(&stemmer.stem(word));
        if let Some(language) = self.mark {
            stem.push(LANGUAGE_MARK);
            stem.push_str(language.code());
        }
    }
}

/// The stemmer of a language.
fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language.code() {
        "en" => Algorithm::English,
        "de" => Algorithm::German,
        "fr" => Algorithm::French,
        "es" => Algorithm::Spanish,
        "it" => Algorithm::Italian,
        "pt" => Algorithm::Portuguese,
        "nl" => Algorithm::Dutch,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "tr" => Algorithm::Turkish,
        "ar" => Algorithm::Arabic,
        _ => return None,
    })
}
