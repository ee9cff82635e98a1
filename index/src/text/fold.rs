//! Which spellings are the same word: case, diacritics, the dotless i, apostrophes and what clings to a word behind them,
//! points of acronyms.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds one word (as [`words`](super::words) cuts it): lower case, no diacritics, `ı` and `İ` as `i`, no apostrophes, no
/// possessive `'s` or shortened verb, no points inside an acronym, no thousands commas, compatibility forms as plain ones.
///
/// ```
/// use nutgraf_index::text::fold;
/// assert_eq!(fold("Erdoğan’s"), "erdogan");
/// assert_eq!(fold("İSTANBUL"), "istanbul");
/// assert_eq!(fold("Kılıçdaroğlu"), fold("Kilicdaroglu"));
/// assert_eq!(fold("U.S"), "us");
/// assert_eq!(fold("3,000"), "3000");
/// ```
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Folds one word behind what `out` holds already.
pub fn fold_into(word: &str, out: &mut String) {
    let word = strip_clitic(word);
    if word.is_ascii() {
        fold_ascii(word, out);
    } else {
        fold_unicode(word, out);
    }
}

/// Folds each word of a name or phrase and joins them by single blanks.
///
/// ```
/// assert_eq!(nutgraf_index::text::fold_phrase("Recep Tayyip  ERDOĞAN"), "recep tayyip erdogan");
/// ```
pub fn fold_phrase(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    for word in super::words(phrase) {
        let before = folded.len();
        if before > 0 {
            folded.push(' ');
        }
        let start = folded.len();
        fold_into(word.span.of(phrase), &mut folded);
        if folded.len() == start {
            folded.truncate(before);
        }
    }
    folded
}

/// Whether a character is of the block of dashes, curly quotes and the like: the commonest marks beyond ASCII, and slow to look up
/// in the tables of letters.
pub(crate) fn is_general_punctuation(character: char) -> bool {
    ('\u{2000}'..='\u{206f}').contains(&character)
}

/// Tells whether a character serves as an apostrophe.
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '＇' | '`' | '´')
}

/// Verbs that are shortened to what stands behind an apostrophe.
const SHORTENED: [&str; 5] = ["d", "ll", "m", "re", "ve"];

/// What they cling to. Not to names: `Sa'd` is no shortened verb.
const HOSTS: [&str; 22] = [
    "could", "he", "here", "how", "i", "it", "might", "must", "she", "should", "that", "there", "they", "this", "we", "what",
    "when", "where", "who", "why", "would", "you",
];

/// Returns the word without a possessive ending (`'s`, in any of the apostrophes) and without a shortened verb: `we'll` is no
/// `well`.
fn strip_clitic(word: &str) -> &str {
    for length in 1..=2 {
        let Some((host, tail)) = word.len().checked_sub(length).and_then(|place| word.split_at_checked(place)) else { break };
        let Some(apostrophe) = host.chars().next_back().filter(|last| is_apostrophe(*last)) else { continue };
        let host = &host[..host.len() - apostrophe.len_utf8()];
        let is = |words: &[&str], word: &str| words.iter().any(|one| one.eq_ignore_ascii_case(word));
        if !host.is_empty() && tail.eq_ignore_ascii_case("s") || is(&SHORTENED, tail) && is(&HOSTS, host) {
            return host;
        }
    }
    word
}

fn fold_ascii(word: &str, out: &mut String) {
    let start = out.len();
    out.extend(word.bytes().filter(|byte| !matches!(byte, b'\'' | b'`' | b',')).map(|byte| byte.to_ascii_lowercase() as char));
    strip_acronym_points(out, start);
}

fn fold_unicode(word: &str, out: &mut String) {
    let start = out.len();
    for character in word.chars() {
        match character {
            'a'..='z' | '0'..='9' | '.' => out.push(character),
            'A'..='Z' => out.push(character.to_ascii_lowercase()),
            'ı' | 'İ' => out.push('i'),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ħ' | 'Ħ' => out.push('h'),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ß' | 'ẞ' => out.push_str("ss"),
            'þ' | 'Þ' => out.push_str("th"),
            'ə' | 'Ə' => out.push('e'),
            character if is_invisible(character) => {}
            ',' | '\u{640}' => {}
            other if is_apostrophe(other) => {}
            other => fold_decomposed(other, out),
        }
    }
    strip_acronym_points(out, start);
}

/// Tells whether a character only says how others are joined, parted or directed.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn fold_decomposed(character: char, out: &mut String) {
    // Some letters stand for several words (`ﷺ`): without the blanks they stay one, as the places of words are counted.
    for part in std::iter::once(character).nfkd().filter(|part| !is_combining_mark(*part) && !part.is_whitespace()) {
        match part {
            'ı' => out.push('i'),
            part => out.extend(part.to_lowercase().filter(|lower| !is_combining_mark(*lower))),
        }
    }
}

/// Takes the points out of what stands from `start` on, if it is an acronym (`u.s`, `e.g`); a number keeps its point.
fn strip_acronym_points(out: &mut String, start: usize) {
    let folded = &out[start..];
    if folded.contains('.') && !folded.bytes().any(|byte| byte.is_ascii_digit()) {
        let kept: String = folded.chars().filter(|character| *character != '.').collect();
        out.truncate(start);
        out.push_str(&kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_idempotent_on_names() {
        for word in ["Erdoğan", "Łódź", "Åland", "Straße", "Þórr", "İzmir", "ﬁnance", "Ǆ", "é", "e\u{301}"] {
            assert_eq!(fold(&fold(word)), fold(word), "{word}");
        }
    }

    #[test]
    fn possessive_goes_but_a_lone_s_stays() {
        assert_eq!(fold("Assad's"), "assad");
        assert_eq!(fold("ASSAD’S"), "assad");
        assert_eq!(fold("can't"), "cant");
        assert_eq!(fold("s"), "s");
    }

    #[test]
    fn a_shortened_verb_makes_no_other_word() {
        for (word, folded) in [("we'll", "we"), ("She’ll", "she"), ("I'VE", "i"), ("could've", "could"), ("you`re", "you")] {
            assert_eq!(fold(word), folded, "{word}");
        }
        for (word, folded) in [("Sa'd", "sad"), ("o'er", "oer"), ("'d", "d"), ("ll", "ll"), ("d'ye", "dye")] {
            assert_eq!(fold(word), folded, "{word}");
        }
    }

    #[test]
    fn marks_of_direction_are_no_letters() {
        assert_eq!(fold("\u{2068}Assad\u{2069}"), "assad");
        assert_eq!(fold("\u{202b}دمشق\u{202c}"), "دمشق");
    }

    #[test]
    fn a_letter_that_stands_for_several_words_is_one() {
        assert_eq!(fold("ﷺ"), "صلىاللهعليهوسلم");
    }

    #[test]
    fn names_of_single_letters_are_kept() {
        assert_eq!(fold_phrase("S&P"), "s p");
        assert_eq!(fold_phrase("J. P. Morgan"), "j p morgan");
    }

    #[test]
    fn numbers_keep_their_point() {
        assert_eq!(fold("1.5bn"), "1.5bn");
    }
}
