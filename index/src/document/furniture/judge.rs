//! Article or page around it: the forest's verdict, and the rules that hold whatever it says.

use super::draft::Draft;
use super::features::features;
use super::forest::{Tree, scores};
use super::kinds::LONGEST_HEADING;
use super::measure::End;
use super::sections::names_section;

/// The odds (as the forest gives them) above which a unit is the article.
const EVEN: i32 = 0;

/// A line in the place of a heading needs no better ones than these.
const HEADING: i32 = -2500;

/// The odds of the article where so many in a hundred words are the article at even odds, and the document so is clean
/// already, or all but clean: there only what is surely furniture goes.
const CLEAN: [(u32, i32); 2] = [(98, -3200), (88, -1800)];

/// Labels furniture what the forest takes for it.
pub fn judge(forest: &[Tree], draft: &mut Draft<'_>, is_article: bool) {
    let odds = scores(forest, &features(&draft.units, draft.hashes()));
    let total = draft.words_where(|_| true);
    let kept = draft.words_where(|place| odds[place] > EVEN);
    let bound = CLEAN.iter().find(|(share, _)| kept * 100 >= total * share).map_or(EVEN, |(_, bound)| *bound);
    for place in 0..odds.len() {
        let is_kept = is_article && draft.measure(place).is_prose() && draft.units[place].cues.bytes == 0;
        if odds[place] <= bound && !draft.units[place].recurs && !is_kept && !heads_a_section(draft, &odds, place) {
            draft.drop(place, "reads like the page around an article");
        }
    }
}

/// Tells whether a line stands alone above a paragraph of the article, as its headings do: a menu has more lines.
fn heads_a_section(draft: &Draft<'_>, odds: &[i32], place: usize) -> bool {
    let unit = &draft.units[place];
    let is_paragraph = |place: usize| odds.get(place).is_some_and(|odds| *odds > EVEN) && draft.measure(place).is_prose();
    unit.measure.end == End::Open
        && unit.measure.words <= LONGEST_HEADING
        && !unit.measure.starts_small
        && unit.cues.bytes * 3 < unit.measure.trimmed.len() as u32
        && place > 0
        && is_paragraph(place + 1)
        && (is_paragraph(place - 1) || opens_a_section(draft, odds, place) || names_section(draft.words_of(place)))
}

/// Tells whether a line that stands in the open above a paragraph is its heading, though the line before is none of the
/// article.
fn opens_a_section(draft: &Draft<'_>, odds: &[i32], place: usize) -> bool {
    let unit = &draft.units[place];
    unit.blanks_above > 0
        && draft.units[place + 1].blanks_above > 0
        && unit.measure.words > 1
        && unit.measure.bullet == 0
        && unit.cues.bytes == 0
        && unit.repeats == 1
        && odds[place] > HEADING
}
