//! Which segments are merged: those that tantivy's policy names, and never a damaged one.
//!
//! A merge copies what it reads, and puts a right checksum under it: whatever was damaged would look whole from then on.

use std::path::Path;

use tantivy::Index;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy, NoMergePolicy};

use crate::folder::names;
use crate::store::Store;

/// The share of deleted documents at which a segment is merged away.
const DELETED_SHARE: f32 = 0.2;

/// Merges segments as they gather; not where all are merged at the end, which must find them as they are.
pub fn merge_policy(store: &Store, optimizes: bool) -> Box<dyn MergePolicy> {
    if optimizes {
        return Box::new(NoMergePolicy);
    }
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    Box::new(Verifying { policy, segments: Segments::of(store) })
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

    use super::*;
    use crate::error::Error;
    use crate::folder::is_segment_file;
    use crate::integrity::verify;
    use crate::writer::{IndexOptions, update};

    /// An index of so many segments, one of them with a changed byte among its stored texts.
    fn damaged_index(place: &Path, segments: usize) -> IndexOptions {
        let documents = place.join("documents");
        fs::create_dir(&documents).unwrap();
        let options = IndexOptions { roots: vec![documents.clone()], ..IndexOptions::default() };
        for number in 0..segments {
            fs::write(documents.join(format!("{number}.txt")), format!("Ferry {number} left the quay at dawn.\n")).unwrap();
            update(&place.join("index"), &options, &(), &AtomicBool::new(false)).unwrap();
        }
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
}
