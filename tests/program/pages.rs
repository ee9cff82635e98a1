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
