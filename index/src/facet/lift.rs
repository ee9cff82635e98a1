//! What is special to some passages against all of them?

/// How often something stands in some passages and in all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sample {
    /// Passages of the part that hold it.
    pub held: u64,
    /// Passages of the part.
    pub part: u64,
    /// Passages of the whole that hold it; the part is in the whole.
    pub held_in_all: u64,
    /// Passages of the whole.
    pub all: u64,
}

/// How much more often something stands in a part than in the whole.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lift {
    /// So many times as often as in the whole.
    pub times: f64,
    /// How little this can be chance: the log-likelihood ratio G² of Dunning (Accurate Methods for the Statistics of Surprise
    /// and Coincidence, 1993), negative where it stands there less often. Beyond 10.8 chance does so once in a thousand.
    pub log_likelihood: f64,
}

impl Sample {
    /// Compares the part with the rest.
    ///
    /// ```
    /// use nutgraf_index::facet::Sample;
    /// let special = Sample { held: 30, part: 100, held_in_all: 40, all: 10_000 }.lift();
    /// assert_eq!(special.times, 75.0);
    /// assert!(special.log_likelihood > 10.8);
    /// let usual = Sample { held: 1, part: 100, held_in_all: 100, all: 10_000 }.lift();
    /// assert!(usual.times == 1.0 && usual.log_likelihood.abs() < 0.001);
    /// ```
    pub fn lift(self) -> Lift {
        let (held, part, held_in_all, all) =
            (self.held as f64, self.part as f64, self.held_in_all.max(self.held) as f64, self.all.max(self.part) as f64);
        let times = if held_in_all == 0.0 || part == 0.0 { 0.0 } else { held * all / (part * held_in_all) };
        let rest = all - part;
        let observed = [held, part - held, held_in_all - held, rest - (held_in_all - held)];
        let expected = [
            part * held_in_all / all,
            part * (all - held_in_all) / all,
            rest * held_in_all / all,
            rest * (all - held_in_all) / all,
        ];
        let cells = observed.iter().zip(expected).filter(|(observed, expected)| **observed > 0.0 && *expected > 0.0);
        let sum: f64 = cells.map(|(observed, expected)| observed * (observed / expected).ln()).sum();
        Lift { times, log_likelihood: if times < 1.0 { -2.0 * sum } else { 2.0 * sum } }
    }
}
