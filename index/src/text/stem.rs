//! Which word forms belong together, by the language of the document (Snowball's algorithms).

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// A natural language by its ISO 639-1 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Language([u8; 2]);

impl Language {
    /// English.
    pub const ENGLISH: Language = Language(*b"en");

    /// Reads a code such as `en`, `tr` or `en-GB`; `None` where it begins with no two letters.
    ///
    /// ```
    /// use nutgraf_index::text::Language;
    /// assert_eq!(Language::from_code("en-GB"), Some(Language::ENGLISH));
    /// assert_eq!(Language::from_code("English"), Some(Language::ENGLISH));
    /// ```
    pub fn from_code(code: &str) -> Option<Language> {
        let lower = code.trim().to_ascii_lowercase();
        if let Some((_, short)) = NAMES.iter().find(|(name, _)| *name == lower) {
            return Some(Language([short.as_bytes()[0], short.as_bytes()[1]]));
        }
        let main = lower.split(['-', '_']).next()?.as_bytes();
        match main {
            [first, second] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic() => Some(Language([*first, *second])),
            _ => None,
        }
    }

    /// Returns the two-letter code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("en")
    }

    /// Guesses the language of a text from its first 1,000 characters; `None` where there are too few letters to tell.
    pub fn guess(text: &str) -> Option<Language> {
        let end = text.char_indices().nth(1_000).map_or(text.len(), |(place, _)| place);
        let sample = &text[..end];
        if sample.chars().filter(|character| character.is_alphabetic()).take(20).count() < 20 {
            return None;
        }
        Language::from_code(match whichlang::detect_language(sample) {
            whichlang::Lang::Ara => "ar",
            whichlang::Lang::Cmn => "zh",
            whichlang::Lang::Deu => "de",
            whichlang::Lang::Eng => "en",
            whichlang::Lang::Fra => "fr",
            whichlang::Lang::Hin => "hi",
            whichlang::Lang::Ita => "it",
            whichlang::Lang::Jpn => "ja",
            whichlang::Lang::Kor => "ko",
            whichlang::Lang::Nld => "nl",
            whichlang::Lang::Por => "pt",
            whichlang::Lang::Rus => "ru",
            whichlang::Lang::Spa => "es",
            whichlang::Lang::Swe => "sv",
            whichlang::Lang::Tur => "tr",
            whichlang::Lang::Vie => "vi",
        })
    }

    fn algorithm(self) -> Option<Algorithm> {
        Some(match &self.0 {
            b"en" => Algorithm::English,
            b"de" => Algorithm::German,
            b"fr" => Algorithm::French,
            b"es" => Algorithm::Spanish,
            b"it" => Algorithm::Italian,
            b"pt" => Algorithm::Portuguese,
            b"nl" => Algorithm::Dutch,
            b"ru" => Algorithm::Russian,
            b"sv" => Algorithm::Swedish,
            b"tr" => Algorithm::Turkish,
            b"ar" => Algorithm::Arabic,
            _ => return None,
        })
    }
}

const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("german", "de"),
    ("french", "fr"),
    ("spanish", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("russian", "ru"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("eng", "en"),
    ("deu", "de"),
    ("ger", "de"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("spa", "es"),
    ("ita", "it"),
    ("por", "pt"),
    ("nld", "nl"),
    ("rus", "ru"),
    ("swe", "sv"),
    ("tur", "tr"),
    ("ara", "ar"),
    ("zho", "zh"),
];

impl From<Language> for String {
    fn from(language: Language) -> String {
        language.code().to_owned()
    }
}

impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(code: String) -> Result<Language, String> {
        Language::from_code(&code).ok_or_else(|| format!("'{code}' is not a language code"))
    }
}

/// Stems folded words of one language, and remembers the stem of each distinct word: stemming is what bounds indexing.
pub struct Stems {
    stemmer: Option<Stemmer>,
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
    /// A stemmer for a language; where the language has none, every word is its own stem.
    pub fn new(language: Option<Language>) -> Stems {
        Stems {
            stemmer: language.and_then(Language::algorithm).map(Stemmer::new),
            known: FxHashMap::default(),
            stems: Vec::new(),
        }
    }

    /// Returns the stem of a folded word.
    ///
    /// ```
    /// use nutgraf_index::text::{Language, Stems};
    /// let mut stems = Stems::new(Some(Language::ENGLISH));
    /// assert_eq!(stems.stem("talks").to_owned(), stems.stem("talk").to_owned());
    /// ```
    pub fn stem<'s>(&'s mut self, word: &'s str) -> &'s str {
        let Some(stemmer) = &self.stemmer else { return word };
        if let Some(number) = self.known.get(word) {
            return &self.stems[*number as usize];
        }
        if self.stems.len() >= REMEMBERED {
            self.known.clear();
            self.stems.clear();
        }
        self.known.insert(word.into(), self.stems.len() as u32);
        self.stems.push(stemmer.stem(word).into());
        &self.stems[self.stems.len() - 1]
    }
}
