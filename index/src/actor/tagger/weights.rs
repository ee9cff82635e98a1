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
    lines: &'static [Line],
    steps: [[i32; 8]; 8],
}

/// Checks, then rows.
type Line = [[u8; 8]; LINE / 8];

/// Bytes that begin where a cache line does, so that a line of weights costs one look into memory and not two.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../weights/tagger.bin"));

impl Weights {
    /// The weights that come with the program.
    pub fn shared() -> &'static Weights {
        static SHARED: OnceLock<Weights> = OnceLock::new();
        SHARED.get_or_init(|| Weights::read(&FILE.0))
    }

    /// Steps of two bytes each, then lines; their number is a power of two.
    fn read(bytes: &'static [u8]) -> Weights {
        let (head, body) = bytes.split_at(bytes.len().min(STEPS * 2));
        let mut steps = [[0; 8]; 8];
        for (place, pair) in head.chunks_exact(2).enumerate() {
            steps[place / 8][place % 8] = i32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        let (lines, _) = body.as_chunks::<8>().0.as_chunks();
        Weights { lines, steps }
    }

    /// What it weighs that labels follow one: a weight for each.
    pub fn steps_from(&self, before: usize) -> &[i32; 8] {
        &self.steps[before]
    }

    /// The sum of the weights of those features that have any.
    ///
    /// The checks of all lines are read first: so the processor waits for many lines of its slower memory at once, where it
    /// would wait for each in turn if a choice hung on it.
    pub fn sum<const N: usize>(&self, features: &[u64; N]) -> Scores {
        let mut checks = [0; N];
        for (checks, feature) in checks.iter_mut().zip(features) {
            *checks = u64::from_le_bytes(self.line(*feature)[0]);
        }
        let mut scores = [0; 8];
        for (feature, checks) in features.iter().zip(checks) {
            if let Some(row) = row_of(checks, check_of(*feature)) {
                for (score, weight) in scores.iter_mut().zip(&self.line(*feature)[row]) {
                    *score += i16::from(*weight as i8);
                }
            }
        }
        scores
    }

    #[inline]
    fn line(&self, feature: u64) -> &Line {
        &self.lines[line_of(feature, self.lines.len())]
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

/// The place in its line of the row that has this check.
fn row_of(checks: u64, check: u8) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let differing = checks ^ (ONES * u64::from(check));
    // The lowest byte that is zero (Mycroft 1987).
    let zeros = differing.wrapping_sub(ONES) & !differing & (ONES << 7);
    let row = zeros.trailing_zeros() as usize / 8;
    (row < ROWS).then_some(row + 1)
}
