//! What a page says about itself outside its text.

use dom_query::{Document, NodeRef};

use super::linked::Linked;
use super::published::published;
use crate::date::DateSpan;
use crate::document::PublishedEvidence;
use crate::document::front::author_names;

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
    /// Those who wrote it.
    pub authors: Vec<String>,
    /// What it says of itself in a sentence.
    pub descriptions: Vec<String>,
    headings: Vec<String>,
    /// The names of its site, in small letters.
    sites: Vec<String>,
}

/// The names that sites give the element of the dek.
const DEKS: &str = ".dek, .deck, .article-dek, [class*=standfirst], [class*=subtitle], .sub-title, [class*=subhead], [class*=sub-head], \
                    .article__desc, .article-desc, .chapo, .strapline, [itemprop=alternativeHeadline]";

/// A dek has so many words.
const DEK_WORDS: std::ops::RangeInclusive<usize> = 6..=90;

impl Metadata {
    /// Reads the metadata of a page.
    pub fn of(page: &Document) -> Metadata {
        let linked = Linked::of(page);
        let keywords = page.select("meta[name=keywords]").attr("content").unwrap_or_default();
        let headings = page.select("h1, h2");
        let canonical = page.select("link[rel=canonical]").attr("href");
        let address =
            canonical.or_else(|| page.select("meta[property='og:url']").attr("content")).map(|address| address.to_string());
        Metadata {
            published: published(page, &linked),
            address,
            tags: tags(page, &keywords),
            subtitle: dek(page),
            authors: linked.authors().into_iter().flat_map(author_names).collect(),
            descriptions: descriptions(page, &linked),
            sites: sites(page, &linked),
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
        heading.cloned().unwrap_or_else(|| self.before_site(uncut(&read, &stated)).to_owned())
    }

    /// `X | SECTION | SITE` without what follows the first bar, and `X - SITE` without the site, where X has words enough for
    /// a title.
    fn before_site<'t>(&self, title: &'t str) -> &'t str {
        let enough = |before: &&str| before.split(' ').count() > 2;
        if let Some(before) = title.split_once('|').map(|(before, _)| before.trim()).filter(enough) {
            return before;
        }
        let last =
            [" - ", " – ", " — ", " · "].iter().filter_map(|mark| title.rsplit_once(mark)).min_by_key(|(_, site)| site.len());
        let bare = last.filter(|(_, site)| self.sites.contains(&site.trim().to_lowercase())).map(|(before, _)| before.trim());
        bare.filter(enough).unwrap_or(title)
    }
}

/// The keywords, where there are none the subjects of the article.
fn tags(page: &Document, keywords: &str) -> Vec<String> {
    let tag = |text: &str| Some(text.trim().to_owned()).filter(|tag| !tag.is_empty());
    let named: Vec<String> = keywords.split(',').filter_map(tag).collect();
    let subjects = page.select("meta[property='article:tag']");
    let subjects = || subjects.iter().filter_map(|subject| tag(&subject.attr("content")?)).collect();
    if named.is_empty() { subjects() } else { named }
}

/// What the page says of itself in a sentence, wherever it does.
fn descriptions(page: &Document, linked: &Linked) -> Vec<String> {
    let metas = page.select("meta[property='og:description'], meta[name=description], meta[name='twitter:description']");
    let stated = metas.iter().filter_map(|meta| meta.attr("content")).map(|content| squeeze(&content));
    stated.chain(linked.descriptions().map(squeeze)).filter(|text| DEK_WORDS.contains(&text.split(' ').count())).collect()
}

/// The names of the site, in small letters.
fn sites(page: &Document, linked: &Linked) -> Vec<String> {
    let meta = page.select("meta[property='og:site_name'], meta[name='application-name']");
    let stated = meta.iter().filter_map(|meta| meta.attr("content")).map(|content| content.trim().to_lowercase());
    stated.chain(linked.sites().map(str::to_lowercase)).filter(|name| !name.is_empty()).collect()
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
