//! Where may the gold be wrong?
//!
//! What a program labelled is wrong in places, and a model that learns it is wrong there too. So a model that has not seen a
//! text says what it would have said: where that outweighs the gold by far, either is allowed, and neither is learned against
//! the other.

use crate::lessons::Lessons;
use crate::perceptron::{Course, train};

/// In how many shares the texts are looked through: each by a model of the others.
const SHARES: usize = 2;
/// The rounds of such a model.
const ROUNDS: usize = 5;
/// By how much its answer must outweigh the gold, in steps of learning.
const OUTWEIGHS: f32 = 10.0;

/// Allows more labels where the gold is doubtful; how many tokens that are.
pub(crate) fn soften(lessons: &mut Lessons) -> usize {
    let all = vec![true; lessons.features.len()];
    let share = |share| doubts(lessons, Course { chosen: &all, rounds: ROUNDS, order: 0, without: Some((share, SHARES)) });
    let doubts: Vec<Doubt> = (0..SHARES).flat_map(share).collect();
    for doubt in &doubts {
        lessons.stretches[doubt.stretch].lessons[doubt.place].allowed |= 1 << doubt.label;
    }
    doubts.len()
}

/// A label that a token may have too.
struct Doubt {
    stretch: usize,
    place: usize,
    label: usize,
}

/// The doubts of the model that a course gives about the texts that it left out.
fn doubts(lessons: &Lessons, course: Course<'_>) -> Vec<Doubt> {
    let model = train(lessons, course);
    let mut doubts = Vec::new();
    let doubtful = lessons.stretches.iter().enumerate().filter(|(_, stretch)| stretch.is_doubtful);
    for (number, stretch) in doubtful.filter(|(number, _)| !course.takes(lessons, *number)) {
        let scores: Vec<[f32; 8]> = stretch.lessons.iter().map(|lesson| model.score(lesson, |_| true)).collect();
        let gold = model.best_path(&scores, |place| stretch.lessons[place].allowed);
        let answer = model.best_path(&scores, |_| 0xff);
        if model.weigh(&answer, &scores) - model.weigh(&gold, &scores) > OUTWEIGHS {
            let differing = answer.iter().enumerate().filter(|(place, label)| gold[*place] != **label);
            doubts.extend(differing.map(|(place, label)| Doubt { stretch: number, place, label: *label }));
        }
    }
    doubts
}
