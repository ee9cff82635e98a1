//! Which names are known, and whose are they?
//!
//! The tables under `tables/` are read once, at the first use, into one hash map from the beginnings of names to names: a
//! name is found by following its words, the longest name wins. Words are compared folded (`Erdoğan` is `Erdogan`), but
//! case counts: a name's capitals must be capitals in the text, and an acronym must be written as one.

use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::lexicon::{TITLES, WordSet};
use super::sketch::Sketch;
use super::speller::Speller;
use super::table::{self, Row};
use super::token::{Case, Token, hash_folded};
use super::{Actor, ActorKind, Evidence};

/// An actor of the dictionary.
#[derive(Debug)]
pub(crate) struct Known {
    pub kind: ActorKind,
    pub name: &'static str,
    /// Of a person: the offices held, as the table has them.
    pub offices: &'static str,
    actor: OnceLock<Actor>,
}

impl Known {
    /// The actor as mentions carry it.
    pub fn actor(&self) -> &Actor {
        self.actor.get_or_init(|| Actor::named(self.name, self.kind))
    }
}

/// One name of a known actor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alias {
    pub text: &'static str,
    /// Its place in [`Gazetteer::actors`].
    pub actor: u32,
    pub evidence: Evidence,
    /// Whether the name also means something else, so that context has to agree.
    pub weak: bool,
    /// Which of its words must begin with a capital, the first word in the lowest bit.
    capitals: u32,
    /// Whether it must be written exactly so, points apart.
    exact: bool,
    /// Whether it is an article and a word, so that the article needs its capital where no sentence begins: `The Hill`.
    articled: bool,
    /// The next reading of the same name, or [`NONE`].
    next: u32,
}

const NONE: u32 = u32::MAX;

/// The bits of the sketch of first words, as a power of two: eight kilobytes, some ten bits a word.
const FIRST_WORD_BITS: u32 = 16;

/// A known name found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Sighting {
    /// The first token and the one after the last.
    pub first: usize,
    pub after: usize,
    /// The first reading of the name, for [`Gazetteer::readings`].
    pub alias: u32,
}

/// Whether the dictionary has exactly the words from one token to another.
pub(crate) fn is_sighted(sightings: &[Sighting], first: usize, after: usize) -> bool {
    let at = sightings.partition_point(|sighting| sighting.first < first);
    sightings.get(at).is_some_and(|sighting| (sighting.first, sighting.after) == (first, after))
}

/// The dictionary of known names.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    pub actors: Vec<Known>,
    pub(super) aliases: Vec<Alias>,
    /// From the hash of a name's first words to its first reading, or [`NONE`] where no name ends.
    beginnings: FxHashMap<u64, u32>,
    /// The first words of names, a bit each: most words of a text begin none, and need no look into the map.
    first_words: Sketch,
}

