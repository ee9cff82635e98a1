//! Random documents and queries.

use proptest::prelude::*;

use super::scan::{ACTOR, Asked, DAY, PLAIN, Passage, Thing, VOCABULARY};

fn word() -> impl Strategy<Value = usize> {
    0..PLAIN
}

/// What stands for one word or another.
fn of_words() -> impl Strategy<Value = Thing> {
    let any = |typed: String, holds: &dyn Fn(&str) -> bool| {
        let words = (0..VOCABULARY.len()).filter(|word| holds(VOCABULARY[*word])).collect();
        Thing::Any { typed, words }
    };
    prop_oneof![
        6 => word().prop_map(plain),
        1 => word().prop_map(move |word| any(format!("={}", VOCABULARY[word]), &|other| other == VOCABULARY[word])),
        1 => word().prop_map(move |word| {
            let start = &VOCABULARY[word][..3];
            any(format!("{start}*"), &|other| other.starts_with(start))
        }),
        1 => word().prop_map(move |word| {
            let (first, rest) = VOCABULARY[word].split_at(1);
            any(format!("{first}?{}", &rest[1..]), &|other| other == VOCABULARY[word])
        }),
        1 => word().prop_map(move |word| {
            let end = &VOCABULARY[word][4..];
            any(format!("*{end}"), &|other| end.len() > 1 && other.ends_with(end))
        }).prop_filter("two letters", |thing| matches!(thing, Thing::Any { words, .. } if !words.is_empty())),
        1 => word().prop_map(move |word| {
            let mut slip = VOCABULARY[word].to_owned();
            slip.replace_range(2..3, "x");
            any(format!("{slip}~1"), &|other| other == VOCABULARY[word])
        }),
        1 => Just(any("/f.*t|cop+er/".into(), &|other| matches!(other, "ferret" | "copper"))),
        1 => Just(any("[copper TO lantern]".into(), &|other| ("copper"..="lantern").contains(&other))),
    ]
}

fn plain(word: usize) -> Thing {
    Thing::Any { typed: VOCABULARY[word].into(), words: vec![word] }
}

fn either() -> impl Strategy<Value = Thing> {
    (word(), word()).prop_map(|(one, other)| Thing::Any {
        typed: format!("({} OR {})", VOCABULARY[one], VOCABULARY[other]),
        words: if one == other { vec![one] } else { vec![one, other] },
    })
}

/// What can stand in the place of a word, in quotes and beside NEAR.
fn part() -> impl Strategy<Value = Thing> {
    prop_oneof![
        6 => of_words(),
        1 => either(),
        1 => Just(Thing::Mention { typed: "@turkey", words: ACTOR }),
        1 => Just(Thing::Mention { typed: "mentions:2022-12-28", words: DAY }),
    ]
}

fn phrase() -> impl Strategy<Value = Thing> {
    let is_range = |part: &Thing| matches!(part, Thing::Any { typed, .. } if typed.starts_with('['));
    let parts = prop::collection::vec(part().prop_filter("ranges stand outside quotes", move |part| !is_range(part)), 2..4);
    parts.prop_map(Thing::Phrase)
}

/// How far things may stand apart; sometimes farther than text and title do in the index, which no match may cross.
fn distance() -> impl Strategy<Value = usize> {
    prop_oneof![6 => 1..5_usize, 1 => 40..140_usize]
}

fn thing() -> impl Strategy<Value = Thing> {
    let near = (prop::collection::vec(prop_oneof![3 => part(), 1 => phrase()], 2..4), distance(), any::<bool>());
    prop_oneof![
        4 => part(),
        2 => phrase(),
        1 => (word(), word(), distance()).prop_map(|(one, other, slop)| Thing::Sloppy { one, other, slop }),
        2 => near.prop_map(|(parts, within, ordered)| Thing::Near { parts, within, ordered }),
    ]
}

/// What words of a title can answer: mentions stand in texts alone.
fn titled() -> impl Strategy<Value = Thing> {
    prop_oneof![3 => of_words(), 1 => prop::collection::vec(word().prop_map(plain), 2..=2).prop_map(Thing::Phrase)]
}

/// A query of words, ANDs, ORs and NOTs.
fn joined(leaf: impl Strategy<Value = Asked> + 'static) -> impl Strategy<Value = Asked> {
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 2..4);
        let marked = prop::collection::vec((prop::sample::select(&["", "+", "-"][..]), inner.clone()), 2..4);
        prop_oneof![
            2 => several().prop_map(Asked::And),
            2 => several().prop_map(Asked::Or),
            2 => inner.clone().prop_map(|inner| Asked::Not(Box::new(inner))),
            1 => marked.prop_map(|parts| Asked::Group(parts.into_iter().map(bracketed).collect())),
        ]
    })
}

/// A marked part in parentheses.
fn bracketed((mark, asked): (&'static str, Asked)) -> (&'static str, Asked) {
    (mark, Asked::And(vec![asked.clone(), asked]))
}

pub fn asked() -> impl Strategy<Value = Asked> {
    let sentence = joined(thing().prop_map(Asked::Thing)).prop_map(|inner| Asked::Sentence(Box::new(inner)));
    let boosted = phrase().prop_map(|thing| Asked::Boost(Box::new(Asked::Thing(thing))));
    joined(prop_oneof![
        8 => thing().prop_map(Asked::Thing),
        1 => sentence,
        1 => boosted,
        1 => titled().prop_map(Asked::Title),
        1 => thing().prop_map(Asked::Text),
    ])
}

/// A passage of one to six sentences; names and dates are kept apart by plain words. Two, lest the tagger take `Turkey
/// granite Turkey` for one name.
pub fn passage() -> impl Strategy<Value = Passage> {
    let piece = prop_oneof![
        8 => word().prop_map(|word| vec![word]),
        1 => (word(), word()).prop_map(|(one, other)| [ACTOR, &[one, other]].concat()),
        1 => word().prop_map(|word| [DAY, &[word]].concat()),
    ];
    let sentence = prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat());
    let title = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(word(), 1..4)];
    (prop::collection::vec(sentence, 1..6), title).prop_map(|(sentences, title)| {
        let numbers = sentences.iter().enumerate().flat_map(|(number, sentence)| vec![number; sentence.len()]).collect();
        Passage { words: sentences.concat(), sentences: numbers, title }
    })
}
