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
fn what_french_and_italian_elide_hides_no_word() {
    let stage = Stage::empty();
    stage.write("a.txt", "Un titre\n\nLe président de l’Iran est dans la ville, et il parle de l'accord avec les autres.\n");
    stage.write(
        "b.txt",
        "Un titolo\n\nIl ministro dell’Iran ha parlato con gli altri nella città, e non si sono detti che poco.\n",
    );
    stage.write("c.txt", "A title\n\nThe song of D'Angelo was on the radio, and he met Angelo in the town of Iran.\n");
    stage.index();
    let found = |query: &str| {
        let answer = stage.search(&[query]);
        let name = |hit: &serde_json::Value| hit["document"]["path"].as_str().unwrap().to_owned();
        let mut names: Vec<String> = answer["hits"].as_array().unwrap().iter().map(name).collect();
        names.sort();
        (names.concat(), all_lit(&answer).join(" "))
    };
    assert_eq!(found("iran"), ("a.txtb.txtc.txt".into(), "Iran Iran Iran".into()));
    assert_eq!(found("=iran").0, "a.txtb.txtc.txt");
    assert_eq!(found("\"ministro iran\"").0, "b.txt");
    assert_eq!(found("@iran").0, "a.txtb.txtc.txt");
    assert_eq!(found("accords"), ("a.txt".into(), "accord".into()));
    assert_eq!(found("=l'iran").0, "a.txt");
    assert_eq!(found("l’accord").0, "a.txt");
    assert_eq!(found("D'Angelo"), ("c.txt".into(), "D'Angelo".into()));
    assert_eq!(found("angelo"), ("c.txt".into(), "Angelo".into()));
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

#[test]
fn a_shortened_verb_is_no_other_word() {
    let stage = Stage::empty();
    stage.write("a.txt", "We'll see what she'll say; I’ll be there.");
    stage.write("b.txt", "The oil well of Shell is ill.");
    stage.index();
    for query in ["well", "shell", "ill"] {
        assert_eq!(stage.hits(&[query]), ["b.txt#0".to_owned()].into(), "{query}");
    }
    assert_eq!(stage.hits(&["\"we'll see\""]), ["a.txt#0".to_owned()].into());
}

#[test]
fn a_letter_that_stands_for_words_moves_no_other() {
    let stage = Stage::empty();
    stage.write("a.jsonl", r#"{"id":"a","title":"Title Word","text":"alpha ﷺ beta gamma delta harbour"}"#);
    stage.index();
    assert_eq!(stage.hits(&["title:gamma"]).len(), 0);
    for query in ["text:harbour", "ﷺ", "alpha ADJ/2 beta", "title:word"] {
        assert_eq!(stage.hits(&[query]).len(), 1, "{query}");
    }
}

#[test]
fn acronyms_are_names_in_every_script() {
    let stage = Stage::empty();
    stage.write("a.txt", "Президент заявил, что WHO и US готовы к переговорам о помощи.");
    stage.index();
    for query in ["WHO", "US"] {
        assert_eq!(stage.hits(&[query]).len(), 1, "{query}");
    }
}

#[test]
fn a_long_name_ends_where_it_ends() {
    let stage = Stage::empty();
    stage.write(
        "a.txt",
        "The Office of the United Nations High Commissioner for Human Rights said the camp was closed on Monday.",
    );
    stage.index();
    let actor = "@\"Office of the United Nations High Commissioner for Human Rights\"";
    assert_eq!(stage.hits(&[&format!("{actor} ADJ/1 said")]).len(), 1);
}

#[test]
fn decomposed_letters_are_no_ends_of_a_wildcard() {
    let stage = Stage::empty();
    stage.write("a.txt", "L'École normale reste ouverte.");
    stage.index();
    for query in ["e\u{301}cole", "e\u{301}col*", "\u{e9}col*"] {
        assert_eq!(stage.hits(&[query]).len(), 1, "{query}");
    }
}

#[test]
fn regular_expressions_fold_their_letters() {
    assert_same_hits("/Harbou?r/", "/harbou?r/");
    assert_same_hits("/\\w{3,9}our/", "/[a-z]{3,9}our/");
}

#[test]
fn sentences_within_a_sentence_are_the_same_one() {
    let stage = Stage::empty();
    stage.write("a.txt", "Zebra runs. Tundra melts.");
    stage.index();
    assert_eq!(stage.hits(&["--match", "all", "same:sentence(zebra same:sentence(tundra))"]).len(), 0);
    let nested = format!("{}zebra{}", "same:sentence(".repeat(30), ")".repeat(30));
    assert_eq!(stage.hits(&[&nested]).len(), 1, "and it ends");
}

#[test]
fn a_minus_before_a_value_excludes_it() {
    let stage = Stage::empty();
    let record = |id: &str, source: &str| format!(r#"{{"id":"{id}","text":"Gas flows to {id}.","source":"{source}"}}"#);
    stage.write("a.jsonl", [record("one", "Reuters"), record("two", "Gazette"), record("three", "The AP Wire")].join("\n"));
    stage.index();
    let gazette_and_wire = stage.hits(&["gas -source:reuters"]);
    assert_eq!(gazette_and_wire.len(), 2);
    assert_eq!(stage.hits(&["gas source:-reuters"]), gazette_and_wire);
    assert_eq!(stage.hits(&["source:(-reuters)"]), gazette_and_wire);
    assert_eq!(stage.hits(&["source:reut*"]).len(), 1);
    assert_eq!(stage.hits(&["source:\"a? wi*\""]).len(), 1);
    assert_eq!(stage.hits(&["source:*"]).len(), 3);
    let any = stage.hits(&["--match", "any", "flows source:(reuters OR gazette)"]);
    assert_eq!(any.len(), 2, "a choice of filters is a filter");
}

#[test]
fn marks_that_mean_nothing_are_told() {
    for query in ["gas | oil", "/talk/i", "==talks", "=@putin", "@@putin", "putin ~2", "^2 gas", "source:/reut.*/ gas"] {
        let answer = Stage::shared().search(&["--", query]);
        assert!(!answer["warnings"].as_array().unwrap().is_empty(), "{query}");
    }
    assert_same_hits("@(putin OR erdogan)", "@putin OR @erdogan");
}

#[test]
fn a_range_of_letters_is_one() {
    let stage = Stage::empty();
    stage.write("a.txt", "zebu quark plinth gnomon vortex");
    stage.index();
    assert_eq!(all_lit(&stage.search(&["[g TO h]"])), ["gnomon"]);
    assert_eq!(stage.hits(&["[a TO b]"]).len(), 0);
}

#[test]
fn a_day_with_its_hour_is_that_day() {
    let stage = Stage::empty();
    let record = |id: &str, text: &str| format!(r#"{{"id":"{id}","text":"{text}","date":"2022-07-28"}}"#);
    let hour = record("hour", "At 9 p.m. on 27 July 2022 the accord ended.");
    stage.write(
        "a.jsonl",
        [hour, record("morning", "On Wednesday morning the accord ended."), record("none", "It ended.")].join("\n"),
    );
    stage.index();
    assert_eq!(stage.hits(&["accord mentions:2022-07-27"]).len(), 2);
    assert_eq!(stage.hits(&["--mentions", "2022-07", "accord"]).len(), 2);
}

#[test]
fn single_letters_name_nobody_else() {
    let stage = Stage::empty();
    stage.write("a.txt", "Analysts of S&P and the G7 met. Q&A at S&P.");
    stage.index();
    let answer = stage.search(&["--", "1 2"]);
    let told = answer["warnings"].to_string();
    assert!(!told.contains("is a name of"), "{told}");
}
