//! Labelled pages, what the forest sees of them, and which of them are of one site.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};

use nutgraf_index::document::training::{Features, units};

/// A page, or a body fed in as one.
pub struct Page {
    /// The file it came from.
    pub set: String,
    /// Whether it is a body, clean already.
    pub clean: bool,
    /// The number of its site.
    pub site: usize,
    /// Its text.
    pub text: String,
    /// The text of its article.
    pub body: String,
    /// What the forest learns from.
    pub units: Vec<Sample>,
}

/// One unit of a page.
pub struct Sample {
    pub features: Features,
    /// 1 body, 0 boilerplate.
    pub target: f32,
    pub weight: f32,
}

impl Page {
    /// The collection that its set belongs to: `cleaneval` for `cleaneval_full`.
    pub fn collection(&self) -> &str {
        self.set.split('_').next().unwrap_or_default()
    }
}

/// A page as its file has it.
#[derive(serde::Deserialize)]
struct Record {
    #[serde(skip)]
    set: String,
    id: String,
    text: String,
    labels: String,
    #[serde(default)]
    body: String,
}

/// Reads the pages of all files.
///
/// # Errors
///
/// What can't be read of a file, or is no page.
pub fn read(files: &[String]) -> std::io::Result<Vec<Page>> {
    let mut records: Vec<Record> = Vec::new();
    for file in files {
        records.append(&mut read_records(file)?);
    }
    let sites = sites(&records);
    Ok(records.iter().zip(sites).flat_map(|(record, site)| pages_of(record, site)).collect())
}

fn read_records(file: &str) -> std::io::Result<Vec<Record>> {
    let name = file.rsplit('/').next().unwrap_or_default();
    let set = name.split('.').next().unwrap_or_default();
    let lines = BufReader::new(zstd::Decoder::new(std::fs::File::open(file)?)?).lines();
    lines.map(|line| Ok(Record { set: set.to_owned(), ..serde_json::from_str(&line?)? })).collect()
}

fn pages_of(record: &Record, site: usize) -> Vec<Page> {
    let page = |clean, text: &str, labels: &str| Page {
        set: record.set.clone(),
        clean,
        site,
        text: text.to_owned(),
        body: if record.body.is_empty() { labelled_body(text, labels) } else { record.body.clone() },
        units: samples(text, labels, clean, record.set.starts_with("cleaneval")),
    };
    let mut pages = vec![page(false, &record.text, &record.labels)];
    if record.set.ends_with("cleaned") && !record.body.is_empty() {
        pages.push(page(true, &record.body, &"b".repeat(record.body.split('\n').count())));
    }
    pages
}

fn labelled_body(text: &str, labels: &str) -> String {
    let body = text.split('\n').zip(labels.bytes()).filter(|(_, label)| *label == b'b');
    body.map(|(line, _)| line).collect::<Vec<_>>().join("\n")
}

/// Units with a label each: that of most of their words. All pages weigh the same, a unit by a power of its words.
fn samples(text: &str, labels: &str, clean: bool, neutral_counts: bool) -> Vec<Sample> {
    let labels = labels.as_bytes();
    let mut samples = Vec::new();
    for (lines, words, features) in units(text) {
        let count = |letter: u8| labels[lines.clone()].iter().filter(|label| **label == letter).count();
        let (body, other, neutral) = (count(b'b'), count(b'x'), count(b'n'));
        let target = if body >= other.max(1) { 1.0 } else { 0.0 };
        let sure = if neutral > body + other && neutral_counts { 0.0 } else { 1.0 };
        let weight = sure * (words as f32 + 2.0).powf(0.75);
        samples.push(Sample { features, target, weight });
    }
    let total: f32 = samples.iter().map(|sample| sample.weight).sum();
    let page_weight = if clean { 40.0 } else { 100.0 };
    samples.iter_mut().for_each(|sample| sample.weight *= page_weight / total.max(1.0));
    samples
}

/// Pages that share so many lines of boilerplate are of one site.
const SHARED_LINES: usize = 3;

/// Lines of fewer words are shared by chance.
const FEWEST_WORDS: usize = 4;

/// Numbers the sites: pages of one id, and pages that share lines of boilerplate.
fn sites(records: &[Record]) -> Vec<usize> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, record) in records.iter().enumerate() {
        holders.entry(&record.id).or_default().push(place);
        for (line, label) in record.text.split('\n').zip(record.labels.bytes()) {
            if label == b'x' && line.split_whitespace().count() >= FEWEST_WORDS {
                holders.entry(line.trim()).or_default().push(place);
            }
        }
    }
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for (line, places) in &holders {
        let same_page = records[places[0]].id == *line;
        for place in &places[1..] {
            *shared.entry((places[0], *place)).or_default() += if same_page { SHARED_LINES } else { 1 };
        }
    }
    let mut parents: Vec<usize> = (0..records.len()).collect();
    for ((one, other), _) in shared.into_iter().filter(|(_, lines)| *lines >= SHARED_LINES) {
        let (one, other) = (root(&parents, one), root(&parents, other));
        parents[one.max(other)] = one.min(other);
    }
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    (0..records.len())
        .map(|place| {
            let next = numbers.len();
            *numbers.entry(root(&parents, place)).or_insert(next)
        })
        .collect()
}

fn root(parents: &[usize], mut place: usize) -> usize {
    while parents[place] != place {
        place = parents[place];
    }
    place
}
