//! The order among hits that score alike: newest first, then by document id, then by place. Never by address.

use std::cmp::Ordering;
use std::collections::VecDeque;

use tantivy::DocId;

use crate::date::Date;
use crate::error::Result;
use crate::snapshot::Segment;

/// What orders a document apart from scores.
#[derive(Clone, Copy, Debug)]
pub struct DocumentOrder<'s> {
    /// The first day on which it may have been published.
    published: Option<Date>,
    segment: Segment<'s>,
    record: DocId,
}

impl<'s> DocumentOrder<'s> {
    /// Looks up what orders a document, by its record.
    pub fn of(segment: Segment<'s>, record: DocId) -> Result<DocumentOrder<'s>> {
        Ok(DocumentOrder { published: segment.published(record)?, segment, record })
    }

    /// Returns the id of the document.
    pub fn id(&self) -> Result<String> {
        Ok(self.segment.snapshot.record(self.segment.address(self.record))?.id)
    }

    /// The number of its id among those of its segment, in order; none where they can't be read, which is told by what is read next.
    fn id_number(&self) -> Option<u64> {
        self.segment.id_number(self.record).ok().flatten()
    }

    /// Newest first, unknown last, then by id.
    pub fn newest_first(&self, other: &DocumentOrder<'_>) -> Ordering {
        First::Newest.compare(self, other).then_with(|| self.by_id(other))
    }

    /// Compares ids: within a segment by their numbers, which costs nothing. Across segments they are read; one that can't
    /// be is damage that reading the hit tells.
    fn by_id(&self, other: &DocumentOrder<'_>) -> Ordering {
        if self.segment.number == other.segment.number {
            return self.id_number().cmp(&other.id_number());
        }
        self.id().unwrap_or_default().cmp(&other.id().unwrap_or_default())
    }
}

/// Which documents stand first; those of unknown date stand last either way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum First {
    /// Those published last.
    Newest,
    /// Those published first.
    Oldest,
}

impl First {
    fn compare(self, one: &DocumentOrder<'_>, other: &DocumentOrder<'_>) -> Ordering {
        let days = match self {
            First::Newest => other.published.cmp(&one.published),
            First::Oldest => one.published.cmp(&other.published),
        };
        one.published.is_none().cmp(&other.published.is_none()).then(days)
    }
}

/// Something of a document that is to stand in the order of documents.
pub struct Alike<'s, T> {
    /// What orders the document.
    pub order: DocumentOrder<'s>,
    /// Its place in the document.
    pub ordinal: DocId,
    /// The thing itself.
    pub what: T,
}

/// Puts things in order of date, then of id and place; behind the first `shown` the order is left open.
///
/// Within a segment ids are compared by their numbers. Across segments they must be read, which costs more than all else:
/// so the segments' lists are merged, and only the ids are read at which the merging arrives.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where an id can't be read.
pub fn in_date_order<'s, T>(mut all: Vec<Alike<'s, T>>, first: First, shown: usize) -> Result<Vec<Alike<'s, T>>> {
    let behind = split_behind(&mut all, first, shown);
    all.sort_by(|one, other| first.compare(&one.order, &other.order));
    let mut sorted = Vec::with_capacity(all.len());
    let mut rest = VecDeque::from(all);
    while let Some(day) = rest.front().map(|alike| alike.order.published) {
        let length = rest.iter().take_while(|alike| alike.order.published == day).count();
        let mut one_day: Vec<_> = rest.drain(..length).collect();
        if length > 1 {
            one_day.sort_by_cached_key(|alike| (alike.order.segment.number, alike.order.id_number(), alike.ordinal));
        }
        let open = shown.saturating_sub(sorted.len());
        sorted.extend(if open == 0 { one_day } else { merged(one_day, open)? });
    }
    sorted.extend(behind);
    Ok(sorted)
}

/// Takes off what lies behind the day that the first `shown` end with, so that it need not be sorted: of everything in an index
/// a page shows a thousandth.
fn split_behind<'s, T>(all: &mut Vec<Alike<'s, T>>, first: First, shown: usize) -> Vec<Alike<'s, T>> {
    if shown >= all.len() {
        return Vec::new();
    }
    all.select_nth_unstable_by(shown, |one, other| first.compare(&one.order, &other.order));
    let day = all[shown].order.published;
    let (behind, of_the_day) = all.split_off(shown).into_iter().partition::<Vec<_>, _>(|alike| alike.order.published != day);
    all.extend(of_the_day);
    behind
}

/// Merges things of one day, sorted segment by segment, into the order of their ids.
fn merged<'s, T>(sorted: Vec<Alike<'s, T>>, shown: usize) -> Result<Vec<Alike<'s, T>>> {
    let mut lists: Vec<VecDeque<Alike<'s, T>>> = Vec::new();
    for alike in sorted {
        match lists.last_mut() {
            Some(list) if list.back().is_some_and(|last| last.order.segment.number == alike.order.segment.number) => {
                list.push_back(alike);
            }
            _ => lists.push(VecDeque::from([alike])),
        }
    }
    let mut merged = Vec::new();
    if lists.len() > 1 {
        let head = |list: &VecDeque<Alike<'s, T>>| -> Result<Option<(String, DocId)>> {
            list.front().map(|alike| Ok((alike.order.id()?, alike.ordinal))).transpose()
        };
        let mut heads = lists.iter().map(head).collect::<Result<Vec<_>>>()?;
        while merged.len() < shown {
            let known = heads.iter().enumerate().filter_map(|(number, head)| Some((head.as_ref()?, number)));
            let Some((_, least)) = known.min() else { break };
            merged.extend(lists[least].pop_front());
            heads[least] = head(&lists[least])?;
        }
    }
    merged.extend(lists.into_iter().flatten());
    Ok(merged)
}
