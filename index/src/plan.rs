//! How a query will be run: its words as terms of this index, its filters as sets of documents.

use std::collections::BTreeSet;

use globset::Glob;
use tantivy::schema::Field;

use crate::actor::Evidence;
use crate::analyzer::{Analyzer, STEM_MARK, cased_term, term_of};
use crate::date::{Date, DateSpan, parse_span};
use crate::docs::Docs;
use crate::error::{Error, Result};
use crate::filters::{Filters, answers};
use crate::pattern::{Leaf, Operand, Pattern, Region, TermField, TermSet};
use crate::proximity::Arrangement;
use crate::query::{Clause, FilterField, Node, NodeKind, Occur, Query, TermForm, TextField, Warning, WarningKind};
use crate::snapshot::{Segment, Snapshot};
use crate::text::{Language, fold_phrase, is_stop_word, words};
use crate::vocabulary::{actor_terms, actors_named, each_with_prefix, expand, label};

/// How many of a pattern's words score; all of them match.
pub const SCORED_EXPANSIONS: usize = 1_024;

/// How words typed beside each other are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Match {
    /// All of them, and where nothing matches, any of them, which is told.
    #[default]
    Auto,
    /// All of them.
    All,
    /// Any of them.
    Any,
}

/// What becomes of stop words typed bare beside other words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum StopWords {
    /// They neither exclude a passage nor make it match.
    #[default]
    Optional,
    /// They are words like any other.
    Match,
}

/// How a query is to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Whether words beside each other must all match: `All` or `Any`; `Auto` counts as `All`.
    pub words: Match,
    /// What becomes of stop words.
    pub stop_words: StopWords,
    /// Whether no word is stemmed.
    pub exact: bool,
    /// Whether furniture is searched too.
    pub furniture: bool,
    /// The day that relative dates count from.
    pub today: Date,
}

/// A query made ready for one snapshot.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What a passage must hold.
    pub pattern: Pattern,
    /// The sets that [`Pattern::Documents`] names.
    pub sets: Vec<DocumentSet>,
    /// The fields in which words are looked up.
    pub text_fields: Vec<Field>,
    /// What a person must be told.
    pub warnings: Vec<Warning>,
    /// Stop words that were left to themselves.
    pub optional: Vec<String>,
}

/// A restriction on documents, resolved to terms of their records.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DocumentSet {
    /// Those with one of these terms.
    With(Field, BTreeSet<String>),
    /// Those without any term of this field.
    Without(Field, BTreeSet<String>),
}

impl DocumentSet {
    /// Returns the passages of the documents in the set.
    ///
    /// # Errors
    ///
    /// [`Error::Tantivy`] where the segment can't be read.
    pub fn passages(&self, segment: Segment<'_>) -> Result<Docs> {
        let (DocumentSet::With(field, terms) | DocumentSet::Without(field, terms)) = self;
        let mut records = segment.docs_of(*field, terms.iter().map(String::as_str))?;
        if matches!(self, DocumentSet::Without(..)) {
            records = Docs::Bits(segment.records()?.as_ref().clone()).and_not(records);
        }
        segment.passages_of_records(&records)
    }
}

/// Makes a query and filters ready.
///
/// # Errors
///
/// [`Error::UnknownActor`], [`Error::Date`] or [`Error::Value`] where a filter names what is not there or is no value.
pub fn plan(snapshot: &Snapshot, query: &Query, filters: &Filters, reading: Reading) -> Result<Plan> {
    let fields = snapshot.fields;
    let mut text_fields = vec![fields.text];
    if reading.furniture {
        text_fields.push(fields.furniture);
    }
    let mut planner = Planner {
        snapshot,
        reading,
        evidence: &filters.evidence,
        text_fields,
        analyzer: Analyzer::default(),
        region: Region::Any,
        sets: Vec::new(),
        warnings: Vec::new(),
        optional: Vec::new(),
    };
    let mut parts = vec![planner.pattern(&query.root)?];
    planner.add_filters(filters, &mut parts)?;
    let pattern = Pattern::all_of(parts);
    let Planner { sets, text_fields, warnings, optional, .. } = planner;
    Ok(Plan { pattern, sets, text_fields, warnings, optional })
}

