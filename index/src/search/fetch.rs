//! From the addresses of hits to what is shown of them.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::{DocAddress, DocId};

use super::marked::{Marker, Starts};
use super::{Hit, HitActor, HitDocument};
use crate::error::Result;
use crate::highlight::{Highlights, MarkedMention, MarkedPassage};
use crate::naming::ActorTerm;
use crate::pattern::{Pattern, TermField};
use crate::schema::{Front, StoredActors, StoredPassage, StoredRecord};
use crate::snapshot::Segment;
use crate::store::damaged;
use crate::text::sentences;

/// How many documents are kept, whose passages may follow.
const KEPT_DOCUMENTS: usize = 256;

/// Reads passages with their documents, each document once where its passages are not too far apart, and prepares them for marking what made them match.
#[derive(Debug)]
pub struct Fetcher {
    starts: Starts,
    asks_sentence: bool,
    asks_mentions: bool,
    documents: FxHashMap<DocAddress, (Arc<StoredRecord>, Arc<StoredActors>)>,
    /// One for each language met.
    markers: Vec<Marker>,
}

impl Fetcher {
    /// A fetcher for the matches of a pattern.
    pub fn new(pattern: &Pattern) -> Fetcher {
        Fetcher {
            starts: Starts::of(pattern),
            asks_sentence: holds_sentence(pattern),
            asks_mentions: holds_mention(pattern),
            documents: FxHashMap::default(),
            markers: Vec::new(),
        }
    }

    /// Reads a passage as a hit without rank, score or marks, and what its marks are found in.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be read.
    pub fn fetch(&mut self, segment: Segment<'_>, doc: DocId) -> Result<(Hit, MarkedPassage)> {
        let record = segment.record_of(doc)?;
        let (document, stored) = self.document(segment, record)?;
        let passage = segment.snapshot.passage(segment.address(doc))?;
        let actors = actors_of(&passage, &stored).map_err(|error| damaged(&segment.snapshot.folder, &error))?;
        let front = segment.fronts()?.and_then(|column| column.first(doc)).map(Front::from);
        let mut marked = self.marked(&passage, &document, front);
        if self.asks_mentions {
            marked.mentions = mentions(&passage, &actors);
        }
        let hit = Hit {
            rank: 0,
            score: None,
            document: HitDocument { record: document, line: None, matches: 0 },
            ordinal: doc - record - 1,
            passage,
            actors,
            highlights: Highlights::default(),
            duplicates: Vec::new(),
            copies: 0,
            parts: None,
            copied: None,
        };
        Ok((hit, marked))
    }

    /// Reads only what the marks of a passage are found in.
    ///
    /// # Errors
    ///
    /// [`crate::Error::Damaged`] where it can't be read.
    pub fn marked_passage(&mut self, segment: Segment<'_>, doc: DocId) -> Result<MarkedPassage> {
        if self.asks_mentions {
            return Ok(self.fetch(segment, doc)?.1);
        }
        let (document, _) = self.document(segment, segment.record_of(doc)?)?;
        let passage = segment.snapshot.passage(segment.address(doc))?;
        let front = segment.fronts()?.and_then(|column| column.first(doc)).map(Front::from);
        Ok(self.marked(&passage, &document, front))
    }

    fn document(&mut self, segment: Segment<'_>, record: DocId) -> Result<(Arc<StoredRecord>, Arc<StoredActors>)> {
        let address = segment.address(record);
        if let Some(document) = self.documents.get(&address) {
            return Ok(document.clone());
        }
        let (document, actors) = segment.snapshot.record_with_actors(address)?;
        let document = (Arc::new(document), Arc::new(actors));
        if self.documents.len() >= KEPT_DOCUMENTS {
            self.documents.clear();
        }
        self.documents.insert(address, document.clone());
        Ok(document)
    }

    fn marked(&mut self, passage: &StoredPassage, document: &StoredRecord, front: Option<Front>) -> MarkedPassage {
        let place = self.markers.iter().position(|marker| marker.language == document.language).unwrap_or_else(|| {
            self.markers.push(Marker::new(document.language));
            self.markers.len() - 1
        });
        let (marker, starts) = (&mut self.markers[place], &self.starts);
        let mut words = |text: &str| marker.words(text, starts);
        let mut marked = MarkedPassage { text: words(&passage.text), ..MarkedPassage::default() };
        if let Some(heading) = passage.heading.as_deref().filter(|_| front.is_some_and(|front| front.heading > 0)) {
            marked.heading = words(heading);
        }
        if front.is_some_and(|front| front.is_titled) {
            marked.title = words(document.title.as_deref().unwrap_or(""));
            marked.subtitle = words(document.subtitle.as_deref().unwrap_or(""));
        }
        if self.asks_sentence {
            marked.sentences = sentences(&passage.text);
        }
        marked
    }
}

/// Tells whether a pattern asks for actors or dates.
fn holds_mention(pattern: &Pattern) -> bool {
    let mut holds = false;
    for leaf in pattern.leaves() {
        leaf.operand.for_each_set(&mut |set| holds |= set.field != TermField::Text);
    }
    holds || holds_not(pattern)
}

/// Tells whether a pattern excludes anything: [`Pattern::leaves`] passes that over.
fn holds_not(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Not(_) => true,
        Pattern::And(inner) | Pattern::Or(inner) => inner.iter().any(holds_not),
        Pattern::SameSentence(inner) | Pattern::Optional(inner) => holds_not(inner),
        Pattern::All | Pattern::Nothing | Pattern::Leaf(_) | Pattern::Documents(_) => false,
    }
}

/// The actors that a passage mentions, out of those of its document.
fn actors_of(passage: &StoredPassage, stored: &StoredActors) -> postcard::Result<Vec<HitActor>> {
    let numbers: Vec<u32> = passage.actors.iter().map(|(number, ..)| *number).collect();
    let known = stored.numbered(&numbers)?;
    let mentioned = passage.actors.iter().filter_map(|(number, span, evidence)| {
        Some(HitActor { actor: known.get(number)?.clone(), span: *span, evidence: *evidence })
    });
    Ok(mentioned.collect())
}

fn mentions(passage: &StoredPassage, actors: &[HitActor]) -> Vec<MarkedMention> {
    let actors = actors.iter().filter_map(|HitActor { actor, span, evidence }| {
        let term = ActorTerm { id: &actor.id, evidence: *evidence }.to_string();
        Some(MarkedMention { span: (*span)?, term, field: TermField::Actor })
    });
    let dates =
        passage.dates.iter().filter(|date| date.kind.is_facet()).filter_map(|date| {
            Some(MarkedMention { span: date.span, term: date.when?.to_string(), field: TermField::Mentioned })
        });
    actors.chain(dates).collect()
}

fn holds_sentence(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::SameSentence(_) => true,
        Pattern::And(inner) | Pattern::Or(inner) => inner.iter().any(holds_sentence),
        Pattern::Not(inner) | Pattern::Optional(inner) => holds_sentence(inner),
        _ => false,
    }
}
