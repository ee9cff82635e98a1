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
