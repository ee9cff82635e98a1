//! From a document to the tantivy documents that stand for it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tantivy::TantivyDocument;

use crate::actor::{Actor, Evidence, OwnActors};
use crate::analyzer::{Analysed, Analyzer, mentions_value};
use crate::annotate::{AnnotatedPassage, annotate, bears_facets, supplied_actors};
use crate::document::Document;
use crate::fingerprint::fingerprint_of;
use crate::naming::{ActorTerm, AliasTerm};
use crate::packing::pack;
use crate::passage::PassageKind;
use crate::pattern::FRONT_GAP;
use crate::schema::{Fields, Front, RECORD, StoredDate, StoredPassage, StoredRecord, first_day, key_term};
use crate::text::fold_phrase;

/// Names a document by its root, its file (one in an archive is a file of its own) and its id.
pub fn document_key(root: &std::path::Path, file: &str, id: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in [root.to_string_lossy().as_bytes(), file.as_bytes(), id.as_bytes()] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().as_bytes().first_chunk().copied().map_or(0, u64::from_le_bytes)
}

/// A document ready to be written.
#[derive(Debug, Default)]
pub struct Composed {
    /// Its record and passages, in order.
    pub parts: Vec<TantivyDocument>,
    /// How many of the passages are no furniture.
    pub passages: u32,
    /// Its language code, empty where unknown.
    pub language: String,
}

/// Cuts, annotates and analyses a document. A document without any text or title gives no parts.
pub fn compose(document: &Document, key: u64, fields: &Fields, analyzer: &mut Analyzer, own: &OwnActors) -> Composed {
    let annotated = annotate(document, own);
    if annotated.is_empty() {
        return Composed::default();
    }
    let mut composer =
        Composer { document, fields, analyzer, key: key_term(key), actors: ActorTable::default(), aliases: BTreeSet::new() };
    let supplied: Vec<u32> =
        supplied_actors(document, own).iter().map(|(name, actor)| composer.take_supplied(name, actor)).collect();
    let mut parts = vec![TantivyDocument::default()];
    for (passage, bears) in annotated.iter().zip(bearers(&annotated)) {
        parts.push(composer.passage(passage, bears, &supplied));
    }
    let passages = annotated.iter().filter(|one| one.passage.kind != PassageKind::Furniture).count() as u32;
    parts[0] = composer.record(key, annotated.len() as u32);
    Composed { parts, passages, language: document.language.map_or(String::new(), String::from) }
}

/// The actors of a document, numbered in the order in which they were met.
#[derive(Default)]
struct ActorTable {
    actors: Vec<Actor>,
    numbers: FxHashMap<std::sync::Arc<str>, u32>,
}

impl ActorTable {
    fn number(&mut self, actor: &Actor) -> u32 {
        if let Some(number) = self.numbers.get(&actor.id) {
            return *number;
        }
        let number = self.actors.len() as u32;
        self.actors.push(actor.clone());
        self.numbers.insert(actor.id.clone(), number);
        number
    }
}

/// What a passage bears besides its text.
#[derive(Clone, Copy, Default)]
struct Bears {
    /// The document's title and subtitle.
    titles: bool,
    /// The heading above it.
    heading: bool,
}

/// Says which passage bears the titles, and which the heading of each section: the first that is searched, so that no word of
/// them is lost where furniture stands first; the titles no caption, where there is anything else.
fn bearers(annotated: &[AnnotatedPassage]) -> Vec<Bears> {
    let mut bears = vec![Bears::default(); annotated.len()];
    let is_searched = |one: &AnnotatedPassage| one.passage.kind != PassageKind::Furniture;
    let is_body = |one: &AnnotatedPassage| bears_facets(one.passage.kind);
    let lead = annotated.iter().position(is_body).or_else(|| annotated.iter().position(is_searched)).unwrap_or(0);
    bears[lead].titles = true;
    let mut borne = None;
    for (place, passage) in annotated.iter().enumerate() {
        let Some(heading) = passage.passage.heading.filter(|heading| borne != Some(*heading)) else { continue };
        let mut section = annotated[place..].iter().take_while(|one| one.passage.heading.is_none_or(|other| other == heading));
        let first = section.position(|one| one.passage.heading.is_some() && is_searched(one)).unwrap_or(0);
        bears[place + first].heading = true;
        borne = Some(heading);
    }
    bears
}

