//! Is an `actors.toml` what its writer meant?

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;
use toml::Spanned;

use super::own::folded_words;
use super::{ActorKind, dictionary_actors};
use crate::text::fold_phrase;

/// Something in an `actors.toml` that is wrong or without effect.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct OwnFinding {
    /// The line, 1 for the first.
    pub line: usize,
    /// Whether the file can't be used as it is.
    pub is_error: bool,
    /// What is wrong, and what would work.
    pub message: String,
}

/// A name of an `actors.toml`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnName {
    /// The line on which it stands.
    pub line: usize,
    /// The name.
    pub name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    #[serde(default)]
    actor: Vec<WrittenActor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenActor {
    id: Option<Spanned<String>>,
    kind: Spanned<String>,
    name: Spanned<String>,
    #[serde(default)]
    names: Vec<Spanned<String>>,
    #[serde(default)]
    context: Vec<Spanned<String>>,
}

/// Checks the text of an `actors.toml`; returns what is wrong with it, in order, and all names it gives.
///
/// ```
/// use nutgraf_index::actor::check_own;
/// let (findings, names) = check_own("[[actor]]\nkind = 'animal'\nname = 'Rex'\n");
/// assert!(findings[0].is_error && findings[0].line == 2);
/// assert_eq!((names[0].name.as_str(), names[0].line), ("Rex", 3));
/// ```
pub fn check_own(text: &str) -> (Vec<OwnFinding>, Vec<OwnName>) {
    let mut check = Check { text, ..Check::default() };
    match toml::from_str::<Written>(text) {
        Ok(written) => check.file(&written),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            check.find(at, true, error.message().to_owned());
        }
    }
    let Check { mut findings, names, .. } = check;
    findings.sort();
    (findings, names)
}

#[derive(Default)]
struct Check<'t> {
    text: &'t str,
    findings: Vec<OwnFinding>,
    names: Vec<OwnName>,
    /// From the words of a name, as texts are searched for them, to the line and name of the actor that bears it, and whether
    /// context words decide.
    holders: BTreeMap<Vec<u64>, (usize, String, bool)>,
    /// From a folded name, as names are ignored, to the line and name of such an actor.
    folded: BTreeMap<String, (usize, String)>,
    /// From an id to the line and name under which it was given first.
    ids: BTreeMap<String, (usize, String)>,
}

