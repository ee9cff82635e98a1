//! Makes text from outside harmless before a terminal sees it.
//!
//! Scraped text, titles and file names can hold escape sequences, direction overrides and invisible characters
//! (CWE-150). They are shown as what they are.

use std::borrow::Cow;
use std::fmt::Write;

/// Tells whether a character could move the cursor, change colours or directions, or hide.
pub fn is_unsafe(character: char) -> bool {
    let invisible = matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    character.is_control() && character != '\n' || invisible
}

/// Shows unsafe characters as visible escapes; line ends and tabs become what a terminal can show.
///
/// `\u{1b}[31m` becomes `\x1b[31m`, in letters.
pub fn sanitized(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push_safe(character, &mut clean);
    }
    Cow::Owned(clean)
}

/// Appends a character, as an escape where it is unsafe.
pub fn push_safe(character: char, out: &mut String) {
    match character {
        '\t' | '\r' => out.push(' '),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
        character if !is_unsafe(character) => out.push(character),
        character if u32::from(character) < 0x100 => write!(out, "\\x{:02x}", u32::from(character)).unwrap_or_default(),
        character => write!(out, "\\u{{{:x}}}", u32::from(character)).unwrap_or_default(),
    }
}

/// A value for a table of other programs: no spreadsheet reads it as a formula, which a leading apostrophe prevents, and no
/// terminal takes an order from it. A number is no formula. What hides or turns directions is the program's to have, and shown
/// as an escape on a terminal.
pub fn cell(value: &str, to_terminal: bool) -> String {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']) && value.parse::<f64>().is_err();
    let mark = if is_formula { "'" } else { "" };
    let plain = value.replace(char::is_control, " ");
    format!("{mark}{}", if to_terminal { sanitized(&plain) } else { Cow::Borrowed(plain.as_str()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_visible() {
        assert_eq!(sanitized("a\u{1b}[31mb\u{9b}c\u{202e}d\u{7}"), "a\\x1b[31mb\\x9bc\\u{202e}d\\x07");
        assert_eq!(sanitized("Erdoğan, 東京, עברית"), "Erdoğan, 東京, עברית");
    }

    #[test]
    fn formulas_are_quoted() {
        assert_eq!(cell("=1+1", false), "'=1+1");
        assert_eq!(cell("x=1", false), "x=1");
    }

    #[test]
    fn a_table_gives_no_orders() {
        assert_eq!(cell("a\u{1b}[31mb\u{9b}c", false), "a [31mb c");
        assert_eq!(cell("a\u{202e}b\u{2066}c", true), "a\\u{202e}b\\u{2066}c");
        assert_eq!(cell("a\u{202e}b", false), "a\u{202e}b");
    }
}
