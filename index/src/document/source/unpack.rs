//! What is inside a `.gz` or `.zst`, without falling for a bomb.

use std::borrow::Cow;
use std::io::{BufRead, Read};
use std::path::Path;

use super::ReadLimits;
use super::format::Packing;

/// How many times larger than packed a file may be that is read whole. Text seldom packs better than 1 : 20.
pub const RATIO: u64 = 200;

/// Small files may pack better than any text without doing harm.
pub const HARMLESS: u64 = 1 << 20;

/// Returns a file's bytes, unpacked where its name says that they are packed.
pub fn unpack<'b>(path: &Path, bytes: &'b [u8], limits: &ReadLimits) -> Result<Cow<'b, [u8]>, String> {
    let size = bytes.len() as u64;
    let too_large = |limit: u64| format!("too large: more than {} MB", limit >> 20);
    let Some(packing) = Packing::of_path(path) else {
        return if size > limits.file_bytes { Err(too_large(limits.file_bytes)) } else { Ok(Cow::Borrowed(bytes)) };
    };
    let by_ratio = size.saturating_mul(RATIO).max(HARMLESS);
    let limit = limits.file_bytes.min(by_ratio);
    let mut unpacked = Vec::new();
    reader(packing, bytes)
        .and_then(|reader| reader.take(limit.saturating_add(1)).read_to_end(&mut unpacked))
        .map_err(|error| format!("damaged {}: {error}", name(packing)))?;
    match unpacked.len() as u64 > limit {
        true if by_ratio < limits.file_bytes => Err(format!("unpacks to more than {RATIO} times its size")),
        true => Err(too_large(limit)),
        false => Ok(Cow::Owned(unpacked)),
    }
}

/// Unpacks a stream on the fly where the file's name says that it is packed.
pub fn stream<'r>(path: &Path, packed: &'r mut dyn BufRead) -> std::io::Result<Box<dyn BufRead + 'r>> {
    Ok(match Packing::of_path(path) {
        Some(packing) => Box::new(std::io::BufReader::with_capacity(1 << 17, reader(packing, packed)?)),
        None => Box::new(packed),
    })
}

fn reader<'r>(packing: Packing, packed: impl BufRead + 'r) -> std::io::Result<Box<dyn Read + 'r>> {
    Ok(match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(packed)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(packed)?),
    })
}

fn name(packing: Packing) -> &'static str {
    match packing {
        Packing::Gzip => "gzip",
        Packing::Zstd => "zstd",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_told_and_not_unpacked() {
        let bomb = zstd::encode_all(&vec![b'a'; 64 << 20][..], 3).unwrap();
        let told = unpack("bomb.txt.zst".as_ref(), &bomb, &ReadLimits::default()).unwrap_err();
        assert!(told.contains("200 times"), "{told}");
    }

    #[test]
    fn damage_is_told() {
        assert!(unpack("a.gz".as_ref(), b"no gzip at all", &ReadLimits::default()).unwrap_err().contains("damaged gzip"));
        assert!(unpack("a.zst".as_ref(), b"no zstd at all", &ReadLimits::default()).unwrap_err().contains("damaged zstd"));
    }
}
