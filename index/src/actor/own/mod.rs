//! What does the user's own file say of actors?
//!
//! `actors.toml` overrides everything: it gives actors names that no list has, joins what is one, keeps apart what is not,
//! and silences what is no actor.
//!
//! ```toml
//! ignore = ["Fast Facts"]
//!
//! [[actor]]
//! id = "person/recep-tayyip-erdogan"   # optional; else from kind and name
//! kind = "person"
//! name = "Recep Tayyip Erdoğan"
//! names = ["RTE", "the Reis"]
//!
//! [[actor]]
//! kind = "person"
//! name = "Jordan Miller"
//! names = ["Jordan"]
//! context = ["Acme", "chief engineer"] # the document must hold one of them
//! ```

mod find;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::token::{Token, Tokenizer};
use super::{Actor, ActorKind};
use crate::error::{Error, Result};
use crate::text::{Span, fold_phrase};
pub(crate) use find::Contexts;

/// The actors of a user's file, ready to be found.
///
/// ```
/// use nutgraf_index::actor::{ActorContext, OwnActors, find_actors_with};
/// use nutgraf_index::text::Span;
/// let own = OwnActors::parse("[[actor]]\nkind = 'organisation'\nname = 'Harbour Watch'\nnames = ['HW']").unwrap();
/// let text = "HW said so.";
/// let found = find_actors_with(text, &[Span::new(0, text.len())], &ActorContext::default(), &own);
/// assert_eq!(&*found[0].actor.id, "organisation/harbour-watch");
/// ```
#[derive(Clone, Debug, Default)]
pub struct OwnActors {
    actors: Vec<OwnActor>,
    /// From an id to the first actor of it.
    ids: FxHashMap<Arc<str>, usize>,
    /// From the folded words of a name to those that bear it.
    names: FxHashMap<Vec<u64>, Vec<Holder>>,
    /// The number of words of the longest name.
    longest: usize,
    /// Names that are no actors, folded.
    ignored: FxHashSet<String>,
    /// What was read.
    texts: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct OwnActor {
    actor: Actor,
    /// Its names as written, the first to be shown.
    names: Vec<String>,
    /// Folded words, one of which the document must hold; none asks nothing.
    context: Vec<String>,
}

/// An actor that bears a name.
#[derive(Clone, Copy, Debug)]
struct Holder {
    /// Its place in [`OwnActors::actors`].
    actor: usize,
    /// Whether the name is written with a capital, and so stands only where there is one: not `eBay`, nor what has no capitals.
    cased: bool,
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    ignore: Vec<String>,
    #[serde(default)]
    actor: Vec<WrittenActor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenActor {
    id: Option<String>,
    kind: ActorKind,
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    context: Vec<String>,
}

impl OwnActors {
    /// Reads the text of an `actors.toml`.
    ///
    /// # Errors
    ///
    /// Where it is not TOML, has unknown keys, an id of another kind, or an empty name.
    pub fn parse(text: &str) -> Result<OwnActors> {
        OwnActors::parse_all(&[text.to_owned()])
    }

    /// Reads the texts of several files; where two name an actor, the first one's word holds.
    ///
    /// # Errors
    ///
    /// As [`OwnActors::parse`].
    pub fn parse_all(texts: &[String]) -> Result<OwnActors> {
        let mut own = OwnActors { texts: texts.to_vec(), ..OwnActors::default() };
        for text in texts {
            let written: Written =
                toml::from_str(text).map_err(|error| Error::Value(format!("actors.toml: {}", error.to_string().trim())))?;
            own.ignored.extend(written.ignore.iter().map(|name| fold_phrase(name)));
            for actor in written.actor {
                own.add(actor)?;
            }
        }
        Ok(own)
    }

    /// The texts that were read.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The actors of the files, in order.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.actors.iter().map(|own| &own.actor)
    }

    /// The names and the ids of what these files say otherwise than earlier ones.
    pub fn changed_since(&self, earlier: &OwnActors) -> (Vec<String>, Vec<String>) {
        let only_in = |one: &OwnActors, other: &OwnActors| -> Vec<OwnActor> {
            one.actors.iter().filter(|own| !other.actors.contains(own)).cloned().collect()
        };
        let changed = [only_in(self, earlier), only_in(earlier, self), self.reordered_since(earlier)].concat();
        let ignored = self.ignored.symmetric_difference(&earlier.ignored).cloned();
        let names = changed.iter().flat_map(|own| own.names.iter().cloned()).chain(ignored).collect();
        (names, changed.iter().map(|own| own.actor.id.to_string()).collect())
    }

