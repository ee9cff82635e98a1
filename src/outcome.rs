//! How a command ends.

/// How a command ended that did what it should.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It did what was asked, with hits where hits were sought.
    Done,
    /// It found nothing, or what it verified is not as it should be.
    Nothing,
}

/// A failure, and what a person can do about it.
#[derive(Debug, Default)]
pub struct Failure {
    /// What failed.
    pub message: String,
    /// The query with a caret under the place where it went wrong.
    pub pointed: Option<String>,
    /// What would work.
    pub hint: Option<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// Makes a failure with a hint.
pub fn hinted(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    Failure { message: message.into(), pointed: None, hint: Some(hint.into()) }.into()
}
