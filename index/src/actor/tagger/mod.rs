//! Which words form a name, and of what kind?
//!
//! A linear model over hand-made features, decoded by Viterbi's algorithm: Collins' averaged structured perceptron (2002). Its
//! weights are trained by `examples/train_tagger`. Only the stretches around capitals are decoded: nothing else is a name.

pub(super) mod features;
pub(super) mod form;
pub(super) mod memory;
pub(super) mod names;
pub(in crate::actor) mod sorts;
pub(super) mod stretch;
pub(super) mod weights;

use std::cell::RefCell;

use features::Surroundings;
use form::Acquaintances;
use weights::{Scores, Weights};

use super::ActorKind;
use super::claim::Scene;
use super::gazetteer::Sighting;
use super::token::{Case, hash_folded};

/// What the tagger says of one token. The order is that of the weights.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    /// No part of a name.
    Outside,
    /// The first word of a person's name.
    PersonBegins,
    /// A further word of it.
    PersonGoesOn,
    /// The first word of an organisation's name.
    OrganisationBegins,
    /// A further word of it.
    OrganisationGoesOn,
    /// The first word of a place's or state's name.
    PlaceBegins,
    /// A further word of it.
    PlaceGoesOn,
    /// A word of any other name: a people, a work, an event.
    Other,
}

impl Label {
    /// All labels, in order.
    pub const ALL: [Label; 8] = [
        Label::Outside,
        Label::PersonBegins,
        Label::PersonGoesOn,
        Label::OrganisationBegins,
        Label::OrganisationGoesOn,
        Label::PlaceBegins,
        Label::PlaceGoesOn,
        Label::Other,
    ];

    /// Whether the label may follow another.
    pub const fn may_follow(self, before: Label) -> bool {
        match self {
            Label::PersonGoesOn => matches!(before, Label::PersonBegins | Label::PersonGoesOn),
            Label::OrganisationGoesOn => matches!(before, Label::OrganisationBegins | Label::OrganisationGoesOn),
            Label::PlaceGoesOn => matches!(before, Label::PlaceBegins | Label::PlaceGoesOn),
            _ => true,
        }
    }

    fn goes_on(self) -> bool {
        matches!(self, Label::PersonGoesOn | Label::OrganisationGoesOn | Label::PlaceGoesOn)
    }

    fn kind(self) -> Option<ActorKind> {
        match self {
            Label::PersonBegins | Label::PersonGoesOn => Some(ActorKind::Person),
            Label::OrganisationBegins | Label::OrganisationGoesOn => Some(ActorKind::Organisation),
            Label::PlaceBegins | Label::PlaceGoesOn => Some(ActorKind::Place),
            Label::Outside | Label::Other => None,
        }
    }
}

/// A name as the tagger sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tagged {
    /// The first token and the one after the last.
    pub first: usize,
    pub after: usize,
    /// What kind of actor; `None` for other names.
    pub kind: Option<ActorKind>,
}

thread_local! {
    /// What this thread knows of the words of earlier texts; it saves time and changes nothing.
    static WORDS: RefCell<Acquaintances> = RefCell::default();
}

/// The scores of a token that no name may go across.
const OUTSIDE_ONLY: Scores = {
    let mut scores = [i16::MIN; 8];
    scores[Label::Outside as usize] = 0;
    scores
};

/// Tags the tokens of a scene: names in order, without overlaps.
pub(crate) fn tag(scene: &Scene<'_>, sightings: &[Sighting]) -> Vec<Tagged> {
    WORDS.with_borrow_mut(|words| tag_with(scene, sightings, words))
}

fn tag_with(scene: &Scene<'_>, sightings: &[Sighting], words: &mut Acquaintances) -> Vec<Tagged> {
    let weights = Weights::shared();
    let mut surroundings = Surroundings::of(scene, sightings, words);
    let (mut path, mut tagged) = (Viterbi::default(), Vec::new());
    let semicolon = hash_folded(";");
    for stretch in stretch::around_capitals(scene.tokens, sightings) {
        surroundings.enter(stretch.clone());
        path.clear();
        for place in stretch.clone() {
            let token = &scene.tokens[place];
            let parts = token.case == Case::Mark && token.folded == semicolon;
            let scores = surroundings.scores(place);
            path.push(if parts { &OUTSIDE_ONLY } else { &scores }, weights);
        }
        collect(path.best(), stretch.start, &mut tagged);
    }
    tagged
}

/// Turns the labels of a stretch into names.
fn collect(labels: &[Label], start: usize, out: &mut Vec<Tagged>) {
    let mut before = Label::Outside;
    for (place, &label) in labels.iter().enumerate() {
        let at = start + place;
        match out.last_mut() {
            Some(open) if open.after == at && (label.goes_on() || label == Label::Other && before == Label::Other) => {
                open.after += 1
            }
            _ if label != Label::Outside => out.push(Tagged { first: at, after: at + 1, kind: label.kind() }),
            _ => {}
        }
        before = label;
    }
}

/// The best path through the labels of a stretch, found token by token.
#[derive(Default)]
struct Viterbi {
    /// For each token and label, the label before it on the best path that ends there.
    back: Vec<[u8; 8]>,
    best: [i32; 8],
    labels: Vec<Label>,
}

impl Viterbi {
    fn clear(&mut self) {
        self.back.clear();
    }

    fn push(&mut self, scores: &Scores, weights: &Weights) {
        let (mut back, mut best) = ([0; 8], *weights.steps_from(Label::Outside as usize));
        if !self.back.is_empty() {
            best = [i32::MIN / 2; 8];
            for (before, &so_far) in self.best.iter().enumerate() {
                let steps = weights.steps_from(before);
                for label in 0..8 {
                    let value = so_far + steps[label];
                    back[label] = if value > best[label] { before as u8 } else { back[label] };
                    best[label] = best[label].max(value);
                }
            }
        }
        for (value, score) in best.iter_mut().zip(scores) {
            *value += i32::from(*score);
        }
        self.best = best;
        self.back.push(back);
    }

    /// The labels of the best path.
    fn best(&mut self) -> &[Label] {
        self.labels.clear();
        let mut label = (0..8).max_by_key(|label| (self.best[*label], std::cmp::Reverse(*label))).unwrap_or(0);
        for back in self.back.iter().rev() {
            self.labels.push(Label::ALL[label]);
            label = usize::from(back[label]);
        }
        self.labels.reverse();
        &self.labels
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::actor::{ActorContext, find_actors};
    use crate::text::Span;

    #[test]
    fn labels_go_on_only_with_their_kind() {
        use super::Label;
        assert!(Label::PersonGoesOn.may_follow(Label::PersonBegins));
        assert!(!Label::PersonGoesOn.may_follow(Label::Outside));
        assert!(!Label::PlaceGoesOn.may_follow(Label::OrganisationBegins));
    }

    proptest! {
        #[test]
        fn mentions_are_in_order_and_apart(text in "\\PC{0,120}|([A-Z][a-z]{0,6}[ ,.\n-]{1,2}|of |the |[A-Z]{2,4} ){0,20}") {
            let found = find_actors(&text, &[Span::new(0, text.len())], &ActorContext::default());
            let mut last = 0;
            for mention in found {
                prop_assert!(mention.span.start >= last && !mention.span.is_empty());
                prop_assert!(!mention.span.of(&text).is_empty() && mention.actor.id.len() > mention.actor.kind.name().len() + 1);
                last = mention.span.end;
            }
        }
    }
}
