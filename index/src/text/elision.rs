//! Small words that lose their vowel, and cling to the next one: `l'Iran`, `d'Algérie`, `qu'il`, `dell'accordo`.
//!
//! Only the language tells them from names: Italian `d'Angelo` is "of Angelo", English `D'Angelo` a singer. So they are parted
//! in texts of the languages that write so, and nowhere else.

use super::Language;
use super::fold::is_apostrophe;

const FRENCH: &[&str] = &["l", "d", "qu", "j", "n", "s", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"];

const ITALIAN: &[&str] = &[
    "l", "un", "d", "dell", "all", "nell", "sull", "dall", "coll", "c", "m", "t", "s", "v", "n", "gl", "agl", "dagl", "degl",
    "negl", "sugl", "quell", "quest", "quant", "tutt", "anch", "com", "dov", "cos", "nessun", "alcun", "ciascun", "mezz", "senz",
];

const CATALAN: &[&str] = &["l", "d", "m", "t", "s", "n"];

/// Returns how many bytes at the head of a word, the apostrophe with them, are another that is elided before it; 0 for none.
///
/// ```
/// use nutgraf_index::text::{Language, elision};
/// let french = Language::from_code("fr");
/// assert_eq!(&"l’Iran"[elision("l’Iran", french)..], "Iran");
/// assert_eq!(&"aujourd'hui"[elision("aujourd'hui", french)..], "aujourd'hui");
/// assert_eq!(elision("D'Angelo", Some(Language::ENGLISH)), 0);
/// ```
pub fn elision(word: &str, language: Option<Language>) -> usize {
    let Some(elided) = language.and_then(elided_words) else { return 0 };
    let Some((place, apostrophe)) = word.char_indices().find(|(_, character)| is_apostrophe(*character)) else { return 0 };
    let host = place + apostrophe.len_utf8();
    let parts = elided.iter().any(|one| one.eq_ignore_ascii_case(&word[..place]));
    if parts && word[host..].starts_with(char::is_alphabetic) { host } else { 0 }
}

/// The words of a language that lose their vowel before another; `None` where none do in writing.
pub fn elided_words(language: Language) -> Option<&'static [&'static str]> {
    Some(match language.code() {
        "fr" => FRENCH,
        "it" => ITALIAN,
        "ca" => CATALAN,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host<'w>(word: &'w str, code: &str) -> &'w str {
        &word[elision(word, Language::from_code(code))..]
    }

    #[test]
    fn french_and_italian_part_their_small_words() {
        for (word, code, wanted) in [
            ("l'Iran", "fr", "Iran"),
            ("L’Élysée", "fr", "Élysée"),
            ("qu’il", "fr", "il"),
            ("JUSQU'ICI", "fr", "ICI"),
            ("dell’Ucraina", "it", "Ucraina"),
            ("l`accordo", "it", "accordo"),
            ("l'11", "it", "l'11"),
            ("aujourd’hui", "fr", "aujourd’hui"),
            ("presqu'île", "fr", "presqu'île"),
            ("O'Brien", "fr", "O'Brien"),
        ] {
            assert_eq!(host(word, code), wanted, "{word}");
        }
    }

    #[test]
    fn english_keeps_its_names() {
        for word in ["O'Brien", "d'Artagnan", "D’Angelo", "don't", "n'roll", "N'Djamena", "c'mon", "L'Oréal"] {
            assert_eq!((host(word, "en"), host(word, "de"), elision(word, None)), (word, word, 0));
        }
    }
}
