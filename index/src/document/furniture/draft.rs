//! A document while its lines are being labelled.

use super::Label;
use super::measure::Measure;
use super::unit::{self, Unit};

/// The units of a text with the labels they have so far. Later steps overrule earlier ones.
pub struct Draft<'t> {
    /// The text.
    pub text: &'t str,
    /// A hash of each of its words.
    hashes: Vec<u32>,
    /// Its units, in order.
    pub units: Vec<Unit>,
    /// The label of each unit, and why.
    pub labels: Vec<(Label, &'static str)>,
}

impl<'t> Draft<'t> {
    /// Everything is body until something speaks against it.
    pub fn new(text: &'t str, hashes: Vec<u32>, units: Vec<Unit>) -> Draft<'t> {
        let labels = vec![(Label::Body, "prose"); units.len()];
        Draft { text, hashes, units, labels }
    }

    /// The hashes of the words of the whole text.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The hashes of the words of a unit.
    pub fn hashes_of(&self, place: usize) -> &[u32] {
        self.units[place].hashes_in(&self.hashes)
    }

    /// Labels a unit.
    pub fn set(&mut self, place: usize, label: Label, reason: &'static str) {
        self.labels[place] = (label, reason);
    }

    /// Labels a unit furniture.
    pub fn drop(&mut self, place: usize, reason: &'static str) {
        self.set(place, Label::Furniture, reason);
    }

    /// The label of a unit.
    pub fn label(&self, place: usize) -> Label {
        self.labels[place].0
    }

    /// Tells whether a unit is still part of the article.
    pub fn is_body(&self, place: usize) -> bool {
        matches!(self.label(place), Label::Body | Label::List | Label::Table | Label::Heading)
    }

    /// The measures of a unit.
    pub fn measure(&self, place: usize) -> &Measure {
        &self.units[place].measure
    }

    /// The text of a unit, without white space around it and without its bullet.
    pub fn words_of(&self, place: usize) -> &'t str {
        unit::bare(self.text, &self.units[place])
    }

    /// The text of a unit, without white space around it: a day may begin as numbers of items do.
    pub fn line_of(&self, place: usize) -> &'t str {
        self.measure(place).trimmed.of(self.text)
    }

    /// The first unit that is a paragraph of the article.
    pub fn first_prose(&self) -> Option<usize> {
        let is_prose = |measure: &Measure| measure.is_prose() || measure.leads_in();
        (0..self.units.len()).find(|place| self.is_body(*place) && is_prose(self.measure(*place)))
    }

    /// The last unit that is part of the article.
    pub fn last_body(&self) -> Option<usize> {
        (0..self.units.len()).rev().find(|place| self.is_body(*place))
    }

    /// The words of all units that a test picks.
    pub fn words_where(&self, test: impl Fn(usize) -> bool) -> u32 {
        (0..self.units.len()).filter(|place| test(*place)).map(|place| self.measure(place).words).sum()
    }
}
