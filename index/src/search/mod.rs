//! Runs a plan on a snapshot: exact counts, ranked hits grouped under their documents.

mod candidates;
mod expand;
mod fetch;
mod fold;
mod like;
mod look_up;
mod matching;
mod names;
mod order;
mod other_names;
mod places;
mod quote;
mod recency;
mod select;
mod suggest;
mod timeline;

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId};

pub use fetch::Fetcher;
pub use like::{find_passage, like_query};
pub use look_up::{find_documents, read_document, read_neighbours};
pub use matching::Matcher;
pub use names::{RankedName, ranked_names};
pub use other_names::other_names;
pub use quote::quote;
pub use recency::HALF_LIFE_DAYS;
pub use timeline::{PeriodBest, Timeline, TimelineRequest, timeline};

use crate::actor::Actor;
use crate::docs::Docs;
use crate::error::{Error, Result};
use crate::filters::Filters;
use crate::highlight::{Highlights, highlight};
use crate::pattern::{Leaf, Pattern};
use crate::plan::{Match, Plan, Reading, plan};
use crate::query::{Query, Warning, WarningKind};
use crate::quotation::Copied;
use crate::rank::{Occurrences, Score, Weights};
use crate::schema::{StoredPassage, StoredRecord};
use crate::snapshot::Snapshot;
use candidates::{Walked, is_union, match_and_score};
use order::DocumentOrder;

/// The order of hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// Best first; by date, newest first, where nothing scores.
    #[default]
    Score,
    /// Oldest first; unknown dates last.
    Oldest,
    /// Newest first; unknown dates last.
    Newest,
}

/// What becomes of copies of a passage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Duplicates {
    /// They stand under the copy that ranks best.
    #[default]
    Fold,
    /// They stand where they rank.
    Show,
    /// Only passages that have copies are shown.
    Only,
}

/// What to search for, and how much of it to return.
#[derive(Clone, Debug)]
pub struct Request<'q> {
    /// The query.
    pub query: &'q Query,
    /// What restricts it.
    pub filters: &'q Filters,
    /// How its words are read.
    pub reading: Reading,
    /// Whether any of its words is enough where not all are found: told in a warning.
    pub may_relax: bool,
    /// The order of hits.
    pub sort: Sort,
    /// How many documents (passages, if not grouped) to return.
    pub limit: usize,
    /// How many to leave out first.
    pub offset: usize,
    /// Whether passages of a document stand together.
    pub grouped: bool,
    /// How many passages of a document to return when grouped.
    pub passages_of_document: usize,
    /// What becomes of copies.
    pub duplicates: Duplicates,
    /// Whether words that the best passages share add to the scores.
    pub expand: bool,
    /// Whether recent documents score more.
    pub recency: bool,
    /// Whether other words are offered where nothing matches: to look for them takes longer than most queries.
    pub suggest: bool,
    /// A passage to leave out, and its copies with it where copies are folded: what others are to be like.
    pub seed: Option<DocAddress>,
}

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
    /// What made it match.
    pub highlights: Highlights,
    /// Copies of it that match too, by document id and ordinal.
    pub duplicates: Vec<(String, u32)>,
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

/// All matches of a plan, segment by segment.
#[derive(Debug)]
pub struct Matches {
    /// The passages of each segment.
    pub segments: Vec<Docs>,
    /// How many there are.
    pub total: Total,
    /// How often the leaves that stand at positions occur, segment by segment.
    placed: Vec<Vec<(Leaf, Occurrences)>>,
    /// A passage that matches and was taken out.
    left_out: Option<DocAddress>,
    /// How many of the best were kept where matching scored as well, and which, in no order.
    best: Option<(usize, Vec<(u32, DocId)>)>,
}

impl Matches {
    /// No match in any segment.
    fn none(snapshot: &Snapshot) -> Matches {
        let segments: Vec<Docs> = snapshot.segments().map(|_| Docs::none()).collect();
        let placed = segments.iter().map(|_| Vec::new()).collect();
        Matches { segments, total: Total::default(), placed, left_out: None, best: None }
    }

    /// Takes a passage out.
    fn leave_out(&mut self, snapshot: &Snapshot, passage: DocAddress) -> Result<()> {
        let segment = snapshot.segment(passage.segment_ord);
        let docs = &mut self.segments[passage.segment_ord as usize];
        let before = (docs.len() as u64, segment.count_documents(docs)?);
        docs.retain(|doc| doc != passage.doc_id);
        self.left_out = Some(passage);
        self.total.passages -= before.0 - docs.len() as u64;
        self.total.documents -= before.1 - segment.count_documents(docs)?;
        Ok(())
    }
}

