//! A byte range of a text.

use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A byte range of a UTF-8 text, on character boundaries: `start..end`. In JSON it is `[start,end]`.
///
/// ```
/// use nutgraf_index::text::Span;
/// let span = Span::new(4, 10);
/// assert_eq!(span.of("the Kremlin"), "Kremli");
/// assert_eq!(serde_json::to_string(&span).unwrap(), "[4,10]");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Returns the number of bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Tells whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The place of a part in the text that it is a slice of.
    ///
    /// ```
    /// use nutgraf_index::text::Span;
    /// let text = "  the Kremlin ";
    /// assert_eq!(Span::of_part(text.trim(), text), Span::new(2, 13));
    /// ```
    pub fn of_part(part: &str, text: &str) -> Span {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        Span { start, end: start + part.len() }
    }

    /// Returns the part of `text` it covers.
    ///
    /// # Panics
    ///
    /// Where the span is not one of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Tells whether all of `other` lies inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two have a byte in common.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Moves the span `by` bytes to the right.
    pub const fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// Expresses the span, which lies behind `origin`, relative to it.
    pub const fn relative_to(self, origin: usize) -> Span {
        Span { start: self.start - origin, end: self.end - origin }
    }

    /// Returns the smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span { start: range.start, end: range.end }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Span, D::Error> {
        <(usize, usize)>::deserialize(deserializer).map(|(start, end)| Span { start, end })
    }
}
