//! Is a sentence quoted in a passage, exactly or altered, and which of its words differ?
//!
//! The place is the stretch of the passage that holds most of the sentence's words, in whatever order, mistyped ones too.
//! How like the sentence it is: two thirds for the share of its words that stand there, one third for the share of its pairs
//! of neighbours (its shingles of two) that still are neighbours. So 1 is the sentence itself, a copy with its parts
//! moved loses little, and one with other words loses most.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::text::{Span, fold, is_stop_word, words};

/// The share of the sentence's words from which a stretch counts as a copy of it.
const COPIED: f32 = 0.6;

/// The same for a sentence of fewer words than [`SHORT`], which a few common words would match.
const COPIED_SHORT: f32 = 0.75;
const SHORT: usize = 6;

/// How like the sentence a copy is at least: below, it has the same words by chance.
const LEAST_ALIKE: f32 = 0.7;

/// What a common word counts, where another counts 1.
const COMMON: f32 = 0.4;

/// What a mistyped word counts of one spelled the same.
const MISTYPED: f32 = 0.8;

/// What it costs a stretch to hold as many other words as the sentence has: without it, a common word far before the copy
/// would be taken into it.
const BETWEEN: f32 = 0.15;

/// A sentence to look for.
#[derive(Debug)]
pub struct Quotation {
    text: String,
    words: Vec<QuotedWord>,
    /// What the words weigh together.
    weight: f32,
    /// Which words of the sentence a word met before stands for.
    known: FxHashMap<String, Vec<Likeness>>,
}

#[derive(Debug)]
struct QuotedWord {
    span: Span,
    word: String,
    weight: f32,
}

/// A word of the sentence that a word of the passage may be.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Likeness {
    /// Its place in the sentence.
    place: usize,
    /// 1 where it is spelled the same.
    degree: f32,
}

/// A copy of a sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct Copied {
    /// How like it is: above 0, and 1 for the sentence itself, marks and case aside.
    pub similarity: f32,
    /// Where it stands.
    pub span: Span,
    /// Its words that are the sentence's.
    pub marks: Vec<Span>,
    /// What differs, in order.
    pub differences: Vec<Difference>,
}

/// How a copy differs from the sentence in one place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Difference {
    /// The words of the sentence; empty for words that were added.
    pub quoted: String,
    /// The words of the copy; empty for words that were left out.
    pub found: String,
}

impl Quotation {
    /// Prepares a sentence; `None` where it has no word.
    pub fn new(text: &str) -> Option<Quotation> {
        let quoted = |word: crate::text::Word| {
            let folded = fold(word.span.of(text));
            let weight = if is_stop_word(&folded) { COMMON } else { 1.0 };
            QuotedWord { span: word.span, word: folded, weight }
        };
        let words: Vec<QuotedWord> = words(text).map(quoted).collect();
        let weight = words.iter().map(|word| word.weight).sum();
        (!words.is_empty()).then(|| Quotation { text: text.to_owned(), words, weight, known: FxHashMap::default() })
    }

    /// Finds the best copy in a passage.
    ///
    /// ```
    /// use nutgraf_index::quotation::Quotation;
    /// let mut sentence = Quotation::new("The minister said the deal would be signed in Ankara.").unwrap();
    /// let copied = sentence.find("On Monday the minister told us the deal would be signed in Ankara, at last.").unwrap();
    /// assert!(copied.similarity > 0.8);
    /// assert_eq!((&*copied.differences[0].quoted, &*copied.differences[0].found), ("said", "told us"));
    /// assert!(sentence.find("The minister was in Ankara.").is_none());
    /// ```
    pub fn find(&mut self, passage: &str) -> Option<Copied> {
        let spans: Vec<Span> = words(passage).map(|word| word.span).collect();
        let likenesses: Vec<Vec<Likeness>> = spans.iter().map(|span| self.likenesses(&fold(span.of(passage)))).collect();
        let (held, first, last) = self.best_stretch(&likenesses)?;
        let pairs = self.aligned(&likenesses[first..=last]);
        let (matched, share) = self.matched(&likenesses[first..=last]);
        let least = if self.words.len() < SHORT { COPIED_SHORT } else { COPIED };
        let similarity = (2.0 * share + self.neighbours(&matched)) / 3.0;
        if held < least || similarity < LEAST_ALIKE {
            return None;
        }
        let spans = &spans[first..=last];
        Some(Copied {
            similarity,
            span: spans[0].cover(spans[spans.len() - 1]),
            marks: matched.iter().zip(spans).filter(|(place, _)| place.is_some()).map(|(_, span)| *span).collect(),
            differences: self.differences(&pairs, spans, passage),
        })
    }

