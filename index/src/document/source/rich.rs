//! Rich text (RTF): control words, braces and text. In one pass, however deep the braces go.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::creators::is_creator;
use super::{RawDocument, Shape};
use crate::date::{Date, DateSpan};
use crate::document::front::author_names;

/// Groups that hold no text of the document.
const ASIDE: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "pict",
    "object",
    "objdata",
    "fldinst",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "filetbl",
    "revtbl",
    "bkmkstart",
    "bkmkend",
    "nonshppict",
    "info",
];

/// What control words write.
const WRITTEN: &[(&str, &str)] = &[
    ("par", "\n"),
    ("sect", "\n"),
    ("page", "\n"),
    ("row", "\n"),
    ("line", "\n"),
    ("tab", "\t"),
    ("cell", "\t"),
    ("emdash", "—"),
    ("endash", "–"),
    ("lquote", "‘"),
    ("rquote", "’"),
    ("ldblquote", "“"),
    ("rdblquote", "”"),
    ("bullet", "•"),
];

/// Where text goes.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Text,
    Title,
    Author,
    Nowhere,
}

/// What holds inside a pair of braces.
#[derive(Clone, Copy)]
struct Group {
    target: Target,
    /// How many letters of plain text stand for each Unicode one.
    fallback: usize,
}

struct Reader {
    groups: Vec<Group>,
    group: Group,
    encoding: &'static Encoding,
    /// Bytes in that encoding, not yet decoded.
    bytes: Vec<u8>,
    /// Half of a letter that UTF-16 writes in two.
    high: Option<u16>,
    /// How many letters are still to be passed over.
    skip: usize,
    document: RawDocument,
    title: String,
    author: String,
    in_created: bool,
    created: [i32; 3],
}

/// Reads an RTF file.
pub fn read(bytes: &[u8]) -> Result<RawDocument, String> {
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err("no RTF: it does not begin as such".into());
    }
    let group = Group { target: Target::Text, fallback: 1 };
    let mut reader = Reader {
        groups: Vec::new(),
        group,
        encoding: WINDOWS_1252,
        bytes: Vec::new(),
        high: None,
        skip: 0,
        document: RawDocument { shape: Shape::Manuscript, ..RawDocument::default() },
        title: String::new(),
        author: String::new(),
        in_created: false,
        created: [0; 3],
    };
    reader.read(bytes);
    Ok(reader.end())
}

impl Reader {
    fn read(&mut self, mut rest: &[u8]) {
        while let [first, tail @ ..] = rest {
            rest = match first {
                b'\\' => self.control(tail),
                b'{' => {
                    self.flush();
                    self.groups.push(self.group);
                    tail
                }
                b'}' => {
                    self.flush();
                    self.in_created = false;
                    self.group = self.groups.pop().unwrap_or(self.group);
                    tail
                }
                b'\r' | b'\n' => tail,
                letter => {
                    self.byte(*letter);
                    tail
                }
            };
        }
    }

