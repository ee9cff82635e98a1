//! What the training of the forest needs: of no use but to `examples/train_furniture`, and it may change at any time.

use std::ops::Range;

pub use super::features::{COUNT, Features};
pub use super::forest::{DEPTH, Tree, scores};
pub use super::forest_table::TREES;

use super::{Document, Label, Marked, Shape, features, label_with, measure, unit};

/// For each unit of a text its lines (counted from 0), its words and its features.
pub fn units(text: &str) -> Vec<(Range<usize>, u32, Features)> {
    let measured = measure::measure_text(text);
    let mut units = unit::units(text, &measured.lines);
    unit::look_for_furniture(text, &mut units);
    let features = features::features(&units, &measured.hashes);
    units.into_iter().zip(features).map(|(unit, features)| (unit.lines, unit.measure.words, features)).collect()
}

/// The labels that the lines of a page get where its units are judged by this forest.
pub fn label(text: &str, forest: &[Tree]) -> Vec<Label> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    label_with(forest, &document, Shape::Plain, Marked::default(), &()).lines.iter().map(|line| line.label).collect()
}