    /// Returns the words of the sentence that a word of a passage may be.
    fn likenesses(&mut self, word: &str) -> Vec<Likeness> {
        if let Some(known) = self.known.get(word) {
            return known.clone();
        }
        let like = |(place, quoted): (usize, &QuotedWord)| Some(Likeness { place, degree: degree(&quoted.word, word)? });
        let found: Vec<Likeness> = self.words.iter().enumerate().filter_map(like).collect();
        self.known.insert(word.to_owned(), found.clone());
        found
    }

    /// Returns the first and last word of the stretch that holds most of the sentence and least besides, and before them how
    /// much: the share of the sentence less what the words between cost.
    fn best_stretch(&self, likenesses: &[Vec<Likeness>]) -> Option<(f32, usize, usize)> {
        let width = self.words.len() + self.words.len() / 2 + 3;
        let places: Vec<usize> = (0..likenesses.len()).filter(|place| !likenesses[*place].is_empty()).collect();
        let mut best: Option<(f32, usize, usize)> = None;
        for (number, first) in places.iter().enumerate() {
            let mut inside: Vec<usize> = places[number..].iter().copied().take_while(|place| *place < first + width).collect();
            if inside.len() > 1 && inside[1] > first + 1 && self.is_common(&likenesses[*first]) {
                continue;
            }
            // Common words that stand apart from the others belong to other sentences.
            while let [.., before, last] = inside.as_slice()
                && *last > before + 1
                && self.is_common(&likenesses[*last])
            {
                inside.pop();
            }
            let last = inside.last().copied().unwrap_or(*first);
            let (matched, share) = self.matched(&likenesses[*first..=last]);
            let end = matched.iter().rposition(Option::is_some).map_or(*first, |end| first + end);
            let between = end + 1 - first - matched.iter().flatten().count();
            let held = share - BETWEEN * between as f32 / self.words.len() as f32;
            if best.is_none_or(|(most, ..)| held > most) {
                best = Some((held, *first, end));
            }
        }
        best
    }

    /// Tells whether a word of a passage may only be one of the sentence's stop words.
    fn is_common(&self, likenesses: &[Likeness]) -> bool {
        likenesses.iter().all(|likeness| self.words[likeness.place].weight == COMMON)
    }

    /// Gives each word of a stretch a word of the sentence, none twice; returns them with the weight of all, as a share.
    fn matched(&self, stretch: &[Vec<Likeness>]) -> (Vec<Option<usize>>, f32) {
        let mut taken = vec![false; self.words.len()];
        let mut matched = vec![None; stretch.len()];
        let mut sum = 0.0;
        for exact in [true, false] {
            for (place, likenesses) in stretch.iter().enumerate().filter(|(_, one)| !one.is_empty()) {
                let before = place.checked_sub(1).and_then(|before| matched[before]);
                let free = |likeness: &&Likeness| !taken[likeness.place] && (likeness.degree == 1.0) == exact;
                let follows = |likeness: &&Likeness| before.is_some_and(|before: usize| likeness.place == before + 1);
                let chosen = likenesses.iter().filter(free).find(follows).or_else(|| likenesses.iter().find(free));
                if let (None, Some(likeness)) = (matched[place], chosen) {
                    taken[likeness.place] = true;
                    matched[place] = Some(likeness.place);
                    sum += likeness.degree * self.words[likeness.place].weight;
                }
            }
        }
        (matched, sum / self.weight)
    }

    /// Returns which share of the sentence's neighbours are neighbours in a stretch.
    fn neighbours(&self, matched: &[Option<usize>]) -> f32 {
        if self.words.len() < 2 {
            return 1.0;
        }
        let kept = matched.windows(2).filter(|pair| matches!(pair, [Some(one), Some(next)] if one + 1 == *next)).count();
        kept as f32 / (self.words.len() - 1) as f32
    }

    /// Pairs words of the sentence with words of a stretch, both in order, so that as much as possible is alike; returns for
    /// each word of the sentence the word of the stretch, and how like it is.
    fn aligned(&self, stretch: &[Vec<Likeness>]) -> Vec<Option<(usize, f32)>> {
        let (rows, columns) = (self.words.len(), stretch.len());
        let degree = |row: usize, column: usize| {
            stretch[column].iter().find(|likeness| likeness.place == row).map_or(0.0, |likeness| likeness.degree)
        };
        let mut best = vec![vec![0.0_f32; columns + 1]; rows + 1];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let paired = match degree(row, column) {
                    0.0 => 0.0,
                    alike => alike + best[row + 1][column + 1],
                };
                best[row][column] = paired.max(best[row + 1][column]).max(best[row][column + 1]);
            }
        }
        let mut pairs = vec![None; rows];
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            let alike = degree(row, column);
            if alike > 0.0 && best[row][column] == alike + best[row + 1][column + 1] {
                pairs[row] = Some((column, alike));
                (row, column) = (row + 1, column + 1);
            } else if best[row][column] == best[row + 1][column] {
                row += 1;
            } else {
                column += 1;
            }
        }
        pairs
    }

    /// Tells what differs between the words that are paired.
    fn differences(&self, pairs: &[Option<(usize, f32)>], spans: &[Span], passage: &str) -> Vec<Difference> {
        let mut differences = Vec::new();
        let (mut row, mut column) = (0, 0);
        let mut tell = |rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| {
            let quoted = covered(rows.map(|row| self.words[row].span)).map_or("", |span| span.of(&self.text));
            let found = covered(columns.map(|column| spans[column])).map_or("", |span| span.of(passage));
            if !(quoted.is_empty() && found.is_empty()) {
                differences.push(Difference { quoted: quoted.to_owned(), found: found.to_owned() });
            }
        };
        for (place, pair) in pairs.iter().enumerate() {
            let Some((partner, alike)) = *pair else { continue };
            tell(row..place, column..partner);
            if alike < 1.0 {
                tell(place..place + 1, partner..partner + 1);
            }
            (row, column) = (place + 1, partner + 1);
        }
        tell(row..pairs.len(), column..spans.len());
        differences
    }
}

