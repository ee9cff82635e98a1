//! What can go wrong in the engine, and what a person can do about it.

use std::io::ErrorKind;
use std::path::PathBuf;

/// A failure of the engine. Its text names what failed, on which path or value; [`Error::hint`] what would work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A path that was asked for does not exist.
    #[error("{}: no such file or folder", .0.display())]
    NotFound(PathBuf),
    /// There is no index where one was expected.
    #[error("no index at {}", .0.display())]
    NoIndex(PathBuf),
    /// The index was written by a later version of the format.
    #[error("the index at {path} has format {found}, this program reads up to {known}", path = path.display())]
    NewerFormat {
        /// The index folder.
        path: PathBuf,
        /// Its format number.
        found: u32,
        /// The newest format this program knows.
        known: u32,
    },
    /// The index has an earlier format that this version can't search.
    #[error("the index at {path} has format {found}, this program needs {known}", path = path.display())]
    OlderFormat {
        /// The index folder.
        path: PathBuf,
        /// Its format number.
        found: u32,
        /// The format this program writes.
        known: u32,
    },
    /// Another process is writing to the index.
    #[error("the index at {path} is being written by {holder}", path = path.display())]
    Locked {
        /// The index folder.
        path: PathBuf,
        /// Who holds the lock, as far as it is known.
        holder: String,
    },
    /// Files of the index are missing or do not hold what they should.
    #[error("the index at {path} is damaged: {what}", path = path.display())]
    Damaged {
        /// The index folder.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The time for a query was over before its answer was whole.
    #[error("the time was over before the answer was whole")]
    TimedOut,
    /// A query could not be understood.
    #[error("{message}")]
    Query {
        /// What is wrong with it.
        message: String,
        /// The byte of the query where it went wrong.
        at: usize,
        /// A query that would work, or what to do.
        suggestion: Option<String>,
    },
    /// A date or span of dates could not be understood.
    #[error("'{0}' is not a date or a span of dates")]
    Date(String),
    /// No actor of the index has this name.
    #[error("no actor named '{name}'")]
    UnknownActor {
        /// The name asked for.
        name: String,
        /// The nearest names there are, nearest first.
        nearest: Vec<String>,
    },
    /// No document of the index is in this language.
    #[error("no document is in the language '{name}'")]
    UnknownLanguage {
        /// What was asked for.
        name: String,
        /// The codes of the languages there are.
        known: Vec<String>,
    },
    /// A document or passage that is not in the index.
    #[error("no document or passage '{0}' in the index")]
    UnknownDocument(String),
    /// A value that a filter or option does not take.
    #[error("{0}")]
    Value(String),
    /// A failure inside tantivy.
    #[error("index: {0}")]
    Tantivy(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Returns what would work, where that is known.
    ///
    /// ```
    /// let error = nutgraf_index::Error::Date("2022-99".into());
    /// assert!(error.hint().unwrap().contains("2022-12-28"));
    /// ```
    pub fn hint(&self) -> Option<String> {
        match self {
            Error::NoIndex(_) => Some("build one with: nutgraf index PATH".into()),
            Error::NewerFormat { .. } => Some("use a newer nutgraf, or rebuild: nutgraf index --rebuild".into()),
            Error::OlderFormat { .. } => Some("build it anew: nutgraf index --rebuild".into()),
            Error::Locked { .. } => Some("searching goes on meanwhile; to wait for its end: nutgraf index --wait".into()),
            Error::Damaged { .. } => Some("see `nutgraf check`; build it anew: nutgraf index --rebuild".into()),
            Error::Tantivy(_) => {
                Some("`nutgraf check` tells whether the index is damaged; build it anew: nutgraf index --rebuild".into())
            }
            Error::Date(_) => {
                Some("forms that work: 2022, 2022-12, 2022-12-28, 2022-12..2023-02, \"dec 2022\", \"last 30 days\"".into())
            }
            Error::Io { source, .. } if is_full(source.kind()) => {
                Some("what was committed is whole; make room, then run it again".into())
            }
            Error::TimedOut => Some("give it longer with --timeout, or restrict it: --published, --actor, --path".into()),
            Error::UnknownActor { nearest, .. } if !nearest.is_empty() => Some(format!("nearest names: {}", nearest.join(", "))),
            Error::UnknownActor { .. } => Some("the names there are: nutgraf actors --match 'kur*'".into()),
            Error::UnknownLanguage { known, .. } if known.is_empty() => {
                Some("the index knows the language of no document".into())
            }
            Error::UnknownLanguage { known, .. } => Some(format!("the index has: {}", known.join(", "))),
            Error::Query { suggestion, .. } => suggestion.clone(),
            _ => None,
        }
    }

    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Error {
        Error::Io { path: path.into(), source }
    }
}

fn is_full(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge)
}

/// A result of the engine.
pub type Result<T, E = Error> = std::result::Result<T, E>;
