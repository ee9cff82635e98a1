//! The lines right below a title that is marked as one, as Markdown has it.

use super::byline::is_byline;
use super::clause::is_of_text;
use super::published::has_date;
use super::signed::signed_by;
use crate::document::Label;
use crate::document::furniture::Draft;

/// Labels the lines right below a title that was marked as such which state author and date.
pub fn label_head(draft: &mut Draft<'_>, title: usize) {
    for place in (title + 1..draft.units.len()).take(HEAD) {
        if draft.label(place) == Label::Heading {
            return;
        }
        let line = draft.words_of(place);
        let (is_signed, is_dated) = (is_byline(line) || !signed_by(line).is_empty(), has_date(line));
        if draft.measure(place).is_prose() || !(is_signed || is_dated) || is_of_text(draft, place) {
            return;
        }
        let (label, reason) =
            if is_signed { (Label::Byline, "names the author") } else { (Label::Date, "states a date near the title") };
        draft.set(place, label, reason);
    }
}

/// So many lines below a title may state author and date.
const HEAD: usize = 3;

/// A line without the marks of Markdown that stress it as a whole: `*By Ann Lee*`.
pub fn unemphasised(line: &str) -> &str {
    let inner = ["**", "__", "*", "_"].iter().find_map(|mark| line.strip_prefix(mark)?.strip_suffix(mark));
    inner.filter(|inner| !inner.starts_with(' ') && !inner.contains(['*', '_'])).unwrap_or(line)
}
