//! When a page was published: the places in which pages state it, the surest first.
//!
//! Dates of changes are passed over, and so are those of other articles, which stand in lists, asides and footers. A page
//! that states its day nowhere has none here.

use dom_query::{Document, NodeRef, Selection};

use super::linked::Linked;
use crate::date::DateSpan;
use crate::document::PublishedEvidence;
use crate::document::front::{machine_date, says_published, stated_date};

/// Names of `<meta>` elements, in small letters, that state the day of publication, the surest first. The last are vague:
/// a mere `date` may be that of a change.
const META: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "article.published",
    "datepublished",
    "rnews:datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date.issued",
    "dc.date.published",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "prism.publicationdate",
    "parsely-pub-date",
    "parsely-page-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "article_date_original",
    "article.created",
    "pubdate",
    "bt:pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "published-date",
    "publication_date",
    "publication-date",
    "publicationdate",
    "dcterms.available",
    "dcterms.created",
    "dc.date.created",
    "dc.created",
    "datecreated",
    "dcterms.date",
    "dc.date",
    "date",
    "eomportal-lastupdate-first",
];

/// Elements that state the day of publication in an attribute or their text, the surest first.
const ELEMENTS: &[&str] = &[
    "[itemprop='datePublished']",
    "time[pubdate]",
    "time.published",
    "time.entry-date",
    ".published[title]",
    "abbr.published",
    ".entry-date",
    ".dateline time",
    "article header time",
    "header.entry-header time",
    "[itemprop='dateCreated']",
    "article time[datetime]",
    "time[datetime]",
];

/// Classes of elements that hold the line with the date, where only the text of the page states it.
const LINES: &str = ".published, .pubdate, .pub-date, .publish-date, .published-date, .post-date, .posted-on, .article-date, \
    .article__date, .date-published, .timestamp, .byline, .article-meta, .post-meta, .entry-meta, .dateline, #pubdate, #date, time";

/// Parts of a page that speak of other articles, by element and by what their classes or ids begin with.
const ASIDE: &[&str] = &["aside", "nav", "footer", "li"];
const ASIDE_NAMES: &[&str] =
    &["related", "teaser", "sidebar", "comment", "footer", "recommend", "more-", "promo", "latest", "trending"];

/// How many elements are asked at most.
const MOST_ELEMENTS: usize = 30;

/// Finds the day of publication of a page.
pub fn published(page: &Document, linked: &Linked) -> Option<(DateSpan, PublishedEvidence)> {
    let metadata = in_linked(linked).or_else(|| in_meta(page)).or_else(|| in_elements(page));
    let metadata = metadata.map(|when| (when, PublishedEvidence::Metadata));
    metadata.or_else(|| Some((in_lines(page)?, PublishedEvidence::Stated)))
}

fn in_linked(linked: &Linked) -> Option<DateSpan> {
    let stated = |name: &str| linked.articles().find_map(|article| machine_date(article.get(name)?.as_str()?));
    stated("datePublished").or_else(|| stated("dateCreated"))
}

fn in_meta(page: &Document) -> Option<DateSpan> {
    let elements = page.select("meta[content]");
    let stated: Vec<(String, String)> = elements
        .iter()
        .filter_map(|element| {
            let name = ["property", "name", "itemprop"].iter().find_map(|attribute| element.attr(attribute))?;
            Some((name.to_ascii_lowercase(), element.attr("content")?.to_string()))
        })
        .collect();
    META.iter().find_map(|wanted| {
        let mut values = stated.iter().filter(|(name, _)| name == wanted);
        values.find_map(|(_, value)| machine_date(value))
    })
}

fn in_elements(page: &Document) -> Option<DateSpan> {
    ELEMENTS.iter().find_map(|selector| {
        let elements = page.select(selector);
        let own = elements.iter().take(MOST_ELEMENTS).filter(|element| !is_of_others(element) && !is_of_a_change(element));
        let dates: Vec<DateSpan> = own.filter_map(|element| element_date(&element)).collect();
        all_alike(&dates)
    })
}

fn element_date(element: &Selection<'_>) -> Option<DateSpan> {
    let attribute = ["content", "datetime", "title"].iter().find_map(|name| machine_date(&element.attr(name)?));
    attribute.or_else(|| stated_date(&element.text()))
}

/// Several days that differ state none: one cannot tell whose they are.
fn all_alike(dates: &[DateSpan]) -> Option<DateSpan> {
    let first = dates.first()?;
    dates.iter().all(|date| date == first).then_some(*first)
}

/// A line that says in words that the article was published on a day.
fn in_lines(page: &Document) -> Option<DateSpan> {
    let elements = page.select(LINES);
    let dates: Vec<DateSpan> = elements
        .iter()
        .take(MOST_ELEMENTS)
        .filter(|element| !is_of_others(element) && !is_of_a_change(element))
        .filter_map(|element| says_published(&element.text()))
        .collect();
    all_alike(&dates)
}

/// Tells whether an element stands in a part of the page that speaks of other articles.
fn is_of_others(element: &Selection<'_>) -> bool {
    let Some(node) = element.nodes().first() else { return false };
    node.ancestors(None).iter().any(|above| {
        let name = above.node_name().unwrap_or_default();
        !matches!(&*name, "body" | "html") && (ASIDE.contains(&&*name) || is_named_aside(above))
    })
}

