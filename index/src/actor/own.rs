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

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::lexicon::is_function_word;
use super::token::{Token, Tokenizer, hash_folded};
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

/// A name of the file where it stands in a text.
struct Sighted {
    mention: Mention,
    /// Of how many tokens it is.
    words: usize,
    actor: usize,
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

    /// Lays the file's word over what was found: its names win, what they stand on joins their actor, what it ignores goes. The
    /// texts are the document's own and its headings.
    pub(crate) fn override_mentions(&self, texts: Contexts<'_>, tokens: &[Token], mentions: Vec<Mention>) -> Vec<Mention> {
        if self.is_empty() {
            return mentions;
        }
        let text = texts.text;
        let own = self.without_parts(text, self.find(&texts, tokens), &mentions);
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
        all.retain(|mention| !self.ignores(mention.span.of(text)));
        all.sort_by_key(|mention| mention.span.start);
        all
    }

    /// The actor of this id.
    pub fn with_id(&self, id: &str) -> Option<&Actor> {
        self.ids.get(id).map(|number| &self.actors[*number].actor)
    }

    /// The names of the file in a text, the longest at each place.
    fn find(&self, texts: &Contexts<'_>, tokens: &[Token]) -> Vec<Sighted> {
        let words: Vec<u64> = tokens.iter().map(|token| token.folded).collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let most = self.longest.min(tokens.len() - at);
            // No name goes on behind the end of a line or passage; a mark that seems to end a sentence may be of it (`Yahoo! Inc`).
            let ends = |place: &usize| tokens[at + place].opens && tokens[at + place - 1].is_word();
            let most = (1..most).find(ends).unwrap_or(most);
            let here = |length: usize| self.sighted(texts, &tokens[at..at + length], &words[at..at + length]);
            let sighted = (1..=most).rev().find_map(here);
            at += sighted.as_ref().map_or(1, |sighted| sighted.words);
            found.extend(sighted);
        }
        found
    }

    fn sighted(&self, texts: &Contexts<'_>, tokens: &[Token], words: &[u64]) -> Option<Sighted> {
        let holders = self.names.get(words)?;
        let is_cased = tokens.iter().any(|token| token.case.is_capital());
        let stands = |holder: &&Holder| (is_cased || !holder.cased) && texts.agree(&self.actors, holder.actor);
        let number = holders.iter().find(stands)?.actor;
        let span = tokens.first()?.span.cover(tokens.last()?.span);
        let actor = self.actors[number].actor.clone();
        let named = fold_phrase(span.of(texts.text)) == fold_phrase(&actor.name);
        let evidence = if named { Evidence::Name } else { Evidence::Alias };
        Some(Sighted { mention: Mention { actor, span, evidence }, words: tokens.len(), actor: number })
    }

    /// Leaves out names of one word where they are but a part of somebody else's (`Dennis Miller`, `Harbour Defence League`), and
    /// where a surname stands for who is so named in full, unless the document names the file's actor in full too.
    fn without_parts(&self, text: &str, own: Vec<Sighted>, found: &[Mention]) -> Vec<Mention> {
        let in_full: FxHashSet<usize> = own.iter().filter(|own| own.words > 1).map(|own| own.actor).collect();
        let around = |own: &Sighted| {
            let first = found.partition_point(|mention| mention.span.end <= own.mention.span.start);
            found.get(first).filter(|mention| mention.span.contains(own.mention.span))
        };
        let is_part = |own: &Sighted| {
            let is_name = |mention: &&Mention| matches!(mention.evidence, Evidence::Name | Evidence::Alias | Evidence::Tagger);
            let around = around(own).filter(|mention| own.words == 1 && mention.span != own.mention.span).filter(is_name)?;
            let is_own = || self.may_be_called(own.actor, around.span.of(text));
            (around.actor.id == own.mention.actor.id || !is_own()).then_some(&around.actor.id)
        };
        let bearers: FxHashSet<&Arc<str>> = own.iter().filter_map(is_part).collect();
        let is_bearers = |own: &Sighted| {
            let beneath = around(own).filter(|mention| own.words == 1 && mention.evidence == Evidence::Surname);
            beneath.is_some_and(|mention| bearers.contains(&mention.actor.id)) && !in_full.contains(&own.actor)
        };
        let stays = |own: &Sighted| is_part(own).is_none() && !is_bearers(own);
        own.iter().filter(|own| stays(own)).map(|own| own.mention.clone()).collect()
    }

    /// Whether an actor of the file may be meant by a longer name: it has all words of one that the file gives, or none but such
    /// words, their first letters and small words.
    fn may_be_called(&self, actor: usize, name: &str) -> bool {
        let name = fold_phrase(name);
        let words: Vec<&str> = name.split(' ').filter(|word| !is_function_word(hash_folded(word))).collect();
        let fits = |own: &str| {
            let own: Vec<&str> = own.split(' ').collect();
            let is_of_own = |word: &&str| own.contains(word) || word.len() == 1 && own.iter().any(|own| own.starts_with(word));
            own.len() > 1 && own.iter().all(|word| words.contains(word)) || words.iter().all(is_of_own)
        };
        self.actors[actor].names.iter().any(|own| fits(&fold_phrase(own)))
    }
}

/// Which actors of a file a document is about, by the words that must stand in it; each is asked for once.
pub(crate) struct Contexts<'d> {
    text: &'d str,
    headings: [&'d str; 2],
    folded: OnceCell<String>,
    agreed: RefCell<FxHashMap<usize, bool>>,
}

