//! What a page says about itself outside its text.

use dom_query::Document;

use crate::date::DateSpan;
use crate::document::front::stated_date;

/// The metadata of a page that the reading library leaves aside.
#[derive(Debug, Default)]
pub struct Metadata {
    /// When it was published.
    pub published: Option<DateSpan>,
    /// Its canonical address.
    pub address: Option<String>,
    /// Its keywords.
    pub tags: Vec<String>,
    headings: Vec<String>,
}

/// Where pages state the day of publication, the surest first. A mere `date` may be that of a change.
const DATED: &[(&str, &str)] = &[
    ("[itemprop=datePublished]", "content"),
    ("[itemprop=datePublished]", "datetime"),
    ("time[pubdate]", "datetime"),
    ("meta[name=pubdate]", "content"),
    ("meta[name=publishdate]", "content"),
    ("meta[name=publish-date]", "content"),
    ("meta[name=publish_date]", "content"),
    ("meta[name=publication_date]", "content"),
    ("meta[name='article.published']", "content"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='sailthru.date']", "content"),
    ("meta[name='citation_publication_date']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='dc.date.issued']", "content"),
    ("meta[name='dcterms.created']", "content"),
    ("meta[name='DC.date']", "content"),
    ("meta[name='dc.date']", "content"),
    ("meta[name=date]", "content"),
    ("time.published", "datetime"),
    ("time.entry-date", "datetime"),
    ("article header time", "datetime"),
];

impl Metadata {
    /// Reads the metadata of a page.
    pub fn of(page: &Document) -> Metadata {
        let value = |(selector, attribute): &(&str, &str)| page.select(selector).attr(attribute);
        let keywords = page.select("meta[name=keywords]").attr("content").unwrap_or_default();
        let headings = page.select("h1, h2");
        Metadata {
            published: DATED.iter().filter_map(value).find_map(|value| stated_date(&value)),
            address: page.select("link[rel=canonical]").attr("href").map(|address| address.to_string()),
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
