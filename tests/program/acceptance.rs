//! Queries that at least one other search tool answers wrongly.

use crate::stage::{Stage, all_lit};

/// Searches, and holds that there are hits.
fn found(query: &str) -> serde_json::Value {
    let answer = Stage::shared().search(&["--", query]);
    assert!(answer["total"]["passages"].as_u64() > Some(0), "{query}: nothing found");
    answer
}

/// Holds that two queries have the same hits, and some.
fn assert_same_hits(one: &str, other: &str) {
    let stage = Stage::shared();
    let hits = stage.hits(&["--", one]);
    assert!(!hits.is_empty(), "{one}: nothing found");
    assert_eq!(hits, stage.hits(&["--", other]), "{one} and {other}");
}

#[test]
fn straight_and_curly_apostrophes_are_one_word() {
    let answer = found("Assad's");
    let lit = all_lit(&answer);
    assert!(lit.iter().any(|mark| mark.contains("Assad’s")) && lit.iter().any(|mark| mark.contains("Assad's")), "{lit:?}");
    assert_same_hits("Assad's", "Assad’s");
}

#[test]
fn patterns_match_and_light_whole_words() {
    for (query, word) in [
        ("normal*", "normali"),
        ("norm?lization", "normalization"),
        ("lavrow~1", "lavrov"),
        ("body:/normali[sz]ation/", "normali"),
    ] {
        let answer = found(query);
        let lit = all_lit(&answer);
        assert!(!lit.is_empty() && lit.iter().all(|mark| mark.to_lowercase().starts_with(word)), "{query}: {lit:?}");
    }
}

#[test]
fn regex_of_two_spellings_finds_both() {
    let lit: Vec<_> = all_lit(&found("/normali[sz]ation/")).iter().map(|mark| mark.to_lowercase()).collect();
    assert!(lit.contains(&"normalization".to_owned()) && lit.contains(&"normalisation".to_owned()), "{lit:?}");
}

#[test]
fn prefix_and_word_are_joined() {
    let answer = found("lav* AND moscow");
    for hit in answer["hits"].as_array().unwrap() {
        let text = hit["passage"]["text"].as_str().unwrap().to_lowercase();
        assert!(text.contains("lavrov") && text.contains("moscow"), "{text}");
    }
}

#[test]
fn fuzzy_hits_differ_in_score() {
    let answer = found("harbor~1 ankara");
    let scores: Vec<f64> = answer["hits"].as_array().unwrap().iter().filter_map(|hit| hit["score"].as_f64()).collect();
    assert!(scores.len() > 1 && scores.iter().any(|score| *score != scores[0]), "{scores:?}");
}

#[test]
fn near_is_written_three_ways() {
    assert_same_hits("putin NEAR/5 erdogan", "erdogan near/5 putin");
    assert_same_hits("putin NEAR/10 erdogan", "putin NEAR erdogan");
}

#[test]
fn near_counts_words() {
    let stage = Stage::empty();
    stage.write("a.txt", "The quay counted one two three four boats today.\n");
    stage.index();
    assert!(stage.hits(&["quay NEAR/4 four"]).is_empty());
    assert_eq!(stage.hits(&["four NEAR/5 quay"]).len(), 1);
    assert_eq!(stage.hits(&["quay ADJ/5 four"]).len(), 1);
    assert!(stage.hits(&["four ADJ/5 quay"]).is_empty());
    assert_eq!(stage.hits(&["boats NEAR/1 four"]).len(), 1);
    assert!(stage.hits(&["boats ADJ/1 four"]).is_empty());
}

#[test]
fn accents_and_dots_do_not_matter() {
    assert_same_hits("erdogan", "erdoğan");
    assert_same_hits("ERDOĞAN", "erdogan");
    assert_same_hits("istanbul", "İstanbul");
    assert_same_hits("kilicdaroglu", "Kılıçdaroğlu");
    assert_same_hits("Diyarbakir", "Diyarbakır");
}

#[test]
fn marks_stand_on_the_right_bytes() {
    assert!(all_lit(&found("istanbul")).contains(&"İstanbul"));
    assert!(all_lit(&found("kilicdaroglu")).iter().all(|mark| mark.contains("Kılıçdaroğlu")));
}

#[test]
fn both_spellings_of_a_state_are_one() {
    assert_same_hits("U.S.", "US");
    assert_same_hits("U.S.-led", "US-led");
    let stage = Stage::shared();
    assert!(!stage.hits(&["us"]).is_subset(&stage.hits(&["US"])), "the pronoun is kept apart");
}

#[test]
fn marks_inside_words_just_work() {
    assert!(all_lit(&found("AT&T")).iter().any(|mark| mark.contains("AT")));
    let lit: String = all_lit(&found("al-Assad")).concat();
    assert_eq!(lit.replace("’s", "").replace('-', ""), "alAssad".repeat(lit.matches("Assad").count()));
    assert_same_hits("\"harbour talks\"", "“harbour talks”");
}

