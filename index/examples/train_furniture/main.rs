//! Which lines of a page are the article? Learns it from labelled pages and writes the forest's table.
//!
//! ```text
//! cargo run --release -p nutgraf-index --example train_furniture -- [--folds N] [--across] [--trees N] TABLE.rs PAGES.jsonl.zst…
//! cargo run --release -p nutgraf-index --example train_furniture -- --judge PAGES.jsonl.zst…
//! ```
//!
//! The second form measures the forest that the engine holds now, and learns nothing.
//!
//! A page is a JSON line `{"id", "text", "labels", "body"}`; a label is one letter for each line of the text: `b` body,
//! `x` boilerplate, `n` neither, `-` blank. Every body is shown once more as a page of its own, so that the forest learns
//! to leave clean text alone.
//!
//! The table is learned from all pages. What it is worth on pages it has not seen is measured first: with `--folds N` by
//! cross-validation, the pages of one site always in the same fold, and with `--across` on each collection of pages by a
//! forest that learned from the others.
#![allow(clippy::print_stdout, reason = "a program for maintainers: it talks")]

mod grow;
mod judge;
mod pages;

use nutgraf_index::document::training::{TREES, Tree};
use pages::Page;

struct Options {
    folds: usize,
    across: bool,
    judge: bool,
    trees: usize,
    table: String,
    files: Vec<String>,
}

type Failure = Box<dyn std::error::Error>;

fn options() -> Result<Options, Failure> {
    let mut options = Options { folds: 0, across: false, judge: false, trees: 150, table: String::new(), files: Vec::new() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--folds" => options.folds = words.next().ok_or("--folds needs a number")?.parse()?,
            "--across" => options.across = true,
            "--trees" => options.trees = words.next().ok_or("--trees needs a number")?.parse()?,
            "--judge" => options.judge = true,
            _ if options.table.is_empty() && !options.judge => options.table = word,
            _ => options.files.push(word),
        }
    }
    Ok(options)
}

fn main() -> Result<(), Failure> {
    let options = options()?;
    let pages = pages::read(&options.files)?;
    println!("{} pages of {} sites", pages.len(), pages.iter().map(|page| page.site).max().map_or(0, |last| last + 1));
    if options.judge {
        judge::report(&pages, "the engine's own forest", |_| &TREES);
        return Ok(());
    }
    if options.folds > 1 {
        let folds = options.folds;
        held_out(&pages, options.trees, "other sites", folds, |page| page.site % folds);
    }
    if options.across {
        let mut collections: Vec<&str> = pages.iter().map(Page::collection).collect();
        collections.sort_unstable();
        collections.dedup();
        let place = |page: &Page| collections.iter().position(|name| *name == page.collection()).expect("it was collected above");
        held_out(&pages, options.trees, "other collections", collections.len(), place);
    }
    let trees = learn(pages.iter(), options.trees);
    judge::report(&pages, "the same pages", |_| trees.as_slice());
    std::fs::write(&options.table, table(&trees))?;
    Ok(())
}

fn learn<'p>(pages: impl Iterator<Item = &'p Page>, trees: usize) -> Vec<Tree> {
    let samples: Vec<_> = pages.flat_map(|page| &page.units).collect();
    grow::forest(&samples, trees)
}

/// Judges each part of the pages by a forest that has learned from the others.
fn held_out(pages: &[Page], trees: usize, name: &str, parts: usize, part_of: impl Fn(&Page) -> usize) {
    let learned = |part| learn(pages.iter().filter(|page| part_of(page) != part), trees);
    let forests: Vec<Vec<Tree>> = (0..parts).map(learned).collect();
    judge::report(pages, &format!("learned from {name}"), |page| forests[part_of(page)].as_slice());
}

fn table(trees: &[Tree]) -> String {
    let mut out = String::from(
        "//! The trees of the furniture forest. Written by `examples/train_furniture`: train anew rather than edit.\n\n\
         use super::forest::Tree;\n\n/// The trees that pages are judged by.\n#[rustfmt::skip]\n",
    );
    out += &format!("pub static TREES: [Tree; {}] = [\n", trees.len());
    for Tree { questions, leaves } in trees {
        let questions: Vec<String> = questions.iter().map(|(feature, threshold)| format!("({feature},{threshold})")).collect();
        let leaves: Vec<String> = leaves.iter().map(i16::to_string).collect();
        out += &format!("    Tree {{ questions: [{}], leaves: [{}] }},\n", questions.join(","), leaves.join(","));
    }
    out.push_str("];\n");
    out
}
