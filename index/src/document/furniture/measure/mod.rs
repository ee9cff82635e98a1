//! What can be seen of one line by itself: its words, its beginning and end, its marks.

mod common;
mod hash;
mod item;
mod words;

use crate::text::Span;
pub use hash::hash_text;
use item::bullet_length;
use words::count_words;

/// How a line ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum End {
    /// In a word or any mark not named here: a menu's entry, a title, a line that goes on below.
    #[default]
    Open,
    /// With a mark that ends a sentence, quotes and brackets behind it aside.
    Sentence,
    /// With a colon: what follows belongs to it.
    Colon,
    /// With a comma or semicolon: the sentence goes on.
    Comma,
}

/// The measures of one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Measure {
    /// The line without its line end.
    pub line: Span,
    /// The line without white space around it; empty at the line's start where it is blank.
    pub trimmed: Span,
    /// White space before the text; a tab counts as four.
    pub indent: u32,
    /// The bytes of a bullet or number before an item, with the blank behind it.
    pub bullet: u32,
    /// Runs between white space that hold a letter or digit; each ideograph counts as half a word.
    pub words: u32,
    /// Words that begin with a capital.
    pub capitals: u32,
    /// Words so common that prose can't do without them and menus can.
    pub common: u32,
    /// Words that begin with a digit.
    pub numbers: u32,
    /// Commas.
    pub commas: u32,
    /// Marks that end a sentence, within the line or at its end.
    pub stops: u32,
    /// Bars, guillemets, middle dots, slashes between blanks: what parts the entries of a menu on one line.
    pub bars: u32,
    /// Tabs between words.
    pub tabs: u32,
    /// Runs of two blanks or more between words, none of them behind a mark: what parts the cells of a row.
    pub gaps: u32,
    /// The place of its first word among the hashes of all words.
    pub first_hash: u32,
    /// How many of the words have a hash: all but ideographs.
    pub hashes: u32,
    /// How the line ends.
    pub end: End,
    /// Whether the first letter is a small one.
    pub starts_small: bool,
    /// Whether it begins with a quotation mark.
    pub starts_quoted: bool,
    /// Whether it holds no small letter but some capitals.
    pub shouts: bool,
    /// Whether it stands outside the article, as the reader of its format knows: then it is passed over.
    pub outside: bool,
}

impl Measure {
    /// Tells whether the line holds nothing to read: no letter, no digit.
    pub fn is_blank(&self) -> bool {
        self.words == 0
    }

    /// Tells whether the line looks like a paragraph, or most of one.
    pub fn is_prose(&self) -> bool {
        self.words >= 10 && self.common * 8 >= self.words && (self.end == End::Sentence || self.words >= 20)
    }

    /// Tells whether the line is a sentence that ends in a colon.
    pub fn leads_in(&self) -> bool {
        self.words >= 10 && self.common * 8 >= self.words && self.end == End::Colon
    }
}

/// What may stand behind the mark that ends a sentence; Germans end quotations with “ and «.
const QUOTED_ENDS: [char; 10] = ['"', '\'', '”', '“', '’', '‘', '»', '«', ')', ']'];

/// A text, measured.
#[derive(Debug, Default)]
pub struct Measured {
    /// The measures of each line, in order.
    pub lines: Vec<Measure>,
    /// A hash of each word, in order: letters and digits only, capitals as small ones. Odd for the words that say
    /// something, those of five letters or more.
    pub hashes: Vec<u32>,
}

/// Measures each line of a text, in order. Only LF ends a line.
pub fn measure_text(text: &str) -> Measured {
    let mut measured =
        Measured { lines: Vec::with_capacity(text.len() / 60 + 1), hashes: Vec::with_capacity(text.len() / 6 + 1) };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len())) {
        let measure = measure(text, Span::new(start, end), &mut measured.hashes);
        measured.lines.push(measure);
        start = end + 1;
    }
    measured
}

/// White space, and what is as invisible: no-break and zero-width blanks, soft hyphens, stray byte order marks.
pub fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn measure(text: &str, line: Span, hashes: &mut Vec<u32>) -> Measure {
    let whole = line.of(text);
    let inner = whole.trim_matches(is_invisible);
    let trimmed = Span::of_part(inner, whole).shifted(line.start);
    let mut measure = Measure { line, trimmed, ..Measure::default() };
    if inner.is_empty() {
        measure.trimmed = Span::new(line.start, line.start);
        return measure;
    }
    measure.indent = text[line.start..trimmed.start].bytes().map(|byte| if byte == b'\t' { 4 } else { 1 }).sum();
    measure.bullet = bullet_length(inner) as u32;
    measure.starts_quoted = inner.starts_with(['"', '“', '”', '„', '«', '‘', '\'']);
    measure.end = end_of(inner);
    measure.first_hash = hashes.len() as u32;
    count_words(&inner[measure.bullet as usize..], &mut measure, hashes);
    measure.hashes = hashes.len() as u32 - measure.first_hash;
    measure
}

fn end_of(line: &str) -> End {
    let bare = line.trim_end_matches(|mark: char| QUOTED_ENDS.contains(&mark) || is_invisible(mark));
    match bare.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟') => End::Sentence,
        Some(':') => End::Colon,
        Some(',' | ';') => End::Comma,
        _ => End::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Measure {
        measure(line, Span::new(0, line.len()), &mut Vec::new())
    }

    #[test]
    fn ends_are_seen_through_quotes() {
        assert_eq!(one("“They met.”").end, End::Sentence);
        assert_eq!(one("as follows:\u{a0}").end, End::Colon);
        assert_eq!(one("Share this article").end, End::Open);
    }

    #[test]
    fn lines_of_invisible_characters_are_blank() {
        for line in ["", " \u{a0}\t", "\u{200b}\u{feff}", "\r"] {
            assert!(one(line).is_blank() && one(line).trimmed.is_empty(), "{line:?}");
        }
        assert!(one("* * *").is_blank());
    }

    #[test]
    fn words_are_counted_across_no_break_spaces() {
        let measure = one("The\u{a0}Board of Çeşme met, at 9.");
        assert_eq!((measure.words, measure.capitals, measure.common, measure.numbers, measure.commas), (7, 3, 3, 1, 1));
    }

    #[test]
    fn gaps_part_cells_and_not_sentences() {
        assert_eq!(one("  Port Said      200    190").gaps, 2);
        assert_eq!(one("They met.  They parted,  they said.").gaps, 0);
    }

    proptest::proptest! {
        #[test]
        fn lines_spell_the_text(text in "[a-zA-Z•é\\- \u{a0}\r\n.1)]{0,80}") {
            let lines: Vec<&str> = measure_text(&text).lines.iter().map(|measure| measure.line.of(&text)).collect();
            proptest::prop_assert_eq!(lines.join("\n"), text.clone());
            for measure in measure_text(&text).lines {
                proptest::prop_assert!(measure.line.contains(measure.trimmed));
                proptest::prop_assert!(measure.bullet as usize <= measure.trimmed.len());
            }
        }
    }
}
