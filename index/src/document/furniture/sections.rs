//! Names that sections of reports have everywhere, and the numbers before the names of sections.

use super::draft::Draft;
use super::kinds::LONGEST_HEADING;
use super::measure::End;

/// Sections that reports open with or end in; no article is titled so.
const SECTIONS: &[&str] = &[
    "abstract",
    "analysis",
    "background",
    "conclusion",
    "conclusions",
    "context",
    "discussion",
    "executive summary",
    "findings",
    "introduction",
    "key findings",
    "key messages",
    "key points",
    "key takeaways",
    "methodology",
    "methods",
    "outlook",
    "overview",
    "policy recommendations",
    "recommendations",
    "results",
    "summary",
    "the way forward",
    "zusammenfassung",
    "einleitung",
    "fazit",
    "résumé",
    "introducción",
    "conclusiones",
    "giriş",
    "özet",
    "sonuç",
];

/// Tells whether a line is the usual name of a section.
pub fn names_section(line: &str) -> bool {
    let bare = line.trim_end_matches([':', ' ']);
    bare.len() < 30 && SECTIONS.contains(&bare.to_lowercase().as_str())
}

/// Tells whether a numbered line stands alone above a paragraph: `2. The players` is no item of a list.
pub fn is_numbered_heading(draft: &Draft<'_>, place: usize) -> bool {
    let unit = &draft.units[place];
    let is_numbered = |place: usize| {
        draft.measure(place).bullet > 0
            && draft.measure(place).trimmed.of(draft.text).starts_with(|first: char| first.is_ascii_digit())
    };
    let is_item = |place: usize| draft.is_body(place) && is_numbered(place);
    let below = (place + 1..draft.units.len()).find(|below| draft.is_body(*below));
    is_numbered(place)
        && unit.measure.words <= LONGEST_HEADING
        && unit.measure.end == End::Open
        && !unit.measure.starts_small
        && (place == 0 || !is_item(place - 1))
        && below.is_some_and(|below| draft.measure(below).is_prose() && draft.measure(below).bullet == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sections() {
        assert!(names_section("Executive Summary") && names_section("KEY POINTS:"));
        assert!(!names_section("Analysis: the harbour") && !names_section("Summary trial"));
    }
}
