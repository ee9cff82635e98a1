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

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::token::{Token, Tokenizer};
use super::{Actor, ActorKind, Evidence, Mention};
use crate::error::{Error, Result};
use crate::text::{Span, fold_phrase};

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
    /// From the folded words of a name to the actors that bear it.
    names: FxHashMap<Vec<u64>, Vec<usize>>,
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
        let changed = [only_in(self, earlier), only_in(earlier, self)].concat();
        let ignored = self.ignored.symmetric_difference(&earlier.ignored).cloned();
        let names = changed.iter().flat_map(|own| own.names.iter().cloned()).chain(ignored).collect();
        (names, changed.iter().map(|own| own.actor.id.to_string()).collect())
    }

    /// Whether the file says nothing.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.ignored.is_empty()
    }

    /// The actors that a name may mean, folded.
    pub fn named(&self, name: &str) -> Vec<Actor> {
        let holders = self.names.get(&folded_words(name)).into_iter().flatten();
        holders.map(|number| self.actors[*number].actor.clone()).collect()
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
            let words = folded_words(name);
            self.longest = self.longest.max(words.len());
            let holders = self.names.entry(words).or_default();
            if !holders.contains(&number) {
                holders.push(number);
            }
        }
        let context = written.context.iter().map(|words| fold_phrase(words)).collect();
        let actor = Actor { id: id.into(), ..actor };
        self.ids.entry(actor.id.clone()).or_insert(number);
        self.actors.push(OwnActor { actor, names, context });
        Ok(())
    }

    /// Lays the file's word over what was found: its names win, what they stand on joins their actor, what it ignores goes.
    pub(crate) fn override_mentions(&self, text: &str, tokens: &[Token], mentions: Vec<Mention>) -> Vec<Mention> {
        if self.is_empty() {
            return mentions;
        }
        let own = self.find(text, tokens);
        let joins = joins(&own, &mentions);
        // The names found stand in order and apart: of those that end behind a mention's start, the first is the nearest.
        let is_free = |mention: &Mention| {
            let first = own.partition_point(|other| other.span.end <= mention.span.start);
            !own.get(first).is_some_and(|other| other.span.overlaps(mention.span))
        };
        let mut all: Vec<Mention> = mentions.into_iter().filter(is_free).collect();
        for mention in &mut all {
            if let Some(actor) = joins.get(&*mention.actor.id).copied().or_else(|| self.with_id(&mention.actor.id)) {
                mention.actor = actor.clone();
            }
        }
        all.extend(own.iter().cloned());
        all.retain(|mention| !self.ignored.contains(&fold_phrase(mention.span.of(text))));
        all.sort_by_key(|mention| mention.span.start);
        all
    }

    /// The actor of this id.
    pub fn with_id(&self, id: &str) -> Option<&Actor> {
        self.ids.get(id).map(|number| &self.actors[*number].actor)
    }

    /// The names of the file in a text, the longest at each place.
    fn find(&self, text: &str, tokens: &[Token]) -> Vec<Mention> {
        let folded = if self.actors.iter().any(|own| !own.context.is_empty()) { fold_phrase(text) } else { String::new() };
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let mention = (1..=self.longest.min(tokens.len() - at))
                .rev()
                .find_map(|words| self.mention(text, &folded, &tokens[at..at + words]));
            at += mention.as_ref().map_or(1, |(words, _)| *words);
            found.extend(mention.map(|(_, mention)| mention));
        }
        found
    }

    fn mention(&self, text: &str, folded: &str, tokens: &[Token]) -> Option<(usize, Mention)> {
        let [first, .., last] = tokens else { return self.mention_of(text, folded, tokens, tokens.first()?.span) };
        self.mention_of(text, folded, tokens, first.span.cover(last.span))
    }

    fn mention_of(&self, text: &str, folded: &str, tokens: &[Token], span: Span) -> Option<(usize, Mention)> {
        let words: Vec<u64> = tokens.iter().map(|token| token.folded).collect();
        let is_cased = tokens.iter().any(|token| token.case.is_capital());
        let agrees = |number: &&usize| {
            let context = &self.actors[**number].context;
            context.is_empty() || context.iter().any(|words| holds_words(folded, words))
        };
        let number = *self.names.get(&words)?.iter().filter(|_| is_cased).find(agrees)?;
        let actor = self.actors[number].actor.clone();
        let named = fold_phrase(span.of(text)) == fold_phrase(&actor.name);
        Some((tokens.len(), Mention { actor, span, evidence: if named { Evidence::Name } else { Evidence::Alias } }))
    }
}

/// Where an own name stands on a mention, all mentions of that actor are the own actor's.
fn joins<'m>(own: &'m [Mention], mentions: &[Mention]) -> FxHashMap<String, &'m Actor> {
    let mut beneath = FxHashMap::default();
    for mention in mentions {
        beneath.entry(mention.span).or_insert(&mention.actor);
    }
    let mut joins = FxHashMap::default();
    for mention in own {
        if let Some(other) = beneath.get(&mention.span).filter(|other| other.kind == mention.actor.kind) {
            joins.entry(other.id.to_string()).or_insert(&mention.actor);
        }
    }
    joins
}

fn folded_words(name: &str) -> Vec<u64> {
    let mut tokens = Vec::new();
    Tokenizer::default().cut(name, Span::new(0, name.len()), &mut tokens);
    tokens.iter().map(|token| token.folded).collect()
}

fn holds_words(folded: &str, words: &str) -> bool {
    folded.match_indices(words).any(|(start, _)| {
        let edge = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
        edge(start.checked_sub(1).and_then(|place| folded.as_bytes().get(place)))
            && edge(folded.as_bytes().get(start + words.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{ActorContext, find_actors_with};

    const FILE: &str = r#"
        ignore = ["Fast Facts"]
        [[actor]]
        id = "person/recep-tayyip-erdogan"
        kind = "person"
        name = "R. T. Erdoğan"
        names = ["RTE"]
        [[actor]]
        kind = "person"
        name = "Jordan Miller"
        names = ["Jordan"]
        context = ["Acme"]
    "#;

    fn ids(text: &str) -> Vec<String> {
        let own = OwnActors::parse(FILE).expect("the file is right");
        let found = find_actors_with(text, &[Span::new(0, text.len())], &ActorContext::default(), &own);
        found.iter().map(|mention| mention.actor.id.to_string()).collect()
    }

    #[test]
    fn names_of_the_file_join_those_of_the_dictionary() {
        assert_eq!(ids("RTE met Putin."), ["person/recep-tayyip-erdogan", "person/vladimir-putin"]);
        let own = OwnActors::parse(FILE).expect("the file is right");
        let text = "Erdogan spoke.";
        let found = find_actors_with(text, &[Span::new(0, text.len())], &ActorContext::default(), &own);
        assert_eq!(&*found[0].actor.name, "R. T. Erdoğan");
    }

    #[test]
    fn context_decides() {
        assert_eq!(ids("Talks in Jordan ended."), ["state/jordan"]);
        assert!(ids("At Acme, Jordan said no.").contains(&"person/jordan-miller".to_owned()));
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
