//! From the addresses of hits to what is shown of them.

use tantivy::DocId;

use super::matching::{heading_words, text_end};
use super::{Hit, HitDocument};
use crate::analyzer::{Analyzer, STEM_MARK, cased_term, folded_words};
use crate::date::DateKind;
use crate::error::Result;
use crate::highlight::{Highlights, MarkedMention, MarkedPassage, MarkedWord};
use crate::pattern::{Pattern, TermField};
use crate::schema::{Fields, StoredPassage, StoredRecord};
use crate::snapshot::Segment;
use crate::text::{Language, sentences};
use crate::writer::actor_term;

/// Reads a passage with its document, and prepares it for marking what made it match.
pub fn fetch(segment: Segment<'_>, doc: DocId, pattern: &Pattern, analyzer: &mut Analyzer) -> Result<(Hit, MarkedPassage)> {
    let record = segment.record_of(doc)?;
    let (marked, stored, document) = marked_passage(segment, doc, pattern, analyzer)?;
    let hit = Hit {
        rank: 0,
        score: None,
        document: HitDocument { record: document, line: None, matches: 0 },
        ordinal: doc - record - 1,
        passage: stored,
        highlights: Highlights::default(),
        duplicates: Vec::new(),
        parts: None,
    };
    Ok((hit, marked))
}

/// Reads a passage and its document and prepares what a pattern is evaluated on.
pub fn marked_passage(
    segment: Segment<'_>,
    doc: DocId,
    pattern: &Pattern,
    analyzer: &mut Analyzer,
) -> Result<(MarkedPassage, StoredPassage, StoredRecord)> {
    let snapshot = segment.snapshot;
    let record = segment.record_of(doc)?;
    let document = snapshot.record(segment.address(record))?;
    let passage = snapshot.passage(segment.address(doc))?;
    let front = segment.reader.fast_fields().column_opt::<u64>(Fields::FRONT)?.and_then(|column| column.first(doc));
    let language = document.language;
    let mut marked = MarkedPassage { text: marked_words(&passage.text, language, analyzer), ..MarkedPassage::default() };
    if let Some(front) = front {
        debug_assert!(text_end(front) as usize <= marked.text.len() + 1);
        if let Some(heading) = passage.heading.as_deref().filter(|_| heading_words(front) > 0) {
            marked.heading = marked_words(heading, language, analyzer);
        }
        if doc == record + 1 {
            let title = marked_words(document.title.as_deref().unwrap_or(""), language, analyzer);
            let title_words = title.len();
            let subtitle = marked_words(document.subtitle.as_deref().unwrap_or(""), language, analyzer);
            marked.title = (title.into_iter().chain(subtitle).collect(), title_words);
        }
    }
    marked.mentions = mentions(&passage, &document);
    if holds_sentence(pattern) {
        marked.sentences = sentences(&passage.text);
    }
    Ok((marked, passage, document))
}

fn marked_words(text: &str, language: Option<Language>, analyzer: &mut Analyzer) -> Vec<MarkedWord> {
    folded_words(text)
        .map(|folded| {
            let stem = format!("{STEM_MARK}{}", analyzer.stem(&folded.word, language));
            MarkedWord { cased: cased_term(folded.span.of(text)), span: folded.span, word: folded.word, stem }
        })
        .collect()
}

fn mentions(passage: &StoredPassage, document: &StoredRecord) -> Vec<MarkedMention> {
    let actors = passage.actors.iter().filter_map(|(number, span, evidence)| {
        let actor = document.actors.get(*number as usize)?;
        Some(MarkedMention { span: (*span)?, term: actor_term(&actor.id, *evidence), field: TermField::Actor })
    });
    let dates =
        passage.dates.iter().filter(|date| date.kind == DateKind::Date).filter_map(|date| {
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
