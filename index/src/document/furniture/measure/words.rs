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
        let start = at;
        let before = seen.letters();
        at = seen.end_of_word(bytes, at);
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
        let end = at;
        while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at..].starts_with(b"\xc2\xa0")) {
            measure.tabs += u32::from(bytes[at] == b'\t');
            at += if bytes[at] == 0xc2 { 2 } else { 1 };
        }
        measure.gaps +=
            u32::from(at > end + 1 && bytes[end..].starts_with(b"  ") && word.last().is_some_and(u8::is_ascii_alphanumeric));
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

    /// Counts the bytes of a word, and returns its end.
    fn end_of_word(&mut self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        loop {
            // Most bytes are small letters, and counted as a run.
            let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            self.0[Class::Small as usize] += run as u32;
            at += run;
            if at == bytes.len() || self.pass(bytes, at) {
                return at;
            }
            at += 1;
        }
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
    let hash = hash_word(letters);
    measure.common += u32::from(letters.len() <= LONGEST_COMMON && is_common(hash));
    hash
}
