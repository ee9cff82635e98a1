//! What the tagger sees of the texts, and what it should say.

use std::collections::HashMap;

use nutgraf_index::actor::training::{Label, stretches};

use crate::SEEN_AT_LEAST;
use crate::texts::Labelled;

/// One token: its known features, and the labels it may have, a bit each.
pub(crate) struct Lesson {
    pub(crate) features: Vec<u32>,
    pub(crate) allowed: u8,
}

impl Lesson {
    pub(crate) fn allows(&self, label: usize) -> bool {
        self.allowed >> label & 1 == 1
    }
}

/// The tokens that are decoded together.
pub(crate) struct Stretch {
    pub(crate) lessons: Vec<Lesson>,
    /// The number of its text.
    text: usize,
    /// Whether a program labelled it.
    pub(crate) is_doubtful: bool,
}

/// How many texts on end belong to one share.
const TOGETHER: usize = 50;

pub(crate) struct Lessons {
    pub(crate) stretches: Vec<Stretch>,
    /// The hash of each feature.
    pub(crate) features: Vec<u64>,
}

impl Lessons {
    pub(crate) fn of(texts: &[Labelled]) -> Lessons {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let seen: Vec<_> = texts.iter().map(|labelled| stretches(&labelled.text)).collect();
        for token in seen.iter().flatten().flatten() {
            token.features.iter().for_each(|feature| *counts.entry(*feature).or_default() += 1);
        }
        let mut features: Vec<u64> =
            counts.into_iter().filter(|(_, count)| *count >= SEEN_AT_LEAST).map(|(hash, _)| hash).collect();
        features.sort_unstable();
        let numbers: HashMap<u64, u32> = features.iter().enumerate().map(|(number, hash)| (*hash, number as u32)).collect();
        let mut lessons = Lessons { stretches: Vec::new(), features };
        for (text, (labelled, stretches)) in texts.iter().zip(seen).enumerate() {
            for stretch in stretches {
                let lesson = |token: nutgraf_index::actor::training::Seen| Lesson {
                    allowed: allowed(labelled, token.span.start, token.span.end),
                    features: token.features.iter().filter_map(|feature| numbers.get(feature).copied()).collect(),
                };
                let (learned, is_doubtful) = (stretch.into_iter().map(lesson).collect(), labelled.by_program);
                lessons.stretches.push(Stretch { lessons: learned, text, is_doubtful });
            }
        }
        lessons
    }

    /// In which of so many shares of the texts a stretch stands.
    pub(crate) fn share(&self, stretch: usize, of: usize) -> usize {
        self.stretches[stretch].text / TOGETHER % of
    }
}

/// The labels that the gold allows a token. Where a corpus leaves other names unmarked, an unmarked word may be one.
fn allowed(labelled: &Labelled, start: usize, end: usize) -> u8 {
    let place = labelled.names.partition_point(|name| name.1 <= start);
    let Some(&(first, _, label)) = labelled.names.get(place).filter(|name| name.0 < end) else {
        let outside = 1 << Label::Outside as u8;
        return if labelled.marks_others { outside } else { outside | 1 << Label::Other as u8 };
    };
    let begins = start <= first || label == Label::Other;
    1 << (label as u8 + u8::from(!begins))
}
