//! How is a text cut for the naming of actors?
//!
//! Finer than words for searching: marks are tokens too, a possessive `'s` stands alone, an acronym and an abbreviation
//! keep their point (`U.S.`, `Inc.`), and of a hyphened word each part is a token that knows it is joined to the one before
//! (`al-Assad`, `Syria-Turkey`). The comma of `Kennedy, Jr.` is none: the name is the same without. The gazetteer's names are cut
//! by the same rules, so both sides always agree.

mod line;
mod mark;
mod word;

use crate::text::Span;
use crate::text::fold::{fold_into, is_apostrophe};
use line::{line_ends_sentence, mark_manner};
use mark::{canonical_mark, parts_generation};
use word::{ascii_case_of, case_of, hyphen_length, is_inner_hyphen, is_possessive, scan_word, starts_word};

/// How a word is cased.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// A mark.
    Mark,
    /// Digits, perhaps with points and commas.
    Number,
    /// No capital at its head.
    Lower,
    /// A capital, then small letters.
    Title,
    /// Capitals only, two or more.
    Caps,
    /// One capital, perhaps with a point.
    Initial,
    /// A capital at its head and others inside: `McDonald`, `AfDB`.
    Mixed,
}

impl Case {
    /// Whether the word begins with a capital.
    pub fn is_capital(self) -> bool {
        matches!(self, Case::Title | Case::Caps | Case::Initial | Case::Mixed)
    }
}

/// One word, number or mark of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands in the text.
    pub span: Span,
    /// How it is cased.
    pub case: Case,
    /// The hash of its folded form; of a mark, of the mark itself.
    pub folded: u64,
    /// Whether a hyphen joins it to the token before.
    pub joined: bool,
    /// Whether a sentence, line of a list, or heading begins with it.
    pub opens: bool,
    /// How its line is written.
    pub manner: Manner,
}

/// How a line is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// As sentences are.
    Plain,
    /// As Headlines Are, with Capitals on Most Words.
    Titled,
    /// IN CAPITALS.
    Shouted,
}

impl Token {
    /// Whether it is a word or number.
    pub fn is_word(&self) -> bool {
        self.case != Case::Mark
    }
}

/// The hash of a folded word, as in [`Token::folded`].
pub fn hash_folded(folded: &str) -> u64 {
    folded.bytes().fold(HASH_SEED, hash_byte)
}

/// Cuts the stretches of a text into tokens, in order; each stretch opens a sentence.
#[derive(Default)]
pub struct Tokenizer {
    /// What the last word folded to, kept to save its allocation.
    folded: String,
}

impl Tokenizer {
    /// Adds the tokens of `stretch` to `out`.
    pub fn cut(&mut self, text: &str, stretch: Span, out: &mut Vec<Token>) {
        let bytes = &text.as_bytes()[..stretch.end];
        let first = out.len();
        let mut at = stretch.start;
        let mut gap = Gap { opens: true, hyphen: false };
        while at < bytes.len() {
            let byte = bytes[at];
            if byte == b'\n' {
                let ends = line_ends_sentence(text, at, stretch, out.get(first..).unwrap_or_default());
                gap = Gap { opens: gap.opens || ends, hyphen: false };
                at += 1;
            } else if byte.is_ascii_whitespace() {
                gap.hyphen = false;
                at += 1;
            } else if byte.is_ascii_alphanumeric() || !byte.is_ascii() && starts_word(text, at) {
                at = self.push_word(text, at, bytes.len(), gap, out);
                gap = Gap::default();
            } else if is_inner_hyphen(text, at, stretch) {
                gap.hyphen = true;
                at += hyphen_length(bytes, at);
            } else if byte == b',' && parts_generation(bytes, at) && out.last().is_some_and(|last| last.case.is_capital()) {
                at += 1;
            } else {
                at = push_mark(text, at, bytes.len(), &mut gap, out);
            }
        }
        mark_manner(text, &mut out[first..]);
    }

    fn push_word(&mut self, text: &str, start: usize, limit: usize, gap: Gap, out: &mut Vec<Token>) -> usize {
        let scanned = scan_word(text, start, limit);
        let word = &text[start..scanned.end];
        let case = if scanned.ascii { ascii_case_of(word.as_bytes()) } else { case_of(word) };
        let folded = if scanned.ascii {
            word.bytes()
                .filter(|byte| byte.is_ascii_alphanumeric())
                .map(|byte| byte.to_ascii_lowercase())
                .fold(HASH_SEED, hash_byte)
        } else {
            self.folded.clear();
            fold_into(word, &mut self.folded);
            self.folded.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).fold(HASH_SEED, hash_byte)
        };
        let span = Span::new(start, scanned.end);
        out.push(Token { span, case, folded, joined: gap.hyphen, opens: gap.opens, manner: Manner::Plain });
        scanned.end
    }
}

