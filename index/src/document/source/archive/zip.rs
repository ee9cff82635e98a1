//! Zip.

use std::io::SeekFrom;
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::format::Packing;
use super::super::many::{EntrySink, Source};
use super::super::{ReadLimits, Skipped};
use super::{Budget, plain_name};

/// Cuts an archive into its files.
pub fn cut(path: &Path, reader: &mut dyn Source, limits: &ReadLimits, sink: &mut EntrySink<'_>) {
    let opened = match Packing::of_path(path) {
        Some(_) => Err("a zip that is packed once more: unpack it first".to_owned()),
        None => open(reader),
    };
    let (mut archive, mut budget) = match opened {
        Ok(opened) => opened,
        Err(reason) => {
            // There is nothing else to say of this file.
            let _ = sink(Err(Skipped::file(path, reason)));
            return;
        }
    };
    for number in 0..archive.len() {
        let named = archive.name_for_index(number).and_then(Result::ok);
        let name = named.map_or_else(|| format!("file {number}, its name unreadable"), |name| name.into_owned());
        let Some(name) = plain_name(&name).filter(|_| !name.ends_with('/')) else { continue };
        if let Err(reason) = budget.take_member() {
            let _ = sink(Err(Skipped::file(path, reason)));
            return;
        }
        let read = match archive.by_index(number) {
            Ok(member) if member.is_symlink() => Err("a link".to_owned()),
            Ok(mut member) => budget.read(&mut member, limits),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => Err("encrypted: it asks for a password".to_owned()),
            Err(error) => Err(format!("unreadable: {error}")),
        };
        if budget.give(path, name, read, sink).is_break() {
            return;
        }
    }
}

fn open(reader: &mut dyn Source) -> Result<(ZipArchive<&mut dyn Source>, Budget), String> {
    let size = reader.seek(SeekFrom::End(0)).map_err(|error| error.to_string())?;
    let archive = ZipArchive::new(reader).map_err(|error| format!("damaged zip: {error}"))?;
    Ok((archive, Budget::of(size)))
}
