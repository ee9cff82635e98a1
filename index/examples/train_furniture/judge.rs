//! What a forest is worth: the lines that the whole labeller keeps with it, against the article.
//!
//! Pages are judged by runs of four words, counted with repetition, precision and recall as means over pages; bodies by the
//! share of their words that default search would not find.

use std::collections::{BTreeMap, HashMap};

use nutgraf_index::document::Label;
use nutgraf_index::document::training::{Tree, label};

use crate::pages::Page;

#[derive(Default)]
struct Tally {
    precisions: Vec<f64>,
    recalls: Vec<f64>,
    words: usize,
    lost: usize,
}

/// Prints what the labeller is worth on each set of pages with the forest that is handed out for a page.
pub fn report<'f>(pages: &[Page], name: &str, forest: impl Fn(&Page) -> &'f [Tree]) {
    println!("{name}:");
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for page in pages {
        let labels = label(&page.text, forest(page));
        let tally = tallies.entry(&page.set).or_default();
        if page.clean {
            tally.words += page.text.split_whitespace().count();
            tally.lost += lines_of(&page.text, &labels, LOST).split_whitespace().count();
        } else {
            tally.add(&shingles(&page.body), &shingles(&lines_of(&page.text, &labels, KEPT)));
        }
    }
    for (set, tally) in tallies {
        println!("  {set:20} {tally}");
    }
}

/// The article, as pages are judged.
const KEPT: &[Label] = &[Label::Body, Label::List, Label::Table, Label::Heading];

/// What default search does not find.
const LOST: &[Label] = &[Label::Furniture, Label::PullQuote, Label::Credit, Label::Bio, Label::Tags];

fn lines_of(text: &str, labels: &[Label], wanted: &[Label]) -> String {
    let lines = text.split('\n').zip(labels).filter(|(_, label)| wanted.contains(label));
    lines.map(|(line, _)| line).collect::<Vec<_>>().join("\n")
}

fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> =
        text.split(|mark: char| !mark.is_alphanumeric() && mark != '_').filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    for shingle in words.windows(4.min(words.len()).max(1)) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

impl Tally {
    fn add(&mut self, gold: &HashMap<Vec<&str>, usize>, kept: &HashMap<Vec<&str>, usize>) {
        let right: usize = kept.iter().map(|(shingle, count)| (*count).min(gold.get(shingle).copied().unwrap_or(0))).sum();
        let share = |whole: &HashMap<Vec<&str>, usize>| right as f64 / whole.values().sum::<usize>() as f64;
        self.precisions.extend((!kept.is_empty()).then(|| share(kept)));
        self.recalls.extend((!gold.is_empty()).then(|| share(gold)));
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let (precision, recall) = (mean(&self.precisions), mean(&self.recalls));
        let f1 = 2.0 * precision * recall / (precision + recall);
        write!(out, "F1 {f1:.4} ({precision:.4}/{recall:.4})")?;
        if self.words > 0 {
            write!(out, "  of clean text lost {:.2} %", self.lost as f64 * 100.0 / self.words as f64)?;
        }
        Ok(())
    }
}
