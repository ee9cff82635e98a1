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
    let goes_on = rest.get(2).is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    !goes_on && [b"Jr", b"JR", b"Sr", b"SR"].iter().any(|word| rest.starts_with(*word))
}
