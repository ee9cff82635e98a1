//! Which titles among a file's properties can be believed: many are left over from a template or a file name.

/// Endings of file names that printers and typesetters leave as titles.
const FILES: &[&str] = &[".doc", ".docx", ".odt", ".rtf", ".pdf", ".tex", ".dvi", ".ps", ".indd", ".qxd", ".pmd", ".p65", ".fm"];

/// How much of the text must hold the words of a title, in bytes.
const HEAD: usize = 6000;

/// A title is believed where the document's first pages say most of its words.
pub fn is_title(title: &str, text: &str) -> bool {
    let lower = title.to_lowercase();
    if lower.starts_with("untitled") || lower.starts_with("microsoft ") || FILES.iter().any(|ending| lower.ends_with(ending)) {
        return false;
    }
    let head = text.char_indices().nth(HEAD).map_or(text, |(end, _)| &text[..end]).to_lowercase();
    let words: Vec<&str> = lower.split(|mark: char| !mark.is_alphanumeric()).filter(|word| word.len() > 1).collect();
    let said = words.iter().filter(|word| head.contains(**word)).count();
    !words.is_empty() && said * 3 >= words.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_left_over_are_not_believed() {
        let text = "The Harbour Question\n\nThe board met.";
        assert!(is_title("The harbour question", text));
        for left in ["Microsoft Word - harbour.doc", "untitled", "harbour.indd", "Template for annual reports", "--"] {
            assert!(!is_title(left, text), "{left}");
        }
    }
}
