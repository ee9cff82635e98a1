//! From passages in order to a page: they stand under their documents, and copies under the passage that comes first.

use std::ops::{ControlFlow, Range};

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::fold::Folder;
use super::order::{Alike, DocumentOrder, First, in_date_order};
use super::select::Chosen;
use super::{Duplicates, Request, Sort};
use crate::error::Result;
use crate::rank::Score;
use crate::snapshot::Snapshot;

/// A page of hits.
pub struct Page<'s> {
    /// The documents up to the page's end with their passages, in order; or the passages, where they are not grouped.
    pub groups: Vec<Vec<Chosen>>,
    /// Which of them the page shows.
    pub shown: Range<usize>,
    /// What copies were folded by.
    pub folder: Folder<'s>,
    /// Whether there were enough of them; else more may follow further down the order.
    pub is_full: bool,
}

impl Page<'_> {
    /// Returns the passages that the page shows, in order.
    pub fn into_chosen(mut self) -> Vec<Chosen> {
        self.groups.drain(self.shown).flatten().collect()
    }
}

/// Groups passages, the best or first of them first, under their documents, copies under the passage that comes first, and
/// cuts the page out. No more of them are taken than can change it.
///
/// # Errors
///
/// The first error among the passages, and [`crate::Error::Damaged`] where they can't be read.
pub fn page<'s>(
    snapshot: &'s Snapshot,
    passages: impl Iterator<Item = Result<Chosen>>,
    request: &'s Request<'s>,
) -> Result<Page<'s>> {
    let wanted = request.offset.saturating_add(request.limit);
    let mut groups = Groups::open(snapshot, request)?;
    let mut is_settled = false;
    for chosen in passages {
        is_settled = groups.offer(chosen?)?.is_break();
        if is_settled {
            break;
        }
    }
    let Groups { mut groups, folder, .. } = groups;
    if request.duplicates == Duplicates::Only {
        groups.iter_mut().for_each(|group| group.retain(|chosen| !chosen.copies.is_empty()));
        groups.retain(|group| !group.is_empty());
    }
    if request.sort == Sort::Score {
        settle_ties(snapshot, &mut groups, wanted)?;
    }
    let is_full = is_settled || groups.len() >= wanted;
    let shown = request.offset.min(groups.len())..wanted.min(groups.len());
    Ok(Page { groups, shown, folder, is_full })
}

/// The documents of the page, or its passages where they are not grouped, so far.
struct Groups<'s> {
    snapshot: &'s Snapshot,
    request: &'s Request<'s>,
    groups: Vec<Vec<Chosen>>,
    /// The number of the group of each document, by segment and record.
    numbers: FxHashMap<(u32, DocId), usize>,
    folder: Folder<'s>,
    /// How many groups there is room for.
    room: usize,
    /// The score of the last group, where scores order them: those that score alike are settled later.
    last_score: Option<f32>,
}

impl<'s> Groups<'s> {
    fn open(snapshot: &'s Snapshot, request: &'s Request<'s>) -> Result<Groups<'s>> {
        let room = match request.duplicates {
            // Which of them have copies is known at the end.
            Duplicates::Only => usize::MAX,
            Duplicates::Fold | Duplicates::Show => request.offset.saturating_add(request.limit),
        };
        let folder = Folder::open(snapshot, request)?;
        Ok(Groups { snapshot, request, groups: Vec::new(), numbers: FxHashMap::default(), folder, room, last_score: None })
    }

    /// Takes the next passage, or tells that neither it nor any behind it can change the page.
    fn offer(&mut self, chosen: Chosen) -> Result<ControlFlow<()>> {
        let segment = self.snapshot.segment(chosen.segment);
        let record = if self.request.grouped { segment.record_of(chosen.doc)? } else { chosen.doc };
        let score = chosen.score.filter(|_| self.request.sort == Sort::Score).map(Score::total);
        let known = self.numbers.get(&(chosen.segment, record)).copied();
        let has_room = match known {
            Some(number) => self.groups[number].len() < self.request.passages_of_document,
            None => self.groups.len() < self.room || score.is_some() && score == self.last_score,
        };
        let only_copies = self.request.duplicates == Duplicates::Only;
        if self.folder.is_done() && (only_copies || known.is_none() && !has_room) {
            return Ok(ControlFlow::Break(()));
        }
        let number = known.unwrap_or(self.groups.len());
        if self.folder.fold(&chosen, has_room.then_some(number), &mut self.groups) || !has_room {
            return Ok(ControlFlow::Continue(()));
        }
        match known {
            Some(number) => self.groups[number].push(chosen),
            None => {
                self.numbers.insert((chosen.segment, record), number);
                self.groups.push(vec![chosen]);
                self.last_score = score;
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// Orders groups that score alike by date and id; behind the first `shown` groups the order does not matter.
fn settle_ties(snapshot: &Snapshot, groups: &mut [Vec<Chosen>], shown: usize) -> Result<()> {
    let total = |group: &Vec<Chosen>| group[0].score.map_or(0.0, Score::total);
    let mut start = 0;
    while start < groups.len().min(shown) {
        let length = groups[start..].iter().take_while(|group| total(group) == total(&groups[start])).count();
        if length > 1 {
            sort_alike(snapshot, &mut groups[start..start + length], shown - start)?;
        }
        start += length;
    }
    Ok(())
}

fn sort_alike(snapshot: &Snapshot, groups: &mut [Vec<Chosen>], shown: usize) -> Result<()> {
    let mut keyed = Vec::with_capacity(groups.len());
    for group in groups.iter_mut() {
        let segment = snapshot.segment(group[0].segment);
        let record = segment.record_of(group[0].doc)?;
        keyed.push(Alike {
            order: DocumentOrder::of(segment, record)?,
            ordinal: group[0].doc - record,
            what: std::mem::take(group),
        });
    }
    for (group, alike) in groups.iter_mut().zip(in_date_order(keyed, First::Newest, shown)?) {
        *group = alike.what;
    }
    Ok(())
}
