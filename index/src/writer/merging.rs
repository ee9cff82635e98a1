//! Which segments are merged: those that tantivy's policy names, and never a damaged one.
//!
//! A merge copies what it reads, and puts a right checksum under it: whatever was damaged would look whole from then on.

use std::cmp::Reverse;
use std::path::Path;

use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy, NoMergePolicy};
use tantivy::{Index, TantivyDocument};

use crate::error::Result;
use crate::folder::names;
use crate::store::Store;

/// The share of deleted documents at which a segment is merged away.
const DELETED_SHARE: f32 = 0.2;

/// How many of the largest segments a long run leaves as they are.
const KEPT_SEGMENTS: usize = 3;

/// How many more there must be to be merged to one.
const MANY_SEGMENTS: usize = 3;

/// What tantivy needs for a writing thread, in bytes.
pub const LEAST_MEMORY: usize = 20 << 20;

/// Merges segments as they gather; not where all are merged at the end, which must find them as they are.
pub fn merge_policy(store: &Store, optimizes: bool) -> Box<dyn MergePolicy> {
    if optimizes {
        return Box::new(NoMergePolicy);
    }
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    Box::new(Verifying { policy, segments: Segments::of(store) })
}

/// Merges what are too many segments for their size once a run has written so many documents, the largest left as they are:
/// every query opens and searches each, and tantivy's policy leaves up to seven of each size. A run takes on no more than it
/// has written, so that its time grows by a share.
pub fn merge_the_smallest(store: &Store, written: u64) -> Result<()> {
    let mut metas = store.index.searchable_segment_metas()?;
    metas.sort_by_key(|meta| Reverse(meta.max_doc()));
    let smallest = metas.split_off(KEPT_SEGMENTS.min(metas.len()));
    let documents: u64 = smallest.iter().map(|meta| u64::from(meta.max_doc())).sum();
    if smallest.len() < MANY_SEGMENTS || documents > written {
        return Ok(());
    }
    let files = Segments::of(store);
    let whole = smallest.iter().map(SegmentMeta::id).filter(|segment| files.damaged_file(*segment).is_none());
    let whole = Vec::from_iter(whole);
    if whole.len() < 2 {
        return Ok(());
    }
    let mut writer = store.index.writer_with_num_threads::<TantivyDocument>(1, LEAST_MEMORY)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    writer.merge(&whole).wait()?;
    Ok(writer.wait_merging_threads()?)
}

/// The segments of an index, to be verified.
#[derive(Debug)]
pub struct Segments {
    index: Index,
    folder: std::path::PathBuf,
}

impl Segments {
    /// Those of an index that is open.
    pub fn of(store: &Store) -> Segments {
        Segments { index: store.index.clone(), folder: store.folder.clone() }
    }

    /// Names a file of a segment that is not what was written, if there is one.
    pub fn damaged_file(&self, segment: SegmentId) -> Option<String> {
        let stem = format!("{}.", segment.uuid_string());
        let names = names(&self.folder).unwrap_or_default();
        let mut files = names.range(stem.clone()..).take_while(|name| name.starts_with(&stem));
        files.find(|name| matches!(self.index.directory().validate_checksum(Path::new(name)), Ok(false))).cloned()
    }
}

#[derive(Debug)]
struct Verifying {
    policy: LogMergePolicy,
    segments: Segments,
}

impl MergePolicy for Verifying {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let mut candidates = self.policy.compute_merge_candidates(segments);
        for candidate in &mut candidates {
            candidate.0.retain(|segment| self.segments.damaged_file(*segment).is_none());
        }
        candidates.retain(|candidate| !candidate.0.is_empty());
        candidates
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;

    use super::*;
    use crate::error::Error;
    use crate::folder::is_segment_file;
    use crate::folder::lock::WriterLock;
    use crate::integrity::verify;
    use crate::snapshot::Snapshot;
    use crate::store::files_of;
    use crate::writer::{IndexOptions, update};