impl Check<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    fn find(&mut self, at: usize, is_error: bool, message: String) {
        let line = self.line(at);
        self.findings.push(OwnFinding { line, is_error, message });
    }

    fn file(&mut self, written: &Written) {
        for actor in &written.actor {
            self.actor(actor);
        }
        let mut seen = FxHashSet::default();
        for name in &written.ignore {
            let (at, folded) = (name.span().start, fold_phrase(name.get_ref()));
            if folded.is_empty() {
                self.find(at, false, format!("'{}' has no letters: it ignores nothing", name.get_ref()));
            } else if let Some((line, holder)) = self.folded.get(&folded).cloned() {
                self.find(at, false, format!("'{}' is ignored, and so no name of {holder} (line {line})", name.get_ref()));
            } else if !seen.insert(folded) {
                self.find(at, false, format!("'{}' is ignored already", name.get_ref()));
            }
        }
    }

    fn actor(&mut self, written: &WrittenActor) {
        let kind = ActorKind::ALL.into_iter().find(|kind| kind.name() == written.kind.get_ref());
        if kind.is_none() {
            let kinds = ActorKind::ALL.map(ActorKind::name).join(", ");
            self.find(written.kind.span().start, true, format!("unknown kind '{}': one of {kinds}", written.kind.get_ref()));
        }
        let own = written.name.get_ref();
        if let Some(id) = &written.id {
            self.id(id, kind, own);
        }
        for context in written.context.iter().filter(|words| fold_phrase(words.get_ref()).is_empty()) {
            self.find(context.span().start, false, format!("the context '{}' has no letters", context.get_ref()));
        }
        let mut seen = FxHashSet::default();
        for (place, name) in std::iter::once(&written.name).chain(&written.names).enumerate() {
            let (at, folded) = (name.span().start, fold_phrase(name.get_ref()));
            let line = self.line(at);
            self.names.push(OwnName { line, name: name.get_ref().clone() });
            if folded.is_empty() {
                self.find(at, place == 0, format!("the name '{}' has no letters", name.get_ref()));
            } else if !seen.insert(folded_words(name.get_ref())) {
                self.find(
                    at,
                    false,
                    format!("'{}' is a name of {own} already: case and accents make no difference", name.get_ref()),
                );
            } else {
                self.folded.entry(folded).or_insert((line, own.clone()));
                self.name(name, written, kind);
            }
        }
    }

    fn id(&mut self, id: &Spanned<String>, kind: Option<ActorKind>, name: &str) {
        let at = id.span().start;
        if let Some(kind) = kind.filter(|kind| ActorKind::of_id(id.get_ref()) != Some(*kind)) {
            self.find(at, true, format!("the id '{}' does not begin with its kind: {}/…", id.get_ref(), kind.name()));
        }
        let line = self.line(at);
        if let Some((first, other)) = self.ids.insert(id.get_ref().clone(), (line, name.to_owned())) {
            self.find(at, false, format!("the id '{}' stands on line {first} already, there as {other}", id.get_ref()));
        }
    }

    /// Finds names that never count, or count for too many.
    fn name(&mut self, name: &Spanned<String>, written: &WrittenActor, kind: Option<ActorKind>) {
        let (at, typed) = (name.span().start, name.get_ref());
        let words = folded_words(typed);
        let line = self.line(at);
        let decides = !written.context.is_empty();
        match self.holders.get(&words).cloned() {
            Some((first, other, false)) => {
                self.find(
                    at,
                    false,
                    format!(
                        "'{typed}' is never {}: it is {other} since line {first}; give both context words",
                        written.name.get_ref()
                    ),
                );
            }
            Some(_) => {}
            None => {
                self.holders.insert(words, (line, written.name.get_ref().clone(), decides));
            }
        }
        let id = written.id.as_ref().map(|id| id.get_ref().as_str());
        let others = dictionary_actors(typed);
        let other = others.iter().find(|actor| Some(actor.kind) != kind && id != Some(&*actor.id));
        if let Some(other) = other.filter(|_| !decides) {
            self.find(
                at,
                false,
                format!("'{typed}' is also {} ({}), and never will be with this: add context words", other.name, other.id),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{ActorContext, OwnActors, find_actors_with};
    use crate::text::Span;

    #[test]
    fn each_mistake_has_its_line() {
        let file = "ignore = ['Fast Facts', 'HW', 'fast facts']\n\
                    [[actor]]\nkind = 'organisation'\nname = 'Harbour Watch'\nnames = ['HW', 'harbour watch', '?']\n\
                    [[actor]]\nid = 'person/x'\nkind = 'state'\nname = 'Atlantis'\nnames = ['HW', 'Jordan']\n\
                    [[actor]]\nkind = 'person'\nname = 'Jordan Miller'\nnames = ['Jordan']\n";
        let (findings, names) = check_own(file);
        let told: Vec<(usize, bool)> = findings.iter().map(|finding| (finding.line, finding.is_error)).collect();
        assert_eq!(
            told,
            [(1, false), (1, false), (5, false), (5, false), (7, true), (10, false), (14, false), (14, false)],
            "{findings:#?}"
        );
        assert_eq!(names.len(), 9);
    }

    #[test]
    fn marks_make_another_name() {
        let file = "[[actor]]\nkind = 'organisation'\nname = 'Zork!'\nnames = ['Zork', 'ZORK']\n";
        let (findings, _) = check_own(file);
        let told: Vec<(usize, &str)> = findings.iter().map(|one| (one.line, &one.message[..6])).collect();
        assert_eq!(told, [(4, "'ZORK'")], "{findings:#?}");
    }

    #[test]
    fn what_is_called_a_name_already_is_found_by_the_other_form() {
        let file = "[[actor]]\nkind = 'person'\nname = 'John Quill Jr.'\nnames = ['John Quill, Jr.', 'Quill, John']\n";
        let (findings, _) = check_own(file);
        let told: Vec<&str> = findings.iter().map(|one| one.message.split(" is ").next().unwrap_or_default()).collect();
        assert_eq!(told, ["'John Quill, Jr.'"], "{findings:#?}");
        let own = OwnActors::parse("[[actor]]\nkind = 'person'\nname = 'John Quill Jr.'\n").expect("the file is right");
        let text = "He met John Quill, Jr., there.";
        let found = find_actors_with(text, &[Span::new(0, text.len())], &ActorContext::default(), &own);
        assert_eq!(found.iter().map(|one| one.span.of(text)).collect::<Vec<_>>(), ["John Quill, Jr."]);
    }

    #[test]
    fn what_is_no_toml_is_told_once() {
        for (file, line) in [("[[actor]]\nkind = person", 2), ("\nactors = 1", 2), ("[[actor]]\nname = 'X'", 1)] {
            let (findings, _) = check_own(file);
            assert_eq!(
                findings.iter().map(|one| (one.line, one.is_error)).collect::<Vec<_>>(),
                [(line, true)],
                "{file}: {findings:?}"
            );
        }
        assert!(check_own("").0.is_empty());
    }
}
