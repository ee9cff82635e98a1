//! Whatever the order in which documents come and go, the index holds what it would hold had they come at once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;

use super::{IndexOptions, update};
use crate::passage::PassageKind;
use crate::snapshot::Snapshot;

/// Lines of which documents are made; each document also has one of its own.
const SHARED: [&str; 4] = [
    "Read the Harbour Gazette every day.",
    "The Gazette is printed on paper from the woods behind the harbour, and has been since the mill was built.",
    "Harbour news, ports and ships",
    "Follow the tide tables",
];

/// Which of the shared lines a document holds, and whether it states a source; `None` where it is gone.
type Step = (u8, Option<(u8, bool)>);

/// Files, each of one record.
fn write(folder: &Path, (number, content): Step) {
    let path = folder.join(format!("{number}.jsonl"));
    let Some((lines, sourced)) = content else {
        let _ = std::fs::remove_file(path);
        return;
    };
    let own = format!("Ship number {number} came in at dawn with grain for the mill and left at dusk with nothing on board.");
    let chosen = SHARED.iter().enumerate().filter(|(place, _)| lines >> place & 1 == 1).map(|(_, line)| (*line).to_owned());
    let text: Vec<String> = std::iter::once(own.clone()).chain(chosen).chain([own.replace("dawn", "noon")]).collect();
    let source = sourced.then_some("Gazette");
    let record = serde_json::json!({"id": number, "text": text.join("\n"), "source": source});
    std::fs::write(path, record.to_string()).unwrap();
}

fn bring_up_to_date(documents: &Path, index: &Path) {
    let options = IndexOptions { roots: vec![documents.to_owned()], prune: true, threads: 2, ..IndexOptions::default() };
    update(index, &options, &(), &AtomicBool::new(false)).unwrap();
}

/// The passages of the index, and which of them are furniture.
fn passages(index: &Path) -> BTreeSet<(String, bool)> {
    let snapshot = Snapshot::open(index).unwrap();
    let mut passages = BTreeSet::new();
    for segment in snapshot.segments() {
        segment.records().unwrap().for_each(|record| {
            if segment.reader.alive_bitset().is_some_and(|alive| !alive.is_alive(record)) {
                return;
            }
            for doc in record + 1..segment.end_of_document(record).unwrap() {
                let passage = snapshot.passage(segment.address(doc)).unwrap();
                passages.insert((passage.text, passage.kind == PassageKind::Furniture));
            }
        });
    }
    passages
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn one_by_one_is_all_at_once(
        batches in prop::collection::vec(
            prop::collection::vec((0..8_u8, prop::option::weighted(0.8, (0..16_u8, prop::bool::weighted(0.8)))), 1..8), 1..5),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let documents = folder.path().join("documents");
        std::fs::create_dir(&documents).unwrap();
        for batch in &batches {
            batch.iter().for_each(|step| write(&documents, *step));
            bring_up_to_date(&documents, &folder.path().join("grown"));
        }
        bring_up_to_date(&documents, &folder.path().join("fresh"));
        prop_assert_eq!(passages(&folder.path().join("grown")), passages(&folder.path().join("fresh")));
    }
}

#[test]
fn a_line_of_five_documents_is_furniture_until_one_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (documents, index) = (folder.path().join("documents"), folder.path().join("index"));
    std::fs::create_dir(&documents).unwrap();
    let furniture = || -> BTreeMap<bool, usize> {
        bring_up_to_date(&documents, &index);
        passages(&index).iter().fold(BTreeMap::new(), |mut counts, (_, furniture)| {
            *counts.entry(*furniture).or_default() += 1;
            counts
        })
    };
    (0..4).for_each(|number| write(&documents, (number, Some((1, true)))));
    assert_eq!(furniture().get(&true), None);
    write(&documents, (4, Some((1, true))));
    assert_eq!(furniture().get(&true), Some(&1), "the same text in all five");
    write(&documents, (2, None));
    assert_eq!(furniture().get(&true), None);
    write(&documents, (5, Some((1, false))));
    assert_eq!(furniture().get(&true), None, "it is of another source");
}
