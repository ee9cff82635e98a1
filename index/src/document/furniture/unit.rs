//! What is judged as a whole: a line, or in wrapped text the lines of a paragraph.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::cues::{Cues, find_cues};
use super::measure::{Measure, hash_text};
use super::tables::is_all_figures;
use super::wrapping::Column;
use crate::document::front::unemphasised;
use crate::text::Span;

/// A line that is not blank, or the wrapped lines of a paragraph as one.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its lines, counted from 0.
    pub lines: Range<usize>,
    /// Its measures as a whole.
    pub measure: Measure,
    /// Its cues.
    pub cues: Cues,
    /// Blank lines above it.
    pub blanks_above: u32,
    /// In how many units of the document its text stands.
    pub repeats: u32,
    /// Whether its text recurs across the documents of its source.
    pub recurs: bool,
    /// Whether it is a turn of a conversation.
    pub is_turn: bool,
}

impl Unit {
    /// The hashes of its words among those of the whole text.
    pub fn hashes_in<'h>(&self, hashes: &'h [u32]) -> &'h [u32] {
        let first = self.measure.first_hash as usize;
        &hashes[first..first + self.measure.hashes as usize]
    }
}

/// Groups the lines of a text into units: where it is wrapped, those of each paragraph.
pub fn units(text: &str, measures: &[Measure]) -> Vec<Unit> {
    let column = Column::of(text, measures);
    let mut units: Vec<Unit> = Vec::with_capacity(measures.len());
    let mut blanks = 0;
    for (place, measure) in measures.iter().enumerate().filter(|(_, measure)| !measure.outside) {
        if measure.is_blank() {
            blanks += 1;
            continue;
        }
        let joins = |unit: &Unit| {
            let above = &measures[unit.lines.end - 1];
            let is_row = is_all_figures(measure) || is_all_figures(&unit.measure);
            !is_row && column.is_some_and(|column| !column.begins_paragraph(text, above, measure))
        };
        match units.last_mut().filter(|unit| blanks == 0 && measure.bullet == 0 && joins(unit)) {
            Some(unit) => extend(unit, place, measure),
            None => units.push(Unit {
                lines: place..place + 1,
                measure: *measure,
                cues: Cues::default(),
                blanks_above: blanks,
                repeats: 1,
                recurs: false,
                is_turn: false,
            }),
        }
        blanks = 0;
    }
    units
}

fn extend(unit: &mut Unit, place: usize, next: &Measure) {
    let whole = &mut unit.measure;
    unit.lines.end = place + 1;
    whole.line = whole.line.cover(next.line);
    whole.trimmed = whole.trimmed.cover(next.trimmed);
    whole.words += next.words;
    whole.capitals += next.capitals;
    whole.common += next.common;
    whole.numbers += next.numbers;
    whole.commas += next.commas;
    whole.stops += next.stops;
    whole.bars += next.bars;
    whole.tabs += next.tabs;
    whole.gaps += next.gaps;
    whole.hashes += next.hashes;
    whole.end = next.end;
    whole.shouts &= next.shouts;
}

/// Finds the cues of all units and counts how often each stands in the document: what only pages with furniture need.
pub fn look_for_furniture(text: &str, units: &mut [Unit]) {
    let spans: Vec<_> = units.iter().map(|unit| unit.measure.trimmed).collect();
    for (unit, cues) in units.iter_mut().zip(find_cues(text, &spans)) {
        unit.cues = cues;
    }
    count_repeats(text, units);
}

/// The appeals of a clean text stand among so many units at its end, or open it.
const LAST: usize = 4;

/// Finds the cues of the units that are no prose, and of the first and the last.
pub fn look_between_prose(text: &str, units: &mut [Unit]) {
    let count = units.len();
    for (place, unit) in units.iter_mut().enumerate() {
        if place == 0 || place + LAST >= count || !unit.measure.is_prose() {
            let line = unit.measure.trimmed.of(text);
            unit.cues = find_cues(line, &[Span::new(0, line.len())])[0];
        }
    }
}

fn count_repeats(text: &str, units: &mut [Unit]) {
    let hashes: Vec<u64> = units.iter().map(|unit| hash_text(bare(text, unit))).collect();
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for hash in &hashes {
        *counts.entry(*hash).or_default() += 1;
    }
    for (unit, hash) in units.iter_mut().zip(hashes) {
        unit.repeats = counts[&hash];
    }
}

/// The text of a unit without its bullet, and without the stress of Markdown: menus come once with and once without.
pub fn bare<'t>(text: &'t str, unit: &Unit) -> &'t str {
    unemphasised(&unit.measure.trimmed.of(text)[unit.measure.bullet as usize..])
}
