//! What a person sees, whole: a change of ranking or layout is a diff to be judged.

use crate::stage::Stage;

fn page(arguments: &[&str]) -> String {
    let ran = Stage::shared().run(&[&["--color", "never"], arguments].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    ran.err + &ran.out
}

#[test]
fn a_page_of_hits() {
    insta::assert_snapshot!(page(&["search", "harbour talks", "-n", "2"]));
}

#[test]
fn a_phrase_with_context() {
    insta::assert_snapshot!(page(&["search", "\"eternal quarrel\"", "-C", "1"]));
}

#[test]
fn counts_of_actors() {
    insta::assert_snapshot!(page(&["actors", "harbour", "-n", "6", "--kind", "state"]));
}

#[test]
fn counts_of_dates() {
    insta::assert_snapshot!(page(&["dates", "harbour", "--by", "year"]));
}

#[test]
fn a_timeline() {
    insta::assert_snapshot!(page(&["timeline", "harbour talks", "--by", "month", "-n", "3"]));
}

#[test]
fn a_refused_query() {
    insta::assert_snapshot!(Stage::shared().run(&["search", "lavrov NEAR/0 moscow"]).err);
}

#[test]
fn every_actor_and_date_of_a_passage_is_named_once() {
    let stage = Stage::empty();
    stage.write("a.md", "# Ferries\n\nNigeria and Niger met in 2011, Guinea-Bissau and Guinea in 2012, Nigeria again in 2011.\n");
    stage.index();
    let shown = stage.run(&["search", "met"]).out;
    let aside = shown.lines().find(|line| line.contains('·') && line.contains("Nigeria")).unwrap();
    assert_eq!(aside.trim(), "Nigeria, Niger, Guinea-Bissau, Guinea  ·  2011, 2012");
}
