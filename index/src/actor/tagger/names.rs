//! Is the word a name that people or places bear?
//!
//! A table of names, learned from lists by `examples/learn_names.rs`. Nobody is known by it: it tells the tagger only that
//! `Takeo` is a name of people and `Warrnambool` one of a place, of which it may never have read.

/// The slots of the table, a power of two, and the bytes of each.
pub const NAME_SLOTS: usize = 1 << 18;
/// Two bytes of the word's hash and the code of its sort; 0 for an empty slot.
pub const NAME_SLOT: usize = 3;

static TABLE: &[u8] = include_bytes!("../weights/names.bin");

/// What a word is as a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NameSort {
    /// A given name: 0 no, 1 rarely, 2 often.
    pub given: u8,
    /// A surname, or a name of people in general: 0 no, 1 rarely, 2 often.
    pub surname: u8,
    /// A place: 0 no, 1 a part of its name, 2 the name of a small one, 3 of a large one.
    pub place: u8,
}

impl NameSort {
    /// All of it as one small number, 0 for no name.
    pub const fn code(self) -> u8 {
        (self.given * 3 + self.surname) * 4 + self.place
    }

    /// The sort of a word, by the hash of its folded form.
    pub fn of(folded: u64) -> NameSort {
        let code = NameSort::code_of(folded);
        NameSort { given: code / 12, surname: code / 4 % 3, place: code % 4 }
    }

    /// The code of a word's sort, by the hash of its folded form.
    pub fn code_of(folded: u64) -> u8 {
        let check = ((folded >> 48) as u16).to_le_bytes();
        let mut slot = folded as usize & (NAME_SLOTS - 1);
        while let Some(&[a, b, code]) = TABLE.get(slot * NAME_SLOT..(slot + 1) * NAME_SLOT) {
            if code == 0 || [a, b] == check {
                return code;
            }
            slot = (slot + 1) & (NAME_SLOTS - 1);
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::token::hash_folded;

    #[test]
    fn names_of_people_and_places_are_told_from_words() {
        let sort = |word: &str| NameSort::code_of(hash_folded(word));
        let person = NameSort { given: 2, surname: 2, place: 0 }.code();
        assert!((1..=person + 3).contains(&sort("james")));
        assert_eq!(sort("warrnambool") % 4, 2);
        assert!(sort("takeo") >= 4);
        assert_eq!(sort("notwithstanding"), 0);
    }
}
