//! How a failure is told: one line of what failed, one of what would work.

use std::process::ExitCode;

use crate::output::sanitize::sanitized;

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It did what was asked, with hits where hits were sought.
    Done,
    /// It found nothing, or what it verified is not as it should be.
    Nothing,
}

/// A failure with a hint.
#[derive(Debug)]
pub struct Hinted {
    /// What failed.
    pub message: String,
    /// What would work.
    pub hint: String,
}

impl std::fmt::Display for Hinted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Hinted {}

/// Makes a failure with a hint.
pub fn hinted(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    Hinted { message: message.into(), hint: hint.into() }.into()
}

/// Tells how a command ended, on stderr where it failed, and returns the exit status.
pub fn finish(outcome: anyhow::Result<Outcome>) -> ExitCode {
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
    crate::output::talk(&format!("error: {}", sanitized(&message.join(": ")).replace('\n', " ")));
    let engine = error.downcast_ref::<nutgraf_index::Error>();
    if let Some(caret) = error.downcast_ref::<crate::commands::QueryError>() {
        for line in caret.pointed.lines() {
            crate::output::talk(&format!("  {}", sanitized(line)));
        }
    }
    let hint = engine.and_then(nutgraf_index::Error::hint);
    let hint = hint.or_else(|| error.downcast_ref::<Hinted>().map(|hinted| hinted.hint.clone()));
    let hint = hint.or_else(|| error.downcast_ref::<crate::commands::QueryError>().and_then(|error| error.suggestion.clone()));
    if let Some(hint) = hint {
        crate::output::talk(&format!("hint: {}", sanitized(&hint)));
    }
}
