//! E-mail: a message (`.eml`), or a mailbox of them (mbox). Subject, sender and date are those of the headers; the text is
//! the part in plain text, else what the part in HTML says.

use std::io::BufRead;
use std::path::Path;

use super::lines::{Line, Lines};
use super::many::{Entry, EntrySink, Place};
use super::{RawDocument, ReadLimits, Skipped};

/// Cuts a mailbox into messages: each begins with a line "From …" at the top or below a blank one. Where the file can't be
/// read to its end, the message under way is given as far as it was read.
pub fn cut(path: &Path, reader: &mut dyn BufRead, limits: &ReadLimits, sink: &mut EntrySink<'_>) {
    let mut message: Option<(usize, Vec<u8>)> = None;
    let mut failure = None;
    let (mut below_blank, mut told_outside) = (true, false);
    for line in Lines::of(path, reader, limits) {
        let Line { number, bytes, .. } = match line {
            Ok(line) => line,
            Err(skipped) => {
                failure = Some(skipped);
                break;
            }
        };
        let is_blank = bytes.trim_ascii().is_empty();
        if below_blank && bytes.starts_with(b"From ") {
            if give(path, message.take(), limits, sink).is_break() {
                return;
            }
            message = Some((number, Vec::new()));
        } else if let Some((_, message)) = &mut message {
            if message.len() <= limits.record_bytes {
                message.extend_from_slice(unquoted(&bytes));
            }
        } else if !is_blank && !told_outside {
            told_outside = true;
            let outside = Skipped::record(path, number, "in no message: each begins with a line \"From …\"");
            if sink(Err(outside)).is_break() {
                return;
            }
        }
        below_blank = is_blank;
    }
    if give(path, message, limits, sink).is_continue()
        && let Some(failure) = failure
    {
        // It is the last thing to say of this file.
        let _ = sink(Err(failure));
    }
}

/// A line of a message that begins with "From " is written with `>` before it.
fn unquoted(line: &[u8]) -> &[u8] {
    let bare = line.trim_ascii_start();
    let marks = bare.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line.starts_with(b">") && bare[marks..].starts_with(b"From ") { &line[1..] } else { line }
}

fn give(
    path: &Path,
    message: Option<(usize, Vec<u8>)>,
    limits: &ReadLimits,
    sink: &mut EntrySink<'_>,
) -> std::ops::ControlFlow<()> {
    match message {
        None => std::ops::ControlFlow::Continue(()),
        Some((line, bytes)) if bytes.len() > limits.record_bytes => sink(Err(Skipped::too_long(path, line, limits))),
        Some((line, bytes)) => sink(Ok(Entry { place: Place::Line(line), bytes })),
    }
}

/// Reads a message of a mailbox: named by its id, else by the hash of its bytes.
pub fn read_message(path: &Path, line: usize, bytes: &[u8], limits: &ReadLimits) -> Result<RawDocument, Skipped> {
    let read = super::read_contained(super::Format::Mail, bytes, limits);
    let document = read.map_err(|reason| Skipped::record(path, line, reason))?;
    let id = match document.id.is_empty() {
        true => blake3::hash(bytes).to_hex()[..16].to_owned(),
        false => document.id,
    };
    Ok(RawDocument { id, path: path.to_string_lossy().into_owned(), line: Some(line), ..document })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    #[test]
    fn messages_begin_below_blank_lines() {
        let mailbox = "From ann Mon\nSubject: a\n\nFirst\n>From here\nFrom there\n\nFrom bo Tue\nSubject: b\n\nSecond\n";
        let mut seen = Vec::new();
        cut("a.mbox".as_ref(), &mut mailbox.as_bytes(), &ReadLimits::default(), &mut |entry| {
            let Entry { place: Place::Line(line), bytes } = entry.unwrap() else { panic!() };
            seen.push((line, String::from_utf8(bytes).unwrap()));
            ControlFlow::Continue(())
        });
        let expected =
            [(1, "Subject: a\n\nFirst\nFrom here\nFrom there\n\n".to_owned()), (8, "Subject: b\n\nSecond\n".to_owned())];
        assert_eq!(seen, expected);
    }
}
