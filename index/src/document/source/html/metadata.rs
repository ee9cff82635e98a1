//! What a page says about itself outside its text.

use dom_query::{Document, NodeRef};

use super::published::published;
use crate::date::DateSpan;
use crate::document::PublishedEvidence;

/// The metadata of a page that the reading library leaves aside.
#[derive(Debug, Default)]
pub struct Metadata {
    /// When it was published, and how that is known.
    pub published: Option<(DateSpan, PublishedEvidence)>,
    /// Its canonical address.
    pub address: Option<String>,
    /// Its keywords.
    pub tags: Vec<String>,
    /// Its dek, where an element is named as one.
    pub subtitle: Option<String>,
    headings: Vec<String>,
}

/// The names that sites give the element of the dek.
const DEKS: &str = ".dek, .article-dek, .standfirst, .article-standfirst, .subtitle, .sub-title, .subheadline, .subhead, .article-subtitle, \
                    .entry-subtitle, [itemprop=alternativeHeadline]";

/// A dek has so many words.
const DEK_WORDS: std::ops::RangeInclusive<usize> = 6..=90;

impl Metadata {
    /// Reads the metadata of a page.
    pub fn of(page: &Document) -> Metadata {
        let keywords = page.select("meta[name=keywords]").attr("content").unwrap_or_default();
        let headings = page.select("h1, h2");
        let canonical = page.select("link[rel=canonical]").attr("href");
        let address =
            canonical.or_else(|| page.select("meta[property='og:url']").attr("content")).map(|address| address.to_string());
        Metadata {
            published: published(page),
            address,
            tags: keywords.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect(),
            subtitle: dek(page),
            headings: headings.iter().take(50).map(|heading| squeeze(&heading.text())).collect(),
        }
    }

    /// Returns the title of the article out of what the page's `<title>` states and a reader made of that: the heading of
    /// the page that one of them holds beside the names of site and section, else what was read.
    pub fn title(&self, read: &str, stated: &str) -> String {
        let (read, stated) = (squeeze(read), squeeze(stated));
        let whole = format!("{read}\n{stated}").to_lowercase();
        let inside = |heading: &&String| heading.split(' ').count() > 2 && whole.contains(&heading.to_lowercase());
        let heading = self.headings.iter().filter(inside).max_by_key(|heading| heading.len());
        heading.cloned().unwrap_or_else(|| before_site(uncut(&read, &stated)).to_owned())
    }
}

/// The text of the first element below the heading that is named as the dek.
fn dek(page: &Document) -> Option<String> {
    let named = page.select(&format!("h1, {DEKS}"));
    let is_heading = |node: &&NodeRef<'_>| node.node_name().is_some_and(|name| &*name == "h1");
    let below = named.nodes().iter().skip_while(|node| !is_heading(node)).find(|node| !is_heading(node))?;
    let dek = squeeze(&below.text());
    DEK_WORDS.contains(&dek.split(' ').count()).then_some(dek)
}

/// What stands before a colon was cut off as the name of a site; it may be that only where no other mark parts site from title.
fn uncut<'t>(read: &'t str, stated: &'t str) -> &'t str {
    let cut =
        stated.strip_suffix(read).is_some_and(|start| start.ends_with(": ") && !start.contains(['|', '-', '–', '—', '»', '·']));
    if cut { stated } else { read }
}

/// `X | SECTION | SITE` without what follows the first bar, where X has words enough for a title.
fn before_site(title: &str) -> &str {
    let before = title.split_once('|').map(|(before, _)| before.trim());
    before.filter(|before| before.split(' ').count() > 2).unwrap_or(title)
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dek_is_named() {
        let dek = |page: &str| Metadata::of(&Document::from(page)).subtitle;
        let page = "<h1>Gazette</h1><h1>Talks fail</h1><p class='dek big'>The board and the lines\ncan't agree on it.</p>";
        assert_eq!(dek(page).as_deref(), Some("The board and the lines can't agree on it."));
        assert_eq!(dek("<p class=subtitle>Ports</p>"), None);
    }

    #[test]
    fn titles_lose_site_and_section_and_nothing_else() {
        let title = |page: &str, read: &str, stated: &str| Metadata::of(&Document::from(page)).title(read, stated);
        assert_eq!(title("", "Harbour talks fail | Ports", "Harbour talks fail | Ports | Gazette"), "Harbour talks fail");
        assert_eq!(title("", "Gazette | Harbour talks fail", "Gazette | Harbour talks fail"), "Gazette | Harbour talks fail");
        assert_eq!(title("", "Lines pay little", "Harbour: Lines pay little"), "Harbour: Lines pay little");
        let page = "<h1>Harbour: Lines pay little</h1>";
        assert_eq!(title(page, "Lines pay little", "Gazette: Harbour: Lines pay little"), "Harbour: Lines pay little");
    }
}