    /// The actors before which another now bears their name, or stands under their id: the first one's word holds.
    fn reordered_since(&self, earlier: &OwnActors) -> Vec<OwnActor> {
        let names = self.names.keys().filter(|words| !self.holders(words).eq(earlier.holders(words)));
        let holders = names.flat_map(|words| self.holders(words));
        let first = |own: &OwnActors, id: &str| own.ids.get(id).map(|number| own.actors[*number].clone());
        let ids = self.ids.keys().filter(|id| first(self, id) != first(earlier, id));
        holders.cloned().chain(ids.filter_map(|id| first(self, id))).collect()
    }

    /// Those who bear a name of these words, in order.
    fn holders(&self, words: &[u64]) -> impl Iterator<Item = &OwnActor> {
        self.names.get(words).into_iter().flatten().map(|holder| &self.actors[holder.actor])
    }

    /// Whether the file says nothing.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.ignored.is_empty()
    }

    /// The actors that a name may mean, folded, in a document of these texts.
    pub(crate) fn named(&self, name: &str, contexts: &Contexts<'_>) -> Vec<Actor> {
        let holders = self.names.get(&folded_words(name)).into_iter().flatten();
        let here = holders.filter(|holder| contexts.agree(&self.actors, holder.actor));
        here.map(|holder| self.actors[holder.actor].actor.clone()).collect()
    }

    /// Whether a name of the files holds a word of this folded form.
    pub(super) fn has_word(&self, folded: u64) -> bool {
        self.names.keys().any(|words| words.contains(&folded))
    }

    /// Whether a name is nobody's.
    pub(crate) fn ignores(&self, name: &str) -> bool {
        !self.ignored.is_empty() && self.ignored.contains(&fold_phrase(name))
    }

    fn add(&mut self, written: WrittenActor) -> Result<()> {
        let actor = Actor::named(&written.name, written.kind);
        if fold_phrase(&written.name).is_empty() {
            return Err(Error::Value(format!("actors.toml: the name '{}' has no letters", written.name)));
        }
        let id = written.id.unwrap_or_else(|| actor.id.to_string());
        if ActorKind::of_id(&id) != Some(written.kind) {
            return Err(Error::Value(format!("actors.toml: the id '{id}' is not of kind {}", written.kind.name())));
        }
        let number = self.actors.len();
        let names: Vec<String> = std::iter::once(written.name).chain(written.names).collect();
        for name in &names {
            let tokens = tokens_of(name);
            let cased = tokens.iter().any(|token| token.case.is_capital());
            self.longest = self.longest.max(tokens.len());
            let holders = self.names.entry(tokens.iter().map(|token| token.folded).collect()).or_default();
            match holders.iter_mut().find(|holder| holder.actor == number) {
                Some(holder) => holder.cased &= cased,
                None => holders.push(Holder { actor: number, cased }),
            }
        }
        let context = written.context.iter().map(|words| fold_phrase(words)).collect();
        let actor = Actor { id: id.into(), ..actor };
        self.ids.entry(actor.id.clone()).or_insert(number);
        self.actors.push(OwnActor { actor, names, context });
        Ok(())
    }

    /// The actor of this id.
    pub fn with_id(&self, id: &str) -> Option<&Actor> {
        self.ids.get(id).map(|number| &self.actors[*number].actor)
    }
}

/// The folded words of a name, by which the names of the file are one or several.
pub(super) fn folded_words(name: &str) -> Vec<u64> {
    tokens_of(name).iter().map(|token| token.folded).collect()
}

fn tokens_of(name: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    Tokenizer::default().cut(name, Span::new(0, name.len()), &mut tokens);
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_order_is_a_change() {
        let [one, other] = ["Harbour Watch", "Hill Wardens"]
            .map(|name| format!("[[actor]]\nkind = 'organisation'\nname = '{name}'\nnames = ['Zork']\n"));
        let [first, second] =
            [format!("{one}{other}"), format!("{other}{one}")].map(|file| OwnActors::parse(&file).expect("the file is right"));
        assert!(second.changed_since(&first).0.contains(&"Zork".to_owned()));
        assert_eq!(first.changed_since(&first), (Vec::new(), Vec::new()));
    }

    #[test]
    fn mistakes_are_told() {
        for file in
            ["actor = 1", "[[actor]]\nkind = 'person'\nname = '!'", "[[actor]]\nkind = 'state'\nname = 'X'\nid = 'person/x'"]
        {
            assert!(OwnActors::parse(file).is_err(), "{file}");
        }
        assert!(OwnActors::parse("").is_ok_and(|own| own.is_empty()));
    }
}
