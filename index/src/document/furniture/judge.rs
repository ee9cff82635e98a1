//! Article or page around it: the forest's verdict, and the rules that hold whatever it says.

use super::draft::Draft;
use super::features::features;
use super::forest::score;
use super::forest_table::TREES;

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
    for (place, odds) in odds.into_iter().enumerate() {
        if odds <= bound {
            draft.drop(place, "reads like the page around an article");
        }
    }
}
