//! Lines that stand in many documents of a source and are the text of each all the same: paragraphs that one letter takes over
//! from another, answers in a conversation, lines that break off in mid-sentence.

use super::cues::find_cues;
use super::draft::Draft;
use super::measure::{End, Measure};
use super::turns::is_turn;
use crate::text::{fold_phrase, is_stop_word};

/// A sentence of fewer words is said in many texts ("Thank you.").
const COMMONPLACE: u32 = 4;

/// A paragraph of so many words is written for its text; what frames a page is shorter, but for what it says of itself at its end.
const PARAGRAPH: u32 = 25;

/// A line of fewer words may be a menu's, however it begins and ends.
const SHORTEST_PART: u32 = 3;

/// A line is furniture of which one part in so many is what only furniture says.
const MOST_CUES: usize = 8;

/// The lines of a document of which some recur.
pub struct Amid<'d, 't> {
    draft: &'d Draft<'t>,
    recurs: &'d [bool],
    /// Whether all there is was handed over as the text, by a record's field.
    is_record: bool,
    /// The first and last paragraph of the document's own.
    own: Option<(usize, usize)>,
}

impl<'d, 't> Amid<'d, 't> {
    /// Looks for the document's own paragraphs.
    pub fn new(draft: &'d Draft<'t>, recurs: &'d [bool], is_record: bool) -> Amid<'d, 't> {
        let is_own = |place: &usize| !recurs[*place] && draft.measure(*place).is_prose();
        let places = 0..draft.units.len();
        let own = places.clone().find(is_own).zip(places.rev().find(is_own));
        Amid { draft, recurs, is_record, own }
    }

    /// Tells whether a line that recurs is text.
    pub fn is_text(&self, place: usize) -> bool {
        let measure = self.draft.measure(place);
        let is_sentence = measure.end == End::Sentence;
        let is_amid = self.own.is_some_and(|(first, last)| first < place && place < last);
        let goes_on = self.own.is_some_and(|(_, last)| place < last);
        let is_text = is_sentence && measure.words >= PARAGRAPH && (goes_on || self.is_record)
            || is_sentence && measure.words < COMMONPLACE && self.is_between_own(place)
            || is_amid && (is_turn(self.draft.line_of(place)) || self.is_part(place));
        is_text && find_cues(self.draft.text, &[measure.trimmed])[0].bytes as usize * MOST_CUES <= measure.trimmed.len()
    }

    /// Tells whether the lines above and below are the document's own.
    fn is_between_own(&self, place: usize) -> bool {
        place > 0 && !self.recurs[place - 1] && self.recurs.get(place + 1) == Some(&false)
    }

    /// Tells whether it is part of a sentence that runs over lines.
    fn is_part(&self, place: usize) -> bool {
        let line = |place: usize| self.draft.measure(place);
        line(place).words >= SHORTEST_PART
            && (place > 0 && self.runs_on(place - 1) || place + 1 < self.recurs.len() && self.runs_on(place))
    }

    /// Tells whether a sentence goes on from a line to the next.
    fn runs_on(&self, place: usize) -> bool {
        let (measure, next): (&Measure, &Measure) = (self.draft.measure(place), self.draft.measure(place + 1));
        let last_word = || fold_phrase(self.draft.line_of(place).split_whitespace().next_back().unwrap_or_default());
        match measure.end {
            End::Comma => next.bullet == 0,
            End::Open => next.bullet == 0 && measure.words >= SHORTEST_PART && (next.starts_small || is_stop_word(&last_word())),
            End::Sentence | End::Colon => false,
        }
    }
}
