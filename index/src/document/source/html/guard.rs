//! Which pages would overrun a parser: elements a million deep, a million attributes on one, entities by the million.

/// Elements in one another; real pages stay below a hundred.
const DEEPEST: usize = 512;

/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 1_000;

/// Entities times bytes: escaping a text of entities alone takes time that grows with the square of its length.
const MOST_ENTITIES: usize = 200_000_000_000;

/// Elements without content, and those that the next of their kind closes: they never nest.
const FLAT: &[&[u8]] = &[
    b"area",
    b"base",
    b"br",
    b"col",
    b"embed",
    b"hr",
    b"img",
    b"input",
    b"link",
    b"meta",
    b"param",
    b"source",
    b"track",
    b"wbr",
    b"p",
    b"li",
    b"td",
    b"th",
    b"tr",
    b"dt",
    b"dd",
    b"option",
    b"optgroup",
    b"thead",
    b"tbody",
    b"tfoot",
    b"colgroup",
    b"rp",
    b"rt",
    b"a",
];

/// Tells why a page must not be parsed, in one pass over its tags.
pub fn check(page: &[u8]) -> Result<(), String> {
    if memchr::memchr_iter(b'&', page).count().saturating_mul(page.len()) > MOST_ENTITIES {
        return Err("the page holds too many entities".into());
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &page[at..]) {
        let start = at + open + 1;
        let closes = page.get(start) == Some(&b'/');
        let name_start = start + usize::from(closes);
        let name = name_at(page, name_start);
        let (end, attributes) = tag_end(page, name_start + name.len());
        at = end;
        if attributes > MOST_ATTRIBUTES {
            return Err(format!("an element of the page has more than {MOST_ATTRIBUTES} attributes"));
        }
        if name.is_empty() || FLAT.iter().any(|flat| name.eq_ignore_ascii_case(flat)) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return Err(format!("the page is nested more than {DEEPEST} elements deep"));
        }
        if !closes && [&b"script"[..], b"style"].iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            at = behind_raw_text(page, at);
        }
    }
    Ok(())
}

fn name_at(page: &[u8], start: usize) -> &[u8] {
    let rest = page.get(start..).unwrap_or_default();
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    if rest.first().is_some_and(u8::is_ascii_alphabetic) { &rest[..length] } else { &[] }
}

/// Where the tag ends, and how many attributes it has: blanks outside quotes that something follows.
fn tag_end(page: &[u8], start: usize) -> (usize, usize) {
    if page[start..].starts_with(b"!--") {
        return (memchr::memmem::find(&page[start..], b"-->").map_or(page.len(), |end| start + end + 3), 0);
    }
    let (mut quote, mut attributes, mut before) = (None, 0, b'<');
    for (place, byte) in page.iter().enumerate().skip(start) {
        match (quote, *byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return (place + 1, attributes),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(*byte),
            (None, byte) if before.is_ascii_whitespace() && !byte.is_ascii_whitespace() => attributes += 1,
            _ => {}
        }
        before = *byte;
    }
    (page.len(), attributes)
}

/// Where the text of a script or style ends: at the next closing tag of any kind.
fn behind_raw_text(page: &[u8], start: usize) -> usize {
    let closing = |place: &usize| page[start + place..].len() > 3 && page[start + place + 2].eq_ignore_ascii_case(&b's');
    memchr::memmem::find_iter(&page[start..], b"</").find(closing).map_or(page.len(), |place| start + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_pages_are_refused_at_once() {
        assert!(check("<div>".repeat(1_000_000).as_bytes()).is_err());
        assert!(check("&amp;".repeat(1_000_000).as_bytes()).is_err());
        assert!(check(format!("<p {}>", "a=1 ".repeat(1_000_000)).as_bytes()).is_err());
    }

    #[test]
    fn plain_pages_pass() {
        for page in [
            "<p>one<p>two".repeat(5_000),
            "<div><b>x</b></div>".repeat(5_000),
            format!("<script>{}</script>", "if (a<b) x = '<div>';".repeat(5_000)),
            format!("<img src=\"data:{}\">", "a b ".repeat(5_000)),
            format!("<!-- {}", "<div>".repeat(5_000)),
            "<".repeat(5_000),
        ] {
            assert_eq!(check(page.as_bytes()), Ok(()), "{}", &page[..20]);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(page in "[<>/! a-c\"'=-]{0,200}") {
            let _: Result<(), String> = check(page.as_bytes());
        }
    }
}
