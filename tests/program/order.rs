//! The order of hits, and pages of them.

use serde_json::Value;

use crate::stage::{Stage, hits};

fn days(answer: &Value) -> Vec<Option<String>> {
    let day = |hit: &Value| hit["document"]["published"]["first"].as_str().map(str::to_owned);
    answer["hits"].as_array().unwrap().iter().map(day).collect()
}

#[test]
fn pages_laid_end_to_end_are_the_whole() {
    let stage = Stage::shared();
    for grouping in [&[][..], &["--no-group"]] {
        let page = |offset: usize, limit: usize| {
            let (offset, limit) = (offset.to_string(), limit.to_string());
            let arguments = ["search", "--json", "harbour OR turkey", "-n", &limit, "--offset", &offset];
            stage.json(&[&arguments[..], grouping].concat())
        };
        let whole = hits(&page(0, 1_000));
        let pages: Vec<_> = (0..40).step_by(3).map(|offset| hits(&page(offset, 3))).collect();
        assert_eq!(pages.iter().map(std::collections::BTreeSet::len).sum::<usize>(), whole.len(), "{grouping:?}");
        assert_eq!(pages.into_iter().flatten().collect::<std::collections::BTreeSet<_>>(), whole, "{grouping:?}");
    }
}

#[test]
fn ranks_count_from_the_first_hit() {
    let answer = Stage::shared().search(&["harbour"]);
    let ranks: Vec<_> = answer["hits"].as_array().unwrap().iter().filter_map(|hit| hit["rank"].as_u64()).collect();
    assert_eq!(ranks, (1..=ranks.len() as u64).collect::<Vec<_>>());
}

#[test]
fn passages_without_groups_fall_by_score() {
    let answer = Stage::shared().search(&["harbour OR turkey", "--no-group"]);
    let scores: Vec<_> = answer["hits"].as_array().unwrap().iter().filter_map(|hit| hit["score"].as_f64()).collect();
    assert!(scores.len() > 5 && scores.is_sorted_by(|one, next| one >= next), "{scores:?}");
}

#[test]
fn hits_by_date_go_one_way_and_end_with_the_undated() {
    let stage = Stage::shared();
    let (oldest, newest) =
        (days(&stage.search(&["harbour", "--sort", "date"])), days(&stage.search(&["harbour", "--sort", "-date"])));
    for (order, forward) in [(&oldest, true), (&newest, false)] {
        let dated: Vec<_> = order.iter().flatten().collect();
        assert!(dated.len() > 3 && order[dated.len()..].iter().all(Option::is_none), "{order:?}");
        assert!(dated.is_sorted_by(|one, next| if forward { one <= next } else { one >= next }), "{order:?}");
    }
    assert!(oldest.last().unwrap().is_none(), "the sample holds undated documents");
}

#[test]
fn context_shows_the_passages_around() {
    let stage = Stage::shared();
    let alone = stage.run(&["search", "\"eternal quarrel\""]).out;
    let around = stage.run(&["search", "\"eternal quarrel\"", "-C", "1"]).out;
    assert!(!alone.contains("the deal has a timetable") && around.contains("the deal has a timetable"), "{around}");
}
