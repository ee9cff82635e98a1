//! HTML in the field of a record, as sites keep and feeds send it: read as a page is, so that nobody finds or reads its tags.

use super::contained::contained;
use super::html::plain_text;
use super::{Format, ReadLimits};

/// Elements that begin a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "blockquote",
    "section",
    "article",
    "figure",
    "hr",
    "pre",
    "dt",
    "dd",
];

/// Elements within a line.
const INLINE: &[&str] = &[
    "a",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "span",
    "small",
    "sub",
    "sup",
    "q",
    "s",
    "cite",
    "code",
    "font",
    "mark",
    "abbr",
    "del",
    "ins",
    "td",
    "th",
    "img",
    "script",
    "style",
    "iframe",
    "figcaption",
];

/// What a field says, without the tags and entities it is written with. What is no HTML stays as it is.
pub fn read(field: String) -> String {
    if !is_markup(&field) {
        return field;
    }
    let page = if holds_lines(&field) { marked_lines(&field) } else { field.clone() };
    let limits = ReadLimits::default();
    let read = contained(Format::Html.name(), limits.time, move |_| plain_text(&page));
    read.map_or(field, |text| text.trim().to_owned())
}

/// As [`read`], on one line.
pub fn read_line(field: String) -> String {
    if !is_markup(&field) {
        return field;
    }
    read(field).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether a text holds an element of HTML that is closed or needs no end, or an entity.
fn is_markup(text: &str) -> bool {
    let closes = |tag: &Tag| tag.closes || matches!(tag.name.as_str(), "br" | "hr" | "img" | "p");
    tags(text).any(|tag| closes(&tag) && (BLOCKS.contains(&&*tag.name) || INLINE.contains(&&*tag.name))) || holds_entity(text)
}

/// Entities that no text has by chance.
const ENTITIES: &[&str] =
    &["amp;", "nbsp;", "quot;", "lt;", "gt;", "apos;", "rsquo;", "lsquo;", "ldquo;", "rdquo;", "ndash;", "mdash;", "hellip;"];

fn holds_entity(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let rest = &text[at + 1..];
        let number = rest.strip_prefix('#').map(|number| number.trim_start_matches(['x', 'X']));
        let digits = number.map_or(0, |number| number.bytes().take_while(u8::is_ascii_hexdigit).count());
        ENTITIES.iter().any(|entity| rest.starts_with(entity))
            || digits >= 2 && number.is_some_and(|number| number[digits..].starts_with(';'))
    })
}

/// Tells whether line ends part its paragraphs, not tags.
fn holds_lines(text: &str) -> bool {
    let blocks = tags(text).filter(|tag| !tag.closes && BLOCKS.contains(&&*tag.name)).count();
    text.lines().filter(|line| !line.trim().is_empty()).count() > 2 * blocks + 1
}

/// The text with a tag for each line end.
fn marked_lines(text: &str) -> String {
    let lines = text.lines().map(|line| if line.trim().is_empty() { "<p>" } else { line });
    lines.collect::<Vec<_>>().join("<br>\n")
}

/// A tag: its name in small letters, and whether it ends an element.
struct Tag {
    name: String,
    closes: bool,
}

fn tags(text: &str) -> impl Iterator<Item = Tag> {
    memchr::memchr_iter(b'<', text.as_bytes()).filter_map(|at| {
        let rest = &text[at + 1..];
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let ends = rest[length..].starts_with(|mark: char| mark == '>' || mark == '/' || mark.is_whitespace());
        (length > 0 && ends).then(|| Tag { name: rest[..length].to_ascii_lowercase(), closes })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_in_a_field() {
        for (field, text) in [
            (
                "<p>They met <b>again</b> in Rome&nbsp;&amp; left.</p><p>So it goes.</p>",
                "They met again in Rome & left.\n\nSo it goes.",
            ),
            ("One line<br/>another<br>", "One line\nanother"),
            ("Nothing agreed:<ul><li>no wall</li><li>no money</li></ul>", "Nothing agreed:\n• no wall\n• no money"),
            ("R&amp;D &#8211; what it costs", "R&D – what it costs"),
            ("<script>x()</script><div>They met.</div>", "They met."),
        ] {
            assert_eq!(read(field.to_owned()), text, "{field}");
        }
    }

    #[test]
    fn lines_stay_lines_where_they_are_the_paragraphs() {
        let field = "They met.\nHe said <span style=\"x\">no</span>.\n\nThey left.\nShe said yes.";
        assert_eq!(read(field.to_owned()), "They met.\nHe said no.\n\nThey left.\nShe said yes.");
    }

    #[test]
    fn what_is_no_markup_stays() {
        for field in [
            "a < b and c > d",
            "Tom & Jerry; R&D",
            "List<String> of x",
            "<3 and </3>",
            "if (a<b) { c>d }",
            "mail <ann@a.example>",
        ] {
            assert_eq!(read(field.to_owned()), field);
        }
        assert_eq!(read_line("Port &amp; <em>pier</em>\nof Bari".to_owned()), "Port & pier of Bari");
    }
}
