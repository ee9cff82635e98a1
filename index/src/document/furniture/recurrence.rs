//! Lines that stand in many documents of one source: the frame that its pages share.

use super::amid::Amid;
use super::draft::Draft;
use crate::document::{Document, Shape};
use crate::text::fold_phrase;

/// Tells which lines recur across the documents of a source, and so are furniture.
pub trait Recurring {
    /// Names the source of documents that state none.
    fn unstated_source(&self) -> &str {
        ""
    }

    /// Tells whether the line of this key stands in so many documents of its source that it is furniture.
    fn recurs(&self, line_key: u64) -> bool;
}

/// A collection of which nothing is known.
impl Recurring for () {
    fn recurs(&self, _line_key: u64) -> bool {
        false
    }
}

/// A document of which so many words in a hundred recur is a copy of others, not framed like them.
const COPY: u32 = 75;

/// Labels furniture what recurs in the document's source. Returns the keys of all lines that a collection should remember,
/// in order, each once: odd where the line recurs.
///
/// The key of a line is made of its source and its words, whatever marks and capitals it has. A rule or a lone number has
/// none: it recurs by chance. Copies of a document lose nothing, nor does any what is [text](Amid) of its own.
pub fn drop_recurring(draft: &mut Draft<'_>, document: &Document, shape: Shape, recurring: &dyn Recurring) -> Vec<u64> {
    let source = document.source.as_deref();
    let keys = keys(draft, source, recurring);
    let known = known_lines(&keys, recurring);
    let recurs: Vec<bool> = keys.iter().map(|key| key.is_some_and(|key| known.binary_search(&(key | 1)).is_ok())).collect();
    let recurring_words = draft.words_where(|place| recurs[place]);
    if recurring_words * 100 < draft.words_where(|_| true) * COPY {
        let amid = Amid::new(draft, &recurs, shape == Shape::Record);
        let frame: Vec<usize> = (0..recurs.len()).filter(|place| recurs[*place] && !amid.is_text(*place)).collect();
        for place in frame {
            draft.units[place].recurs = true;
            draft.drop(place, "recurs across the source");
        }
    }
    known
}

/// The key of each unit that has one.
pub fn keys(draft: &Draft<'_>, source: Option<&str>, recurring: &dyn Recurring) -> Vec<Option<u64>> {
    let source = source_key(source.unwrap_or(recurring.unstated_source()));
    (0..draft.units.len()).map(|place| key_of(draft, place, source)).collect()
}

/// The keys in order, each once: odd where the line recurs.
pub fn known_lines(keys: &[Option<u64>], recurring: &dyn Recurring) -> Vec<u64> {
    let mut known: Vec<u64> = keys.iter().flatten().copied().collect();
    known.sort_unstable();
    known.dedup();
    known.iter_mut().for_each(|key| *key |= u64::from(recurring.recurs(*key)));
    known
}

fn source_key(source: &str) -> u64 {
    fold_phrase(source).bytes().fold(0xcbf2_9ce4_8422_2325, |key, byte| mix(key, u64::from(byte)))
}

/// The key of a unit, even; `None` for one with fewer than three letters.
fn key_of(draft: &Draft<'_>, place: usize, source: u64) -> Option<u64> {
    let letters = draft.words_of(place).chars().filter(|character| character.is_alphabetic());
    (letters.take(3).count() == 3)
        .then(|| draft.hashes_of(place).iter().fold(source, |key, hash| mix(key, u64::from(*hash))) & !1)
}

