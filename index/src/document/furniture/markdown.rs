//! The lines of Markdown, which says of most of them what they are.

use super::Label;
use super::draft::Draft;
use super::kinds::{self, LONGEST_HEADING};
use super::measure::End;
use crate::document::front::label_head;
use crate::document::source::{fenced_code, front_matter};

/// Front matter is furniture, `#` marks headings outside code; the first heading is the title where the front matter names
/// none.
pub fn label_markdown(draft: &mut Draft<'_>, mut untitled: bool) {
    let matter = front_matter(draft.text).unwrap_or(0);
    let code = fenced_code(draft.text);
    let mut title = None;
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
        } else if line.starts_with('#') || is_underlined(draft, place) {
            let label = if std::mem::take(&mut untitled) { Label::Title } else { Label::Heading };
            title = title.or(Some(place));
            draft.set(place, label, "marked as heading");
        }
    }
    if let Some(title) = title.filter(|_| matter == 0) {
        label_head(draft, title);
    }
}

/// Tells whether a short line stands right above one of `=` or `-` alone.
fn is_underlined(draft: &Draft<'_>, place: usize) -> bool {
    let measure = draft.measure(place);
    let below = draft.text[measure.line.end..].trim_start_matches('\r').strip_prefix('\n').and_then(|rest| rest.lines().next());
    let is_rule = |line: &str| line.len() > 1 && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'));
    measure.words <= LONGEST_HEADING
        && measure.bullet == 0
        && measure.end != End::Sentence
        && draft.units[place].lines.len() == 1
        && below.is_some_and(|below| is_rule(below.trim_end()))
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Label, RawDocument, Shape};

    fn read(text: &str) -> Document {
        Document::from_raw(RawDocument { text: text.to_owned(), shape: Shape::Markdown, ..RawDocument::default() }, &())
    }

    #[test]
    fn headings_may_be_underlined() {
        let document = read("Talks\n=====\n\nThey met.\nThe wall\n--------\n\nNobody pays.\n\n---\n\nEnd.\n");
        let label =
            |start: &str| document.lines.iter().find(|line| line.span.of(&document.text).starts_with(start)).unwrap().label;
        assert_eq!((label("Talks"), label("The wall"), label("They met")), (Label::Title, Label::Heading, Label::Body));
        assert_eq!((label("Nobody"), label("End")), (Label::Body, Label::Body));
    }

    #[test]
    fn author_and_date_below_the_title() {
        for line in ["*By Ann Lee · 7 July 2021*", "**By Ann Lee**\n\n_7 July 2021_", "By Ann Lee\n\nJuly 7, 2021"] {
            let document = read(&format!("# Talks\n\n{line}\n\nThey met again, and nobody knew why they had come.\n"));
            assert_eq!(document.authors, ["Ann Lee"], "{line}");
            assert_eq!(document.published.map(|when| when.to_string()).as_deref(), Some("2021-07-07/2021-07-07"), "{line}");
        }
        assert!(read("# Talks\n\nThey met again on 7 July 2021, and nobody knew why.\n").published.is_none());
    }
}