struct Planner<'s> {
    snapshot: &'s Snapshot,
    reading: Reading,
    evidence: &'s [Evidence],
    text_fields: Vec<Field>,
    analyzer: Analyzer,
    region: Region,
    sets: Vec<DocumentSet>,
    warnings: Vec<Warning>,
    optional: Vec<String>,
}

impl Planner<'_> {
    fn pattern(&mut self, node: &Node) -> Result<Pattern> {
        Ok(match &node.kind {
            NodeKind::All => Pattern::All,
            NodeKind::Group(clauses) => self.group(clauses)?,
            NodeKind::And(nodes) => Pattern::all_of(self.patterns(nodes)?),
            NodeKind::Or(nodes) => Pattern::any_of(self.patterns(nodes)?),
            NodeKind::Not(inner) => Pattern::Not(Box::new(self.pattern(inner)?)),
            NodeKind::Boost(inner, by) => boosted(self.pattern(inner)?, *by),
            NodeKind::Within(field, inner) => self.within(*field, inner)?,
            NodeKind::Filter(FilterField::Mentions, text) => {
                self.mentions(parse_span(text, self.reading.today)?, Filters::default().mention_rule)?
            }
            NodeKind::Filter(field, text) => self.document_filter(*field, text)?,
            NodeKind::Actor { name, kind } => {
                let operand = self.actor(name, *kind)?;
                Pattern::Leaf(Leaf { weight: 0.0, ..self.leaf(operand) })
            }
            NodeKind::SameSentence(inner) => Pattern::SameSentence(Box::new(self.pattern(inner)?)),
            NodeKind::Term { .. } | NodeKind::Phrase { .. } | NodeKind::Near { .. } => match self.operand(node)? {
                Some(operand) => Pattern::Leaf(self.leaf(operand)),
                None => Pattern::Nothing,
            },
        })
    }

    fn leaf(&self, operand: Operand) -> Leaf {
        Leaf { region: self.region, ..Leaf::scoring(operand) }
    }

    fn patterns(&mut self, nodes: &[Node]) -> Result<Vec<Pattern>> {
        nodes.iter().map(|node| self.pattern(node)).collect()
    }

    fn within(&mut self, field: TextField, inner: &Node) -> Result<Pattern> {
        let region = match field {
            TextField::Title => Region::Title,
            TextField::Heading => Region::Heading,
            TextField::Text => Region::Text,
        };
        let outer = std::mem::replace(&mut self.region, region);
        let pattern = self.pattern(inner);
        self.region = outer;
        pattern
    }

    /// Things typed beside each other: stop words are left to themselves unless there is nothing else.
    fn group(&mut self, clauses: &[Clause]) -> Result<Pattern> {
        let has_others = clauses.iter().any(|clause| clause.occur != Occur::MustNot && !self.is_optional(clause));
        let (mut plain, mut must, mut not) = (Vec::new(), Vec::new(), Vec::new());
        for clause in clauses {
            if has_others && self.is_optional(clause) {
                if let NodeKind::Term { text, .. } = &clause.node.kind {
                    self.optional.push(text.clone());
                }
                continue;
            }
            let pattern = self.pattern(&clause.node)?;
            match clause.occur {
                Occur::Plain => plain.push(pattern),
                Occur::Must => must.push(pattern),
                Occur::MustNot => not.push(Pattern::Not(Box::new(pattern))),
            }
        }
        let plain = match self.reading.words {
            Match::Any => self.any_of(plain, !must.is_empty()),
            Match::All | Match::Auto => Pattern::all_of(plain),
        };
        must.push(plain);
        must.extend(not);
        Ok(Pattern::all_of(must))
    }

    /// Plain words of which any is enough; filters among them restrict all the same, and beside `+words` the others only
    /// add to the score.
    fn any_of(&mut self, plain: Vec<Pattern>, beside_must: bool) -> Pattern {
        let (mut parts, words): (Vec<_>, Vec<_>) = plain.into_iter().partition(Pattern::is_filter);
        if !words.is_empty() {
            let any = Pattern::any_of(words);
            parts.push(if beside_must { Pattern::Optional(Box::new(any)) } else { any });
        }
        Pattern::all_of(parts)
    }

    fn is_optional(&self, clause: &Clause) -> bool {
        let bare = matches!(&clause.node.kind, NodeKind::Term { text, form: TermForm::Stemmed }
            if is_stop_word(&term_of(text)) && cased_term(text).is_none());
        bare && clause.occur == Occur::Plain && self.reading.stop_words == StopWords::Optional && !self.reading.exact
    }

    /// Returns what a node stands for at positions; `None` where it holds no word.
    fn operand(&mut self, node: &Node) -> Result<Option<Operand>> {
        match &node.kind {
            NodeKind::Term { text, form } => self.term(text, *form),
            NodeKind::Phrase { parts, slop } => self.arranged(parts, Arrangement::Phrase { slop: *slop }),
            NodeKind::Near { parts, within, ordered } => {
                self.arranged(parts, Arrangement::Near { within: *within, ordered: *ordered })
            }
            NodeKind::Or(nodes) => {
                let operands: Vec<Operand> =
                    nodes.iter().filter_map(|node| self.operand(node).transpose()).collect::<Result<_>>()?;
                Ok((!operands.is_empty()).then_some(Operand::AnyOf(operands)))
            }
            NodeKind::Boost(inner, _) => self.operand(inner),
            NodeKind::Group(clauses) if clauses.len() == 1 => self.operand(&clauses[0].node),
            NodeKind::Actor { name, kind } => Ok(Some(self.actor(name, *kind)?)),
            NodeKind::Filter(FilterField::Mentions, text) => {
                let terms = self.mentioned(parse_span(text, self.reading.today)?, Filters::default().mention_rule)?;
                Ok(Some(Operand::Terms(TermSet { field: TermField::Mentioned, terms })))
            }
            _ => Err(Error::Query {
                message: "this can't stand inside a phrase or NEAR".into(),
                at: node.span.start,
                suggestion: Some("join it with AND instead".into()),
            }),
        }
    }

    fn arranged(&mut self, parts: &[Node], arrangement: Arrangement) -> Result<Option<Operand>> {
        let operands: Vec<Operand> = parts.iter().filter_map(|part| self.operand(part).transpose()).collect::<Result<_>>()?;
        Ok(arranged(operands, arrangement))
    }

    /// A typed word: a phrase, where it splits.
    fn term(&mut self, text: &str, form: TermForm) -> Result<Option<Operand>> {
        match form {
            TermForm::Stemmed | TermForm::Exact => {
                let exact = form == TermForm::Exact || self.reading.exact;
                let operands = words(text).map(|word| self.word(word.span.of(text), exact)).collect();
                Ok(arranged(operands, Arrangement::Phrase { slop: 0 }))
            }
            TermForm::Wildcard => {
                let mut operands = Vec::new();
                for piece in text
                    .split(|character: char| !(character.is_alphanumeric() || matches!(character, '*' | '?' | '\'' | '’' | '.')))
                {
                    let folded = fold_pattern(piece);
                    if folded.contains(['*', '?']) {
                        operands.push(self.expansion(&folded, form)?);
                    } else if !folded.is_empty() {
                        operands.push(self.word(piece, self.reading.exact));
                    }
                }
                Ok(arranged(operands, Arrangement::Phrase { slop: 0 }))
            }
            TermForm::Fuzzy(_) => Ok(Some(self.expansion(&fold_phrase(text).replace(' ', ""), form)?)),
            TermForm::Regex | TermForm::Range => Ok(Some(self.expansion(text, form)?)),
        }
    }

    fn word(&mut self, word: &str, exact: bool) -> Operand {
        let folded = term_of(word);
        let terms = match cased_term(word) {
            Some(cased) => BTreeSet::from([cased.to_owned()]),
            None if exact => BTreeSet::from([folded]),
            None => self.stems(&folded),
        };
        Operand::Terms(TermSet { field: TermField::Text, terms })
    }

    /// The stems of a word in every language of the index.
    fn stems(&mut self, folded: &str) -> BTreeSet<String> {
        let mut languages = self.snapshot.languages();
        if languages.is_empty() {
            languages.push(None);
        }
        languages.into_iter().map(|language| format!("{STEM_MARK}{}", self.analyzer.stem(folded, language))).collect()
    }

    fn expansion(&mut self, text: &str, form: TermForm) -> Result<Operand> {
        let found = expand(self.snapshot, &self.text_fields, text, form)?;
        if found.len() > SCORED_EXPANSIONS {
            let message = format!(
                "'{text}' stands for {} words; all of them match, the {SCORED_EXPANSIONS} most frequent score",
                found.len()
            );
            self.warnings.push(Warning::new(WarningKind::ExpansionCut, message));
        }
        Ok(Operand::Terms(TermSet { field: TermField::Text, terms: found.into_keys().collect() }))
    }

    fn actor(&mut self, name: &str, kind: Option<crate::actor::ActorKind>) -> Result<Operand> {
        let ids = actors_named(self.snapshot, name, kind)?;
        if ids.len() > 1 {
            let names: Vec<String> =
                ids.iter().map(|id| Ok(format!("{} ({id})", label(self.snapshot, id)?))).collect::<Result<_>>()?;
            let message = format!("'{name}' is the name of {} actors, all taken: {}", ids.len(), names.join(", "));
            self.warnings.push(Warning::new(WarningKind::AmbiguousActor, message));
        }
        let mut terms = BTreeSet::new();
        for id in &ids {
            terms.extend(actor_terms(self.snapshot, id, self.evidence)?);
        }
        Ok(Operand::Terms(TermSet { field: TermField::Actor, terms }))
    }

    fn mentions(&mut self, asked: DateSpan, rule: crate::filters::MentionRule) -> Result<Pattern> {
        let terms = self.mentioned(asked, rule)?;
        let operand = Operand::Terms(TermSet { field: TermField::Mentioned, terms });
        Ok(Pattern::Leaf(Leaf { weight: 0.0, ..Leaf::scoring(operand) }))
    }

    /// The date expressions of the index that answer for a span of days.
    fn mentioned(&self, asked: DateSpan, rule: crate::filters::MentionRule) -> Result<BTreeSet<String>> {
        let mut terms = BTreeSet::new();
        each_with_prefix(self.snapshot, self.snapshot.fields.mentioned, "", &mut |term, _| {
            if term.parse().is_ok_and(|mention| answers(mention, asked, rule)) {
                terms.insert(term.to_owned());
            }
        })?;
        Ok(terms)
    }

    fn document_filter(&mut self, field: FilterField, text: &str) -> Result<Pattern> {
        let fields = self.snapshot.fields;
        let set = match field {
            FilterField::Author => self.holding(fields.author, text)?,
            FilterField::Source => self.holding(fields.source, text)?,
            FilterField::Language => {
                let code = self.language(text)?;
                DocumentSet::With(fields.language, BTreeSet::from([code]))
            }
            FilterField::Path => self.paths(text)?,
            FilterField::Published => self.published(parse_span(text, self.reading.today)?)?,
            FilterField::Mentions => {
                return self.mentions(parse_span(text, self.reading.today)?, Filters::default().mention_rule);
            }
        };
        Ok(self.documents(set))
    }

    /// The code of a language that documents of the index are in.
    fn language(&self, text: &str) -> Result<String> {
        let code = Language::from_code(text).map(String::from);
        let known: Vec<String> = self.snapshot.languages().into_iter().flatten().map(String::from).collect();
        let held = code.filter(|code| known.contains(code));
        held.ok_or_else(|| Error::UnknownLanguage { name: text.to_owned(), known })
    }

    fn documents(&mut self, set: DocumentSet) -> Pattern {
        self.sets.push(set);
        Pattern::Documents(self.sets.len() - 1)
    }

    /// Documents with a value of a field that holds these words side by side.
    fn holding(&self, field: Field, text: &str) -> Result<DocumentSet> {
        let wanted = format!(" {} ", fold_phrase(text));
        self.documents_where(field, &mut |term| format!(" {term} ").contains(&wanted))
    }

    fn paths(&self, glob: &str) -> Result<DocumentSet> {
        let matcher = Glob::new(glob).map_err(|error| Error::Value(format!("path: {error}")))?.compile_matcher();
        self.documents_where(self.snapshot.fields.path, &mut |path| matcher.is_match(path) || path == glob)
    }

    fn published(&self, asked: DateSpan) -> Result<DocumentSet> {
        self.documents_where(self.snapshot.fields.published, &mut |term| {
            term.parse().is_ok_and(|span: DateSpan| span.overlaps(asked))
        })
    }

    fn documents_where(&self, field: Field, test: &mut dyn FnMut(&str) -> bool) -> Result<DocumentSet> {
        let mut terms = BTreeSet::new();
        each_with_prefix(self.snapshot, field, "", &mut |term, _| {
            if test(term) {
                terms.insert(term.to_owned());
            }
        })?;
        Ok(DocumentSet::With(field, terms))
    }

    fn add_filters(&mut self, filters: &Filters, parts: &mut Vec<Pattern>) -> Result<()> {
        let mut actors = Vec::new();
        for name in &filters.actors {
            let operand = self.actor(name, None)?;
            actors.push(Pattern::Leaf(Leaf { weight: 0.0, ..Leaf::scoring(operand) }));
        }
        if !actors.is_empty() {
            parts.push(if filters.any_actor { Pattern::any_of(actors) } else { Pattern::all_of(actors) });
        }
        if !filters.kinds.is_empty() {
            parts.push(self.kinds(filters)?);
        }
        for asked in &filters.mentions {
            parts.push(self.mentions(*asked, filters.mention_rule)?);
        }
        for asked in &filters.published {
            let set = self.published(*asked)?;
            parts.push(self.documents(set));
        }
        if filters.undated {
            let DocumentSet::With(field, terms) = self.documents_where(self.snapshot.fields.published, &mut |_| true)? else {
                return Ok(());
            };
            parts.push(self.documents(DocumentSet::Without(field, terms)));
        }
        self.add_alternatives(FilterField::Source, &filters.sources, parts)?;
        self.add_alternatives(FilterField::Author, &filters.authors, parts)?;
        self.add_alternatives(FilterField::Path, &filters.paths, parts)?;
        let languages: Vec<String> = filters.languages.iter().map(|language| language.code().to_owned()).collect();
        self.add_alternatives(FilterField::Language, &languages, parts)
    }

    fn add_alternatives(&mut self, field: FilterField, values: &[String], parts: &mut Vec<Pattern>) -> Result<()> {
        if !values.is_empty() {
            let any = values.iter().map(|value| self.document_filter(field, value)).collect::<Result<_>>()?;
            parts.push(Pattern::any_of(any));
        }
        Ok(())
    }

    fn kinds(&self, filters: &Filters) -> Result<Pattern> {
        let mut terms = BTreeSet::new();
        for kind in &filters.kinds {
            each_with_prefix(self.snapshot, self.snapshot.fields.actor, &format!("{}/", kind.name()), &mut |term, _| {
                let counts =
                    filters.evidence.is_empty() || filters.evidence.iter().any(|one| term.ends_with(&(*one as u8).to_string()));
                if counts {
                    terms.insert(term.to_owned());
                }
            })?;
        }
        let operand = Operand::Terms(TermSet { field: TermField::Actor, terms });
        Ok(Pattern::Leaf(Leaf { weight: 0.0, ..Leaf::scoring(operand) }))
    }
}

