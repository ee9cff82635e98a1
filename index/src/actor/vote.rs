//! What kind of name is it, all its mentions in the document considered?
//!
//! The tagger decides sentence by sentence; a document is of one mind. Names that only the tagger sees take the kind that most
//! of their mentions have, a surname or first name counting with the full name; and a name seen once is seen wherever it stands again.

use rustc_hash::FxHashMap;

use super::ActorKind;
use super::claim::{Claim, Scene};
use super::gazetteer::Alias;
use super::given::is_given;
use super::head::HOLDERS;
use super::lexicon::{NO_ACTORS, OFFICES, TITLES, WordSet, is_common_head, is_function_word};
use super::name::{is_everyday, is_proper_head, without_forms};
use super::tagger::sorts::Sort;
use super::token::{Case, Manner, Token};
use super::wording::is_mere_site;

/// Makes the claims of a document agree, and adds those that the tagger missed.
pub(crate) fn settle(scene: &Scene<'_>, claims: &mut Vec<Claim>) {
    let polls = Polls::take(scene, claims);
    for claim in claims.iter_mut().filter(|claim| claim.known.is_none()) {
        let name = name_hash(&scene.tokens[claim.first..claim.after]);
        if let Some(kind) = polls.winner(name) {
            claim.kind = kind;
            claim.known = polls.known.get(&name).copied().filter(|alias| scene.gazetteer.known(alias).kind == kind);
        }
    }
    let missed = polls.missed(scene, claims);
    if !missed.is_empty() {
        claims.extend(missed);
        claims.sort_by_key(|claim| claim.first);
    }
}

/// What a company form behind a name weighs.
const BY_LAW: u16 = 5;

/// The votes for the kinds of each name.
#[derive(Default)]
struct Polls {
    votes: FxHashMap<u64, [u16; 4]>,
    /// What the dictionary was taken to say of a name elsewhere in the document.
    known: FxHashMap<u64, Alias>,
    /// Names of one word that may be sought in the rest of the text.
    sure: FxHashMap<u64, ActorKind>,
}

impl Polls {
    fn take(scene: &Scene<'_>, claims: &[Claim]) -> Polls {
        let mut polls = Polls::default();
        for claim in claims {
            let tokens = &scene.tokens[claim.first..claim.after];
            let weight = match scene.tokens[claim.first].manner {
                _ if is_in_capitals(tokens) => 0,
                Manner::Plain => 2,
                _ => 1,
            };
            polls.cast(name_hash(tokens), claim.kind, weight + u16::from(claim.known.is_some()));
            if let Some(alias) = claim.known {
                polls.known.insert(name_hash(tokens), alias);
            }
            // A company has its name with and without what it is by law.
            let bare = without_forms(tokens);
            if claim.kind == ActorKind::Organisation && bare.len() < tokens.len() {
                polls.cast(name_hash(bare), ActorKind::Organisation, BY_LAW);
            }
            if let (ActorKind::Organisation, [head, _, ..]) = (claim.kind, tokens)
                && is_proper_head(scene, tokens)
            {
                polls.cast(name_hash(std::slice::from_ref(head)), ActorKind::Organisation, 2 + u16::from(claim.known.is_some()));
            }
            if let (ActorKind::Person, [first, .., last]) = (claim.kind, tokens) {
                polls.cast(name_hash(std::slice::from_ref(last)), ActorKind::Person, 3);
                polls.cast(name_hash(std::slice::from_ref(first)), ActorKind::Person, 2);
            }
        }
        for claim in claims {
            let tokens = &scene.tokens[claim.first..claim.after];
            match (claim.kind, tokens) {
                (ActorKind::Person, [first, .., last]) => {
                    if !last.joined {
                        polls.trust(scene, last, ActorKind::Person);
                    }
                    if is_given(first.folded) && !is_everyday(first) {
                        polls.trust(scene, first, ActorKind::Person);
                    }
                }
                (kind, [only]) if claim.known.is_none() => polls.trust(scene, only, kind),
                _ => {}
            }
        }
        polls
    }

    fn cast(&mut self, name: u64, kind: ActorKind, weight: u16) {
        let votes = &mut self.votes.entry(name).or_default()[kind as usize];
        *votes = votes.saturating_add(weight);
    }

    /// Remembers a word that can hardly be anything but this name.
    fn trust(&mut self, scene: &Scene<'_>, token: &Token, kind: ActorKind) {
        let word = token.span.of(scene.text);
        let plain = matches!(token.case, Case::Title | Case::Mixed) && word.len() >= 4;
        if plain
            && !token.opens
            && !is_common_head(word)
            && !NO_ACTORS.holds(token.folded)
            && !OFFICES.holds(token.folded)
            && !is_function_word(token.folded)
        {
            self.sure.insert(token.folded, kind);
        }
    }