/// Finds and counts all passages that match a plan.
///
/// # Errors
///
/// [`crate::Error::Tantivy`] where a segment can't be read.
pub fn find_matches(snapshot: &Snapshot, plan: &Plan) -> Result<Matches> {
    let (mut segments, mut placed) = (Vec::new(), Vec::new());
    let mut total = Total::default();
    for segment in snapshot.segments() {
        let matcher = Matcher::new(segment, plan);
        let docs = if snapshot.deadline.is_over() { Docs::none() } else { matcher.matching()? };
        placed.push(matcher.into_placed());
        total.passages += docs.len() as u64;
        total.documents += segment.count_documents(&docs)?;
        segments.push(docs);
    }
    Ok(Matches { segments, total, placed, left_out: None, best: None })
}

/// Counts the passages that match a plan, without their documents.
///
/// # Errors
///
/// As [`find_matches`].
pub fn count_passages(snapshot: &Snapshot, plan: &Plan) -> Result<u64> {
    let mut count = 0;
    for segment in snapshot.segments() {
        count += match single_term(plan).filter(|_| !segment.reader.has_deletes()) {
            Some((field, term)) => segment.document_frequency(field, term)?.into(),
            None => Matcher::new(segment, plan).matching()?.len() as u64,
        };
    }
    Ok(count)
}

/// Returns the one term that a plan asks for, where the dictionary says what matches it: in one field, anywhere.
fn single_term(plan: &Plan) -> Option<(Field, &str)> {
    let (Pattern::Leaf(leaf), [field]) = (&plan.pattern, plan.text_fields.as_slice()) else { return None };
    let terms = leaf.plain_terms().filter(|terms| terms.len() == 1)?;
    Some((*field, terms.first()?))
}

/// The same as [`find_matches`] for a union of words, of which the best are found on the way.
fn find_best_matches(snapshot: &Snapshot, plan: &Plan, most: usize, left_out: Option<DocAddress>) -> Result<Matches> {
    let weights = Weights::new(snapshot, plan, &|_| 0)?;
    let Walked { segments, best } = match_and_score(snapshot, plan, &weights, most, left_out)?;
    let mut total = Total::default();
    for (segment, docs) in snapshot.segments().zip(&segments) {
        total.passages += docs.len() as u64;
        total.documents += segment.count_documents(docs)?;
    }
    let placed = segments.iter().map(|_| Vec::new()).collect();
    Ok(Matches { segments, total, placed, left_out: None, best: Some((most, best)) })
}

/// Searches.
///
/// # Errors
///
/// What [`plan`] says, and [`crate::Error::Damaged`] where the index can't be read.
pub fn search(snapshot: &Snapshot, request: &Request<'_>) -> Result<Results> {
    let began = Instant::now();
    let (mut plan, matches, matched, mut warnings) = match plan_and_match(snapshot, request) {
        Err(Error::TimedOut) => (Plan::nothing(), Matches::none(snapshot), Match::All, Vec::new()),
        planned => planned?,
    };
    let counted = Instant::now();
    expand_if_asked(snapshot, &mut plan, &matches, request)?;
    let selection = select::select(snapshot, &plan, &matches, request)?;
    let ranked = Instant::now();
    let (count, search) = (micros(counted - began), micros(ranked - counted));
    let mut took = Took { count, search, rerank: micros(selection.rerank), ..Took::default() };
    let hits = read_hits(snapshot, &plan, &matches, selection.chosen, &mut took)?;
    took.fetch = micros(ranked.elapsed()) - took.highlight;
    let exact = !snapshot.deadline.has_stopped();
    if !exact {
        warnings.push(timed_out());
    }
    Ok(Results { hits, total: matches.total, exact, warnings, matched, plan, took })
}

fn timed_out() -> Warning {
    let message = "the time was over: shown is what was found until then, and there may be better and more";
    Warning::new(WarningKind::TimedOut, message)
}

