//! The features that fit into the file, and the file.

use std::collections::BTreeMap;

use nutgraf_index::actor::training::{LINE, Label, ROWS, STEPS, check_of, line_of};

use crate::LINES;
use crate::lessons::Lessons;
use crate::perceptron::Model;

/// The features that are kept: of each line the seven with the greatest weights, no two with the same check.
pub(crate) fn choose(lessons: &Lessons, model: &Model) -> Vec<bool> {
    let mut lines: BTreeMap<usize, Vec<(f32, usize)>> = BTreeMap::new();
    for (number, hash) in lessons.features.iter().enumerate() {
        let weight = model.rows[number].iter().map(|weight| weight.abs()).sum();
        lines.entry(line_of(*hash, LINES)).or_default().push((weight, number));
    }
    let mut chosen = vec![false; lessons.features.len()];
    for line in lines.values_mut() {
        line.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        let mut checks = Vec::new();
        for (weight, number) in line.iter() {
            let check = check_of(lessons.features[*number]);
            if checks.len() < ROWS && *weight > 0.0 && !checks.contains(&check) {
                checks.push(check);
                chosen[*number] = true;
            }
        }
    }
    chosen
}

/// Writes the steps and the lines, with the largest weights clipped to a byte.
pub(crate) fn pack(lessons: &Lessons, model: &Model, chosen: &[bool]) -> Vec<u8> {
    let mut sizes: Vec<f32> = model.rows.iter().flatten().map(|weight| weight.abs()).filter(|weight| *weight > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let largest = sizes.get(sizes.len() * 9995 / 10_000).copied().unwrap_or(1.0);
    let scale = 127.0 / largest;
    let mut bytes = Vec::with_capacity(STEPS * 2 + LINES * LINE);
    for (before, row) in model.steps.iter().enumerate() {
        for (label, weight) in row.iter().enumerate() {
            let may = Label::ALL[label].may_follow(Label::ALL[before]);
            let step = if may { (weight * scale).round().clamp(-16_000.0, 16_000.0) as i16 } else { i16::MIN };
            bytes.extend(step.to_le_bytes());
        }
    }
    let mut lines = vec![[0u8; LINE]; LINES];
    let mut filled = vec![0; LINES];
    for (number, hash) in lessons.features.iter().enumerate().filter(|(number, _)| chosen[*number]) {
        let line = line_of(*hash, LINES);
        let row = filled[line];
        filled[line] += 1;
        lines[line][row] = check_of(*hash);
        for (place, weight) in model.rows[number].iter().enumerate() {
            lines[line][8 + row * 8 + place] = (weight * scale).round().clamp(-127.0, 127.0) as i8 as u8;
        }
    }
    bytes.extend(lines.iter().flatten());
    bytes
}
