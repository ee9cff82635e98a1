//! What being recent adds to a score, where that is asked for.

use super::select::Chosen;
use crate::date::Date;
use crate::error::Result;
use crate::snapshot::Snapshot;

/// What a document published today adds to its passages' scores, as a share of them.
const SHARE: f32 = 0.5;

/// After how many days a document adds half of that.
pub const HALF_LIFE_DAYS: i32 = 180;

/// Adds to the scores of candidates what their days of publication add; unknown days add nothing.
///
/// # Errors
///
/// [`crate::Error::Damaged`] where the days can't be read.
pub fn add_recency(snapshot: &Snapshot, today: Date, candidates: &mut [Chosen]) -> Result<()> {
    for chosen in candidates {
        let segment = snapshot.segment(chosen.segment);
        let published = segment.published(segment.record_of(chosen.doc)?)?;
        if let (Some(score), Some(published)) = (&mut chosen.score, published) {
            score.recency = score.total() * share(today.day_number() - published.day_number());
        }
    }
    Ok(())
}

/// What a document adds that was published so many days ago; one dated ahead counts as today's.
fn share(age: i32) -> f32 {
    SHARE * 0.5_f32.powf(age.max(0) as f32 / HALF_LIFE_DAYS as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_halves_what_is_added() {
        assert_eq!(share(0), SHARE);
        assert_eq!(share(-9), SHARE);
        assert!((share(HALF_LIFE_DAYS) - SHARE / 2.0).abs() < 1e-6);
        assert!(share(20 * HALF_LIFE_DAYS) < 1e-5);
    }
}
