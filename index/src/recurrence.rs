//! Which lines stand in five or more documents of a source, and so are furniture there.
//!
//! The *line table* holds for every document the keys of its lines ([`crate::document::Document::line_keys`]). It is written
//! beside the file state and named by the same commit, so it is true of the documents that the commit holds, whatever came
//! before. A key is odd where the document was cut with the line as furniture: when a run has taken in everything, those cut
//! otherwise than the table now tells are read again. So labels depend on the set of documents and on nothing else.
//!
//! A document that states no source counts to the first folder below its root, or to the root where it lies in it.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Recurring;
use crate::error::Result;
use crate::folder::{LINES, StateFile};
use crate::store::{Store, damaged};

/// A line of so many documents is furniture: an absolute number, so that the order in which they come does not matter.
const ENOUGH: u32 = 5;

/// The lines that recur, for threads that cut documents while the table grows.
#[derive(Clone, Debug, Default)]
pub struct RecurringLines(Arc<RwLock<FxHashSet<u64>>>);

impl RecurringLines {
    /// The view of a document that lies at this path below its root.
    pub fn seen_from<'s>(&'s self, root: &'s str, relative: &'s str) -> SeenFrom<'s> {
        let folder = relative.split_once('/').map_or("", |(folder, _)| folder);
        SeenFrom { lines: self, source: format!("{root}/{folder}") }
    }

    fn publish(&self, key: u64, recurs: bool) {
        let mut lines = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if recurs {
            lines.insert(key);
        } else {
            lines.remove(&key);
        }
    }

    fn holds(&self, key: u64) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(&key)
    }
}

/// The lines that recur, and the source of documents in one folder that state none.
#[derive(Debug)]
pub struct SeenFrom<'s> {
    lines: &'s RecurringLines,
    source: String,
}

impl Recurring for SeenFrom<'_> {
    fn unstated_source(&self) -> &str {
        &self.source
    }

    fn recurs(&self, line_key: u64) -> bool {
        self.lines.holds(line_key)
    }
}

/// The lines of every document, and how many documents hold each.
#[derive(Debug, Default)]
pub struct LineTable {
    documents: FxHashMap<u64, Box<[u64]>>,
    holders: FxHashMap<u64, u32>,
    /// The documents that were surveyed and not cut since, with the lines of what the index holds of them.
    uncut: FxHashMap<u64, Option<Box<[u64]>>>,
    recurring: RecurringLines,
}

impl LineTable {
    /// An empty table that tells `recurring` what recurs.
    pub fn new(recurring: RecurringLines) -> LineTable {
        LineTable { recurring, ..LineTable::default() }
    }

    /// Reads the table of a commit; tells `recurring` what recurs.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it is missing or not what the commit says.
    pub fn read(folder: &Path, file: &StateFile, recurring: RecurringLines) -> Result<LineTable> {
        let bytes = file.read(folder)?;
        LineTable::decoded(&bytes, recurring).ok_or_else(|| damaged(folder, &format!("{}: it ends too early", file.name)))
    }

    fn decoded(bytes: &[u8], recurring: RecurringLines) -> Option<LineTable> {
        let mut numbers = bytes.chunks_exact(8).map(|bytes| bytes.try_into().map_or(0, u64::from_le_bytes));
        let mut table = LineTable::new(recurring);
        while let Some(document) = numbers.next() {
            let count = numbers.next().filter(|count| *count <= numbers.len() as u64)?;
            table.put(document, numbers.by_ref().take(count as usize).collect());
        }
        Some(table)
    }

    /// Writes and syncs the table.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Io`] where it can't be written.
    pub fn write(&self, store: &Store) -> Result<StateFile> {
        StateFile::write(store.directory.as_ref(), &store.folder, LINES, &self.encoded())
    }

    /// For each document its key, how many lines it has, and these. Of documents that are not cut yet, what the index holds.
    fn encoded(&self) -> Vec<u8> {
        let held = |(document, lines): (&u64, _)| match self.uncut.get(document) {
            None => Some((*document, lines)),
            Some(held) => held.as_ref().map(|lines| (*document, lines)),
        };
        let mut documents: Vec<(u64, &Box<[u64]>)> = self.documents.iter().filter_map(held).collect();
        documents.sort_unstable_by_key(|(document, _)| *document);
        let lengths: usize = documents.iter().map(|(_, lines)| lines.len() + 2).sum();
        let mut bytes = Vec::with_capacity(lengths * 8);
        for (document, lines) in documents {
            for one in [document, lines.len() as u64].iter().chain(lines.iter()) {
                bytes.extend(one.to_le_bytes());
            }
        }
        bytes
    }

    /// Takes in the lines that a document will have once it is cut. Where two have one key, the first counts.
    pub fn survey(&mut self, document: u64, lines: Vec<u64>) {
        if !self.uncut.contains_key(&document) {
            let held = self.replace(document, Some(lines.into_boxed_slice()));
            self.uncut.insert(document, held);
        }
    }