const HASH_SEED: u64 = 0x9e37_79b9_7f4a_7c15;

fn hash_byte(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// What stands between two tokens.
#[derive(Clone, Copy, Default)]
struct Gap {
    opens: bool,
    hyphen: bool,
}

/// Adds a mark, and tells whether a sentence opens behind it.
fn push_mark(text: &str, at: usize, limit: usize, gap: &mut Gap, out: &mut Vec<Token>) -> usize {
    let mark = text[at..limit].chars().next().unwrap_or(' ');
    let mut end = at + mark.len_utf8();
    if mark.is_whitespace() || matches!(mark, '\u{200b}'..='\u{200f}' | '\u{feff}') {
        gap.hyphen = false;
        return end;
    }
    if is_apostrophe(mark) && is_possessive(text, end, limit) && out.last().is_some_and(|last| last.span.end == at) {
        end += 1;
    }
    let folded = hash_folded(canonical_mark(mark, end - at > mark.len_utf8()));
    out.push(Token {
        span: Span::new(at, end),
        case: Case::Mark,
        folded,
        joined: false,
        opens: gap.opens,
        manner: Manner::Plain,
    });
    let keeps_open = gap.opens || matches!(mark, '"' | '“' | '”' | '\'' | '‘' | '’' | ')' | ']') && ends_sentence_before(out);
    *gap =
        Gap { opens: keeps_open || matches!(mark, '.' | '!' | '?' | '…' | '•' | '*' | '|' | '▪' | '◦'), hyphen: false };
    end
}

fn ends_sentence_before(out: &[Token]) -> bool {
    let point = hash_folded(".");
    let loud = hash_folded("!");
    out.iter().rev().nth(1).is_some_and(|token| token.case == Case::Mark && (token.folded == point || token.folded == loud))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        Tokenizer::default().cut(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|token| token.span.of(text)).collect()
    }

    fn opening(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        Tokenizer::default().cut(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().filter(|token| token.opens).map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn acronyms_possessives_and_hyphens() {
        assert_eq!(cut("U.S.-led"), ["U.S.", "led"]);
        assert_eq!(cut("Turkey’s al-Assad, O'Brien's"), ["Turkey", "’s", "al", "Assad", ",", "O'Brien", "'s"]);
        assert_eq!(cut("Apple Inc. (AT&T) $3,000."), ["Apple", "Inc.", "(", "AT&T", ")", "$", "3,000", "."]);
        assert_eq!(cut("John F. Kennedy's"), ["John", "F.", "Kennedy", "'s"]);
        assert_eq!(cut("the USSR - 1991"), ["the", "USSR", "-", "1991"]);
        assert_eq!(cut("2,2022 3.5"), ["2", ",", "2022", "3.5"]);
        assert_eq!(cut("King, Jr., left, Jrue too"), ["King", "Jr.", ",", "left", ",", "Jrue", "too"]);
    }

    #[test]
    fn an_apostrophe_that_is_a_letter_begins_no_word() {
        assert_eq!(cut("He said ʼ and O\u{2bc}Brien ʼleft"), ["He", "said", "ʼ", "and", "OʼBrien", "ʼ", "left"]);
    }

    #[test]
    fn sentences_open_after_points_and_short_lines() {
        assert_eq!(opening("He met Gen. Smith. She left.\nNext"), ["He", "She", "Next"]);
        assert_eq!(opening("“It ends.” Then"), ["“", "It", "”", "Then"]);
        let wrapped = "A line that was wrapped by its page at some seventy columns or so as Bashar\nal-Assad met him.";
        assert_eq!(opening(wrapped), ["A"]);
    }

    #[test]
    fn folded_forms_agree() {
        let hash = |text: &str| {
            let mut tokens = Vec::new();
            Tokenizer::default().cut(text, Span::new(0, text.len()), &mut tokens);
            tokens[0].folded
        };
        assert_eq!(hash("Erdoğan"), hash("ERDOGAN"));
        assert_eq!(hash("U.S."), hash("US"));
        assert_eq!(hash("Türkiye"), hash_folded("turkiye"));
    }

    proptest! {
        #[test]
        fn tokens_stand_in_order_on_character_boundaries(text in "\\PC{0,80}|[A-Za-zé.'’ \n-]{0,80}") {
            let mut tokens = Vec::new();
            Tokenizer::default().cut(&text, Span::new(0, text.len()), &mut tokens);
            let mut last = 0;
            for token in tokens {
                prop_assert!(token.span.start >= last && !token.span.is_empty());
                prop_assert!(!token.span.of(&text).is_empty());
                last = token.span.end;
            }
        }
    }
}
