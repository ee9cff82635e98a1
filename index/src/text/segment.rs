//! Where words and sentences begin and end.
//!
//! Words follow Unicode's word boundaries (UAX #29) with the differences that scraped text asks for: a point or colon
//! between words parts them (pages lose the blank: `Vienna.Agency`), a hyphen and an underscore always do, while `U.S`,
//! `3.5`, `3,000` and `can't` stay whole.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use super::fold::is_apostrophe;

/// One word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
}

/// Cuts a text into its words, in order: runs of letters and digits, not yet folded.
///
/// ```
/// use nutgraf_index::text::words;
/// let text = "U.S.-led talks; Assad’s 3,000 men can't.";
/// let cut: Vec<&str> = words(text).map(|word| word.span.of(text)).collect();
/// assert_eq!(cut, ["U.S", "led", "talks", "Assad’s", "3,000", "men", "can't"]);
/// ```
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, pending: Vec::new() }
}

/// The iterator of [`words`].
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    /// Words already cut from a piece that needed Unicode's rules, last one first.
    pending: Vec<Word>,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        if let Some(word) = self.pending.pop() {
            return Some(word);
        }
        let bytes = self.text.as_bytes();
        loop {
            while self.at < bytes.len() && bytes[self.at].is_ascii() && !bytes[self.at].is_ascii_alphanumeric() {
                self.at += 1;
            }
            if self.at == bytes.len() {
                return None;
            }
            if let Some(end) = ascii_word_end(bytes, self.at) {
                let span = Span::new(self.at, end);
                self.at = end;
                return Some(Word { span });
            }
            let end = piece_end(bytes, self.at);
            self.cut_piece(self.at, end);
            self.at = end;
            if let Some(word) = self.pending.pop() {
                return Some(word);
            }
        }
    }
}

impl Words<'_> {
    /// Cuts a piece that holds other characters than ASCII.
    fn cut_piece(&mut self, start: usize, end: usize) {
        for (place, word) in self.text[start..end].unicode_word_indices() {
            split_word(word, start + place, &mut self.pending);
        }
        self.pending.reverse();
    }
}

/// Returns where the ASCII word that begins at `start` ends; `None` where a character beyond ASCII touches it.
fn ascii_word_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    let mut run = start;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            at += 1;
        } else if !byte.is_ascii() {
            return None;
        } else if at > start && joins(byte, &bytes[run..at], &bytes[at + 1..]) {
            at += 1;
            run = at;
        } else {
            break;
        }
    }
    (at > start).then_some(at)
}

