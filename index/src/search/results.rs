//! What a search gives back.

use std::sync::Arc;

use serde::Serialize;

use crate::actor::{Actor, Evidence};
use crate::highlight::Highlights;
use crate::plan::{Match, Plan};
use crate::query::Warning;
use crate::quotation::Copied;
use crate::rank::Score;
use crate::schema::{StoredPassage, StoredRecord};
use crate::text::Span;

/// What was found.
#[derive(Clone, Debug)]
pub struct Results {
    /// The hits, in order.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: Total,
    /// Whether that is all: the time was not over before everything was counted.
    pub exact: bool,
    /// What a person must be told.
    pub warnings: Vec<Warning>,
    /// How words were joined in the end.
    pub matched: Match,
    /// The plan as it was run.
    pub plan: Plan,
    /// How long each step took.
    pub took: Took,
}

/// How many passages and documents match.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Total {
    /// Passages.
    pub passages: u64,
    /// Documents with at least one of them.
    pub documents: u64,
}

/// How long each step took, in microseconds.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Took {
    /// Ranking.
    pub search: f64,
    /// The part of `search` that scored the candidates again.
    pub rerank: f64,
    /// Planning, finding and counting all matches.
    pub count: f64,
    /// Reading the hits.
    pub fetch: f64,
    /// Marking what matched.
    pub highlight: f64,
}

/// A ranked passage.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// Its place, 1 for the first.
    pub rank: usize,
    /// Its score; `None` where nothing scores.
    pub score: Option<f32>,
    /// The document it belongs to.
    pub document: HitDocument,
    /// Its place in the document, 0 for the first passage.
    pub ordinal: u32,
    /// What is stored of it.
    pub passage: StoredPassage,
    /// The actors it mentions, in the order of the mentions; those supplied with the document last.
    pub actors: Vec<HitActor>,
    /// What made it match.
    pub highlights: Highlights,
    /// Copies of it that match too, by document id and ordinal: as many as were to be named.
    pub duplicates: Vec<(String, u32)>,
    /// How many there are.
    pub copies: usize,
    /// The parts of its score.
    pub parts: Option<Score>,
    /// How it copies a sentence, where one was looked for.
    pub copied: Option<Copied>,
}

impl Hit {
    /// Where to look for it in its file: its page where the document has pages, else its first line.
    pub fn place(&self) -> Option<u32> {
        self.passage.page.or(self.passage.lines.map(|(first, _)| first))
    }
}

/// A mention of an actor in a hit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HitActor {
    /// Who: where actors are joined across documents, the one that stands for all.
    pub actor: Actor,
    /// Where, in the passage's text; `None` where it was supplied with the document.
    pub span: Option<Span>,
    /// How the mention names it.
    pub evidence: Evidence,
}

/// The document of a hit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HitDocument {
    /// What is stored of it.
    pub record: Arc<StoredRecord>,
    /// The line of the file on which its record stands.
    pub line: Option<u32>,
    /// How many of its passages match.
    pub matches: u64,
}

impl HitDocument {
    /// Returns the file, with the line of the record where the file holds many.
    pub fn path(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.record.path),
            None => self.record.path.clone(),
        }
    }
}
