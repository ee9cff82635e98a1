//! Learns from plain text what sort of word each frequent word is: which words stand around it, and how it is cased.
//!
//! ```text
//! cargo run --release --example learn_words -- OUT FILE...
//! ```
//!
//! A FILE is NDJSON with a `text` a line; `.zst` is unpacked. Words whose neighbours are alike get one class, by spherical
//! k-means (Dhillon and Modha 2001) over the positive pointwise mutual information of a word with the most frequent words to
//! its left and right. The same files in the same order give the same bytes.

use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Read};

use nutgraf_index::actor::training::{PlainWord, WORD_SLOT, WORD_SLOTS, plain_words};

/// The words that get a class, and those that count as neighbours.
const VOCABULARY: usize = 36_000;
const NEIGHBOURS: usize = 500;
/// Rounds of k-means.
const ROUNDS: usize = 8;
/// The numbers of classes: coarse and fine.
const CLASSES: [usize; 2] = [60, 250];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: learn_words OUT FILE...")?;
    let files: Vec<String> = arguments.collect();
    let census = Census::take(&files)?;
    let vectors = vectors(&files, &census)?;
    let classes = CLASSES.map(|number| cluster(&vectors, number));
    std::fs::write(&out, pack(&census, &classes))?;
    Ok(())
}

fn each_text(files: &[String], mut see: impl FnMut(&[PlainWord])) -> Result<(), Box<dyn Error>> {
    for path in files {
        let file = std::fs::File::open(path).map_err(|error| format!("{path}: {error}"))?;
        let reader: Box<dyn Read> = if path.ends_with(".zst") { Box::new(zstd::Decoder::new(file)?) } else { Box::new(file) };
        for line in BufReader::new(reader).lines() {
            let record: serde_json::Value = serde_json::from_str(&line?)?;
            see(&plain_words(record["text"].as_str().unwrap_or("")));
        }
    }
    Ok(())
}

/// How often words occur, and how often in small letters or as capitals inside sentences.
struct Census {
    /// The vocabulary, the most frequent first.
    words: Vec<u64>,
    numbers: HashMap<u64, usize>,
    cases: Vec<[u32; 2]>,
}

impl Census {
    fn take(files: &[String]) -> Result<Census, Box<dyn Error>> {
        let mut counts: HashMap<u64, [u32; 3]> = HashMap::new();
        each_text(files, |words| {
            for word in words {
                let count = counts.entry(word.folded).or_default();
                count[0] += 1;
                count[1] += u32::from(!word.capital);
                count[2] += u32::from(word.capital && !word.opens);
            }
        })?;
        let mut ranked: Vec<(u64, [u32; 3])> = counts.into_iter().collect();
        ranked.sort_by_key(|(word, count)| (std::cmp::Reverse(count[0]), *word));
        ranked.truncate(VOCABULARY);
        let words: Vec<u64> = ranked.iter().map(|(word, _)| *word).collect();
        let numbers = words.iter().enumerate().map(|(number, word)| (*word, number)).collect();
        Ok(Census { words, numbers, cases: ranked.iter().map(|(_, count)| [count[1], count[2]]).collect() })
    }

    /// 1: nearly always small; 2: mostly small; 3: mixed; 4: mostly a capital; 5: nearly always one.
    fn case_class(&self, number: usize) -> u8 {
        let [small, capital] = self.cases[number].map(f64::from);
        match capital / (small + capital).max(1.0) {
            share if share < 0.01 => 1,
            share if share < 0.15 => 2,
            share if share < 0.6 => 3,
            share if share < 0.95 => 4,
            _ => 5,
        }
    }
}

/// A sparse vector of length 1.
type Vector = Vec<(u32, f32)>;

