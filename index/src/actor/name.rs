//! Which words of a claim are the name?

use super::ActorKind;
use super::claim::{Claim, Scene};
use super::lexicon::{BEHIND_NAMES, WordSet, is_common_head};
use super::tagger::sorts::Sort;
use super::token::{Case, Token, hash_folded};

/// Words that stand before a name without being of it.
static BEFORE: WordSet = WordSet::of("the mr mrs ms dr sir");
/// What a company is by law, behind its name without being of it.
static FORMS: WordSet = WordSet::of("inc corp ltd co plc llc sa ag spa nv bv gmbh");
/// The same written out, which is of the name behind a common word: `Canadian Broadcasting Corporation`.
static FORMS_IN_FULL: WordSet = WordSet::of("company corporation");

/// The tokens of a claim without titles before and company forms behind it; all of them where nothing would be left.
pub(crate) fn name_words<'t>(scene: &Scene<'t>, claim: &Claim) -> &'t [Token] {
    let words = &scene.tokens[claim.first..claim.after];
    let start = words.iter().position(|token| token.is_word() && !BEFORE.holds(token.folded));
    let end = words.iter().rposition(|token| token.is_word() && !FORMS.holds(token.folded) && !BEFORE.holds(token.folded));
    match (start, end) {
        (Some(start), Some(end)) if start <= end && claim.kind != ActorKind::Place => {
            let name = &words[start..=end];
            match name {
                // Of `News Corp` no name would be left.
                [alone] if end + 1 < words.len() && is_everyday(alone) => &words[start..],
                [before @ .., last, form] if FORMS_IN_FULL.holds(form.folded) && !is_common(last) => &name[..=before.len()],
                _ => name,
            }
        }
        _ => words,
    }
}

/// The words of a company's name without what it is by law: `Toyota Motor` of `Toyota Motor Corp.`
pub(crate) fn without_forms(words: &[Token]) -> &[Token] {
    let is_form = |token: &&Token| FORMS.holds(token.folded) || FORMS_IN_FULL.holds(token.folded) || !token.is_word();
    let forms = words.iter().rev().take_while(is_form).count();
    if forms < words.len() { &words[..words.len() - forms] } else { words }
}

/// Whether a word is mostly written small.
pub(crate) fn is_everyday(token: &Token) -> bool {
    token.case == Case::Lower || (1..=2).contains(&Sort::of(token.folded).case)
}

/// Whether a word is often written small, and so says too little to be a name: `Broadcasting`, but neither `Disney` nor what is rare.
pub(crate) fn is_common(token: &Token) -> bool {
    token.case == Case::Lower || (1..=3).contains(&Sort::of(token.folded).case)
}

/// The words of an organisation's name by which its mentions meet, without any company form.
pub(crate) fn organisation_words(tokens: &[Token]) -> Vec<u64> {
    let forms = tokens.iter().rev().take_while(|token| FORMS_IN_FULL.holds(token.folded)).count();
    let name = if forms < tokens.len() { &tokens[..tokens.len() - forms] } else { tokens };
    name.iter().map(|token| token.folded).collect()
}

/// The words of a person's name, without what follows it, and without `Saint` before it.
pub(crate) fn person_words(tokens: &[Token]) -> Vec<u64> {
    let is_saint = |token: &Token| ["st", "saint"].iter().any(|word| token.folded == hash_folded(word));
    let behind = tokens.iter().rev().take_while(|token| BEHIND_NAMES.holds(token.folded)).count();
    let name = if behind + 2 <= tokens.len() { &tokens[..tokens.len() - behind] } else { tokens };
    let saint = usize::from(name.len() >= 2 && is_saint(&name[0]));
    name[saint..].iter().map(|token| token.folded).collect()
}

/// The father's and the son's, behind a name.
static GENERATIONS: WordSet = WordSet::of("jr sr ii iii iv");

