//! Passages like a given one: its telling words as a query.

use tantivy::DocAddress;

use rustc_hash::FxHashMap;

use crate::analyzer::{folded_words, stem_term};
use crate::error::Result;
use crate::query::{Clause, Node, NodeKind, Occur, Query, TermForm};
use crate::snapshot::Snapshot;
use crate::text::{Span, is_stop_word};

/// How many words of a passage are looked for.
const WORDS: usize = 30;

/// A word of the passage.
struct Telling {
    span: Span,
    count: f32,
    /// How much it tells: its count by its rarity.
    weight: f32,
}

/// Returns the query that finds passages like one: the words that set it apart, any of them, weighed by their count.
/// Where the passage has no word at all, every passage matches.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where the index can't be read.
pub fn like_query(snapshot: &Snapshot, passage: DocAddress) -> Result<Query> {
    let record = snapshot.segment(passage.segment_ord).record_of(passage.doc_id)?;
    let language = snapshot.record(DocAddress::new(passage.segment_ord, record))?.language;
    let text = snapshot.passage(passage)?.text;
    let mut words: FxHashMap<String, Telling> = FxHashMap::default();
    for folded in folded_words(&text, language).filter(|folded| !is_stop_word(&folded.word)) {
        let stem = stem_term(&folded.word, language);
        words.entry(stem).or_insert(Telling { span: folded.span, count: 0.0, weight: 0.0 }).count += 1.0;
    }
    let passages = snapshot.passages() as f32;
    for (stem, word) in &mut words {
        let holding = snapshot.document_frequency(snapshot.fields.text, stem)? as f32;
        word.weight = word.count * (1.0 + passages / (holding + 1.0)).ln();
    }
    let mut telling: Vec<Telling> = words.into_values().collect();
    telling.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.span.cmp(&other.span)));
    telling.truncate(WORDS);
    telling.sort_by_key(|word| word.span);
    Ok(Query { root: any_of(&text, telling) })
}

fn any_of(text: &str, telling: Vec<Telling>) -> Node {
    let clause = |word: Telling| {
        let term = NodeKind::Term { text: word.span.of(text).to_owned(), form: TermForm::Stemmed };
        let node = Node { span: word.span, kind: term };
        let kind = if word.count > 1.0 { NodeKind::Boost(Box::new(node), word.count) } else { node.kind };
        Clause { occur: Occur::Plain, node: Node { span: word.span, kind } }
    };
    let clauses: Vec<Clause> = telling.into_iter().map(clause).collect();
    let kind = if clauses.is_empty() { NodeKind::All } else { NodeKind::Group(clauses) };
    Node { span: Span::new(0, text.len()), kind }
}
