//! Does a line begin with known words, whatever capitals it has?

/// Words that open lines, in small letters.
pub struct Openers {
    words: &'static [&'static str],
    /// A bit for each first letter.
    firsts: u64,
}

impl Openers {
    /// Takes words in small letters.
    pub const fn of(words: &'static [&'static str]) -> Openers {
        let mut firsts = 0;
        let mut place = 0;
        while place < words.len() {
            firsts |= bit_of(words[place].as_bytes()[0]);
            place += 1;
        }
        Openers { words, firsts }
    }

    /// The words that a line begins with, and what stands behind each.
    pub fn of_line<'o, 'l: 'o>(&'o self, line: &'l str) -> impl Iterator<Item = (&'static str, &'l str)> + 'o {
        // Most lines begin with another letter than all of them.
        let first = line.bytes().next().unwrap_or_default().to_ascii_lowercase();
        let words = if self.firsts & bit_of(first) == 0 { &[] } else { self.words };
        words.iter().filter(move |words| words.as_bytes()[0] == first).filter_map(|words| Some((*words, behind(line, words)?)))
    }

    /// What stands behind the longest of the words that a line begins with.
    pub fn behind_longest<'l>(&self, line: &'l str) -> Option<&'l str> {
        self.of_line(line).map(|(_, rest)| rest).min_by_key(|rest| rest.len())
    }

    /// Tells whether a text is one of the words.
    pub fn hold(&self, text: &str) -> bool {
        self.words.iter().any(|words| says(text, words))
    }
}

const fn bit_of(byte: u8) -> u64 {
    1 << (byte & 0x3f)
}

/// Returns what stands behind the words, given in small letters, that a line begins with.
pub fn behind<'l>(line: &'l str, words: &str) -> Option<&'l str> {
    let (start, rest) = line.split_at_checked(words.len())?;
    says(start, words).then_some(rest)
}

/// Tells whether a text is these words, given in small letters.
fn says(text: &str, words: &str) -> bool {
    text.len() == words.len() && (text.eq_ignore_ascii_case(words) || (!text.is_ascii() && text.to_lowercase() == words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_do_not_count() {
        const OPENERS: Openers = Openers::of(&["photo:", "photo", "à lire aussi"]);
        assert_eq!(OPENERS.behind_longest("PHOTO: Ann Lee"), Some(" Ann Lee"));
        assert_eq!(OPENERS.of_line("Photo: Ann Lee").count(), 2);
        assert_eq!(OPENERS.behind_longest("À LIRE AUSSI : le port"), Some(" : le port"));
        for line in ["", "phot", "The photo:", "é"] {
            assert_eq!(OPENERS.behind_longest(line), None, "{line}");
        }
    }
}
