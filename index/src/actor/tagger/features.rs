//! What does the tagger look at?
//!
//! At the word, its neighbours, its form, what the dictionary knows of it, and how its document writes it elsewhere. Each
//! look is a template; a template and what it saw are hashed to one number, whose weights say how much it speaks for each
//! label. The looks at one word alone are `form`'s.

use std::ops::Range;

use super::form::{ALONE, Acquaintances, BESIDE, Familiar, Form, mix_all};
use super::memory::Memory;
use super::weights::{Scores, Weights};
use crate::actor::claim::Scene;
use crate::actor::gazetteer::Sighting;
use crate::actor::token::{Manner, Token, hash_folded};
use crate::actor::{ActorKind, Evidence};

/// The looks at a token among its neighbours.
const TOGETHER: usize = 42;
/// The number of all looks at a token.
pub const TEMPLATES: usize = ALONE + BESIDE + TOGETHER;

/// The hashes of all looks at one token.
pub type Features = [u64; TEMPLATES];

/// What can be seen of one token.
#[derive(Clone, Copy)]
struct Traits {
    /// Its word, with what the weights say to that alone.
    word: Familiar,
    /// What the dictionary has here, and which part of it.
    known: u64,
    /// How the document writes it elsewhere.
    memory: u64,
    /// How its sentence is written, and whether it opens it or is joined to the word before.
    setting: u64,
}

/// The tokens that features look at: a stretch and two on either side.
pub(in crate::actor) struct Surroundings<'s> {
    scene: &'s Scene<'s>,
    sightings: &'s [Sighting],
    words: &'s mut Acquaintances,
    memory: Memory,
    traits: Vec<Traits>,
    /// The place of the first of `traits` among the tokens, less two.
    offset: usize,
    next_sighting: usize,
}

/// How many tokens are seen beyond either end of a stretch.
const REACH: usize = 2;

impl<'s> Surroundings<'s> {
    pub fn of(scene: &'s Scene<'s>, sightings: &'s [Sighting], words: &'s mut Acquaintances) -> Surroundings<'s> {
        let memory = Memory::of(scene.tokens);
        Surroundings { scene, sightings, words, memory, traits: Vec::new(), offset: 0, next_sighting: 0 }
    }

    /// Moves on to a stretch; stretches come in order.
    pub fn enter(&mut self, stretch: Range<usize>) {
        self.traits.clear();
        self.offset = stretch.start;
        let (floor, ceiling) = self.sentence(&stretch);
        while self.sightings.get(self.next_sighting).is_some_and(|sighting| sighting.after + REACH <= stretch.start) {
            self.next_sighting += 1;
        }
        for place in 0..stretch.len() + 2 * REACH {
            let at = (stretch.start + place).checked_sub(REACH).filter(|at| (floor..ceiling).contains(at));
            let traits = if let Some(at) = at { self.traits_of(at) } else { self.beyond() };
            self.traits.push(traits);
        }
    }

    /// The places around a stretch that belong to its sentence.
    fn sentence(&self, stretch: &Range<usize>) -> (usize, usize) {
        let tokens = self.scene.tokens;
        let mut floor = stretch.start;
        while floor > 0 && floor + REACH > stretch.start && !tokens[floor].opens {
            floor -= 1;
        }
        let mut ceiling = stretch.end;
        while ceiling < tokens.len() && ceiling < stretch.end + REACH && !tokens[ceiling].opens {
            ceiling += 1;
        }
        (floor, ceiling)
    }

    fn traits_of(&mut self, at: usize) -> Traits {
        let token = &self.scene.tokens[at];
        Traits {
            word: self.words.meet(token, token.span.of(self.scene.text)),
            known: self.known(at),
            memory: u64::from(self.memory.recall(token)) + 1,
            setting: setting(token),
        }
    }

    /// What stands beyond a sentence.
    fn beyond(&self) -> Traits {
        Traits { word: self.words.beyond(), known: 0, memory: 0, setting: 0 }
    }

    /// What the dictionary has at a token, as a number: 0 for nothing.
    fn known(&self, at: usize) -> u64 {
        let here = self.sightings[self.next_sighting..].iter().take_while(|sighting| sighting.first <= at);
        let Some(sighting) = here.filter(|sighting| at < sighting.after).last() else { return 0 };
        let gazetteer = self.scene.gazetteer;
        let tokens = &self.scene.tokens[sighting.first..sighting.after];
        let mut code = 0;
        for alias in gazetteer.readings(sighting.alias).filter(|alias| alias.fits(self.scene.text, tokens)).take(2) {
            let kind = match (gazetteer.known(alias).kind, alias.evidence) {
                (_, Evidence::Demonym) => 1,
                (_, Evidence::Capital) => 2,
                (ActorKind::State, _) => 3,
                (ActorKind::Organisation, _) => 4,
                (_, Evidence::Surname) => 5,
                (ActorKind::Person, _) => 6,
                (ActorKind::Place, _) => 7,
            };
            code = code * 16 + kind * 2 + u64::from(alias.weak);
        }
        let part = if tokens.len() == 1 {
            1
        } else if at == sighting.first {
            2
        } else if at + 1 == sighting.after {
            4
        } else {
            3
        };
        code * 8 + part
    }

    /// How much speaks for each label of a token of the stretch.
    pub fn scores(&self, place: usize) -> Scores {
        let around = self.around(place);
        let mut scores = Weights::shared().sum(&together(around));
        let [before2, before, here, after, after2] = around;
        let alone = [before.word.beside[0], after.word.beside[1], before2.word.beside[2], after2.word.beside[3], here.word.alone];
        for (label, score) in scores.iter_mut().enumerate() {
            *score += alone.iter().map(|scores| scores[label]).sum::<i16>();
        }
        scores
    }

    /// All looks at one token of the stretch.
    pub fn features(&self, place: usize) -> Features {
        let token = &self.scene.tokens[place];
        let text = token.span.of(self.scene.text);
        let [before2, before, _, after, after2] = self.around(place).map(|traits| traits.word.form.beside());
        let mut features = [0; TEMPLATES];
        features[..ALONE].copy_from_slice(&Form::of(token, text, hash_folded(text)).1);
        features[ALONE..ALONE + BESIDE].copy_from_slice(&[before[0], after[1], before2[2], after2[3]]);
        features[ALONE + BESIDE..].copy_from_slice(&together(self.around(place)));
        features
    }

    /// The traits of a token of the stretch, in the middle, and its neighbours.
    fn around(&self, place: usize) -> [&Traits; 5] {
        let first = place - self.offset;
        std::array::from_fn(|step| &self.traits[first + step])
    }
}

