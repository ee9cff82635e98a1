//! From a passage to the terms that the index holds, and their positions.
//!
//! A passage is analysed once, by the worker that read it; what tantivy's tokenizers get is the finished list as text,
//! which they only take apart. In it, a blank parts positions and `|` the forms at one position: the folded word, its
//! stem where that differs, and further forms: cased ones, and a word with what is elided before it. A leading `>N` moves
//! what follows N positions on.
//!
//! Every position bears two terms, so that field lengths stay comparable: the folded word, and its stem behind
//! [`STEM_MARK`], which keeps the stems apart in the dictionary from the words that prefixes and patterns expand to.

mod tokens;

use std::fmt::Write;

use rustc_hash::FxHashMap;

pub use tokens::{MentionList, MentionStream, TermList, TermStream};

use crate::fingerprint::word_hash;
use crate::text::{Language, Span, elision, fold_into, stem_into, words};

/// Stands before a stem.
pub const STEM_MARK: char = '\u{1}';

/// The longest term, in bytes; longer words are cut to it, in texts and queries alike.
pub const LONGEST_TERM: usize = 128;

/// Words that differ by case alone: capitals make them a name. Both forms are indexed.
const CASED: &[(&str, &str)] = &[("us", "US"), ("who", "WHO"), ("it", "IT"), ("aid", "AID")];

/// How many distinct words of a language are remembered before the memory starts anew: bounds it at some 15 MB.
const REMEMBERED: usize = 100_000;

/// Turns texts into terms; keeps the stemmer of each language met, and the forms of each word met in it.
#[derive(Debug, Default)]
pub struct Analyzer {
    languages: FxHashMap<Option<Language>, Forms>,
}

/// What becomes of the words of one language. To look a word up takes a quarter of the time of folding and stemming it.
#[derive(Debug)]
struct Forms {
    language: Option<Language>,
    /// The number of each word's form.
    known: FxHashMap<Box<str>, u32>,
    forms: Vec<Form>,
}

/// What becomes of a word as it is written.
#[derive(Debug)]
struct Form {
    /// The folded word, and behind it its stem where that differs, and the word with what is elided before it.
    text: Box<str>,
    /// How many bytes are elided before it.
    elided: usize,
    /// The hash of the folded word, whole.
    hash: u32,
    /// Its cased form.
    cased: Option<&'static str>,
}

/// A text, analysed.
#[derive(Debug, Default)]
pub struct Analysed {
    /// The value for an analysed field.
    pub value: String,
    /// The byte at which the word of each position begins.
    pub starts: Vec<usize>,
    /// A hash of the folded word of each position, of which fingerprints are made.
    pub hashes: Vec<u32>,
}

/// A word of a text with its folded form, cut to the longest term.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoldedWord {
    /// Where it stands.
    pub span: Span,
    /// Its folded form.
    pub word: String,
}

/// Cuts and folds the words of a text in a language: one for each position.
pub fn folded_words(text: &str, language: Option<Language>) -> impl Iterator<Item = FoldedWord> + '_ {
    words(text).map(move |word| {
        let span = bare_span(text, word.span, language);
        FoldedWord { span, word: term_of(span.of(text)) }
    })
}

/// Returns where a word stands without what is elided before it.
pub fn bare_span(text: &str, word: Span, language: Option<Language>) -> Span {
    Span::new(word.start + elision(word.of(text), language), word.end)
}

/// Returns the term that a word is indexed under.
pub fn term_of(word: &str) -> String {
    let mut term = String::with_capacity(word.len());
    term_into(word, &mut term);
    term
}

/// Puts the term that a word is indexed under behind what `term` holds, which must be nothing.
pub fn term_into(word: &str, term: &mut String) {
    fold_into(word, term);
    if term.len() > LONGEST_TERM {
        let end = (0..=LONGEST_TERM).rev().find(|end| term.is_char_boundary(*end)).unwrap_or(0);
        term.truncate(end);
    }
}

/// Returns the term of the stem of a folded word in a language.
pub fn stem_term(word: &str, language: Option<Language>) -> String {
    let mut term = String::with_capacity(word.len() + STEM_MARK.len_utf8());
    term.push(STEM_MARK);
    stem_into(word, language, &mut term);
    term
}

/// Returns the cased term of a word that is a name only in capitals (`US`, also written `U.S.`).
pub fn cased_term(word: &str) -> Option<&'static str> {
    let bare = || word.chars().filter(|character| *character != '.');
    if !(2..=4).contains(&bare().count()) || !bare().all(|character| character.is_ascii_uppercase()) {
        return None;
    }
    CASED.iter().map(|(_, cased)| *cased).find(|cased| cased.chars().eq(bare()))
}

impl Analyzer {
    /// Analyses a text. `from` is the number of positions to leave free before it.
    pub fn analyse(&mut self, text: &str, language: Option<Language>, from: u32) -> Analysed {
        let forms = self.forms(language);
        let mut analysed = Analysed {
            value: String::with_capacity(text.len() * 3 / 2),
            starts: Vec::with_capacity(text.len() / 6),
            hashes: Vec::with_capacity(text.len() / 6),
        };
        let shouting = is_shouting(text);
        if from > 0 {
            write!(analysed.value, ">{from} ").expect("writing to a String can't fail");
        }
        for word in words(text) {
            let form = forms.of(word.span.of(text));
            analysed.starts.push(word.span.start + form.elided);
            analysed.hashes.push(form.hash);
            analysed.value.push_str(&form.text);
            if let Some(cased) = form.cased.filter(|_| !shouting) {
                if !form.text.contains('|') {
                    analysed.value.push('|');
                    analysed.value.push_str(&form.text);
                }
                analysed.value.push('|');
                analysed.value.push_str(cased);
            }
            analysed.value.push(' ');
        }
        analysed
    }

