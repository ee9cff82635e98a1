//! One actor under all its names, across documents, and as the user's own file says.

use serde_json::Value;

use crate::stage::{Ran, Stage};

/// The ids of the actors of an answer, each with its passages.
fn counted(answer: &Value) -> Vec<(String, u64)> {
    let actors = answer["actors"].as_array().unwrap();
    actors.iter().map(|actor| (actor["id"].as_str().unwrap().to_owned(), actor["passages"].as_u64().unwrap())).collect()
}

fn passages(stage: &Stage, id: &str) -> Option<u64> {
    counted(&stage.json(&["actors", "--json"])).into_iter().find(|(found, _)| found == id).map(|(_, passages)| passages)
}

const FULL: &str = "Harbour news\n\nMinister Marta Quillfeather opened the new pier on Monday.\n";
const LONE: &str = "More harbour news\n\nThe pier will be closed again, Mrs. Quillfeather said on Tuesday.\n";
const OTHER: &str = "Other news\n\nMr. Jonas Quillfeather, a baker, said that he had never seen the pier.\n";

#[test]
fn a_surname_alone_is_whom_it_can_only_be() {
    for order in [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]] {
        let stage = Stage::empty();
        let texts = [("a", FULL), ("b", LONE), ("c", OTHER)];
        let write = |name: &str| stage.write(&format!("{name}.txt"), texts.iter().find(|(known, _)| *known == name).unwrap().1);
        for name in order.iter().filter(|name| **name != "c") {
            write(name);
            stage.index();
        }
        assert_eq!(passages(&stage, "person/marta-quillfeather"), Some(2), "{order:?}");
        assert_eq!(passages(&stage, "person/quillfeather"), None, "{order:?}");
        for name in ["quillfeather", "Marta QUILLFEATHER", "person/quillfeather"] {
            let answer = stage.search(&["--actor", name]);
            assert_eq!(answer["total"]["passages"], 2, "{name}");
            assert_eq!(answer["warnings"].as_array().unwrap().len(), 0, "{name}: {}", answer["warnings"]);
            for hit in answer["hits"].as_array().unwrap() {
                assert_eq!(hit["actors"][0]["id"], "person/marta-quillfeather", "{hit}");
                assert_eq!(hit["actors"][0]["name"], "Marta Quillfeather", "{hit}");
            }
        }
        assert_eq!(stage.search(&["@quillfeather NEAR/5 tuesday"])["total"]["passages"], 1);
        // A second one of the name: now nobody can tell.
        write("c");
        stage.index();
        assert_eq!(passages(&stage, "person/marta-quillfeather"), Some(1), "{order:?}");
        assert_eq!(passages(&stage, "person/quillfeather"), Some(1), "{order:?}");
        std::fs::remove_file(stage.documents().join("c.txt")).unwrap();
        stage.index();
        assert_eq!(passages(&stage, "person/marta-quillfeather"), Some(2), "{order:?}");
    }
}

#[test]
fn a_count_by_lift_puts_first_what_is_special() {
    let stage = Stage::shared();
    let answer = stage.json(&["actors", "harbour", "--by", "lift", "--json"]);
    let lifts: Vec<f64> =
        answer["actors"].as_array().unwrap().iter().map(|actor| actor["log_likelihood"].as_f64().unwrap()).collect();
    assert!(lifts.len() > 3 && lifts.is_sorted_by(|one, next| one >= next), "{lifts:?}");
    let by_count = counted(&stage.json(&["actors", "harbour", "--json"]));
    for (id, passages) in counted(&answer) {
        assert!(by_count.contains(&(id.clone(), passages)), "{id}");
    }
}

