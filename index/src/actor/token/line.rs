//! Where do sentences end at lines, and how is each written?

use super::{Case, Manner, Token, hash_folded};
use crate::text::Span;

/// Whether the line end at `at` also ends a sentence: always, but where a long line was merely wrapped.
pub(super) fn line_ends_sentence(text: &str, at: usize, stretch: Span, before: &[Token]) -> bool {
    let line_start = text[stretch.start..at].rfind('\n').map_or(stretch.start, |place| stretch.start + place + 1);
    let rest = &text[at + 1..stretch.end];
    let next_line = rest.split('\n').next().unwrap_or("");
    let next_word = next_line.split_ascii_whitespace().next().unwrap_or("");
    let ended = before.last().is_some_and(|token| {
        token.case == Case::Mark && [".", "!", ":", ")", "\""].iter().any(|mark| token.folded == hash_folded(mark))
    });
    // A line is wrapped where the next word would not have fitted; pages wrap at 60 columns or more, columns of running text
    // earlier.
    let line = &text[line_start..at];
    let wrapped = line.len() < 130 && line.len() + next_word.len() >= if is_prose(line) { 38 } else { 60 };
    !wrapped || ended || next_word.is_empty() || matches!(next_word.as_bytes()[0], b'-' | b'*') || next_word.starts_with('•')
}

/// Whether a line has as many small words as running text has.
fn is_prose(line: &str) -> bool {
    let small = |word: &&str| word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b',');
    line.split_ascii_whitespace().filter(small).count() >= 4
}

/// Tells the tokens of each sentence how it is written.
pub(super) fn mark_manner(text: &str, tokens: &mut [Token]) {
    let mut start = 0;
    while start < tokens.len() {
        let length = tokens[start + 1..].iter().position(|token| token.opens).map_or(tokens.len() - start, |place| place + 1);
        let sentence = &mut tokens[start..start + length];
        let manner = manner_of(text, sentence);
        sentence.iter_mut().for_each(|token| token.manner = manner);
        start += length;
    }
}

fn manner_of(text: &str, sentence: &[Token]) -> Manner {
    let (mut all, mut shouted, mut capital, mut small) = (0, 0, 0, 0);
    for word in sentence.iter().filter(|token| token.is_word() && token.case != Case::Number) {
        let length = word.span.of(text).len();
        all += 1;
        shouted += usize::from(matches!(word.case, Case::Caps | Case::Initial) && length > 1);
        capital += usize::from(word.case.is_capital());
        small += usize::from(word.case == Case::Lower && length > 4);
    }
    let is_line = sentence.last().is_none_or(|last| last.is_word());
    match all {
        2.. if shouted * 10 >= all * 8 => Manner::Shouted,
        4.. if small * 6 <= all && capital * 2 > all => Manner::Titled,
        2.. if is_line && small == 0 && capital * 2 > all => Manner::Titled,
        _ => Manner::Plain,
    }
}
