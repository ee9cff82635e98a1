//! What a page says of itself in JSON-LD: a graph of things, of which some are its article.

use dom_query::Document;
use serde_json::Value;

/// Kinds of things that are the page's article or the page itself.
const ARTICLES: &[&str] =
    &["article", "posting", "report", "webpage", "creativework", "review", "publicationissue", "pressrelease"];

/// How many scripts, and things in one, are looked at, and how deep.
const MOST_SCRIPTS: usize = 30;
const MOST_THINGS: usize = 200;
const DEEPEST: usize = 6;

/// What the scripts of a page say.
#[derive(Debug, Default)]
pub struct Linked(Vec<Value>);

impl Linked {
    /// Reads the scripts of a page; those that are no JSON say nothing.
    pub fn of(page: &Document) -> Linked {
        let scripts = page.select("script[type='application/ld+json']");
        let values = scripts.iter().take(MOST_SCRIPTS).filter_map(|script| read(&script.text()));
        Linked(values.collect())
    }

    /// The articles that the page says that it is: those at the top, in its graph, and what it is mainly about. Not those in
    /// its lists, which are others.
    pub fn articles(&self) -> impl Iterator<Item = &Value> {
        let is_article = |kind: &str| ARTICLES.iter().any(|article| kind.to_ascii_lowercase().ends_with(article));
        self.things().into_iter().filter(move |thing| kinds(thing).any(is_article))
    }

    /// The persons who wrote the first article that names any.
    pub fn authors(&self) -> Vec<&str> {
        let fields = self.articles().filter_map(|article| article.get("author"));
        fields.map(|author| self.persons(author)).find(|names| !names.is_empty()).unwrap_or_default()
    }

    /// The names of the sites and houses that the page says it is of.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        let sites = self
            .things()
            .into_iter()
            .filter(|thing| kinds(thing).any(|kind| matches!(kind, "WebSite" | "Organization" | "NewsMediaOrganization")));
        let publishers = self.articles().filter_map(|article| article.get("publisher"));
        sites.chain(publishers).filter_map(name)
    }

    /// What the articles say of themselves in a sentence.
    pub fn descriptions(&self) -> impl Iterator<Item = &str> {
        let names = ["alternativeHeadline", "description"];
        self.articles().flat_map(move |article| names.into_iter().filter_map(|name| article.get(name)?.as_str()))
    }

    /// The names of the persons that a field holds or points to.
    fn persons<'v>(&'v self, field: &'v Value) -> Vec<&'v str> {
        match field {
            Value::Array(several) => several.iter().flat_map(|one| self.persons(one)).collect(),
            Value::String(name) => vec![name],
            thing if kinds(thing).any(|kind| kind.ends_with("Organization")) => Vec::new(),
            thing => name(thing).or_else(|| self.named(thing.get("@id")?)).into_iter().collect(),
        }
    }

    fn named(&self, id: &Value) -> Option<&str> {
        self.things().into_iter().filter(|thing| thing.get("@id") == Some(id)).find_map(name)
    }

    fn things(&self) -> Vec<&Value> {
        let mut things = Vec::new();
        self.0.iter().for_each(|value| collect(value, 0, &mut things));
        things
    }
}

fn read(script: &str) -> Option<Value> {
    serde_json::from_str(script.trim().trim_end_matches(';')).ok()
}

fn name(thing: &Value) -> Option<&str> {
    thing.get("name")?.as_str()
}

fn collect<'v>(value: &'v Value, depth: usize, things: &mut Vec<&'v Value>) {
    if depth > DEEPEST || things.len() > MOST_THINGS {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, things)),
        Value::Object(fields) => {
            things.push(value);
            for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                fields.get(name).into_iter().for_each(|inner| collect(inner, depth + 1, things));
            }
        }
        _ => {}
    }
}

fn kinds(thing: &Value) -> impl Iterator<Item = &str> {
    let kind = thing.get("@type");
    let several = kind.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    kind.and_then(Value::as_str).into_iter().chain(several.iter().filter_map(Value::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(json: &str) -> Linked {
        Linked(vec![serde_json::from_str(json).unwrap()])
    }

    #[test]
    fn authors_are_persons() {
        for (author, names) in [
            (r#""Ann Lee""#, &["Ann Lee"][..]),
            (r#"[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Bo Berg"}]"#, &["Ann Lee", "Bo Berg"]),
            (r#"{"@type":"Organization","name":"Harbour Wire"}"#, &[]),
            (r##"{"@id":"#ann"}"##, &["Ann Lee"]),
        ] {
            let person = r##"{"@type":"Person","@id":"#ann","name":"Ann Lee"}"##;
            let page = linked(&format!(r#"{{"@graph":[{{"@type":"ReportageNewsArticle","author":{author}}},{person}]}}"#));
            assert_eq!(page.authors(), names, "{author}");
        }
    }

    #[test]
    fn sites_and_descriptions_are_named() {
        let page = linked(
            r#"[{"@type":"WebSite","name":"Gazette"},{"@type":"Article","description":"They met.","publisher":{"name":"Quay"}}]"#,
        );
        assert_eq!(page.sites().collect::<Vec<_>>(), ["Gazette", "Quay"]);
        assert_eq!(page.descriptions().collect::<Vec<_>>(), ["They met."]);
    }
}
