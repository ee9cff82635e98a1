//! A few words of a passage around what matters in it.

use nutgraf_index::text::Span;
use unicode_width::UnicodeWidthStr;

/// How many characters stand before the first mark.
const BEFORE: usize = 40;

/// Returns a passage on one line, or, where it is longer than so many characters, what stands around its first marks.
pub fn excerpt(text: &str, marks: &[Span], most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let length: usize = words.iter().map(|word| word.chars().count() + 1).sum();
    if length <= most {
        return words.join(" ");
    }
    let first = marks.first().map_or(0, |mark| mark.start);
    let starts = words.iter().map(|word| Span::of_part(word, text).start);
    let mark = starts.take_while(|start| *start <= first).count().saturating_sub(1);
    let mut begin = mark;
    let mut before = 0;
    while begin > 0 && before + words[begin - 1].chars().count() < BEFORE {
        begin -= 1;
        before += words[begin].chars().count() + 1;
    }
    let mut shown = if begin > 0 { String::from("…") } else { String::new() };
    let mut left = most.saturating_sub(2);
    for word in &words[begin..] {
        let length = word.chars().count() + 1;
        if length > left {
            return shown + " …";
        }
        left -= length;
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    shown
}

/// Breaks a line between words so that no line is wider than so many columns, but for a word that is.
pub fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split(' ') {
        match lines.last_mut().filter(|last| last.width() + 1 + word.width() <= columns) {
            Some(last) => last.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two three fourfivesix 東京 x", 9), ["one two", "three", "fourfivesix", "東京 x"]);
    }

    #[test]
    fn what_matters_is_shown() {
        let text = format!("{}Turkey met\nSyria {}", "before ".repeat(40), "after ".repeat(40));
        let mark = Span::new(text.find("Turkey").unwrap(), text.find("Turkey").unwrap() + 6);
        let shown = excerpt(&text, &[mark], 80);
        assert!(shown.starts_with("… before") && shown.contains("Turkey met Syria after") && shown.ends_with(" …"), "{shown}");
        assert!(shown.chars().count() <= 80, "{shown}");
        assert_eq!(excerpt(" a\n b ", &[], 80), "a b");
    }
}
