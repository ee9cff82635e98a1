//! How a failure is told: one line of what failed, one of what would work.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use nutgraf_index::document::READER_THREAD;

use crate::outcome::{Failure, Outcome, hinted};
use crate::output::talk;

/// Runs a command, tells on stderr how it failed where it did, and returns the exit status.
///
/// A failure of our own making, too, is told in one line: what it met may be a damaged index, or a document that nobody
/// had thought of. `RUST_BACKTRACE=1` shows where it came from.
pub fn run(command: impl FnOnce() -> anyhow::Result<Outcome>) -> ExitCode {
    let panicked = remember_panics();
    let outcome = catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        let what = panicked.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        let message = format!("nutgraf failed inside: {what}");
        Err(hinted(message, "`nutgraf check` tells whether the index is damaged; if it is not, please report this"))
    });
    finish(outcome)
}

/// Keeps the message of the last panic, which nobody should have to read twice. A reader that fails on a file costs that file,
/// which is told as skipped: no word more on stderr.
fn remember_panics() -> Arc<Mutex<Option<String>>> {
    let panicked = Arc::new(Mutex::new(None));
    let kept = panicked.clone();
    let shown = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0").then(std::panic::take_hook);
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some(READER_THREAD) {
            return;
        }
        let place = panic.location().map_or(String::new(), |place| format!(" ({}:{})", place.file(), place.line()));
        let payload = panic.payload();
        let message = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let message = message.unwrap_or("unknown");
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{message}{place}"));
        if let Some(shown) = &shown {
            shown(panic);
        }
    }));
    panicked
}

fn finish(outcome: anyhow::Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(2)
        }
    }
}

/// Whoever reads our output may stop reading: no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

fn tell(error: &anyhow::Error) {
    let message: Vec<String> = error.chain().map(ToString::to_string).collect();
    talk(&format!("error: {}", message.join(": ")));
    let failure = error.downcast_ref::<Failure>();
    for line in failure.and_then(|failure| failure.pointed.as_deref()).unwrap_or_default().lines() {
        talk(&format!("  {line}"));
    }
    let hint = failure.and_then(|failure| failure.hint.clone());
    if let Some(hint) = hint.or_else(|| error.downcast_ref::<nutgraf_index::Error>()?.hint()) {
        talk(&format!("hint: {hint}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_panics_is_not_told() {
        let told = std::panic::take_hook();
        let panicked = remember_panics();
        let fail = |name: &str| {
            let thread = std::thread::Builder::new().name(name.to_owned()).spawn(|| panic!("a bad file"));
            assert!(thread.unwrap().join().is_err());
            panicked.lock().unwrap().clone()
        };
        assert_eq!(fail(READER_THREAD), None);
        assert!(fail("another").is_some_and(|message| message.starts_with("a bad file (")));
        std::panic::set_hook(told);
    }
}