/// Tells whether a mark between two runs of letters and digits holds them together.
fn joins(mark: u8, before: &[u8], after: &[u8]) -> bool {
    let (Some(last), Some(next)) = (before.last(), after.first()) else { return false };
    let follows = |place: usize, test: fn(&u8) -> bool| after.get(place).is_some_and(test);
    match mark {
        b'\'' => last.is_ascii_alphabetic() && next.is_ascii_alphabetic(),
        b'.' if last.is_ascii_digit() => next.is_ascii_digit(),
        b'.' => {
            let single = before.len() == 1 && last.is_ascii_alphabetic() && next.is_ascii_alphabetic();
            single && !follows(1, u8::is_ascii_alphanumeric)
        }
        b',' => {
            let three = after.len() >= 3 && after[..3].iter().all(u8::is_ascii_digit);
            last.is_ascii_digit() && three && !follows(3, u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// Returns the end of the stretch without ASCII white space that begins at `start`.
fn piece_end(bytes: &[u8], start: usize) -> usize {
    bytes[start..].iter().position(u8::is_ascii_whitespace).map_or(bytes.len(), |length| start + length)
}

/// Parts a word of Unicode's at the marks that part ours.
fn split_word(word: &str, offset: usize, out: &mut Vec<Word>) {
    let mut start = None;
    for (place, character) in word.char_indices() {
        if is_inner(word, place, character, start) {
            start = start.or(Some(place));
        } else if let Some(begin) = start.take() {
            push_word(word, begin, place, offset, out);
        }
    }
    if let Some(begin) = start {
        push_word(word, begin, word.len(), offset, out);
    }
}

/// Keeps a part of a word, unless it holds marks alone.
fn push_word(word: &str, begin: usize, end: usize, offset: usize, out: &mut Vec<Word>) {
    if word[begin..end].chars().any(char::is_alphanumeric) {
        out.push(Word { span: Span::new(offset + begin, offset + end) });
    }
}

fn is_inner(word: &str, place: usize, character: char, start: Option<usize>) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric()
            || start.is_some_and(|start| {
                let bytes = word.as_bytes();
                let run = bytes[start..place]
                    .iter()
                    .rposition(|byte| matches!(byte, b'.' | b',' | b'\''))
                    .map_or(start, |at| start + at + 1);
                joins_unicode(character, word, run, place)
            });
    }
    if is_apostrophe(character) || matches!(character, '․' | '·' | '：' | '﹒' | '．' | '‿' | '⁀' | '\u{202f}') {
        return start.is_some()
            && is_apostrophe(character)
            && word[place + character.len_utf8()..].starts_with(char::is_alphabetic);
    }
    true
}

fn joins_unicode(mark: char, word: &str, run: usize, place: usize) -> bool {
    let (before, after) = (&word[run..place], &word[place + 1..]);
    if mark == '\'' {
        return before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
    }
    if mark == '.' && before.ends_with(char::is_alphabetic) {
        let mut next = after.chars();
        return before.chars().count() == 1
            && next.next().is_some_and(char::is_alphabetic)
            && !next.next().is_some_and(char::is_alphanumeric);
    }
    u8::try_from(mark).is_ok_and(|mark| joins(mark, before.as_bytes(), after.as_bytes()))
}

/// Cuts a text into sentences: spans without the white space around them.
///
/// Unicode's sentence boundaries (UAX #29), with those taken back that follow an abbreviation, an initial, or a mere
/// line end.
///
/// ```
/// use nutgraf_index::text::sentences;
/// let text = "The U.S. said so. Gen. Smith of No. 12 left.";
/// let cut: Vec<&str> = sentences(text).iter().map(|span| span.of(text)).collect();
/// assert_eq!(cut, ["The U.S. said so.", "Gen. Smith of No. 12 left."]);
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    let mut cut: Vec<Span> = Vec::new();
    let mut open = None;
    for (start, piece) in (Bounds { text, at: 0 }) {
        let begin = open.take().unwrap_or(start);
        let so_far = text[begin..start + piece.len()].trim_end();
        let rest = &text[start + piece.len()..];
        if ends_sentence(so_far, rest) { push_trimmed(text, begin, start + piece.len(), &mut cut) } else { open = Some(begin) }
    }
    if let Some(begin) = open {
        push_trimmed(text, begin, text.len(), &mut cut);
    }
    cut
}

/// The pieces of a text between Unicode's sentence boundaries, and where each begins.
struct Bounds<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Bounds<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<(usize, &'t str)> {
        let start = self.at;
        let rest = &self.text[start..];
        // Before a mark nothing bears on where the sentence ends but the word that the mark stands in.
        let length = match marked_word(rest) {
            Some(word) => word + rest[word..].split_sentence_bounds().next()?.len(),
            None => rest.len(),
        };
        self.at += length;
        (length > 0).then(|| (start, &rest[..length]))
    }
}

/// Where the word begins that holds the first byte which may end a sentence, or is not ASCII.
fn marked_word(text: &str) -> Option<usize> {
    let mark = text.bytes().position(|byte| matches!(byte, b'.' | b'!' | b'?' | b'\n' | b'\r' | 0x80..))?;
    Some(text.as_bytes()[..mark].iter().rposition(|byte| *byte == b' ').map_or(0, |blank| blank + 1))
}

