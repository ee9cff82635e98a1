//! The words of a hit that may be those of the query, and where the others stand.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyzer::{STEM_MARK, bare_span, cased_term, stem_term, term_into, term_of};
use crate::highlight::{MarkedWord, MarkedWords};
use crate::pattern::{Pattern, TermField};
use crate::text::{Language, Word, elided_words, unmarked_stem, words};

/// Cuts texts of a language into words as they are indexed: hits of a query hold the same few words again and again.
#[derive(Debug)]
pub(super) struct Marker {
    pub(super) language: Option<Language>,
    /// The terms of the stems of words met.
    stems: FxHashMap<String, String>,
}

impl Marker {
    /// A marker of texts of a language.
    pub(super) fn new(language: Option<Language>) -> Marker {
        Marker { language, stems: FxHashMap::default() }
    }

    /// The words of a text. One that no term of the pattern begins like keeps its place alone.
    pub(super) fn words(&mut self, text: &str, starts: &Starts) -> MarkedWords {
        let language = self.language;
        let mut words_of = MarkedWords { spans: Vec::with_capacity(text.len() / 5), marked: Vec::new() };
        let mut folded = String::new();
        let elides = language.and_then(elided_words).is_some();
        let code = language.as_ref().map_or("", Language::code);
        for Word { span: whole } in words(text) {
            let span = if elides { bare_span(text, whole, language) } else { whole };
            let typed = span.of(text);
            let place = words_of.spans.len() as u32;
            words_of.spans.push(span);
            let elided = if span == whole { String::new() } else { term_of(whole.of(text)) };
            if elided.is_empty() && !starts.may_begin(typed, code) {
                continue;
            }
            folded.clear();
            term_into(typed, &mut folded);
            let stem = if starts.may_be_stem(&folded, code) { self.stem(&folded) } else { String::new() };
            let word = if starts.may_be_word(&folded) { folded.clone() } else { String::new() };
            words_of.marked.push(MarkedWord { place, word, stem, cased: cased_term(typed), elided });
        }
        words_of
    }

    fn stem(&mut self, word: &str) -> String {
        if let Some(stem) = self.stems.get(word) {
            return stem.clone();
        }
        let stem = stem_term(word, self.language);
        self.stems.insert(word.to_owned(), stem.clone());
        stem
    }
}

/// How the terms of a pattern begin: a word that begins otherwise needs no stemming nor keeping, which is most of the work
/// of marking.
#[derive(Debug, Default)]
pub(super) struct Starts {
    words: FxHashSet<u8>,
    heads: Vec<Head>,
}

/// What the words of a stem begin with.
#[derive(Debug)]
struct Head {
    letters: String,
    /// The language whose words have the stem; `None` for English, and those that have none.
    code: Option<String>,
}

impl Starts {
    /// Collects the beginnings of a pattern's terms.
    pub(super) fn of(pattern: &Pattern) -> Starts {
        let mut starts = Starts::default();
        starts.collect(pattern);
        starts
    }

    fn collect(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Leaf(leaf) => leaf.operand.for_each_set(&mut |set| {
                for term in set.terms.iter().filter(|_| set.field == TermField::Text) {
                    match term.strip_prefix(STEM_MARK) {
                        Some(stem) => self.heads.push(Head::of(stem)),
                        // The terms of names in capitals keep them.
                        None => self.words.extend(term.bytes().next().map(|first| first.to_ascii_lowercase())),
                    }
                }
            }),
            Pattern::And(inner) | Pattern::Or(inner) => inner.iter().for_each(|pattern| self.collect(pattern)),
            Pattern::Not(inner) | Pattern::Optional(inner) | Pattern::SameSentence(inner) => self.collect(inner),
            Pattern::All | Pattern::Nothing | Pattern::Documents(_) => {}
        }
    }

    /// Tells whether a word, as it is written, may be any.
    fn may_begin(&self, typed: &str, code: &str) -> bool {
        let first = typed.bytes().next().map_or(0, |first| first.to_ascii_lowercase());
        !first.is_ascii() || self.words.contains(&first) || self.heads_of(code).any(|head| head.may_begin(typed))
    }

    fn may_be_word(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.words.contains(&first))
    }

    fn may_be_stem(&self, word: &str, code: &str) -> bool {
        let is_other = !word.starts_with(|first: char| first.is_ascii());
        self.heads_of(code).any(|head| is_other || word.starts_with(&head.letters))
    }

    fn heads_of(&self, code: &str) -> impl Iterator<Item = &Head> {
        self.heads.iter().filter(move |head| head.code.as_deref().is_none_or(|known| known == code))
    }
}

impl Head {
    /// Stemmers keep the first letter, where only Arabic's takes prefixes away. A word of an English stem begins with all of it
    /// but for a last letter that took the place of others (`hoping` is `hope`, `capability` is `capabl`), and but for `dying`,
    /// `lying` and `tying`.
    fn of(stem: &str) -> Head {
        let (stem, code) = unmarked_stem(stem);
        let is_english = code.is_none() && stem.len() > "die".len() && stem.bytes().all(|byte| byte.is_ascii_lowercase());
        let letters = if is_english { stem.len() - usize::from(stem.ends_with(['e', 'i', 'l', 'y'])) } else { 1 };
        Head { letters: stem.chars().take(letters).collect(), code: code.map(str::to_owned) }
    }

    /// Tells whether a word, as it is written, may begin so: folding leaves ASCII letters and digits what they are but for case, and
    /// may take anything else away.
    fn may_begin(&self, typed: &str) -> bool {
        let mut typed = typed.bytes();
        for letter in self.letters.bytes() {
            match typed.next() {
                Some(byte) if !byte.is_ascii_alphanumeric() => return true,
                Some(byte) if byte.eq_ignore_ascii_case(&letter) => {}
                _ => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_begins_as_its_stem_says(
            word in "[a-zA-Z]{1,6}(y|i)?(at|iz|abl|ibil|al|iv)?(ing|ies|ied|es|s|ly|ment|ational|ization|fulness|ity|)",
            language in prop::sample::select(vec!["en", "fr", "it", "de", "tr", "fi"]),
        ) {
            let stem = stem_term(&term_of(&word), Language::from_code(language));
            let starts = Starts { heads: vec![Head::of(stem.trim_start_matches(STEM_MARK))], ..Starts::default() };
            prop_assert!(starts.may_begin(&word, language), "{word}: {stem}");
            prop_assert!(starts.may_be_stem(&term_of(&word), language), "{word}: {stem}");
        }
    }

    #[test]
    fn points_and_accents_hide_no_stem() {
        for (word, stem) in [("U.N.E.S.C.O.", "unesco"), ("Élysées", "elyse"), ("o’clock", "oclock")] {
            let starts = Starts { heads: vec![Head::of(stem)], ..Starts::default() };
            assert!(starts.may_begin(word, "en"), "{word}");
        }
    }
}