#[test]
fn a_glob_over_names_needs_neither_case_nor_accents() {
    let stage = Stage::shared();
    for glob in ["Bashar al-Assad", "*al-assad", "*AL ASSAD*"] {
        let answer = stage.json(&["actors", "--match", glob, "--json"]);
        assert_eq!(answer["actors"][0]["name"], "Bashar al-Assad", "{glob}");
    }
    for glob in ["*ERDOĞAN*", "*erdogan", "recep tayyip erdo[gx]an", "recep *"] {
        let answer = stage.json(&["actors", "--match", glob, "--json"]);
        assert_eq!(counted(&answer).len(), 1, "{glob}: {answer}");
        assert_eq!(answer["actors"][0]["name"], "Recep Tayyip Erdoğan", "{glob}");
    }
    assert_eq!(stage.run(&["actors", "--match", "zzz*"]).status, 1);
    let ran = stage.run(&["actors", "--match", "a[b"]);
    assert!(ran.status == 2 && ran.err.contains("glob") && ran.err.contains("hint: "), "{}", ran.err);
}

#[test]
fn show_tells_all_about_an_actor_under_any_name() {
    let stage = Stage::shared();
    let first = stage.json(&["actors", "show", "turkey", "--json"]);
    for name in [&["TÜRKİYE"][..], &["state/turkey"], &["Turkey"]] {
        assert_eq!(stage.json(&[&["actors", "show", "--json"], name].concat()), first, "{name:?}");
    }
    let actor = &first["actors"][0];
    assert_eq!((&actor["id"], &actor["kind"]), (&"state/turkey".into(), &"state".into()));
    assert_eq!(passages(&stage, "state/turkey"), actor["passages"].as_u64());
    let names: Vec<_> = actor["names"].as_array().unwrap().iter().map(|name| (&name["name"], &name["evidence"])).collect();
    assert!(names.contains(&(&"Turkey".into(), &"name".into())) && names.len() > 1, "{names:?}");
    assert!(actor["published"]["first"].as_str() <= actor["published"]["last"].as_str());
    assert!(!actor["companions"].as_array().unwrap().is_empty());
    let screen = stage.run(&["actors", "show", "turkey"]).out;
    assert!(screen.starts_with("Turkey  ·  state  ·  state/turkey\n") && screen.contains("shares passages with"), "{screen}");
    let rows = stage.run(&["actors", "show", "turkey", "--csv"]).out;
    assert!(rows.starts_with("id,name,evidence,documents\nstate/turkey,"), "{rows}");
    let unknown = stage.run(&["actors", "show", "Turkeyy"]);
    assert!(unknown.status == 2 && unknown.err.contains("hint: nearest names: Turkey"), "{}", unknown.err);
}

#[test]
fn companions_come_with_a_passage_as_proof() {
    let stage = Stage::shared();
    for by in ["count", "lift"] {
        let answer = stage.json(&["actors", "with", "turkey", "--by", by, "--kind", "state", "--json"]);
        let with = answer["with"].as_array().unwrap();
        assert!(with.iter().any(|one| one["id"] == "state/syria") && with.iter().all(|one| one["kind"] == "state"), "{answer}");
        for one in with {
            let both = stage.search(&["--actor", "turkey", "--actor", one["id"].as_str().unwrap()]);
            assert_eq!(one["passages"], both["total"]["passages"], "{one}");
            let proof = format!("{}#{}", one["passage"]["document"].as_str().unwrap(), one["passage"]["ordinal"]);
            assert!(crate::stage::hits(&both).contains(&proof), "{proof}");
        }
    }
    let screen = stage.run(&["actors", "with", "turkey", "-n", "2"]).out;
    assert!(screen.starts_with("Turkey in ") && screen.lines().count() > 6, "{screen}");
    assert!(stage.run(&["actors", "with", "turkey", "--csv"]).out.starts_with("id,name,kind,passages,documents,lift,"));
}

const OWN: &str = "ignore = ['Samandağ']\n\
                   [[actor]]\nkind = 'organisation'\nname = 'The Fishermen'\nnames = ['Fishermen']\n";