impl<'d> Contexts<'d> {
    /// Those of a document with this text, title and subtitle.
    pub fn of(text: &'d str, headings: [&'d str; 2]) -> Contexts<'d> {
        Contexts { text, headings, folded: OnceCell::new(), agreed: RefCell::default() }
    }

    fn agree(&self, actors: &[OwnActor], number: usize) -> bool {
        let context = &actors[number].context;
        // No folded word is a mark: nothing that is looked for goes from one text to the next.
        let folded = || [self.text, self.headings[0], self.headings[1]].map(fold_phrase).join(" | ");
        let holds = || context.iter().any(|words| holds_words(self.folded.get_or_init(folded), words));
        context.is_empty() || *self.agreed.borrow_mut().entry(number).or_insert_with(holds)
    }
}

/// Where an own name stands on a mention, all mentions of that actor are the own actor's; but of a surname each stands for itself.
fn joins<'m>(own: &'m [Mention], mentions: &[Mention]) -> FxHashMap<String, &'m Actor> {
    let mut beneath = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| mention.evidence != Evidence::Surname) {
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

/// The folded words of a name, by which the names of the file are one or several.
pub(super) fn folded_words(name: &str) -> Vec<u64> {
    tokens_of(name).iter().map(|token| token.folded).collect()
}

fn tokens_of(name: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    Tokenizer::default().cut(name, Span::new(0, name.len()), &mut tokens);
    tokens
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

    fn found_with(file: &str, text: &str, title: &str) -> Vec<(String, String)> {
        let own = OwnActors::parse(file).expect("the file is right");
        let context = ActorContext { headings: [title, ""], ..ActorContext::default() };
        let found = find_actors_with(text, &[Span::new(0, text.len())], &context, &own);
        found.iter().map(|mention| (mention.actor.id.to_string(), mention.span.of(text).to_owned())).collect()
    }

    fn pair(id: &str, words: &str) -> (String, String) {
        (id.to_owned(), words.to_owned())
    }

    #[test]
    fn context_may_stand_in_the_title() {
        assert_eq!(found_with(FILE, "Then Jordan said no.", "News of Acme"), [pair("person/jordan-miller", "Jordan")]);
        assert_eq!(found_with(FILE, "Then Jordan said no.", "Ac me"), [pair("state/jordan", "Jordan")]);
    }

    #[test]
    fn context_is_sought_once_a_document() {
        // Once for each name that may need it, once.
        let text = "Then Jordan left the hall. ".repeat(2_000);
        assert_eq!(found_with(FILE, &text, "").len(), 2_000);
    }

    #[test]
    fn names_without_capitals_are_found() {
        for name in ["eBay", "أردوغان", "მიხეილ სააკაშვილი", "4chan"] {
            let file = format!("[[actor]]\nkind = 'organisation'\nname = '{name}'\n");
            let found = found_with(&file, &format!("They wrote to {name} again."), "");
            assert!(found.iter().any(|(_, words)| words == name), "{name}: {found:?}");
        }
        let file = "[[actor]]\nkind = 'person'\nname = 'The Reis'\n";
        assert_eq!(found_with(file, "the reis and the Reis", ""), [pair("person/the-reis", "the Reis")]);
    }

    #[test]
    fn a_longer_name_is_somebody_elses() {
        let file = "[[actor]]\nkind = 'person'\nname = 'Jordan Miller'\nnames = ['Jordan', 'Miller']\ncontext = ['Acme']\n\
                    [[actor]]\nkind = 'organisation'\nname = 'Harbour'\n";
        let (own, dennis) = ("person/jordan-miller", "person/dennis-miller");
        let text = "At Acme we met Dennis Miller. In the evening Miller left.";
        assert_eq!(found_with(file, text, ""), [pair(dennis, "Dennis Miller"), pair(dennis, "Miller")]);
        assert!(found_with(file, "At Acme we met Anna. Then Miller left.", "").contains(&pair(own, "Miller")));
        let text = "At Acme, Jordan spoke. They met Michael Jordan there.";
        let [jordan, michael] = [pair(own, "Jordan"), pair("person/michael-jordan", "Michael Jordan")];
        assert_eq!(found_with(file, text, "")[1..], [jordan, michael]);
        let text = "At Acme they met J. Miller. Then Miller left.";
        assert!(found_with(file, text, "").iter().all(|(id, _)| id == own), "{:?}", found_with(file, text, ""));
        let text = "The Harbour Defence League met. We wrote to Harbour.";
        let (league, harbour) = ("organisation/harbour-defence-league", "organisation/harbour");
        assert_eq!(found_with(file, text, ""), [pair(league, "Harbour Defence League"), pair(harbour, "Harbour")]);
    }

    #[test]
    fn no_name_goes_across_the_end_of_a_passage() {
        let file = "[[actor]]\nkind = 'organisation'\nname = 'Acme'\n[[actor]]\nkind = 'organisation'\nname = 'Acme Corp'\n";
        let text = "It was done by Acme\n\nCorp men said so.";
        assert_eq!(found_with(file, text, "")[0], pair("organisation/acme", "Acme"));
        let file = "[[actor]]\nkind = 'organisation'\nname = 'Zork! Inc'\n";
        assert_eq!(found_with(file, "He works at Zork! Inc today.", ""), [pair("organisation/zork-inc", "Zork! Inc")]);
    }

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
