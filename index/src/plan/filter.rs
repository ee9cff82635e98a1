//! From actors, dates and what a document is to terms and sets of documents.

use std::collections::BTreeSet;

use globset::{Glob, GlobMatcher};
use tantivy::schema::Field;

use super::word::fold_pattern;
use super::{DocumentSet, Planner};
use crate::actor::{ActorKind, Evidence};
use crate::date::{DateSpan, parse_span};
use crate::document::INSIDE;
use crate::error::{Error, Result};
use crate::filters::{Filters, MentionRule, NamedDocuments, answers};
use crate::naming::ActorTerm;
use crate::pattern::{Leaf, Operand, Pattern, TermField, TermSet};
use crate::query::{FilterField, Warning, WarningKind};
use crate::schema::key_term;
use crate::text::{Language, fold_phrase};
use crate::vocabulary::{actor_terms, actors_named, each_with_prefix, label};

/// Makes a glob of a word with `*` or `?`, folded as the values it is compared with.
fn glob_of_word(word: &str) -> Result<GlobMatcher> {
    let glob = Glob::new(&fold_pattern(word)).map_err(|error| Error::Value(format!("'{word}': {error}")))?;
    Ok(glob.compile_matcher())
}

impl Planner<'_> {
    pub(super) fn actor(&mut self, name: &str, kind: Option<ActorKind>) -> Result<Operand> {
        if name.contains(['*', '?']) {
            let message =
                format!("'{name}': an actor is asked for by a whole name; nutgraf actors --match '{name}' lists those that fit");
            return Err(Error::Value(message));
        }
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

    /// An actor that must stand at a place: one that a record supplies stands nowhere.
    pub(super) fn placed_actor(&mut self, name: &str, kind: Option<ActorKind>) -> Result<Operand> {
        let mut operand = self.actor(name, kind)?;
        if let Operand::Terms(set) = &mut operand {
            set.terms.retain(|term| ActorTerm::read(term).is_some_and(|term| term.evidence != Evidence::Supplied));
        }
        Ok(operand)
    }

    pub(super) fn mentions(&mut self, asked: DateSpan, rule: MentionRule) -> Result<Pattern> {
        let terms = self.mentioned(asked, rule)?;
        let operand = Operand::Terms(TermSet { field: TermField::Mentioned, terms });
        Ok(Pattern::Leaf(Leaf { weight: 0.0, ..Leaf::scoring(operand) }))
    }

    /// The date expressions of the index that answer for a span of days.
    pub(super) fn mentioned(&self, asked: DateSpan, rule: MentionRule) -> Result<BTreeSet<String>> {
        let mut terms = BTreeSet::new();
        // Days in writing stand in the order of the calendar: what lies before or behind needs no reading.
        let (first, last) = (asked.first.to_string(), asked.last.to_string());
        let may_answer = |term: &str| {
            let days = term.split_once('/').filter(|(begin, _)| begin.len() == first.len() && first.len() == last.len());
            days.is_none_or(|(begin, end)| begin.len() != end.len() || begin <= last.as_str() && end >= first.as_str())
        };
        each_with_prefix(self.snapshot, self.snapshot.fields.mentioned, "", &mut |term, _| {
            if may_answer(term) && term.parse().is_ok_and(|mention| answers(mention, asked, rule)) {
                terms.insert(term.to_owned());
            }
        })?;
        Ok(terms)
    }

    pub(super) fn document_filter(&mut self, field: FilterField, text: &str) -> Result<Pattern> {
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
        let known: Vec<String> = self.snapshot.languages().iter().copied().flatten().map(String::from).collect();
        let held = code.filter(|code| known.contains(code));
        held.ok_or_else(|| Error::UnknownLanguage { name: text.to_owned(), known })
    }

    fn documents(&mut self, set: DocumentSet) -> Pattern {
        self.sets.push(set);
        Pattern::Documents(self.sets.len() - 1)
    }

    /// Documents with a value of a field that holds these words side by side; `*` and `?` stand for letters of a word.
    fn holding(&self, field: Field, text: &str) -> Result<DocumentSet> {
        if text.contains(['*', '?']) {
            let globs: Vec<GlobMatcher> = text.split_whitespace().map(glob_of_word).collect::<Result<_>>()?;
            return self.documents_where(field, &mut |term| {
                let words: Vec<&str> = term.split(' ').collect();
                words.windows(globs.len()).any(|words| words.iter().zip(&globs).all(|(word, glob)| glob.is_match(word)))
            });
        }
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
        Ok(DocumentSet::With(field, self.terms_where(field, test)?))
    }

    fn terms_where(&self, field: Field, test: &mut dyn FnMut(&str) -> bool) -> Result<BTreeSet<String>> {
        let mut terms = BTreeSet::new();
        each_with_prefix(self.snapshot, field, "", &mut |term, _| {
            if test(term) {
                terms.insert(term.to_owned());
            }
        })?;
        Ok(terms)
    }

    fn named_documents(&mut self, named: &NamedDocuments) -> Result<Pattern> {
        let is_inside = |path: &str| path.match_indices(INSIDE).any(|(end, _)| named.files.contains(&path[..end]));
        let is_named = &mut |path: &str| named.files.contains(path) || is_inside(path);
        let of_files = self.documents_where(self.snapshot.fields.path, is_named)?;
        let with_keys = DocumentSet::With(self.snapshot.fields.key, named.keys.iter().map(|key| key_term(*key)).collect());
        Ok(Pattern::any_of(vec![self.documents(of_files), self.documents(with_keys)]))
    }

    pub(super) fn add_filters(&mut self, filters: &Filters, parts: &mut Vec<Pattern>) -> Result<()> {
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
            let field = self.snapshot.fields.published;
            let set = DocumentSet::Without(field, self.terms_where(field, &mut |_| true)?);
            parts.push(self.documents(set));
        }
        if let Some(named) = &filters.only {
            parts.push(self.named_documents(named)?);
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
                let counts = |term: ActorTerm<'_>| filters.evidence.is_empty() || filters.evidence.contains(&term.evidence);
                if ActorTerm::read(term).is_some_and(counts) {
                    terms.insert(term.to_owned());
                }
            })?;
        }
        let operand = Operand::Terms(TermSet { field: TermField::Actor, terms });
        Ok(Pattern::Leaf(Leaf { weight: 0.0, ..Leaf::scoring(operand) }))
    }
}