fn is_named_aside(node: &NodeRef<'_>) -> bool {
    let names = ["class", "id"].iter().filter_map(|attribute| node.attr(attribute));
    names.into_iter().any(|names| {
        let names = names.to_ascii_lowercase();
        names.split_whitespace().any(|name| ASIDE_NAMES.iter().any(|aside| name.starts_with(aside)))
    })
}

fn is_of_a_change(element: &Selection<'_>) -> bool {
    let names = ["class", "id", "itemprop"].iter().filter_map(|attribute| element.attr(attribute));
    names.into_iter().any(|names| ["modified", "updated"].iter().any(|change| names.to_ascii_lowercase().contains(change)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Option<String> {
        let page = Document::from(page);
        published(&page, &Linked::of(&page)).map(|(when, _)| when.to_string())
    }

    const DAY: Option<&str> = Some("2022-12-28/2022-12-28");

    #[test]
    fn the_head_states_the_day() {
        for head in [
            "<meta property='article:published_time' content='2022-12-28T10:00:00Z'>",
            "<meta property='og:published_time' content='2022-12-28'>",
            "<meta name=pubdate content='2022-12-28'>",
            "<meta name=PubDate content='Wed, 28 Dec 2022 10:00:00 GMT'>",
            "<meta name='DC.date.issued' content='20221228'>",
            "<meta name='citation_publication_date' content='2022/12/28'>",
            "<meta name=date content='2022-12-28'>",
            "<meta name='sailthru.date' content='2022-12-28 09:00'>",
            "<meta name='parsely-pub-date' content='1672221600'>",
            "<meta itemprop=datePublished content='28 December 2022'>",
        ] {
            assert_eq!(found(head).as_deref(), DAY, "{head}");
        }
    }

    #[test]
    fn json_states_the_day_of_the_article_and_not_of_others() {
        let json = |json: &str| found(&format!("<script type='application/ld+json'>{json}</script>"));
        let article = r#"{"@type":"NewsArticle","datePublished":"2022-12-28T08:00:00+03:00","dateModified":"2023-01-05"}"#;
        assert_eq!(json(article).as_deref(), DAY);
        assert_eq!(json(&format!("[{{\"@type\":\"Organization\"}},{article}]")).as_deref(), DAY);
        assert_eq!(json(&format!("{{\"@graph\":[{{\"@type\":\"WebSite\"}},{article}]}}")).as_deref(), DAY);
        assert_eq!(json(r#"{"@type":["Thing","BlogPosting"],"dateCreated":"2022-12-28"}"#).as_deref(), DAY);
        assert_eq!(json(&format!("{{\"@type\":\"ItemList\",\"itemListElement\":[{article}]}}")), None);
        assert_eq!(json(r#"{"@type":"Event","datePublished":"2022-12-28"}"#), None);
        assert_eq!(json("{"), None);
    }

    #[test]
    fn the_body_states_the_day() {
        for body in [
            "<span itemprop=datePublished>28 December 2022</span>",
            "<time pubdate datetime='2022-12-28T09:00'>yesterday</time>",
            "<time class='entry-date published' datetime='2022-12-28'>x</time><time class=updated datetime='2023-01-05'>y</time>",
            "<abbr class=published title='2022-12-28T09:00'>x</abbr>",
            "<article><header><h1>x</h1><time datetime='2022-12-28'>x</time></header></article>",
            "<h1>x</h1><p class=meta><time datetime='2022-12-28'>28 December</time></p>",
            "<div class=byline>By Ann Lee. Published on December 28, 2022. Updated January 5, 2023</div>",
            "<p class=posted-on>Posted 28 Dec 2022</p>",
        ] {
            assert_eq!(found(body).as_deref(), DAY, "{body}");
        }
    }

    #[test]
    fn the_surer_place_wins() {
        let page = "<meta name=date content='2023-01-05'><meta property='article:published_time' content='2022-12-28'>\
                    <meta property='article:modified_time' content='2023-01-06'><time pubdate datetime='2020-01-01'>x</time>";
        assert_eq!(found(page).as_deref(), DAY);
    }

    #[test]
    fn dates_of_others_and_of_changes_are_none() {
        for page in [
            "<meta property='article:modified_time' content='2022-12-28'><meta name='last-modified' content='2022-12-28'>",
            "<aside><time pubdate datetime='2022-12-28'>x</time></aside>",
            "<div class='related-articles'><article><header><time datetime='2022-12-28'>x</time></header></article></div>",
            "<ul><li><span itemprop=datePublished>28 December 2022</span></ul>",
            "<footer><p class=published>Published 28 December 2022</p></footer>",
            "<time pubdate datetime='2022-12-28'>x</time><time pubdate datetime='2022-12-29'>x</time>",
            "<p class=byline>Updated on December 28, 2022</p>",
            "<p>It happened on 28 December 2022.</p>",
            "<meta name=pubdate content='soon'>",
        ] {
            assert_eq!(found(page), None, "{page}");
        }
    }
}
