//! How far indexing has come: a bar on a terminal, nothing elsewhere.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use nutgraf_index::document::Skipped;
use nutgraf_index::writer::Progress;

/// A progress bar on stderr.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    documents: AtomicU64,
    verbose: bool,
}

impl Bar {
    /// A bar where stderr is a terminal; with `verbose`, skipped files are told as they come.
    pub fn new(verbose: bool) -> Bar {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style =
            ProgressStyle::with_template("{msg} documents  {wide_bar}  {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Bar { bar, documents: AtomicU64::new(0), verbose }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn total(&self, bytes: u64) {
        self.bar.inc_length(bytes);
    }

    fn read(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    fn indexed(&self, documents: u64) {
        let documents = self.documents.fetch_add(documents, Ordering::Relaxed) + documents;
        if documents % 64 == 1 {
            self.bar.set_message(documents.to_string());
        }
    }

    fn skipped(&self, skipped: &Skipped) {
        if self.verbose {
            self.bar.suspend(|| super::talk(&format!("skipped {}: {}", skipped.path, skipped.reason)));
        }
    }

    fn remark(&self, remark: &str) {
        self.bar.suspend(|| super::talk(&format!("note: {remark}")));
    }
}
