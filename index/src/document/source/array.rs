//! JSON files: an array of records, records one after the other, or an object around an array of them. Cut as a stream, without
//! taking the file into memory, but for the last.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::Path;

use super::many::{Entry, EntrySink, Place};
use super::wrapped::wrapped;
use super::{ReadLimits, Skipped};

/// Where in the file the cutting stands.
#[derive(Default)]
struct Cutter {
    /// The value under way.
    value: Vec<u8>,
    /// How many brackets are open inside it.
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Whether the brackets of the array have been opened.
    in_array: bool,
    /// The value under way is too long to be kept.
    overlong: bool,
    line: usize,
    /// The line on which the value under way began.
    began: usize,
}

/// Cuts a JSON file into the values of its array, or those that follow one another.
pub fn cut(path: &Path, reader: &mut dyn BufRead, limits: &ReadLimits, sink: &mut EntrySink<'_>) {
    let mut cutter = Cutter { line: 1, ..Cutter::default() };
    loop {
        let buffer = match reader.fill_buf() {
            Ok([]) => break,
            Ok(buffer) => buffer,
            Err(error) => {
                // It is the last thing to say of this file.
                let _ = sink(Err(Skipped::end(path, cutter.line, &error)));
                return;
            }
        };
        let length = buffer.len();
        for byte in buffer {
            if cutter.take(*byte, limits) && cutter.give(path, limits, sink).is_break() {
                return;
            }
        }
        reader.consume(length);
    }
    if !cutter.value.is_empty() {
        // A value that never ends: parsing it tells what is missing.
        let _ = cutter.give(path, limits, sink);
    }
}

impl Cutter {
    /// Takes a byte; tells whether a value ends with it.
    fn take(&mut self, byte: u8, limits: &ReadLimits) -> bool {
        self.line += usize::from(byte == b'\n');
        if self.value.is_empty() {
            return self.begin(byte);
        }
        let outside = !self.in_string;
        // A number or name at the top ends where something else begins.
        if outside && self.depth == 0 && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']')) {
            return true;
        }
        self.keep(byte, limits);
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = outside,
            b'{' | b'[' if outside => self.depth += 1,
            b'}' | b']' if outside => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.depth == 0 && !self.in_string && matches!(byte, b'}' | b']' | b'"')
    }

    fn begin(&mut self, byte: u8) -> bool {
        match byte {
            b'[' if !self.in_array => self.in_array = true,
            b',' | b']' | 0xef | 0xbb | 0xbf => {}
            blank if blank.is_ascii_whitespace() => {}
            first => {
                self.began = self.line;
                self.depth = usize::from(matches!(first, b'{' | b'['));
                self.in_string = first == b'"';
                self.value.push(first);
            }
        }
        false
    }

    fn keep(&mut self, byte: u8, limits: &ReadLimits) {
        self.overlong |= self.value.len() >= limits.record_bytes;
        if !self.overlong {
            self.value.push(byte);
        }
    }

    fn give(&mut self, path: &Path, limits: &ReadLimits, sink: &mut EntrySink<'_>) -> ControlFlow<()> {
        let bytes = std::mem::take(&mut self.value);
        (self.depth, self.in_string, self.escaped) = (0, false, false);
        if std::mem::take(&mut self.overlong) {
            return sink(Err(Skipped::too_long(path, self.began, limits)));
        }
        let mut line = self.began;
        let mut before = 0;
        let records = std::str::from_utf8(&bytes).ok().filter(|_| !self.in_array).map(wrapped).unwrap_or_default();
        for (at, record) in &records {
            line += memchr::memchr_iter(b'\n', &bytes[before..*at]).count();
            before = *at;
            sink(Ok(Entry { place: Place::Line(line), bytes: record.as_bytes().to_vec() }))?;
        }
        if records.is_empty() { sink(Ok(Entry { place: Place::Line(self.began), bytes })) } else { ControlFlow::Continue(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(file: &str) -> Vec<(usize, String)> {
        let mut values = Vec::new();
        cut("a.json".as_ref(), &mut file.as_bytes(), &ReadLimits::default(), &mut |entry| {
            let Entry { place: Place::Line(line), bytes } = entry.unwrap() else { panic!() };
            values.push((line, String::from_utf8(bytes).unwrap()));
            ControlFlow::Continue(())
        });
        values
    }

    #[test]
    fn values_of_an_array_and_values_in_a_row() {
        let pretty = "\u{feff}[\n  {\"text\": \"a ] \\\" [\"},\n  {\"n\": [1, {}]\n  }, 7, \"x\"\n]\n";
        let expected = [(2, "{\"text\": \"a ] \\\" [\"}"), (3, "{\"n\": [1, {}]\n  }"), (4, "7"), (4, "\"x\"")];
        assert_eq!(values(pretty), expected.map(|(line, value)| (line, value.to_owned())));
        assert_eq!(values("{\"a\":1}\n{\"a\":2}").len(), 2);
        assert_eq!(values("{\"never\": \"ends"), [(1, "{\"never\": \"ends".to_owned())]);
    }

    #[test]
    fn records_inside_an_object_stand_on_their_own_lines() {
        let file = "{\"total\": 2, \"docs\": [\n{\"title\":\"A\",\"text\":\"a b\"},\n\n{\"title\":\"B\",\"text\":\"c\"}]}\n";
        let records = [(2, "{\"title\":\"A\",\"text\":\"a b\"}"), (4, "{\"title\":\"B\",\"text\":\"c\"}")];
        assert_eq!(values(file), records.map(|(line, record)| (line, record.to_owned())));
    }

    #[test]
    fn an_overlong_value_is_told_and_the_next_is_read() {
        let limits = ReadLimits { record_bytes: 20, ..ReadLimits::default() };
        let mut seen = Vec::new();
        let file = "[{\"text\":\"far too long a value\"},\n{\"text\":\"b\"}]";
        cut("a.json".as_ref(), &mut file.as_bytes(), &limits, &mut |entry| {
            seen.push(entry.map(|entry| entry.bytes.len()).map_err(|skipped| skipped.path));
            ControlFlow::Continue(())
        });
        assert_eq!(seen, [Err("a.json:1".to_owned()), Ok(12)]);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic_and_records_come_back(numbers in proptest::collection::vec(0..1000_u32, 0..20), noise in "[\\[\\]{},\": a\\\\]{0,60}") {
            let array = format!("[{}]", numbers.iter().map(|number| format!("{{\"n\":{number}}}")).collect::<Vec<_>>().join(", "));
            let expected: Vec<_> = numbers.iter().map(|number| format!("{{\"n\":{number}}}")).collect();
            proptest::prop_assert_eq!(values(&array).into_iter().map(|(_, value)| value).collect::<Vec<_>>(), expected);
            values(&noise);
        }
    }
}
