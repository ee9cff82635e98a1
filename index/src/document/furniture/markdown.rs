//! The lines of Markdown, which says of most of them what they are.

use super::Label;
use super::draft::Draft;
use super::kinds;
use crate::document::source::{fenced_code, front_matter};

/// Front matter is furniture, `#` marks headings outside code; the first heading is the title where the front matter names
/// none.
pub fn label_markdown(draft: &mut Draft<'_>, mut untitled: bool) {
    let matter = front_matter(draft.text).unwrap_or(0);
    let code = fenced_code(draft.text);
    for place in 0..draft.units.len() {
        let span = draft.measure(place).trimmed;
        let line = span.of(draft.text);
        if span.end <= matter {
            draft.drop(place, "front matter");
        } else if code.iter().any(|code| code.contains(span)) {
            draft.labels[place] = kinds::CODE;
        } else if line.starts_with("```") || line.starts_with("~~~") {
            draft.drop(place, "opens code");
        } else if line.starts_with("![") && line.ends_with(')') {
            draft.set(place, Label::Caption, "describes a picture");
        } else if line.starts_with('#') {
            let label = if std::mem::take(&mut untitled) { Label::Title } else { Label::Heading };
            draft.set(place, label, "marked as heading");
        }
    }
}
