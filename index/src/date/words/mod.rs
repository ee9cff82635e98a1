//! Which words does the grammar of dates know? A table a language, and one look-up for all.

mod english;
mod others;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::term::Term;
use crate::text::fold::fold_into;

/// All known words, ready for look-up.
pub(super) struct Vocabulary {
    /// For each first letter the lengths of its words, as bits: most words of a text are turned away by this.
    lengths: [u32; 26],
    /// Words of ASCII letters, lower case, packed into a number; open addressing, a power of two of places.
    places: Vec<(u128, Option<Term>)>,
    /// All words, folded, for those that hold other letters.
    folded: FxHashMap<String, Term>,
}

/// The longest ASCII word of the tables, in letters.
const LONGEST: usize = 15;

/// The vocabulary; built once.
pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::build);

impl Vocabulary {
    fn build() -> Vocabulary {
        let mut vocabulary = Vocabulary { lengths: [0; 26], places: vec![(0, None); 2048], folded: FxHashMap::default() };
        let english = [english::NAMES, english::MEASURES, english::NUMBERS, english::HOLIDAYS, english::GRAMMAR];
        for (word, term) in english.into_iter().flatten().chain(others::PARTICLES) {
            vocabulary.add(word, *term);
        }
        for names in others::LANGUAGES {
            vocabulary.add_names(names);
        }
        vocabulary
    }

    fn add_names(&mut self, names: &others::Names) {
        for (spellings, month) in names.months.iter().zip(1..) {
            spellings.split_whitespace().for_each(|word| self.add(word, Term::Month(month, names.naming)));
        }
        for (spellings, day) in names.weekdays.iter().zip(1..) {
            spellings.split_whitespace().for_each(|word| self.add(word, Term::Weekday(day, names.naming)));
        }
    }

    /// Adds a word unless it is known already: English comes first.
    fn add(&mut self, word: &str, term: Term) {
        let mut folded = String::new();
        fold_into(word, &mut folded);
        if folded.is_ascii() && !folded.is_empty() && folded.len() <= LONGEST {
            self.add_ascii(folded.as_bytes(), term);
        }
        self.folded.entry(folded).or_insert(term);
    }

    fn add_ascii(&mut self, word: &[u8], term: Term) {
        let key = pack(word);
        let mut place = slot(key, self.places.len());
        while self.places[place].1.is_some() && self.places[place].0 != key {
            place = (place + 1) % self.places.len();
        }
        if self.places[place].1.is_none() {
            self.places[place] = (key, Some(term));
            self.lengths[usize::from(word[0] - b'a')] |= 1 << word.len();
        }
    }

    /// Looks up a word of ASCII letters in any case.
    pub(super) fn ascii(&self, word: &[u8]) -> Option<Term> {
        let first = usize::from((word.first()? | 0x20).wrapping_sub(b'a'));
        if word.len() > LONGEST || self.lengths.get(first)? & (1 << word.len()) == 0 {
            return None;
        }
        let key = pack(word);
        let mut place = slot(key, self.places.len());
        while let (found, Some(term)) = self.places[place] {
            if found == key {
                return Some(term);
            }
            place = (place + 1) % self.places.len();
        }
        None
    }

    /// Looks up a word that holds letters beyond ASCII; `buffer` spares an allocation a word.
    pub(super) fn folded(&self, word: &str, buffer: &mut String) -> Option<Term> {
        buffer.clear();
        fold_into(word, buffer);
        self.folded.get(buffer.as_str()).copied()
    }
}

/// Up to 16 letters, in lower case, as one number.
fn pack(word: &[u8]) -> u128 {
    word.iter().fold(0, |key, byte| key << 8 | u128::from(byte | 0x20))
}

fn slot(key: u128, places: usize) -> usize {
    let mixed = (key as u64 ^ (key >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize & (places - 1)
}