impl Gazetteer {
    /// The dictionary that comes with the program.
    pub fn shared() -> &'static Gazetteer {
        static SHARED: OnceLock<Gazetteer> = OnceLock::new();
        SHARED.get_or_init(|| Gazetteer::build(table::rows()))
    }

    fn build(rows: impl Iterator<Item = Row>) -> Gazetteer {
        let mut gazetteer = Gazetteer {
            actors: Vec::new(),
            aliases: Vec::new(),
            beginnings: FxHashMap::with_capacity_and_hasher(40_000, FxBuildHasher),
            first_words: Sketch::of_bits(FIRST_WORD_BITS),
        };
        let mut speller = Speller::default();
        for row in rows {
            let actor = gazetteer.actors.len() as u32;
            gazetteer.actors.push(Known { kind: row.kind, name: row.name, offices: row.offices, actor: OnceLock::new() });
            row.for_each_alias(|text, evidence, weak| gazetteer.add(actor, text, evidence, weak, &mut speller));
        }
        gazetteer
    }

    fn add(&mut self, actor: u32, text: &'static str, evidence: Evidence, weak: bool, speller: &mut Speller) {
        speller.spell(text);
        let Some(last) = speller.tokens.len().checked_sub(1) else { return };
        let mut hash = 0;
        self.first_words.insert(speller.tokens[0].folded);
        for (place, token) in speller.tokens.iter().enumerate() {
            hash = extend(hash, token.folded);
            if place < last {
                self.beginnings.entry(hash).or_insert(NONE);
            }
        }
        let exact = speller.is_acronym(text);
        let evidence = if exact && evidence == Evidence::Alias && speller.is_shouted() { Evidence::Acronym } else { evidence };
        let capitals = speller.capitals(text);
        let articled = self.actors[actor as usize].kind == ActorKind::Organisation && text.starts_with("The ") && last == 1;
        let alias = Alias { text, actor, evidence, weak, capitals, exact, articled, next: NONE };
        let number = self.aliases.len() as u32;
        let head = *self.beginnings.entry(hash).or_insert(NONE);
        if head == NONE {
            self.beginnings.insert(hash, number);
        } else if !self.append_reading(head, &alias, number) {
            return;
        }
        self.aliases.push(alias);
    }

    /// Appends a reading to those of the same name; `false` where the actor has it already.
    fn append_reading(&mut self, head: u32, alias: &Alias, number: u32) -> bool {
        let mut at = head;
        loop {
            let reading = &mut self.aliases[at as usize];
            let same_case = reading.exact == alias.exact && reading.capitals == alias.capitals;
            if reading.actor == alias.actor && same_case && (!alias.exact || reading.text == alias.text) {
                return false;
            }
            if reading.next == NONE {
                reading.next = number;
                return true;
            }
            at = reading.next;
        }
    }

    /// All readings of a name that was found, the likeliest first.
    pub fn readings(&self, first: u32) -> impl Iterator<Item = &Alias> {
        std::iter::successors(self.aliases.get(first as usize), |alias| self.aliases.get(alias.next as usize))
    }

    /// The known actor that an alias names.
    pub fn known(&self, alias: &Alias) -> &Known {
        &self.actors[alias.actor as usize]
    }

    /// Finds the known names among the tokens: the longest at each place, in order, without overlaps.
    pub fn find(&self, text: &str, tokens: &[Token], out: &mut Vec<Sighting>) {
        let mut at = 0;
        while at < tokens.len() {
            let begins = self.first_words.may_hold(tokens[at].folded) && may_begin(tokens, at);
            let sighting = if begins { self.longest(text, tokens, at) } else { None };
            let sighting = sighting.map(|short| self.behind_titles(text, tokens, short));
            at = sighting.map_or(at + 1, |sighting| sighting.after);
            out.extend(sighting);
        }
    }

    /// The longest known name that begins at a token.
    fn longest(&self, text: &str, tokens: &[Token], first: usize) -> Option<Sighting> {
        let (mut hash, mut longest) = (0, None);
        for (place, token) in tokens[first..].iter().enumerate() {
            if place > 0 && token.opens {
                break;
            }
            hash = extend(hash, token.folded);
            let Some(&head) = self.beginnings.get(&hash) else { break };
            let after = first + place + 1;
            let stands = |alias: &Alias| !alias.articled || article_stands(tokens, first, after);
            if head != NONE && self.readings(head).any(|alias| stands(alias) && alias.fits(text, &tokens[first..after])) {
                longest = Some(Sighting { first, after, alias: head });
            }
        }
        longest
    }

    /// The name that begins behind the titles of another and goes on further: of `Crown Prince Mohammed bin Salman` all of it.
    fn behind_titles(&self, text: &str, tokens: &[Token], short: Sighting) -> Sighting {
        let titles = tokens[short.first..short.after].iter().take_while(|token| TITLES.holds(token.folded)).count();
        let starts = short.first + 1..(short.first + titles + 1).min(short.after);
        let longer = starts.filter_map(|first| self.longest(text, tokens, first)).find(|longer| longer.after > short.after);
        longer.unwrap_or(short)
    }

    /// The actor of that name in the tables, by the name itself.
    pub fn named(&self, name: &str, kind: ActorKind) -> Option<Alias> {
        let is_it = |alias: &&Alias| alias.evidence == Evidence::Name && alias.text == name && self.known(alias).kind == kind;
        let mut speller = Speller::default();
        speller.spell(name);
        let hash = speller.tokens.iter().map(|token| token.folded).fold(0, extend);
        self.readings(*self.beginnings.get(&hash)?).find(is_it).copied()
    }

    /// The known actor whose name these words are, if there is one reading of that kind.
    pub fn look_up(&self, folded: impl Iterator<Item = u64>, kind: ActorKind) -> Option<&Alias> {
        let hash = folded.fold(0, extend);
        let head = *self.beginnings.get(&hash)?;
        self.readings(head).find(|alias| self.known(alias).kind == kind)
    }
}

impl Alias {
    /// The same name, sure of what it means and as other evidence.
    pub fn sure(self, evidence: Evidence) -> Alias {
        Alias { evidence, weak: false, ..self }
    }