#[test]
fn a_phrase_lights_only_itself() {
    let answer = found("\"normalization deal\"");
    for hit in answer["hits"].as_array().unwrap() {
        let (text, marks) = (hit["passage"]["text"].as_str().unwrap(), hit["highlights"].as_array().unwrap().len());
        let phrases = text.to_lowercase().matches("normalization deal").count();
        assert!(marks == phrases || marks == 2 * phrases, "{marks} marks for {phrases} phrases");
    }
    let stray = all_lit(&answer).iter().filter(|mark| !["normalization deal", "normalization", "deal"].contains(mark)).count();
    assert_eq!(stray, 0);
}

#[test]
fn a_lone_exclusion_finds_the_rest() {
    let stage = Stage::shared();
    let (with, without, all) = (stage.hits(&["moscow"]), stage.hits(&["--", "-moscow"]), stage.hits(&["--", "-zzzqqq"]));
    assert!(!with.is_empty() && !without.is_empty() && with.is_disjoint(&without));
    assert_eq!(with.len() + without.len(), all.len());
}

#[test]
fn a_slip_is_mended_aloud_or_refused_with_a_place() {
    for query in ["(lavrov", "\"lavrov", "lavrov AND", "lavrov:moscow"] {
        let ran = Stage::shared().run(&["search", query]);
        match ran.status {
            2 => assert!(ran.err.contains('^') && ran.err.contains("hint:"), "{query}: {}", ran.err),
            _ => assert!(ran.err.contains("note:"), "{query} was mended in silence"),
        }
    }
}

#[test]
fn two_plain_words_must_both_stand_there() {
    for hit in found("harbour ankara")["hits"].as_array().unwrap() {
        let whole = hit.to_string().to_lowercase();
        assert!(whole.contains("harbour") && whole.contains("ankara"), "{whole}");
    }
}

#[test]
fn a_fall_back_is_told() {
    let stage = Stage::shared();
    let answer = stage.search(&["lighthouse oranges"]);
    assert_eq!(answer["query"]["match"], "any");
    assert!(!answer["warnings"].as_array().unwrap().is_empty());
    let ran = stage.run(&["search", "lighthouse oranges"]);
    assert!(ran.status == 0 && ran.err.contains("note:"), "{}", ran.err);
    assert_eq!(stage.run(&["search", "--match", "all", "lighthouse oranges"]).status, 1);
}

#[test]
fn a_capital_stands_for_its_state() {
    let answer = found("actor:turkey");
    let notes = answer["hits"].as_array().unwrap().iter().find(|hit| hit["document"]["id"] == "undated-note.txt");
    let notes = notes.expect("the passage that says only Ankara");
    assert_eq!(crate::stage::lit(notes), ["Ankara"]);
    let turkey = notes["actors"].as_array().unwrap().iter().find(|actor| actor["name"] == "Turkey").unwrap();
    assert_eq!(turkey["evidence"], "capital");
}

#[test]
fn a_state_is_found_where_only_its_capital_is_named() {
    assert!(Stage::shared().hits(&["actor:iran"]).contains("wire-1#0"));
}

#[test]
fn a_month_is_found_however_it_is_written() {
    let hits = Stage::shared().hits(&["mentions:2022-12"]);
    let document = |name: &str| hits.iter().any(|hit| hit.starts_with(name));
    assert!(document("lighthouse.html") && document("interview-haddad.txt") && document("harbour-talks.txt"), "{hits:?}");
    assert!(!document("us-led-mission.txt"), "{hits:?}");
}

#[test]
fn nothing_found_is_an_empty_object_and_status_1() {
    let ran = Stage::shared().run(&["search", "zzzqqq", "--json"]);
    assert_eq!(ran.status, 1);
    let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(answer["hits"].as_array().unwrap().is_empty() && answer["total"]["passages"] == 0);
}

#[test]
fn the_same_query_twice_is_the_same_answer() {
    let stage = Stage::shared();
    let [one, other] = [(); 2].map(|()| stage.search(&["harbour OR talks"])["hits"].clone());
    assert!(!one.as_array().unwrap().is_empty());
    assert_eq!(one, other);
}

#[test]
fn a_title_answers_for_a_document_without_a_body() {
    let answer = found("title:headline");
    let hit = &answer["hits"][0];
    assert_eq!((&hit["document"]["id"], &hit["passage"]["lines"]), (&"4".into(), &serde_json::Value::Null));
    assert_eq!(hit["passage"]["span"], serde_json::json!([0, 0]));
}

#[test]
fn furniture_is_found_only_where_asked() {
    let stage = Stage::shared();
    assert!(stage.hits(&["newsletter"]).is_empty());
    assert!(!stage.hits(&["newsletter", "--furniture"]).is_empty());
    let oranges = |flags: &[&str]| stage.hits(&[&["\"oranges are cheap\""], flags].concat()).len();
    assert_eq!((oranges(&[]), oranges(&["--furniture"])), (0, 1), "the title of a related article");
    let aside = |flags: &[&str]| stage.hits(&[&["\"to know about mersin\""], flags].concat()).len();
    assert_eq!((aside(&[]), aside(&["--furniture"])), (0, 1), "outside the article of a web page");
}
