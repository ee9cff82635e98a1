//! What parts two words of a date? Dates are written with few marks, and each says something.

use crate::text::fold::is_apostrophe;

/// What parts two neighbouring tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Gap {
    /// Nothing.
    Glued,
    /// Blanks, or one line end.
    Blank,
    /// A hyphen between two words.
    Hyphen,
    /// A dash, or a hyphen with blanks.
    Dash,
    /// A comma.
    Comma,
    /// A point between two words.
    Point,
    /// A point and a blank.
    PointBlank,
    /// A slash.
    Slash,
    /// A colon between two words.
    Colon,
    /// An apostrophe between two words.
    Apostrophe,
    /// A blank and an apostrophe: `the '80s`.
    Quote,
    /// Anything else: no expression goes across.
    Far,
}

/// Judges the text between two tokens.
pub(super) fn gap(between: &str) -> Gap {
    match between.as_bytes() {
        [] => Gap::Glued,
        [b' ' | b'\n' | b'\t'] => Gap::Blank,
        [b'-'] => Gap::Hyphen,
        [b'.'] => Gap::Point,
        [b','] | [b',', b' '] => Gap::Comma,
        [b'.', b' '] => Gap::PointBlank,
        [b'/'] => Gap::Slash,
        [b':'] => Gap::Colon,
        [b'\''] => Gap::Apostrophe,
        bytes if bytes.len() > 12 => Gap::Far,
        _ => wide_gap(between),
    }
}

/// Judges a longer gap by its marks, its blanks counted as one.
fn wide_gap(between: &str) -> Gap {
    if between.bytes().filter(|byte| *byte == b'\n').count() > 1 {
        return Gap::Far;
    }
    let mut marks = between.chars().filter(|character| !character.is_whitespace() && *character != '\u{200b}');
    match (marks.next(), marks.next(), marks.next()) {
        (None, ..) => Gap::Blank,
        (Some(','), None, _) => Gap::Comma,
        (Some('.'), None, _) => Gap::PointBlank,
        (Some('.'), Some(','), None) => Gap::Comma,
        (Some(','), Some(mark), None) if is_apostrophe(mark) && between.ends_with(mark) => Gap::Quote,
        (Some('/'), None, _) => Gap::Slash,
        (Some('‐' | '‑'), None, _) if between.len() == 3 => Gap::Hyphen,
        // A word broken at the end of a line: "twenty-" and "first".
        (Some(mark @ ('-' | '‐' | '‑')), None, _) if between.strip_prefix(mark).is_some_and(|rest| rest.starts_with('\n')) => {
            Gap::Hyphen
        }
        (Some('-' | '–' | '—' | '−' | '~' | '‐' | '‑'), None, _) | (Some('-'), Some('-'), None) => Gap::Dash,
        (Some(mark), None, _) if is_apostrophe(mark) && between.len() == mark.len_utf8() => Gap::Apostrophe,
        (Some(mark), None, _) if is_apostrophe(mark) && between.ends_with(mark) => Gap::Quote,
        _ => Gap::Far,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_with_and_without_blanks() {
        assert_eq!(gap("\u{a0}"), Gap::Blank);
        assert_eq!(gap(" – "), Gap::Dash);
        assert_eq!(gap("–"), Gap::Dash);
        assert_eq!((gap("-\n"), gap("- "), gap(" -\n")), (Gap::Hyphen, Gap::Dash, Gap::Dash));
        assert_eq!(gap(" ,  "), Gap::Comma);
        assert_eq!(gap(" ‘"), Gap::Quote);
        assert_eq!(gap("\n\n"), Gap::Far);
        assert_eq!(gap("; "), Gap::Far);
    }
}
