//! From the addresses of hits to what is shown of them.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::{DocAddress, DocId};

use super::{Hit, HitActor, HitDocument};
use crate::analyzer::{STEM_MARK, bare_span, cased_term, stem_term, term_into, term_of};
use crate::error::Result;
use crate::highlight::{Highlights, MarkedMention, MarkedPassage, MarkedWord, MarkedWords};
use crate::naming::ActorTerm;
use crate::pattern::{Pattern, TermField};
use crate::schema::{Front, StoredActors, StoredPassage, StoredRecord};
use crate::snapshot::Segment;
use crate::store::damaged;
use crate::text::{Language, Word, elided_words, sentences, unmarked_stem, words};

/// How many documents are kept, whose passages may follow.
const KEPT_DOCUMENTS: usize = 256;

/// Reads passages with their documents, each document once where its passages are not too far apart, and prepares them for marking what made them match.
#[derive(Debug)]
pub struct Fetcher {
    starts: Starts,
    asks_sentence: bool,
    asks_mentions: bool,
    documents: FxHashMap<DocAddress, (Arc<StoredRecord>, Arc<StoredActors>)>,
}

impl Fetcher {
    /// A fetcher for the matches of a pattern.
    pub fn new(pattern: &Pattern) -> Fetcher {
        Fetcher {
            starts: Starts::of(pattern),
            asks_sentence: holds_sentence(pattern),
            asks_mentions: holds_mention(pattern),
            documents: FxHashMap::default(),
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

    fn marked(&self, passage: &StoredPassage, document: &StoredRecord, front: Option<Front>) -> MarkedPassage {
        let words = |text: &str| marked_words(text, document.language, &self.starts);
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

/// Cuts a text into words as they are indexed. A word that no term of the pattern begins like keeps its place alone.
fn marked_words(text: &str, language: Option<Language>, starts: &Starts) -> MarkedWords {
    let mut words_of = MarkedWords { spans: Vec::with_capacity(text.len() / 5), marked: Vec::new() };
    let mut folded = String::new();
    let elides = language.and_then(elided_words).is_some();
    let code = language.as_ref().map_or("", Language::code);
    for Word { span: whole } in words(text) {
        let span = if elides { bare_span(text, whole, language) } else { whole };
        let typed = span.of(text);
        let place = words_of.spans.len() as u32;
        words_of.spans.push(span);
        let elided = if span == whole { String::new() } else { term_of(whole.of(text)) };
        if elided.is_empty() && !starts.may_begin(typed, code) {
            continue;
        }
        folded.clear();
        term_into(typed, &mut folded);
        let stem = if starts.may_be_stem(&folded, code) { stem_term(&folded, language) } else { String::new() };
        let word = if starts.may_be_word(&folded) { folded.clone() } else { String::new() };
        words_of.marked.push(MarkedWord { place, word, stem, cased: cased_term(typed), elided });
    }
    words_of
}

/// How the terms of a pattern begin: a word that begins otherwise needs no stemming nor keeping, which is most of the work
/// of marking.
#[derive(Debug, Default)]
struct Starts {
    words: FxHashSet<u8>,
    heads: Vec<Head>,
}

/// What the words of a stem begin with.
#[derive(Debug)]
struct Head {
    letters: String,
    /// The language whose words have the stem; `None` for English, and those that have none.
    code: Option<String>,
}

impl Starts {
    /// Collects the beginnings of a pattern's terms.
    fn of(pattern: &Pattern) -> Starts {
        let mut starts = Starts::default();
        starts.collect(pattern);
        starts
    }

    fn collect(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Leaf(leaf) => leaf.operand.for_each_set(&mut |set| {
                for term in set.terms.iter().filter(|_| set.field == TermField::Text) {
                    match term.strip_prefix(STEM_MARK) {
                        Some(stem) => self.heads.push(Head::of(stem)),
                        // The terms of names in capitals keep them.
                        None => self.words.extend(term.bytes().next().map(|first| first.to_ascii_lowercase())),
                    }
                }
            }),
            Pattern::And(inner) | Pattern::Or(inner) => inner.iter().for_each(|pattern| self.collect(pattern)),
            Pattern::Not(inner) | Pattern::Optional(inner) | Pattern::SameSentence(inner) => self.collect(inner),
            Pattern::All | Pattern::Nothing | Pattern::Documents(_) => {}
        }
    }

    /// Tells whether a word, as it is written, may be any.
    fn may_begin(&self, typed: &str, code: &str) -> bool {
        let first = typed.bytes().next().map_or(0, |first| first.to_ascii_lowercase());
        !first.is_ascii() || self.words.contains(&first) || self.heads_of(code).any(|head| head.may_begin(typed))
    }

    fn may_be_word(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.words.contains(&first))
    }

    fn may_be_stem(&self, word: &str, code: &str) -> bool {
        let is_other = !word.starts_with(|first: char| first.is_ascii());
        self.heads_of(code).any(|head| is_other || word.starts_with(&head.letters))
    }

    fn heads_of(&self, code: &str) -> impl Iterator<Item = &Head> {
        self.heads.iter().filter(move |head| head.code.as_deref().is_none_or(|known| known == code))
    }
}

impl Head {
    /// Stemmers keep the first letter, where only Arabic's takes prefixes away. English ones keep all but the last two of the
    /// stem (`hoping` is `hope`, `capability` is `capabl`), but for `dying`, `lying` and `tying`.
    fn of(stem: &str) -> Head {
        let (stem, code) = unmarked_stem(stem);
        let is_english = code.is_none() && stem.len() > "die".len() && stem.bytes().all(|byte| byte.is_ascii_lowercase());
        let letters = if is_english { stem.len() - 2 } else { 1 };
        Head { letters: stem.chars().take(letters).collect(), code: code.map(str::to_owned) }
    }

    /// Tells whether a word, as it is written, may begin so: folding leaves ASCII letters and digits what they are but for case, and
    /// may take anything else away.
    fn may_begin(&self, typed: &str) -> bool {
        let mut typed = typed.bytes();
        for letter in self.letters.bytes() {
            match typed.next() {
                Some(byte) if !byte.is_ascii_alphanumeric() => return true,
                Some(byte) if byte.eq_ignore_ascii_case(&letter) => {}
                _ => return false,
            }
        }
        true
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_begins_as_its_stem_says(
            word in "[a-zA-Z]{1,6}(y|i)?(at|iz|abl|ibil|al|iv)?(ing|ies|ied|es|s|ly|ment|ational|ization|fulness|ity|)",
            language in prop::sample::select(vec!["en", "fr", "it", "de", "tr", "fi"]),
        ) {
            let stem = stem_term(&term_of(&word), Language::from_code(language));
            let starts = Starts { heads: vec![Head::of(stem.trim_start_matches(STEM_MARK))], ..Starts::default() };
            prop_assert!(starts.may_begin(&word, language), "{word}: {stem}");
            prop_assert!(starts.may_be_stem(&term_of(&word), language), "{word}: {stem}");
        }
    }

    #[test]
    fn points_and_accents_hide_no_stem() {
        for (word, stem) in [("U.N.E.S.C.O.", "unesco"), ("Élysées", "elyse"), ("o’clock", "oclock")] {
            let starts = Starts { heads: vec![Head::of(stem)], ..Starts::default() };
            assert!(starts.may_begin(word, "en"), "{word}");
        }
    }
}
