//! Which format a file has, by its name.

use std::path::Path;

/// The format of a file, by its name without `.gz` or `.zst`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// Plain text, and everything that no other format claims.
    Text,
    /// Markdown.
    Markdown,
    /// What is spoken in a film (SubRip, WebVTT).
    Subtitles,
    /// A web page.
    Html,
    /// A word processor's file (DOCX, ODT).
    Office,
    /// A book (EPUB).
    Book,
    /// Rich text (RTF).
    Rich,
    /// PDF.
    Pdf,
    /// An e-mail message.
    Mail,
    /// Messages one after the other (mbox).
    Mailbox,
    /// A record a line (NDJSON).
    Records,
    /// An array of records, records one after the other, or an object around an array of them (JSON).
    Array,
    /// A record a row (CSV, TSV).
    Table,
    /// Items one after the other (RSS, Atom), or other XML.
    Feed,
    /// Files in a zip.
    Zip,
    /// Files in a tar.
    Tar,
}

/// The endings of names, what a file of that name is, and what a person calls it. All else is text.
const FORMATS: &[(&[&str], Format, &str)] = &[
    (&["md", "markdown", "mdown", "mkd"], Format::Markdown, "Markdown"),
    (&["srt", "vtt"], Format::Subtitles, "subtitles"),
    (&["html", "htm", "xhtml", "shtml"], Format::Html, "web pages"),
    (&["docx", "odt"], Format::Office, "DOCX and ODT"),
    (&["epub"], Format::Book, "EPUB"),
    (&["rtf"], Format::Rich, "RTF"),
    (&["pdf"], Format::Pdf, "PDF"),
    (&["eml"], Format::Mail, "e-mail"),
    (&["mbox", "mbx"], Format::Mailbox, "mailboxes"),
    (&["jsonl", "ndjson"], Format::Records, "NDJSON"),
    (&["json"], Format::Array, "JSON"),
    (&["csv", "tsv", "tab"], Format::Table, "tables"),
    (&["rss", "atom", "rdf", "xml"], Format::Feed, "feeds"),
    (&["zip"], Format::Zip, "zip archives"),
    (&["tar", "tgz"], Format::Tar, "tar archives"),
];

impl Format {
    /// Returns the format that a file's name promises.
    ///
    /// ```
    /// use nutgraf_index::document::Format;
    /// assert_eq!(Format::of_path("a/Page.HTM".as_ref()), Format::Html);
    /// assert_eq!(Format::of_path("talks.tar.zst".as_ref()), Format::Tar);
    /// assert!(Format::of_path("docs.jsonl.zst".as_ref()).holds_many());
    /// ```
    pub fn of_path(path: &Path) -> Format {
        let extension = Format::extension(path);
        let known = FORMATS.iter().find(|(extensions, ..)| extensions.contains(&extension.as_str()));
        known.map_or(Format::Text, |(_, format, _)| *format)
    }

    /// The ending of a file's name in lower case, without `.gz` or `.zst`.
    pub(super) fn extension(path: &Path) -> String {
        let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let name = Packing::of_name(&name).map_or(name.as_str(), |(_, bare)| bare);
        name.rsplit_once('.').map_or("", |(_, extension)| extension).to_owned()
    }

    /// Returns what a person calls it.
    pub fn name(self) -> &'static str {
        FORMATS.iter().find(|(_, format, _)| *format == self).map_or("text", |(.., name)| name)
    }

    /// Why a file is not read by a build that left its format out.
    pub(super) fn no_reader(self) -> String {
        format!("this build has no reader of {}", self.name())
    }

    /// Tells whether reading a file of it costs little beside what is done with its text.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Format::Text | Format::Markdown | Format::Subtitles | Format::Records | Format::Array | Format::Table | Format::Feed
        )
    }

    /// Tells whether a file of it holds files.
    pub fn is_archive(self) -> bool {
        matches!(self, Format::Zip | Format::Tar)
    }

    /// Tells whether a file of it holds any number of documents.
    pub fn holds_many(self) -> bool {
        matches!(
            self,
            Format::Records | Format::Array | Format::Table | Format::Feed | Format::Mailbox | Format::Zip | Format::Tar
        )
    }
}

/// How a file is packed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// Returns how a file of this name (in lower case) is packed, and the name of what is inside.
    pub fn of_name(name: &str) -> Option<(Packing, &str)> {
        let (bare, extension) = name.rsplit_once('.')?;
        match extension {
            // The name inside is that of the archive.
            "tgz" => Some((Packing::Gzip, name)),
            "gz" => Some((Packing::Gzip, bare)),
            "zst" => Some((Packing::Zstd, bare)),
            _ => None,
        }
    }

    pub fn of_path(path: &Path) -> Option<Packing> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        Packing::of_name(&name).map(|(packing, _)| packing)
    }
}
