//! What restricts a search without scoring.

use std::collections::BTreeSet;

use crate::actor::{ActorKind, Evidence};
use crate::date::DateSpan;
use crate::text::Language;

/// How a mention of a date must stand to the span asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum MentionRule {
    /// Inside it, or holding it at the next coarser precision at most.
    #[default]
    Close,
    /// A day in common is enough.
    Loose,
    /// Inside it.
    Within,
}

/// Documents that are named, not described.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NamedDocuments {
    /// Those of the files with these paths, each relative to its root.
    pub files: BTreeSet<String>,
    /// Those with these keys.
    pub keys: BTreeSet<u64>,
}

/// Restrictions on what a search finds; empty ones restrict nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filters {
    /// Actors, all of them in the same passage.
    pub actors: Vec<String>,
    /// One of the actors is enough.
    pub any_actor: bool,
    /// Which kinds of mention count; all, where empty.
    pub evidence: Vec<Evidence>,
    /// Passages that mention an actor of one of these kinds.
    pub kinds: Vec<ActorKind>,
    /// Published on a day of each of these spans.
    pub published: Vec<DateSpan>,
    /// Without a known date of publication.
    pub undated: bool,
    /// Mentioning a date of each of these spans.
    pub mentions: Vec<DateSpan>,
    /// How.
    pub mention_rule: MentionRule,
    /// From one of these sources.
    pub sources: Vec<String>,
    /// By one of these authors.
    pub authors: Vec<String>,
    /// In one of these languages.
    pub languages: Vec<Language>,
    /// With a path that matches one of these globs.
    pub paths: Vec<String>,
    /// Only these documents.
    pub only: Option<NamedDocuments>,
}

impl Filters {
    /// Tells whether nothing is restricted.
    pub fn is_empty(&self) -> bool {
        *self
            == Filters {
                evidence: self.evidence.clone(),
                any_actor: self.any_actor,
                mention_rule: self.mention_rule,
                ..Filters::default()
            }
    }
}

/// Tells whether a mention of a date answers for a span asked for.
///
/// ```
/// use nutgraf_index::date::DateSpan;
/// use nutgraf_index::filters::{MentionRule, answers};
/// let (month, year) = (DateSpan::month(2022, 12).unwrap(), DateSpan::year(2022).unwrap());
/// assert!(answers(month, year, MentionRule::Close) && answers(year, month, MentionRule::Close));
/// assert!(!answers(DateSpan::years(1900, 1999).unwrap(), month, MentionRule::Close));
/// ```
pub fn answers(mention: DateSpan, asked: DateSpan, rule: MentionRule) -> bool {
    match rule {
        MentionRule::Loose => mention.overlaps(asked),
        MentionRule::Within => asked.contains(mention),
        MentionRule::Close => asked.contains(mention) || mention.contains(asked) && mention.days() <= next_coarser(asked.days()),
    }
}

/// The most days that the next coarser precision has: a month for a day, a year for a month, ten years for a year.
fn next_coarser(days: i32) -> i32 {
    match days {
        ..=1 => 31,
        2..=31 => 366,
        32..=366 => 3_653,
        _ => 36_525,
    }
}
