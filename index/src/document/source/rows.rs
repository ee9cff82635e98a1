//! The rows of a table, cut as a stream, in whatever encoding it is.

use std::io::{BufRead, BufReader};
use std::path::Path;

use csv_core::ReadRecordResult;
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::lines::pass_line_end;
use super::{Format, ReadLimits, Skipped, decode};

/// Room for the cells of a usual row, in bytes.
const USUAL: usize = 1 << 12;

/// A row: the line on which it begins, and its cells.
pub struct Row {
    pub line: usize,
    pub cells: Vec<String>,
}

/// The rows of a table, blank ones left out. Line ends inside a quoted cell are text; so is a quotation mark inside a cell
/// that does not begin with one.
pub struct Rows<'r> {
    path: &'r Path,
    reader: Box<dyn BufRead + 'r>,
    limits: &'r ReadLimits,
    parser: csv_core::Reader,
    /// What the rows are in as they come from the reader; `None` where the table begins in ASCII, and each row tells.
    encoding: Option<&'static Encoding>,
    /// The line that is read next.
    line: usize,
    /// The cells of the row under way, one behind the other, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// What went wrong behind the row that was given.
    failure: Option<std::io::Error>,
    ended: bool,
}

/// What a row is before it is decoded.
enum Cut {
    /// So many bytes in so many cells.
    Cells(usize, usize),
    /// More than the limit.
    Overlong,
    /// None: the table has ended.
    End,
}

impl<'r> Rows<'r> {
    /// Finds out how the table is written.
    ///
    /// # Errors
    ///
    /// Where it can't be read, or is no text.
    pub fn open(path: &'r Path, reader: &'r mut dyn BufRead, limits: &'r ReadLimits) -> std::io::Result<Rows<'r>> {
        let beginning = reader.fill_buf()?;
        let encoding = decode::settle(beginning).map_err(std::io::Error::other)?;
        let first_line = first_line(beginning, encoding.unwrap_or(UTF_8));
        let announced = announced(&first_line);
        let separator = announced.unwrap_or_else(|| separator(path, &first_line));
        let reader: Box<dyn BufRead + 'r> = match encoding.filter(|encoding| *encoding != UTF_8) {
            Some(foreign) => {
                let decoder = DecodeReaderBytesBuilder::new().encoding(Some(foreign)).build(reader);
                Box::new(BufReader::with_capacity(1 << 17, decoder))
            }
            None => Box::new(reader),
        };
        let mut rows = Rows {
            path,
            reader,
            limits,
            parser: csv_core::ReaderBuilder::new().delimiter(separator).build(),
            encoding: encoding.map(|_| UTF_8),
            line: 1,
            cells: vec![0; USUAL.min(limits.record_bytes)],
            ends: vec![0; 64],
            failure: None,
            ended: false,
        };
        if announced.is_some() {
            rows.any_row()?;
        }
        Ok(rows)
    }