/// Gives a plan the words that the best passages share, where that is asked for.
fn expand_if_asked(snapshot: &Snapshot, plan: &mut Plan, matches: &Matches, request: &Request<'_>) -> Result<()> {
    if request.expand {
        plan.expansion = expand::expansion(snapshot, plan, matches, request)?;
    }
    Ok(())
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// Plans and matches; where not all words are found together and it is allowed, any of them.
fn plan_and_match(snapshot: &Snapshot, request: &Request<'_>) -> Result<(Plan, Matches, Match, Vec<Warning>)> {
    let reading = request.reading;
    let (mut plan, matches) = run_plan(snapshot, request, reading)?;
    let mut warnings = std::mem::take(&mut plan.warnings);
    let matched = if reading.words == Match::Any { Match::Any } else { Match::All };
    if matches.total.passages > 0 || request.seed.is_some() || snapshot.deadline.has_stopped() {
        return Ok((plan, matches, matched, warnings));
    }
    if matched == Match::All && request.may_relax {
        let (relaxed, any) = run_plan(snapshot, request, Reading { words: Match::Any, ..reading })?;
        if relaxed.pattern != plan.pattern && any.total.passages > 0 {
            let counts = suggest::tell_parts(snapshot, request)?;
            let message = format!("no passage holds all of it; shown are those that match best ({counts})");
            warnings.push(Warning::new(WarningKind::Relaxed, message));
            warnings.extend(suggested(snapshot, request)?);
            return Ok((relaxed, any, Match::Any, warnings));
        }
    }
    warnings.push(suggest::tell_nothing(snapshot, request)?);
    warnings.extend(suggested(snapshot, request)?);
    Ok((plan, matches, matched, warnings))
}

fn suggested(snapshot: &Snapshot, request: &Request<'_>) -> Result<Vec<Warning>> {
    if request.suggest { suggest::did_you_mean(snapshot, request) } else { Ok(Vec::new()) }
}

fn run_plan(snapshot: &Snapshot, request: &Request<'_>, reading: Reading) -> Result<(Plan, Matches)> {
    let plan = plan(snapshot, request.query, request.filters, reading)?;
    let mut matches = match select::first_candidates(&plan, request).filter(|_| request.limit > 0 && is_union(&plan)) {
        Some(most) => find_best_matches(snapshot, &plan, most, request.seed)?,
        None => find_matches(snapshot, &plan)?,
    };
    if let Some(seed) = request.seed {
        matches.leave_out(snapshot, seed)?;
    }
    Ok((plan, matches))
}

/// Names a leaf by its words.
pub fn name_of(leaf: &Leaf) -> String {
    let mut names = Vec::new();
    leaf.operand.for_each_set(&mut |set| {
        let first = set.terms.first().map_or("nothing", String::as_str);
        let name =
            first.trim_start_matches(crate::analyzer::STEM_MARK).split(crate::analyzer::EVIDENCE_MARK).next().unwrap_or(first);
        names.push(if set.terms.len() > 1 { format!("{name}…") } else { name.to_owned() });
    });
    names.join(" ")
}

/// How many hits are read even where the time is over: few enough to take no time.
const ALWAYS_READ: usize = 10;

fn read_hits(
    snapshot: &Snapshot,
    plan: &Plan,
    matches: &Matches,
    chosen: Vec<select::Chosen>,
    took: &mut Took,
) -> Result<Vec<Hit>> {
    let mut fetcher = Fetcher::new(&plan.pattern);
    let mut hits = Vec::with_capacity(chosen.len());
    for (place, chosen) in chosen.into_iter().enumerate() {
        if place >= ALWAYS_READ && snapshot.deadline.is_over() {
            break;
        }
        let segment = snapshot.segment(chosen.segment);
        let (mut hit, marked) = fetcher.fetch(segment, chosen.doc)?;
        let fetched = Instant::now();
        hit.highlights = highlight(&plan.pattern, &marked).unwrap_or_default();
        took.highlight += micros(fetched.elapsed());
        hit.rank = place + 1;
        hit.score = chosen.score.map(Score::total);
        hit.parts = chosen.score;
        let (first, end) = (segment.record_of(chosen.doc)?, segment.end_of_document(chosen.doc)?);
        hit.document.matches = matches.segments[chosen.segment as usize].count_range(first, end) as u64;
        fill_line(snapshot, &mut hit)?;
        join_actors(snapshot, &mut hit)?;
        for (number, doc) in chosen.copies {
            let segment = snapshot.segment(number);
            let record = segment.record_of(doc)?;
            hit.duplicates.push((DocumentOrder::of(segment, record)?.id()?, doc - record - 1));
        }
        hits.push(hit);
    }
    Ok(hits)
}

/// Gives the actors of a hit's passage that are joined to others the id and name of these.
fn join_actors(snapshot: &Snapshot, hit: &mut Hit) -> Result<()> {
    let joins = snapshot.joins()?;
    for (number, _, _) in &hit.passage.actors {
        let Some(actor) = hit.document.record.actors.get(*number as usize) else { continue };
        if let Some(id) = joins.joined.values(&actor.id).next() {
            let name = joins.names.values(id).next().unwrap_or(&actor.name).into();
            let joined = Actor { id: id.into(), name, kind: actor.kind };
            Arc::make_mut(&mut hit.document.record).actors[*number as usize] = joined;
        }
    }
    Ok(())
}

/// Looks up the line on which a hit's record stands now.
fn fill_line(snapshot: &Snapshot, hit: &mut Hit) -> Result<()> {
    if hit.document.record.is_record {
        hit.document.line = snapshot.line_of(hit.document.record.key)?;
    }
    Ok(())
}
