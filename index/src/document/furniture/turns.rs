//! Conversations: lines that begin with who speaks.

use rustc_hash::FxHashMap;

use super::Label;
use super::draft::Draft;
use super::measure::End;

/// The most words of a speaker's name and office before the colon.
const LONGEST_SPEAKER: usize = 6;

/// Who speaks in a conversation does so in so many lines or more.
const FEWEST_TURNS: u32 = 3;

/// The lines that begin with one name: in how many is something said, and how many are the article.
#[derive(Default)]
struct Turns {
    all: u32,
    kept: u32,
    sentences: u32,
}

impl Turns {
    /// Tells whether somebody speaks: behind the names of fields stand no sentences.
    fn are_speech(&self) -> bool {
        self.all >= FEWEST_TURNS && self.kept * 2 >= self.all && self.sentences * 2 > self.all
    }
}

/// The name before the colon of a line that may be a turn of a conversation, or the letter that stands for the asker's.
pub fn speaker(line: &str) -> Option<&str> {
    if let Some((name, said)) = line.split_once(": ") {
        let is_name = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= LONGEST_SPEAKER;
        return (is_name && !said.trim().is_empty()).then_some(name);
    }
    let (letter, said) = line.split_at_checked(1)?;
    let is_apart = said.starts_with("  ") || said.starts_with(['\t', '\u{a0}']);
    (matches!(letter, "Q" | "A") && is_apart).then_some(letter)
}

/// Tells whether a line is what somebody says, behind the name in capitals: "MS. VALE: Go ahead."
pub fn is_turn(line: &str) -> bool {
    speaker(line).is_some_and(|name| name.len() > 1 && !name.contains(char::is_lowercase))
}

/// Tells the turns of conversations, and keeps every one of those of whom the article keeps most: a reply is short, and belongs
/// to its question.
pub fn keep_turns(draft: &mut Draft<'_>) {
    let mut turns: FxHashMap<&str, Turns> = FxHashMap::default();
    let is_plain = |place: usize| draft.units[place].cues.opening == 0 && draft.measure(place).bullet == 0;
    let turn = |place: usize| speaker(draft.words_of(place)).filter(|_| is_plain(place));
    let speakers: Vec<Option<&str>> = (0..draft.units.len()).map(turn).collect();
    for (place, speaker) in speakers.iter().enumerate() {
        let Some(speaker) = speaker else { continue };
        let turns = turns.entry(speaker).or_default();
        turns.all += 1;
        turns.kept += u32::from(draft.is_body(place));
        turns.sentences += u32::from(draft.measure(place).end == End::Sentence);
    }
    for (place, speaker) in speakers.iter().enumerate() {
        let speaks = speaker.and_then(|speaker| turns.get(speaker)).is_some_and(Turns::are_speech);
        draft.units[place].is_turn = speaks;
        if speaks && draft.label(place) == Label::Furniture && !draft.units[place].recurs {
            draft.set(place, Label::Body, "a turn of the conversation");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, RawDocument};

    #[test]
    fn speakers_stand_before_a_colon() {
        assert_eq!(speaker("MS. VALE: Go ahead."), Some("MS. VALE"));
        assert_eq!(speaker("Q    And the boats?"), Some("Q"));
        for line in ["Queues were long.", "the board: nothing", "A boat  sailed.", "MS. VALE:", "Ümit"] {
            assert_eq!(speaker(line), None, "{line}");
        }
        assert!(is_turn("SENIOR OFFICIAL: It will be in your inbox soon.") && !is_turn("Share: Mail") && !is_turn("Q  Why?"));
    }

    #[test]
    fn every_turn_of_a_conversation_stays() {
        let text = "Interview with the shipbuilder\n\nTHE QUAY: Ms. Vale, who buys your boats?\n\nVale: Farmers.\n\n\
            THE QUAY: You built the ferry that carries people between the two islands. Why did you leave the harbour after all?\n\n\
            Vale: I never sold a boat to a general, and I would not have sold one to the ministry if they had asked me for it.\n\n\
            THE QUAY: Really?\n\nVale: No. You are right. In 2014 one of our boats was used in the war, and I learned of it from you.\n\n\
            THE QUAY: Thank you.\n";
        let document = Document::from_raw(RawDocument { text: text.to_owned(), ..RawDocument::default() }, &());
        let turns = document.lines.iter().filter(|line| line.span.of(text).contains(": "));
        assert!(turns.clone().all(|line| line.label == Label::Body), "{:?}", turns.map(|line| line.label).collect::<Vec<_>>());
        let posted = format!("{text}\n{}", "Posted by: Ann | Jan 10, 2008 4:49 PM\n\n".repeat(4));
        let document = Document::from_raw(RawDocument { text: posted, ..RawDocument::default() }, &());
        assert!(
            document.lines.iter().all(|line| line.label != Label::Body || !line.span.of(&document.text).starts_with("Posted"))
        );
    }
}