/// Returns the stretch from the first span to the last.
fn covered(spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.reduce(Span::cover)
}

/// Returns how like two folded words are: 1 for the same, less for a slip of the pen, `None` for different words.
fn degree(one: &str, other: &str) -> Option<f32> {
    if one == other {
        return Some(1.0);
    }
    let slips = match one.len() {
        ..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let is_near = one.len().abs_diff(other.len()) <= slips && strsim::osa_distance(one, other) <= slips;
    is_near.then_some(MISTYPED)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SENTENCE: &str = "Turkey and Syria may normalise relations after talks in Moscow, the foreign minister said.";

    fn found(passage: &str) -> Option<Copied> {
        Quotation::new(SENTENCE).unwrap().find(passage)
    }

    fn told(copied: &Copied) -> Vec<(&str, &str)> {
        copied.differences.iter().map(|one| (one.quoted.as_str(), one.found.as_str())).collect()
    }

    #[test]
    fn the_sentence_itself_is_wholly_alike_whatever_stands_around_it() {
        let passage = format!("He asked Moscow. “{}” And then Syria left.", SENTENCE.to_uppercase());
        let copied = found(&passage).unwrap();
        assert_eq!((copied.similarity, copied.differences.len()), (1.0, 0));
        assert!(copied.span.of(&passage).starts_with("TURKEY") && copied.span.of(&passage).ends_with("SAID"));
        assert_eq!(copied.marks.len(), 14);
    }

    #[test]
    fn changed_left_out_added_and_mistyped_words_are_told() {
        let copied = found("Turkey and Syria could normalise their relations after talks in Mocsow, the minister said").unwrap();
        assert_eq!(told(&copied), [("may", "could"), ("", "their"), ("Moscow", "Mocsow"), ("foreign", "")]);
        assert!((0.7..0.95).contains(&copied.similarity), "{}", copied.similarity);
    }

    #[test]
    fn a_common_word_of_the_sentence_before_is_no_part_of_a_copy() {
        let mut quotation = Quotation::new("We have agreed to look through a keyhole").unwrap();
        let copied = quotation.find("A harbour is a door. We have agreed to look through the keyhole. It is a start.").unwrap();
        assert_eq!(told(&copied), [("a", "the")]);
    }

    #[test]
    fn a_sentence_built_alike_of_other_words_is_no_copy() {
        let mut quotation = Quotation::new("Ask not what your country can do for you").unwrap();
        for passage in [
            "Do not ask what more he can do for you.",
            "You can ask what can be done for your country, but not now.",
            "What can you do? I ask you, for your own good and not for me.",
        ] {
            assert_eq!(quotation.find(passage), None, "{passage}");
        }
        assert!(quotation.find("Never ask what your country can do for you").is_some());
    }

    #[test]
    fn moved_parts_are_found() {
        let copied = found("After talks in Moscow, Turkey and Syria may normalise relations, the foreign minister said").unwrap();
        assert!(copied.similarity > 0.9, "{}", copied.similarity);
        assert!(told(&copied).contains(&("after talks in Moscow", "")), "{:?}", told(&copied));
    }

    #[test]
    fn a_passage_on_the_same_matter_is_no_copy() {
        assert_eq!(found("The foreign minister of Turkey was in Moscow, and Syria was on the table of the talks there."), None);
        assert_eq!(found(""), None);
        assert!(Quotation::new(" … ").is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn marks_lie_inside_and_rise(sentence in "[a-e ]{1,30}", passage in "[a-e ]{0,60}") {
            let Some(mut quotation) = Quotation::new(&sentence) else { return Ok(()) };
            let Some(copied) = quotation.find(&passage) else { return Ok(()) };
            prop_assert!(copied.similarity > 0.0 && copied.similarity <= 1.0);
            prop_assert!(copied.marks.windows(2).all(|pair| pair[0].end < pair[1].start));
            prop_assert!(copied.marks.iter().all(|mark| copied.span.contains(*mark)));
        }
    }
}
