//! What people type and paste, and what is understood: the queries that break other tools.

use super::{NodeKind, Query, TermForm, WarningKind, parse, print};
use crate::error::Error;

fn read(text: &str) -> Query {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).query
}

/// Reads a query that must need no warning, and prints it as understood.
fn plainly(text: &str) -> String {
    let parsed = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(parsed.warnings, [], "{text}");
    parsed.query.to_string()
}

/// Reads a query that must be warned about, and prints it as understood.
fn warned(text: &str, kind: WarningKind) -> String {
    let parsed = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert!(parsed.warnings.iter().any(|warning| warning.kind == kind), "{text}: {:?}", parsed.warnings);
    parsed.query.to_string()
}

/// Returns where an error points.
fn refused(text: &str) -> usize {
    match parse(text) {
        Err(Error::Query { at, suggestion: Some(_), .. }) => at,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn possessives_and_apostrophes_are_one_word() {
    for text in ["Assad's", "Assad’s", "O'Brien", "can't"] {
        assert!(matches!(read(text).root.kind, NodeKind::Term { form: TermForm::Stemmed, .. }), "{text}");
    }
}

#[test]
fn patterns_stand_anywhere() {
    assert_eq!(plainly("normal*"), "normal*");
    assert_eq!(plainly("lav* AND moscow"), "lav* AND moscow");
    assert_eq!(plainly("norm?lization *vich"), "norm?lization *vich");
    assert_eq!(plainly("lavrow~1 lavrow~ erdogna~2"), "lavrow~1 lavrow~1 erdogna~2");
    assert_eq!(plainly("\"foreign minist* lavrow~1\"~2"), "\"foreign minist* lavrow~1\"~2");
    assert_eq!(plainly("withdr* NEAR/3 (troop* OR sold?er)"), "withdr* NEAR/3 (troop* OR sold?er)");
    assert_eq!(plainly("body:/normali[sz]ation/"), "text:/normali[sz]ation/");
    assert_eq!(plainly("\"/lav.*/ said\" -/[0-9]+/"), "\"/lav.*/ said\" -/[0-9]+/");
    assert_eq!(plainly("[alpha TO beta] [m TO *]"), "[alpha TO beta] [m TO *]");
}

#[test]
fn nearness_in_all_its_spellings() {
    for text in ["putin NEAR/5 erdogan", "putin near/5 erdogan", "putin w/5 erdogan", "(putin)NEAR/5(erdogan)"] {
        assert_eq!(plainly(text), "putin NEAR/5 erdogan");
    }
    assert_eq!(plainly("putin NEAR erdogan"), "putin NEAR/10 erdogan");
    assert_eq!(plainly("putin ADJ erdogan"), "putin ADJ/10 erdogan");
    assert_eq!(plainly("putin near erdogan"), "putin near erdogan");
    assert_eq!(plainly("a NEAR/5 b NEAR/5 c"), "a NEAR/5 b NEAR/5 c");
    assert_eq!(plainly("a NEAR/5 b ADJ/2 c"), "(a NEAR/5 b) ADJ/2 c");
    assert_eq!(plainly("NOT a NEAR/5 b"), "NOT a NEAR/5 b");
    assert_eq!(plainly("@syria NEAR/8 mentions:2022-12"), "@syria NEAR/8 mentions:2022-12");
    assert_eq!(
        plainly("\"prime minister\" w/4 (@turkey OR \"al Assad\")"),
        "\"prime minister\" NEAR/4 (@turkey OR \"al Assad\")"
    );
}

#[test]
fn one_spelling_of_letters_is_left_to_folding() {
    assert_eq!(plainly("erdoğan İstanbul Kılıçdaroğlu"), "erdoğan İstanbul Kılıçdaroğlu");
}

#[test]
fn a_run_that_splits_is_a_phrase() {
    assert_eq!(plainly("U.S. US"), "U.S US");
    assert_eq!(plainly("U.S.-led"), "\"U.S led\"");
    assert_eq!(plainly("AT&T al-Assad covid-19"), "\"AT T\" \"al Assad\" \"covid 19\"");
    assert_eq!(plainly("=al-Assad"), "\"=al =Assad\"");
    assert_eq!(plainly("\"bashar al-assad\"~1"), "\"bashar al assad\"~1");
    assert_eq!(plainly("bob@example.com"), "\"bob example com\"");
    assert_eq!(plainly("https://example.com/a?id=3"), "\"https example com a id 3\"");
    assert_eq!(plainly("attack(s) at 10:30 on 9/11"), "\"attack s\" at \"10 30\" on \"9 11\"");
}

#[test]
fn quotation_marks_of_all_kinds() {
    for text in ["\"gas deal\"", "“gas deal”", "„gas deal“", "«gas deal»", "”gas deal”", "“gas deal\""] {
        assert_eq!(plainly(text), "\"gas deal\"", "{text}");
    }
    assert_eq!(plainly("‘Turkey will not’ said"), "Turkey will not said");
    assert_eq!(plainly("\"he said “go” now\""), "\"he said go now\"");
    assert_eq!(warned("5\" gun", WarningKind::UnclosedQuote), "5 gun");
}

#[test]
fn a_word_in_quotes_is_known_from_a_bare_one() {
    assert_eq!(plainly("\"the\" president"), "\"the\" president");
    assert_eq!(plainly("\"lav*\" \"=the\""), "lav* =the");
}

#[test]
fn exclusion_stands_alone_and_beside() {
    assert!(matches!(read("-moscow").root.kind, NodeKind::Not(_)));
    assert_eq!(read("-moscow"), read("NOT moscow"));
    assert_eq!(read("-moscow"), read("!moscow"));
    assert_eq!(plainly("a NOT b"), "a -b");
    assert_eq!(plainly("a AND -b"), "a AND NOT b");
    assert_eq!(plainly("-a -\"b c\" -(d e) -title:f"), "-a -\"b c\" -(d e) -title:f");
    assert_eq!(plainly("Russia - Turkey -- deal"), "Russia Turkey deal");
}

#[test]
fn repairs_are_told() {
    assert_eq!(warned("(lavrov", WarningKind::UnclosedParenthesis), "lavrov");
    assert_eq!(warned("lavrov)", WarningKind::UnclosedParenthesis), "lavrov");
    assert_eq!(warned("\"lavrov", WarningKind::UnclosedQuote), "\"lavrov\"");
    for text in
        ["lavrov AND", "AND lavrov", "OR OR lavrov", "lavrov NEAR/5", "lavrov NOT", "lavrov ()", "lavrov \"\"", "* lavrov"]
    {
        assert_eq!(warned(text, WarningKind::StrayOperator), "lavrov", "{text}");
    }
    assert_eq!(warned("lavrov:moscow", WarningKind::UnknownField), "lavrov moscow");
    assert_eq!(warned("title: moscow", WarningKind::ReadAs), "title:moscow");
    assert_eq!(warned("gas pipeline OR strait", WarningKind::ReadAs), "gas (pipeline OR strait)");
    assert_eq!(warned("AND", WarningKind::ReadAs), "\\AND");
    assert_eq!(warned("/oil prices/", WarningKind::ReadAs), "oil prices");
    assert_eq!(warned("text:/oil prices/", WarningKind::ReadAs), "text:oil prices");
    assert_eq!(warned("oil NEAR/x price", WarningKind::ReadAs), "oil \"\\NEAR x\" price");
    assert_eq!(warned("oil^x", WarningKind::ReadAs), "\"oil x\"");
    assert_eq!(warned("harb*~1", WarningKind::NotSupported), "harb*");
    assert_eq!(plainly("/usr/local/bin and/or w/out / alone /"), "\"usr local bin\" \"and or\" \"w out\" alone");
    assert_eq!(warned("a^2 NEAR/5 b", WarningKind::NotSupported), "a NEAR/5 b");
    assert_eq!(warned("{a TO b}", WarningKind::NotSupported), "[a TO b]");
}

#[test]
fn unknown_field_names_the_nearest_or_all() {
    let message = |text| parse(text).unwrap().warnings[0].message.clone();
    assert!(message("titel:moscow").contains("did you mean title:"));
    assert!(message("date:2022").contains("published: or mentions:"));
    assert!(message("same:sentence moscow").contains("same:sentence(…)"));
    assert!(message("lavrov:moscow").contains("mentions, actor, person"));
}

#[test]
fn precedence_from_loose_to_tight() {
    assert_eq!(plainly("a OR b AND c"), "a OR (b AND c)");
    assert_eq!(plainly("a AND b OR NOT c"), "(a AND b) OR NOT c");
    assert_eq!(plainly("a && b || !c"), "(a AND b) OR NOT c");
    assert_eq!(plainly("a AND b c"), "(a AND b) c");
    assert_eq!(plainly("and or not"), "and or not");
}

#[test]
fn a_headline_in_capitals_has_no_word_operators() {
    let printed = warned("PUTIN AND ASSAD MEET IN MOSCOW", WarningKind::AllCapitals);
    assert_eq!(printed, "PUTIN \\AND ASSAD MEET IN MOSCOW");
    assert!(matches!(read("NATO OR EU").root.kind, NodeKind::Group(_)));
    assert!(matches!(read("NATO || EU").root.kind, NodeKind::Or(_)));
    assert_eq!(plainly("NATO OR 2023"), "NATO OR 2023");
    assert_eq!(plainly("PUTIN NEAR/5 ASSAD"), "PUTIN NEAR/5 ASSAD");
}

#[test]
fn a_pasted_sentence_is_its_words() {
    assert_eq!(plainly("What now? "), "What now");
    assert_eq!(plainly("“What now?”"), "\"What now\"");
    assert_eq!(plainly("Putin: \"We will win\", says Lavrov; [Reuters] (AP)"), "Putin \"We will win\" says Lavrov Reuters AP");
    assert_eq!(plainly("Title: $5bn for C++ & C#... #hashtag"), "Title 5bn for C C hashtag");
    assert_eq!(warned("Who is Assad? Who is Putin?", WarningKind::ReadAs), "Who is Assad Who is Putin");
    assert_eq!(warned("wor? moscow", WarningKind::ReadAs), "=wor? moscow");
}

#[test]
fn fields_take_words_values_and_groups() {
    assert_eq!(plainly("title:(gas OR oil) heading:\"the deal\""), "title:(gas OR oil) heading:\"the deal\"");
    assert_eq!(plainly("source:(al jazeera OR reuters)"), "source:\"al jazeera\" OR source:reuters");
    assert_eq!(
        plainly("author:\"Seymour Hersh\" path:docs/**/*.txt lang:en"),
        "author:\"Seymour Hersh\" path:docs/**/*.txt lang:en"
    );
    assert_eq!(plainly("actor:turkey person:\"recep erdogan\" org:nato"), "@turkey person:\"recep erdogan\" organisation:nato");
    assert_eq!(plainly("-source:ap"), "NOT source:ap");
}

#[test]
fn dates_in_every_form() {
    assert_eq!(plainly("mentions:2022-12"), "mentions:2022-12");
    assert_eq!(plainly("published:[2022-01 TO 2022-03]"), "published:2022-01..2022-03");
    assert_eq!(plainly("published:[2022 TO *] published:[* TO 2022]"), "published:2022.. published:..2022");
    assert_eq!(plainly("published:>=2022-12 published:<=2023"), "published:2022-12.. published:..2023");
    assert_eq!(plainly("published:\"last 30 days\" mentions:(dec 2022)"), "published:\"last 30 days\" mentions:\"dec 2022\"");
}

#[test]
fn actors_and_dates_in_phrases() {
    assert_eq!(plainly("\"@syria withdraw*\""), "\"@syria withdraw*\"");
    assert_eq!(plainly("\"@\"recep tayyip\" said mentions:2022\"~3"), "\"@\"recep tayyip\" said mentions:2022\"~3");
    assert_eq!(plainly("\"(lavrov OR @\"vladimir putin\") said\""), "\"(lavrov OR @\"vladimir putin\") said\"");
    assert_eq!(plainly("\"the (SDF) forces: title\""), "\"the SDF forces title\"");
}

#[test]
fn lucene_forms() {
    assert_eq!(plainly("+must -not maybe^2 \"a b\"~2^0.5"), "+must -not maybe^2 \"a b\"~2^0.5");
    assert_eq!(plainly("(a b)^2 title:x^3"), "(a b)^2 title:x^3");
    assert_eq!(plainly("\"=a =b\" =word"), "\"=a =b\" =word");
    assert_eq!(plainly("same:sentence(putin (gas OR oil))"), "same:sentence(putin (gas OR oil))");
}

#[test]
fn blank_query_asks_for_everything() {
    for text in ["", "  \t", "*", "*:*"] {
        assert_eq!(read(text).root.kind, NodeKind::All, "{text}");
    }
}

#[test]
fn errors_point_at_the_place() {
    assert_eq!(refused("!!! …"), 0);
    assert_eq!(refused("putin NEAR/0 erdogan"), 6);
    assert_eq!(refused("putin NEAR/5 (gas deal)"), 14);
    assert_eq!(refused("putin NEAR/5 -gas"), 13);
    assert_eq!(refused("putin a*"), 6);
    assert_eq!(refused("lavrow~3"), 6);
    assert_eq!(refused("a /x[y/"), 4);
    assert_eq!(refused("source:[a TO b]"), 7);
    assert_eq!(refused("[a b TO c]"), 0);
    assert_eq!(refused("gas published:soon"), 14);
}

#[test]
fn spans_point_into_the_typed_text() {
    let text = "Erdoğan’s (gas OR “oil deal”)";
    let NodeKind::Group(clauses) = read(text).root.kind else { panic!() };
    assert_eq!(clauses[0].node.span.of(text), "Erdoğan’s");
    let NodeKind::Or(choices) = &clauses[1].node.kind else { panic!() };
    assert_eq!(choices[1].span.of(text), "“oil deal”");
}

#[test]
fn printing_is_a_fixed_point() {
    let text = "a b OR (c -d) \"e f\"~2 title:(g h)";
    assert_eq!(print(&read(&print(&read(text)))), print(&read(text)));
}
