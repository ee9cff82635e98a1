//! From typed words to the terms that the index holds.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

use super::{Planner, SCORED_EXPANSIONS};
use crate::analyzer::{cased_term, stem_term, term_of};
use crate::error::Result;
use crate::pattern::{Operand, TermField, TermSet};
use crate::proximity::Arrangement;
use crate::query::{TermForm, Warning, WarningKind};
use crate::text::{elision, fold_phrase, words};
use crate::vocabulary::expand;

impl Planner<'_> {
    /// A typed word: a phrase, where it splits.
    pub(super) fn term(&mut self, text: &str, form: TermForm) -> Result<Option<Operand>> {
        match form {
            TermForm::Stemmed | TermForm::Exact => {
                let exact = form == TermForm::Exact || self.reading.exact;
                let operands = words(text).map(|word| self.word(word.span.of(text), exact)).collect::<Result<_>>()?;
                Ok(arranged(operands, Arrangement::Phrase { slop: 0 }))
            }
            TermForm::Wildcard => {
                let mut operands = Vec::new();
                for piece in without_thousands(text).split(|character: char| !is_of_wildcard(character)) {
                    let folded = fold_pattern(piece);
                    if folded.contains(['*', '?']) {
                        operands.push(self.expansion(&folded, form)?);
                    } else if !folded.is_empty() {
                        operands.push(self.word(piece, self.reading.exact)?);
                    }
                }
                Ok(arranged(operands, Arrangement::Phrase { slop: 0 }))
            }
            TermForm::Fuzzy(_) => Ok(Some(self.expansion(&fold_phrase(text).replace(' ', ""), form)?)),
            TermForm::Regex | TermForm::Range => Ok(Some(self.expansion(text, form)?)),
        }
    }

    fn word(&mut self, word: &str, exact: bool) -> Result<Operand> {
        let terms = match cased_term(word) {
            Some(cased) => BTreeSet::from([cased.to_owned()]),
            None if exact => BTreeSet::from([term_of(word)]),
            None => self.stems(word)?,
        };
        Ok(Operand::Terms(TermSet { field: TermField::Text, terms }))
    }

    /// The stems of a word as every language of the index reads it; of those that no passage holds, one where there is no other:
    /// each would be looked up again and again.
    fn stems(&self, word: &str) -> Result<BTreeSet<String>> {
        let languages = match self.snapshot.languages() {
            [] => &[None],
            languages => languages,
        };
        let (mut held, mut others) = (BTreeSet::new(), BTreeSet::new());
        let folded = term_of(word);
        for language in languages.iter().copied() {
            let stem = match elision(word, language) {
                0 => stem_term(&folded, language),
                elided => stem_term(&term_of(&word[elided..]), language),
            };
            if held.contains(&stem) || others.contains(&stem) {
                continue;
            }
            if self.is_held(&stem)? {
                held.insert(stem)
            } else {
                others.insert(stem)
            };
        }
        if held.is_empty() {
            held.extend(others.pop_first());
        }
        Ok(held)
    }

    /// Tells whether any segment holds a term: most words stand in the first that is asked.
    fn is_held(&self, term: &str) -> Result<bool> {
        for segment in self.snapshot.segments() {
            for field in &self.text_fields {
                if segment.document_frequency(*field, term)? > 0 {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn expansion(&mut self, text: &str, form: TermForm) -> Result<Operand> {
        let found = expand(self.snapshot, &self.text_fields, text, form)?;
        if found.len() > SCORED_EXPANSIONS {
            let message = format!(
                "'{text}' stands for {} words; all of them match, the {SCORED_EXPANSIONS} most frequent score",
                found.len()
            );
            self.warnings.push(Warning::new(WarningKind::ExpansionCut, message));
        }
        Ok(Operand::Terms(TermSet { field: TermField::Text, terms: found.into_keys().collect() }))
    }
}

/// Several operands as one that stands as asked; a single one is left alone.
pub(super) fn arranged(mut operands: Vec<Operand>, arrangement: Arrangement) -> Option<Operand> {
    match operands.len() {
        0 => None,
        1 => operands.pop(),
        _ => Some(Operand::Arranged { operands, arrangement }),
    }
}

/// Takes the commas out that stand between digits, as folding does.
fn without_thousands(text: &str) -> String {
    let is_digit = |place: Option<usize>| place.and_then(|place| text.as_bytes().get(place)).is_some_and(u8::is_ascii_digit);
    let is_inside = |place: usize| is_digit(place.checked_sub(1)) && is_digit(Some(place + 1));
    text.char_indices().filter(|(place, mark)| *mark != ',' || !is_inside(*place)).map(|(_, character)| character).collect()
}

/// Tells whether a character belongs to the word that a wildcard stands for.
fn is_of_wildcard(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character) || matches!(character, '*' | '?' | '\'' | '’' | '.')
}

/// Folds the letters of a wildcard and keeps its `*` and `?`.
pub(super) fn fold_pattern(piece: &str) -> String {
    let mut folded = String::new();
    for run in piece.split_inclusive(['*', '?']) {
        let letters = run.trim_end_matches(['*', '?']);
        folded.push_str(&term_of(letters));
        folded.push_str(&run[letters.len()..]);
    }
    folded
}
