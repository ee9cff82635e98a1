//! Which words does a typed run without blanks hold?

use super::ast::{Node, NodeKind, TermForm};
use super::limits::{MAX_CLAUSES, check_pattern};
use crate::error::Result;
use crate::text::{Span, words};

/// Cuts a run into terms: one for a word, several for a run such as `al-Assad` or `U.S.-led`, none for punctuation.
/// Words with `*` or `?` become patterns whatever the form.
pub(super) fn terms(query: &str, run: Span, form: TermForm) -> Result<Vec<Node>> {
    let masked = mask_wildcards(run.of(query));
    let mut terms = Vec::new();
    for span in settled_words(&masked) {
        let span = span.shifted(run.start);
        let text = span.of(query);
        if let Some(form) = form_of(text, form, span)? {
            terms.push(Node { span, kind: NodeKind::Term { text: text.to_owned(), form } });
        }
    }
    Ok(terms)
}

/// Cuts a run into words that are the same words when they stand alone: odd marks before a letter can hide a boundary.
/// It ends when there are more than a query may hold.
fn settled_words(run: &str) -> Vec<Span> {
    let mut open = vec![Span::new(0, run.len())];
    let mut settled = Vec::new();
    while let Some(piece) = open.pop().filter(|_| settled.len() <= MAX_CLAUSES) {
        let text = piece.of(run);
        let marks = text.len() - text.trim_start_matches(|mark: char| !mark.is_alphanumeric()).len();
        let piece = Span::new(piece.start + marks, piece.end);
        let cut: Vec<Span> = words(piece.of(run)).map(|word| word.span.shifted(piece.start)).collect();
        if cut == [piece] { settled.push(piece) } else { open.extend(cut.into_iter().rev()) }
    }
    settled
}

/// Puts a letter in the place of each wildcard, so that the rules for words see one word. Addresses hold no wildcards.
fn mask_wildcards(run: &str) -> String {
    let is_address = run.contains("://") || run.starts_with("www.");
    let mut escaped = false;
    let mask = |character: char| {
        let masked = matches!(character, '*' | '?') && !escaped && !is_address;
        escaped = character == '\\' && !escaped;
        if masked { 'x' } else { character }
    };
    run.chars().map(mask).collect()
}

/// Returns the form of a word; `None` where it is nothing but wildcards.
fn form_of(text: &str, form: TermForm, span: Span) -> Result<Option<TermForm>> {
    if !text.contains(['*', '?']) {
        return Ok(Some(form));
    }
    if !text.contains(char::is_alphanumeric) {
        return Ok(None);
    }
    check_pattern(text, span.start)?;
    Ok(Some(TermForm::Wildcard))
}
