//! When a query must end.

#[cfg(test)]
use std::sync::atomic::AtomicU32;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A moment after which a query stops where it is. Whatever repeats for each passage, term or document asks it between.
#[derive(Debug, Default)]
pub struct Deadline {
    end: End,
    stopped: AtomicBool,
}

#[derive(Debug, Default)]
enum End {
    #[default]
    Never,
    At(Instant),
    /// When it has been asked so often: what tests stop a query by, at any place of it.
    #[cfg(test)]
    Asked(AtomicU32),
}

/// Asks a deadline now and then, where a step is too short to ask at each.
#[derive(Debug)]
pub struct Ask<'d> {
    deadline: &'d Deadline,
    steps: u32,
    is_over: bool,
}

/// How many steps pass between two questions.
const STEPS: u32 = 256;

impl Ask<'_> {
    /// Asks at the first step, then now and then.
    pub fn new(deadline: &Deadline) -> Ask<'_> {
        Ask { deadline, steps: 0, is_over: false }
    }

    /// Counts a step, and tells whether the deadline was past when it was last asked.
    pub fn is_over(&mut self) -> bool {
        if self.steps.is_multiple_of(STEPS) && !self.is_over {
            self.is_over = self.deadline.is_over();
        }
        self.steps = self.steps.wrapping_add(1);
        self.is_over
    }
}

impl Deadline {
    /// The end of some time that begins now; none is no end.
    ///
    /// ```
    /// use std::time::Duration;
    /// use nutgraf_index::deadline::Deadline;
    /// assert!(!Deadline::after(None).is_over());
    /// assert!(Deadline::after(Some(Duration::ZERO)).is_over());
    /// ```
    pub fn after(time: Option<Duration>) -> Deadline {
        let end = time.and_then(|time| Instant::now().checked_add(time)).map_or(End::Never, End::At);
        Deadline { end, stopped: AtomicBool::new(false) }
    }

    /// One that is past when it has been asked so often.
    #[cfg(test)]
    pub fn asked(times: u32) -> Deadline {
        Deadline { end: End::Asked(times.into()), stopped: AtomicBool::new(false) }
    }

    /// Tells whether it is past; who asks stops then, and the answer is not whole.
    pub fn is_over(&self) -> bool {
        let is_over = match &self.end {
            End::Never => false,
            End::At(end) => Instant::now() >= *end,
            #[cfg(test)]
            End::Asked(left) => left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err(),
        };
        if is_over {
            self.stopped.store(true, Ordering::Relaxed);
        }
        is_over
    }

    /// Tells whether anything was stopped by it.
    pub fn has_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