    /// Whether the tokens, whose words are the name's, are also cased like it.
    pub fn fits(&self, text: &str, tokens: &[Token]) -> bool {
        if self.exact {
            let (first, last) = (tokens[0].span, tokens[tokens.len() - 1].span);
            return without_points(first.cover(last).of(text)).eq(without_points(self.text));
        }
        tokens.iter().enumerate().all(|(place, token)| {
            let wants_capital = self.capitals >> place.min(31) & 1 == 1;
            !wants_capital || token.case != Case::Lower
        })
    }
}

fn without_points(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| *character != '.')
}

fn extend(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Words behind what has spoken.
static SPEECH: WordSet =
    WordSet::of("reports reported report writes wrote says said quoted quotes published newspaper magazine website");

/// Whether the capital of an article says that it is of the name: not where it opens a sentence, unless a line ends or somebody
/// speaks there.
fn article_stands(tokens: &[Token], first: usize, after: usize) -> bool {
    let speaks = |next: &Token| next.opens || next.folded == hash_folded(":") || SPEECH.holds(next.folded);
    tokens[first].case != Case::Lower && (!tokens[first].opens || tokens.get(after).is_none_or(speaks))
}

/// A name begins with a capital or figure, or with a short small word before a capital (`al-Qaeda`).
fn may_begin(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    match token.case {
        Case::Mark => false,
        Case::Lower => {
            let capital = |ahead: usize| tokens.get(at + ahead).is_some_and(|next| next.case.is_capital());
            token.span.len() <= 3 && (capital(1) || capital(2)) || token.span.len() >= 9
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::actor::token::Tokenizer;
    use crate::text::Span;

    fn found(text: &str) -> Vec<(String, &str)> {
        let (mut tokens, mut sightings) = (Vec::new(), Vec::new());
        Tokenizer::default().cut(text, Span::new(0, text.len()), &mut tokens);
        let gazetteer = Gazetteer::shared();
        gazetteer.find(text, &tokens, &mut sightings);
        let named = |sighting: &Sighting| {
            let span = tokens[sighting.first].span.cover(tokens[sighting.after - 1].span);
            let alias = gazetteer.readings(sighting.alias).next().expect("a sighting has a reading");
            (gazetteer.known(alias).actor().id.to_string(), span.of(text))
        };
        sightings.iter().map(named).collect()
    }

    #[test]
    fn the_longest_name_wins() {
        let ids = found("the Democratic Republic of the Congo and the UN Security Council");
        assert_eq!(ids[0], ("state/democratic-republic-of-the-congo".into(), "Democratic Republic of the Congo"));
        assert_eq!(ids[1], ("organisation/united-nations-security-council".into(), "UN Security Council"));
    }

    #[test]
    fn case_tells_names_from_words() {
        assert!(found("give us a polish turkey in china").is_empty());
        assert_eq!(found("the US and U.S. forces").len(), 2);
        assert_eq!(found("TURKEY AND SYRIA").len(), 2);
    }

    #[test]
    fn an_article_of_a_name_has_its_capital() {
        for text in ["He told The Hill so.", "The Hill: Democrats gain.", "It is late. The Hill reports that they gain."] {
            assert_eq!(found(text)[0].0, "organisation/the-hill", "{text}");
        }
        assert!(found("He went up to the Hill. The Hill was steep.").is_empty());
        assert_eq!(found("A talk across the Atlantic.")[0].0, "place/atlantic");
    }

    #[test]
    fn a_title_does_not_cut_the_name_behind_it() {
        assert_eq!(found("Crown Prince Mohammed bin Salman")[0].1, "Mohammed bin Salman");
        assert_eq!(found("Emir Tamim bin Hamad Al Thani")[0].1, "Tamim bin Hamad Al Thani");
        assert_eq!(found("Crown Prince Mohammed left.")[0].0, "person/mohammed-bin-salman");
    }

    #[test]
    fn spellings_meet() {
        for name in ["Erdoğan", "Erdogan", "ERDOGAN", "Recep Tayyip Erdoğan", "Recep Tayyip  Erdogan"] {
            assert_eq!(found(name)[0].0, "person/recep-tayyip-erdogan", "{name}");
        }
        for name in ["al-Qaeda", "al Qaida", "Al Qaeda"] {
            assert_eq!(found(name)[0].0, "organisation/al-qaeda", "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "\\PC{0,60}|([A-Z][a-z]{1,6}[ .-]){0,8}") {
            found(&text);
        }
    }
}