/// Keys are kept in indexes: another mixture is another format of the index.
fn mix(key: u64, next: u64) -> u64 {
    let mixed = (key.rotate_left(5) ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 29
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::document::{Label, RawDocument};

    struct Known(HashSet<u64>);

    impl Recurring for Known {
        fn recurs(&self, line_key: u64) -> bool {
            self.0.contains(&line_key)
        }
    }

    fn read(text: &str, source: Option<&str>, recurring: &dyn Recurring) -> Document {
        let raw = RawDocument { text: text.into(), source: source.map(str::to_owned), ..RawDocument::default() };
        Document::from_raw(RawDocument { shape: Shape::Record, ..raw }, recurring)
    }

    fn labels(text: &str, recurring: &str) -> Vec<Label> {
        let known = Known(read(recurring, Some("Gazette"), &()).line_keys.into_iter().collect());
        read(text, Some("gazette"), &known).lines.iter().map(|line| line.label).collect()
    }

    const STORY: &str = "The board of the harbour met on Tuesday for the third time.";

    #[test]
    fn what_recurs_is_furniture() {
        let text = format!("{STORY}\nREAD the Gazette every day!");
        assert_eq!(labels(&text, "Read the gazette every day"), [Label::Body, Label::Furniture]);
        assert_eq!(labels(&text, "Read the gazette every week"), [Label::Body, Label::Body]);
    }

    #[test]
    fn a_copy_loses_nothing() {
        let text = format!("{STORY}\nNothing was agreed there.");
        assert_eq!(labels(&text, &text), [Label::Body, Label::Body]);
    }

    #[test]
    fn what_is_said_amid_a_text_stays() {
        let text = format!("{STORY}\nThank you.\n{STORY} Again.");
        assert_eq!(labels(&text, "Thank you."), [Label::Body; 3]);
        let text = format!("{STORY}\nShare this.\n{STORY} Again.");
        assert_eq!(labels(&text, "Share this.")[1], Label::Furniture);
    }

    #[test]
    fn a_paragraph_that_a_letter_takes_over_stays() {
        let taken_over = "In furtherance of the work of the harbour, the board goes on to help the fishermen of the coast with boats \
            and nets, where they ask for it and the law of the port and of the state allows it.";
        let text = format!("{STORY}\n{taken_over}\n{STORY} Again.");
        assert_eq!(labels(&text, taken_over), [Label::Body; 3]);
        assert_eq!(labels(&format!("{STORY}\n{taken_over}"), taken_over), [Label::Body; 2], "a record's text is text");
        let page = |text: &str| {
            let known = Known(read(taken_over, None, &()).line_keys.into_iter().collect());
            let document = Document::from_raw(RawDocument { text: text.into(), ..RawDocument::default() }, &known);
            document.lines.iter().map(|line| line.label).collect::<Vec<_>>()
        };
        let own = format!("{STORY} Again and again, as the law asks, it was said that the port of the north was to be kept.");
        assert_eq!(page(&format!("{own}\n{taken_over}\n{own} Then they left."))[1], Label::Body);
        assert_eq!(
            page(&format!("{own}\n{own} Then they left.\n{taken_over}"))[2],
            Label::Furniture,
            "what a page says of itself"
        );
    }

    #[test]
    fn answers_and_parts_of_sentences_stay() {
        let text = format!("{STORY}\nMS. VALE: Go ahead, please.\nQ Why?\nMS. VALE: Go ahead, please.\n{STORY} Again.");
        assert_eq!(labels(&text, "MS. VALE: Go ahead, please."), [Label::Body; 5]);
        let part = "General Assembly at its sixty-sixth session";
        let text = format!("{STORY}\nWe thank him for his work as president of the\n{part}\n{STORY} Again.");
        assert!(!labels(&text, part).contains(&Label::Furniture));
        let text = format!("{STORY}\nWe thank him for his work as president.\n{part}\n{STORY} Again.");
        assert_eq!(labels(&text, part)[2], Label::Furniture);
    }

    #[test]
    fn keys_tell_sources_apart_and_pass_over_rules() {
        let keys = |source| read("* * *\n2022\nHarbour talks\nharbour talks", source, &()).line_keys;
        assert_eq!(keys(Some("Gazette")).len(), 1);
        assert_ne!(keys(Some("Gazette")), keys(Some("Courier")));
    }
}
