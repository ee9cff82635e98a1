//! How fast is text labelled and cut, on one core? Give it files; each is read once and measured five times. With
//! `--as-pages` the texts of records are taken for pages, in which anything may be furniture.
//!
//! ```text
//! cargo run --release -p nutgraf-index --example intake_speed -- [--as-pages] FILE…
//! ```
#![allow(clippy::print_stdout, reason = "a measuring program talks")]

use std::ops::ControlFlow;
use std::time::Instant;

use nutgraf_index::document::{Document, RawDocument, ReadLimits, Shape, read_stream};
use nutgraf_index::passage::cut;

fn main() -> std::io::Result<()> {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    for path in paths {
        let mut documents: Vec<RawDocument> = Vec::new();
        let mut reader = std::io::BufReader::new(std::fs::File::open(&path)?);
        let read = Instant::now();
        let _: ControlFlow<()> = read_stream(path.as_ref(), &mut reader, &ReadLimits::default(), &mut |read| {
            documents.extend(read.ok().map(|raw| match flags.is_empty() {
                true => raw,
                false => RawDocument { shape: Shape::Plain, title: None, ..raw },
            }));
            ControlFlow::Continue(())
        });
        let read = read.elapsed().as_secs_f64();
        let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
        let (mut label, mut cutting, mut passages, mut good) = (f64::MAX, f64::MAX, 0, 0);
        for _ in 0..5 {
            let raw = documents.clone();
            let start = Instant::now();
            let labelled: Vec<Document> = raw.into_iter().map(|raw| Document::from_raw(raw, &())).collect();
            label = label.min(start.elapsed().as_secs_f64());
            let start = Instant::now();
            let cut: Vec<_> = labelled.iter().map(|document| (document, cut(document))).collect();
            cutting = cutting.min(start.elapsed().as_secs_f64());
            passages = cut.iter().map(|(_, passages)| passages.len()).sum();
            let lengths = cut.iter().flat_map(|(document, passages)| {
                passages.iter().map(|passage| passage.span.of(&document.text).split_whitespace().count())
            });
            good = lengths.filter(|words| (25..=200).contains(words)).count();
        }
        let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
        println!(
            "{path}: {} documents, {:.1} MB, {passages} passages ({:.1} % of 25-200 words); MB/s: read {:.0}, label {:.0}, cut {:.0}, both {:.0}",
            documents.len(),
            bytes as f64 / 1e6,
            good as f64 * 100.0 / passages.max(1) as f64,
            speed(read),
            speed(label),
            speed(cutting),
            speed(label + cutting),
        );
    }
    Ok(())
}
