//! What holds of every query: it prints to what reads as itself, and any text is a query or one error.

use proptest::prelude::*;

use super::{Clause, FilterField, Node, NodeKind, Occur, Query, TermForm, TextField, parse, print};
use crate::actor::ActorKind;
use crate::error::Error;
use crate::text::Span;

fn node(kind: NodeKind) -> Node {
    Node { span: Span::default(), kind }
}

fn term(text: impl Into<String>, form: TermForm) -> Node {
    node(NodeKind::Term { text: text.into(), form })
}

fn word() -> impl Strategy<Value = String> {
    const ODD_WORDS: &[&str] =
        &["AND", "OR", "NEAR", "TO", "U.S", "US", "Assad's", "Kılıçdaroğlu", "3,000", "1.5bn", "Путин", "w", "and"];
    prop_oneof!["[a-zA-Z]{1,8}", prop::sample::select(ODD_WORDS).prop_map(str::to_owned)]
}

fn pattern() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{2,5}[*?]", "[a-z*][*?][a-z]{2,4}", "[A-Z]{2}[?*]{1,3}"]
}

fn regex() -> impl Strategy<Value = String> {
    const PATTERNS: &[&str] = &["lav.*", "normali[sz]ation", r"a\.b", r"\\", "(a|b)+", "a/b", "x{2,3}", r#"["'/]"#, "[^)]+"];
    prop::sample::select(PATTERNS).prop_map(str::to_owned)
}

/// Names and values, some of which need quotation marks.
fn value() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,8}", "[a-z]{1,4}[ \"\\\\@(*:?.~^-][a-z]{0,4}[a-z]", "[\"\\\\(@*.=/-]{1,3}"]
}

/// What can stand in the place of a word.
fn place() -> impl Strategy<Value = Node> {
    prop_oneof![
        4 => word().prop_map(|text| term(text, TermForm::Stemmed)),
        1 => word().prop_map(|text| term(text, TermForm::Exact)),
        1 => pattern().prop_map(|text| term(text, TermForm::Wildcard)),
        1 => (word(), 0u8..3).prop_map(|(text, distance)| term(text, TermForm::Fuzzy(distance))),
        1 => regex().prop_map(|text| term(text, TermForm::Regex)),
        1 => (value(), actor_kind()).prop_map(|(name, kind)| node(NodeKind::Actor { name, kind })),
        1 => days().prop_map(|days| node(NodeKind::Filter(FilterField::Mentions, days))),
    ]
}

fn actor_kind() -> impl Strategy<Value = Option<ActorKind>> {
    prop::option::of(prop::sample::select(&ActorKind::ALL[..]))
}

fn range() -> impl Strategy<Value = Node> {
    (word(), word()).prop_map(|(first, last)| term(format!("{first} TO {last}"), TermForm::Range))
}

fn filter() -> impl Strategy<Value = Node> {
    use FilterField::{Author, Language, Mentions, Path, Published, Source};
    let field = prop::sample::select(&[Author, Source, Path, Language][..]);
    let dated = prop::sample::select(&[Published, Mentions][..]);
    prop_oneof![(field, value()), (dated, days())].prop_map(|(field, value)| node(NodeKind::Filter(field, value)))
}

fn days() -> impl Strategy<Value = String> {
    const SPANS: &[&str] =
        &["2022", "2022-12-28", "2022-12..2023-02", "2022-12..", "..2022", "dec 2022", "last 30 days", "..today"];
    prop::sample::select(SPANS).prop_map(str::to_owned)
}

fn phrase() -> impl Strategy<Value = Node> {
    let choice = prop::collection::vec(place(), 2..4).prop_map(|choices| node(NodeKind::Or(choices)));
    let parts = prop::collection::vec(prop_oneof![4 => place(), 1 => choice], 2..5);
    let quoted_word = word().prop_map(|text| vec![term(text, TermForm::Stemmed)]);
    prop_oneof![
        4 => (parts, 0u32..4).prop_map(|(parts, slop)| node(NodeKind::Phrase { parts, slop })),
        1 => quoted_word.prop_map(|parts| node(NodeKind::Phrase { parts, slop: 0 })),
    ]
}

/// What NEAR and ADJ join.
fn side() -> impl Strategy<Value = Node> {
    prop_oneof![4 => place(), 1 => phrase(), 1 => range()].prop_recursive(2, 8, 3, |inner| {
        prop_oneof![near(inner.clone()), prop::collection::vec(inner, 2..4).prop_map(|choices| node(NodeKind::Or(choices)))]
    })
}

