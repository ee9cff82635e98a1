//! How is a text cut for the naming of actors?
//!
//! Finer than words for searching: marks are tokens too, a possessive `'s` stands alone, an acronym and an abbreviation
//! keep their point (`U.S.`, `Inc.`), and of a hyphened word each part is a token that knows it is joined to the one before
//! (`al-Assad`, `Syria-Turkey`). The gazetteer's names are cut by the same rules, so both sides always agree.

use crate::text::Span;
use crate::text::fold::{fold_into, is_apostrophe};

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

struct Scanned {
    end: usize,
    ascii: bool,
}

/// Finds where the word that begins at `start` ends.
fn scan_word(text: &str, start: usize, limit: usize) -> Scanned {
    let bytes = &text.as_bytes()[..limit];
    let mut at = start;
    let mut ascii = true;
    while at < limit {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            at += 1;
        } else if byte.is_ascii() {
            if !joins(text, start, at, limit) {
                break;
            }
            at += 1;
        } else {
            let Some(character) = text[at..].chars().next() else { break };
            let inner = if is_apostrophe(character) { joins(text, start, at, limit) } else { is_word_character(character) };
            if !inner {
                break;
            }
            ascii = false;
            at += character.len_utf8();
        }
    }
    if at < limit && bytes[at] == b'.' && keeps_point(&text[start..at]) {
        at += 1;
    }
    Scanned { end: at, ascii }
}

/// Whether the mark at `at` belongs to the word that began at `start`.
fn joins(text: &str, start: usize, at: usize, limit: usize) -> bool {
    let bytes = &text.as_bytes()[..limit];
    let before = bytes[at - 1];
    let mark = text[at..limit].chars().next().unwrap_or(' ');
    let next_at = at + mark.len_utf8();
    let Some(next) = text[next_at..limit].chars().next() else { return false };
    match mark {
        '.' if before.is_ascii_digit() => next.is_ascii_digit(),
        // U.S, a.m, J.R: each letter stands alone.
        '.' => next.is_alphabetic() && is_lone_letter(bytes, start, at) && !followed_by_letter(text, next_at, limit),
        ',' => {
            before.is_ascii_digit() && next.is_ascii_digit() && bytes.get(next_at + 3).is_none_or(|byte| !byte.is_ascii_digit())
        }
        '&' => before.is_ascii_uppercase() && next.is_ascii_uppercase(),
        mark if is_apostrophe(mark) => next.is_alphabetic() && !is_possessive(text, next_at, limit),
        _ => false,
    }
}

fn is_lone_letter(bytes: &[u8], start: usize, at: usize) -> bool {
    bytes[at - 1].is_ascii_alphabetic() && (at - 1 == start || bytes[at - 2] == b'.')
}

fn followed_by_letter(text: &str, next_at: usize, limit: usize) -> bool {
    text[next_at..limit].chars().nth(1).is_some_and(char::is_alphabetic)
}

/// Whether nothing but an `s` follows the apostrophe.
fn is_possessive(text: &str, next_at: usize, limit: usize) -> bool {
    let rest = &text[next_at..limit];
    rest.starts_with(['s', 'S']) && !rest[1..].chars().next().is_some_and(is_word_character)
}

/// Abbreviations that keep their point within a name, folded.
const ABBREVIATIONS: &[&str] = &[
    "Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "St", "Mr", "Mrs", "Ms", "Dr", "Gen", "Lt", "Col", "Sgt", "Capt", "Maj", "Adm",
    "Sen", "Rep", "Gov", "Prof", "Rev", "Hon", "Calif", "Fla", "Mass", "Conn", "Ill", "Mich", "Minn", "Wash", "Ariz", "Tex",
    "Penn", "Tenn", "Wis", "Ala", "Ark", "Colo", "Del", "Ky", "Md", "Mo", "Neb", "Nev", "Okla", "Ore", "Pa", "Va", "Vt", "No",
    "Mt", "Ft", "Bros", "Univ", "Dept", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "vs", "Messrs", "Cmdr", "Brig", "Pvt",
    "Cpl",
];

fn keeps_point(word: &str) -> bool {
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    single || word.contains('.') && !word.as_bytes()[0].is_ascii_digit() || ABBREVIATIONS.contains(&word)
}

fn starts_word(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(char::is_alphanumeric)
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character) || character == '\u{ad}'
}

fn hyphen_length(bytes: &[u8], at: usize) -> usize {
    if bytes[at] == b'-' { 1 } else { 3 }
}

/// Whether a hyphen stands at `at`, with a word on either side.
fn is_inner_hyphen(text: &str, at: usize, stretch: Span) -> bool {
    let rest = &text[at..stretch.end];
    let Some(after) = ["-", "‐", "‑"].iter().find_map(|hyphen| rest.strip_prefix(*hyphen)) else { return false };
    let before = text[stretch.start..at].chars().next_back();
    before.is_some_and(|character| is_word_character(character) || character == '.')
        && after.chars().next().is_some_and(char::is_alphanumeric)
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

/// Marks that mean the same have the same hash.
fn canonical_mark(mark: char, possessive: bool) -> &'static str {
    match mark {
        _ if possessive => "'s",
        ',' => ",",
        '.' => ".",
        '(' | '[' => "(",
        ')' | ']' => ")",
        ':' => ":",
        ';' => ";",
        '-' | '–' | '—' => "-",
        '"' | '“' | '”' | '«' | '»' => "\"",
        '/' => "/",
        '&' => "&",
        '@' => "@",
        '#' => "#",
        '!' | '?' => "!",
        '$' | '£' | '€' => "$",
        '%' => "%",
        mark if is_apostrophe(mark) => "'",
        _ => "*",
    }
}

fn ends_sentence_before(out: &[Token]) -> bool {
    let point = hash_folded(".");
    let loud = hash_folded("!");
    out.iter().rev().nth(1).is_some_and(|token| token.case == Case::Mark && (token.folded == point || token.folded == loud))
}

/// Whether the line end at `at` also ends a sentence: always, but where a long line was merely wrapped.
fn line_ends_sentence(text: &str, at: usize, stretch: Span, before: &[Token]) -> bool {
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
fn mark_manner(text: &str, tokens: &mut [Token]) {
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

fn case_of(word: &str) -> Case {
    let (mut upper, mut lower, mut letters) = (0, 0, 0);
    for character in word.chars() {
        upper += usize::from(character.is_uppercase());
        lower += usize::from(character.is_lowercase());
        letters += usize::from(character.is_alphabetic());
    }
    let opens_upper = word.chars().next().is_some_and(char::is_uppercase);
    case_by_count(opens_upper, upper, lower, letters, word.chars().count())
}

fn ascii_case_of(word: &[u8]) -> Case {
    let upper = word.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let lower = word.iter().filter(|byte| byte.is_ascii_lowercase()).count();
    case_by_count(word[0].is_ascii_uppercase(), upper, lower, upper + lower, word.len())
}

fn case_by_count(opens_upper: bool, upper: usize, lower: usize, letters: usize, length: usize) -> Case {
    match (upper, lower) {
        (0, 0) if letters == 0 => Case::Number,
        (0, _) => Case::Lower,
        (1, 0) if letters == 1 && length <= 2 => Case::Initial,
        (_, 0) => Case::Caps,
        (1, _) if opens_upper => Case::Title,
        _ if opens_upper => Case::Mixed,
        _ => Case::Lower,
    }
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