/// The looks at a token among its neighbours.
fn together([before2, before, here, after, after2]: [&Traits; 5]) -> [u64; TOGETHER] {
    let [p2, p, h, n, n2] = [before2, before, here, after, after2].map(|traits| &traits.word.form);
    let looks = [
        (7, p.word, h.word),
        (8, h.word, n.word),
        (9, p2.word, p.word),
        (10, n.word, n2.word),
        (11, p.word, n.word),
        (14, p.shape, h.shape),
        (15, h.shape, n.shape),
        (16, h.shape ^ p.shape.rotate_left(9), n.shape),
        (27, p.ending, h.shape),
        (28, n.ending, h.shape),
        (29, here.setting, h.shape),
        (30, here.known, 0),
        (31, before.known, h.shape),
        (32, after.known, h.shape),
        (33, here.known, h.shape),
        (34, here.known, p.word),
        (35, here.known, n.word),
        (36, here.memory, here.setting),
        (37, here.memory, h.shape),
        (38, p.word, h.shape),
        (39, n.word, h.shape),
        (40, here.known, after.known),
        (41, before.known, here.known),
        (42, p2.word, h.shape),
        (43, n2.word, h.shape),
        (44, p.shape ^ p2.shape.rotate_left(9), h.shape),
        (45, n.shape ^ n2.shape.rotate_left(9), h.shape),
        (46, here.setting ^ here.known.rotate_left(9), here.memory),
        (49, p.fine(), h.shape),
        (50, n.fine(), h.shape),
        (51, p2.fine(), h.shape),
        (52, n2.fine(), h.shape),
        (53, p.coarse(), h.coarse()),
        (54, h.coarse(), n.coarse()),
        (55, h.shape ^ p.coarse().rotate_left(9), n.coarse()),
        (56, h.case(), here.setting),
        (57, h.case() ^ here.memory.rotate_left(9), h.shape),
        (61, p.name() << 8 | h.name(), h.shape),
        (62, h.name() << 8 | n.name(), h.shape),
        (63, p.name() << 16 | h.name() << 8 | n.name(), h.shape ^ n.shape.rotate_left(9)),
        (64, h.name() << 8 | h.case(), here.setting ^ here.known.rotate_left(9)),
        (58, p.case() ^ n.case().rotate_left(9), h.case() ^ h.shape.rotate_left(19)),
    ];
    mix_all(&looks)
}

fn setting(token: &Token) -> u64 {
    let manner = match token.manner {
        Manner::Plain => 0,
        Manner::Titled => 1,
        Manner::Shouted => 2,
    };
    1 + manner * 4 + u64::from(token.opens) * 2 + u64::from(token.joined)
}
