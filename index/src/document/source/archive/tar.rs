//! Tar, packed or not: read as a stream.

use std::io::{Read, SeekFrom};
use std::path::Path;

use tar::{Archive, EntryType};

use super::super::many::{EntrySink, Source};
use super::super::{ReadLimits, Skipped, unpack};
use super::{Budget, plain_name};

/// Cuts an archive into its files.
pub fn cut(path: &Path, reader: &mut dyn Source, limits: &ReadLimits, sink: &mut EntrySink<'_>) {
    if let Err(reason) = cut_stream(path, reader, limits, sink) {
        // It is the last thing to say of this file.
        let _ = sink(Err(Skipped::file(path, format!("damaged tar: {reason}"))));
    }
}

fn cut_stream(path: &Path, reader: &mut dyn Source, limits: &ReadLimits, sink: &mut EntrySink<'_>) -> std::io::Result<()> {
    let mut budget = Budget::of(reader.seek(SeekFrom::End(0))?);
    reader.rewind()?;
    // What is passed over is unpacked too: the stream ends where no archive of documents goes on.
    let unpacked = unpack::stream(path, reader)?.take(budget.bytes.saturating_mul(2));
    for member in Archive::new(unpacked).entries()? {
        let mut member = member?;
        let Some(name) = plain_name(&String::from_utf8_lossy(&member.path_bytes())) else { continue };
        let read = match member.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => budget.read(&mut member, limits),
            EntryType::Link | EntryType::Symlink => Err("a link".to_owned()),
            _ => continue,
        };
        if let Err(reason) = budget.take_member() {
            let _ = sink(Err(Skipped::file(path, reason)));
            return Ok(());
        }
        if budget.give(path, name, read, sink).is_break() {
            return Ok(());
        }
    }
    Ok(())
}
