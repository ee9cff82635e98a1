//! Does a line speak of what the document speaks of? Menus and teasers of other articles use other words.

use super::unit::Unit;

/// The slots for words; some share one, which a share of many words survives.
const SLOTS: usize = 1 << 13;

/// What stands for a unit without words that say something.
pub const NONE: u8 = 255;

/// For each unit the share of its words that say something and stand in a paragraph elsewhere too, from 0 to 200; [`NONE`]
/// where it has no such words.
pub fn shared_words(units: &[Unit], hashes: &[u32]) -> Vec<u8> {
    // The first paragraph (counted from 1) that holds a word, and whether another does.
    let mut slots = vec![(0_u32, false); SLOTS];
    for (place, unit) in units.iter().enumerate().filter(|(_, unit)| unit.measure.is_prose()) {
        for slot in telling(unit, hashes) {
            let (first, again) = &mut slots[slot];
            *again |= *first != 0 && *first != place as u32 + 1;
            *first = if *first == 0 { place as u32 + 1 } else { *first };
        }
    }
    let share = |(place, unit): (usize, &Unit)| {
        let (mut shared, mut words) = (0_u32, 0_u32);
        for slot in telling(unit, hashes) {
            let (first, again) = slots[slot];
            words += 1;
            shared += u32::from(again || (first != 0 && first != place as u32 + 1));
        }
        (shared * 200).checked_div(words).map_or(NONE, |share| share as u8)
    };
    units.iter().enumerate().map(share).collect()
}

/// The slots of a unit's words that say something.
fn telling<'h>(unit: &Unit, hashes: &'h [u32]) -> impl Iterator<Item = usize> + 'h {
    unit.hashes_in(hashes).iter().filter(|hash| *hash & 1 == 1).map(|hash| (hash >> 1) as usize % SLOTS)
}