fn arranged(mut operands: Vec<Operand>, arrangement: Arrangement) -> Option<Operand> {
    match operands.len() {
        0 => None,
        1 => operands.pop(),
        _ => Some(Operand::Arranged { operands, arrangement }),
    }
}

fn boosted(pattern: Pattern, by: f32) -> Pattern {
    match pattern {
        Pattern::Leaf(leaf) => Pattern::Leaf(Leaf { weight: leaf.weight * by, ..leaf }),
        Pattern::And(inner) => Pattern::And(inner.into_iter().map(|pattern| boosted(pattern, by)).collect()),
        Pattern::Or(inner) => Pattern::Or(inner.into_iter().map(|pattern| boosted(pattern, by)).collect()),
        Pattern::SameSentence(inner) => Pattern::SameSentence(Box::new(boosted(*inner, by))),
        Pattern::Optional(inner) => Pattern::Optional(Box::new(boosted(*inner, by))),
        other => other,
    }
}

/// Folds the letters of a wildcard and keeps its `*` and `?`.
fn fold_pattern(piece: &str) -> String {
    let mut folded = String::new();
    for run in piece.split_inclusive(['*', '?']) {
        let letters = run.trim_end_matches(['*', '?']);
        folded.push_str(&term_of(letters));
        folded.push_str(&run[letters.len()..]);
    }
    folded
}
