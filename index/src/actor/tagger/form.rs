//! What is a word by itself, wherever it stands?
//!
//! Its letters, its shape, its beginnings and endings, its sort; and what the weights say to these alone. A text uses most of
//! its words again and again, so each thread keeps what it has learned of a word for the next time.

use super::names::NameSort;
use super::sorts::Sort;
use super::weights::{Scores, Weights};
use crate::actor::token::{Case, Token, hash_folded};

/// The looks at a word alone.
pub const ALONE: usize = 18;
/// The looks at a neighbour alone: the word before, behind, and those beyond.
pub const BESIDE: usize = 4;

/// What features of several words use of each.
#[derive(Clone, Copy, Default)]
pub struct Form {
    /// The folded word; numbers of one form are the same.
    pub word: u64,
    /// Its form with runs as one (`Xx`).
    pub shape: u64,
    /// Its last three letters.
    pub ending: u64,
    /// What sort of word it is in general: coarse and fine class, case.
    sort: Sort,
    /// What it is as a name, as a code.
    name: u8,
}

impl Form {
    /// What stands beyond a sentence.
    pub const BEYOND: Form = Form { word: 1, shape: 1, ending: 0, sort: Sort { coarse: 0, fine: 0, case: 0 }, name: 0 };

    /// The form of a token, and the looks at it alone.
    pub fn of(token: &Token, text: &str, exact: u64) -> (Form, [u64; ALONE]) {
        let (shape, outline) = shapes(text);
        let (sort, name) = (Sort::of(token.folded), NameSort::code_of(token.folded));
        let word = if token.case == Case::Number { shape } else { token.folded };
        let ([p1, p2, p3, p4, p5], [s1, s2, s3, s4, s5]) = affixes(text.as_bytes());
        let looks = [
            (1, word, 0),
            (2, exact, 0),
            (12, shape, 0),
            (13, outline, 0),
            (17, p1, 0),
            (18, p2, 0),
            (19, p3, 0),
            (20, p4, 0),
            (21, p5, 0),
            (22, s1, 0),
            (23, s2, 0),
            (24, s3, 0),
            (25, s4, 0),
            (26, s5, 0),
            (47, u64::from(sort.coarse), shape),
            (48, u64::from(sort.fine), shape),
            (59, u64::from(name), shape),
            (60, u64::from(name) << 8 | u64::from(sort.case), shape),
        ];
        (Form { word, shape, ending: s3, sort, name }, mix_all(&looks))
    }

    /// Its coarse class.
    pub fn coarse(&self) -> u64 {
        u64::from(self.sort.coarse)
    }

    /// Its fine class.
    pub fn fine(&self) -> u64 {
        u64::from(self.sort.fine)
    }

    /// What it is as a name, as a code.
    pub fn name(&self) -> u64 {
        u64::from(self.name)
    }

    /// How it is cased in general.
    pub fn case(&self) -> u64 {
        u64::from(self.sort.case)
    }

    /// The looks at it as the word before, behind, and those beyond.
    pub fn beside(&self) -> [u64; BESIDE] {
        let looks = [(3, self.word, 0), (4, self.word, 0), (5, self.word, 0), (6, self.word, 0)];
        mix_all(&looks)
    }
}

/// A word that was seen before, with what the weights say to it.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Familiar {
    /// The hash of its letters; 0 of no word.
    exact: u64,
    pub form: Form,
    /// Of the word itself.
    pub alone: Scores,
    /// Of its neighbours: the word behind it, before it, and those beyond.
    pub beside: [Scores; BESIDE],
}

impl Familiar {
    fn of<const N: usize>(form: Form, exact: u64, alone: &[u64; N]) -> Familiar {
        let weights = Weights::shared();
        Familiar { exact, form, alone: weights.sum(alone), beside: form.beside().map(|look| weights.sum(&[look])) }
    }
}

/// The words that were seen, each in the one place that its hash names: the last comer takes it.
pub struct Acquaintances {
    places: Box<[Familiar]>,
    beyond: Familiar,
}

/// How many words are kept, a power of two: as many as the processor's nearer memory holds beside the rest.
const KEPT: usize = 1 << 11;

impl Default for Acquaintances {
    fn default() -> Acquaintances {
        let beyond = Familiar::of(Form::BEYOND, 0, &[]);
        Acquaintances { places: vec![beyond; KEPT].into(), beyond }
    }
}

impl Acquaintances {
    /// What is known of a token's word.
    pub fn meet(&mut self, token: &Token, text: &str) -> Familiar {
        let exact = hash_folded(text);
        let place = &mut self.places[(exact >> 40) as usize % KEPT];
        if place.exact != exact {
            let (form, alone) = Form::of(token, text, exact);
            *place = Familiar::of(form, exact, &alone);
        }
        *place
    }

    /// What stands beyond a sentence.
    pub fn beyond(&self) -> Familiar {
        self.beyond
    }
}

/// Templates and what they saw, each as one number. A plain loop: mapping the array is a call for each in some builds.
pub fn mix_all<const N: usize>(looks: &[(u64, u64, u64); N]) -> [u64; N] {
    let mut mixed = [0; N];
    for (mixed, look) in mixed.iter_mut().zip(looks) {
        *mixed = mix(*look);
    }
    mixed
}

/// A template and what it saw as one number, whose weights say how much it speaks for each label.
fn mix((template, left, right): (u64, u64, u64)) -> u64 {
    let mixed = (left ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ right.rotate_left(31);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 32
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
fn affixes(text: &[u8]) -> ([u64; 5], [u64; 5]) {
    let (mut prefixes, mut suffixes) = ([0; 5], [0; 5]);
    let (mut front, mut back) = (3u64, 5u64);
    for ((head, tail), length) in text.iter().zip(text.iter().rev()).zip(0..5) {
        front = front << 8 | u64::from(head.to_ascii_lowercase());
        back = back << 8 | u64::from(tail.to_ascii_lowercase());
        (prefixes[length], suffixes[length]) = (front, back);
    }
    (prefixes, suffixes)
}