    /// Reads what follows a backslash; returns the rest.
    fn control<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let length = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if length == 0 {
            return self.symbol(rest);
        }
        let (word, rest) = rest.split_at(length);
        let digits = usize::from(rest.first() == Some(&b'-'));
        let end = digits + rest[digits..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..end]).ok().and_then(|digits| digits.parse().ok());
        let mut rest = rest.get(end..).unwrap_or_default();
        rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if word == b"bin" {
            return rest.get(usize::try_from(number.unwrap_or(0)).unwrap_or(0)..).unwrap_or_default();
        }
        self.word(std::str::from_utf8(word).unwrap_or_default(), number);
        rest
    }

    fn symbol<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let [symbol, tail @ ..] = rest else { return rest };
        match symbol {
            b'\'' => {
                let byte = tail.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
                self.byte(byte.unwrap_or(b'?'));
                return tail.get(2..).unwrap_or_default();
            }
            b'*' => self.group.target = Target::Nowhere,
            b'~' => self.write("\u{a0}"),
            b'-' => self.write("\u{ad}"),
            b'_' => self.write("-"),
            b'\r' | b'\n' => self.write("\n"),
            b'{' | b'}' | b'\\' => self.byte(*symbol),
            _ => {}
        }
        tail
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            "u" => self.unicode(value),
            "uc" => self.group.fallback = usize::try_from(value).unwrap_or(1).min(16),
            "ansicpg" => {
                self.flush();
                self.encoding = Encoding::for_label(format!("windows-{value}").as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "title" if self.group.target == Target::Nowhere => self.group.target = Target::Title,
            "author" if self.group.target == Target::Nowhere => self.group.target = Target::Author,
            "creatim" => self.in_created = true,
            "yr" | "mo" | "dy" if self.in_created => {
                self.created[["yr", "mo", "dy"].iter().position(|part| *part == word).unwrap_or_default()] = value;
            }
            aside if ASIDE.contains(&aside) => self.group.target = Target::Nowhere,
            _ => {
                if let Some((_, written)) = WRITTEN.iter().find(|(name, _)| *name == word) {
                    self.write(written);
                }
            }
        }
    }

    /// A letter by its number, and the plain ones that stand in for it left out.
    fn unicode(&mut self, value: i32) {
        self.flush();
        let unit = value as u16;
        let units = self.high.take().into_iter().chain([unit]);
        let letters: String = if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            String::new()
        } else {
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        };
        self.write(&letters);
        self.skip = self.group.fallback;
    }

    fn byte(&mut self, byte: u8) {
        match self.skip.checked_sub(1) {
            Some(left) => self.skip = left,
            None => self.bytes.push(byte),
        }
    }

    fn flush(&mut self) {
        self.skip = 0;
        let bytes = std::mem::take(&mut self.bytes);
        let text = self.encoding.decode_without_bom_handling(&bytes).0;
        self.put(&text);
    }

    fn write(&mut self, text: &str) {
        self.flush();
        self.put(text);
    }

    fn put(&mut self, text: &str) {
        match self.group.target {
            Target::Text => self.document.text.push_str(text),
            Target::Title => self.title.push_str(text),
            Target::Author => self.author.push_str(text),
            Target::Nowhere => {}
        }
    }

    fn end(mut self) -> RawDocument {
        self.flush();
        let [year, month, day] = self.created.map(|part| i16::try_from(part).unwrap_or_default());
        let created = i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(month, day)| Date::new(year, month, day));
        RawDocument {
            title: Some(self.title.trim().to_owned()).filter(|title| !title.is_empty()),
            creators: Some(self.author)
                .filter(|author| is_creator(author))
                .map(|author| author_names(&author))
                .unwrap_or_default(),
            created: created.map(DateSpan::day),
            ..self.document
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_letters_and_properties() {
        let file = "{\\rtf1\\ansi\\ansicpg1254{\\fonttbl{\\f0 Arial;}}{\\info{\\title Liman}{\\author Ann Lee}{\\creatim\\yr2019\\mo3\\dy7}}\
                    {\\*\\generator Riched;}\\pard They met\\u8212 ? again \\'fc\\{x\\}.\\par\r\nG\\uc2\\u252 aan.\\par}";
        let document = read(file.as_bytes()).unwrap();
        assert_eq!(document.text, "They met— again ü{x}.\nGün.\n");
        assert_eq!((document.title.as_deref(), &document.creators[..]), (Some("Liman"), &["Ann Lee".to_owned()][..]));
        assert_eq!(document.created.unwrap().to_string(), "2019-03-07/2019-03-07");
    }

    #[test]
    fn braces_without_end_and_letters_in_two_halves() {
        let deep = format!("{{\\rtf1 a{}", "{".repeat(1_000_000));
        assert_eq!(read(deep.as_bytes()).unwrap().text, "a");
        assert_eq!(read(b"{\\rtf1\\uc0\\u55357 \\u56842 }").unwrap().text, "\u{1f60a}");
        assert!(read(b"plain").unwrap_err().contains("no RTF"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(rest in "[\\\\{}a-z0-9'*~ -]{0,200}") {
            let _: Result<RawDocument, String> = read(format!("{{\\rtf1{rest}").as_bytes());
        }
    }
}