#[test]
fn the_own_file_overrides_and_touches_only_what_it_must() {
    let stage = Stage::indexed();
    let before = counted(&stage.json(&["actors", "--json"]));
    assert!(before.iter().any(|(id, _)| id == "place/samandag"));
    stage.write_own(OWN);
    assert_eq!(stage.json(&["status", "--json"])["actors"]["current"], false);
    let report = stage.index();
    let (replaced, unchanged) =
        (report["documents"]["replaced"].as_u64().unwrap(), report["documents"]["unchanged"].as_u64().unwrap());
    assert!(replaced > 0 && unchanged > replaced, "{report}");
    assert_eq!(stage.json(&["status", "--json"])["actors"]["current"], true);
    let after = counted(&stage.json(&["actors", "--json"]));
    assert!(after.iter().any(|(id, _)| id == "organisation/the-fishermen"), "{after:?}");
    assert!(after.iter().all(|(id, _)| id != "place/samandag"), "{after:?}");
    // What was re-read in part is what is read anew as a whole.
    let shown = stage.json(&["actors", "show", "turkey", "--json"]);
    assert_eq!(stage.run(&["index", "--rebuild"]).status, 0);
    assert_eq!(stage.json(&["actors", "show", "turkey", "--json"]), shown);
    assert_eq!(counted(&stage.json(&["actors", "--json"])), after);
    stage.write_own("");
    stage.index();
    assert_eq!(counted(&stage.json(&["actors", "--json"])), before);
    assert_eq!(stage.index()["documents"]["replaced"], 0);
}

#[test]
fn the_own_file_joins_what_was_supplied() {
    let stage = Stage::indexed();
    let supplied = |stage: &Stage| stage.search(&["--actor", "World Food Programme"])["total"]["passages"].clone();
    let passages = supplied(&stage);
    stage
        .write_own("[[actor]]\nid = 'organisation/wfp'\nkind = 'organisation'\nname = 'WFP'\nnames = ['World Food Programme']\n");
    stage.index();
    assert_eq!(supplied(&stage), passages);
    let answer = stage.json(&["actors", "show", "World Food Programme", "--json"]);
    assert_eq!((&answer["actors"][0]["id"], &answer["actors"][0]["name"]), (&"organisation/wfp".into(), &"WFP".into()));
}

#[test]
fn a_broken_own_file_stops_the_run_and_names_the_line() {
    let stage = Stage::indexed();
    stage.write_own("[[actor]]\nkind = 'animal'\nname = 'Rex'\n");
    let ran = stage.run(&["index"]);
    assert!(ran.status == 2 && ran.err.contains("index.actors.toml") && ran.err.contains("line 2"), "{}", ran.err);
    let checked = stage.run(&["actors", "check"]);
    assert_eq!(checked.status, 1, "{}", checked.err);
    assert!(checked.out.contains(":2: error: unknown kind 'animal'"), "{}", checked.out);
    assert!(checked.out.contains(":3: warning: 'Rex' never occurs"), "{}", checked.out);
    stage.write_own("[[actor]]\nkind = 'organisation'\nname = 'Fishermen'\n");
    let right = stage.run(&["actors", "check"]);
    assert_eq!((right.status, right.out.contains("nothing wrong")), (0, true), "{}", right.out);
    let none = Ran::of(&mut Stage::shared().command(&["actors", "check"]));
    assert!(none.status == 2 && none.err.contains("hint: "), "{}", none.err);
}

#[test]
fn what_is_suggested_can_be_pasted() {
    let stage = Stage::empty();
    let full = "Minister Marta Quillfeather opened the pier. Marta Quillfeather left.";
    for (name, text) in [("a.txt", full), ("b.txt", full), ("c.txt", "Minister Marta Quillfeathar opened the pier.")] {
        stage.write(name, text);
    }
    stage.index();
    let suggested = stage.run(&["actors", "suggest"]);
    assert_eq!(suggested.status, 0, "{}", suggested.err);
    assert!(suggested.out.contains("names = [\"Marta Quillfeathar\"]"), "{}", suggested.out);
    stage.write_own(&suggested.out);
    assert_eq!(stage.index()["documents"]["replaced"].as_u64().map(|count| count > 0), Some(true));
    assert_eq!(passages(&stage, "person/marta-quillfeather"), Some(3));
    assert_eq!(stage.run(&["actors", "suggest", "--json"]).status, 1);
}

fn record(id: usize, text: &str, supplied: &str) -> String {
    format!("{{\"id\":\"r{id}\",\"title\":\"News {id}\",\"text\":\"{text}\"{supplied}}}\n")
}

