//! The averaged structured perceptron with a margin.

use nutgraf_index::actor::training::Label;

use crate::lessons::{Lesson, Lessons};
use crate::{DROPPED, MARGIN, report};

/// The scores with the margin given to every wrong label.
fn handicapped(scores: &[[f32; 8]], stretch: &[Lesson]) -> Vec<[f32; 8]> {
    let raised = |(scores, lesson): (&[f32; 8], &Lesson)| {
        std::array::from_fn(|label| scores[label] + if lesson.allows(label) { 0.0 } else { MARGIN })
    };
    scores.iter().zip(stretch).map(raised).collect()
}

#[derive(Clone, Default)]
pub(crate) struct Model {
    pub(crate) rows: Vec<[f32; 8]>,
    pub(crate) steps: [[f32; 8]; 8],
}

/// A model and the sums that its average is made from.
struct Learner {
    now: Model,
    sum: Model,
    time: f32,
}

/// What a training goes over, and how.
#[derive(Clone, Copy)]
pub(crate) struct Course<'c> {
    /// The features that it may use.
    pub(crate) chosen: &'c [bool],
    pub(crate) rounds: usize,
    /// Which order of the lessons it takes.
    pub(crate) order: u64,
    /// The share of the texts that it leaves out: the first number of so many.
    pub(crate) without: Option<(usize, usize)>,
}

impl Course<'_> {
    /// Whether a stretch is learned.
    pub(crate) fn takes(&self, lessons: &Lessons, stretch: usize) -> bool {
        self.without.is_none_or(|(share, of)| lessons.share(stretch, of) != share)
    }
}

pub(crate) fn train(lessons: &Lessons, course: Course<'_>) -> Model {
    let empty = Model { rows: vec![[0.0; 8]; course.chosen.len()], steps: [[0.0; 8]; 8] };
    let mut learner = Learner { now: empty.clone(), sum: empty, time: 0.0 };
    let mut order: Vec<usize> = (0..lessons.stretches.len()).filter(|stretch| course.takes(lessons, *stretch)).collect();
    let mut random = 0x2545_f491_4f6c_dd1d ^ course.order.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for round in 0..course.rounds {
        shuffle(&mut order, &mut random);
        let mut learn = |place: &&usize| {
            let salt = next(&mut random);
            let sees = |feature: u32| course.chosen[feature as usize] && !is_dropped(feature, salt);
            learner.learn(&lessons.stretches[**place].lessons, sees)
        };
        let mistakes = order.iter().filter(|place| learn(place)).count();
        report(&format!("round {round}: {mistakes} stretches wrong"));
    }
    learner.average()
}

/// Whether a feature is hidden this time, so that no other may rely on its being there.
fn is_dropped(feature: u32, salt: u64) -> bool {
    (u64::from(feature) ^ salt).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40 & 0xffff < DROPPED
}

impl Learner {
    /// Learns from one stretch; whether it was wrong.
    fn learn(&mut self, stretch: &[Lesson], sees: impl Fn(u32) -> bool) -> bool {
        self.time += 1.0;
        let scores: Vec<[f32; 8]> = stretch.iter().map(|lesson| self.now.score(lesson, &sees)).collect();
        let answer = self.now.best_path(&handicapped(&scores, stretch), |_| 0xff);
        if answer.iter().zip(stretch).all(|(label, lesson)| lesson.allows(*label)) {
            return false;
        }
        let right = self.now.best_path(&scores, |place| stretch[place].allowed);
        let (mut before_right, mut before_answer) = (0, 0);
        for (place, lesson) in stretch.iter().enumerate() {
            let (right, answer) = (right[place], answer[place]);
            if right != answer {
                for &feature in lesson.features.iter().filter(|feature| sees(**feature)) {
                    self.change(|model| &mut model.rows[feature as usize][right], 1.0);
                    self.change(|model| &mut model.rows[feature as usize][answer], -1.0);
                }
            }
            self.change(|model| &mut model.steps[before_right][right], 1.0);
            self.change(|model| &mut model.steps[before_answer][answer], -1.0);
            (before_right, before_answer) = (right, answer);
        }
        true
    }

    fn change(&mut self, weight: impl Fn(&mut Model) -> &mut f32, by: f32) {
        *weight(&mut self.now) += by;
        *weight(&mut self.sum) += by * self.time;
    }

    fn average(self) -> Model {
        let Learner { mut now, sum, time } = self;
        for (row, sums) in now.rows.iter_mut().zip(&sum.rows).chain(now.steps.iter_mut().zip(&sum.steps)) {
            for (weight, sum) in row.iter_mut().zip(sums) {
                *weight -= sum / time;
            }
        }
        now
    }
}

impl Model {
    /// Adds the weights of another model; the packing makes a mean of the sum.
    pub(crate) fn add(&mut self, other: &Model) {
        let rows = self.rows.iter_mut().zip(&other.rows).chain(self.steps.iter_mut().zip(&other.steps));
        for (row, others) in rows {
            row.iter_mut().zip(others).for_each(|(weight, other)| *weight += other);
        }
    }

    pub(crate) fn score(&self, lesson: &Lesson, sees: impl Fn(u32) -> bool) -> [f32; 8] {
        let mut scores = [0.0; 8];
        for &feature in lesson.features.iter().filter(|feature| sees(**feature)) {
            for (score, weight) in scores.iter_mut().zip(&self.rows[feature as usize]) {
                *score += weight;
            }
        }
        scores
    }

    /// What a path weighs.
    pub(crate) fn weigh(&self, path: &[usize], scores: &[[f32; 8]]) -> f32 {
        let before = std::iter::once(&0).chain(path);
        path.iter().zip(before).zip(scores).map(|((label, before), scores)| self.steps[*before][*label] + scores[*label]).sum()
    }

    /// Viterbi's algorithm over the labels that a place allows.
    pub(crate) fn best_path(&self, scores: &[[f32; 8]], allowed: impl Fn(usize) -> u8) -> Vec<usize> {
        const NEVER: f32 = -1e30;
        let mut back: Vec<[usize; 8]> = Vec::with_capacity(scores.len());
        let mut best = [NEVER; 8];
        best[0] = 0.0;
        for (place, score) in scores.iter().enumerate() {
            let (mut next, mut from) = ([NEVER; 8], [0; 8]);
            for label in (0..8).filter(|label| allowed(place) >> label & 1 == 1) {
                for (before, so_far) in best.iter().enumerate() {
                    let value = so_far + self.steps[before][label] + score[label];
                    if value > next[label] && Label::ALL[label].may_follow(Label::ALL[before]) {
                        (next[label], from[label]) = (value, before);
                    }
                }
            }
            best = next;
            back.push(from);
        }
        let mut label = (0..8).fold(0, |top, label| if best[label] > best[top] { label } else { top });
        let mut path = vec![0; back.len()];
        for (place, from) in path.iter_mut().zip(&back).rev() {
            *place = label;
            label = from[label];
        }
        path
    }
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for place in (1..order.len()).rev() {
        order.swap(place, (next(random) % (place as u64 + 1)) as usize);
    }
}

/// The next number at random (Marsaglia 2003).
fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}
