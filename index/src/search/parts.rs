//! Where text, heading and title of each passage lie in positions.
//!
//! In the index they stand [`FRONT_GAP`] apart, which keeps phrases from crossing. Where a region is asked for, or a distance
//! that reaches so far, they are spread to [`PART_GAP`], beyond all that can be asked.

use tantivy::DocId;
use tantivy::columnar::Column;

use crate::error::Result;
use crate::pattern::{FRONT_GAP, Leaf, Operand, PART_GAP, Region};
use crate::proximity::Occurrence;
use crate::schema::Front;
use crate::snapshot::Segment;

/// Where the parts of passages lie.
#[derive(Clone, Copy)]
pub struct Parts<'s> {
    front: Option<&'s Column<u64>>,
    region: Region,
}

/// Where the parts of one passage lie; `None` where it is all text, or nothing asks.
#[derive(Clone, Copy)]
pub struct PartsOfPassage {
    front: Option<Front>,
}

impl<'s> Parts<'s> {
    /// Opens what a leaf needs.
    pub fn open(segment: Segment<'s>, leaf: &Leaf) -> Result<Parts<'s>> {
        let asks = leaf.region != Region::Any || reaches_beyond(&leaf.operand);
        Ok(Parts { front: if asks { segment.fronts()? } else { None }, region: leaf.region })
    }

    /// The parts of a passage.
    pub fn of(&self, doc: DocId) -> PartsOfPassage {
        let front = self.front.and_then(|column| column.first(doc)).map(Front::from);
        // A title that is all the text there is stands in the index as a title alone, and is found as either.
        PartsOfPassage { front: front.filter(|front| front.text > 0 || self.region != Region::Text) }
    }
}

impl PartsOfPassage {
    /// Moves a place of the heading or title away from the text.
    pub fn spread(self, place: Occurrence) -> Occurrence {
        let Some(front) = self.front else { return place };
        let by = match place.first {
            first if first < front.text => return place,
            first if first < title_start(front) => PART_GAP,
            _ => 2 * PART_GAP,
        };
        Occurrence { first: place.first + by, last: place.last + by }
    }
}

/// Tells whether things may stand so far apart that they are in different parts.
fn reaches_beyond(operand: &Operand) -> bool {
    match operand {
        Operand::Terms(_) => false,
        Operand::AnyOf(operands) => operands.iter().any(reaches_beyond),
        Operand::Arranged { operands, arrangement } => arrangement.reach() >= FRONT_GAP || operands.iter().any(reaches_beyond),
    }
}

/// A position behind the heading and before the title.
fn title_start(front: Front) -> u32 {
    match front.heading {
        0 => front.text,
        words => front.text + FRONT_GAP + words + FRONT_GAP / 2,
    }
}
