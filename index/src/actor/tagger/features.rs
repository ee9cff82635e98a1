//! What does the tagger look at?
//!
//! At the word, its neighbours, its form, what the dictionary knows of it, and how its document writes it elsewhere. Each
//! look is a template; a template and what it saw are hashed to one number, whose weights say how much it speaks for each
//! label.

use std::ops::Range;

use super::memory::Memory;
use super::sorts::Sort;
use crate::actor::claim::Scene;
use crate::actor::gazetteer::Sighting;
use crate::actor::token::{Case, Manner, Token, hash_folded};
use crate::actor::{ActorKind, Evidence};

/// The number of looks at a token.
pub const TEMPLATES: usize = 58;

/// The hashes of all looks at one token.
pub type Features = [u64; TEMPLATES];

/// What can be seen of one token alone.
#[derive(Clone, Copy, Default)]
struct Traits {
    /// The folded word; numbers of one form are the same.
    word: u64,
    exact: u64,
    /// Its form with runs as one (`Xx`), and letter by letter (`Xxxxx`).
    shape: u64,
    outline: u64,
    prefixes: [u64; 5],
    suffixes: [u64; 5],
    /// What the dictionary has here, and which part of it.
    known: u64,
    memory: u64,
    /// What sort of word it is in general: coarse and fine class, case.
    coarse: u64,
    fine: u64,
    case: u64,
    /// How its sentence is written, and whether it opens it or is joined to the word before.
    setting: u64,
}

/// The tokens that features look at: a stretch and two on either side.
pub(in crate::actor) struct Surroundings<'s> {
    scene: &'s Scene<'s>,
    sightings: &'s [Sighting],
    memory: Memory,
    traits: Vec<Traits>,
    /// The place of the first of `traits` among the tokens, less two.
    offset: usize,
    next_sighting: usize,
}

/// How many tokens are seen beyond either end of a stretch.
const REACH: usize = 2;

impl<'s> Surroundings<'s> {
    pub fn of(scene: &'s Scene<'s>, sightings: &'s [Sighting]) -> Surroundings<'s> {
        Surroundings { scene, sightings, memory: Memory::of(scene.tokens), traits: Vec::new(), offset: 0, next_sighting: 0 }
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
            let traits = at.map_or_else(beyond, |at| self.traits_of(at));
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

    fn traits_of(&self, at: usize) -> Traits {
        let token = &self.scene.tokens[at];
        let text = token.span.of(self.scene.text);
        let (shape, outline) = shapes(text);
        let sort = Sort::of(token.folded);
        let mut traits = Traits {
            coarse: u64::from(sort.coarse),
            fine: u64::from(sort.fine),
            case: u64::from(sort.case),
            word: if token.case == Case::Number { shape } else { token.folded },
            exact: hash_folded(text),
            shape,
            outline,
            known: self.known(at),
            memory: u64::from(self.memory.recall(token)) + 1,
            setting: setting(token),
            ..Traits::default()
        };
        affixes(text.as_bytes(), &mut traits.prefixes, &mut traits.suffixes);
        traits
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

    /// All looks at one token of the stretch.
    pub fn features(&self, place: usize) -> Features {
        let at = place - self.offset + REACH;
        let seen = &self.traits[at - REACH..=at + REACH];
        let [before2, before, here, after, after2] = seen else { return [0; TEMPLATES] };
        let [p1, p2, p3, p4, p5] = here.prefixes;
        let [s1, s2, s3, s4, s5] = here.suffixes;
        let looks = [
            (here.word, 0),
            (here.exact, 0),
            (before.word, 0),
            (after.word, 0),
            (before2.word, 0),
            (after2.word, 0),
            (before.word, here.word),
            (here.word, after.word),
            (before2.word, before.word),
            (after.word, after2.word),
            (before.word, after.word),
            (here.shape, 0),
            (here.outline, 0),
            (before.shape, here.shape),
            (here.shape, after.shape),
            (here.shape ^ before.shape.rotate_left(9), after.shape),
            (p1, 0),
            (p2, 0),
            (p3, 0),
            (p4, 0),
            (p5, 0),
            (s1, 0),
            (s2, 0),
            (s3, 0),
            (s4, 0),
            (s5, 0),
            (before.suffixes[2], here.shape),
            (after.suffixes[2], here.shape),
            (here.setting, here.shape),
            (here.known, 0),
            (before.known, here.shape),
            (after.known, here.shape),
            (here.known, here.shape),
            (here.known, before.word),
            (here.known, after.word),
            (here.memory, here.setting),
            (here.memory, here.shape),
            (before.word, here.shape),
            (after.word, here.shape),
            (here.known, after.known),
            (before.known, here.known),
            (before2.word, here.shape),
            (after2.word, here.shape),
            (before.shape ^ before2.shape.rotate_left(9), here.shape),
            (after.shape ^ after2.shape.rotate_left(9), here.shape),
            (here.setting ^ here.known.rotate_left(9), here.memory),
            (here.coarse, here.shape),
            (here.fine, here.shape),
            (before.fine, here.shape),
            (after.fine, here.shape),
            (before2.fine, here.shape),
            (after2.fine, here.shape),
            (before.coarse, here.coarse),
            (here.coarse, after.coarse),
            (here.shape ^ before.coarse.rotate_left(9), after.coarse),
            (here.case, here.setting),
            (here.case ^ here.memory.rotate_left(9), here.shape),
            (before.case ^ after.case.rotate_left(9), here.case ^ here.shape.rotate_left(19)),
        ];
        let mut template = 0;
        looks.map(|(left, right)| {
            template += 1;
            mix(template, left, right)
        })
    }
}

fn mix(template: u64, left: u64, right: u64) -> u64 {
    let mixed = (left ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ right.rotate_left(31);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 32
}

/// What stands beyond a sentence.
fn beyond() -> Traits {
    Traits { word: 1, exact: 1, shape: 1, outline: 1, ..Traits::default() }
}

fn setting(token: &Token) -> u64 {
    let manner = match token.manner {
        Manner::Plain => 0,
        Manner::Titled => 1,
        Manner::Shouted => 2,
    };
    1 + manner * 4 + u64::from(token.opens) * 2 + u64::from(token.joined)
}

/// The form of a word: runs as one, and letter by letter up to the twelfth.
fn shapes(text: &str) -> (u64, u64) {
    let (mut shape, mut outline, mut last, mut length) = (7u64, 11u64, 0u64, 0);
    for character in text.chars() {
        let class = class_of(character);
        if class != last {
            shape = shape * 9 + class;
            last = class;
        }
        if length < 12 {
            outline = outline * 9 + class;
            length += 1;
        }
    }
    (shape, outline)
}

fn class_of(character: char) -> u64 {
    match character {
        'a'..='z' => 1,
        'A'..='Z' => 2,
        '0'..='9' => 3,
        '.' => 4,
        '\'' | '’' => 5,
        '&' => 6,
        other if other.is_lowercase() => 1,
        other if other.is_uppercase() => 2,
        _ => 7,
    }
}

/// The first and last one to five bytes, in small letters; of shorter words what there is.
fn affixes(text: &[u8], prefixes: &mut [u64; 5], suffixes: &mut [u64; 5]) {
    let (mut front, mut back) = (3u64, 5u64);
    for length in 0..5 {
        if let (Some(head), Some(tail)) = (text.get(length), text.len().checked_sub(length + 1).map(|place| text[place])) {
            front = front << 8 | u64::from(head.to_ascii_lowercase());
            back = back << 8 | u64::from(tail.to_ascii_lowercase());
            (prefixes[length], suffixes[length]) = (front, back);
        }
    }
}
