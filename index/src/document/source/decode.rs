//! From bytes to text: which encoding, and whether it is text at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at to tell text from other things, and to guess its encoding.
const SAMPLE: usize = 64 << 10;

/// Decodes a text: by its byte order mark, as UTF-8, as UTF-16 without a mark, else by a guess. What can't be decoded
/// becomes U+FFFD; what is no text is refused.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    decode_declared(bytes, None)
}

/// As [`decode`], where the file itself may name its encoding: believed behind the mark and before UTF-8.
pub fn decode_declared(bytes: &[u8], declared: Option<&[u8]>) -> Result<String, String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(),
        None => decode_unmarked(bytes, declared.and_then(Encoding::for_label)),
    };
    if is_binary(text.chars()) { Err("binary: not a text file".into()) } else { Ok(text) }
}

/// Settles by its beginning in what encoding a text is that is read piece by piece; `None` where that is plain ASCII.
pub fn settle(beginning: &[u8]) -> Result<Option<&'static Encoding>, String> {
    decode(&beginning[..beginning.len().min(SAMPLE)])?;
    let wide = || utf16_without_mark(beginning);
    // A letter that goes on behind the beginning is not looked at.
    let lines = memchr::memrchr(b'\n', beginning).map_or(beginning, |end| &beginning[..end]);
    let narrow = || (!lines.is_ascii()).then(|| of_bytes(lines));
    Ok(Encoding::for_bom(beginning).map(|(encoding, _)| encoding).or_else(wide).or_else(narrow))
}

/// In what encoding bytes are that are not UTF-16.
pub fn of_bytes(bytes: &[u8]) -> &'static Encoding {
    std::str::from_utf8(bytes).map_or_else(|_| other_than_utf8(bytes, None), |_| UTF_8)
}

fn decode_unmarked(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        // A page that says windows-1254 and is UTF-8 all the same is UTF-8: other text hardly ever is by chance.
        Ok(text) => text.to_owned(),
        Err(_) => other_than_utf8(bytes, declared).decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// In what encoding bytes are that are not all well-formed UTF-8.
fn other_than_utf8(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if is_damaged_utf8(bytes) {
        return UTF_8;
    }
    declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| guess(bytes))
}

/// Tells whether the bytes are UTF-8 but for a few places: most of what lies beyond ASCII is well-formed.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for piece in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        right += piece.valid().chars().filter(|character| !character.is_ascii()).count();
        wrong += usize::from(!piece.invalid().is_empty());
    }
    right > 4 * wrong
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(16 * SAMPLE)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Every second byte of Latin text in UTF-16 is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.len() < 8 || !sample.contains(&0) {
        return None;
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match (even * 10 > half * 4, odd * 10 > half * 4) {
        (false, true) if even * 50 <= half => Some(UTF_16LE),
        (true, false) if odd * 50 <= half => Some(UTF_16BE),
        _ => None,
    }
}

/// Programs, pictures and the like hold zeros and control characters; text holds line ends, tabs and form feeds.
pub fn is_binary(text: impl Iterator<Item = char>) -> bool {
    let mut strange = 0;
    let mut seen = 0;
    for character in text.take(SAMPLE) {
        seen += 1;
        strange += match character {
            '\0' => 8,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1b}' | '\u{85}' => 0,
            other if other.is_control() => 2,
            char::REPLACEMENT_CHARACTER => 1,
            _ => 0,
        };
    }
    strange * 5 > seen
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURKISH: &str = "Dışişleri Bakanı, Şam’daki görüşmelerin ardından çözümün güçleştiğini söyledi. İki ülke arasındaki \
                           ilişkiler, geçtiğimiz yıl boyunca ağır aksak ilerlemişti.";

    #[test]
    fn marks_decide() {
        assert_eq!(decode(b"\xef\xbb\xbfShip").unwrap(), "Ship");
        assert_eq!(decode(b"\xff\xfeS\0h\0i\0p\0").unwrap(), "Ship");
        assert_eq!(decode(b"\xfe\xff\0S\0h\0i\0p").unwrap(), "Ship");
    }

    #[test]
    fn windows_1254_is_guessed() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1254.encode(TURKISH);
        assert_eq!(decode(&bytes).unwrap(), TURKISH);
    }

    #[test]
    fn utf16_without_a_mark_is_seen() {
        let bytes: Vec<u8> = "The harbour talks ended.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes).unwrap(), "The harbour talks ended.");
    }

    #[test]
    fn a_broken_byte_in_utf8_harms_only_itself() {
        let mut bytes = TURKISH.as_bytes().to_vec();
        bytes.insert(0, 0xff);
        assert_eq!(decode(&bytes).unwrap(), format!("\u{fffd}{TURKISH}"));
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_the_text_is_utf8() {
        assert_eq!(decode_declared(b"G\xfcrsel", Some(b"iso-8859-9")).unwrap(), "Gürsel");
        assert_eq!(decode_declared("Gürsel".as_bytes(), Some(b"iso-8859-9")).unwrap(), "Gürsel");
    }
}
