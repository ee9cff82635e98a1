//! The names under which tables and records give what a document has.

use crate::text::fold;

/// What a record has, and under which names, best first, as [`plain`] writes them: in English, then in other languages.
#[rustfmt::skip]
pub const NAMES: &[(&str, &[&str])] = &[
    (TEXT, &[
        "text", "body", "content", "fulltext", "article", "articletext", "articlebody", "bodytext", "maintext", "transcript",
        "speech", "message", "story", "leadparagraph", "description", "abstract", "summary", "comment", "review", "post", "selftext", "tweet", "paragraph", "paragraphs",
        "volltext", "inhalt", "meldung", "nachricht", "artikel", "beitrag", "texte", "contenu", "corps", "texto", "cuerpo", "contenido",
        "testo", "contenuto", "corpo", "conteudo", "tekst", "inhoud", "bericht", "metin", "icerik", "haber", "текст", "содержание",
        "النص",
    ]),
    ("title", &[
        "title", "headline", "subject", "heading", "webtitle", "titel", "uberschrift", "ueberschrift", "schlagzeile", "betreff", "titre",
        "titulo", "titular", "titolo", "baslik", "заголовок", "название", "العنوان",
    ]),
    ("subtitle", &[
        "subtitle", "dek", "standfirst", "untertitel", "vorspann", "soustitre", "chapo", "subtitulo", "sottotitolo", "ondertitel",
    ]),
    ("id", &["id", "uid", "guid", "uuid", "docid", "articleid"]),
    ("published", &[
        "published", "datepublished", "publishedat", "publishedon", "publishdate", "publicationdate", "webpublicationdate", "pubdate",
        "date", "day", "createdat", "created", "createdutc", "datecreated", "postedat", "posted", "issued", "datetime", "timestamp", "time", "datum",
        "veroffentlicht", "erscheinungsdatum", "fecha", "data", "tarih", "дата", "التاريخ",
    ]),
    ("author", &[
        "author", "authors", "byline", "by", "speaker", "creator", "user", "username", "screenname", "verfasser", "autor", "autorin",
        "auteur", "autore", "yazar", "автор", "المؤلف",
    ]),
    ("source", &[
        "source", "publisher", "publication", "outlet", "newspaper", "site", "quelle", "zeitung", "fuente", "fonte", "bron", "kaynak",
        "источник",
    ]),
    ("url", &["url", "link", "address", "permalink", "weburl"]),
    ("language", &["language", "lang", "sprache", "langue", "idioma", "lingua", "taal", "язык"]),
    ("tags", &["tags", "keywords", "categories", "category", "topics", "schlagworte", "stichworte"]),
];

/// The field that holds the text.
pub const TEXT: &str = "text";

/// A name as the table has it: `Publish Date`, `publish_date`, `publishDate` and `@publish_date` as `publishdate`.
pub fn plain(name: &str) -> String {
    let letters: String = name.trim().chars().filter(|mark| !matches!(mark, ' ' | '-' | '_' | '@')).collect();
    fold(&letters)
}

/// The names of a field.
pub fn names_of(field: &str) -> &'static [&'static str] {
    NAMES.iter().find(|(known, _)| *known == field).map_or(&[], |(_, names)| names)
}