    fn winner(&self, name: u64) -> Option<ActorKind> {
        let votes = self.votes.get(&name)?;
        let most = *votes.iter().max()?;
        // Where two kinds are even the tagger's own word stands.
        let mut leaders = ActorKind::ALL.into_iter().filter(|kind| votes[*kind as usize] == most);
        leaders.next().filter(|_| leaders.next().is_none())
    }

    /// Words that are names elsewhere in the document, and here belong to no claim.
    fn missed(&self, scene: &Scene<'_>, claims: &[Claim]) -> Vec<Claim> {
        let (mut missed, mut next) = (Vec::new(), 0);
        for (place, token) in scene.tokens.iter().enumerate() {
            while claims.get(next).is_some_and(|claim| claim.after <= place) {
                next += 1;
            }
            let free = claims.get(next).is_none_or(|claim| claim.first > place);
            if free && is_addressed(scene.tokens, place) {
                missed.push(Claim { first: place, after: place + 1, kind: ActorKind::Person, known: None });
            } else if free
                && token.case.is_capital()
                && let Some(&kind) = self.sure.get(&token.folded)
                && stands_alone(scene, place)
            {
                let kind = self.winner(name_hash(std::slice::from_ref(token))).unwrap_or(kind);
                let claim = Claim { first: place, after: place + 1, kind, known: None };
                missed.extend(Some(claim).filter(|claim| !is_mere_site(scene.tokens, claim)));
            }
        }
        missed
    }
}

/// What nobody but a person is addressed with.
static ADDRESSES: WordSet = WordSet::of("mr mrs ms miss mme");

/// `Mrs. Claus`: a name of one word that can only be somebody's.
fn is_addressed(tokens: &[Token], place: usize) -> bool {
    let [address, name] = tokens.get(place.wrapping_sub(1)..=place).unwrap_or_default() else { return false };
    let ends = tokens.get(place + 1).is_none_or(|next| next.opens || !next.case.is_capital());
    let addressed = ADDRESSES.holds(address.folded) || HOLDERS.holds(address.folded) && is_rare(name);
    addressed
        && address.case == Case::Title
        && matches!(name.case, Case::Title | Case::Mixed)
        && !name.opens
        && ends
        && ![&OFFICES, &TITLES, &NO_ACTORS].iter().any(|words| words.holds(name.folded))
}

/// Whether a word is hardly anything but a name.
fn is_rare(token: &Token) -> bool {
    matches!(Sort::of(token.folded).case, 0 | 5)
}

/// Whether no other capital touches the word: else it may be part of another name.
fn stands_alone(scene: &Scene<'_>, place: usize) -> bool {
    let here = &scene.tokens[place];
    let before = place.checked_sub(1).map(|before| &scene.tokens[before]).filter(|_| !here.opens);
    let behind = scene.tokens.get(place + 1).filter(|token| !token.opens);
    let touched = [before, behind].into_iter().flatten().any(|token| token.case.is_capital());
    !touched || here.manner == Manner::Shouted
}

/// Whether a name of several words is in capitals, which say nothing of its kind.
fn is_in_capitals(tokens: &[Token]) -> bool {
    tokens.iter().skip(1).any(|token| !token.joined)
        && tokens.iter().all(|token| matches!(token.case, Case::Caps | Case::Initial))
}

fn name_hash(tokens: &[Token]) -> u64 {
    tokens.iter().filter(|token| token.is_word()).fold(0u64, |hash, token| hash.rotate_left(11) ^ token.folded)
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn a_company_is_one_without_what_it_is_by_law_too() {
        let text = "Shares of Acme Widgets Corporation rose. Acme Widgets Corp. said so, and Acme Widgets agreed.";
        assert_eq!(ids(text), ["organisation/acme-widgets"; 3]);
        assert_eq!(ids("The Wagner Group fought. Wagner left Africa.")[1], "organisation/wagner-group");
    }

    #[test]
    fn who_is_once_in_capitals_is_one() {
        assert_eq!(ids("Ünal Çeviköz and UNAL CEVIKOZ met."), ["person/unal-cevikoz"; 2]);
    }

    #[test]
    fn behind_an_office_stands_somebody() {
        assert!(ids("We heard EPA Administrator Regan speak.").contains(&"person/regan".into()));
        assert!(ids("He plays in the Premier League.").iter().all(|id| !id.starts_with("person/")));
    }
}
