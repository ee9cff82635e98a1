//! A file line by line, none of them kept beyond a limit.

use std::io::{BufRead, Error, Read, Result};
use std::path::Path;

use super::{ReadLimits, Skipped};

/// A line, with its end.
pub struct Line {
    /// Which it is, 1 for the first.
    pub number: usize,
    /// Its bytes, up to one more than the limit.
    pub bytes: Vec<u8>,
    /// Whether there were more.
    pub is_overlong: bool,
}

/// The lines of a file. Where it can't be read any further, that comes last.
pub struct Lines<'r> {
    path: &'r Path,
    reader: &'r mut dyn BufRead,
    most: usize,
    number: usize,
    /// What went wrong behind the line that was given.
    failure: Option<Error>,
    ended: bool,
}

impl<'r> Lines<'r> {
    /// Begins at the top.
    pub fn of(path: &'r Path, reader: &'r mut dyn BufRead, limits: &ReadLimits) -> Lines<'r> {
        Lines { path, reader, most: limits.record_bytes, number: 0, failure: None, ended: false }
    }

    fn line(&mut self) -> Result<Option<Line>> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let mut bytes = Vec::new();
        let read = Read::take(&mut *self.reader, self.most as u64 + 1).read_until(b'\n', &mut bytes)?;
        let is_overlong = bytes.len() > self.most && !bytes.ends_with(b"\n");
        if is_overlong {
            self.failure = pass_line_end(self.reader).err();
        }
        Ok((read > 0).then_some(Line { number: self.number, bytes, is_overlong }))
    }
}

impl Iterator for Lines<'_> {
    type Item = std::result::Result<Line, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.number += 1;
        let line = self.line();
        self.ended = !matches!(line, Ok(Some(_)));
        line.map_err(|error| Skipped::end(self.path, self.number, &error)).transpose()
    }
}

/// Passes over the rest of a line.
///
/// # Errors
///
/// Where it can't be read.
pub fn pass_line_end(reader: &mut dyn BufRead) -> Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (passed, found) = memchr::memchr(b'\n', buffer).map_or((buffer.len(), false), |place| (place + 1, true));
        reader.consume(passed);
        if found {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// Gives its bytes, then fails once.
    struct Failing<'b>(&'b [u8], bool);

    impl Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            if self.0.is_empty() && !std::mem::replace(&mut self.1, true) {
                return Err(Error::other("the disk is gone"));
            }
            self.0.read(buffer)
        }
    }

    fn seen(file: &[u8]) -> Vec<std::result::Result<(usize, bool), String>> {
        let limits = ReadLimits { record_bytes: 8, ..ReadLimits::default() };
        let mut reader = BufReader::with_capacity(4, Failing(file, false));
        let lines = Lines::of("a.jsonl".as_ref(), &mut reader, &limits);
        lines.map(|line| line.map(|line| (line.number, line.is_overlong)).map_err(|skipped| skipped.path)).collect()
    }

    #[test]
    fn a_failure_is_told_once_and_last() {
        assert_eq!(seen(b"12345678\nshort\n"), [Ok((1, false)), Ok((2, false)), Err("a.jsonl:3".to_owned())]);
        assert_eq!(seen(b"short\nfar too long"), [Ok((1, false)), Ok((2, true)), Err("a.jsonl:3".to_owned())]);
    }
}
