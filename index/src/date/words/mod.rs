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
    /// Words of ASCII letters, lower case, packed into a number.
    words: Vec<(u128, Term)>,
    /// Where a word's hash leads: its number among `words` from 1, or 0; open addressing. Few bytes, for nearly every word of a
    /// text is asked for here and few are found.
    places: [u16; PLACES],
    /// All words, folded, for those that hold other letters.
    folded: FxHashMap<String, Term>,
}

/// A power of two, several times the number of words.
const PLACES: usize = 4096;

/// The longest ASCII word of the tables, in letters.
const LONGEST: usize = 15;

/// The vocabulary; built once.
pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::build);

impl Vocabulary {
    fn build() -> Vocabulary {
        let mut vocabulary =
            Vocabulary { lengths: [0; 26], words: Vec::new(), places: [0; PLACES], folded: FxHashMap::default() };
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
        if let Err(place) = self.find(key) {
            self.words.push((key, term));
            self.places[place] = self.words.len() as u16;
            self.lengths[usize::from(word[0] - b'a')] |= 1 << word.len();
        }
    }

    /// The term of a packed word, or else the place where it would be put.
    fn find(&self, key: u128) -> Result<Term, usize> {
        let mut place = slot(key);
        while let Some((found, term)) = usize::from(self.places[place]).checked_sub(1).map(|number| self.words[number]) {
            if found == key {
                return Ok(term);
            }
            place = (place + 1) % PLACES;
        }
        Err(place)
    }

    /// Looks up a word of ASCII letters in any case.
    pub(super) fn ascii(&self, word: &[u8]) -> Option<Term> {
        let first = usize::from((word.first()? | 0x20).wrapping_sub(b'a'));
        if word.len() > LONGEST || self.lengths.get(first)? & (1 << word.len()) == 0 {
            return None;
        }
        self.find(pack(word)).ok()
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

fn slot(key: u128) -> usize {
    let mixed = (key as u64 ^ (key >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize % PLACES
}