    /// An index of so many segments.
    fn index_of(place: &Path, segments: usize) -> IndexOptions {
        let documents = place.join("documents");
        fs::create_dir(&documents).unwrap();
        let options = IndexOptions { roots: vec![documents.clone()], ..IndexOptions::default() };
        for number in 0..segments {
            fs::write(documents.join(format!("{number}.txt")), format!("Ferry {number} left the quay at dawn.\n")).unwrap();
            update(&place.join("index"), &options, &(), &AtomicBool::new(false)).unwrap();
        }
        options
    }

    /// The same, one of them with a changed byte among its stored texts.
    fn damaged_index(place: &Path, segments: usize) -> IndexOptions {
        let options = index_of(place, segments);
        let stored = names(&place.join("index")).unwrap().into_iter().find(|name| name.ends_with(".store")).unwrap();
        let stored = place.join("index").join(stored);
        let mut bytes = fs::read(&stored).unwrap();
        bytes[20] ^= 1;
        fs::write(&stored, bytes).unwrap();
        options
    }

    #[test]
    fn a_damaged_segment_is_not_merged_and_still_found() {
        let place = tempfile::tempdir().unwrap();
        let index = place.path().join("index");
        // The eighth segment is what makes tantivy's policy merge.
        let options = damaged_index(place.path(), 7);
        fs::write(place.path().join("documents/last.txt"), "A pelican sat on the mole.\n").unwrap();
        update(&index, &options, &(), &AtomicBool::new(false)).unwrap();
        let stores = names(&index).unwrap().into_iter().filter(|name| is_segment_file(name) && name.ends_with(".store"));
        assert_eq!(stores.count(), 2);
        assert_eq!(verify(&index).unwrap().damaged.len(), 1);
    }

    #[test]
    fn a_damaged_segment_is_told_where_all_are_to_be_merged() {
        let place = tempfile::tempdir().unwrap();
        let options = IndexOptions { optimize: true, ..damaged_index(place.path(), 2) };
        let merged = update(&place.path().join("index"), &options, &(), &AtomicBool::new(false));
        assert!(matches!(merged, Err(Error::Damaged { .. })), "{merged:?}");
    }

    #[test]
    fn the_smallest_segments_are_merged_by_a_run_that_wrote_as_much() {
        let place = tempfile::tempdir().unwrap();
        let index = place.path().join("index");
        index_of(place.path(), 7);
        let lock = WriterLock::take(&index, Duration::ZERO, &AtomicBool::new(false)).unwrap();
        let store = Store::open_to_write(&index, Box::new(files_of(&index).unwrap()), &lock).unwrap();
        for (written, left) in [(3, 7), (8, 4), (8, 4)] {
            merge_the_smallest(&store, written).unwrap();
            assert_eq!(store.index.searchable_segment_ids().unwrap().len(), left, "{written}");
        }
        let snapshot = Snapshot::open(&index).unwrap();
        assert_eq!((snapshot.segments().count(), snapshot.document_frequency(snapshot.fields.text, "ferry").unwrap()), (4, 7));
    }

    #[test]
    fn the_smallest_segments_are_left_where_all_are_damaged() {
        let place = tempfile::tempdir().unwrap();
        let index = place.path().join("index");
        index_of(place.path(), 7);
        let lock = WriterLock::take(&index, Duration::ZERO, &AtomicBool::new(false)).unwrap();
        let store = Store::open_to_write(&index, Box::new(files_of(&index).unwrap()), &lock).unwrap();
        for stored in names(&index).unwrap().into_iter().filter(|name| name.ends_with(".store")) {
            let mut bytes = fs::read(index.join(&stored)).unwrap();
            bytes[20] ^= 1;
            fs::write(index.join(stored), bytes).unwrap();
        }
        merge_the_smallest(&store, 100).unwrap();
        assert_eq!(store.index.searchable_segment_ids().unwrap().len(), 7);
    }
}
