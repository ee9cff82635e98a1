//! Which plain words matter to names?

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::token::hash_folded;

/// Whether a word opens sentences without being a name; it is given by its hash.
pub(crate) fn is_function_word(folded: u64) -> bool {
    static HASHES: OnceLock<FxHashSet<u64>> = OnceLock::new();
    HASHES.get_or_init(|| FUNCTION_WORDS.split_ascii_whitespace().map(hash_folded).collect()).contains(&folded)
}

const FUNCTION_WORDS: &str = "the a an in on at he she it they we i you this that these those but and or as if so there here \
    his her its their our my your for with by from to of when while after before what who how why where which no not yes one \
    some many most all also however although though since until because during under over between among against without within \
    about both each every other another such more much few several any now then thus yet still even only just is was are were \
    be been has have had do does did will would can could may should must let please than too very well once upon per via \
    despite besides instead moreover meanwhile nevertheless therefore hence dont im ive ill";

/// Whether a word begins the names of many organisations, so that it names none alone.
pub(crate) fn is_common_head(word: &str) -> bool {
    COMMON_HEADS.binary_search(&word).is_ok()
}

/// Sorted.
const COMMON_HEADS: &[&str] = &[
    "African",
    "Air",
    "American",
    "Arab",
    "Asian",
    "Bank",
    "Black",
    "British",
    "Bureau",
    "Center",
    "Central",
    "Centre",
    "China",
    "Chinese",
    "Christian",
    "City",
    "Civil",
    "Committee",
    "Communist",
    "Community",
    "Conservative",
    "Council",
    "County",
    "Court",
    "Democratic",
    "Department",
    "East",
    "Eastern",
    "Environmental",
    "European",
    "Federal",
    "First",
    "Food",
    "Foreign",
    "Free",
    "French",
    "General",
    "German",
    "Global",
    "Government",
    "Grand",
    "Great",
    "Green",
    "Group",
    "High",
    "House",
    "Human",
    "Independent",
    "India",
    "Indian",
    "Institute",
    "Interior",
    "International",
    "Iran",
    "Iranian",
    "Iraq",
    "Iraqi",
    "Islamic",
    "Israel",
    "Israeli",
    "Japan",
    "Japanese",
    "Joint",
    "Justice",
    "Kurdish",
    "Labor",
    "Labour",
    "Liberal",
    "Life",
    "London",
    "Middle",
    "Military",
    "Ministry",
    "National",
    "New",
    "North",
    "Northern",
    "Office",
    "Party",
    "People",
    "Popular",
    "Public",
    "Red",
    "Republican",
    "Research",
    "Royal",
    "Russian",
    "School",
    "Social",
    "Socialist",
    "South",
    "Southern",
    "Special",
    "St",
    "State",
    "Supreme",
    "Syrian",
    "The",
    "Turkish",
    "UN",
    "US",
    "Union",
    "United",
    "Universal",
    "University",
    "West",
    "Western",
    "White",
    "World",
    "Young",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_sorted() {
        assert!(COMMON_HEADS.is_sorted());
    }
}