    fn pass_line_ends(&mut self) -> std::io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let passed = buffer.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if passed == 0 {
                return Ok(());
            }
            self.line += line_ends(&buffer[..passed]);
            self.reader.consume(passed);
        }
    }

    fn cut(&mut self) -> std::io::Result<Cut> {
        let (mut bytes, mut cells) = (0, 0);
        loop {
            let buffer = self.reader.fill_buf()?;
            let (outcome, taken, written, ended) =
                self.parser.read_record(buffer, &mut self.cells[bytes..], &mut self.ends[cells..]);
            self.line += line_ends(&buffer[..taken]);
            self.reader.consume(taken);
            (bytes, cells) = (bytes + written, cells + ended);
            match outcome {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if bytes >= self.limits.record_bytes => return Ok(Cut::Overlong),
                ReadRecordResult::OutputFull => self.cells.resize((bytes * 2).min(self.limits.record_bytes), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(cells * 2, 0),
                ReadRecordResult::Record => return Ok(Cut::Cells(bytes, cells)),
                ReadRecordResult::End => return Ok(Cut::End),
            }
        }
    }

    /// Goes on with the line below, however far the row that was too long goes on.
    fn pass_row(&mut self) {
        self.parser.reset();
        self.failure = pass_line_end(&mut self.reader).err();
        self.line += 1;
    }

    fn row(&self, line: usize, bytes: usize, cells: usize) -> Result<Row, Skipped> {
        let encoding = self.encoding.unwrap_or_else(|| decode::of_bytes(&self.cells[..bytes]));
        let starts = std::iter::once(0).chain(self.ends[..cells].iter().copied());
        let cells: Vec<String> = starts
            .zip(&self.ends[..cells])
            .map(|(start, end)| encoding.decode_without_bom_handling(&self.cells[start..*end]).0.trim().to_owned())
            .collect();
        match decode::is_binary(cells.iter().flat_map(|cell| cell.chars())) {
            true => Err(Skipped::record(self.path, line, "binary: no text")),
            false => Ok(Row { line, cells }),
        }
    }

    /// The next row, a blank one too.
    fn any_row(&mut self) -> std::io::Result<Option<Result<Row, Skipped>>> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        self.pass_line_ends()?;
        let line = self.line;
        Ok(match self.cut()? {
            Cut::End => None,
            Cut::Cells(bytes, cells) => Some(self.row(line, bytes, cells)),
            Cut::Overlong => {
                self.pass_row();
                Some(Err(Skipped::too_long(self.path, line, self.limits)))
            }
        })
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Skipped>;

    fn next(&mut self) -> Option<Result<Row, Skipped>> {
        while !self.ended {
            match self.any_row() {
                Ok(Some(Ok(row))) if row.cells.iter().all(String::is_empty) && row.cells.len() < 2 => {}
                Ok(Some(row)) => return Some(row),
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Skipped::end(self.path, self.line, &error)));
                }
            }
        }
        None
    }
}

