//! Files of records: a JSON object a line, each a document (NDJSON).

use std::io::BufRead;
use std::path::Path;

use super::lines::{Line, Lines};
use super::many::{Entry, EntrySink, Place};
use super::{ReadLimits, Skipped};

/// Cuts a record file into its lines; blank ones are passed over.
pub fn cut(path: &Path, reader: &mut dyn BufRead, limits: &ReadLimits, sink: &mut EntrySink<'_>) {
    for line in Lines::of(path, reader, limits) {
        let entry = line.and_then(|Line { number, mut bytes, is_overlong }| {
            bytes.truncate(bytes.trim_ascii_end().len());
            if is_overlong {
                Err(Skipped::too_long(path, number, limits))
            } else {
                Ok(Entry { place: Place::Line(number), bytes })
            }
        });
        let is_blank = entry.as_ref().is_ok_and(|entry| entry.bytes.is_empty());
        if !is_blank && sink(entry).is_break() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    #[test]
    fn a_line_beyond_the_limit_is_skipped_and_the_next_is_read() {
        let limits = ReadLimits { record_bytes: 20, ..ReadLimits::default() };
        let mut file = "{\"text\":\"far too long a line\"}\n{\"text\":\"b\"}\n".as_bytes();
        let mut seen = Vec::new();
        cut("a.jsonl".as_ref(), &mut file, &limits, &mut |entry| {
            seen.push(entry.map(|entry| entry.place).map_err(|skipped| skipped.path));
            ControlFlow::Continue(())
        });
        assert_eq!(seen, [Err("a.jsonl:1".to_owned()), Ok(Place::Line(2))]);
    }
}
