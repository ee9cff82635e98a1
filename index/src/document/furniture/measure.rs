//! What can be seen of one line by itself: its words, its beginning and end, its marks.

use crate::text::Span;

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
}

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

/// Hashes a text as it stands.
pub fn hash_text(text: &str) -> u64 {
    let hash = text.as_bytes().chunks(PACKED).fold(text.len() as u64, |hash, piece| {
        let mut word = [0; PACKED];
        word[..piece.len()].copy_from_slice(piece);
        let hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(MIX);
        hash ^ hash >> 29
    });
    hash.wrapping_mul(MIX)
}

/// White space, and what is as invisible: no-break and zero-width blanks, soft hyphens, stray byte order marks.
pub fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn measure(text: &str, line: Span, hashes: &mut Vec<u32>) -> Measure {
    let whole = line.of(text);
    let inner = whole.trim_matches(is_invisible);
    let start = line.start + (inner.as_ptr() as usize - whole.as_ptr() as usize);
    let mut measure = Measure { line, trimmed: Span::new(start, start + inner.len()), ..Measure::default() };
    if inner.is_empty() {
        measure.trimmed = Span::new(line.start, line.start);
        return measure;
    }
    measure.indent = text[line.start..start].bytes().map(|byte| if byte == b'\t' { 4 } else { 1 }).sum();
    measure.bullet = bullet_length(inner) as u32;
    measure.starts_quoted = inner.starts_with(['"', '“', '”', '„', '«', '‘', '\'']);
    measure.end = end_of(inner);
    measure.first_hash = hashes.len() as u32;
    count_words(&inner[measure.bullet as usize..], &mut measure, hashes);
    measure.hashes = hashes.len() as u32 - measure.first_hash;
    measure
}

/// The length of the bullet or number that makes a line an item, the white space behind it included; 0 for none.
fn bullet_length(line: &str) -> usize {
    let Some(first) = line.chars().next() else { return 0 };
    let mark = match first {
        '•' | '‣' | '▪' | '◦' | '●' | '■' | '·' | '*' | '-' | '–' | '—' | '+' | '→' | '›' | '»' => {
            first.len_utf8()
        }
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '(' => number_length(line),
        _ => 0,
    };
    let blanks = line[mark..].len() - line[mark..].trim_start_matches(is_invisible).len();
    if mark == 0 || blanks == 0 { 0 } else { mark + blanks }
}

/// `1.`, `12)`, `(3)`, `a)`, `iv.`: no more than three digits or letters, so that no year or word is a number. A letter
/// needs a bracket: `A. Lee` is a name.
fn number_length(line: &str) -> usize {
    let open = usize::from(line.starts_with('('));
    let inner = line.as_bytes()[open..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let digits = line.as_bytes()[open..open + inner].iter().all(u8::is_ascii_digit);
    let closing = line.as_bytes().get(open + inner);
    match closing {
        Some(b')') if (1..=2).contains(&inner) => open + inner + 1,
        Some(b'.') if digits && (1..=2).contains(&inner) && open == 0 => inner + 1,
        _ => 0,
    }
}

fn end_of(line: &str) -> End {
    let bare = line.trim_end_matches(|mark: char| matches!(mark, '"' | '\'' | '”' | '’' | '»' | ')' | ']') || is_invisible(mark));
    match bare.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟') => End::Sentence,
        Some(':') => End::Colon,
        Some(',' | ';') => End::Comma,
        _ => End::Open,
    }
}