    fn forms(&mut self, language: Option<Language>) -> &mut Forms {
        self.languages.entry(language).or_insert_with(|| Forms::new(language))
    }
}

impl Forms {
    fn new(language: Option<Language>) -> Forms {
        Forms { language, known: FxHashMap::default(), forms: Vec::new() }
    }

    fn of(&mut self, word: &str) -> &Form {
        if let Some(number) = self.known.get(word) {
            return &self.forms[*number as usize];
        }
        if self.forms.len() >= REMEMBERED {
            self.known.clear();
            self.forms.clear();
        }
        let form = self.form(word);
        self.known.insert(word.into(), self.forms.len() as u32);
        self.forms.push(form);
        &self.forms[self.forms.len() - 1]
    }

    fn form(&self, word: &str) -> Form {
        let elided = elision(word, self.language);
        let (whole, bare) = (term_of(word), term_of(&word[elided..]));
        let hash = word_hash(&whole);
        let mut stem = String::with_capacity(bare.len());
        stem_into(&bare, self.language, &mut stem);
        let text = match elided {
            0 if stem == bare => bare,
            0 => format!("{bare}|{stem}"),
            _ => format!("{bare}|{stem}|{whole}"),
        };
        Form { text: text.into(), elided, hash, cased: cased_term(&word[elided..]) }
    }
}

/// Tells whether a text is all in capitals, so that case shows nothing. A letter of a script without capitals shows that those
/// of others are meant.
fn is_shouting(text: &str) -> bool {
    let is_small = |letter: char| letter.is_alphabetic() && !letter.is_uppercase();
    text.len() > 12 && !text.bytes().any(|byte| byte.is_ascii_lowercase()) && !text.chars().any(is_small)
}

/// Returns the value of a field of mentions: each a term, the position of its first word and its length in words.
pub fn mentions_value<'t>(mentions: impl Iterator<Item = (std::borrow::Cow<'t, str>, u32, u32)>) -> String {
    let mut value = String::new();
    for (term, position, length) in mentions {
        writeln!(value, "{term}\t{}", encode_place(position, length)).expect("writing to a String can't fail");
    }
    value
}

/// The most words of a mention.
const LONGEST_MENTION: u32 = 32;

/// The position under which a mention is indexed: that of its first word and its length in words (1 to 32), in one number.
pub fn encode_place(position: u32, length: u32) -> u32 {
    position * LONGEST_MENTION + length.clamp(1, LONGEST_MENTION) - 1
}

/// Returns the first word's position and the length in words of an indexed mention.
pub fn decode_place(encoded: u32) -> (u32, u32) {
    (encoded / LONGEST_MENTION, encoded % LONGEST_MENTION + 1)
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    use super::*;

    fn terms(value: &str) -> Vec<(String, usize)> {
        let mut tokenizer = TermList::default();
        let mut stream = tokenizer.token_stream(value);
        let mut terms = Vec::new();
        while let Some(token) = stream.next() {
            terms.push((token.text.replace(STEM_MARK, "~"), token.position));
        }
        terms
    }

    #[test]
    fn every_position_bears_word_and_stem() {
        let Analysed { value, starts, .. } = Analyzer::default().analyse("Talks in İzmir", Some(Language::ENGLISH), 0);
        assert_eq!(starts, [0, 6, 9]);
        let wanted = [("talks", 0), ("~talk", 0), ("in", 1), ("~in", 1), ("izmir", 2), ("~izmir", 2)];
        assert_eq!(terms(&value), wanted.map(|(term, place)| (term.to_owned(), place)));
    }

    #[test]
    fn the_state_is_kept_apart_from_the_pronoun() {
        let Analysed { value, .. } = Analyzer::default().analyse("The U.S.-led talks help us, the US said", None, 64);
        let us: Vec<usize> = terms(&value).into_iter().filter(|(term, _)| term == "US").map(|(_, place)| place).collect();
        assert_eq!(us, [65, 71]);
        assert!(terms(&value).contains(&("us".into(), 69)));
        assert_eq!(cased_term("us"), None);
    }

    #[test]
    fn a_word_is_found_behind_what_is_elided_before_it() {
        let text = "de l’Iran à l'US Navy";
        let Analysed { value, starts, .. } = Analyzer::default().analyse(text, Language::from_code("fr"), 0);
        let begins: Vec<&str> = starts.iter().map(|start| text[*start..].split(' ').next().unwrap_or_default()).collect();
        assert_eq!(begins, ["de", "Iran", "à", "US", "Navy"]);
        let at = |place: usize| terms(&value).into_iter().filter(|term| term.1 == place).map(|term| term.0).collect::<Vec<_>>();
        assert_eq!(at(1), ["iran", "~iran~fr", "liran"]);
        assert_eq!(at(3)[2..], ["lus", "US"]);
        let Analysed { value, .. } = Analyzer::default().analyse("D'Angelo sang", Some(Language::ENGLISH), 0);
        assert_eq!(terms(&value)[0].0, "dangelo");
        assert!(!terms(&value).iter().any(|term| term.0 == "angelo"));
    }

    #[test]
    fn mentions_keep_place_and_length() {
        let value = mentions_value([("state/turkey\u{1}0".into(), 5, 1), ("person/x\u{1}1".into(), 9, 40)].into_iter());
        let mut tokenizer = MentionList::default();
        let mut stream = tokenizer.token_stream(&value);
        assert_eq!(stream.next().map(|token| decode_place(token.position as u32)), Some((5, 1)));
        assert_eq!(stream.next().map(|token| decode_place(token.position as u32)), Some((9, 32)));
        assert!(stream.next().is_none());
    }
}
