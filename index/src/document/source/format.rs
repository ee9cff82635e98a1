//! Which format a file has, by its name.

use std::path::Path;

/// The format of a file, by its name without `.gz` or `.zst`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// Plain text, and everything that no other format claims.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A word processor's file (DOCX, ODT).
    Office,
    /// A record a line (NDJSON).
    Records,
}

impl Format {
    /// Returns the format that a file's name promises.
    ///
    /// ```
    /// use nutgraf_index::document::Format;
    /// assert_eq!(Format::of_path("a/Page.HTM".as_ref()), Format::Html);
    /// assert!(Format::of_path("docs.jsonl.zst".as_ref()).is_records());
    /// ```
    pub fn of_path(path: &Path) -> Format {
        let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let name = Packing::of_name(&name).map_or(name.as_str(), |(_, bare)| bare);
        match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
            "html" | "htm" | "xhtml" | "shtml" => Format::Html,
            "docx" | "odt" => Format::Office,
            "jsonl" | "ndjson" => Format::Records,
            _ => Format::Text,
        }
    }

    /// Tells whether each line of the file is a document.
    pub fn is_records(self) -> bool {
        self == Format::Records
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
