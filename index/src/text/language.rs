//! Which language a text is in.

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

    /// Guesses the language of a text from its first 1,000 characters; `None` where they do not tell.
    ///
    /// Detectors that go by letters take short English for Dutch or Italian. So a language written in Latin letters must
    /// also show in its small words: more of its own than of English ones.
    ///
    /// ```
    /// use nutgraf_index::text::Language;
    /// assert_eq!(Language::guess("The talks in Ankara ended without a deal."), Some(Language::ENGLISH));
    /// assert_eq!(Language::guess("Die Gespräche in Ankara endeten ohne eine Einigung.").map(String::from).as_deref(), Some("de"));
    /// assert_eq!(Language::guess("Solar capacity: 12 gigawatts"), None);
    /// ```
    pub fn guess(text: &str) -> Option<Language> {
        let end = text.char_indices().nth(1_000).map_or(text.len(), |(place, _)| place);
        let sample = &text[..end];
        if sample.chars().filter(|character| character.is_alphabetic()).take(20).count() < 20 {
            return None;
        }
        if is_plainly_english(sample) {
            return Some(Language::ENGLISH);
        }
        let guessed = Language(detected(sample));
        let Some(own) = small_words(guessed) else { return Some(guessed) };
        let lower = sample.to_lowercase();
        let count = |words: &[&str]| lower.split(|one: char| !one.is_alphabetic()).filter(|word| words.contains(word)).count();
        let (own, english) = (count(own), count(ENGLISH_SMALL_WORDS));
        match english.max(own) {
            0 => None,
            _ if own > english && own > 1 => Some(guessed),
            _ => Some(Language::ENGLISH),
        }
    }
}

/// Every twentieth word is "the" or "and", which no other language has: a detector would only confirm it, slowly.
fn is_plainly_english(sample: &str) -> bool {
    let (mut words, mut english) = (0, 0);
    for word in sample.split_ascii_whitespace() {
        words += 1;
        english += usize::from(word.len() == 3 && (word.eq_ignore_ascii_case("the") || word.eq_ignore_ascii_case("and")));
    }
    english >= 5 && english * 20 >= words
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

/// What the letters of a text speak for.
fn detected(sample: &str) -> [u8; 2] {
    *match whichlang::detect_language(sample) {
        whichlang::Lang::Ara => b"ar",
        whichlang::Lang::Cmn => b"zh",
        whichlang::Lang::Deu => b"de",
        whichlang::Lang::Eng => b"en",
        whichlang::Lang::Fra => b"fr",
        whichlang::Lang::Hin => b"hi",
        whichlang::Lang::Ita => b"it",
        whichlang::Lang::Jpn => b"ja",
        whichlang::Lang::Kor => b"ko",
        whichlang::Lang::Nld => b"nl",
        whichlang::Lang::Por => b"pt",
        whichlang::Lang::Rus => b"ru",
        whichlang::Lang::Spa => b"es",
        whichlang::Lang::Swe => b"sv",
        whichlang::Lang::Tur => b"tr",
        whichlang::Lang::Vie => b"vi",
    }
}

const ENGLISH_SMALL_WORDS: &[&str] = &[
    "a", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "is", "it", "of", "on", "that", "the", "this", "to",
    "was", "we", "with",
];

/// The small words by which a language in Latin letters is known; `None` for other scripts, which are known by their letters.
fn small_words(language: Language) -> Option<&'static [&'static str]> {
    Some(match &language.0 {
        b"en" => ENGLISH_SMALL_WORDS,
        b"de" => &[
            "auf", "aus", "das", "dem", "den", "der", "des", "die", "ein", "eine", "für", "im", "in", "ist", "mit", "nicht",
            "sich", "und", "von", "zu",
        ],
        b"fr" => &[
            "a", "au", "ce", "dans", "de", "des", "du", "en", "est", "et", "il", "la", "le", "les", "l", "d", "pour", "que",
            "qui", "sur", "un", "une",
        ],
        b"es" => &[
            "a", "al", "con", "de", "del", "el", "en", "es", "la", "las", "lo", "los", "no", "para", "por", "que", "se", "su",
            "un", "una", "y",
        ],
        b"it" => &[
            "a", "al", "che", "con", "da", "del", "della", "di", "e", "è", "gli", "i", "il", "in", "la", "le", "l", "non", "per",
            "si", "sono", "un", "una",
        ],
        b"pt" => &[
            "a", "ao", "as", "com", "da", "das", "de", "do", "dos", "e", "em", "é", "na", "no", "o", "os", "para", "por", "que",
            "se", "um", "uma",
        ],
        b"nl" => &["aan", "de", "dat", "een", "en", "het", "in", "is", "met", "niet", "om", "op", "te", "van", "voor", "zijn"],
        b"sv" => {
            &["att", "av", "de", "den", "det", "en", "ett", "för", "har", "i", "inte", "med", "och", "på", "som", "till", "är"]
        }
        b"tr" => &[
            "bir", "bu", "çok", "da", "daha", "de", "diye", "en", "gibi", "ile", "için", "kadar", "o", "olan", "olarak", "oldu",
            "sonra", "ve", "ya",
        ],
        b"vi" => &[
            "các", "cho", "có", "của", "cùng", "đã", "để", "được", "không", "là", "một", "này", "người", "những", "trong", "và",
            "với",
        ],
        _ => return None,
    })
}
