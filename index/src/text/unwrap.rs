//! A title or heading that goes over several lines, on one.

use std::borrow::Cow;

/// Joins the lines of a text by blanks.
///
/// ```
/// use nutgraf_index::text::unwrapped;
/// assert_eq!(unwrapped("Harbour talks\n  fail again"), "Harbour talks fail again");
/// ```
pub fn unwrapped(text: &str) -> Cow<'_, str> {
    match text.contains('\n') {
        true => Cow::Owned(text.lines().map(str::trim).collect::<Vec<_>>().join(" ")),
        false => Cow::Borrowed(text),
    }
}
