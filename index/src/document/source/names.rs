//! The names under which tables and records give what a document has.

/// What a record has, and under which names, best first; small letters, blanks and hyphens as underscores ([`plain`]).
pub const NAMES: &[(&str, &[&str])] = &[
    (
        TEXT,
        &[
            "text",
            "body",
            "content",
            "full_text",
            "fulltext",
            "article",
            "article_text",
            "maintext",
            "main_text",
            "transcript",
            "speech",
            "message",
            "story",
            "description",
            "abstract",
            "summary",
            "comment",
            "review",
            "post",
            "tweet",
            "paragraph",
        ],
    ),
    ("title", &["title", "headline", "subject", "heading"]),
    ("subtitle", &["subtitle", "dek", "standfirst"]),
    ("id", &["id", "uid", "guid", "uuid", "doc_id", "article_id"]),
    ("published", &["published", "date_published", "published_at", "publish_date", "publication_date", "pubdate", "date", "day"]),
    ("author", &["author", "authors", "byline", "by", "speaker"]),
    ("source", &["source", "publisher", "publication", "outlet", "newspaper", "site"]),
    ("url", &["url", "link", "address", "permalink"]),
    ("language", &["language", "lang"]),
    ("tags", &["tags", "keywords", "categories", "category", "topics"]),
];

/// The field that holds the text.
pub const TEXT: &str = "text";

/// A name as the table has it: `Publish Date` as `publish_date`.
pub fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}