fn vectors(files: &[String], census: &Census) -> Result<Vec<Vector>, Box<dyn Error>> {
    let mut counts: Vec<HashMap<u32, u32>> = vec![HashMap::new(); census.words.len()];
    each_text(files, |words| {
        let numbers: Vec<Option<usize>> = words.iter().map(|word| census.numbers.get(&word.folded).copied()).collect();
        for (place, pair) in numbers.windows(2).enumerate() {
            if let ([Some(left), Some(right)], false) = (pair, words[place + 1].opens) {
                if *right < NEIGHBOURS {
                    *counts[*left].entry(*right as u32).or_default() += 1;
                }
                if *left < NEIGHBOURS {
                    *counts[*right].entry((NEIGHBOURS + left) as u32).or_default() += 1;
                }
            }
        }
    })?;
    let mut totals = vec![0f32; NEIGHBOURS * 2];
    counts.iter().flatten().for_each(|(neighbour, count)| totals[*neighbour as usize] += *count as f32);
    let all: f32 = totals.iter().sum();
    Ok(counts.into_iter().map(|row| informative(row, &totals, all)).collect())
}

fn informative(row: HashMap<u32, u32>, totals: &[f32], all: f32) -> Vector {
    let sum: f32 = row.values().map(|count| *count as f32).sum();
    let mut vector: Vector = row
        .into_iter()
        .map(|(neighbour, count)| (neighbour, (count as f32 * all / (sum * totals[neighbour as usize])).ln().max(0.0)))
        .filter(|(_, value)| *value > 0.0)
        .collect();
    vector.sort_unstable_by_key(|(neighbour, _)| *neighbour);
    let length = vector.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(1e-9);
    vector.iter_mut().for_each(|(_, value)| *value /= length);
    vector
}

/// The class of each vector, from 1; 0 for those that know no neighbour.
fn cluster(vectors: &[Vector], classes: usize) -> Vec<u8> {
    // The centres start at frequent words, which are far apart in meaning.
    let mut centres: Vec<Vec<f32>> = (0..classes).map(|class| dense(&vectors[class * 7 + 20])).collect();
    let mut labels = vec![0u8; vectors.len()];
    for _ in 0..ROUNDS {
        for (label, vector) in labels.iter_mut().zip(vectors) {
            *label = nearest(vector, &centres);
        }
        centres = means(vectors, &labels, classes);
    }
    labels
}

fn dense(vector: &Vector) -> Vec<f32> {
    let mut row = vec![0.0; NEIGHBOURS * 2];
    vector.iter().for_each(|(neighbour, value)| row[*neighbour as usize] = *value);
    row
}

fn nearest(vector: &Vector, centres: &[Vec<f32>]) -> u8 {
    if vector.is_empty() {
        return 0;
    }
    let likeness = |centre: &Vec<f32>| vector.iter().map(|(neighbour, value)| centre[*neighbour as usize] * value).sum::<f32>();
    let best = centres.iter().enumerate().map(|(class, centre)| (likeness(centre), class));
    best.fold((f32::MIN, 0), |best, next| if next.0 > best.0 { next } else { best }).1 as u8 + 1
}

fn means(vectors: &[Vector], labels: &[u8], classes: usize) -> Vec<Vec<f32>> {
    let mut centres = vec![vec![0f32; NEIGHBOURS * 2]; classes];
    for (vector, label) in vectors.iter().zip(labels).filter(|(_, label)| **label > 0) {
        let centre = &mut centres[usize::from(*label) - 1];
        vector.iter().for_each(|(neighbour, value)| centre[*neighbour as usize] += value);
    }
    for centre in &mut centres {
        let length = centre.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-9);
        centre.iter_mut().for_each(|value| *value /= length);
    }
    centres
}

/// A hash table with open addresses: each slot has four bytes of check, the classes and the case.
fn pack(census: &Census, classes: &[Vec<u8>; 2]) -> Vec<u8> {
    let mut table = vec![0u8; WORD_SLOTS * WORD_SLOT];
    for (number, word) in census.words.iter().enumerate() {
        let mut slot = *word as usize & (WORD_SLOTS - 1);
        while table[slot * WORD_SLOT + 6] != 0 {
            slot = (slot + 1) & (WORD_SLOTS - 1);
        }
        let at = slot * WORD_SLOT;
        table[at..at + 4].copy_from_slice(&((*word >> 32) as u32).to_le_bytes());
        table[at + 4..at + 7].copy_from_slice(&[classes[0][number], classes[1][number], census.case_class(number)]);
    }
    table
}
