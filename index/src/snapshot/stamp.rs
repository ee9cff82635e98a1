//! Which segments of which commit something was made from.

use serde::{Deserialize, Serialize};

use super::Snapshot;

/// What a file beside a commit was made from: its numbers mean nothing in another commit, or once segments were merged.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stamp {
    made: i64,
    own: String,
    /// The segments, as tantivy names them.
    segments: Vec<String>,
}

impl Stamp {
    /// The stamp of a snapshot; `None` where nothing was committed yet.
    pub fn of(snapshot: &Snapshot) -> Option<Stamp> {
        let note = snapshot.note.as_ref()?;
        let segments = snapshot.segments().map(|segment| segment.reader.segment_id().uuid_string()).collect();
        Some(Stamp { made: note.made, own: note.own.clone(), segments })
    }
}
