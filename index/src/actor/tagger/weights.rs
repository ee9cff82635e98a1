//! How much does each feature speak for each label?
//!
//! The weights are kept in lines of 64 bytes, one cache line each: eight bytes of checks, then seven rows of eight weights,
//! a byte each. A feature's hash names its line and its check; a feature that is not there has no say, so that the many
//! features that training never saw add no noise.

use std::sync::OnceLock;

/// The sum of weights for each label.
pub type Scores = [i16; 8];

/// The bytes of a line, and the rows it holds.
pub const LINE: usize = 64;
/// The rows of a line.
pub const ROWS: usize = 7;
/// The weights of label after label, in front of the lines.
pub const STEPS: usize = 64;

/// The trained weights.
pub struct Weights {
    lines: &'static [[u8; LINE]],
    steps: [[i32; 8]; 8],
}

impl Weights {
    /// The weights that come with the program.
    pub fn shared() -> &'static Weights {
        static SHARED: OnceLock<Weights> = OnceLock::new();
        SHARED.get_or_init(|| Weights::read(include_bytes!("../weights/tagger.bin")))
    }

    /// Steps of two bytes each, then lines; their number is a power of two.
    fn read(bytes: &'static [u8]) -> Weights {
        let (head, body) = bytes.split_at(bytes.len().min(STEPS * 2));
        let mut steps = [[0; 8]; 8];
        for (place, pair) in head.chunks_exact(2).enumerate() {
            steps[place / 8][place % 8] = i32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        let (lines, _) = body.as_chunks::<LINE>();
        Weights { lines, steps }
    }

    /// What it weighs that a label follows another.
    pub fn step(&self, before: usize, label: usize) -> i32 {
        self.steps[before][label]
    }

    /// Adds a feature's weights, if it has any.
    pub fn add(&self, feature: u64, scores: &mut Scores) {
        let Some(line) = self.lines.get(line_of(feature, self.lines.len())) else { return };
        let Some(row) = row_of(line, check_of(feature)) else { return };
        let weights = &line[8 + row * 8..16 + row * 8];
        for (score, weight) in scores.iter_mut().zip(weights) {
            *score += i16::from(*weight as i8);
        }
    }
}

/// The line of a feature among so many.
pub fn line_of(feature: u64, lines: usize) -> usize {
    feature as usize & lines.wrapping_sub(1)
}

/// The check of a feature within its line, never 0.
pub fn check_of(feature: u64) -> u8 {
    ((feature >> 48) % 255) as u8 + 1
}

/// The row of a line that has this check.
fn row_of(line: &[u8; LINE], check: u8) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let [a, b, c, d, e, f, g, h, ..] = *line;
    let differing = u64::from_le_bytes([a, b, c, d, e, f, g, h]) ^ (ONES * u64::from(check));
    // The lowest byte that is zero (Mycroft 1987).
    let zeros = differing.wrapping_sub(ONES) & !differing & (ONES << 7);
    let row = zeros.trailing_zeros() as usize / 8;
    (row < ROWS).then_some(row)
}
