//! Which word forms belong together, by the language of the document (Snowball's algorithms).

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::Language;

/// Parts a stem from the language it was found by.
const LANGUAGE_MARK: char = '\u{1}';

/// Stems folded words of one language, and remembers the stem of each distinct word: stemming is what bounds indexing.
///
/// Stems of other languages than English bear the language's code, so that French `cube` does not find English `cub`.
pub struct Stems {
    stemming: Stemming,
    /// The number of the stem of each word met.
    known: FxHashMap<Box<str>, u32>,
    stems: Vec<Box<str>>,
}

/// How many distinct words are remembered before the memory starts anew: bounds it at some 20 MB.
const REMEMBERED: usize = 200_000;

impl std::fmt::Debug for Stems {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Stems").field("remembered", &self.known.len()).finish_non_exhaustive()
    }
}

impl Stems {
    /// A stemmer for a language, English if it is unknown; where the language has none, every word is its own stem.
    pub fn new(language: Option<Language>) -> Stems {
        Stems { stemming: Stemming::of(language), known: FxHashMap::default(), stems: Vec::new() }
    }

    /// Returns the stem of a folded word.
    ///
    /// ```
    /// use nutgraf_index::text::{Language, Stems};
    /// let mut stems = Stems::new(Some(Language::ENGLISH));
    /// assert_eq!(stems.stem("talks").to_owned(), stems.stem("talk").to_owned());
    /// ```
    pub fn stem<'s>(&'s mut self, word: &'s str) -> &'s str {
        if self.stemming.stemmer.is_none() {
            return word;
        }
        if let Some(number) = self.known.get(word) {
            return &self.stems[*number as usize];
        }
        if self.stems.len() >= REMEMBERED {
            self.known.clear();
            self.stems.clear();
        }
        let mut stem = String::with_capacity(word.len());
        self.stemming.stem_into(word, &mut stem);
        self.known.insert(word.into(), self.stems.len() as u32);
        self.stems.push(stem.into());
        &self.stems[self.stems.len() - 1]
    }
}

/// Appends the stem of a folded word in a language, as [`Stems`] gives it, which is faster for many words of a language.
pub fn stem_into(word: &str, language: Option<Language>, stem: &mut String) {
    Stemming::of(language).stem_into(word, stem);
}

/// Takes a stem apart: without its mark, and the code of the language by which it was found; `None` where the stem is an English
/// one, or a word of a language without stems.
///
/// ```
/// use nutgraf_index::text::{Language, Stems, unmarked_stem};
/// assert_eq!(unmarked_stem(Stems::new(Language::from_code("fr")).stem("cubes")), ("cub", Some("fr")));
/// assert_eq!(unmarked_stem(Stems::new(None).stem("cubes")), ("cube", None));
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
