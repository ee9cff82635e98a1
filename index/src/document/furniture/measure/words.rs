//! The words of a line: how many there are of which kind, and the marks between them.

use super::Measure;
use super::common::{LONGEST_COMMON, is_common};
use super::hash::{hash_word, letters_of};

/// Counts the words of a line and the marks between them, and adds a hash of each word.
pub fn count_words(line: &str, measure: &mut Measure, hashes: &mut Vec<u32>) {
    let bytes = line.as_bytes();
    let mut seen = Seen::default();
    let mut at = 0;
    while at < bytes.len() {
        let (end, is_word) = seen.end_of_word(bytes, at);
        let word = &bytes[at..end];
        if is_word {
            if measure.words == 0 {
                measure.starts_small = word.iter().find(|byte| byte.is_ascii_alphanumeric()).is_some_and(u8::is_ascii_lowercase);
            }
            measure.words += 1;
            hashes.push(count_word(word, measure));
        } else if word == b"/" || word == b">" {
            measure.bars += 1;
        }
        at = behind_blanks(bytes, end, measure);
        measure.gaps +=
            u32::from(at > end + 1 && bytes[end..].starts_with(b"  ") && word.last().is_some_and(u8::is_ascii_alphanumeric));
    }
    measure.words += seen.0[Class::Ideograph as usize] / 2;
    measure.commas = seen.0[Class::Comma as usize];
    measure.stops = seen.0[Class::Stop as usize];
    measure.bars += seen.0[Class::Bar as usize];
    measure.shouts = seen.0[Class::Small as usize] == 0 && measure.capitals > 0;
}

/// Where the white space ends that begins with a byte; counts the tabs in it.
fn behind_blanks(bytes: &[u8], start: usize, measure: &mut Measure) -> usize {
    // Most words are parted by one blank.
    if let [b' ', next, ..] = bytes[start..]
        && next > b' '
        && next != NO_BREAK[0]
    {
        return start + 1;
    }
    let mut at = start;
    while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at..].starts_with(NO_BREAK)) {
        measure.tabs += u32::from(bytes[at] == b'\t');
        at += if bytes[at] == NO_BREAK[0] { NO_BREAK.len() } else { 1 };
    }
    at
}

/// A no-break space.
const NO_BREAK: &[u8] = b"\xc2\xa0";

/// So many bytes are looked at at once.
const EIGHT: usize = 8;

/// How many small letters the bytes begin with; of the first eight, where there are as many.
fn small_letters(bytes: &[u8]) -> usize {
    match bytes.first_chunk() {
        Some(eight) => (others_than_small(u64::from_le_bytes(*eight)).trailing_zeros() / 8) as usize,
        None => bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count(),
    }
}

/// The highest bit of each byte that is no small letter.
fn others_than_small(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES << 7;
    let low = eight & !HIGH;
    // A sum carries into the highest bit of its byte and never beyond.
    let from_a = low + ONES * (0x80 - b'a' as u64);
    let beyond_z = low + ONES * (0x7f - b'z' as u64);
    (!from_a | beyond_z | eight) & HIGH
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
    /// Counts the bytes of a word; returns its end, and whether it holds a letter or digit.
    fn end_of_word(&mut self, bytes: &[u8], start: usize) -> (usize, bool) {
        let (mut at, mut is_word) = (start, false);
        loop {
            // Most bytes are small letters, and counted as a run.
            let run = small_letters(&bytes[at..]);
            self.0[Class::Small as usize] += run as u32;
            at += run;
            is_word |= run > 0;
            if at == bytes.len() {
                return (at, is_word);
            }
            if run < EIGHT {
                let class = self.count(bytes, at);
                if matches!(class, Class::Blank) {
                    return (at, is_word);
                }
                is_word |= matches!(class, Class::Other | Class::Ideograph);
                at += 1;
            }
        }
    }

    /// Counts a byte, and tells what it is.
    fn count(&mut self, bytes: &[u8], at: usize) -> Class {
        let mut class = CLASSES[usize::from(bytes[at])];
        if matches!(class, Class::Lead) {
            class = match bytes.get(at + 1) {
                Some(0xb7 | 0xbb) => Class::Bar,
                Some(0xa0) => Class::Blank,
                _ => Class::Mark,
            };
        }
        self.0[class as usize] += 1;
        class
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
    let hash = hash_word(letters);
    measure.common += u32::from(letters.len() <= LONGEST_COMMON && is_common(hash));
    hash
}
