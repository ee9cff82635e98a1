//! Lines that name a text's subjects: `Tags: ports, trade`, `Filed under Ports`, `TopicsPortsTrade`.

use super::Label;
use super::draft::Draft;
use super::opener::Openers;

/// What opens such a line. The words of the first list are said of other things too: behind them a colon stands, or a
/// capital without a blank.
const VAGUE: Openers = Openers::of(&[
    "tags",
    "tag",
    "tagged",
    "topics",
    "topic",
    "keywords",
    "key words",
    "categories",
    "category",
    "subjects",
    "labels",
    "schlagworte",
    "schlagwörter",
    "stichworte",
    "themen",
    "mots-clés",
    "thèmes",
    "etiquetas",
    "palabras clave",
    "tópicos",
    "etiketler",
    "konular",
    "parole chiave",
    "argomenti",
    "trefwoorden",
]);
const PLAIN: Openers = Openers::of(&["filed under", "filed in", "tagged with", "tagged as", "posted in", "more on these topics"]);

/// A subject has at most so many words, a line at most so many subjects.
const LONGEST: usize = 6;
const MOST: usize = 40;

/// Labels the lines that name subjects.
pub fn label_tags(draft: &mut Draft<'_>) {
    for place in 0..draft.units.len() {
        let settled = !matches!(draft.label(place), Label::Body | Label::Furniture);
        if !settled && !draft.units[place].recurs && !subjects(draft.words_of(place)).is_empty() {
            draft.set(place, Label::Tags, "names the subjects");
        }
    }
}

/// The subjects that a line names; none where it is no such line.
pub fn subjects(line: &str) -> Vec<&str> {
    let Some((rest, glued)) = behind_opener(line) else { return Vec::new() };
    let parted: Vec<&str> = if glued { capitalised(rest) } else { rest.split([',', ';', '|', '•', '·']).collect() };
    let named = parted.into_iter().map(str::trim).filter(|subject| subject.contains(char::is_alphanumeric));
    let named: Vec<&str> = named.take(MOST + 1).collect();
    let is_subject = |subject: &&str| subject.split_whitespace().count() <= LONGEST && !subject.ends_with(['.', '!', '?']);
    if named.len() <= MOST && named.iter().all(is_subject) { named } else { Vec::new() }
}

/// What stands behind the opener, and whether it does so without a blank.
fn behind_opener(line: &str) -> Option<(&str, bool)> {
    if let Some(rest) = PLAIN.behind_longest(line) {
        return rest.starts_with([' ', '\u{a0}', ':']).then(|| (rest.trim_start_matches([' ', '\u{a0}', ':']), false));
    }
    let rest = VAGUE.behind_longest(line)?;
    let glued = rest.starts_with(char::is_uppercase) && line.starts_with(char::is_uppercase) && !is_shouted(line);
    let colon = rest.trim_start().strip_prefix(':');
    colon.map(|rest| (rest, false)).or_else(|| glued.then_some((rest, true)))
}

fn is_shouted(line: &str) -> bool {
    !line.contains(char::is_lowercase)
}

/// Parts `PortsTrade` before each capital that follows a small letter.
fn capitalised(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut small) = (0, false);
    for (place, letter) in line.char_indices() {
        if small && letter.is_uppercase() {
            parts.push(&line[start..place]);
            start = place;
        }
        small = letter.is_lowercase();
    }
    parts.push(&line[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_name_subjects() {
        for (line, named) in [
            ("Tags: ports, trade", &["ports", "trade"][..]),
            ("TopicsSyriaTurkey", &["Syria", "Turkey"]),
            ("TagsNorth SeaPorts", &["North Sea", "Ports"]),
            ("Filed under Ports | Trade", &["Ports", "Trade"]),
            ("Keywords: shipping", &["shipping"]),
            ("Posted in: The harbour", &["The harbour"]),
        ] {
            assert_eq!(subjects(line), named, "{line}");
        }
    }

    #[test]
    fn lines_about_subjects_are_prose() {
        for line in [
            "Tags",
            "Tags:",
            "Topics of the day were raised.",
            "Categories",
            "TOPICS",
            "Filed under seal, the motion asks the court to stop the sale of the harbour.",
            "Tagged: the board, which met on Tuesday in the harbour, did not say why.",
        ] {
            assert!(subjects(line).is_empty(), "{line}");
        }
    }
}