    /// Documents that were surveyed and never cut are as they were before.
    pub fn end_survey(&mut self) {
        for (document, held) in std::mem::take(&mut self.uncut) {
            self.replace(document, held);
        }
    }

    /// Takes in the lines of a document that was cut, in place of its earlier ones.
    pub fn put(&mut self, document: u64, lines: Vec<u64>) {
        self.uncut.remove(&document);
        self.replace(document, Some(lines.into_boxed_slice()));
    }

    /// Forgets a document.
    pub fn remove(&mut self, document: u64) {
        self.uncut.remove(&document);
        self.replace(document, None);
    }

    /// Puts lines in the place of others, which are returned.
    fn replace(&mut self, document: u64, lines: Option<Box<[u64]>>) -> Option<Box<[u64]>> {
        let held = self.documents.remove(&document);
        let (before, after) = (held.as_deref().unwrap_or_default(), lines.as_deref().unwrap_or_default());
        // Most documents are cut as they were surveyed.
        if !before.iter().map(line_of).eq(after.iter().map(line_of)) {
            before.iter().for_each(|line| self.leave(line_of(line)));
            after.iter().for_each(|line| self.join(line_of(line)));
        }
        self.documents.extend(lines.map(|lines| (document, lines)));
        held
    }

    fn join(&mut self, line: u64) {
        let holders = self.holders.entry(line).or_default();
        *holders += 1;
        if *holders == ENOUGH {
            self.recurring.publish(line, true);
        }
    }

    fn leave(&mut self, line: u64) {
        let Some(holders) = self.holders.get_mut(&line) else { return };
        *holders -= 1;
        if *holders == ENOUGH - 1 {
            self.recurring.publish(line, false);
        }
        if *holders == 0 {
            self.holders.remove(&line);
        }
    }

    /// The documents that were cut otherwise than the table now tells.
    pub fn outdated(&self) -> FxHashSet<u64> {
        let recurs = |line: u64| self.holders.get(&line).is_some_and(|holders| *holders >= ENOUGH);
        let differs = |lines: &[u64]| lines.iter().any(|line| (line & 1 == 1) != recurs(line_of(line)));
        let cut = self.documents.iter().filter(|(document, _)| !self.uncut.contains_key(document));
        cut.filter(|(_, lines)| differs(lines)).map(|(document, _)| *document).collect()
    }

    /// Whether every document is cut as the table tells.
    pub fn is_settled(&self) -> bool {
        self.uncut.is_empty() && self.outdated().is_empty()
    }
}

/// A key without the mark of how the document was cut.
fn line_of(key: &u64) -> u64 {
    key & !1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(documents: impl IntoIterator<Item = (u64, Vec<u64>)>) -> LineTable {
        let mut table = LineTable::default();
        documents.into_iter().for_each(|(document, lines)| table.put(document, lines));
        table
    }

    #[test]
    fn the_fifth_holder_makes_a_line_recur_and_its_removal_undoes_it() {
        let mut table = table((1..=4).map(|document| (document, vec![2, 10 * document])));
        assert!(!table.recurring.holds(2) && table.outdated().is_empty());
        table.put(5, vec![2]);
        assert!(table.recurring.holds(2));
        assert_eq!(table.outdated().len(), 5);
        (1..=5).for_each(|document| table.put(document, vec![3]));
        assert!(table.outdated().is_empty());
        table.remove(3);
        assert!(!table.recurring.holds(2));
        assert_eq!(table.outdated().len(), 4);
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let written = table((1..=6).map(|document| (document, vec![2, 10 * document])));
        let bytes = written.encoded();
        let read = LineTable::decoded(&bytes, RecurringLines::default()).unwrap();
        assert_eq!((&read.documents, &read.holders), (&written.documents, &written.holders));
        assert!(read.recurring.holds(2));
        assert!(LineTable::decoded(&bytes[..bytes.len() - 8], RecurringLines::default()).is_none());
    }

    #[test]
    fn a_survey_tells_what_will_recur_and_is_not_kept() {
        let mut surveyed = table((1..=3).map(|document| (document, vec![2, 10 * document])));
        let before = surveyed.encoded();
        [3, 4, 5].into_iter().for_each(|document| surveyed.survey(document, vec![2, 4]));
        assert!(surveyed.recurring.holds(2) && surveyed.encoded() == before && !surveyed.is_settled());
        surveyed.put(4, vec![3, 4]);
        assert_eq!(surveyed.outdated(), FxHashSet::from_iter([1, 2]));
        surveyed.end_survey();
        let mut cut = table((1..=3).map(|document| (document, vec![2, 10 * document])));
        cut.put(4, vec![3, 4]);
        assert_eq!((&surveyed.documents, &surveyed.holders), (&cut.documents, &cut.holders));
        assert!(!surveyed.recurring.holds(2));
    }

    #[test]
    fn a_document_without_source_counts_to_its_first_folder() {
        let lines = RecurringLines::default();
        let source = |relative| lines.seen_from("/docs", relative).source;
        assert_eq!(source("gazette/2022/a.txt"), source("gazette/b.txt"));
        assert_ne!(source("gazette/b.txt"), source("b.txt"));
    }
}