fn push_trimmed(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let lead = piece.len() - piece.trim_start().len();
        out.push(Span::new(start + lead, start + lead + trimmed.len()));
    }
}

/// Abbreviations that a name or number follows, without their point.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Cpl", "Adm", "Brig", "Sen", "Rep", "Gov", "Rev",
    "Hon", "St", "Jr", "Sr", "No", "Nos", "vs", "cf", "Fig", "Vol", "Art", "Sec", "pp", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul",
    "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mt", "Ft", "Inc", "Ltd", "Corp", "Co", "approx", "ca", "e.g", "i.e", "al",
];

fn ends_sentence(so_far: &str, rest: &str) -> bool {
    let bare = so_far.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    if rest.starts_with('\n') || !bare.ends_with(['.', '!', '?', '…', ':', '。']) {
        return rest.is_empty() || rest.starts_with('\n') && bare.ends_with(['.', '!', '?', '…']);
    }
    let Some(before) = bare.strip_suffix('.') else { return true };
    let last = before.rsplit(|mark: char| mark.is_whitespace() || matches!(mark, '(' | '“' | '"')).next().unwrap_or("");
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    let acronym = last.contains('.') && !rest.trim_start().starts_with(starts_plainly);
    !(initial || acronym || ABBREVIATIONS.contains(&last))
}

/// After an acronym such as `U.S.` a sentence ends only where a word follows that rarely continues a name.
fn starts_plainly(character: char) -> bool {
    matches!(character, '“' | '"')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn a_narrow_blank_parts_words() {
        let text = "On Friday,\u{202f}the President met\u{202f}her";
        let cut: Vec<&str> = words(text).map(|word| word.span.of(text)).collect();
        assert_eq!(cut, ["On", "Friday", "the", "President", "met", "her"]);
    }

    #[test]
    fn words_of_messy_text() {
        assert_eq!(cut("al-Assad snake_case AT&T"), ["al", "Assad", "snake", "case", "AT", "T"]);
        assert_eq!(cut("Vienna.AgencyJane 9/11 covid-19 1.5bn"), ["Vienna", "AgencyJane", "9", "11", "covid", "19", "1.5bn"]);
        assert_eq!(cut("“Erdoğan’s” İstanbul—Kılıç"), ["Erdoğan’s", "İstanbul", "Kılıç"]);
        assert_eq!(cut("a.b.c. “U.S.” 3,000,000 2,2022"), ["a.b.c", "U.S", "3,000,000", "2", "2022"]);
        assert_eq!(cut("Viennа.Agency’ e\u{301}t\u{e9}"), ["Viennа", "Agency", "e\u{301}t\u{e9}"]);
    }

    #[test]
    fn marks_alone_are_no_words() {
        assert_eq!(cut("¸:A"), ["A"]);
    }

    #[test]
    fn wrapped_lines_do_not_end_sentences() {
        let text = "He said that\nthe deal was off. She\ndid not.";
        assert_eq!(sentences(text).len(), 2);
    }

    proptest! {
        #[test]
        fn bounds_are_those_of_unicode(text in "([A-Za-z ]{0,6}[.!?\n\r\t ”)é:0-9\u{301}\u{2028}…。-]{0,3}){0,9}") {
            let pieces: Vec<(usize, &str)> = Bounds { text: &text, at: 0 }.collect();
            prop_assert_eq!(pieces, text.split_sentence_bound_indices().collect::<Vec<_>>());
        }

        #[test]
        fn words_are_in_order_and_hold_letters(text in "\\PC{0,80}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.span.start >= last && !word.span.is_empty());
                prop_assert!(word.span.of(&text).chars().any(char::is_alphanumeric));
                last = word.span.end;
            }
        }

        #[test]
        fn sentences_leave_out_only_white_space(text in "[A-Z.!? a-z\n”]{0,80}") {
            let mut at = 0;
            for span in sentences(&text) {
                prop_assert!(text[at..span.start].trim().is_empty());
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