#[test]
fn a_suggestion_counts_documents_once_however_they_write_the_name() {
    let stage = Stage::empty();
    let text = |name: &str| format!("Minister Sergei {name} opened the pier. Mr. {name} left at noon.");
    let records: Vec<String> =
        (0..4).map(|id| record(id, &text(if id < 3 { "Quillfeather" } else { "Quillfeathor" }), "")).collect();
    stage.write("news.jsonl", records.concat());
    stage.index();
    let answer = stage.json(&["actors", "suggest", "--json"]);
    let one = &answer["suggestions"][0];
    assert_eq!((&one["to"]["documents"], &one["from"]["documents"]), (&3.into(), &1.into()), "{answer}");
}

#[test]
fn a_state_of_the_dictionary_is_never_proposed_to_be_a_place() {
    let stage = Stage::empty();
    let supplied = |id: usize| match id {
        0 | 1 => ",\"actors\":[{\"name\":\"Turkey\",\"kind\":\"state\"}]",
        _ => ",\"places\":[\"Turkey\"]",
    };
    let records: Vec<String> = (0..5).map(|id| record(id, "The pier was opened at noon by the board.", supplied(id))).collect();
    stage.write("news.jsonl", records.concat());
    stage.index();
    let suggested = stage.run(&["actors", "suggest"]).out;
    assert!(!suggested.contains("id = \"place/turkey\""), "{suggested}");
}

#[test]
fn a_name_taken_for_two_kinds_is_suggested_as_check_wants_it() {
    let stage = Stage::empty();
    let supplied = |id: usize| if id < 2 { ",\"people\":[\"Zorbaq\"]" } else { ",\"orgs\":[\"Zorbaq\"]" };
    let records: Vec<String> = (0..5).map(|id| record(id, "The pier was opened at noon by the board.", supplied(id))).collect();
    stage.write("news.jsonl", records.concat());
    stage.index();
    let suggested = stage.run(&["actors", "suggest"]);
    assert!(suggested.out.contains("name = \"Zorbaq\""), "{}", suggested.out);
    stage.write_own(&suggested.out);
    let check = stage.run(&["actors", "check"]);
    assert!(!check.out.contains("already"), "{}", check.out);
}

#[test]
fn the_name_shown_is_the_same_however_many_are_asked_for() {
    let stage = Stage::empty();
    let supplied = |id: usize| match id {
        0..3 => ",\"people\":[\"Marta Quillfeather\"]".to_owned(),
        3 | 4 => ",\"people\":[\"Márta Quillfeather\"]".to_owned(),
        _ => format!(",\"people\":[\"Zorba{0} Wenzel{0}\"]", id),
    };
    let text =
        |id: usize| if (5..7).contains(&id) { "Minister Márta Quillfeather opened the pier." } else { "The pier is open." };
    let records: Vec<String> = (0..1_200).map(|id| record(id, text(id), &supplied(id))).collect();
    stage.write("news.jsonl", records.concat());
    stage.index();
    for limit in ["2", "2000"] {
        let answer = stage.json(&["actors", "-n", limit, "--json"]);
        let actors = answer["actors"].as_array().unwrap();
        let marta = actors.iter().find(|actor| actor["id"] == "person/marta-quillfeather").unwrap();
        assert_eq!(marta["name"], "Márta Quillfeather", "-n {limit}");
    }
}

#[test]
fn an_actor_without_companions_is_with_nobody_else() {
    let stage = Stage::empty();
    stage.write("a.txt", "Harbour news\n\nMinister Marta Quillfeather opened the new pier on Monday.\n");
    stage.index();
    assert!(stage.run(&["actors", "with", "Marta Quillfeather"]).out.contains("with nobody else"));
}

