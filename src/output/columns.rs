//! Texts that fit their columns: cut to them, or broken between words.

use unicode_width::UnicodeWidthChar;

use super::sanitize::sanitized;

/// A text made harmless and exactly so many columns wide: cut with an ellipsis, or filled with blanks.
pub fn fitted(text: &str, columns: usize) -> String {
    let safe = sanitized(text);
    let width = |character: char| character.width().unwrap_or(0);
    let whole: usize = safe.chars().map(width).sum();
    if whole <= columns {
        return format!("{safe}{}", " ".repeat(columns - whole));
    }
    let mut room = columns.saturating_sub(1);
    let mut shown = String::new();
    for character in safe.chars() {
        let Some(left) = room.checked_sub(width(character)) else { break };
        room = left;
        shown.push(character);
    }
    format!("{shown}…{}", " ".repeat(room))
}

/// A painted line broken between words where it is wider than so many columns, further lines indented as the first.
pub fn filled(line: &str, columns: usize) -> String {
    if width(line) <= columns {
        return line.to_owned();
    }
    let indent = line.len() - line.trim_start_matches(' ').len();
    let (mut out, mut column) = (" ".repeat(indent), indent);
    for word in line[indent..].split(' ') {
        let width = width(word);
        if column > indent && column + 1 + width > columns {
            out.truncate(out.trim_end_matches(' ').len());
            out += &format!("\n{}", " ".repeat(indent));
            column = indent;
        } else if column > indent {
            out.push(' ');
            column += 1;
        }
        out += word;
        column += width;
    }
    out
}

/// How many columns a painted text takes: styles and links take none.
fn width(text: &str) -> usize {
    let (mut columns, mut characters) = (0, text.chars());
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => skip_sequence(&mut characters),
            shown => columns += shown.width().unwrap_or(0),
        }
    }
    columns
}

/// Passes over an escape sequence of ours: a style up to its letter, a link up to its end.
fn skip_sequence(characters: &mut std::str::Chars<'_>) {
    if characters.next() == Some('[') {
        characters.find(char::is_ascii_alphabetic);
    } else {
        characters.find(|character| *character == '\\');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_their_columns() {
        for (text, columns, shown) in [
            ("talks", 7, "talks  "),
            ("talks", 5, "talks"),
            ("talks", 4, "tal…"),
            ("東京の港", 8, "東京の港"),
            ("東京の港", 6, "東京… "),
            ("a\tb", 3, "a b"),
        ] {
            assert_eq!(fitted(text, columns), shown, "{text}");
        }
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(filled("  Annika Holm, Joost Vink", 16), "  Annika Holm,\n  Joost Vink");
        assert_eq!(filled("東京 の港", 7), "東京\nの港");
        assert_eq!(filled("  talks  ·  2023, 2024", 12), "  talks  ·\n  2023, 2024");
        let link = "\u{1b}]8;;file:///a/very/long/path\u{1b}\\wire:1\u{1b}]8;;\u{1b}\\";
        assert_eq!(filled(&format!("\u{1b}[2mtalks\u{1b}[0m {link}"), 12), format!("\u{1b}[2mtalks\u{1b}[0m {link}"));
    }
}