struct Composer<'d> {
    document: &'d Document,
    fields: &'d Fields,
    analyzer: &'d mut Analyzer,
    key: String,
    actors: ActorTable,
    aliases: BTreeSet<String>,
}

impl Composer<'_> {
    fn take_supplied(&mut self, name: &str, actor: &Actor) -> u32 {
        self.note_alias(name, &actor.id, Evidence::Supplied);
        self.actors.number(actor)
    }

    fn note_alias(&mut self, surface: &str, id: &str, evidence: Evidence) {
        let surface: String = surface.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = fold_phrase(&surface);
        self.aliases.insert(AliasTerm { folded: &folded, id, evidence, surface: &surface }.to_string());
    }

    fn passage(&mut self, annotated: &AnnotatedPassage, bears: Bears, supplied: &[u32]) -> TantivyDocument {
        let (document, fields) = (self.document, self.fields);
        let passage = &annotated.passage;
        let text = passage.text(document);
        let mut out = TantivyDocument::default();
        out.add_text(fields.kind, passage.kind.name());
        out.add_text(fields.key, &self.key);
        let field = if passage.kind == PassageKind::Furniture { fields.furniture } else { fields.text };
        let Analysed { value, starts, hashes } = self.analyzer.analyse(text, document.language, 0);
        out.add_text(field, value);
        let heading = passage.heading_text(document);
        let heading = heading.as_deref();
        // A title that is all of the text is indexed once, as a title: what lies before it is empty.
        let (title, words) = match passage.lines {
            Some(_) => (document.title.as_deref(), starts.len() as u32),
            None => (None, 0),
        };
        let titles = [title, document.subtitle.as_deref()].map(|title| title.filter(|_| bears.titles));
        self.add_front(&mut out, field, words, heading.filter(|_| bears.heading), titles);
        self.add_actors(&mut out, annotated, &starts, supplied);
        self.add_dates(&mut out, annotated, &starts);
        if passage.kind != PassageKind::Furniture && !starts.is_empty() {
            fingerprint_of(hashes.into_iter()).0.into_iter().for_each(|number| out.add_u64(fields.sketch, number));
        }
        let stored = self.stored_passage(annotated, text, heading, supplied);
        out.add_bytes(fields.stored, &packed(&stored));
        out
    }

    /// Puts heading and title behind the text, and says where each ends.
    fn add_front(
        &mut self,
        out: &mut TantivyDocument,
        field: tantivy::schema::Field,
        words: u32,
        heading: Option<&str>,
        titles: [Option<&str>; 2],
    ) {
        let mut add = |part: &str| {
            let analysed = self.analyzer.analyse(part, self.document.language, FRONT_GAP - 1);
            out.add_text(field, analysed.value);
            analysed.starts.len() as u32
        };
        let heading = heading.map_or(0, &mut add);
        let titles: u32 = titles.into_iter().flatten().map(add).sum();
        if words == 0 || heading > 0 || titles > 0 {
            out.add_u64(self.fields.front, Front { text: words, heading, is_titled: words == 0 || titles > 0 }.into());
        }
    }

    fn add_actors(&mut self, out: &mut TantivyDocument, annotated: &AnnotatedPassage, starts: &[usize], supplied: &[u32]) {
        if annotated.passage.kind == PassageKind::Furniture {
            return;
        }
        let text = annotated.passage.text(self.document);
        for mention in &annotated.actors {
            self.actors.number(&mention.actor);
            self.note_alias(mention.span.of(text), &mention.actor.id, mention.evidence);
        }
        let term = |id: &str, evidence: Evidence| ActorTerm { id, evidence }.to_string();
        let found = annotated.actors.iter().map(|mention| {
            let (position, length) = word_place(starts, mention.span);
            (term(&mention.actor.id, mention.evidence), position, length)
        });
        let beyond = starts.len() as u32 + FRONT_GAP;
        let given = supplied.iter().map(|number| (term(&self.actors.actors[*number as usize].id, Evidence::Supplied), beyond, 1));
        let value = mentions_value(found.chain(given).map(|(term, position, length)| (Cow::Owned(term), position, length)));
        if !value.is_empty() {
            out.add_text(self.fields.actor, value);
        }
    }

    fn add_dates(&self, out: &mut TantivyDocument, annotated: &AnnotatedPassage, starts: &[usize]) {
        let only_dates = annotated.dates.iter().filter(|date| date.kind.is_facet());
        let dates = only_dates.filter_map(|date| {
            let (position, length) = word_place(starts, date.span);
            Some((Cow::Owned(date.when?.to_string()), position, length))
        });
        let value = mentions_value(dates);
        if !value.is_empty() {
            out.add_text(self.fields.mentioned, value);
        }
    }

    fn stored_passage(
        &mut self,
        annotated: &AnnotatedPassage,
        text: &str,
        heading: Option<&str>,
        supplied: &[u32],
    ) -> StoredPassage {
        let passage = &annotated.passage;
        let found = annotated.actors.iter().map(|one| (self.actors.number(&one.actor), Some(one.span), one.evidence));
        let mut actors: Vec<_> = found.collect();
        if passage.kind != PassageKind::Furniture {
            actors.extend(supplied.iter().map(|number| (*number, None, Evidence::Supplied)));
        }
        StoredPassage {
            kind: passage.kind,
            heading: heading.map(str::to_owned),
            lines: passage.lines.map(|(first, last)| (first as u32, last as u32)),
            page: passage.page.map(|page| page as u32),
            span: passage.span,
            text: text.to_owned(),
            actors,
            dates: annotated
                .dates
                .iter()
                .map(|date| StoredDate { when: date.when, span: date.span, kind: date.kind, evidence: date.evidence })
                .collect(),
        }
    }

    fn record(self, key: u64, passages: u32) -> TantivyDocument {
        let Composer { document, fields, actors, aliases, .. } = self;
        let mut out = TantivyDocument::default();
        out.add_text(fields.kind, RECORD);
        out.add_text(fields.key, &self.key);
        out.add_text(fields.id, &document.id);
        out.add_u64(fields.day, first_day(document.published));
        out.add_text(fields.path, &document.path);
        for author in &document.authors {
            out.add_text(fields.author, fold_phrase(author));
        }
        if let Some(source) = &document.source {
            out.add_text(fields.source, fold_phrase(source));
        }
        if let Some(language) = document.language {
            out.add_text(fields.language, language.code());
        }
        if let Some(published) = document.published {
            out.add_text(fields.published, published.to_string());
        }
        for alias in aliases {
            out.add_text(fields.alias, alias);
        }
        let stored = StoredRecord {
            key,
            id: document.id.clone(),
            path: document.path.clone(),
            is_record: document.is_record,
            title: document.title.clone(),
            subtitle: document.subtitle.clone(),
            authors: document.authors.clone(),
            source: document.source.clone(),
            url: document.url.clone(),
            published: document.published,
            published_evidence: document.published_evidence,
            language: document.language,
            passages,
        };
        out.add_bytes(fields.stored, &packed(&(stored, actors.actors)));
        out
    }
}

/// Encodes and packs what is stored of a passage or record; both fail only where memory is exhausted.
fn packed(stored: &impl serde::Serialize) -> Vec<u8> {
    pack(&postcard::to_stdvec(stored).unwrap_or_default()).unwrap_or_default()
}

/// Returns the position of the first word of a span, and how many words it holds.
fn word_place(starts: &[usize], span: crate::text::Span) -> (u32, u32) {
    let after = starts.partition_point(|start| *start < span.end);
    let at = starts.partition_point(|start| *start <= span.start).saturating_sub(1);
    (at as u32, after.saturating_sub(at).max(1) as u32)
}
