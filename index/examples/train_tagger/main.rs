//! Trains the weights of the actor tagger.
//!
//! ```text
//! cargo run --release --example train_tagger -- OUT FILE[@program]...
//! ```
//!
//! A FILE holds one token and its BIO tag a line, with a tab between; an empty line ends a sentence, a token `-DOCSTART-`
//! begins a document; `.zst` is unpacked. `@program` marks a file that a program labelled: where it is doubtful (`doubt`), other
//! labels are allowed too. The method is the averaged structured perceptron (Collins 2002) with a margin (Taskar et al. 2003)
//! and with a part of the features hidden each time (Srivastava et al. 2014), trained twice: once over all features, then over
//! those that fit into the lines of the weights, there several times in different orders, of which the mean is taken. The same
//! files in the same order give the same bytes.

mod doubt;
mod lessons;
mod packing;
mod perceptron;
mod texts;

use std::error::Error;

use doubt::soften;
use lessons::Lessons;
use packing::{choose, pack};
use perceptron::{Course, train};
use texts::read_texts;

/// The number of lines of the weights file, a power of two.
const LINES: usize = 1 << 16;
/// Rounds over all features, then over the chosen ones.
const ROUNDS: (usize, usize) = (6, 10);
/// How many orders of the lessons the last training takes the mean of.
const ORDERS: u64 = 4;
/// The share of the features that is hidden each time, in 65,536ths: a fifth.
const DROPPED: u64 = 13_107;
/// By how much a right label must outweigh a wrong one, in steps of learning.
const MARGIN: f32 = 6.0;
/// How often a feature must be seen to be learned.
const SEEN_AT_LEAST: u32 = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: train_tagger OUT FILE[@program]...")?;
    let mut texts = Vec::new();
    for argument in arguments {
        let by_program = argument.strip_suffix("@program");
        texts.extend(read_texts(by_program.unwrap_or(&argument), by_program.is_some())?);
    }
    let mut lessons = Lessons::of(&texts);
    report(&format!("{} texts, {} stretches, {} features", texts.len(), lessons.stretches.len(), lessons.features.len()));
    let doubts = soften(&mut lessons);
    report(&format!("{doubts} doubtful tokens"));
    let all = vec![true; lessons.features.len()];
    let first = train(&lessons, Course { chosen: &all, rounds: ROUNDS.0, order: 0, without: None });
    let chosen = choose(&lessons, &first);
    let course = |order| Course { chosen: &chosen, rounds: ROUNDS.1, order, without: None };
    let mut model = train(&lessons, course(0));
    for order in 1..ORDERS {
        model.add(&train(&lessons, course(order)));
    }
    let bytes = pack(&lessons, &model, &chosen);
    std::fs::write(&out, &bytes)?;
    report(&format!("{} bytes in {out}", bytes.len()));
    Ok(())
}

#[allow(clippy::print_stderr)]
fn report(line: &str) {
    eprintln!("{line}");
}
