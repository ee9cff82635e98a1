//! Where the names of the user's file stand in a text, and what of it they overrule.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Holder, OwnActor, OwnActors};
use crate::actor::lexicon::is_function_word;
use crate::actor::token::{Token, hash_folded};
use crate::actor::{Actor, Evidence, Mention};
use crate::text::fold_phrase;

/// A name of the file where it stands in a text.
struct Sighted {
    mention: Mention,
    /// Of how many tokens it is.
    words: usize,
    actor: usize,
}

impl OwnActors {
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

    pub(super) fn agree(&self, actors: &[OwnActor], number: usize) -> bool {
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
    use crate::text::Span;

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
}
