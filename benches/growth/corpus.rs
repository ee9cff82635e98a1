//! Documents, repeated until there are enough.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use nutgraf_index::document::{Document, RawDocument, ReadLimits, read_stream};
use nutgraf_index::passage::cut;

/// How many days the dates of each repetition are shifted.
const SHIFT: i32 = 17;

/// Every so many documents are cut to learn how many passages a document has.
const CUT_EVERY: usize = 40;

/// The documents that are repeated.
pub struct Corpus {
    documents: Vec<RawDocument>,
    /// How many passages a document has on average.
    passages: f64,
}

impl Corpus {
    /// Reads documents from files.
    pub fn read(paths: impl Iterator<Item = PathBuf>) -> Corpus {
        let mut documents = Vec::new();
        for path in paths {
            let file = File::open(&path).expect("a file of the corpus");
            let _: ControlFlow<()> = read_stream(&path, &mut BufReader::new(file), &ReadLimits::default(), &mut |read| {
                documents.extend(read.ok());
                ControlFlow::Continue(())
            });
        }
        let sample: Vec<usize> =
            documents.iter().step_by(CUT_EVERY).map(|raw| cut(&Document::from_raw(raw.clone(), &())).len()).collect();
        assert!(!sample.is_empty(), "no documents to measure with");
        let passages = sample.iter().sum::<usize>() as f64 / sample.len() as f64;
        Corpus { documents, passages }
    }

    /// Writes about so many passages as records: of a smaller number every n-th document, of a larger one all of them
    /// again and again.
    pub fn write(&self, passages: u64, file: &Path) {
        let wanted = (passages as f64 / self.passages).ceil() as usize;
        let mut out = BufWriter::new(File::create(file).expect("a file for the records"));
        let step = (self.documents.len() / wanted.max(1)).max(1);
        let spread = self.documents.iter().step_by(step);
        for (number, raw) in spread.cycle().take(wanted).enumerate() {
            let round = number / self.documents.len().div_ceil(step);
            let line = record(raw, round);
            out.write_all(line.as_bytes()).expect("a record is written");
        }
        out.flush().expect("records are written");
    }
}

fn record(raw: &RawDocument, round: usize) -> String {
    let shifted = raw.published.map(|published| published.first.plus_days(SHIFT * round as i32));
    let record = serde_json::json!({
        "id": format!("{}~{round}", raw.id), "title": raw.title, "text": raw.text, "source": raw.source, "date": shifted,
    });
    format!("{record}\n")
}
