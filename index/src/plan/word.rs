//! From typed words to the terms that the index holds.

use std::collections::BTreeSet;

use super::{Planner, SCORED_EXPANSIONS};
use crate::analyzer::{STEM_MARK, cased_term, term_of};
use crate::error::Result;
use crate::pattern::{Operand, TermField, TermSet};
use crate::proximity::Arrangement;
use crate::query::{TermForm, Warning, WarningKind};
use crate::text::{fold_phrase, words};
use crate::vocabulary::expand;

impl Planner<'_> {
    /// A typed word: a phrase, where it splits.
    pub(super) fn term(&mut self, text: &str, form: TermForm) -> Result<Option<Operand>> {
        match form {
            TermForm::Stemmed | TermForm::Exact => {
                let exact = form == TermForm::Exact || self.reading.exact;
                let operands = words(text).map(|word| self.word(word.span.of(text), exact)).collect();
                Ok(arranged(operands, Arrangement::Phrase { slop: 0 }))
            }
            TermForm::Wildcard => {
                let mut operands = Vec::new();
                for piece in text
                    .split(|character: char| !(character.is_alphanumeric() || matches!(character, '*' | '?' | '\'' | '’' | '.')))
                {
                    let folded = fold_pattern(piece);
                    if folded.contains(['*', '?']) {
                        operands.push(self.expansion(&folded, form)?);
                    } else if !folded.is_empty() {
                        operands.push(self.word(piece, self.reading.exact));
                    }
                }
                Ok(arranged(operands, Arrangement::Phrase { slop: 0 }))
            }
            TermForm::Fuzzy(_) => Ok(Some(self.expansion(&fold_phrase(text).replace(' ', ""), form)?)),
            TermForm::Regex | TermForm::Range => Ok(Some(self.expansion(text, form)?)),
        }
    }

    fn word(&mut self, word: &str, exact: bool) -> Operand {
        let folded = term_of(word);
        let terms = match cased_term(word) {
            Some(cased) => BTreeSet::from([cased.to_owned()]),
            None if exact => BTreeSet::from([folded]),
            None => self.stems(&folded),
        };
        Operand::Terms(TermSet { field: TermField::Text, terms })
    }

    /// The stems of a word in every language of the index.
    fn stems(&mut self, folded: &str) -> BTreeSet<String> {
        let mut languages = self.snapshot.languages();
        if languages.is_empty() {
            languages.push(None);
        }
        languages.into_iter().map(|language| format!("{STEM_MARK}{}", self.analyzer.stem(folded, language))).collect()
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

/// Folds the letters of a wildcard and keeps its `*` and `?`.
fn fold_pattern(piece: &str) -> String {
    let mut folded = String::new();
    for run in piece.split_inclusive(['*', '?']) {
        let letters = run.trim_end_matches(['*', '?']);
        folded.push_str(&term_of(letters));
        folded.push_str(&run[letters.len()..]);
    }
    folded
}
