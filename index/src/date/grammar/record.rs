//! Is a length of time one that is looked back on, though it stands behind "in": `the highest in 40 years`, `for the first time
//! in a decade`?

use crate::date::tense::looks_ahead;

/// How many words before "in" may say so.
const REACH: usize = 8;

/// What is told of by how long there was no other, beside superlatives and ordinals.
const RECORDS: &[&str] = &["only", "last", "once", "twice", "times", "worst", "best", "most", "least", "record", "first"];

/// Words in `-est` that are no superlatives.
const NO_SUPERLATIVES: &[&str] = &[
    "arrest",
    "bequest",
    "behest",
    "conquest",
    "contest",
    "digest",
    "divest",
    "forest",
    "guest",
    "harvest",
    "honest",
    "inquest",
    "interest",
    "invest",
    "midwest",
    "modest",
    "northwest",
    "protest",
    "quest",
    "request",
    "southwest",
    "suggest",
    "unrest",
];

/// Tells whether the words of a sentence before "in" measure what follows by what was before.
pub(super) fn measures_back(before: &str) -> bool {
    let sentence = before.rsplit(['.', ',', ';', ':', '!', '?', '(']).next().unwrap_or("");
    let mut words = sentence.split_whitespace().rev();
    let Some("in") = words.next() else { return false };
    let nearest = words.clone().next().is_some_and(|word| word.eq_ignore_ascii_case("time"));
    nearest || words.take(REACH).take_while(|word| !looks_ahead(word)).any(is_record)
}

fn is_record(word: &str) -> bool {
    let lower = word.to_lowercase();
    let last = lower.rsplit('-').next().unwrap_or("");
    RECORDS.contains(&last) || last.len() > 5 && last.ends_with("est") && !NO_SUPERLATIVES.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::measures_back;

    #[test]
    fn superlatives_and_first_times_look_back() {
        for before in
            ["will be for the first time in ", "the second time in ", "inflation is the highest in ", "the worst drought in "]
        {
            assert!(measures_back(before), "{before}");
        }
        for before in
            ["will end in ", "the largest plant will open in ", "The highest court, he said, may rule in ", "his interest in "]
        {
            assert!(!measures_back(before), "{before}");
        }
    }
}