fn count_words(line: &str, measure: &mut Measure, hashes: &mut Vec<u32>) {
    let bytes = line.as_bytes();
    let mut seen = Seen::default();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let before = seen.letters();
        while at < bytes.len() && !seen.pass(bytes, at) {
            at += 1;
        }
        let word = &bytes[start..at];
        if seen.letters() > before {
            if measure.words == 0 {
                measure.starts_small = word.iter().find(|byte| byte.is_ascii_alphanumeric()).is_some_and(u8::is_ascii_lowercase);
            }
            measure.words += 1;
            hashes.push(count_word(word, measure));
        } else if word == b"/" || word == b">" {
            measure.bars += 1;
        }
        while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at..].starts_with(b"\xc2\xa0")) {
            measure.tabs += u32::from(bytes[at] == b'\t');
            at += if bytes[at] == 0xc2 { 2 } else { 1 };
        }
    }
    measure.words += seen.0[Class::Ideograph as usize] / 2;
    measure.commas = seen.0[Class::Comma as usize];
    measure.stops = seen.0[Class::Stop as usize];
    measure.bars += seen.0[Class::Bar as usize];
    measure.shouts = seen.0[Class::Small as usize] == 0 && measure.capitals > 0;
}

/// What a byte of a word is.
#[derive(Clone, Copy)]
enum Class {
    Small,
    Other,
    Ideograph,
    Comma,
    Stop,
    Bar,
    Mark,
    /// Leads a middle dot, a guillemet or a no-break space.
    Lead,
    Blank,
}

/// How many bytes of each class were met.
#[derive(Default)]
struct Seen([u32; 9]);

impl Seen {
    fn letters(&self) -> u32 {
        self.0[Class::Small as usize] + self.0[Class::Other as usize] + self.0[Class::Ideograph as usize]
    }

    /// Counts a byte, and tells whether it ends a word instead.
    fn pass(&mut self, bytes: &[u8], at: usize) -> bool {
        let class = CLASSES[usize::from(bytes[at])];
        self.0[class as usize] += 1;
        match class {
            Class::Blank => true,
            Class::Lead => {
                let next = bytes.get(at + 1).copied().unwrap_or(0);
                self.0[Class::Bar as usize] += u32::from(matches!(next, 0xb7 | 0xbb));
                next == 0xa0
            }
            _ => false,
        }
    }
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => Class::Small,
            b'A'..=b'Z' | b'0'..=b'9' => Class::Other,
            b',' => Class::Comma,
            b'.' | b'!' | b'?' => Class::Stop,
            b'|' => Class::Bar,
            b' ' | b'\t' | b'\n' | 0x0c | b'\r' => Class::Blank,
            0xc2 => Class::Lead,
            0xe3..=0xed => Class::Ideograph,
            0xe2 | 0x80..=0xbf => Class::Mark,
            0xc3.. => Class::Other,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

/// Counts what a word is, and hashes it.
fn count_word(word: &[u8], measure: &mut Measure) -> u32 {
    let letters = letters_of(word);
    match letters[0] {
        b'A'..=b'Z' => measure.capitals += 1,
        b'0'..=b'9' => measure.numbers += 1,
        0xc3 if letters.get(1).is_some_and(|next| (0x80..0x9f).contains(next)) => measure.capitals += 1,
        0xd0 if letters.get(1).is_some_and(|next| (0x80..0xb0).contains(next)) => measure.capitals += 1,
        _ => {}
    }
    if letters.len() <= PACKED {
        let packed = packed(letters);
        measure.common += u32::from(letters.len() <= LONGEST_COMMON && COMMON_TABLE.holds(packed));
        hash_of(packed, letters.len())
    } else {
        let mixed = letters.chunks(PACKED).fold(0, |hash: u64, piece| (hash ^ packed(piece)).wrapping_mul(MIX).rotate_left(29));
        hash_of(mixed, letters.len())
    }
}

/// A word without the marks around it; those beyond ASCII that meet us are curly quotes, dashes and dots (E2 80 xx).
fn letters_of(word: &[u8]) -> &[u8] {
    let first = word.iter().position(|byte| byte.is_ascii_alphanumeric() || (*byte >= 0xc3 && *byte != 0xe2)).unwrap_or(0);
    let mut letters = &word[first..];
    loop {
        let end = letters.iter().rposition(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80).map_or(1, |last| last + 1);
        letters = &letters[..end];
        match letters {
            [rest @ .., 0xe2, 0x80, _] if !rest.is_empty() => letters = rest,
            _ => return letters,
        }
    }
}

/// A hash of so many letters; the lowest bit tells the words that say something.
fn hash_of(packed: u64, letters: usize) -> u32 {
    let hash = (packed.wrapping_mul(MIX) >> 32) as u32;
    hash & !1 | u32::from(letters >= TELLING)
}

/// A word that says something has so many letters or more.
const TELLING: usize = 5;

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// So many letters fit into a number.
const PACKED: usize = 8;

/// Packs a short word into a number, letters small.
const fn packed(word: &[u8]) -> u64 {
    let mut packed = 0;
    let mut place = 0;
    while place < word.len() {
        packed = packed << 8 | (word[place] | 0x20) as u64;
        place += 1;
    }
    packed
}

/// No common word is longer.
const LONGEST_COMMON: usize = 6;

/// The most frequent words of English, German, French, Spanish, Italian, Portuguese, Dutch and Turkish.
const COMMON: &[&str] = &[
    "the", "of", "to", "and", "a", "in", "is", "that", "was", "for", "on", "with", "as", "it", "at", "by", "be", "this", "are",
    "have", "has", "had", "he", "she", "his", "her", "they", "we", "but", "not", "from", "or", "an", "which", "who", "were",
    "their", "been", "its", "said", "will", "would", "there", "what", "when", "than", "after", "you", "i", "if", "so", "can",
    "der", "die", "das", "und", "den", "von", "zu", "mit", "sich", "des", "auf", "ist", "im", "dem", "nicht", "ein", "eine",
    "als", "le", "la", "les", "et", "du", "un", "une", "est", "que", "dans", "qui", "pour", "par", "sur", "au", "pas", "ne",
    "ce", "il", "el", "los", "las", "y", "en", "del", "se", "no", "con", "su", "lo", "una", "por", "para", "es", "di", "che",
    "non", "per", "o", "os", "do", "da", "em", "um", "uma", "na", "van", "het", "een", "dat", "op", "te", "ve", "bir", "bu",
    "da", "için",
];

/// A table of the common words by a hash of their packed letters.
struct CommonTable([u64; 512]);

const fn slot(packed: u64) -> usize {
    (packed.wrapping_mul(MIX) >> 55) as usize
}

impl CommonTable {
    const fn build() -> CommonTable {
        let mut table = [0; 512];
        let mut place = 0;
        while place < COMMON.len() {
            let word = packed(COMMON[place].as_bytes());
            let mut at = slot(word);
            while table[at] != 0 && table[at] != word {
                at = (at + 1) % 512;
            }
            table[at] = word;
            place += 1;
        }
        CommonTable(table)
    }