/// How a person's name begins, and what tells it from a father's or son's.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Initial {
    letter: Option<char>,
    alone: bool,
    /// `Jr.`, where it stands behind the name.
    pub generation: Option<u64>,
}

impl Initial {
    /// The first letter of a name, and whether the first name is but that; and what stands behind it.
    pub fn of(scene: &Scene<'_>, tokens: &[Token]) -> Initial {
        let [first, .., last] = tokens else { return Initial::default() };
        let letter = first.span.of(scene.text).chars().next();
        let generation = Some(last.folded).filter(|word| GENERATIONS.holds(*word));
        Initial { letter, alone: first.case == Case::Initial, generation }
    }

    /// Whether one name is the father's and the other the son's.
    pub fn is_of_another_generation(self, other: Initial) -> bool {
        matches!((self.generation, other.generation), (Some(one), Some(other)) if one != other)
    }

    /// `D. Gough` and `Darren Gough`: the same letter, one of them but the letter.
    pub fn stands_for(self, other: Initial) -> bool {
        self.letter == other.letter && self.alone != other.alone
    }
}

/// Whether a name says more than another: more words, or a first name instead of its letter.
pub(crate) fn is_fuller((words, initial): (&[u64], Initial), (other, before): (&[u64], Initial)) -> bool {
    words.len() > other.len() || words.len() == other.len() && before.alone && !initial.alone
}

/// The acronyms that the capitals of a name make: with and without its small words.
pub(crate) fn initials(scene: &Scene<'_>, tokens: &[Token]) -> Vec<String> {
    let first = |token: &Token| token.span.of(scene.text).chars().next().map(|letter| letter.to_ascii_lowercase());
    let capitals: String = tokens.iter().filter(|token| token.case.is_capital()).filter_map(first).collect();
    let all: String = tokens.iter().filter(|token| token.is_word()).filter_map(first).collect();
    [capitals, all].into_iter().filter(|letters| letters.len() >= 3).collect()
}

/// The acronym in brackets right behind a name: `Syrian Democratic Forces (SDF)`.
pub(crate) fn bracketed(scene: &Scene<'_>, after: usize) -> Option<u64> {
    let [open, acronym, close] = scene.tokens.get(after..after + 3)? else { return None };
    let marks = open.folded == hash_folded("(") && close.folded == hash_folded(")");
    (marks && matches!(acronym.case, Case::Caps | Case::Mixed)).then_some(acronym.folded)
}

/// Whether an organisation is also called by its first word: `Toyota Motor`, but not `National Bank`.
pub(crate) fn is_proper_head(scene: &Scene<'_>, tokens: &[Token]) -> bool {
    let word = tokens[0].span.of(scene.text);
    tokens[0].case == Case::Title && word.len() >= 4 && !is_common_head(word)
}

#[cfg(test)]
mod tests {
    use crate::actor::find::ids_in as ids;

    #[test]
    fn company_words_that_are_of_a_name_stay() {
        assert_eq!(ids("The Corporation for Public Broadcasting closed."), ["organisation/corporation-for-public-broadcasting"]);
        assert_eq!(ids("The State Trading Corporation said so."), ["organisation/state-trading-corporation"]);
        assert_eq!(ids("The Harbour Broadcasting Corporation said so."), ["organisation/harbour-broadcasting-corporation"]);
        assert_eq!(ids("Shares of Northrop Quillfeather Corporation rose."), ["organisation/northrop-quillfeather"]);
        assert_eq!(ids("Norfolk Southern Corp <NSC> rose.")[0], "organisation/norfolk-southern");
        assert_eq!(ids("He sold it to News Corp for little."), ["organisation/news-corp"]);
        assert_eq!(ids("Toyota Motor Corporation builds cars. Toyota Motor Corp. fell."), ["organisation/toyota"; 2]);
        assert_eq!(ids("He works at Quillfeather Widgets Inc. and left."), ["organisation/quillfeather-widgets"]);
    }
}
