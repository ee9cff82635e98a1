//! Further words for a query: those that its best passages share and others lack (pseudo-relevance feedback).
//!
//! The relevance model RM3: a word is likely where it is frequent in passages that score well (V. Lavrenko and W. B. Croft,
//! *Relevance-Based Language Models*, 2001; N. Abdul-Jaleel and others, *UMass at TREC 2004*). The words found only add to
//! scores: which passages match stays as asked.

use rustc_hash::FxHashMap;

use super::select::{Chosen, select};
use super::{Duplicates, Matches, Request, Sort};
use crate::analyzer::{folded_words, stem_term};
use crate::error::Result;
use crate::pattern::{Leaf, Operand, TermField, TermSet};
use crate::plan::Plan;
use crate::rank::Score;
use crate::snapshot::Snapshot;
use crate::text::is_stop_word;

/// From how many documents words are taken, each by its best passage.
const DOCUMENTS: usize = 5;

/// How many words are taken.
const WORDS: usize = 40;

/// What the words weigh together, as a share of what the query weighs.
const WEIGHT: f32 = 0.5;

/// A word in more than this share of all passages says too little.
const TOO_FREQUENT: f32 = 0.1;

/// Finds the words that expand a plan.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where passages can't be read.
pub fn expansion(snapshot: &Snapshot, plan: &Plan, matches: &Matches, request: &Request<'_>) -> Result<Vec<Leaf>> {
    let first = Request {
        sort: Sort::Score,
        limit: DOCUMENTS,
        offset: 0,
        grouped: true,
        passages_of_document: 1,
        duplicates: Duplicates::Fold,
        recency: false,
        ..request.clone()
    };
    let best = select(snapshot, plan, matches, &first)?.chosen;
    let model = relevance_model(snapshot, &best)?;
    let asked: f32 = plan.pattern.leaves().iter().map(|leaf| leaf.weight).sum();
    let mut likely = Vec::new();
    for (stem, likelihood) in model {
        if (snapshot.document_frequency(snapshot.fields.text, &stem)? as f32) < TOO_FREQUENT * snapshot.passages() as f32 {
            likely.push((likelihood, stem));
        }
    }
    likely.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    likely.truncate(WORDS);
    let all: f32 = likely.iter().map(|(likelihood, _)| likelihood).sum();
    let leaf = |(likelihood, stem): (f32, String)| {
        let operand = Operand::Terms(TermSet { field: TermField::Text, terms: [stem].into() });
        Leaf { weight: WEIGHT * asked * likelihood / all, ..Leaf::scoring(operand) }
    };
    Ok(likely.into_iter().map(leaf).collect())
}

/// Estimates how likely each stem is in what answers the query: its share of the best passages, by their scores.
fn relevance_model(snapshot: &Snapshot, best: &[Chosen]) -> Result<FxHashMap<String, f32>> {
    let mut model: FxHashMap<String, f32> = FxHashMap::default();
    for chosen in best {
        let segment = snapshot.segment(chosen.segment);
        let record = segment.record_of(chosen.doc)?;
        let language = snapshot.record(segment.address(record))?.language;
        let passage = snapshot.passage(segment.address(chosen.doc))?;
        if passage.lines.is_none() {
            // A title alone has so few words that each would outweigh those of whole passages.
            continue;
        }
        let text = passage.text;
        let words: Vec<String> = folded_words(&text, language).map(|word| word.word).filter(|word| tells(word)).collect();
        let share = chosen.score.map_or(0.0, Score::total) / words.len() as f32;
        for word in words {
            *model.entry(stem_term(&word, language)).or_insert(0.0) += share;
        }
    }
    Ok(model)
}

/// Tells whether a word can say what a text is about.
fn tells(word: &str) -> bool {
    word.len() > 2 && !is_stop_word(word) && word.contains(char::is_alphabetic)
}
