//! What a page says about itself outside its text.

use dom_query::Document;

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
    headings: Vec<String>,
}

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
            headings: headings.iter().take(50).map(|heading| squeeze(&heading.text())).collect(),
        }
    }

    /// Returns the heading of the page that its title holds beside the names of site and section, else the title.
    pub fn title_within<'t>(&'t self, title: &'t str) -> &'t str {
        let squeezed = squeeze(title).to_lowercase();
        let inside = |heading: &&String| heading.split(' ').count() > 2 && squeezed.contains(&heading.to_lowercase());
        self.headings.iter().filter(inside).max_by_key(|heading| heading.len()).map_or(title, String::as_str)
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
