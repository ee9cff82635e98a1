//! Lines of an article of which only the page's elements tell what they are: captions, and links to other articles.

use dom_query::Document;
use rustc_hash::FxHashSet;

use crate::text::Span;

/// A caption has at most so many words; a link to another article, which is its title, so many at least.
const LONGEST_CAPTION: usize = 80;
const SHORTEST_LINK: usize = 4;

/// What the elements of a page tell.
#[derive(Debug)]
pub struct Known {
    captions: FxHashSet<String>,
    links: FxHashSet<String>,
}

impl Known {
    /// Reads a page.
    pub fn of(page: &Document) -> Known {
        let captions = page.select("figcaption, .wp-caption-text").iter().map(|caption| squeezed(&caption.formatted_text()));
        let captions = captions.filter(|text| (2..=LONGEST_CAPTION).contains(&text.split(' ').count())).collect();
        Known { captions, links: links(page) }
    }

    /// Where the captions stand in a text, in order.
    pub fn captions(&self, text: &str) -> Vec<Span> {
        lines_in(text, &self.captions)
    }

    /// Where lines stand that are nothing but a link to another article, in order.
    pub fn links(&self, text: &str) -> Vec<Span> {
        lines_in(text, &self.links)
    }
}

/// The paragraphs that are links as a whole, and the items of lists of which all are.
fn links(page: &Document) -> FxHashSet<String> {
    let mut links = FxHashSet::default();
    for list in page.select("ul, ol").iter() {
        let items: Vec<Option<String>> = list.select("li").iter().map(|item| whole_link(&item)).collect();
        if items.iter().all(Option::is_some) {
            links.extend(items.into_iter().flatten());
        }
    }
    links.extend(page.select("p").iter().filter_map(|paragraph| whole_link(&paragraph)));
    links
}

/// The text of an element that is a link as a whole, and no sentence.
fn whole_link(element: &dom_query::Selection<'_>) -> Option<String> {
    let link = element.select("a");
    let text = squeezed(&element.text());
    let whole = link.length() == 1 && squeezed(&link.text()) == text;
    (whole && text.split(' ').count() >= SHORTEST_LINK && !text.ends_with('.')).then_some(text)
}

fn lines_in(text: &str, known: &FxHashSet<String>) -> Vec<Span> {
    if known.is_empty() {
        return Vec::new();
    }
    let lines = text.split('\n').map(|line| Span::of_part(line, text));
    lines.filter(|line| !line.is_empty() && known.contains(&squeezed(line.of(text)))).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(page: &str, text: &str) -> usize {
        Known::of(&Document::from(page)).links(text).len()
    }

    #[test]
    fn lines_that_are_links_as_a_whole() {
        let title = "Who pays for the wall?";
        for page in ["<ul><li><a>Who pays for the wall?</a></ul>", "<p><b><a>Who pays for  the wall?</a></b></p>"] {
            assert_eq!(links(page, &format!("They met.\n{title}\nThey parted.")), 1, "{page}");
        }
        for page in ["<ul><li><a>Who pays for the wall?</a><li>Nobody</ul>", "<p>Read <a>Who pays for the wall?</a></p>"] {
            assert_eq!(links(page, title), 0, "{page}");
        }
    }

    #[test]
    fn captions_are_marked_as_such() {
        let page = Known::of(&Document::from("<figure><figcaption>The basin<span> at dawn</span></figcaption></figure>"));
        let text = "They met.\n The basin at dawn\nThey parted.";
        assert_eq!(page.captions(text), [Span::new(10, 28)]);
    }
}
