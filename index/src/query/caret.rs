//! Showing where in a query something went wrong.

use unicode_segmentation::UnicodeSegmentation;

/// Renders two lines: the query, and a caret below the character at byte `at`. Line ends and tabs become blanks, and of a
/// long query only the surroundings of the place are shown.
///
/// ```
/// use nutgraf_index::query::point_at;
/// assert_eq!(point_at("lavrov NEAR/0 moscow", 7), "lavrov NEAR/0 moscow\n       ^");
/// ```
pub fn point_at(query: &str, at: usize) -> String {
    let letters: Vec<(usize, &str)> = query.grapheme_indices(true).collect();
    let place = letters.iter().position(|(start, letter)| at < start + letter.len()).unwrap_or(letters.len());
    let first = place.saturating_sub(SHOWN_BEFORE);
    let last = letters.len().min(place + SHOWN_AFTER);
    let mut line = String::new();
    if first > 0 {
        line.push('…');
    }
    line.extend(letters[first..last].iter().map(|(_, letter)| on_one_line(letter)));
    if last < letters.len() {
        line.push('…');
    }
    let indent = place - first + usize::from(first > 0);
    format!("{line}\n{}^", " ".repeat(indent))
}

/// How many characters of a long query are shown on either side of the place.
const SHOWN_BEFORE: usize = 50;
const SHOWN_AFTER: usize = 25;

fn on_one_line(letter: &str) -> &str {
    if letter.chars().any(char::is_whitespace) { " " } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caret_counts_characters_not_bytes() {
        assert_eq!(point_at("Erdoğan NEAR/0 x", 9), "Erdoğan NEAR/0 x\n        ^");
    }

    #[test]
    fn place_behind_the_end_is_the_end() {
        assert_eq!(point_at("ab", 7), "ab\n  ^");
        assert_eq!(point_at("", 0), "\n^");
    }

    #[test]
    fn long_query_is_cut_around_the_place() {
        let shown = point_at(&"a ".repeat(500), 500);
        let (line, caret) = shown.split_once('\n').unwrap();
        assert_eq!(line.chars().count(), 1 + SHOWN_BEFORE + SHOWN_AFTER + 1);
        assert_eq!(caret.chars().count(), 1 + SHOWN_BEFORE + 1);
    }
}
