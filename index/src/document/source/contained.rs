//! Readers of formats that strangers make, kept at arm's length: each file is read on a thread of its own, so that a panic
//! costs that file alone and an endless loop no more than its time.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// The stack of such a thread. Readers bound how deep they go; this leaves them room.
const STACK: usize = 64 << 20;

/// The name of such a thread, by which the program tells its panics from others.
pub const THREAD: &str = "reader";

/// When a reader must be done.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    fn within(limit: Duration) -> Deadline {
        Deadline(Instant::now() + limit)
    }

    /// Tells whether the time is up.
    pub fn is_over(self) -> bool {
        Instant::now() > self.0
    }
}

/// Reads a file on a thread of its own. A reader that does not heed its deadline is left behind, to end with the process.
pub fn contained<T: Send + 'static>(
    what: &str,
    limit: Duration,
    read: impl FnOnce(Deadline) -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let (done, outcome) = channel();
    let deadline = Deadline::within(limit);
    let thread = std::thread::Builder::new().name(THREAD.into()).stack_size(STACK);
    thread
        .spawn(move || {
            // Nobody waits any more where the time is up.
            let _ = done.send(read(deadline));
        })
        .map_err(|error| format!("no thread to read it on: {error}"))?;
    // A moment longer than the reader has, so that one that heeds its deadline can say so itself.
    match outcome.recv_timeout(limit + limit / 10) {
        Ok(read) => read,
        Err(RecvTimeoutError::Disconnected) if deadline.is_over() => Err(too_long(limit)),
        Err(RecvTimeoutError::Disconnected) => Err(format!("the reader of {what} failed on it")),
        Err(RecvTimeoutError::Timeout) => Err(too_long(limit)),
    }
}

/// Why a file was given up.
pub fn too_long(limit: Duration) -> String {
    format!("takes longer than {} s to read", limit.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_and_endless_loops_cost_one_file() {
        let limit = Duration::from_millis(50);
        assert_eq!(contained("pages", limit, |_| Ok(7)), Ok(7));
        let failed = contained("pages", limit, |_| -> Result<(), String> { std::panic::resume_unwind(Box::new(())) });
        assert_eq!(failed, Err("the reader of pages failed on it".into()));
        let endless = contained("pages", limit, move |_| -> Result<(), String> {
            loop {
                std::thread::sleep(limit);
            }
        });
        assert_eq!(endless, Err(too_long(limit)));
    }
}
