//! Where the most frequent words stand, kept from one query to the next.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use tantivy::schema::Field;

use crate::docs::Bits;
use crate::error::Result;

/// How many bytes the bits of all words of an index may take.
const MOST_BYTES: usize = 16 << 20;

/// The documents of frequent words in a segment, as bits. Half of the passages hold *the*: to read that list takes longer than all
/// else in a query, and nearly every question in whole sentences asks for it.
#[derive(Default)]
pub struct FrequentWords(RwLock<FxHashMap<(Field, String), Arc<Bits>>>);

impl FrequentWords {
    /// Returns the documents of a word of a field, read where they are not known; `None` where there is no room for more. The
    /// index has so many documents in all its segments, each of which may keep as many words.
    pub fn get(
        &self,
        field: Field,
        term: &str,
        documents: usize,
        read: impl FnOnce() -> Result<Bits>,
    ) -> Result<Option<Arc<Bits>>> {
        let key = (field, term.to_owned());
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(bits) = known.get(&key) {
            return Ok(Some(bits.clone()));
        }
        if known.len() >= MOST_BYTES * 8 / documents.max(1) {
            return Ok(None);
        }
        drop(known);
        let bits = Arc::new(read()?);
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, bits.clone());
        Ok(Some(bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_once_and_only_so_many_are_kept() {
        let words = FrequentWords::default();
        let field = Field::from_field_id(0);
        let get = |term: &str| words.get(field, term, MOST_BYTES * 4, || Ok(Bits::none(64))).unwrap();
        assert!(get("the").is_some() && get("of").is_some());
        assert!(get("and").is_none());
        assert!(words.get(field, "of", MOST_BYTES * 4, || unreachable!("it is known")).unwrap().is_some());
    }
}