#[test]
fn the_actor_that_is_offered_does_not_depend_on_batches() {
    let stage = Stage::empty();
    let write = |name: &str, surname: &str| {
        stage.write(&format!("{name}.txt"), format!("News {name}\n\nMinister Marta {surname} opened the pier.\n"));
        stage.index();
    };
    // Three documents of one name in a batch each, two of the other in one batch.
    stage.write("d.txt", "News d\n\nMinister Marta Quillfeathor opened the pier.\n");
    write("e", "Quillfeathor");
    for name in ["a", "b", "c"] {
        write(name, "Quillfeather");
    }
    let told = stage.run(&["search", "marta quillfeathar"]).err;
    assert!(told.contains("Marta Quillfeather (3 documents)"), "{told}");
    std::fs::remove_file(stage.documents().join("a.txt")).unwrap();
    std::fs::remove_file(stage.documents().join("b.txt")).unwrap();
    stage.index();
    let told = stage.run(&["search", "marta quillfeathar"]).err;
    assert!(told.contains("Marta Quillfeathor (2 documents)"), "{told}");
}

#[test]
fn a_search_for_a_name_tells_of_the_other_names() {
    let stage = Stage::shared();
    let answer = stage.search(&["ankara"]);
    let warning = answer["warnings"].as_array().unwrap().iter().find(|one| one["kind"] == "other-names").unwrap();
    let message = warning["message"].as_str().unwrap();
    assert!(message.contains("Turkey") && message.contains("--actor Turkey"), "{message}");
    let words: Vec<&str> = message.split(' ').collect();
    let further: u64 = words[words.iter().position(|word| *word == "further").unwrap() - 1].parse().unwrap();
    let (named, found) = (stage.hits(&["--actor", "turkey"]), stage.hits(&["ankara"]));
    assert_eq!(further, named.difference(&found).count() as u64);
    assert!(stage.run(&["search", "ankara", "--count"]).err.is_empty());
    assert!(stage.run(&["search", "harbour"]).err.is_empty());
}

#[test]
fn an_unknown_language_is_answered_with_those_of_the_index() {
    for arguments in [["search", "--lang", "xx"], ["search", "lang:xx", "-n1"], ["actors", "--lang", "xx"]] {
        let ran = Stage::shared().run(&arguments);
        assert!(ran.status == 2 && ran.err.contains("'xx'") && ran.err.contains("en"), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_body_of_a_state_goes_by_the_name_under_which_it_is_shown() {
    let stage = Stage::empty();
    stage.write("note.txt", "The Turkish Foreign Ministry said on Monday that its envoy had left Ankara for the talks.\n");
    stage.index();
    let listed = stage.run(&["actors"]).out;
    assert!(listed.contains("Foreign Ministry of Turkey"), "{listed}");
    let shown = stage.run(&["actors", "show", "foreign ministry of Turkey"]);
    assert!(shown.status == 0 && shown.out.contains("organisation/foreign-ministry-of-turkey"), "{}{}", shown.out, shown.err);
}

#[test]
fn of_several_actors_of_a_name_the_most_mentioned_comes_first() {
    let stage = Stage::empty();
    let record =
        |id: u8, field: &str| format!("{{\"id\":\"{id}\",\"text\":\"The pier was closed again.\",\"{field}\":[\"Sandbank\"]}}\n");
    stage.write("wire.ndjson", [record(1, "orgs"), record(2, "people"), record(3, "people")].concat());
    stage.index();
    let answer = stage.json(&["actors", "show", "Sandbank", "--json"]);
    assert_eq!(counted(&answer), [("person/sandbank".to_owned(), 2), ("organisation/sandbank".to_owned(), 1)]);
}

#[test]
fn a_surname_that_one_person_bears_asks_for_that_person() {
    let stage = Stage::shared();
    assert_eq!(stage.hits(&["--actor", "haddad"]), stage.hits(&["--actor", "Samir Haddad"]));
    assert_eq!(stage.run(&["search", "--actor", "haddad", "-q"]).status, 0);
    let none = stage.run(&["search", "--actor", "addad", "-q"]);
    assert!(none.status == 2 && none.err.contains("no actor named"), "a part of a word is no name: {}", none.err);
}

#[test]
fn an_actor_is_asked_for_by_the_name_that_the_user_gave_it() {
    let stage = Stage::corpus();
    stage.write_own("[[actor]]\nid = \"person/elif-karadag\"\nkind = \"person\"\nname = \"Minister K.\"\n");
    stage.index();
    let named = stage.hits(&["--actor", "Elif Karadag"]);
    assert!(!named.is_empty());
    assert_eq!(stage.hits(&["--actor", "minister k."]), named);
}