    fn holds(&self, word: u64) -> bool {
        let mut at = slot(word);
        while self.0[at] != 0 {
            if self.0[at] == word {
                return true;
            }
            at = (at + 1) % 512;
        }
        false
    }
}

static COMMON_TABLE: CommonTable = CommonTable::build();

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Measure {
        measure(line, Span::new(0, line.len()), &mut Vec::new())
    }

    #[test]
    fn items_are_seen_by_their_marks() {
        for (line, bullet) in [("  • Ports", 4), ("1. Ports", 3), ("(a) Ports", 4), ("- Ports", 2), ("12) Ports", 4)] {
            assert_eq!(one(line).bullet, bullet, "{line}");
        }
        for line in ["1689. Ports", "A. Lee spoke", "-ports", "•", "2022 was hard", "Mr. Lee"] {
            assert_eq!(one(line).bullet, 0, "{line}");
        }
    }

    #[test]
    fn ends_are_seen_through_quotes() {
        assert_eq!(one("“They met.”").end, End::Sentence);
        assert_eq!(one("as follows:\u{a0}").end, End::Colon);
        assert_eq!(one("Share this article").end, End::Open);
    }

    #[test]
    fn words_are_hashed_without_marks_and_capitals() {
        let hashes = |text: &str| measure_text(text).hashes;
        assert_eq!(hashes("The “Harbour” BOARD,"), hashes("the harbour\nboard"));
        assert_ne!(hashes("breakwaters"), hashes("breakwater"));
        assert_eq!(hashes("the harbour").iter().map(|hash| hash % 2).collect::<Vec<_>>(), [0, 1]);
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
