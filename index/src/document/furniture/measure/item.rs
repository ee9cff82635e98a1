//! Is a line an item of a list? Its bullet or number says so.

use super::is_invisible;

/// The length of the bullet or number that makes a line an item, the white space behind it included; 0 for none.
pub fn bullet_length(line: &str) -> usize {
    let Some(first) = line.chars().next() else { return 0 };
    let mark = match first {
        '•' | '‣' | '▪' | '◦' | '●' | '■' | '·' | '*' | '-' | '–' | '—' | '+' | '→' | '›' | '»' => {
            first.len_utf8()
        }
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '(' => number_length(line),
        _ => 0,
    };
    let blanks = line[mark..].len() - line[mark..].trim_start_matches(is_invisible).len();
    if mark == 0 || blanks == 0 { 0 } else { mark + blanks }
}

/// `1.`, `12)`, `(3)`, `a)`, `iv)`: no more than two digits or letters, so that no year or word is a number; three where a tab
/// sets the number apart, as that of a paragraph is (`145.`). A letter needs a bracket: `A. Lee` is a name.
fn number_length(line: &str) -> usize {
    let open = usize::from(line.starts_with('('));
    let inner = line.as_bytes()[open..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let digits = line.as_bytes()[open..open + inner].iter().all(u8::is_ascii_digit);
    let closing = line.as_bytes().get(open + inner);
    let is_apart = digits && line.as_bytes().get(open + inner + 1) == Some(&b'\t');
    match closing {
        Some(b'.' | b')') if is_apart && inner == 3 => open + inner + 1,
        Some(b')') if (1..=2).contains(&inner) => open + inner + 1,
        Some(b'.') if digits && (1..=2).contains(&inner) && open == 0 => inner + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_seen_by_their_marks() {
        for (line, bullet) in
            [("• Ports", 4), ("1. Ports", 3), ("(a) Ports", 4), ("- Ports", 2), ("12) Ports", 4), ("145.\tPorts", 5)]
        {
            assert_eq!(bullet_length(line), bullet, "{line}");
        }
        for line in ["1689. Ports", "A. Lee spoke", "-ports", "•", "2022 was hard", "Mr. Lee"] {
            assert_eq!(bullet_length(line), 0, "{line}");
        }
    }
}
