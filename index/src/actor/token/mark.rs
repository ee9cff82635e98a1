//! Which marks mean the same?

use crate::text::fold::is_apostrophe;

/// Marks that mean the same have the same hash.
pub(super) fn canonical_mark(mark: char, possessive: bool) -> &'static str {
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

/// Whether a comma stands between a name and the `Jr.` or `Sr.` of it.
pub(super) fn parts_generation(text: &[u8], comma: usize) -> bool {
    let rest = text[comma + 1..].trim_ascii_start();
    let [b'J' | b'S', b'r' | b'R', rest @ ..] = rest else { return false };
    !rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
}
