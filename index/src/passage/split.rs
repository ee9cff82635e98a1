//! Where a long block is cut: at ends of sentences or rows, into parts of nearly the same length.

use super::PassageKind;
use super::block::Block;
use super::join::LONGEST;
use super::words::{self, Piece};
use crate::document::Document;
use crate::text::{Span, sentences};

/// Parts of a long block have at most about this many words.
const PART: usize = 150;

/// A paragraph that is all of its document stays whole up to this many words.
const LONGEST_ALONE: usize = 400;

/// So many where it is a record, which somebody cut for a purpose.
const LONGEST_RECORD: usize = 1_200;

/// Returns how many words a passage of a document of these blocks may have. A document of one paragraph (an abstract, a
/// dispatch, a passage that others cut) is what its words are asked for in: cut in two, it would not match them all.
pub fn longest(document: &Document, blocks: &[Block]) -> usize {
    match blocks {
        [Block { made_of: PassageKind::Paragraph, parts: 1, .. }] if document.is_record => LONGEST_RECORD,
        [Block { made_of: PassageKind::Paragraph, parts: 1, .. }] => LONGEST_ALONE,
        _ => LONGEST,
    }
}

/// Returns the spans of a block's passages: its own where it has no more words than the longest may have.
pub fn split(document: &Document, block: &Block, longest: usize) -> Vec<Span> {
    if block.words <= longest {
        return vec![block.span];
    }
    let pieces = match block.made_of {
        PassageKind::Table | PassageKind::Furniture => rows(document, block.span),
        _ => sentences(block.span.of(&document.text)).iter().map(|span| span.shifted(block.span.start)).collect(),
    };
    group(&bounded(&document.text, pieces))
}

/// The lines of a span.
fn rows(document: &Document, span: Span) -> Vec<Span> {
    let first = document.line_of(span.start) - 1;
    let lines = document.lines[first..].iter().take_while(|line| line.span.start < span.end);
    lines.map(|line| line.trimmed(&document.text)).filter(|line| !line.is_empty() && span.contains(*line)).collect()
}

/// Counts the words of each piece, and cuts those between words that are no sentences in any sense.
fn bounded(text: &str, pieces: Vec<Span>) -> Vec<Piece> {
    let mut bounded = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let words = words::count(piece.of(text));
        if words <= LONGEST { bounded.push((piece, words)) } else { cut_between_words(text, piece, words, &mut bounded) }
    }
    bounded
}

fn cut_between_words(text: &str, piece: Span, words: usize, out: &mut Vec<Piece>) {
    let most = words.div_ceil(words.div_ceil(PART));
    let mut open: Option<Piece> = None;
    for (span, words) in words::pieces(piece.of(text)) {
        let span = span.shifted(piece.start);
        let (part, count) = open.map_or((span, words), |(part, count)| (part.cover(span), count + words));
        open = Some((part, count)).filter(|_| count < most);
        if open.is_none() {
            out.push((part, count));
        }
    }
    out.extend(open);
}

/// Groups pieces into parts of nearly the same number of words.
fn group(pieces: &[Piece]) -> Vec<Span> {
    let total: usize = pieces.iter().map(|(_, words)| words).sum();
    let target = total as f64 / total.div_ceil(PART).max(1) as f64;
    let mut parts: Vec<Span> = Vec::new();
    let (mut so_far, mut in_part) = (0, 0);
    for (span, words) in pieces {
        let goal = target * parts.len() as f64;
        let nearer_without = (so_far as f64 - goal).abs() <= ((so_far + words) as f64 - goal).abs();
        match parts.last_mut().filter(|_| in_part + words <= LONGEST && !nearer_without) {
            Some(last) => {
                *last = last.cover(*span);
                in_part += words;
            }
            None => {
                parts.push(*span);
                in_part = *words;
            }
        }
        so_far += words;
    }
    parts
}
