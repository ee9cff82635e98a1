//! Titles and headings are found wherever furniture stands, and whatever a document's text is.

use serde_json::json;

use crate::stage::Stage;

/// Eight records of one source, the first line of each the same: furniture.
fn with_furniture_first() -> Stage {
    let stage = Stage::empty();
    let record = |number: usize| {
        let words = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel"][number];
        let own = format!("Good afternoon. The {words} was launched today in front of a large crowd, and the sea was calm.");
        let text = format!(
            "Roosevelt Room\n\n{own}\n\n## Wombat{words} section\n\nClick here to subscribe now.\n\n{}",
            own.replace("launched", "sunk")
        );
        json!({"id": format!("r{number}"), "title": format!("Remarks on {words}"), "text": text, "source": "Gazette"}).to_string()
    };
    stage.write("records.jsonl", (0..8).map(record).collect::<Vec<_>>().join("\n"));
    stage.index();
    stage
}

#[test]
fn a_title_is_found_where_the_first_passage_is_furniture() {
    let stage = with_furniture_first();
    let kinds = stage.json(&["search", "--json", "--furniture", "-n", "100", "--all-passages", "--dups", "show", "roosevelt"]);
    assert_eq!(kinds["hits"][0]["passage"]["kind"], "furniture", "else this tests nothing");
    assert_eq!(stage.hits(&["title:remarks"]).len(), 8);
    assert_eq!(stage.hits(&["remarks"]).len(), 8);
    let hits = stage.search(&["remarks bravo"]);
    assert_eq!(hits["hits"][0]["document"]["id"], "r1");
    assert_eq!(hits["hits"][0]["title_highlights"].as_array().unwrap().len(), 2);
}

#[test]
fn a_heading_is_found_where_the_passage_below_it_is_furniture() {
    assert_eq!(with_furniture_first().hits(&["heading:wombat*"]).len(), 8);
}

#[test]
fn a_title_that_is_all_the_text_is_text_too() {
    let stage = Stage::empty();
    stage.write("one.jsonl", json!({"id": "kiwi", "title": "Kiwi harvest fails", "text": ""}).to_string());
    stage.index();
    for query in ["kiwi", "title:kiwi", "text:kiwi", "text:\"harvest fails\""] {
        assert_eq!(stage.hits(&[query]).len(), 1, "{query}");
    }
}

#[test]
fn every_matching_passage_of_a_document_is_listed_however_short_the_page() {
    let stage = Stage::empty();
    let one = |number: usize| format!("Applause number {number} came from the stalls after a verse about {} ships.", number * 7);
    let many: Vec<String> =
        (0..12).map(|number| one(number) + " Nobody knew the singer, nor the song that was sung so late.").collect();
    stage.write("many.txt", many.join("\n\n"));
    for number in 20..60 {
        stage.write(&format!("{number}.txt"), one(number));
    }
    stage.index();
    let listed = |arguments: &[&str]| {
        let answer = stage.json(&[&["search", "--json", "--dups", "show", "applause"], arguments].concat());
        let hits = answer["hits"].as_array().unwrap().clone();
        let of_many = hits.iter().filter(|hit| hit["document"]["path"] == "many.txt").count();
        (of_many, hits.first().map(|hit| hit["document"]["matches"].clone()))
    };
    let (all, _) = listed(&["-n", "100", "--all-passages"]);
    assert_eq!(all, 12);
    let answer = stage.json(&["search", "--json", "--dups", "show", "applause singer", "-n", "1"]);
    assert_eq!(answer["hits"].as_array().unwrap().len(), 3, "three of the best document");
    let answer = stage.json(&["search", "--json", "--dups", "show", "applause singer", "-n", "1", "--all-passages"]);
    assert_eq!(answer["hits"].as_array().unwrap().len(), 12);
}
