//! Does a line speak of what the document speaks of? Menus and teasers of other articles use other words.

use super::unit::Unit;

/// The slots for words; some share one, which a share of many words survives.
const SLOTS: usize = 1 << 12;

/// What stands for a unit without words that say something.
pub const NONE: u8 = 255;

/// For each unit the share of its words that say something and stand in a paragraph elsewhere too, from 0 to 200; [`NONE`]
/// where it has no such words.
pub fn shared_words(units: &[Unit], hashes: &[u32]) -> Vec<u8> {
    let mut slots = [Slot::default(); SLOTS];
    for (place, unit) in units.iter().enumerate().filter(|(_, unit)| unit.measure.is_prose()) {
        telling(unit, hashes).for_each(|slot| slots[slot].put(place as u32));
    }
    let share = |(place, unit): (usize, &Unit)| {
        let (mut shared, mut words) = (0_u32, 0_u32);
        for slot in telling(unit, hashes) {
            words += 1;
            shared += u32::from(slots[slot].holds_elsewhere(place as u32));
        }
        (shared * 200).checked_div(words).map_or(NONE, |share| share as u8)
    };
    units.iter().enumerate().map(share).collect()
}

/// In which paragraphs a word stands: 0 for none, else the first one's place twice, plus 2, and 1 more where it is not the
/// only one.
#[derive(Clone, Copy, Default)]
struct Slot(u32);

impl Slot {
    fn put(&mut self, place: u32) {
        let here = 2 * place + 2;
        if self.0 == 0 {
            self.0 = here;
        } else if self.0 & !1 != here {
            self.0 |= 1;
        }
    }

    fn holds_elsewhere(self, place: u32) -> bool {
        self.0 & 1 == 1 || (self.0 != 0 && self.0 != 2 * place + 2)
    }
}

/// The slots of a unit's words that say something.
fn telling<'h>(unit: &Unit, hashes: &'h [u32]) -> impl Iterator<Item = usize> + 'h {
    unit.hashes_in(hashes).iter().filter(|hash| *hash & 1 == 1).map(|hash| (hash >> 1) as usize % SLOTS)
}