fn line_ends(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// The first line that is not blank.
fn first_line(beginning: &[u8], encoding: &'static Encoding) -> String {
    let text = encoding.decode(&beginning[..beginning.len().min(LONGEST_HEAD)]).0;
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
}

/// The names of the columns are no longer, in bytes.
const LONGEST_HEAD: usize = 64 << 10;

/// What parts the cells where a line above the table says it, as spreadsheets write it: `sep=;`.
fn announced(first_line: &str) -> Option<u8> {
    let said = first_line.trim_matches('"').strip_prefix("sep=")?;
    <[u8; 1]>::try_from(said.as_bytes()).ok().map(|[mark]| mark).filter(|mark| *mark == b'\t' || mark.is_ascii_punctuation())
}

/// What parts the cells: a tab in TSV, else what stands most often in the first line outside of quotation marks.
fn separator(path: &Path, first_line: &str) -> u8 {
    let bare = || first_line.split('"').step_by(2);
    let count = |mark: &&u8| bare().map(|part| memchr::memchr_iter(**mark, part.as_bytes()).count()).sum::<usize>();
    match Format::extension(path).as_str() {
        "tsv" | "tab" => b'\t',
        _ => b";\t|,".iter().max_by_key(count).copied().unwrap_or(b','),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(table: impl AsRef<[u8]>) -> Vec<Result<(usize, Vec<String>), String>> {
        let (mut table, limits) = (table.as_ref(), ReadLimits::default());
        let rows = Rows::open("a.csv".as_ref(), &mut table, &limits).unwrap();
        rows.map(|row| row.map(|row| (row.line, row.cells)).map_err(|skipped| skipped.path)).collect()
    }

    fn cells(table: impl AsRef<[u8]>) -> Vec<Vec<String>> {
        rows(table).into_iter().map(|row| row.unwrap().1).collect()
    }

    #[test]
    fn a_mark_inside_a_cell_joins_no_rows() {
        let table = "id,text\n1,5\" pipe\n2,\"two\nlines\"\n\n3,a 6\" one\r\n4,end\n";
        let lines: Vec<usize> = rows(table).into_iter().map(|row| row.unwrap().0).collect();
        assert_eq!(lines, [1, 2, 3, 6, 7]);
        assert_eq!(cells(table)[1..3], [["1", "5\" pipe"], ["2", "two\nlines"]]);
    }

    #[test]
    fn the_separator_is_found_in_every_encoding_and_where_it_is_announced() {
        let table = "record_no;Überschrift;\"Ort, Land\"\n1;\"Meier, Hans\";Köln\n";
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(table);
        for bytes in [table.as_bytes(), &latin] {
            assert_eq!(cells(bytes), [["record_no", "Überschrift", "Ort, Land"], ["1", "Meier, Hans", "Köln"]]);
        }
        for mark in ["\u{feff}sep=;\r\n", "sep=;\n", "\"sep=;\"\n"] {
            assert_eq!(cells(format!("{mark}id;a,b,c\n1;two\n")), [["id", "a,b,c"], ["1", "two"]], "{mark:?}");
        }
    }

    #[test]
    fn the_beginning_settles_the_encoding() {
        let table = "id;text\n1;Şam görüşmeleri sürüyor\n2;Ağrı\n3;ığdır\n";
        let (turkish, ..) = encoding_rs::WINDOWS_1254.encode(table);
        let wide: Vec<u8> =
            "\u{feff}".chars().chain(table.chars()).collect::<String>().encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [table.as_bytes(), &turkish, &wide] {
            assert_eq!(cells(bytes), [["id", "text"], ["1", "Şam görüşmeleri sürüyor"], ["2", "Ağrı"], ["3", "ığdır"]]);
        }
    }

    #[test]
    fn a_row_that_is_no_text_is_told_and_the_next_is_read() {
        let table = [&b"id,text\n1,"[..], "Long and plain. ".repeat(40).as_bytes(), b"\n2,\0\x01\0\x02\0\n3,end\n"].concat();
        let read = rows(table);
        assert_eq!((read.len(), read[2].clone()), (4, Err("a.csv:3".to_owned())));
        assert_eq!(read[3], Ok((4, vec!["3".to_owned(), "end".to_owned()])));
    }

    #[test]
    fn a_file_that_breaks_off_is_told_behind_its_rows() {
        let packed = zstd::encode_all("id,text\n1,one\n".repeat(20_000).as_bytes(), 3).unwrap();
        let mut cut = BufReader::new(zstd::stream::read::Decoder::new(&packed[..packed.len() - 4]).unwrap());
        let limits = ReadLimits::default();
        let read: Vec<_> = Rows::open("a.csv".as_ref(), &mut cut, &limits).unwrap().collect();
        let Some(Err(told)) = read.last() else { panic!("the end is not told") };
        assert!(told.reason.contains("ends here"), "{}", told.reason);
        assert!(read.len() > 1 && read.iter().filter(|row| row.is_err()).count() == 1);
    }

    /// A cell as it is meant, and as it is written.
    fn cell() -> impl Strategy<Value = (String, String)> {
        let quoted = "[a-c,;\"\n]{0,9}".prop_map(|cell| (cell.clone(), format!("\"{}\"", cell.replace('"', "\"\""))));
        let plain = "[a-c][a-c\"]{0,5}".prop_map(|cell| (cell.clone(), cell));
        prop_oneof![quoted, plain]
    }

    proptest! {
        #[test]
        fn as_many_rows_come_out_as_went_in(table in prop::collection::vec(prop::collection::vec(cell(), 2..5), 1..9)) {
            let line = |row: &Vec<(String, String)>| row.iter().map(|(_, written)| &**written).collect::<Vec<_>>().join(",") + "\n";
            let written: String = std::iter::once("first,head\n".to_owned()).chain(table.iter().map(line)).collect();
            let meant: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(|(cell, _)| cell.trim().to_owned()).collect()).collect();
            prop_assert_eq!(&cells(written)[1..], meant);
        }
    }
}
