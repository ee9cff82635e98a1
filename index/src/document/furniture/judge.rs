//! Article or page around it: the forest's verdict, and the rules that hold whatever it says.

use super::draft::Draft;
use super::features::features;
use super::forest::score;
use super::forest_table::TREES;
use super::kinds::LONGEST_HEADING;
use super::measure::End;

/// The odds (as the forest gives them) above which a unit is the article.
const EVEN: i32 = 0;

/// The same where the document is clean already: there only what is surely furniture goes.
const CLEAN: i32 = -1800;

/// A document of which so many in a hundred words are the article at even odds counts as clean.
const CLEAN_SHARE: u32 = 88;

/// Labels furniture what the forest takes for it.
pub fn judge(draft: &mut Draft<'_>) {
    let odds: Vec<i32> = features(&draft.units).iter().map(|features| score(&TREES, features)).collect();
    let total = draft.words_where(|_| true);
    let kept = draft.words_where(|place| odds[place] > EVEN);
    let bound = if kept * 100 >= total * CLEAN_SHARE { CLEAN } else { EVEN };
    for place in 0..odds.len() {
        if odds[place] <= bound && !draft.units[place].recurs && !heads_a_section(draft, &odds, place) {
            draft.drop(place, "reads like the page around an article");
        }
    }
}

/// Tells whether a line stands alone between two paragraphs of the article, as its headings do: a menu has more lines.
fn heads_a_section(draft: &Draft<'_>, odds: &[i32], place: usize) -> bool {
    let unit = &draft.units[place];
    let is_paragraph = |place: usize| odds.get(place).is_some_and(|odds| *odds > EVEN) && draft.measure(place).is_prose();
    unit.measure.end == End::Open
        && unit.measure.words <= LONGEST_HEADING
        && unit.cues.bytes * 2 < unit.measure.trimmed.len() as u32
        && place > 0
        && is_paragraph(place - 1)
        && is_paragraph(place + 1)
}
