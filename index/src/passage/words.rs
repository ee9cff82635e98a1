//! How long a text is, in words, whatever script it is written in and whatever parts its words.

use crate::text::{Span, words};

/// No word counts for more bytes: what has no white space is as long as its bytes say.
pub const LONGEST_WORD: usize = 32;

/// A span and its words.
pub type Piece = (Span, usize);

/// Counts the words of a text: runs between white space; two ideographs count as a word, and so do so many bytes of a run.
pub fn count(text: &str) -> usize {
    text.split_whitespace().map(weight).sum()
}

fn weight(run: &str) -> usize {
    let ideographs = if run.is_ascii() { 0 } else { run.bytes().filter(|byte| matches!(byte, 0xe3..=0xed)).count() };
    (ideographs / 2).max(run.len() / LONGEST_WORD).max(1)
}

/// Cuts a text where it may be cut at worst: at white space, and within a long run before a word.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece> + '_ {
    text.split_whitespace().flat_map(move |run| {
        let start = Span::of_part(run, text).start;
        let spans = if weight(run) == 1 { vec![Span::new(0, run.len())] } else { within(run) };
        spans.into_iter().map(move |span| (span.shifted(start), weight(span.of(run))))
    })
}

/// Cuts a long run before its words; a word that is too long itself, anywhere between characters.
fn within(run: &str) -> Vec<Span> {
    let mut cut = Vec::new();
    let mut start = 0;
    for word in words(run) {
        if word.span.end - start > LONGEST_WORD && word.span.start > start {
            start = cut_up_to(run, start, word.span.start, &mut cut);
        }
    }
    cut_up_to(run, start, run.len(), &mut cut);
    cut
}

/// Takes what lies between two bytes, in as many pieces as it needs; returns the second.
fn cut_up_to(run: &str, mut start: usize, end: usize, cut: &mut Vec<Span>) -> usize {
    while start < end {
        let most = run.floor_char_boundary(start + LONGEST_WORD);
        let next = end.min(most);
        cut.push(Span::new(start, next));
        start = next;
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn any_white_space_parts_words_and_what_has_none_has_its_length() {
        assert_eq!(count("one two\u{a0}three\u{2003}four\u{3000}five\nsix"), 6);
        assert_eq!(count(&"a,b,".repeat(80)), 10);
        assert_eq!(count(&"港灣會談".repeat(10)), 20);
    }

    #[test]
    fn a_long_run_is_cut_before_a_word() {
        let text = "Rotterdam,Antwerp,Hamburg,Bremerhaven,Felixstowe,Valencia,Piraeus";
        let cut: Vec<&str> = pieces(text).map(|(span, _)| span.of(text)).collect();
        assert_eq!(cut, ["Rotterdam,Antwerp,Hamburg,", "Bremerhaven,Felixstowe,Valencia,", "Piraeus"]);
    }

    proptest! {
        #[test]
        fn pieces_are_short_and_spell_the_text(text in "([a-zé,. 港灣]|\u{301}|\u{2003}|[a-z]{30,50}){0,60}") {
            let mut at = 0;
            for (span, _) in pieces(&text) {
                prop_assert!(text[at..span.start].trim().is_empty());
                prop_assert!(!span.is_empty() && span.len() <= 2 * LONGEST_WORD);
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
