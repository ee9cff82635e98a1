//! Which blocks are too short to stand alone, and whom they join.

use super::PassageKind;
use super::block::Block;

/// A block of fewer words joins a neighbour.
const SHORT: usize = 25;

/// Joined blocks grow to this many words.
const ENOUGH: usize = 40;

/// Joining does not go beyond this many words, except to spare a short block from standing alone.
const FULL: usize = 120;

/// No joined passage is longer.
pub const LONGEST: usize = 200;

/// Joins the short blocks of a run with their neighbours.
pub fn join(run: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(run.len());
    for block in run {
        match joined.last_mut().filter(|last| belong_together(last, &block)) {
            Some(last) => last.absorb(block),
            None => joined.push(block),
        }
    }
    spare_the_short(joined)
}

fn belong_together(above: &Block, below: &Block) -> bool {
    let words = above.words + below.words;
    match above.made_of {
        PassageKind::Table => false,
        PassageKind::Furniture => words <= FULL,
        _ if above.leads_in => words <= LONGEST && (below.listed > 0 || above.words < SHORT || below.words < SHORT),
        _ if below.leads_in => above.words < SHORT && words <= FULL,
        _ => words <= FULL && (above.words < SHORT || below.words < SHORT || (above.parts > 1 && above.words < ENOUGH)),
    }
}

/// Lets what is still short join the block above, else the block below; what grows too long by that is split again.
fn spare_the_short(blocks: Vec<Block>) -> Vec<Block> {
    let mut spared: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let fits = |last: &Block| last.words + block.words <= LONGEST;
        let joins = |last: &Block| {
            block.made_of == PassageKind::Paragraph
                && (last.words < SHORT || (block.words < SHORT && !block.leads_in && fits(last)))
        };
        match spared.last_mut().filter(|last| joins(last)) {
            Some(last) => last.absorb(block),
            None => spared.push(block),
        }
    }
    spared
}
