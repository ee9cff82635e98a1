//! Who else worked on an article: the line at its end by which agencies name reporters and editors.

use super::Label;
use super::draft::Draft;
use crate::text::sentences;

/// What opens such a line.
const OPENERS: &[&str] = &[
    "reporting by",
    "reporting and writing by",
    "additional reporting by",
    "additional reporting from",
    "with reporting by",
    "with additional reporting by",
    "with inputs from",
    "with contributions from",
    "writing by",
    "editing by",
    "edited by",
    "compiled by",
];

/// What its first sentence says else.
const SAYINGS: &[&str] = &[
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed to this dispatch",
    "contributed reporting",
];

/// Such a line has at most so many words, and stands among so many units at the end.
const LONGEST: u32 = 60;
const LAST: usize = 5;

/// Labels the lines that name who else worked on the article.
pub fn label_contributors(draft: &mut Draft<'_>) {
    let Some(end) = draft.last_body() else { return };
    for place in end.saturating_sub(LAST).max(1)..=end {
        if draft.is_body(place) && draft.measure(place).words <= LONGEST && names_contributors(draft.words_of(place)) {
            draft.set(place, Label::Bio, "who else worked on it");
        }
    }
}

fn names_contributors(line: &str) -> bool {
    let bare = line.trim_start_matches(|mark: char| !mark.is_alphabetic());
    let lower = bare.to_lowercase();
    opens(&lower) || (SAYINGS.iter().any(|saying| lower.contains(saying)) && first_sentence_says(bare))
}

fn first_sentence_says(line: &str) -> bool {
    let first = sentences(line).first().map_or("", |first| first.of(line)).to_lowercase();
    SAYINGS.iter().any(|saying| first.contains(saying))
}

fn opens(lower: &str) -> bool {
    OPENERS.iter().any(|opener| lower.strip_prefix(opener).is_some_and(|rest| rest.starts_with([' ', '\u{a0}'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_agencies() {
        for line in [
            "(Reporting by Richard Cowan; Editing by Scott Malone)",
            "Additional reporting by Ann Lee in Mersin.",
            "Associated Press writer Samy Magdy in Cairo contributed to this report.",
            "— With inputs from agencies",
        ] {
            assert!(names_contributors(line), "{line}");
        }
        for line in [
            "Reporting bylaws were changed.",
            "The pilots met. They contributed to this report, the board said, without being asked.",
        ] {
            assert!(!names_contributors(line), "{line}");
        }
    }
}