fn near(side: impl Strategy<Value = Node>) -> impl Strategy<Value = Node> {
    (prop::collection::vec(side, 2..4), 1u32..30, any::<bool>())
        .prop_map(|(parts, within, ordered)| node(NodeKind::Near { parts, within, ordered }))
}

fn tree() -> impl Strategy<Value = Node> {
    let leaf =
        prop_oneof![8 => place(), 2 => phrase(), 1 => range(), 2 => filter(), 2 => near(side()), 1 => Just(node(NodeKind::All))];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..5);
        prop_oneof![
            3 => several().prop_flat_map(group),
            2 => several().prop_map(|parts| node(NodeKind::And(parts))),
            2 => several().prop_map(|parts| node(NodeKind::Or(parts))),
            2 => inner.clone().prop_map(|inner| node(NodeKind::Not(Box::new(inner)))),
            1 => (inner.clone(), prop::sample::select(&[0.5f32, 2.0, 10.25][..]))
                .prop_map(|(inner, boost)| node(NodeKind::Boost(Box::new(inner), boost))),
            1 => (inner.clone(), prop::sample::select(&[TextField::Title, TextField::Heading, TextField::Text][..]))
                .prop_map(|(inner, part)| node(NodeKind::Within(part, Box::new(inner)))),
            1 => inner.clone().prop_map(|inner| node(NodeKind::SameSentence(Box::new(inner)))),
        ]
    })
}

/// Things side by side; `*` is none of them, as it adds nothing there.
fn group(nodes: Vec<Node>) -> impl Strategy<Value = Node> {
    let occur = prop::sample::select(&[Occur::Plain, Occur::Must, Occur::MustNot][..]);
    prop::collection::vec(occur, nodes.len()).prop_map(move |occurs| {
        let clause = |(mut occur, node): (Occur, Node)| {
            if occur == Occur::Plain && node.kind == NodeKind::All {
                occur = Occur::Must;
            }
            Clause { occur, node }
        };
        node(NodeKind::Group(occurs.into_iter().zip(nodes.clone()).map(clause).collect()))
    })
}

/// Text made of what the language is made of.
fn typed() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "(",
        ")",
        "\"",
        "“",
        "”",
        "«",
        " ",
        " ",
        " ",
        "AND",
        "OR",
        "NOT",
        "NEAR/3",
        "w/2",
        "ADJ",
        "-",
        "+",
        "!",
        "=",
        "@",
        "~1",
        "^2",
        "*",
        "?",
        "/",
        "\\",
        "[",
        "]",
        " TO ",
        "title:",
        "source:",
        "person:",
        "mentions:",
        "same:sentence(",
        ":",
        "lavrov",
        "al-Assad",
        "U.S.",
        "Assad’s",
        "2022-12",
        "é",
        "İ",
        "\u{301}",
        "中",
        "a",
        "x*",
        "&&",
        "||",
        ",",
        ".",
        "<=",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|pieces| pieces.concat())
}

/// Checks that a text is a query that prints to itself, or gives an error at a place of the text.
fn check(text: &str) -> Result<(), TestCaseError> {
    match parse(text) {
        Ok(parsed) => {
            let printed = print(&parsed.query);
            let again = parse(&printed).map_err(|error| TestCaseError::fail(format!("{printed}: {error}")))?;
            prop_assert_eq!(&again.query, &parsed.query, "{}", printed);
            prop_assert!(
                parsed.warnings.iter().filter_map(|warning| warning.span).all(|span| text.get(span.start..span.end).is_some())
            );
        }
        Err(Error::Query { at, message, .. }) => prop_assert!(text.is_char_boundary(at) && !message.contains('\n')),
        Err(other) => return Err(TestCaseError::fail(other.to_string())),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printed_query_reads_as_itself(root in tree()) {
        let query = Query { root };
        let printed = print(&query);
        let again = parse(&printed).map_err(|error| TestCaseError::fail(format!("{printed}: {error}")))?;
        prop_assert_eq!(&again.query, &query, "{}", printed);
    }

    #[test]
    fn any_typed_text_is_a_query_or_one_error(text in typed()) {
        check(&text)?;
    }

    #[test]
    fn any_text_is_a_query_or_one_error(text in "\\PC{0,60}") {
        check(&text)?;
    }

    #[test]
    fn any_bytes_are_a_query_or_one_error(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        check(&String::from_utf8_lossy(&bytes))?;
    }
}
